"""Scaffolds: a new subject to fill in, and a project of one's own from the folders that travel with irdocs."""

import re
import shutil
from contextlib import suppress
from pathlib import Path

from irdocs.problems import IrdocsError, Location, Problem, Severity
from irdocs.reading.files import write_whole
from irdocs.rules import schema

TEMPLATES = Path(__file__).parent / "scaffolds"
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
"""Names of devices on Windows: a folder of such a name can be neither made nor fetched there."""
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def _refuse(rule: str, place: str, message: str, hint: str) -> IrdocsError:
    return IrdocsError([Problem(Severity.ERROR, rule, Location(place), message, hint)])


def scaffold(content: Path, kind: str, name: str) -> list[Path]:
    """Write the two halves of a new subject. Raises IrdocsError for a bad or a taken id; nothing is overwritten."""
    if name in _RESERVED:
        raise _refuse("bad-id", name, f'Windows has no folder called "{name}"', "a longer name: kidney-biopsy")
    if not _ID.fullmatch(name) or len(name) > 60:
        raise _refuse("bad-id", name, f'"{name}" cannot be an id', "small letters, figures and hyphens: kidney-biopsy")
    for folder in content.glob(f"*/{name}"):
        raise _refuse(
            "double-id", folder.as_posix(), f'the id "{name}" is taken', "choose another, or edit what is there"
        )
    code = "IR-" + "".join(word[0] for word in name.split("-")).upper()
    made: list[Path] = []
    for half in ("facts", "en"):
        text = (TEMPLATES / f"{kind}.{half}.yaml").read_text(encoding="utf-8")
        said = name.replace("-", " ")
        text = text.replace("{{id}}", name).replace("{{name}}", said).replace("{{Name}}", said[0].upper() + said[1:])
        path = content / f"{kind}s" / name / f"{half}.yaml"
        try:
            write_whole(path, text.replace("{{code}}", code).encode())
        except OSError as error:
            raise _refuse(
                "cannot-write", path.as_posix(), f"it cannot be written: {error.strerror}", "look at the folder"
            ) from None
        made.append(path)
    _write_schemas(content.parent / "schema", kind)
    return made


def _write_schemas(folder: Path, kind: str) -> None:
    """Put the schemas where the first line of a scaffold says that they are; those that are there stay."""
    for half in schema.HALVES:
        path = folder / schema.file_name(kind, half)
        if not path.exists():
            with suppress(OSError):  # an editor can do without
                write_whole(path, schema.text(kind, half).encode())


def init(content: Path, layouts: Path, folder: Path) -> None:
    """Copy content and layouts into a new folder, and the schemas for editors. Raises IrdocsError where one is there."""
    for name in ("content", "layouts"):
        if (folder / name).exists():
            raise _refuse(
                "not-empty", (folder / name).as_posix(), "there is a project here already", "choose an empty folder"
            )
    try:
        for source in (content, layouts):
            shutil.copytree(source, folder / source.name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        for one in schema.names():
            write_whole(folder / "schema" / schema.file_name(*one), schema.text(*one).encode())
        for name in ("README.md", ".gitignore"):
            if not (folder / name).exists():  # a repository may have been there before
                text = (TEMPLATES / f"project.{name.removeprefix('.')}").read_text(encoding="utf-8")
                write_whole(folder / name, text.encode())
        (folder / "output").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refuse(
            "cannot-write",
            folder.as_posix(),
            f"the project cannot be written: {error}",
            "look at the folder's permissions and room",
        ) from None
