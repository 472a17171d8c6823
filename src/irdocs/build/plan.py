"""From what was asked for to jobs: which layouts serve, in which variants, editions and formats."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from irdocs.build.faults import SCREEN_ONLY
from irdocs.build.job import Job
from irdocs.build.project import Project
from irdocs.layout.catalogue import Layout
from irdocs.problems import Location, nearest

EDITIONS = {"screen": (False, False), "black": (True, False), "press": (False, True), "black-press": (True, True)}
"""Name -> whether it is in black only, whether it is for a printing press."""


@dataclass(frozen=True)
class Selection:
    """What was asked for on the command line; empty means: everything that a layout offers by itself."""

    subjects: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    black: bool = False
    press: bool = False
    languages: tuple[str, ...] = ("en",)
    formats: tuple[str, ...] = ()
    brands: tuple[str, ...] = ("default",)
    editions: tuple[str, ...] = ()
    """Keys of `EDITIONS`; empty: what ``black`` and ``press`` say, else what a layout offers by itself."""
    minutes: int = 0
    """How long decks may take; 0: as long as they are."""
    template: str = ""
    """A PowerPoint template for the decks in place of the brand's."""


_MADE_ELSEWHERE = {
    False: ("personal-layout", "people", "see `irdocs pack`"),
    True: ("desk-layout", "reviewers", "see `irdocs review --copy`"),
}
"""Whether a layout that no build makes is for reviewers -> what is reported of it."""


def plan(project: Project, selection: Selection) -> list[Job]:
    """Return the jobs that a selection means, in a fixed order; what is not known goes to the project's problems."""
    _check_layouts(project, selection)
    for brand in selection.brands:
        project.brand(brand)
    jobs, offered = jobs_of(project, selection)
    _check_variants(project, selection, offered)
    _check_editions(project, selection, jobs)
    _check_decks(project, selection, jobs)
    return jobs


def _check_layouts(project: Project, selection: Selection) -> None:
    known = project.layout_names()
    for name in selection.layouts:
        if name not in known:
            project.problems.error(
                "unknown-layout",
                Location(f"{project.layouts.name}/{name}"),
                f'there is no layout "{name}"',
                nearest(name, known),
            )
        elif (layout := project.layout(name)) is not None and not layout.built:
            rule, whom, how = _MADE_ELSEWHERE[layout.desk]
            project.problems.error(rule, Location(layout.shown), f'the layout "{name}" is made for {whom}', how)


def _check_variants(project: Project, selection: Selection, offered: set[str]) -> None:
    wanted = [name for name in selection.variants if name and name not in offered]
    for name in wanted:
        having = [one.name for one in _layouts(project, ()) if name in one.variants]
        if having:
            project.problems.error(
                "unknown-variant", Location(project.layouts.name),
                f'no layout asked for here has the variant "{name}"', f"it is a variant of: {', '.join(having)}",
            )  # fmt: skip
        else:
            known = sorted(offered) or sorted({one for layout in _layouts(project, ()) for one in layout.variants})
            project.problems.error(
                "unknown-variant", Location(project.layouts.name),
                f'no layout has the variant "{name}"', nearest(name, known),
            )  # fmt: skip


def _check_editions(project: Project, selection: Selection, jobs: list[Job]) -> None:
    """Report the layouts that were named and have no such edition; those that were not named are only left out."""
    if not (selection.black or selection.press or selection.editions):
        return
    made = {job.layout for job in jobs}
    for layout in _layouts(project, selection.layouts):
        if layout.name in selection.layouts and layout.name not in made and set(layout.formats) <= set(SCREEN_ONLY):
            project.problems.error(
                "no-edition", Location(layout.shown),
                f'the layout "{layout.name}" has no edition in black, and none for a printing press',
                "only layouts that are made as pdf have them: leave out --black and --press",
            )  # fmt: skip


def _check_decks(project: Project, selection: Selection, jobs: list[Job]) -> None:
    """Report options of decks where no deck is asked for, and a template that is not there."""
    for option, value, used in (
        ("--minutes", selection.minutes, any(job.minutes for job in jobs)),
        ("--template", selection.template, any(job.template for job in jobs)),
    ):
        if value and jobs and not used:
            project.problems.error(
                "no-deck", Location(project.layouts.name), f"{option} is for decks, and none is asked for",
                "add `--layout deck`",
            )  # fmt: skip
    if selection.template and not Path(selection.template).is_file():
        project.problems.error(
            "no-template",
            Location(selection.template),
            "there is no such file",
            "name a file that ends in .pptx or .potx",
        )


def jobs_of(project: Project, selection: Selection) -> tuple[list[Job], set[str]]:
    """Return the jobs that a selection means, each once, and the variants of the layouts that serve it."""
    jobs: dict[Job, None] = {}
    offered: set[str] = set()
    for language in selection.languages:
        library = project.library(language, set(selection.subjects) if selection.subjects else None)
        for subject in selection.subjects or sorted(library.known):
            kind = library.known.get(subject)
            for layout in _layouts(project, selection.layouts):
                if kind is not None and kind in layout.serves:
                    offered |= set(layout.variants)
                    base = Job(subject, layout.name, language=language)
                    jobs.update(dict.fromkeys(_of_layout(layout, base, selection)))
    return list(jobs), offered


def _layouts(project: Project, names: Iterable[str]) -> list[Layout]:
    """Return the layouts that a build makes: those named, or all."""
    found = (project.layout(name) for name in names or project.layout_names())
    return [one for one in found if one is not None and one.built]


def _of_layout(layout: Layout, base: Job, selection: Selection) -> Iterator[Job]:
    """Yield the jobs of one subject in one layout."""
    for variant in ("", *layout.variants):
        if selection.variants and variant not in selection.variants:
            continue
        for file_format in layout.formats:
            if selection.formats and file_format not in selection.formats:
                continue
            job = replace(base, variant=variant, format=file_format)
            if file_format == "pptx":
                job = replace(job, minutes=selection.minutes, template=selection.template)
            for brand in selection.brands:
                for black, press in _editions(layout, job, selection):
                    yield replace(job, brand=brand, black=black, press=press)


def _editions(layout: Layout, job: Job, selection: Selection) -> list[tuple[bool, bool]]:
    """Return the editions that are wanted of a layout, as (black, press)."""
    if selection.editions:
        wanted = {EDITIONS[name] for name in selection.editions}
    elif selection.black or selection.press:
        wanted = {(selection.black, selection.press)}
    else:
        wanted = {EDITIONS["screen"], *(EDITIONS[name] for name in layout.look(job.variant).also)}
    if job.format in SCREEN_ONLY:
        wanted &= {EDITIONS["screen"]}
    return sorted(wanted)
