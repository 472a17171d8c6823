"""A subject at one stage, as text: its record, the markup, the tree, the tags or the outline of the finished file."""

import dataclasses
from datetime import date
from enum import Enum
from typing import Any

from irdocs.build.job import Job
from irdocs.build.pipeline import make, open_job, render_template, tree_of
from irdocs.build.project import Project
from irdocs.document.dump import dump
from irdocs.problems import Location, Problems
from irdocs.reading.prose import Prose


def show(project: Project, stage: str, job: Job, today: date, problems: Problems) -> str | None:
    """Return the text of a stage (content, markup, tree, tags, outline); None, with the faults told, where there is none."""
    parts = open_job(project, job, today, problems)
    if parts is None:
        return None
    if stage == "content":
        return record_text(parts.subject)
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


def record_text(value: Any, depth: int = 0) -> str:
    """Return a record as indented text, one value a line, what is empty left out."""
    pad = "  " * depth
    if isinstance(value, Prose):
        return f"{pad}{value.source}"
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        items = [(one.name, getattr(value, one.name)) for one in dataclasses.fields(value)]
    elif isinstance(value, dict):
        items = [(str(key), inner) for key, inner in value.items()]
    elif isinstance(value, tuple):
        return "\n".join(record_text(item, depth) for item in value)
    else:
        return f"{pad}{value.value if isinstance(value, Enum) else value}"
    lines: list[str] = []
    for name, inner in items:
        if inner in (None, "", (), {}) or isinstance(inner, Location):
            continue
        if isinstance(inner, Prose | str | int | bool | float | date | Enum):
            lines.append(f"{pad}{name}: {record_text(inner)}")
        else:
            lines.append(f"{pad}{name}:\n{record_text(inner, depth + 1)}")
    return "\n".join(lines)
