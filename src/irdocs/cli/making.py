"""Commands that make files: build, batch, pack."""

import argparse
import sys
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING

from irdocs.cli.messages import GOOD, end, near, open_project, progress_of, shown_place, store_of, tell
from irdocs.problems import IrdocsError, Location, Problems, counted, nearest

if TYPE_CHECKING:
    from irdocs.build.job import Job
    from irdocs.build.plan import Selection
    from irdocs.build.project import Project
    from irdocs.build.run import BuildReport


def build(options: argparse.Namespace) -> int:
    from irdocs.build.plan import plan

    if options.watch:
        return _watch(options)
    project = open_project(options)
    if options.verify:
        return _verify(project, options)
    selection, problems = _selection(options), Problems()
    jobs = plan(project, selection)
    if not jobs and not project.problems.has_errors:
        problems.error(
            "nothing-to-do",
            Location(project.content.name),
            "no layout serves what was asked for",
            "see `irdocs list layouts`",
        )
    return _make(project, jobs, selection.brands, problems, options)


def _selection(options: argparse.Namespace) -> "Selection":
    from irdocs.build.plan import Selection

    return Selection(
        subjects=tuple(options.subjects),
        layouts=tuple(options.layout or ()),
        variants=tuple(options.variant or ()),
        black=options.black,
        press=options.press,
        languages=tuple(options.language or ("en",)),
        formats=tuple(options.format or ()),
        brands=tuple(options.brand or ("default",)),
        minutes=options.minutes,
        template=str(options.template.resolve()) if options.template else "",
    )


def _verify(project: "Project", options: argparse.Namespace) -> int:
    """Compare the output with its manifest; of subjects that are named, only their files."""
    from irdocs.build.manifest import read_manifest, verify
    from irdocs.governance.standing import verify_standing

    store = store_of(project, options)
    problems = verify(store)
    verify_standing(project, store, options.date or date.today(), problems)
    if options.subjects:
        known = {str(entry.get("subject", "")) for entry in read_manifest(store).values()}
        ours = Problems()
        for name in options.subjects:
            if name not in known:
                at = Location(store.shown("manifest.json"))
                ours.error(
                    "unknown-subject", at, f'the manifest names no file of "{name}"', nearest(name, sorted(known))
                )
        ours.extend(one for one in problems if set(PurePath(one.location.path).parts) & set(options.subjects))
        problems = ours
    return end(problems, options, f"{shown_place(store)} was compared with its manifest")


def _watch(options: argparse.Namespace) -> int:
    """Build, and build again whenever something is saved, until the person stops it."""
    from irdocs.build.watch import watch

    opened = open_project(options)
    folders = [one for one in (opened.content, opened.layouts, opened.locales) if one.is_dir()]
    again = argparse.Namespace(**{**vars(options), "watch": False, "tell_paths": True})

    def work() -> None:
        try:
            build(again)
        except IrdocsError as error:
            tell(error.problems, options)
        print(f"watching {', '.join(near(one) for one in folders)}: stop with Ctrl+C", file=sys.stderr, flush=True)

    try:
        watch(folders, work)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
    return GOOD


def batch(options: argparse.Namespace) -> int:
    from irdocs.build.job_table import read_matrix

    project, problems = open_project(options), Problems()
    jobs = read_matrix(project, options.table, near(options.table), tuple(options.language or ("en",)), problems)
    if problems.has_errors:
        # a table with a fault asks for what nobody meant: nothing is made until it is right
        return end(problems, options, "nothing was made")
    return _make(project, jobs, tuple(dict.fromkeys(job.brand for job in jobs)), problems, options)


