"""The command line: words for people, no rules of its own. Data goes to stdout, talk to stderr."""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from irdocs.arguments import parser
from irdocs.problems import IrdocsError, Location, Problem, Problems, Severity

if TYPE_CHECKING:
    from irdocs.content.survey import Row
    from irdocs.job import Job
    from irdocs.project import Project
    from irdocs.store import Store

GOOD, FAILED, MISUSED = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit status. Nothing that a person can cause ends in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = parser().parse_args(arguments)
    except SystemExit as stop:
        return MISUSED if stop.code else GOOD
    try:
        return COMMANDS[options.command](options)
    except IrdocsError as error:
        _tell(error.problems, options)
        return FAILED
    except OSError as error:
        # what no stage could name better: a folder that may not be entered, a disk that is gone
        if isinstance(error, BrokenPipeError):
            return GOOD
        problems = Problems()
        told = f"this cannot be read or written: {error.strerror or error}"
        problems.error("no-access", Location(str(error.filename or ".")), told, "look at its permissions")
        _tell(problems, options)
        return FAILED
    except KeyboardInterrupt:
        print("stopped: files already made are whole", file=sys.stderr)
        return FAILED


# --- commands ---------------------------------------------------------------------------------------------------------


def _open(options: argparse.Namespace) -> "Project":
    from irdocs.project import Project

    return Project.open(options.content, options.layouts, None if isinstance(options.output, str) else options.output)


def _store(project: "Project", options: argparse.Namespace) -> "Store":
    """Open what --output names: the project's folder, or an address."""
    from irdocs.store import open_store

    return open_store(options.output if isinstance(options.output, str) else project.output)


def _build(options: argparse.Namespace) -> int:
    from irdocs.batch import Wish, plan, verify

    if options.watch:
        return _watch(options)
    project = _open(options)
    if options.verify:
        store = _store(project, options)
        return _end(verify(store), options, f"{_told_place(store)} was compared with its manifest")
    wish = Wish(
        subjects=tuple(options.subjects),
        layouts=tuple(options.layout or ()),
        variants=tuple(options.variant or ()),
        black=options.black,
        press=options.press,
        languages=tuple(options.language or ("en",)),
        formats=tuple(options.format or ()),
        brands=tuple(options.brand or ("default",)),
    )
    project.template = options.template
    project.minutes = options.minutes
    problems = Problems()
    jobs = plan(project, wish)
    if not jobs and not project.problems.has_errors:
        problems.error(
            "nothing-to-do",
            Location(project.content.name),
            "no layout serves what was asked for",
            "see `irdocs list layouts`",
        )
    return _carry_out(project, jobs, wish.brands, problems, options)


def _watch(options: argparse.Namespace) -> int:
    """Build, and build again whenever something is saved, until the person stops it."""
    from irdocs.desk.watch import watch
    from irdocs.inputs import forget

    opened = _open(options)
    folders = [opened.content, opened.layouts]
    again = argparse.Namespace(**{**vars(options), "watch": False, "tell_paths": True})

    def work() -> None:
        forget()
        try:
            _build(again)
        except IrdocsError as error:
            _tell(error.problems, options)
        print(f"watching {' and '.join(_near(one) for one in folders)}: stop with Ctrl+C", file=sys.stderr, flush=True)

    try:
        watch(folders, work)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
    return GOOD


def _batch(options: argparse.Namespace) -> int:
    from irdocs.matrix import read_matrix

    project, problems = _open(options), Problems()
    jobs = read_matrix(project, options.table, _near(options.table), tuple(options.language or ("en",)), problems)
    if problems.has_errors:
        # a table with a fault asks for what nobody meant: nothing is made until it is right
        return _end(problems, options, "nothing was made")
    return _carry_out(project, jobs, tuple(dict.fromkeys(job.brand for job in jobs)), problems, options)


