"""What goes into a file, as short hashes by kind: a file whose inputs are those of the last run need not be made again."""

import re
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from functools import cache
from pathlib import Path

from irdocs.build.faults import with_members
from irdocs.build.job import Job
from irdocs.build.project import Project, overdue
from irdocs.layout.brand import Typeface
from irdocs.model.approval import state_of
from irdocs.model.library import Library
from irdocs.model.locale import FOLDER as LOCALES
from irdocs.reading.digest import CODE, digest_file, digest_files, digest_parts, files_below
from irdocs.typeset.faces import FaceNotFoundError, face_file

WORDS = {
    "new": "it has not been made yet",
    "irdocs": "irdocs itself changed",
    "content": "the content changed",
    "approval": "it was approved, or no longer is",
    "record": "its record of approvals changed",
    "drawings": "a drawing changed",
    "layout": "the layout changed",
    "brand": "the brand changed",
    "face": "the face changed",
    "locale": "the fixed words changed",
    "template": "the PowerPoint template changed",
    "overdue": "its review became overdue, or no longer is",
    "file": "it is not there, or the last run could not make it",
    "force": "--force",
}
"""Why a file is made, in words for people."""


@cache
def _of_file(path: Path) -> str:
    return digest_file(path)


@cache
def _of_pictures(folder: Path, names: tuple[str, ...]) -> str:
    return digest_parts(part for name in names for part in (name, _of_file(folder / name)))


@cache
def _of_folder(folder: Path, ending: str = "") -> str:
    return digest_files(folder, (Path(one.path) for one in files_below(folder) if one.name.endswith(ending)))


@cache
def _of_face(family: str) -> str:
    try:
        path = face_file(family)
    except FaceNotFoundError:
        return "missing"
    return f"{path.name} {path.stat().st_size}"


def forget() -> None:
    """Forget what files held: a process that goes on while people save them looks again."""
    for one in (_of_file, _of_pictures, _of_folder, _layout_digest, _built_on):
        one.cache_clear()


def code_digest() -> str:
    """Hash irdocs itself with its words and faces: two machines with the same one make the same bytes."""
    return digest_parts([_of_folder(CODE, ".py"), _of_folder(LOCALES, ".toml"), *map(_of_face, Typeface)])


def inputs_of(project: Project, job: Job, today: date) -> dict[str, str]:
    """Return the hash of each kind of input of a job; the date only decides whether the review is overdue."""
    names = with_members(project, job)
    library = project.library(job.language, set(names))
    subject = library.subjects.get(job.subject)
    brand, layout = project.brand(job.brand), project.layout(job.layout)
    drawings = sorted({name for one in names for name in library.drawn.get(one, ())})
    files = tuple(library.drawings[name].file_name for name in drawings if name in library.drawings)
    found = {
        "irdocs": _of_folder(CODE, ".py"),
        "content": digest_parts(library.digests.get(one, "") for one in names),
        **_approval(library, job.subject, names, today),
        "drawings": _of_pictures(project.content / "images", files),
        "layout": _layout_digest(project.layouts, job.layout, layout.bases if layout is not None else ()),
        "brand": _of_folder(project.layouts / "brands" / job.brand),
        "face": _of_face(brand.face) if brand is not None else "",
        "locale": digest_parts(_of_file(one / f"{job.language}.toml") for one in (LOCALES, project.locales)),
        "overdue": str(overdue(subject.review.due if subject else None, today)),
        "job": digest_parts(f"{key}={value}" for key, value in asdict(job).items() if key != "template"),
    }
    if job.template:
        found["template"] = _of_file(Path(job.template))
    return found


def _approval(library: Library, name: str, names: Iterable[str], today: date) -> dict[str, str]:
    """Return how a subject stands, in words that a manifest may be asked for, and what else its record notes."""
    subjects = [library.subjects[one] for one in names if one in library.subjects]
    last = [one.review.entries[-1].hash for one in subjects if one.review.entries]
    subject = library.subjects.get(name)
    state = state_of(subject, library, today) if subject is not None else ""
    return {"approval": state, "record": digest_parts(last)}


@cache
def _layout_digest(layouts: Path, name: str, bases: tuple[str, ...]) -> str:
    """Hash the layout's own folder, the macros, and the folders of layouts that it extends or whose templates it uses."""
    folders = {layouts / name, layouts / "macros", *(layouts / base for base in bases)}
    for path in (layouts / name).glob("*.j2"):
        for other in _built_on(path):
            folders.add(layouts / other)
    return digest_parts(_of_folder(folder) for folder in sorted(folders))


@cache
def _built_on(path: Path) -> frozenset[str]:
    """Return the layouts whose templates a template extends or includes, read from its text."""
    text = path.read_text(encoding="utf-8")
    return frozenset(re.findall(r'"([a-z0-9-]+)/[a-z0-9-]+\.xml\.j2"', text))


def why(now: dict[str, str], before: dict[str, str]) -> str:
    """Return the first kind of input that differs, as a key of `WORDS`; "" where nothing does."""
    if not before:
        return "new"
    for key, value in now.items():
        if before.get(key) != value:
            return key if key in WORDS else "content"
    return "" if set(now) == set(before) else "template"
