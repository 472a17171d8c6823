"""Where finished files lie: a folder, or an address that fsspec can reach; a reader finds a whole file or none.

In a folder a file is written beside its place and moved in. On a store that can rename, the same. On a store that
cannot (an object store, memory), one PUT of the whole file is the move: the object is there when it is complete.
"""

from __future__ import annotations

import contextlib
import re
import uuid
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from irdocs.problems import IrdocsError, Location, Problem, Severity
from irdocs.reading.files import write_whole

OBJECTS = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl", "oci", "oss", "memory"})
"""Protocols of stores whose objects appear whole, and whose rename would be a copy and a removal."""
TYPES = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "gift": "text/plain; charset=utf-8",
    "zip": "application/zip",
    "json": "application/json",
}
"""Ending -> media type: a browser shows an object by its type, and not by its name."""
_TYPE_NAMED = {"s3": "ContentType", "s3a": "ContentType", "gs": "content_type", "gcs": "content_type"}
"""Protocol -> what its library calls the media type of an object."""
_PASSWORD = re.compile(r"([^\s/@:'\"]+):[^\s/@'\"]+@")
LONGEST_WAIT = 60
"""Seconds that a run waits for another one to write the manifest, and that a file may take to be written."""
_HALF = re.compile(r"\..+\.[a-z0-9_]{8}\.part")
"""The name of a file while it is written."""


class Store(Protocol):
    """What a run asks of its output. Paths are relative, with forward slashes. Each method raises OSError."""

    address: str
    """What opens it again, in another process."""

    def write(self, path: str, data: bytes) -> None:
        """Put a whole file in its place."""

    def read(self, path: str) -> bytes:
        """Return a file."""

    def remove(self, path: str) -> None:
        """Take a file away; one that is not there is none."""

    def sizes(self, paths: Iterable[str]) -> dict[str, int]:
        """Return the sizes of those files that are there."""

    def files(self) -> list[str]:
        """Return every file, hidden ones left out."""

    def shown(self, path: str = "") -> str:
        """Return a place as it is told to a person."""

    def left_over(self) -> list[str]:
        """Return the half files that killed runs left."""

    def clear_left_over(self, began: float) -> list[str]:
        """Remove the half files that runs left which were killed before a moment (seconds since 1970); return them."""

    def locked(self, name: str) -> AbstractContextManager[object]:
        """Return a lock that one run at a time can hold, where the place can have one. Raises OSError on a long wait."""


