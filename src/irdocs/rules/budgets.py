"""What a content folder asks of its own words, in `check.toml`: over a budget, advice becomes a warning.

guidance_years = 5          # guidance that is older is named

[plain]
grade = 6                   # of a section of 100 words or more, headwords of the glossary read short
document_grade = 9          # of a whole leaflet, as written
sentence_words = 25
paragraph_sentences = 4
passive_share = 0.3         # of the sentences of a section
"""

from dataclasses import dataclass
from math import inf
from pathlib import Path

from irdocs.problems import Problems, nearest
from irdocs.reading.toml_files import place_of, read_toml
from irdocs.rules.files import BAD_BUDGET


@dataclass(frozen=True)
class Budgets:
    """Limits over which advice becomes a warning; None: it stays advice."""

    grade: float | None = None
    document_grade: float | None = None
    sentence_words: float | None = None
    paragraph_sentences: float | None = None
    passive_share: float | None = None
    guidance_years: float = 5
    """Years after which guidance is named as old."""


SETTINGS = ("names", "owners", "plain", "guidance_years")
"""What stands in check.toml."""
PLAIN = ("grade", "document_grade", "sentence_words", "paragraph_sentences", "passive_share")


def read_budgets(path: Path, problems: Problems) -> Budgets:
    """Read the budgets of a content folder. A file that is no TOML is told by the rule about names in it."""
    shown = f"{path.parent.name}/{path.name}"
    data = read_toml(path, shown, Problems()) or {}

    def tell(key: str, message: str, hint: str) -> None:
        BAD_BUDGET.report(problems, place_of(path, shown, key), message, hint)

    found: dict[str, float] = {}
    table = data.get("plain", {})
    if not isinstance(table, dict):
        tell("plain", "[plain] is not a table", "write [plain] and a line for each budget")
        table = {}
    years = {"guidance_years": data["guidance_years"]} if "guidance_years" in data else {}
    for name, value in (*table.items(), *years.items()):
        if name not in (*PLAIN, "guidance_years") or (name == "guidance_years" and name in table):
            tell(name, f'there is no budget "{name}"', nearest(name, list(PLAIN)))
        elif isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < inf:
            tell(name, f'"{name}" is {value!r}', "a budget is a number above 0")
        else:
            found[name] = float(value)
    for name in ("names", "owners"):
        told = data.get(name, [])
        if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
            tell(name, f'"{name}" is not a list of texts', f'write {name} = ["one", "two"]')
    for name in data:
        if name not in SETTINGS:
            tell(name, f'there is no setting "{name}"', nearest(name, list(SETTINGS)))
    return Budgets(**found)
