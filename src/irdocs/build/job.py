"""One file to be made: what it shows and how, and so where it lies."""

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from irdocs.layout.formats import Format


@dataclass(frozen=True, order=True)
class Job:
    """One file to be made; small, so that it can go to another process. Whatever changes the file is a field."""

    subject: str
    layout: str
    variant: str = ""
    black: bool = False
    language: str = "en"
    brand: str = "default"
    format: str = "pdf"
    press: bool = False
    minutes: int = 0
    """How long a deck may take to present; 0: as long as it is."""
    template: str = ""
    """The path of a PowerPoint template in place of the brand's; empty: none."""

    @property
    def path(self) -> PurePosixPath:
        """Where the file lies below the output folder."""
        marks = [self.variant, f"{self.minutes}min" if self.minutes else ""]
        marks += [f"on-{_slug(self.template)}" if self.template else "", "black" if self.black else ""]
        name = "-".join([self.layout, *(mark for mark in marks if mark)])
        file = f"{name}.{self.language}{'.press' if self.press else ''}.{Format(self.format).extension}"
        folder = PurePosixPath(self.subject) if self.brand == "default" else PurePosixPath(self.brand, self.subject)
        return folder / file


def _slug(template: str) -> str:
    """Return the name of a template as a part of a file's name: small letters, figures and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", Path(template).stem.lower()).strip("-") or "template"