def _carry_out(
    project: "Project", jobs: "list[Job]", brands: tuple[str, ...], problems: Problems, options: argparse.Namespace
) -> int:
    """Make the planned files and tell what became of them."""
    from irdocs.builds import Order, carry_out
    from irdocs.desk.overdue import tell_overdue
    from irdocs.inputs import WORDS
    from irdocs.job import told_of_brand

    tell_overdue(project, [(job.language, job.subject) for job in jobs], options.date or date.today(), problems)
    problems.extend(project.problems)
    for name in brands:
        brand = project.brand(name)
        if brand is not None:
            told_of_brand(brand, problems)
    if options.release:
        problems = _as_release(problems)
        if problems.has_errors and not options.dry_run:
            return _end(problems, options, "nothing was made: this is a release")
    store = _store(project, options)
    order = Order(options.date or date.today(), options.jobs, options.force, options.scheduler, options.dry_run)
    result = carry_out(project, jobs, store, order, problems, quiet=options.quiet, events=options.json)
    if options.dry_run:
        for one in result.waiting:
            print(f"{one.job.path.as_posix()}: {WORDS[one.why]}")
        told = f"{len(result.waiting)} files would be made, {len(result.standing)} stand as they are"
        return _end(problems, options, told)
    if getattr(options, "tell_paths", False):
        for path in result.paths:
            print(f"{_told_place(store)}/{path.as_posix()}", flush=True)
    told = f"{result.made} of {len(jobs)} files made in {_told_place(store)}"
    if result.standing:
        told += f", {len(result.standing)} stood unchanged"
    if result.failed:
        told += f", {result.failed} failed"
    if result.seconds >= 1:
        told += f", {result.made / result.seconds:.1f} files/s"
    return _end(problems, options, told, failed=result.failed > 0)


def _pack(options: argparse.Namespace) -> int:
    from irdocs.packs import Pack, make_packs

    if isinstance(options.output, str):
        problems = Problems()
        problems.error("address-for-packs", Location(options.output), "patient data goes into a folder of this machine")
        return _end(problems, options, "nothing was made")
    project, problems = _open(options), Problems()
    pack = Pack(
        subject=options.subject,
        layout=options.layout,
        variant=options.variant,
        language=(options.language or ["en"])[0],
        brand=options.brand,
        today=options.date or date.today(),
    )
    made = make_packs(project, pack, options.people, _near(options.people), options.jobs, problems)
    problems.extend(project.problems)
    if made.folder is None:
        return _end(problems, options, "nothing was made")
    print(f"{_near(made.folder)} holds patient data: whoever has it, has that", file=sys.stderr)
    told = f"{made.count} packs made in {_near(made.folder)}"
    return _end(problems, options, f"{told}, {made.failed} failed" if made.failed else told, failed=made.failed > 0)


def _told_place(store: "Store") -> str:
    shown = store.shown()
    return shown if "://" in shown else _near(Path(shown))


def _near(path: Path) -> str:
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _as_release(problems: Problems) -> Problems:
    """Turn notes into errors: a release has no draft, no unverified statement, no overdue review, no empty number."""
    strict = Problems()
    for one in problems:
        refused = one.severity is Severity.NOTE or one.rule == "overdue"
        severity = Severity.ERROR if refused else one.severity
        strict.extend([Problem(severity, one.rule, one.location, one.message, one.hint)])
    return strict


def _check(options: argparse.Namespace) -> int:
    files = [Path(name) for name in options.subjects if name.lower().endswith((".pdf", ".pptx", ".potx"))]
    names = [name for name in options.subjects if not name.lower().endswith((".pdf", ".pptx", ".potx"))]
    problems = Problems()
    for path in files:
        problems.extend(_check_file(path))
    told = f"{len(files)} files checked" if files else ""
    if names or not files:
        project = _open(options)
        for language in options.language or ["en"]:
            count, rows = project.check(language, set(names) if names else None, options.date or date.today())
            told = f"{count} subjects checked"
            if options.reading and rows:
                _print_grades(rows)
        for name in project.layout_names():
            project.layout(name)
        for name in project.brand_names():
            project.brand(name)
        problems.extend(project.problems)
    advice = sum(one.severity is Severity.ADVICE for one in problems)
    if advice and not (names or options.advice or options.json or options.report):
        # of a whole library there may be hundreds: they are counted, and shown to who asks
        problems = Problems({one: None for one in problems if one.severity is not Severity.ADVICE})
        told += f", with {advice} pieces of advice (--advice shows them)"
    return _end(problems, options, told)