class Folder:
    """A folder of this machine, or one that several machines share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = str(folder)

    def write(self, path: str, data: bytes) -> None:
        """Write beside the place, then move in."""
        write_whole(self.folder / path, data)

    def read(self, path: str) -> bytes:
        """Return a file."""
        return (self.folder / path).read_bytes()

    def remove(self, path: str) -> None:
        """Take a file away."""
        (self.folder / path).unlink(missing_ok=True)

    def sizes(self, paths: Iterable[str]) -> dict[str, int]:
        """Ask for each file: a folder may hold many more."""
        found: dict[str, int] = {}
        for path in paths:
            try:
                found[path] = (self.folder / path).stat().st_size
            except OSError:
                continue
        return found

    def files(self) -> list[str]:
        """Return every file, hidden ones left out."""
        found = (path for path in self.folder.rglob("*") if path.is_file() and not path.name.startswith("."))
        return sorted(path.relative_to(self.folder).as_posix() for path in found)

    def shown(self, path: str = "") -> str:
        """Return a place as it is told to a person."""
        return (self.folder / path).as_posix()

    def left_over(self) -> list[str]:
        """Return the half files that killed runs left."""
        found = (path for path in self.folder.rglob(".*.part") if _HALF.fullmatch(path.name))
        return sorted(path.relative_to(self.folder).as_posix() for path in found)

    def clear_left_over(self, began: float) -> list[str]:
        """Remove what is too old to be what another run is writing just now."""
        gone = []
        for name in self.left_over():
            path = self.folder / name
            with suppress(FileNotFoundError):  # the other run was quicker
                if path.stat().st_mtime < began - LONGEST_WAIT:
                    path.unlink()
                    gone.append(name)
        return gone

    def locked(self, name: str) -> AbstractContextManager[object]:
        """Return a lock of the system: it ends with the process that holds it, so no stale one can stay."""
        from filelock import FileLock, Timeout

        @contextmanager
        def hold() -> Iterator[None]:
            self.folder.mkdir(parents=True, exist_ok=True)
            path = self.folder / f".{name}.lock"
            lock = FileLock(path, timeout=LONGEST_WAIT)
            with suppress(NotImplementedError):  # a file system that knows no locks
                try:
                    lock.acquire()
                except Timeout:
                    raise TimeoutError(f"another run holds {path.name} for more than {LONGEST_WAIT} seconds") from None
            try:
                yield
            finally:
                lock.release()

        return hold()


class Address:
    """A place that fsspec reaches: s3://bucket/leaflets, sftp://host/leaflets, memory://leaflets, ..."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        protocol = self._protocol = address.partition("://")[0]
        try:
            core = import_module("fsspec.core")
            self._fs, self._root = core.url_to_fs(self.address)
        except ImportError as error:
            raise _refused("no-extra", address, f"this address needs a package that is not there: {error}",
                           'pip install "irdocs[cluster]", and what fsspec names for this kind of address') from None  # fmt: skip
        except ValueError as error:
            raise _refused("unknown-address", address, f"fsspec knows no such address: {error}",
                           "write a folder, or an address such as s3://bucket/folder") from None  # fmt: skip
        plain = import_module("fsspec.spec").AbstractFileSystem
        # A file system that inherits fsspec's own mv copies and removes: no move at all
        self.renames = protocol not in OBJECTS and type(self._fs).mv is not plain.mv

    def _at(self, path: str) -> str:
        return f"{self._root.rstrip('/')}/{path}"

    def write(self, path: str, data: bytes) -> None:
        """Put a whole file in its place: one PUT, or beside it and moved in where the store can rename."""
        target = self._at(path)
        folder, _, name = target.rpartition("/")

        def put() -> None:
            if self._protocol not in OBJECTS:  # an object needs no folder, and a bucket is never made by a typing error
                self._fs.makedirs(folder, exist_ok=True)
            if not self.renames:
                self._fs.pipe_file(target, data, **self._named_type(name))
                return
            beside = f"{folder}/.{name}.{uuid.uuid4().hex[:8]}.part"
            try:
                self._fs.pipe_file(beside, data)
                self._fs.mv(beside, target)
            except BaseException:
                if self._fs.exists(beside):
                    self._fs.rm_file(beside)
                raise

        self._asked(put)

    def _named_type(self, name: str) -> dict[str, str]:
        """Return the media type of a file, as the library of this store wants to hear it."""
        key, kind = _TYPE_NAMED.get(self._protocol), TYPES.get(name.rpartition(".")[2])
        return {key: kind} if key and kind else {}

    def read(self, path: str) -> bytes:
        """Return a file."""
        return bytes(self._asked(lambda: self._fs.cat_file(self._at(path))))

    def remove(self, path: str) -> None:
        """Take a file away."""
        with contextlib.suppress(FileNotFoundError):
            self._asked(lambda: self._fs.rm_file(self._at(path)))

    def sizes(self, paths: Iterable[str]) -> dict[str, int]:
        """Ask once for all: a question a file would take as long as making it."""
        wanted = set(paths)
        return {path: size for path, size in self._found().items() if path in wanted} if wanted else {}

    def files(self) -> list[str]:
        """Return every file, hidden ones left out."""
        return sorted(path for path in self._found() if not path.rpartition("/")[2].startswith("."))

    def _found(self) -> dict[str, int]:
        def find() -> dict[str, dict[str, Any]]:
            self._fs.invalidate_cache()
            found: dict[str, dict[str, Any]] = self._fs.find(self._root, detail=True)
            return found

        try:
            rows = self._asked(find)
        except FileNotFoundError:
            return {}
        cut = len(self._root.strip("/")) + 1
        return {name.strip("/")[cut:]: int(row.get("size") or 0) for name, row in rows.items()}

    def shown(self, path: str = "") -> str:
        """Return a place as it is told to a person."""
        return without_password(f"{self.address}/{path}" if path else self.address)

    def left_over(self) -> list[str]:
        """Return the half files that killed runs left."""
        return sorted(path for path in self._found() if _HALF.fullmatch(path.rpartition("/")[2]))

    def clear_left_over(self, began: float) -> list[str]:
        """Remove nothing: the clock over there may be another, and what it says of a file differs from store to store."""
        return []

    def locked(self, name: str) -> AbstractContextManager[object]:
        """Return no lock: there is none over a network. Runs into one address at once may lose each other's entries."""
        return nullcontext()

    def _asked(self, question: Any) -> Any:
        """Ask the store; what its own library raises becomes an OSError, which every caller expects of a disk."""
        try:
            return question()
        except OSError:
            raise
        except Exception as error:  # each store has exceptions of its own
            raise OSError(without_password(f"{type(error).__name__}: {error}")) from error


def open_store(address: str | Path) -> Store:
    """Open a folder or an address. Raises IrdocsError where an address cannot be used at all."""
    if isinstance(address, str) and "://" in address:
        if address.startswith(("file://", "local://")):
            from urllib.parse import urlsplit
            from urllib.request import url2pathname  # slow to import, and seldom wanted

            return Folder(Path(url2pathname(urlsplit(address).path)))
        if address.startswith("memory://"):
            raise _refused("keeps-nothing", address, "this store is gone when irdocs ends: nothing would be kept",
                           "write a folder, or an address such as s3://bucket/folder") from None  # fmt: skip
        return Address(address)
    return Folder(Path(address))


def without_password(text: str) -> str:
    """Return a text with the passwords of its addresses left out: what is said lands in logs."""
    return _PASSWORD.sub(r"\1:***@", text)


def _refused(rule: str, address: str, message: str, hint: str) -> IrdocsError:
    at = Location(without_password(address))
    return IrdocsError([Problem(Severity.ERROR, rule, at, without_password(message), hint)])
