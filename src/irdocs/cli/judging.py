"""Commands that judge: check, review, trace, diff, evidence."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from irdocs.cli.arguments import FINISHED
from irdocs.cli.messages import end, near, open_project, progress_of, shown_place, store_of
from irdocs.problems import Location, Problems, Severity, counted

if TYPE_CHECKING:
    from irdocs.build.job import Job
    from irdocs.build.project import Project
    from irdocs.governance.evidence import Held
    from irdocs.rules.grades import GradeRow


def check(options: argparse.Namespace) -> int:
    files = [Path(name) for name in options.subjects if name.lower().endswith(FINISHED)]
    names = [name for name in options.subjects if not name.lower().endswith(FINISHED)]
    problems = _judge_files(files, options)
    told = f"{counted(len(files), 'file')} checked" if files else ""
    if names or not files:
        if any(name.lower().endswith((".yaml", ".toml", ".j2")) and Path(name).is_file() for name in names):
            names = []  # what a file that subjects share does can show in all of them
        found, told = _check_content(names, options)
        problems.extend(found)
    advice = sum(one.severity is Severity.ADVICE for one in problems)
    if advice and not (names or options.advice or options.json or options.report):
        # of a whole library there may be hundreds: they are counted, and shown to who asks
        problems = Problems({one: None for one in problems if one.severity is not Severity.ADVICE})
        told += f", with {counted(advice, 'piece')} of advice (--advice shows them)"
    return end(problems, options, told)


def _check_content(names: list[str], options: argparse.Namespace) -> tuple[Problems, str]:
    """Check subjects, or with no names everything, layouts and brands too; return what was found, and how much it was."""
    project, told = open_project(options), ""
    for language in options.language or ["en"]:
        count, rows = project.check(language, set(names) or None, options.date or date.today())
        told = f"{counted(count, 'subject')} checked"
        if options.reading and rows:
            _print_grades(rows)
    if not names:
        from irdocs.build.layout_check import check_layouts

        check_layouts(project, (options.language or ["en"])[0])
    return project.problems, told


def _judge_files(files: list[Path], options: argparse.Namespace) -> Problems:
    """Judge finished files; for people what repeats is one line."""
    if not files:
        return Problems()
    from irdocs.preflight import grouped, judge

    problems = Problems()
    for path in files:
        problems.extend(judge(path))
    if options.json or options.report:
        return problems
    for one in problems:  # of content notes are only counted; of a file that somebody asked about they are the answer
        if one.severity is Severity.NOTE and not options.quiet:
            print(one, file=sys.stderr)
    return grouped(problems)


def _print_grades(rows: "list[GradeRow]") -> None:
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


def review(options: argparse.Namespace) -> int:
    from irdocs.governance.export import summary, told_as
    from irdocs.governance.review import ReviewRow, rows_of

    project, today = open_project(options), options.date or date.today()
    if options.copy:
        return _review_copy(project, options)
    rows: list[ReviewRow] = []
    for language in options.language or ["en"]:
        rows += rows_of(project, options.subjects, language, today, options.within)
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if options.shape == "ics" and reconfigure is not None:
        reconfigure(newline="")  # a calendar's lines end with CR LF on every system
    sys.stdout.write(told_as(options.shape, rows, bool(options.subjects), today))
    return end(project.problems, options, summary(rows, options.within))


def _review_copy(project: "Project", options: argparse.Namespace) -> int:
    """Make the reviewer's copies, as any other file is made."""
    from irdocs.build.job import Job
    from irdocs.build.run import RunOptions, build

    jobs = []
    for language in options.language or ["en"]:
        library = project.library(language, set(options.subjects) or None)
        jobs += [Job(name, "review-copy", language=language) for name in options.subjects or sorted(library.known)]
    store = store_of(project, options)
    order = RunOptions(options.date or date.today(), progress=progress_of(options))
    report = build(project, jobs, order, store)
    there = [one.job.path.as_posix() for one in (*report.made, *report.unchanged)]
    for path in sorted(there):
        print(f"{shown_place(store)}/{path}")
    return end(
        report.problems,
        options,
        f"{counted(len(there), 'reviewer copy', 'reviewer copies')} made or unchanged",
        failed=not report.succeeded,
    )