def _print_grades(rows: "list[Row]") -> None:
    """Print how hard each section is to read: school years in the United States, by Flesch and Kincaid."""
    width = max(len(one.subject) for one in rows)
    print(f"{'subject':{width}}  {'section':24} {'words':>6} {'written':>8} {'terms short':>12}")
    for one in rows:
        measured, name = one.measured, one.section or "(whole)"
        note = "" if measured.judged else "  too short to judge"
        print(
            f"{one.subject:{width}}  {name:24} {measured.words:>6,} {measured.grade:>8.1f} "
            f"{measured.grade_with_terms:>12.1f}{note}"
        )


def _check_file(path: Path) -> Problems:
    if path.suffix.lower() == ".pdf":
        from irdocs.preflight.pdf import check_pdf

        return check_pdf(path, path.as_posix())
    from irdocs.preflight.pptx import check_pptx

    return check_pptx(path, path.as_posix())


def _review(options: argparse.Namespace) -> int:
    from irdocs.desk.review import Row, rows_of
    from irdocs.desk.tellings import summary, told_as

    project, today = _open(options), options.date or date.today()
    if options.copy:
        return _review_copy(project, options)
    rows: list[Row] = []
    for language in options.language or ["en"]:
        rows += rows_of(project, options.subjects, language, today, options.within)
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if options.shape == "ics" and reconfigure is not None:
        reconfigure(newline="")  # a calendar's lines end with CR LF on every system
    sys.stdout.write(told_as(options.shape, rows, bool(options.subjects), today))
    return _end(project.problems, options, summary(rows, options.within))


def _review_copy(project: "Project", options: argparse.Namespace) -> int:
    """Make the reviewer's copies, as any other file is made."""
    from irdocs.builds import Order, carry_out
    from irdocs.job import Job

    jobs, problems = [], Problems()
    for language in options.language or ["en"]:
        library = project.library(language, set(options.subjects) or None)
        names = options.subjects or sorted(library.subjects)
        jobs += [Job(name, "review-copy", language=language) for name in names if name in library.subjects]
    problems.extend(project.problems)
    store, order = _store(project, options), Order(options.date or date.today())
    result = carry_out(project, jobs, store, order, problems, quiet=options.quiet, events=options.json)
    there = store.sizes(job.path.as_posix() for job in jobs)
    for path in there:
        print(f"{_told_place(store)}/{path}")
    return _end(problems, options, f"{len(there)} reviewer's copies stand", failed=result.failed > 0)


def _approve(options: argparse.Namespace) -> int:
    from irdocs.content.approval import Role
    from irdocs.desk.approve import approve

    project, problems = _open(options), Problems()
    language, today = (options.language or ["en"])[0], options.date or date.today()
    written = approve(project, options.subject, language, options.by, Role(options.role), today, problems)
    problems.extend(project.problems)
    for path in written:
        print(_near(path))
    return _end(problems, options, "the approval was noted" if written else "nothing was written")


def _list(options: argparse.Namespace) -> int:
    from irdocs.locale import languages

    if options.published == (options.what is not None):
        print("irdocs list: name one of subjects, layouts, brands, languages; or --published", file=sys.stderr)
        return MISUSED
    project = _open(options)
    if options.published:
        return _list_published(project, options)
    if options.what == "subjects":
        for language in options.language or ["en"]:
            library = project.library(language)
            for name, kind in sorted(library.known.items()):
                subject = library.subjects.get(name)
                print(f"{name:44} {kind.rstrip('s'):10} {subject.title.plain if subject else '(has errors)'}")
    elif options.what == "layouts":
        for name in project.layout_names():
            layout = project.layout(name)
            if layout is not None:
                variants = f" [{', '.join(layout.variants)}]" if layout.variants else ""
                print(
                    f"{name:16} {', '.join(layout.formats):10} {', '.join(layout.serves)}{variants}: {layout.description}"
                )
    elif options.what == "brands":
        for name in project.brand_names():
            brand = project.brand(name)
            if brand is not None:
                print(f"{name:16} {brand.publisher}")
    else:
        for code in languages():
            print(code)
    return _end(project.problems, options, "")


