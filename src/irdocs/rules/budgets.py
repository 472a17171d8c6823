"""What a content folder asks of its own words, in `check.toml`: over a budget, advice becomes a warning.

names = ["Model \\d+"]       # patterns of names that hold a number and are no evidence
owners = ["content team"]   # who keeps the subjects
guidance_years = 5          # guidance that is older is named

[plain]
grade = 6                   # of a section of 100 words or more, headwords of the glossary read short
document_grade = 9          # of a whole leaflet, as written
sentence_words = 25
paragraph_sentences = 4
passive_share = 0.3         # of the sentences of a section
"""

import dataclasses
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from irdocs.problems import Problems
from irdocs.reading.fields import setting
from irdocs.reading.placed import Mapping, locate
from irdocs.reading.structure import structure
from irdocs.reading.toml_data import read_toml
from irdocs.rules.files import BAD_BUDGET, BAD_PATTERN

FILE = "check.toml"


@dataclass(frozen=True)
class Budgets:
    """Limits over which advice becomes a warning; None: it stays advice."""

    grade: float | None = setting("School years of a section.", None)
    document_grade: float | None = setting("School years of a whole leaflet.", None)
    sentence_words: float | None = setting("Words of a sentence.", None)
    paragraph_sentences: float | None = setting("Sentences of a paragraph.", None)
    passive_share: float | None = setting("Share of the sentences of a section that are passive.", None)


@dataclass(frozen=True)
class Settings:
    """What stands in `check.toml`."""

    names: tuple[str, ...] = setting("Patterns of names that are no evidence.", ())
    owners: tuple[str, ...] = setting("Who keeps the subjects.", ())
    guidance_years: float = setting("Years after which guidance is named as old.", 5.0)
    plain: Budgets = setting("Budgets of plain language.", Budgets())

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """The patterns of names."""
        return tuple(re.compile(name) for name in self.names)


def read_settings(folder: Path, problems: Problems) -> Settings:
    """Return the settings of a content folder; every fault of its file goes to ``problems``, the rest holds."""
    path = folder / FILE
    if not path.exists():
        return Settings()
    data = read_toml(path, f"{folder.name}/{FILE}", problems)
    made = structure(data, Settings, problems) if data is not None else None
    if data is None or made is None:
        return Settings()
    return dataclasses.replace(
        made[0],
        names=tuple(name for place, name in enumerate(made[0].names) if _is_pattern(name, place, data, problems)),
        guidance_years=_above_0(made[0].guidance_years, data, ("guidance_years",), problems) or 5.0,
        plain=Budgets(
            **{
                one.name: _above_0(getattr(made[0].plain, one.name), data, ("plain", one.name), problems)
                for one in dataclasses.fields(Budgets)
            }
        ),
    )


def _above_0(value: float | None, data: Mapping, path: tuple[str, ...], problems: Problems) -> float | None:
    if value is None or value > 0:
        return value
    BAD_BUDGET.report(problems, locate(data, path), f'"{path[-1]}" is {value:g}', "a budget is a number above 0")
    return None


def _is_pattern(name: str, place: int, data: Mapping, problems: Problems) -> bool:
    try:
        re.compile(name)
    except re.error as error:
        at = locate(data, ("names", str(place)))
        BAD_PATTERN.report(problems, at, f"{name!r} is not a pattern: {error}", "see docs/writing-content.md")
        return False
    return True


@lru_cache(maxsize=8)
def _state(folder: Path, changed: int, size: int) -> Settings:
    """Return the settings of one state of a file; ``changed`` (nanoseconds) and size tell one state from another."""
    return read_settings(folder, Problems())


def settings_of(folder: Path) -> Settings:
    """Return the settings of a content folder as its file stands now; what is wrong with it is reported elsewhere."""
    try:
        state = (folder / FILE).stat()
    except OSError:
        return Settings()
    return _state(folder, state.st_mtime_ns, state.st_size)
