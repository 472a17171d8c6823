"""The one cache of irdocs: entries by name in a folder of this user's own. It can be deleted at any time.

Nothing is run when an entry is read: it is data, or records of irdocs itself, and everything else in it is refused. A
folder, or a file, that somebody else owns or can write is no cache: nothing is read from it, and nothing written.
"""

from __future__ import annotations

import os
import stat
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from irdocs.reading.digest import SIZE, digest_bytes
from irdocs.reading.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable

ENTRIES = 200
"""Entries of a kind beyond these are thrown away, the oldest first."""
MOST = 64 * 2**20
"""Bytes of the entries of a kind; beyond these the oldest are thrown away."""
OWNER_FOLDER, OWNER_FILE = 0o700, 0o600
_READING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_ENDING = ".entry"


class _Writing:
    """Whether this process writes entries at all."""

    allowed = True


RECORDS = ("problems", "reading", "model", "typeset", "rules", "document", "build")
"""Packages whose frozen records may stand in an entry."""
PLAIN = frozenset(
    {
        ("decimal", "Decimal"),
        ("fractions", "Fraction"),
        ("datetime", "date"),
        ("builtins", "set"),
        ("builtins", "frozenset"),
    }
    | {(home, name) for home in ("pathlib", "pathlib._local") for name in ("PosixPath", "WindowsPath", "PurePosixPath")}
)
"""Values of Python itself that may stand in an entry, beside text, numbers, lists and mappings."""


def cache_folder() -> Path:
    """Return the folder for the cache of this user: IRDOCS_CACHE, or where the operating system keeps such folders."""
    if named := os.environ.get("IRDOCS_CACHE"):
        return Path(named)
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "irdocs" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "irdocs"
    return Path(os.environ.get("XDG_CACHE_HOME", home / ".cache")) / "irdocs"


def refused() -> str:
    """Return why the cache folder is not used, for a person; "" where it is used, or is not there yet."""
    folder = cache_folder()
    try:
        return _fault(folder.lstat(), stat.S_ISDIR)
    except FileNotFoundError:
        return ""
    except OSError as error:
        return error.strerror or "it cannot be read"


def read_bytes(kind: str, name: str) -> bytes | None:
    """Return an entry; None where there is none, where it is damaged, or where somebody else could have written it."""
    path = _path(kind, name)
    try:
        if any(_fault(folder.lstat(), stat.S_ISDIR) for folder in (path.parent.parent, path.parent)):
            return None
        # what is asked of the open file cannot be changed between the question and the reading
        with os.fdopen(os.open(path, _READING), "rb") as file:
            if _fault(os.fstat(file.fileno()), stat.S_ISREG):
                return None
            data = file.read()
    except OSError:
        return None
    head, body = data[: 2 * SIZE], data[2 * SIZE :]
    return body if head == digest_bytes(body).encode() else None


def write_nothing() -> None:
    """Write no entry from now on, in this process: what it makes is about people."""
    _Writing.allowed = False


def write_bytes(kind: str, name: str, data: bytes) -> None:
    """Write an entry, and throw old ones away. A cache that cannot be written, or is not our own, is no fault."""
    if not _Writing.allowed:
        return
    path = _path(kind, name)
    try:
        for folder in (path.parent.parent, path.parent):
            folder.mkdir(OWNER_FOLDER, parents=True, exist_ok=True)
            if _fault(folder.lstat(), stat.S_ISDIR):
                return
        write_whole(path, digest_bytes(data).encode() + data, mode=OWNER_FILE, sync=False)
        _throw_away(path.parent)
    except OSError:
        return


def read_records(kind: str, name: str) -> Any:
    """Return records of an entry; None where there is none of use."""
    data = read_bytes(kind, name)
    if data is None:
        return None
    try:
        return unpack(data)
    except Exception:  # an entry of an older irdocs, or of nobody: whatever is wrong with it, it is no entry
        return None


def write_records(kind: str, name: str, value: object) -> None:
    """Write an entry of frozen records, lists, mappings, text, numbers and dates."""
    import pickle  # with its own imports a tenth of a short run, and an idle build reads none

    write_bytes(kind, name, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))


def unpack(data: bytes) -> Any:
    """Return the records in data. Raises an exception, before anything is run, where something else is named in it."""
    import pickle
    from io import BytesIO

    class Records(pickle.Unpickler):
        """Knows the records of irdocs and a handful of values, and no function at all."""

        def find_class(self, module: str, name: str) -> Any:
            found = admitted(module, name)
            if found is None:
                raise pickle.UnpicklingError(f"an entry of the cache may not name {module}.{name}")
            return found

    return Records(BytesIO(data)).load()


@cache
def admitted(module: str, name: str) -> Any:
    """Return the class that an entry may name so; None where it may not."""
    from importlib import import_module

    if (module, name) in PLAIN:
        return getattr(import_module(module), name, None)
    first, _, rest = module.partition(".")
    if first != "irdocs" or rest.partition(".")[0] not in RECORDS:
        return None
    found = getattr(import_module(module), name, None)
    if not isinstance(found, type) or found.__module__ != module:
        return None
    return found if _is_record(found) else None


def _is_record(kind: type) -> bool:
    from enum import Enum

    params = getattr(kind, "__dataclass_params__", None)
    return bool(params is not None and params.frozen) or issubclass(kind, Enum) or (
        issubclass(kind, tuple) and hasattr(kind, "_fields")
    )  # fmt: skip


def _path(kind: str, name: str) -> Path:
    return cache_folder() / kind / f"{name}{_ENDING}"


def _fault(state: os.stat_result, wanted: Callable[[int], bool]) -> str:
    """Return why a folder or file is not trusted. Windows keeps a user's folders by lists of its own, and says neither."""
    if not wanted(state.st_mode):
        return "it is not what it should be: a folder of its own"
    if not hasattr(os, "getuid"):
        return ""
    if state.st_uid != os.getuid():
        return "it belongs to another user"
    return "another user can write in it" if state.st_mode & _OTHERS_WRITE else ""


def _throw_away(folder: Path) -> None:
    with os.scandir(folder) as found:
        states = [(one.stat(follow_symlinks=False), one.path) for one in found if one.name.endswith(_ENDING)]
    states.sort(key=lambda one: -one[0].st_mtime_ns)
    room = MOST
    for number, (state, path) in enumerate(states):
        room -= state.st_size
        if number and (number >= ENTRIES or room < 0):
            Path(path).unlink()