def _list_published(project: "Project", options: argparse.Namespace) -> int:
    from irdocs.desk.register import as_csv, published, write_pdf

    store, problems = _store(project, options), Problems()
    rows = published(project, store)
    if options.shape == "csv":
        print(as_csv(rows))
    elif name := write_pdf(project, store, rows, (options.language or ["en"])[0], problems):
        print(f"{_told_place(store)}/{name}")
    problems.extend(one for one in project.problems if one.severity is Severity.ERROR)
    return _end(problems, options, f"{len(rows)} subjects are published in {_told_place(store)}")


def _show(options: argparse.Namespace) -> int:
    from irdocs.dumps import job_for, show

    project = _open(options)
    problems = Problems()
    language = (options.language or ["en"])[0]
    job = job_for(options.stage, options.subject, options.layout, options.variant, language, options.brand)
    text = show(project, options.stage, job, options.date or date.today(), problems)
    problems.extend(project.problems)
    if text is not None:
        print(text)
    return _end(problems, options, "")


def _trace(options: argparse.Namespace) -> int:
    import json

    from irdocs.desk.trace import Near, as_data, as_text, trace

    project, problems = _open(options), Problems()
    found = trace(project, options.subject, (options.language or ["en"])[0], options.risk, problems, Near())
    problems.extend(one for one in project.problems if one.severity is Severity.ERROR)
    if found is None:
        return _end(problems, options, "nothing was traced")
    if options.json:
        for one in found:
            print(json.dumps(as_data(one), ensure_ascii=False))
    elif found:
        print(as_text(found))
    places = sum(len(one.found) for one in found)
    return _end(problems, options, f"numbers traced: {len(found)}; places in finished files: {places}")


def _diff(options: argparse.Namespace) -> int:
    import json

    from irdocs.desk.differences import as_text, differences
    from irdocs.desk.states import opened

    project, problems = _open(options), Problems()
    language = (options.language or ["en"])[0]
    with opened(options.old, project) as before, opened(options.new, project) as after:
        found = differences(before.library(language), after.library(language), project.locale(language))
        for state in (before, after):
            problems.extend(state.problems.errors)
    if options.json:
        for one in found:
            print(json.dumps({"subject": one.subject, "weight": one.weight.name.lower(), "told": one.told}))
    elif found:
        print(as_text(found))
    subjects = len({one.subject for one in found})
    return _end(problems, options, f"changes for readers: {len(found)}, in subjects: {subjects}")


def _evidence(options: argparse.Namespace) -> int:
    from irdocs.batch import EVIDENCE, Wish, plan
    from irdocs.builds import Order, carry_out
    from irdocs.desk.evidence import hold, write

    project, problems = _open(options), Problems()
    language, today = (options.language or ["en"])[0], options.date or date.today()
    if isinstance(options.output, str) and options.into is None:
        told = "the folder is written on this machine"
        problems.error("no-folder", Location(options.output), told, "name a folder with --into")
        return _end(problems, options, "nothing was written")
    wish = Wish((options.subject,), ("leaflet",), languages=(language,), formats=("pdf",), brands=(options.brand,))
    jobs = [job for job in plan(project, wish) if not (job.variant or job.black or job.press)]
    if not jobs and not project.problems.has_errors:
        problems.error("nothing-to-do", Location(options.subject), "this subject has no leaflet")
    held, store = None, _store(project, options)
    if jobs:
        result = carry_out(project, jobs, store, Order(today, 1), problems, quiet=options.quiet, events=options.json)
        if not result.failed and not problems.has_errors:
            held = hold(project, jobs[0], store.read(jobs[0].path.as_posix()), today)
    problems.extend(one for one in project.problems if one.severity is Severity.ERROR)
    if held is None:
        return _end(problems, options, "nothing was written")
    beside = project.output / jobs[0].path.parent / EVIDENCE
    folder = options.into or (beside if language == "en" else beside / language)
    for path in write(held, folder):
        print(_near(path))
    return _end(problems, options, f"the evidence of {options.subject} lies in {_near(folder)}")


