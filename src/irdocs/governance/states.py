"""Two states of the content to compare: folders, or revisions of the git repository that the content lies in."""

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from irdocs.build.project import Project
from irdocs.model.records import KINDS
from irdocs.problems import IrdocsError, Location, Problem, Severity


@contextmanager
def opened(name: str, project: Project) -> Iterator[Project]:
    """Open a state by its name for as long as it is read. Raises IrdocsError where there is none of this name."""
    folder = Path(name)
    if name and folder.is_dir():
        inside = folder / "content"
        content = inside if inside.is_dir() else folder
        if not any((content / kind).is_dir() for kind in KINDS):
            raise _refused(name, "there is no content in this folder")
        yield Project.open(content, project.layouts, project.output)
        return
    with tempfile.TemporaryDirectory(prefix="irdocs-") as made:
        with tarfile.open(fileobj=io.BytesIO(_archive(name, project.content))) as packed:
            packed.extractall(made, filter="data")
        yield Project.open(Path(made) / project.content.name, project.layouts, project.output)


def _archive(revision: str, content: Path) -> bytes:
    """Return the folder of content as it was at a revision, as a tar."""
    if not revision or revision.startswith("-"):
        raise _refused(revision, "a revision has a name that begins with a letter or a figure")
    # git takes the path from the folder it stands in, wherever in the repository that is
    command = ["git", "archive", "--format=tar", revision, "--", content.name]
    try:
        done = subprocess.run(command, cwd=content.parent, capture_output=True, check=False)
    except OSError:
        raise _refused(revision, "git is not installed, so that only folders can be compared") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _refused(revision, said[-1].removeprefix("fatal: ") if said else "git does not know it")
    return done.stdout


def _refused(name: str, why: str) -> IrdocsError:
    hint = "name a folder with content, or a revision: v1.0, HEAD~3, main"
    told = f"it is no folder of content, and no revision of the repository: {why}"
    return IrdocsError([Problem(Severity.ERROR, "unknown-state", Location(name), told, hint)])