def _make(
    project: "Project", jobs: "list[Job]", brands: tuple[str, ...], problems: Problems, options: argparse.Namespace
) -> int:
    """Make the planned files and report what became of them."""
    from irdocs.build.run import RunOptions, build
    from irdocs.governance.overdue import tell_overdue
    from irdocs.governance.release import as_release, releasable, report_jobs
    from irdocs.governance.standing import verify_standing

    today = options.date or date.today()
    tell_overdue(project, [(job.language, job.subject) for job in jobs], today, problems)
    problems.extend(project.problems)
    _report_brands(project, brands, problems)
    report_jobs(project, jobs, problems)
    if options.strict:
        _report_warnings(project, jobs, today, problems)
    wanted = len(jobs)
    if options.release:
        jobs, problems = releasable(project, jobs, problems), as_release(problems)
        if not jobs and problems.has_errors and not options.dry_run:
            verify_standing(project, store_of(project, options), options.date or date.today(), problems)
            return end(problems, options, "nothing was made: this is a release")
    store = store_of(project, options)
    order = RunOptions(
        today, options.jobs, options.force, options.scheduler, options.dry_run, progress=progress_of(options)
    )
    report = build(project, jobs, order, store)
    problems.extend(report.problems)
    if options.release and not options.dry_run:
        verify_standing(project, store, today, problems)  # what was refused leaves old files behind
    if options.dry_run:
        return _end_dry(report, problems, options)
    if getattr(options, "tell_paths", False):
        for path in report.paths:
            print(f"{shown_place(store)}/{path.as_posix()}", flush=True)
    told = _summary(report, jobs, shown_place(store))
    if len(jobs) < wanted:
        told += f", {wanted - len(jobs)} refused by the release"
    if options.command == "build" and not report.due and report.succeeded:
        from irdocs.cli.idle import remember

        remember(options, project, [one.job.path.as_posix() for one in report.unchanged], problems, told)
    return end(problems, options, told, failed=not report.succeeded)


def _report_warnings(project: "Project", jobs: "list[Job]", today: date, problems: Problems) -> None:
    """Report what `check` warns of in the subjects of some jobs: how hard they may be to read is asked there alone."""
    for language in dict.fromkeys(job.language for job in jobs):
        problems.extend(project.warnings(language, {job.subject for job in jobs if job.language == language}, today))


def _report_brands(project: "Project", brands: tuple[str, ...], problems: Problems) -> None:
    from irdocs.layout.brand_words import report_brand

    for name in brands:
        brand = project.brand(name)
        if brand is not None:
            report_brand(brand, problems)


def _end_dry(report: "BuildReport", problems: Problems, options: argparse.Namespace) -> int:
    from irdocs.build.inputs import WORDS

    for one in report.due:
        print(f"{one.job.path.as_posix()}: {WORDS[one.why]}")
    told = f"{counted(len(report.due), 'file')} would be made, {len(report.unchanged)} as before"
    if report.failed:
        told += f", {len(report.failed)} cannot be made"
    return end(problems, options, told)


def _summary(report: "BuildReport", jobs: "list[Job]", place: str) -> str:
    made, failed = len(report.made), len(report.failed)
    told = f"{made} of {counted(len(jobs) - len(report.left_out), 'file')} made in {place}"
    if report.unchanged:
        told += f", {len(report.unchanged)} stood unchanged"
    if failed:
        told += f", {failed} failed"
    if report.left_out:
        named = ", ".join(one.job.path.as_posix() for one in report.left_out[:3])
        told += f", {len(report.left_out)} left out for want of content ({named}{', ...' if len(report.left_out) > 3 else ''})"
    if report.seconds >= 1:
        told += f", {made / report.seconds:.1f} files/s"
    return told


def pack(options: argparse.Namespace) -> int:
    from irdocs.letters.packs import Pack, make_packs

    if isinstance(options.output, str):
        problems = Problems()
        problems.error("address-for-packs", Location(options.output), "patient data goes into a folder of this machine")
        return end(problems, options, "nothing was made")
    project, problems = open_project(options), Problems()
    pack = Pack(
        subject=options.subject,
        layout=options.layout,
        variant=options.variant,
        language=(options.language or ["en"])[0],
        brand=options.brand,
        today=options.date or date.today(),
        draft=options.draft,
    )
    made = make_packs(project, pack, options.people, near(options.people), options.jobs, problems)
    problems.extend(project.problems)
    if made.folder is None:
        return end(problems, options, "nothing was made")
    print(f"{near(made.folder)} holds patient data: whoever has it, has that", file=sys.stderr)
    told = f"{counted(made.count, 'pack')} made in {near(made.folder)}"
    return end(problems, options, f"{told}, {made.failed} failed" if made.failed else told, failed=made.failed > 0)
