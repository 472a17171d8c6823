"""A job: the value that names one file to be made, and where that file lies."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from irdocs.layout.formats import Format


@dataclass(frozen=True, order=True)
class Job:
    """One file to be made; small, so that it can go to another process."""

    subject: str
    layout: str
    variant: str = ""
    black: bool = False
    language: str = "en"
    brand: str = "default"
    format: str = "pdf"
    press: bool = False

    @property
    def path(self) -> PurePosixPath:
        """Where the file lies below the output folder."""
        name = self.layout + (f"-{self.variant}" if self.variant else "") + ("-black" if self.black else "")
        file = f"{name}.{self.language}{'.press' if self.press else ''}.{Format(self.format).extension}"
        folder = PurePosixPath(self.subject) if self.brand == "default" else PurePosixPath(self.brand, self.subject)
        return folder / file
