"""A subject at one stage, as text: its record, the markup, the tree, the tags or the outline of the finished file."""

import dataclasses
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from irdocs.build.job import Job
from irdocs.build.pipeline import make, open_job, render_template, tree_of
from irdocs.build.project import Project
from irdocs.document.dump import dump
from irdocs.problems import Location, Problems
from irdocs.reading.prose import Prose

_FORMAT = {
    "tags": ("pdf", "a deck has an outline: `irdocs show outline`"),
    "outline": ("pptx", "a PDF has tags: `irdocs show tags`"),
}
"""Stage -> the format of the files that it is read from, and what to do where that is another."""


def show(project: Project, stage: str, job: Job, today: date, problems: Problems) -> Any:
    """Return a stage of a subject: `content` as plain data; markup, tree, tags, outline as text.

    None, with the faults told, where there is none.
    """
    made_as, other = _FORMAT.get(stage, (job.format, ""))
    if job.format != made_as:
        told = f"{stage} can be shown of a {made_as.upper()} file, and the layout {job.layout} makes {job.format}"
        problems.error("unknown-format", Location(f"{project.layouts.name}/{job.layout}"), told, other)
        return None
    parts = open_job(project, job, today, problems)
    if parts is None:
        return None
    if stage == "content":
        return record_data(parts.subject)
    if stage == "markup":
        return render_template(parts)
    if stage == "tree":
        tree = tree_of(parts)
        return dump(tree) if tree is not None else None
    data = make(project, job, today, problems)
    if data is None:
        return None
    if stage == "tags":
        from irdocs.preflight.pdf import tag_tree

        return tag_tree(data)
    from irdocs.preflight.pptx import outline

    return outline(data)


def job_for(stage: str, subject: str, layout: str, variant: str, language: str, brand: str) -> Job:
    """Return the job that a stage of a subject is shown for."""
    layout = layout or ("deck" if stage == "outline" else "leaflet")
    deck = layout == "deck"
    return Job(subject, layout, variant, False, language, brand, "pptx" if deck else "pdf")


def record_data(value: Any) -> Any:
    """Return a record as plain data, with the keys that people type; what is empty is left out."""
    if isinstance(value, Prose):
        return value.source
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (list, tuple)):
        return [record_data(one) for one in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        value = {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        kept = {str(key): one for key, one in value.items() if not isinstance(one, Location)}
        return {key: record_data(one) for key, one in kept.items() if one is not None and one not in ("", (), {}, [])}
    return value if isinstance(value, str | int | float | bool | date | None) else str(value)
