"""Files of a person: read only where they are files of a sane size and written whole or not at all."""

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from irdocs.problems import Location, Problems


class NotAFileError(OSError):
    """What stands there is a folder, a pipe or a device: reading it might never end."""


def check_regular(path: Path) -> None:
    """Raise NotAFileError where what stands at a path is no regular file, OSError where nothing does."""
    if not stat.S_ISREG(path.stat().st_mode):  # asked before it is opened: to open a pipe waits for who writes
        raise NotAFileError(0, "it is no ordinary file (a folder, a pipe or a device)", str(path))


def read_regular(path: Path) -> bytes:
    """Return what a file holds. Raises OSError where it cannot be read, NotAFileError where it is no regular file."""
    check_regular(path)
    return path.read_bytes()


def read_text(path: Path, shown: str, problems: Problems, largest: int) -> str | None:
    """Return the text of a file of ``largest`` bytes at most; None, with the fault told, where it cannot be read."""
    here = Location(shown)
    try:
        size = path.stat().st_size
        raw = read_regular(path) if size <= largest else b""
    except FileNotFoundError:
        problems.error("unreadable", here, "there is no such file", _like(path))
        return None
    except OSError as error:
        problems.error(
            "unreadable", here, f"the file cannot be read: {error.strerror}", "check its name and permissions"
        )
        return None
    if size > largest:
        limit = f"{largest / 1e6:g} MB at most"
        problems.error("too-large", here, f"the file has {size:,} bytes", f"this file is text: {limit}")
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        problems.error("not-utf-8", Location(shown, line, column), "this is not UTF-8 text", "save the file as UTF-8")
        return None


def _like(path: Path) -> str:
    """Say what a missing file may be called instead: en.yml, EN.yaml."""
    stem = path.stem.lower()
    near = [
        one.name
        for one in path.parent.glob("*.*")
        if one.stem.lower() == stem and one.suffix.lower() in (".yml", ".yaml")
    ]
    if near:
        return f"there is {near[0]}: call it {path.name}"
    if path.suffix != ".yaml":
        return "look at its name and folder"
    return "a subject, and the glossary, has two files: facts.yaml, and one of words for each language, such as en.yaml"


def write_whole(path: Path, data: bytes, *, mode: int = 0o644, sync: bool = True) -> None:
    """Write a file so that a reader, or a run killed at any moment, finds the old file or the new one, never half.

    ``mode`` is who may read it, where the system knows such modes. Without ``sync`` a power cut may damage it. Raises OSError where the folder cannot be made or written; nothing is left behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if sync:
                os.fsync(file.fileno())
        # mkstemp makes the file readable by its owner alone; a leaflet is for everybody
        beside.chmod(mode)
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
