"""A project: the opened folders, kept warm: content, compiled layouts, brands, drawings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from irdocs.build.discovery import default_root, own_root
from irdocs.model.library import Library, note_uses, trim
from irdocs.model.locale import FOLDER as LOCALES
from irdocs.model.locale import Locale, languages
from irdocs.model.stored import fingerprint, read_library, write_library
from irdocs.problems import IrdocsError, Location, Problem, Problems, Severity
from irdocs.reading.cache import cache_folder, read_records, refused, write_records
from irdocs.reading.digest import digest_files

if TYPE_CHECKING:  # each is imported where it is used: a check whose findings are kept needs none of them
    from irdocs.layout.brand import Brand
    from irdocs.layout.catalogue import Layout
    from irdocs.layout.template import Templates
    from irdocs.rules.grades import GradeRow
    from irdocs.typeset.figures.shapes import Picture


@dataclass
class Project:
    """Folders of content and layouts, opened once and kept."""

    content: Path
    layouts: Path
    output: Path
    problems: Problems = field(default_factory=Problems)
    """What was wrong with content, layouts and brands when they were opened."""
    _libraries: dict[str, Library] = field(default_factory=dict)
    _entries: dict[str, str] = field(default_factory=dict)
    """Language -> the name of the cache entry for exactly what its library holds."""
    _layouts: dict[str, Layout | None] = field(default_factory=dict)
    _brands: dict[str, Brand | None] = field(default_factory=dict)
    _faults: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    """Layout or brand -> its errors."""
    locales: Path = LOCALES
    """The project's own fixed words, a file a language; they go before the shipped ones. By default beside the content."""
    trees_kept: int = 0
    """How many document trees this process has kept for later ones."""

    def __post_init__(self) -> None:
        """Look for fixed words beside the content, in each process that opens the project."""
        if self.locales == LOCALES:
            self.locales = self.content.parent / "locale"

    @classmethod
    def open(cls, content: Path | None = None, layouts: Path | None = None, output: Path | None = None) -> Project:
        """Open a project. Folders that are not named are those of `default_root`; output lies in one's own project.

        Outside a project output lies in the working folder, never beside the content that comes with irdocs.
        """
        root = default_root()
        project = cls(
            (content or root / "content").resolve(),
            (layouts or root / "layouts").resolve(),
            (output or (own_root() or Path.cwd()) / "output").resolve(),
        )
        for folder in (project.content, project.layouts):
            if not folder.is_dir():
                raise IrdocsError(
                    [
                        Problem(
                            Severity.ERROR,
                            "no-content" if folder == project.content else "no-folder",
                            Location(folder.as_posix()),
                            "there is no such folder",
                            "run irdocs where content/ and layouts/ stand, or see `irdocs init`",
                        )
                    ]
                )
        if why := refused():
            project.problems.advice(
                "cache-not-used",
                Location(cache_folder().as_posix()),
                f"nothing is read from this cache: {why}",
                "make it a folder of your own that nobody else can write, or name another in IRDOCS_CACHE",
            )
        return project

    def library(self, language: str, only: set[str] | None = None) -> Library:
        """Return the content in a language, checked; problems are kept. ``only`` names the subjects that are wanted."""
        present = self._libraries.get(language)
        if present is not None and (present.asked is None or (only is not None and only <= present.asked)):
            return present
        name = ""
        if present is None:
            name = self._entries[language] = fingerprint(self.content, language, only, self.locales)
            kept = read_library(name)
            if kept is not None:
                self._libraries[language] = kept[0]
                self.problems.extend(kept[1])
                return kept[0]
        if present is not None:
            self._entries.pop(language, None)  # what is read now is added to what was there
            present = None if present.trimmed else present
        self._libraries[language] = self._read(language, only, present, name)
        return self._libraries[language]

    def sources(self, language: str) -> tuple[str, str]:
        """Return hashes of what was opened of the content in a language, "" where no one entry holds it, and of all layouts."""
        return self._entries.get(language, ""), self._layouts_state

    def unchanged(self, language: str) -> bool:
        """Whether the files still are what was opened."""
        now = fingerprint(self.content, language, self._libraries[language].asked, self.locales)
        return (now, _state_of_layouts(self.layouts)) == self.sources(language)

    @cached_property
    def _layouts_state(self) -> str:
        return _state_of_layouts(self.layouts)

    def _read(self, language: str, only: set[str] | None, present: Library | None, name: str) -> Library:
        """Read and check what is not there yet, and keep it for the next cold start under ``name``."""
        # YAML, cattrs and the rules are heavy: a run whose content is kept never imports them
        from irdocs.model.load import add_subjects, files_of, open_library
        from irdocs.rules.checks import check_library, check_subject
        from irdocs.rules.faults import note_faults
        from irdocs.rules.suppressions import apply_suppressions

        told = Problems()
        locale = self.locale(language)
        library = present
        if library is None:
            library = open_library(self.content, language, told)
            check_library(library, told)
        for subject in add_subjects(library, only, told):
            found = Problems()
            check_subject(subject, library, locale, found)
            note_faults(subject, found, library)
            told.extend(found)
        note_uses(library)
        told = apply_suppressions(self.content, files_of(library), told, tell=False)
        told = Problems({one: None for one in told if one.severity > Severity.ADVICE})  # advice is for `check`
        self.problems.extend(told)
        if name:
            write_library(name, trim(library), list(told))
        return library

    def check(self, language: str, only: set[str] | None, today: date) -> tuple[int, list[GradeRow]]:
        """Check content by every rule, with advice; problems are kept. Return the count of subjects, and their grades."""
        count, rows, told = self._checked(language, only, today)
        self.problems.extend(told)
        return count, rows

    def warnings(self, language: str, only: set[str], today: date) -> list[Problem]:
        """Return what `check` warns of in some subjects; advice over a limit that the project set is among it."""
        return [one for one in self._checked(language, only, today)[2] if one.severity is Severity.WARNING]

    def _checked(self, language: str, only: set[str] | None, today: date) -> tuple[int, list[GradeRow], list[Problem]]:
        name = f"{fingerprint(self.content, language, only, self.locales)}-{today}"
        kept = read_records("checks", name)
        if kept is None:
            from irdocs.rules.lint import lint

            told = Problems()
            count, rows = lint(self.content, language, only, self.locale(language), today, told)
            kept = count, rows, list(told)
            write_records("checks", name, kept)
        return kept[0], kept[1], kept[2]

    @cached_property
    def templates(self) -> Templates:
        """The compiled templates."""
        from irdocs.layout.template import Templates  # Jinja2 is slow to import, and a kept tree needs none

        return Templates(self.layouts)

    def locale(self, language: str) -> Locale:
        """Return the words of a language. Raises IrdocsError where there are none."""
        from irdocs.model.own_words import read_locale

        problems = Problems()
        try:
            locale = read_locale(language, self.locales, problems)
            if locale is None:
                raise IrdocsError(list(problems))
            return locale
        except FileNotFoundError:
            raise IrdocsError(
                [
                    Problem(
                        Severity.ERROR,
                        "unknown-language",
                        Location(f"locale/{language}.toml"),
                        f'there are no fixed words for the language "{language}"',
                        "see `irdocs list languages`, or write the file beside content/",
                    )
                ]
            ) from None

    def languages(self) -> list[str]:
        """Return the codes of the languages that have fixed words."""
        return languages(self.locales)

    def layout_names(self) -> list[str]:
        """Return the names of all layouts."""
        from irdocs.layout.catalogue import find_layouts

        return find_layouts(self.layouts)

    def brand_names(self) -> list[str]:
        """Return the names of all brands."""
        from irdocs.layout.brand import find_brands

        return find_brands(self.layouts)

    def layout(self, name: str) -> Layout | None:
        """Return a layout; None, with the faults kept, where it cannot be used."""
        if name not in self._layouts:
            from irdocs.layout.catalogue import load_layout

            _ = self._layouts_state  # taken before anything is read
            found = Problems()
            self._layouts[name] = load_layout(self.layouts, name, found)
            self._note(f"layout {name}", found)
        return self._layouts[name]

    def brand(self, name: str) -> Brand | None:
        """Return a brand; None, with the faults kept, where it cannot be used."""
        if name not in self._brands:
            from irdocs.layout.brand import load_brand

            _ = self._layouts_state
            found = Problems()
            self._brands[name] = load_brand(self.layouts, name, found, self.locales)
            self._note(f"brand {name}", found)
        return self._brands[name]

    def _note(self, what: str, found: Problems) -> None:
        self.problems.extend(found)
        self._faults[what] = tuple(found.errors)

    def faults(self, layout: str, brand: str) -> tuple[Problem, ...]:
        """Return the errors of a layout and a brand: they stop every file that is made with them."""
        self.layout(layout), self.brand(brand)
        return self._faults[f"layout {layout}"] + self._faults[f"brand {brand}"]

    def picture_file(self, library: Library, name: str) -> Path:
        """Return where the file of a drawing lies."""
        return self.content / "images" / library.drawings[name].file_name

    def picture(self, library: Library, name: str, problems: Problems) -> Picture | None:
        """Return a drawing of the library; None, with the faults told, where its file cannot be read."""
        record = library.drawings.get(name)
        if record is None:
            return None
        from irdocs.typeset.figures.read import read_picture

        shown = f"{self.content.name}/images/{record.file_name}"
        return read_picture(self.picture_file(library, name), problems, shown, record.at)


def _state_of_layouts(folder: Path) -> str:
    return digest_files(folder, (path for path in folder.rglob("*") if path.is_file()))


def overdue(due: date | None, today: date) -> bool:
    """Whether a review is overdue: the only thing that the date of a build decides."""
    return due is not None and due < today
