"""Where content and layouts are looked for: in the project that one stands in, else in those that come with irdocs."""

from pathlib import Path

from irdocs.problems import IrdocsError, Location, Problem, Severity

SHIPPED = Path(__file__).parents[1] / "library"
"""Content and layouts that travel in the wheel."""
CHECKOUT = Path(__file__).parents[3]
"""Where the folders stand beside pyproject.toml, in a checkout or an editable install."""


def own_root() -> Path | None:
    """Return the folder of the project that one stands in: the working folder, or the nearest above it; None: in none."""
    here = Path.cwd()
    found = (one for one in (here, *here.parents) if _has(one, "content") and _has(one, "layouts"))
    return next((one for one in found if one != SHIPPED), None)


def default_root() -> Path:
    """Return where content and layouts are looked for: in one's own project, else beside an editable install, else in the wheel."""
    own = own_root()
    if own is not None:
        return own
    return CHECKOUT if _has(CHECKOUT, "content") and (CHECKOUT / "pyproject.toml").is_file() else SHIPPED


def comes_with_irdocs(content: Path) -> bool:
    """Whether content belongs to irdocs itself: nothing is written there, but by who stands in a checkout of it."""
    if content.is_relative_to(SHIPPED):
        return True
    return content == CHECKOUT / "content" and not Path.cwd().is_relative_to(CHECKOUT)


def refuse_shipped(content: Path) -> None:
    """Raise IrdocsError where content belongs to irdocs itself: an update would remove what is written there."""
    if comes_with_irdocs(content):
        raise IrdocsError(
            [
                Problem(
                    Severity.ERROR, "shipped-library", Location(content.as_posix()),
                    "this content comes with irdocs, and nothing is written into it",
                    "make a project of your own, and go there: irdocs init my-leaflets && cd my-leaflets",
                )
            ]
        )  # fmt: skip


def _has(folder: Path, name: str) -> bool:
    try:
        return (folder / name).is_dir()
    except OSError:  # a folder above may be closed to us
        return False
