"""What changed for the reader between two states of the content, in plain words, what matters most first."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from irdocs.governance.changes import only_grown, word_diff
from irdocs.governance.renames import QUANTITIES, recalled, renames, retold, title_of
from irdocs.governance.trace import phrases
from irdocs.model.approval import ORDER, seen
from irdocs.model.library import Library
from irdocs.model.locale import Locale
from irdocs.model.quantities import Quantity
from irdocs.model.records import KINDS, Subject
from irdocs.model.uses import Weight, entries_of
from irdocs.model.wording import QuantityFormatter, formatter_for


@dataclass(frozen=True)
class ContentDifference:
    """One change, as a reader would tell it."""

    subject: str
    weight: Weight
    told: str


_PARTS = entries_of(KINDS.values())
"""Field of a subject -> how much a change in it matters, and what one entry is called."""
_BEYOND = {"glossary": "term", "images": "drawing", "references": "source", "policy": "local policy"}
"""What stands beside the record, and is read with it."""


def differences(
    old: Library, new: Library, locale: Locale, old_locale: Locale | None = None
) -> list[ContentDifference]:
    """Return what changed between two states of the content, by weight, then by subject."""
    found: list[ContentDifference] = []
    for name in sorted({*old.known, *new.known}):
        before, after = old.subjects.get(name), new.subjects.get(name)
        if before is None and after is None:
            continue  # a subject with errors in both: they were told
        if before is None or after is None:
            here, gone = (after, "new") if after is not None else (before, "gone")
            assert here is not None
            if (name in new.known) != (name in old.known):
                found.append(ContentDifference(name, Weight.RISK, f'the {_kind(here)} "{here.title.plain}" is {gone}'))
            continue
        found += _of_subject(_Side(before, old, old_locale or locale), _Side(after, new, locale))
    return sorted(dict.fromkeys(found), key=lambda one: (one.weight, one.subject))


def as_text(found: Iterable[ContentDifference]) -> str:
    """Return differences for people: one a line."""
    return "\n".join(f"{one.subject}: {one.told}" for one in found)


def _kind(subject: Subject) -> str:
    return type(subject).__name__.lower()


class _Side:
    """One state of a subject."""

    def __init__(self, subject: Subject, library: Library, locale: Locale) -> None:
        self.subject = subject
        self.values = seen(subject, library)
        self.speaker = formatter_for(subject, locale)
        self.locale = locale

    def as_called_in(self, other: "_Side") -> "_Side":
        """Return this state with the keys of another: what was only called anew is no change."""
        keys = renames(self.subject, other.subject, self.values, other.values, _PARTS)
        made = copy(self)
        made.subject, made.values = recalled(self.subject, keys), retold(self.values, keys)
        return made


def _of_subject(old: _Side, new: _Side) -> Iterator[ContentDifference]:
    old = old.as_called_in(new)
    name = new.subject.id
    handled: set[str] = set()
    for field, (weight, called) in _PARTS.items():
        before, after = getattr(old.subject, field, None), getattr(new.subject, field, None)
        if isinstance(before, dict) and isinstance(after, dict):
            for told, key in _entries(called, before, after, old.speaker, new.speaker):
                handled.add(f"{field}.{key}")
                yield ContentDifference(name, weight, told)
    for told, key, weight in _numbers(old, new):
        handled.add(f"quantities.{key}")
        yield ContentDifference(name, weight, told)
    if told := _dates(old, new):
        yield ContentDifference(name, Weight.REVIEW, told)
        handled |= {"review.issued", "review.due"}
    yield from _of_values(old, new, handled)


def _of_values(old: _Side, new: _Side, handled: set[str]) -> Iterator[ContentDifference]:
    """Compare value by value, those left out that were told of as a whole."""
    name = new.subject.id
    for path in [*new.values, *(path for path in old.values if path not in new.values)]:
        before_said, after_said = old.values.get(path, ""), new.values.get(path, "")
        parts = path.split(".")
        if before_said == after_said or path in handled or ".".join(parts[:2]) in handled:
            continue
        weight, called = _PARTS.get(parts[0], (Weight.WORDS, ""))
        if parts[-1] == ORDER:
            if not only_grown(path, before_said, after_said):
                yield ContentDifference(
                    name, weight, f"{_called(parts[:-1], called, new.subject)}: another order: {after_said}"
                )
            continue
        if parts[0] == QUANTITIES:
            weight = Weight.NUMBER if parts[-1].isdigit() else Weight.WORDS
        where = _called(parts, called, new.subject)
        yield ContentDifference(name, weight, f"{where}: {_compared(path, before_said, after_said)}")


def _compared(path: str, before: str, after: str) -> str:
    if path.endswith(".drawn"):
        return "the drawing was changed"
    if path.startswith("references."):
        return "the source was changed" if before and after else "the source is new" if after else "the source is gone"
    if not before or not after:
        return f'new: "{after}"' if after else f'gone: "{before}"'
    if len(before.split()) <= 3 and len(after.split()) <= 3:
        return f'from "{before}" to "{after}"'
    return word_diff(before, after)


def _called(parts: list[str], called: str, subject: Subject) -> str:
    """Name a value: "advice for going home \"Driving\"", "title", "term \"catheter\"", "slide \"anatomy\": notes"."""
    if parts[0] == QUANTITIES:
        rest = [one.replace("_", " ") for one in parts[2:] if not one.isdigit()]
        return ", ".join([_counted(subject).get(parts[1], f"number {parts[1]}"), *rest])
    if parts[0] in _BEYOND:
        rest = [one for one in parts[2:] if one != "drawn"]
        return " ".join([f'{_BEYOND[parts[0]]} "{parts[1]}"', *rest])
    entries = getattr(subject, parts[0], None)
    if called and isinstance(entries, dict) and len(parts) > 1:
        entry = entries.get(parts[1])
        name = f'{called} "{title_of(entry) or parts[1]}"'
        rest = [one.replace("_", " ") for one in parts[2:] if one not in ("text", "lead", "name") and not one.isdigit()]
        return ", ".join([name, *rest])
    return ", ".join(
        [called or parts[0].replace("_", " "), *(one.replace("_", " ") for one in parts[1:] if not one.isdigit())]
    )


def _entries(
    called: str, before: Mapping[str, Any], after: Mapping[str, Any], old: QuantityFormatter, new: QuantityFormatter
) -> Iterator[tuple[str, str]]:
    """Tell entries that came, went, or changed in what they are rather than in their words."""
    for key, entry in before.items():
        if key not in after:
            yield f'{called} gone: "{title_of(entry) or key}"', key
    for key, entry in after.items():
        title = title_of(entry) or key
        if key not in before:
            yield f'new {called}: "{title}"{_more(entry)}', key
            continue
        for field in ("severity", "risk_class", "rank"):
            then, now = getattr(before[key], field, None), getattr(entry, field, None)
            if then != now:
                yield f'{called} "{title}": {field.replace("_", " ")} from "{then}" to "{now}"', f"{key}.{field}"


def _more(entry: Any) -> str:
    for field in ("severity", "rank"):
        if value := getattr(entry, field, None):
            return f" ({value})"
    return ""


def _numbers(old: _Side, new: _Side) -> Iterator[tuple[str, str, Weight]]:
    """Tell quantities whose number changed, by the risk or benefit that they count."""
    names = _counted(old.subject) | _counted(new.subject)
    before, after = old.subject.quantities, new.subject.quantities
    for key in dict.fromkeys((*before, *after)):
        then = _said(old, before[key]) if key in before else ""
        now = _said(new, after[key]) if key in after else ""
        if key in before and key in after and _amount(old, key) == _amount(new, key):
            continue
        called = names.get(key, f"number {key}")
        if not then or not now:
            yield f"{called}: {now or then}, {'a new number' if now else 'the number is gone'}", key, Weight.NUMBER
        elif then == now:
            yield f"{called}: still {now}, as the source's figure is rounded", key, Weight.NUMBER
        else:
            yield f"{called}: from {then} to {now}", key, Weight.NUMBER
    if before and after and old.speaker.denominator != new.speaker.denominator:
        told = f"numbers are now out of {new.locale.number(new.speaker.denominator)}"
        yield f"{told}, not {old.locale.number(old.speaker.denominator)}", "", Weight.NUMBER


def _amount(side: _Side, key: str) -> dict[str, str]:
    """Return the figures of a quantity, as its record has them."""
    kinds = ("frequency", "measure", "comparison", "series", "several", "timeframe", "not_known")
    starts = tuple(f"quantities.{key}.{kind}" for kind in kinds)
    words = ("label", "reason", "population", "outcome", "complement")
    return {
        path: said
        for path, said in side.values.items()
        if path.startswith(starts) and path.rpartition(".")[2] not in words
    }


def _said(side: _Side, quantity: Quantity) -> str:
    said = "; ".join(dict.fromkeys(phrases(side.speaker, quantity, others=False)))
    return f"{said}{side.speaker.within(quantity)}".replace("\u00a0", " ")


def _counted(subject: Subject) -> dict[str, str]:
    """Return quantity -> the risk or benefit that it counts, as it is called."""
    found: dict[str, str] = {}
    for field, called in (("benefits", "benefit"), ("risks", "risk")):
        for entry in getattr(subject, field, {}).values():
            if entry.quantity:
                found[entry.quantity] = f'{called} "{entry.name.plain}"'
    return found


def _dates(old: _Side, new: _Side) -> str:
    then, now = old.subject.review, new.subject.review
    told: list[str] = []
    say: Callable[[Any], str] = lambda day: new.locale.date(day).replace("\u00a0", " ") if day else "no date"  # noqa: E731
    if then.issued != now.issued:
        told.append(f"issued {say(now.issued)}, before: {say(then.issued)}")
    if then.due != now.due:
        told.append(f"next review {say(now.due)}, before: {say(then.due)}")
    return "; ".join(told)
