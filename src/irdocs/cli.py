"""The command line: words for people, no rules of its own. Data goes to stdout, talk to stderr."""

import argparse
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from irdocs.problems import IrdocsError, Location, Problem, Problems, Severity

if TYPE_CHECKING:
    from irdocs.project import Project

GOOD, FAILED, MISUSED = 0, 1, 2

EXAMPLES = """\
examples:
  irdocs build                                       every subject in every layout
  irdocs build image-guided-biopsy --layout leaflet  one leaflet
  irdocs build --brand example-trust --layout deck   decks in a hospital's own template
  irdocs check                                       problems in all content, nothing is written
  irdocs check output/**/*.pdf                       problems in finished files
  irdocs show tree image-guided-biopsy               what a leaflet says, before it has a look
  irdocs new procedure kidney-biopsy                 a scaffold to fill in

exit status: 0 no error; 1 an error in content, layout, brand or a file that could not be made; 2 wrong use.
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit status. Nothing that a person can cause ends in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as stop:
        return MISUSED if stop.code else GOOD
    try:
        return int(options.run(options))
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


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is not a date: write it as 2026-11-24') from None


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f'"{text}" is not a whole number of 1 or more')
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="irdocs",
        description="Patient leaflets and teaching decks on interventional radiology, from one record.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_build(commands)
    _add_check(commands)
    _add_list(commands)
    _add_show(commands)
    _add_new(commands)
    _add_doctor(commands)
    return parser


def _shared(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("where and how")
    group.add_argument(
        "--content", type=Path, metavar="DIR", help="the folder of content (default: ./content, or the shipped one)"
    )
    group.add_argument("--layouts", type=Path, metavar="DIR", help="the folder of layouts and brands")
    group.add_argument("--output", type=Path, metavar="DIR", help="where files land (default: ./output)")
    group.add_argument("--language", action="append", metavar="CODE", help="a language (default: en); repeatable")
    group.add_argument(
        "--date", type=_day, default=None, metavar="YYYY-MM-DD", help="the day to judge reviews by (default: today)"
    )
    group.add_argument("--strict", action="store_true", help="a warning fails as well")
    group.add_argument("--json", action="store_true", help="problems and results as lines of JSON on stdout")
    group.add_argument("--quiet", action="store_true", help="only problems")


def _add_build(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("build", help="make leaflets and decks", description="Make leaflets and decks.")
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help="ids of subjects (default: all)")
    parser.add_argument("--layout", action="append", metavar="NAME", help="a layout; repeatable (default: all)")
    parser.add_argument("--variant", action="append", metavar="NAME", help="a variant, such as large; repeatable")
    parser.add_argument("--black", action="store_true", help="the edition in black only")
    parser.add_argument("--press", action="store_true", help="the edition for a printing press")
    parser.add_argument(
        "--format", action="append", choices=("pdf", "pptx", "gift", "qti"), help="a format; repeatable"
    )
    parser.add_argument("--brand", action="append", metavar="NAME", help="a brand; repeatable (default: default)")
    parser.add_argument(
        "--template", type=Path, metavar="FILE", help="a PowerPoint template (.pptx, .potx) for the decks"
    )
    parser.add_argument(
        "--minutes", type=_count, default=0, metavar="N", help="cut decks to this time, by the rank of their slides"
    )
    parser.add_argument("--jobs", type=_count, default=0, metavar="N", help="processes (default: one a core)")
    parser.add_argument("--force", action="store_true", help="make every file again, whether it changed or not")
    parser.add_argument("--dry-run", action="store_true", help="say what would be made, and why; make nothing")
    parser.add_argument(
        "--verify", action="store_true", help="make nothing: prove that the output and its manifest agree"
    )
    parser.add_argument("--release", action="store_true", help="refuse drafts, unverified statements and empty numbers")
    _shared(parser)
    parser.set_defaults(run=_build)


def _add_check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "check",
        help="problems in content or finished files",
        description="Tell problems in content, layouts, brands or finished files; write nothing.",
    )
    parser.add_argument(
        "subjects",
        nargs="*",
        metavar="SUBJECT|FILE",
        help="ids of subjects, .pdf and .pptx files (default: all subjects)",
    )
    _shared(parser)
    parser.set_defaults(run=_check)


def _add_list(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "list", help="what there is", description="List subjects, layouts, brands or languages."
    )
    parser.add_argument("what", choices=("subjects", "layouts", "brands", "languages"))
    _shared(parser)
    parser.set_defaults(run=_list)


def _add_show(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "show",
        help="a subject at one stage",
        description="Show a subject at one stage: its record, the markup, the tree, or what stands in the finished file.",
    )
    parser.add_argument("stage", choices=("content", "markup", "tree", "tags", "outline"))
    parser.add_argument("subject", metavar="SUBJECT")
    parser.add_argument("--layout", default="", metavar="NAME", help="the layout (default: leaflet; outline: deck)")
    parser.add_argument("--variant", default="", metavar="NAME")
    parser.add_argument("--brand", default="default", metavar="NAME")
    _shared(parser)
    parser.set_defaults(run=_show)


def _add_new(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "new", help="a scaffold for a subject", description="Make a filled scaffold for a new subject."
    )
    parser.add_argument("kind", choices=("procedure", "condition", "topic"))
    parser.add_argument("id", metavar="ID", help="letters and hyphens: kidney-biopsy")
    _shared(parser)
    parser.set_defaults(run=_new)
    parser = commands.add_parser(
        "init", help="a project of one's own", description="Copy content, layouts and brands into a new folder."
    )
    parser.add_argument("folder", type=Path, metavar="DIR")
    _shared(parser)
    parser.set_defaults(run=_init)


def _add_doctor(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "doctor",
        help="what a PowerPoint template can do",
        description="Show every layout of a PowerPoint template with the roles that it can serve.",
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--deck", type=Path, metavar="OUT.pptx", help="also draw every layout, as a deck")
    _shared(parser)
    parser.set_defaults(run=_doctor)


# --- commands ---------------------------------------------------------------------------------------------------------


def _open(options: argparse.Namespace) -> "Project":
    from irdocs.project import Project

    return Project.open(options.content, options.layouts, options.output)


def _build(options: argparse.Namespace) -> int:
    from irdocs.batch import Ledger, Outcome, Report, Wish, due, plan, run, verify
    from irdocs.inputs import WORDS
    from irdocs.job import told_of_brand
    from irdocs.progress import Progress

    project = _open(options)
    if options.verify:
        return _end(verify(project.output), options, f"{_near(project.output)} was compared with its manifest")
    today = options.date or date.today()
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
    jobs = plan(project, wish)
    problems = Problems()
    problems.extend(project.problems)
    for name in wish.brands:
        brand = project.brand(name)
        if brand is not None:
            told_of_brand(brand, problems)
    if options.release:
        problems = _as_release(problems)
    if not jobs and not problems.has_errors:
        problems.error(
            "nothing-to-do",
            Location(project.content.name),
            "no layout serves what was asked for",
            "see `irdocs list layouts`",
        )
    waiting, standing = due(project, jobs, today, options.force)
    if options.dry_run:
        for one in waiting:
            print(f"{one.job.path.as_posix()}: {WORDS[one.why]}")
        return _end(problems, options, f"{len(waiting)} files would be made, {len(standing)} stand as they are")
    if options.release and problems.has_errors:
        return _end(problems, options, "nothing was made: this is a release")
    wanted = set(wish.subjects) or None
    versions = {
        name: one.review.version
        for language in wish.languages
        for name, one in project.library(language, wanted).subjects.items()
    }
    ledger = Ledger(project.output, today, versions, {one.job: one.inputs for one in waiting})
    todo = [one.job for one in waiting]
    report = Report()
    try:
        ledger.begin(todo)
        with Progress(len(waiting), options.quiet, options.json) as progress:

            def seen(outcome: Outcome) -> None:
                ledger.add(outcome)
                progress.seen(outcome)

            report = run(project, todo, today, options.jobs, seen)
        ledger.write()
    except OSError as error:
        at = Location(project.output.as_posix())
        problems.error(
            "cannot-write", at, f"the manifest cannot be written: {error.strerror or error}", "look at the folder"
        )
        return _end(problems, options, "nothing more was made", failed=True)
    report.outcomes += standing
    problems.extend(report.problems)
    problems.extend(problem for one in standing for problem in one.problems)
    made = len(report.outcomes) - len(report.failed)
    told = f"{made - len(standing)} of {len(jobs)} files made in {_near(project.output)}"
    if standing:
        told += f", {len(standing)} stood unchanged"
    return _end(problems, options, told, failed=bool(report.failed))


def _near(path: Path) -> str:
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _as_release(problems: Problems) -> Problems:
    """Turn notes into errors: a release has no draft, no unverified statement, no empty number."""
    strict = Problems()
    for one in problems:
        severity = Severity.ERROR if one.severity is Severity.NOTE else one.severity
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
            library = project.library(language, set(names) if names else None)
            told = f"{len(library.subjects)} subjects checked"
        for name in project.layout_names():
            project.layout(name)
        for name in project.brand_names():
            project.brand(name)
        problems.extend(project.problems)
    return _end(problems, options, told)


def _check_file(path: Path) -> Problems:
    if path.suffix.lower() == ".pdf":
        from irdocs.preflight.pdf import check_pdf

        return check_pdf(path, path.as_posix())
    from irdocs.preflight.pptx import check_pptx

    return check_pptx(path, path.as_posix())


def _list(options: argparse.Namespace) -> int:
    from irdocs.locale import languages

    project = _open(options)
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


def _new(options: argparse.Namespace) -> int:
    from irdocs.scaffold import scaffold

    project = _open(options)
    for path in scaffold(project.content, options.kind, options.id):
        print(_near(path))
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


# --- telling ----------------------------------------------------------------------------------------------------------


def _tell(problems: Problems, options: argparse.Namespace) -> None:
    json_wanted = getattr(options, "json", False)
    quiet = getattr(options, "quiet", False)
    for one in problems.sorted():
        if json_wanted:
            print(one.as_json())
        elif one.severity >= (Severity.WARNING if quiet or one.severity is Severity.NOTE else Severity.ADVICE):
            print(one, file=sys.stderr)


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