def trace(options: argparse.Namespace) -> int:
    import json

    from irdocs.governance.trace import Near, as_data, as_text, trace

    project, problems = open_project(options), Problems()
    found = trace(project, options.subject, (options.language or ["en"])[0], options.risk, problems, Near())
    problems.extend(one for one in project.problems if one.severity is Severity.ERROR)
    if found is None:
        return end(problems, options, "nothing was traced")
    if options.json:
        for one in found:
            print(json.dumps(as_data(one), ensure_ascii=False))
    elif found:
        print(as_text(found))
    places = sum(len(one.found) for one in found)
    return end(problems, options, f"numbers traced: {len(found)}; places in finished files: {places}")


def diff(options: argparse.Namespace) -> int:
    import json

    from irdocs.governance.differences import as_text, differences
    from irdocs.governance.states import opened

    project, problems = open_project(options), Problems()
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
    return end(problems, options, f"changes for readers: {len(found)}, in subjects: {subjects}")


def evidence(options: argparse.Namespace) -> int:
    project, problems = open_project(options), Problems()
    folder = _write_evidence(project, options, problems)
    if folder is None:
        return end(problems, options, "nothing was written")
    return end(problems, options, f"the evidence of {options.subject} lies in {near(folder)}")


def _write_evidence(project: "Project", options: argparse.Namespace, problems: Problems) -> Path | None:
    """Make the editions of a subject and write its evidence; return the folder, or None where something is in the way."""
    from irdocs.build.manifest import EVIDENCE
    from irdocs.governance.evidence import is_free, jobs_of, write

    if isinstance(options.output, str) and options.into is None:
        told = "the folder is written on this machine"
        problems.error("no-folder", Location(options.output), told, "name a folder with --into")
        return None
    added = {path.name: data for path in options.added if (data := _handed_in(path, problems)) is not None}
    if problems.has_errors:
        return None
    language = _language(options)
    jobs = jobs_of(project, options.subject, language, options.brand)
    held = _held(project, jobs, added, options, problems)
    problems.extend(one for one in project.problems if one.severity is Severity.ERROR)
    if held is None:
        return None
    beside = project.output / jobs[0].path.parent / EVIDENCE
    folder: Path = options.into or (beside if language == "en" else beside / language)
    if not is_free(folder, problems):
        return None
    for path in write(held, folder):
        print(near(path))
    return folder


def _language(options: argparse.Namespace) -> str:
    """Return the language of a command that takes one."""
    return str((options.language or ["en"])[0])


def _held(
    project: "Project", jobs: "list[Job]", added: dict[str, bytes], options: argparse.Namespace, problems: Problems
) -> "Held | None":
    """Build the editions and gather the evidence of them; None where there are none, or one cannot be made."""
    from irdocs.build.run import RunOptions, build
    from irdocs.governance.evidence import hold

    if not jobs:
        if not project.problems.has_errors:
            problems.error("nothing-to-do", Location(options.subject), "this subject has no edition for patients")
        return None
    store, today = store_of(project, options), options.date or date.today()
    report = build(project, jobs, RunOptions(today, 1, progress=progress_of(options)), store)
    problems.extend(report.problems)
    if not report.succeeded:
        return None
    made = sorted(one.job for one in (*report.made, *report.unchanged))
    editions = {job.path.name: store.read(job.path.as_posix()) for job in made}
    brand = project.brand(options.brand)
    return hold(project, options.subject, _language(options), brand, editions, added, today)


def _handed_in(path: Path, problems: Problems) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError as error:
        problems.error("unreadable", Location(near(path)), f"the file cannot be read: {error.strerror}")
        return None
