"""From jobs to files: the pipeline of one job, what is due, processes, the manifest and the store."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from irdocs.build.job import Job
    from irdocs.build.project import Project
    from irdocs.build.run import BuildReport, RunOptions, build
    from irdocs.problems import Problem

__all__ = ["BuildReport", "Job", "Problem", "Project", "RunOptions", "build"]

_HOMES = {
    "Project": ("irdocs.build.project", "Project"),
    "Job": ("irdocs.build.job", "Job"),
    "build": ("irdocs.build.run", "build"),
    "RunOptions": ("irdocs.build.run", "RunOptions"),
    "BuildReport": ("irdocs.build.run", "BuildReport"),
    "Problem": ("irdocs.problems", "Problem"),
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: a command that makes nothing needs none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module 'irdocs.build' has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)
