"""Files that are whole or not there: written beside their place, then moved in; and where caches of this user lie."""

import contextlib
import os
import sys
import tempfile
from pathlib import Path


def write_whole(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Write a file so that a reader, or a run killed at any moment, finds the old file or the new one, never half.

    ``mode`` is who may read it, where the system knows such modes. Raises OSError where the folder cannot be made or written; nothing is left behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes the file readable by its owner alone; a leaflet is for everybody
        beside.chmod(mode)
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def state_of(folder: Path, ending: str) -> str:
    """Return path, size and time of change of every file below a folder whose name ends so: text that is new when one is."""
    rows: list[str] = []
    waiting = [os.fspath(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as found:
            for one in found:
                if one.is_dir():
                    if one.name != "__pycache__":
                        waiting.append(one.path)
                elif one.name.endswith(ending):
                    state = one.stat()
                    rows.append(f"{one.path} {state.st_size} {state.st_mtime_ns}")
    return "\n".join(sorted(rows))


def cache_folder() -> Path:
    """Return the folder for caches of this user: IRDOCS_CACHE, or where the operating system keeps them."""
    if named := os.environ.get("IRDOCS_CACHE"):
        return Path(named)
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "irdocs" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "irdocs"
    return Path(os.environ.get("XDG_CACHE_HOME", home / ".cache")) / "irdocs"
