"""A small project for tests: one invented procedure that says everything a record can say, and subjects shaped from it.

The records are YAML in `content/`; the shaped ones (longest, shortest, ...) are written from the procedure when asked
for, so that a new field in the model is filled in at one place. The layouts are those of the repository.
"""

import copy
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from irdocs.build.project import Project

HERE = Path(__file__).parent
LAYOUTS = HERE.parents[1] / "layouts"
BASE = "vein-widening"
TODAY = date(2026, 11, 24)
"""The day of every test."""

Half = dict[str, Any]

TITLE_70 = "Widening of a narrow vein in the upper arm with a balloon and a sleeve"


def _padded(text: str, most: int) -> str:
    """Return words of exactly ``most`` characters that begin with the text."""
    words = f"{text} and then the same words again and again so that the line is as long as it may be"
    cut = words[:most]
    return cut[:-1] + "e" if cut.endswith(" ") else cut


def _times(entries: Half, count: int) -> Half:
    """Return the entries and copies of them under other keys."""
    return {f"{key}-{n}" if n else key: copy.deepcopy(value) for n in range(count) for key, value in entries.items()}


def longest(facts: Half, words: Half) -> None:
    """Fill every list and every line up to its budget."""
    words["title"] = _padded("Widening of a narrow vein", 65)
    words["lead"] = _padded("Opening a narrow vein", 55)
    for item in words["glance"].values():
        item["note"] = _padded(item["note"], 32)
    for half in (facts, words):
        for key, count in (
            ("preparation", 4), ("aftercare", 5), ("steps", 3), ("red_flags", 4), ("alternatives", 3), ("benefits", 3),
            ("evidence", 2), ("questions", 3), ("indications", 4), ("kit", 5), ("tips", 6), ("recovery", 2),
        ):  # fmt: skip
            half[key] = _times(half[key], count)
        half["risks"] = {
            key: {**value, "headline": False} if half is facts and "-" in key else value
            for key, value in _times(half["risks"], 2).items()
        }
        half["benefits"] = {
            key: {**value, "headline": False} if half is facts and key.endswith(("-1", "-2")) else value
            for key, value in half["benefits"].items()
        }
    for risk in words["risks"].values():
        risk["name"] = _padded(risk["name"], 32)
        risk["meaning"] = _padded(risk["meaning"], 42)
    for stage in words["recovery"].values():
        stage["text"] = _padded(stage["text"], 34)
    for item in words["preparation"].values():
        if "text" in item:
            item["text"] = _padded(item["text"], 110 - len(item["lead"]))
    words["what"] = "\n\n".join([words["what"]] * 4)
    for slide in words["slides"].values():
        slide["notes"] = "\n\n".join(["A long talk about this slide, told in full sentences."] * 12)
    words["objectives"] = words["objectives"] * 3


def shortest(facts: Half, words: Half) -> None:
    """Keep what a record must have, in as few words as it may."""
    for name in ("relief", "tear"):
        facts["quantities"][name].pop("studied", None)
    _keep(facts, words, "quantities", "relief", "tear")
    _keep(facts, words, "benefits", "relief")
    facts["benefits"]["relief"]["headline"] = False
    words["benefits"]["relief"] = {"name": "Ease", "text": "It eases."}
    _keep(facts, words, "risks", "tear")
    _keep(facts, words, "alternatives", "stockings")
    _keep(facts, words, "preparation", "food", "thinners", "diabetes")
    _keep(facts, words, "steps", "end")
    _keep(facts, words, "recovery", "day")
    _keep(facts, words, "aftercare", "driving")
    _keep(facts, words, "red_flags", "bleeding")
    facts["glance"] = {"treatment": {}, "time": {}, "recovery": {}}
    words["glance"] = {"treatment": {"note": "a tube"}, "time": {"note": "ask"}, "recovery": {"note": "ask"}}
    words.update(
        title="Ease", plain_name="ease", lead="It eases", what="It eases.", why="You ache.", no_treatment="It stays."
    )
    words["brief"]["home"] = ["**Normal again** in some days."]
    words["logistics"] = dict.fromkeys(words["logistics"], "Ask us.")
    if "brief" in words:
        words["brief"]["home"] = [one for one in words["brief"]["home"] if "[[" not in one]
    _without(facts, words, *(one for one in _OPTIONAL if one != "slides"), "radiation", "contrast", "pregnancy")
    _keep(facts, words, "slides", "risks")
    _absent(words, "bleeding", "infection", "failure", "further procedure", *_OF_RAYS)


