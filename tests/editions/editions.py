"""Makes every edition of the small project's procedure, whole or shaped, from content in a folder of its own."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from irdocs.build.job import Job
from irdocs.build.pipeline import make
from irdocs.build.project import Project
from irdocs.problems import Problem, Problems
from tests.project import BASE, TODAY, open_project, write_content, write_subject
from tests.project import read_half as read

EDITIONS: Mapping[str, tuple[str, str]] = {
    "a4": ("leaflet", ""),
    "large": ("leaflet", "large"),
    "booklet": ("booklet", ""),
    "trifold": ("trifold", ""),
    "easy": ("easy-read", ""),
}
"""Edition -> layout and variant."""

Half = dict[str, Any]
Shape = Callable[[Half, Half], None]

SECTIONS = ("what", "why", "benefits", "risks", "prepare", "day", "after", "emergency", "call")


@dataclass(frozen=True)
class Made:
    """A finished file, or why there is none."""

    data: bytes
    problems: tuple[Problem, ...]


def content_with(folder: Path, shape: Shape | None = None) -> Path:
    """Write the small project with Easy Read rows, shaped."""
    content = write_content(folder)
    images = content / "images"
    listed = yaml.safe_load((images / "images.yaml").read_text(encoding="utf-8"))
    source = content / "procedures" / BASE
    facts, words = (read(source / name) for name in ("facts.yaml", "en.yaml"))
    facts["easy_read"], words["easy_read"] = {}, {}
    for number, section in enumerate(SECTIONS):
        name = f"vein-{number}"
        shutil.copy(images / "vein.svg", images / f"{name}.svg")
        listed[name] = copy.deepcopy(listed["vein"])
        facts["easy_read"][section] = {"picture": name, "section": section}
        words["easy_read"][section] = {"words": f"This is one idea about {section}. It is short."}
    (images / "images.yaml").write_text(yaml.safe_dump(listed, sort_keys=False), encoding="utf-8")
    if shape is not None:
        shape(facts, words)
    write_subject(source, facts, words)
    return content


def project_with(folder: Path, shape: Shape | None = None) -> Project:
    """Open the small project, shaped."""
    return open_project(content_with(folder, shape), folder / "output")


def make_one(
    project: Project, edition: str, *, black: bool = False, press: bool = False, brand: str = "default"
) -> Made:
    """Make one edition of the procedure."""
    layout, variant = EDITIONS[edition]
    problems = Problems()
    data = make(project, Job(BASE, layout, variant, black=black, press=press, brand=brand), TODAY, problems)
    return Made(data or b"", tuple(problems))
