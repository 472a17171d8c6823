"""Commands that make files: build, batch, pack."""

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING

from irdocs.cli.messages import GOOD, end, near, open_project, shown_place, store_of, tell
from irdocs.problems import IrdocsError, Location, Problems, counted

if TYPE_CHECKING:
    from irdocs.build.job import Job
    from irdocs.build.project import Project


def build(options: argparse.Namespace) -> int:
    from irdocs.build.batch import Selection, plan
    from irdocs.build.manifest import verify
    from irdocs.governance.standing import verify_standing

    if options.watch:
        return _watch(options)
    project = open_project(options)
    if options.verify:
        store = store_of(project, options)
        found = verify(store)
        verify_standing(project, store, options.date or date.today(), found)
        return end(found, options, f"{shown_place(store)} was compared with its manifest")
    wish = Selection(
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
    return _carry_out(project, jobs, tuple(dict.fromkeys(job.brand for job in jobs)), problems, options)


def _carry_out(
    project: "Project", jobs: "list[Job]", brands: tuple[str, ...], problems: Problems, options: argparse.Namespace
) -> int:
    """Make the planned files and tell what became of them."""
    from irdocs.build.builds import RunOptions, carry_out
    from irdocs.build.inputs import WORDS
    from irdocs.governance.overdue import tell_overdue
    from irdocs.governance.release import as_release, releasable, report_jobs
    from irdocs.governance.standing import verify_standing
    from irdocs.layout.brand_words import report_brand

    tell_overdue(project, [(job.language, job.subject) for job in jobs], options.date or date.today(), problems)
    problems.extend(project.problems)
    for name in brands:
        brand = project.brand(name)
        if brand is not None:
            report_brand(brand, problems)
    report_jobs(project, jobs, problems)
    wanted = len(jobs)
    if options.release:
        jobs, problems = releasable(project, jobs, problems), as_release(problems)
        if not jobs and problems.has_errors and not options.dry_run:
            verify_standing(project, store_of(project, options), options.date or date.today(), problems)
            return end(problems, options, "nothing was made: this is a release")
    store = store_of(project, options)
    order = RunOptions(options.date or date.today(), options.jobs, options.force, options.scheduler, options.dry_run)
    result = carry_out(project, jobs, store, order, problems, quiet=options.quiet, events=options.json)
    if options.release and not options.dry_run:
        verify_standing(project, store, order.today, problems)  # what was refused leaves old files behind
    if options.dry_run:
        for one in result.waiting:
            print(f"{one.job.path.as_posix()}: {WORDS[one.why]}")
        told = f"{counted(len(result.waiting), 'file')} would be made, {len(result.standing)} stand as before"
        return end(problems, options, told)
    if getattr(options, "tell_paths", False):
        for path in result.paths:
            print(f"{shown_place(store)}/{path.as_posix()}", flush=True)
    told = f"{result.made} of {len(jobs)} files made in {shown_place(store)}"
    if len(jobs) < wanted:
        told += f", {wanted - len(jobs)} refused by the release"
    if result.standing:
        told += f", {len(result.standing)} stood unchanged"
    if result.failed:
        told += f", {result.failed} failed"
    if result.seconds >= 1:
        told += f", {result.made / result.seconds:.1f} files/s"
    if options.command == "build" and not result.waiting:
        from irdocs.cli.idle import remember

        remember(options, project, [job.path.as_posix() for job in jobs], problems, told)
    return end(problems, options, told, failed=result.failed > 0)


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
    told = f"{made.count} packs made in {near(made.folder)}"
    return end(problems, options, f"{told}, {made.failed} failed" if made.failed else told, failed=made.failed > 0)