_OPTIONAL = (
    "how", "figure", "figures", "also_called", "give_when", "failure", "case", "questions", "evidence", "further",
    "indications", "contraindications", "anatomy", "kit", "preparation_trainee", "tips", "pitfalls", "follow_up",
    "slides", "objectives", "take_home", "codes", "support",
)  # fmt: skip


def bare(facts: Half, words: Half) -> None:
    """Leave out every optional part."""
    for step in facts["steps"].values():
        step.pop("drawing", None)
    _without(facts, words, *_OPTIONAL)
    _absent(words, "failure")


def no_x_ray(facts: Half, words: Half) -> None:
    """A procedure under ultrasound alone: no rays, no dye, nothing on pregnancy."""
    _without(facts, words, "radiation", "contrast", "pregnancy")
    for half in (facts, words):
        half["risks"].pop("x-rays")
        for name in ("dye", "kidney"):
            half["risks"].pop(name)
            half["quantities"].pop(name)
    _absent(words, *_OF_RAYS)


_OF_RAYS = ("contrast reaction", "kidney effect", "radiation")


def _absent(words: Half, *classes: str) -> None:
    """Say of classes of risk that they do not apply."""
    words["absent_risks"] = dict.fromkeys(classes, "This invented record leaves it out.")


def long_title(_: Half, words: Half) -> None:
    """A title of 70 characters: over the budget, which is a warning, and still a good page."""
    words["title"] = TITLE_70


def _without(facts: Half, words: Half, *names: str) -> None:
    for name in names:
        facts.pop(name, None)
        words.pop(name, None)


def _keep(facts: Half, words: Half, name: str, *keys: str) -> None:
    for half in (facts, words):
        half[name] = {key: half[name][key] for key in keys if key in half[name]}


SHAPES: dict[str, Callable[[Half, Half], None]] = {
    "longest": longest,
    "shortest": shortest,
    "bare": bare,
    "no-x-ray": no_x_ray,
    "long-title": long_title,
}


def write_content(folder: Path, *shapes: str) -> Path:
    """Write the small project's content below a folder, with the named shapes; return the content folder."""
    content = folder / "content"
    shutil.copytree(HERE / "content", content)
    source = content / "procedures" / BASE
    for name in shapes:
        facts, words = (read_half(source / half) for half in ("facts.yaml", "en.yaml"))
        SHAPES[name](facts, words)
        facts["code"] = f"IR-{name.upper()}"
        write_subject(content / "procedures" / name, facts, words)
    return content


def write_subject(place: Path, facts: Half, words: Half, language: str = "en") -> None:
    """Write both halves of a record."""
    place.mkdir(parents=True, exist_ok=True)
    for name, half in (("facts", facts), (language, words)):
        text = yaml.safe_dump(half, allow_unicode=True, sort_keys=False, width=10_000)
        (place / f"{name}.yaml").write_text(text, encoding="utf-8")


def read_half(path: Path) -> Half:
    """Read a half as plain data; dates stay text."""
    return dict(yaml.load(path.read_text(encoding="utf-8"), Loader=_Plain))


class _Plain(yaml.SafeLoader):
    """No dates, no base 60: what is written again is what was read."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if "timestamp" not in tag]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def open_project(content: Path, output: Path) -> Project:
    """Open content with the repository's layouts."""
    return Project.open(content, LAYOUTS, output)