def _new(options: argparse.Namespace) -> int:
    from irdocs.scaffold import scaffold

    project = _open(options)
    for path in scaffold(project.content, options.kind, options.id):
        print(_near(path))
    return GOOD


def _schema(options: argparse.Namespace) -> int:
    from irdocs.content import schema

    if options.kind is None:
        for kind, half in schema.names():
            print(f"{kind:10} {half}")
        return GOOD
    halves = [half for kind, half in schema.names() if kind == options.kind]
    half = options.half or halves[0]
    if half not in halves:
        at = Location(schema.file_name(options.kind, half))
        problems = Problems()
        problems.error("unknown-choice", at, f'{options.kind} has no half "{half}"', f"it has: {', '.join(halves)}")
        _tell(problems, options)
        return FAILED
    print(schema.text(options.kind, half), end="")
    return GOOD


def _init(options: argparse.Namespace) -> int:
    from irdocs.scaffold import init

    project = _open(options)
    init(project.content, project.layouts, options.folder)
    print(f"a project stands in {options.folder}: try `irdocs build` there", file=sys.stderr)
    return GOOD


def _doctor(options: argparse.Namespace) -> int:
    from irdocs.renderers.pptx.doctor import examine

    problems = Problems()
    print(examine(options.file, problems))
    if options.deck is not None and not problems.has_errors:
        from irdocs.files import write_whole
        from irdocs.locale import load_locale
        from irdocs.renderers.pptx.doctor import layouts_deck
        from irdocs.renderers.pptx.template import open_template

        template = open_template(options.file)
        write_whole(options.deck, layouts_deck(template, load_locale((options.language or ["en"])[0])))
    return _end(problems, options, "")


COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "build": _build,
    "batch": _batch,
    "pack": _pack,
    "check": _check,
    "review": _review,
    "approve": _approve,
    "list": _list,
    "show": _show,
    "trace": _trace,
    "diff": _diff,
    "evidence": _evidence,
    "new": _new,
    "schema": _schema,
    "init": _init,
    "doctor": _doctor,
}
"""What the parser's commands do."""


# --- telling ----------------------------------------------------------------------------------------------------------


def _tell(problems: Problems, options: argparse.Namespace) -> None:
    if kind := getattr(options, "report", None):
        from irdocs.desk.reports import report

        if text := report(kind, problems.sorted(), _folders(options)):
            print(text)
        return
    json_wanted = getattr(options, "json", False)
    quiet = getattr(options, "quiet", False)
    for one in problems.sorted():
        if json_wanted:
            print(one.as_json())
        elif one.severity >= (Severity.WARNING if quiet or one.severity is Severity.NOTE else Severity.ADVICE):
            print(one, file=sys.stderr)


def _folders(options: argparse.Namespace) -> dict[str, Path]:
    """Return what the first part of a problem's path stands for: problems name content and layouts from their own folder."""
    from irdocs.project import default_root

    root = default_root()
    named = (options.content or root / "content", options.layouts or root / "layouts")
    return {one.name: one for one in (path.resolve() for path in named)}


def _end(problems: Problems, options: argparse.Namespace, told: str, *, failed: bool = False) -> int:
    _tell(problems, options)
    counts = Counter(one.severity for one in problems)
    if told and not options.quiet:
        parts = [
            f"{counts[severity]} {severity.word}{'s' if counts[severity] != 1 else ''}"
            for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE)
        ]
        print(f"{told}; {', '.join(parts)}", file=sys.stderr)
    if counts[Severity.ERROR] or failed or (options.strict and counts[Severity.WARNING]):
        return FAILED
    return GOOD
