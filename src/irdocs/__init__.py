"""Write interventional radiology knowledge once; publish it as accessible leaflets and editable teaching decks."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from irdocs.batch import run as build
    from irdocs.job import Job
    from irdocs.problems import Problem
    from irdocs.project import Project

__all__ = ["Job", "Problem", "Project", "build"]

_HOMES = {
    "Project": ("irdocs.project", "Project"),
    "Job": ("irdocs.job", "Job"),
    "build": ("irdocs.batch", "run"),
    "Problem": ("irdocs.problems", "Problem"),
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that `irdocs --help` stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'irdocs' has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)
