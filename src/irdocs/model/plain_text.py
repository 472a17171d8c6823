"""Prose as a reader sees it: a quantity with its number, a local policy with its neutral words, no markup."""

from irdocs.model.locale import NBSP
from irdocs.model.records import Subject
from irdocs.model.wording import QuantityFormatter
from irdocs.reading.prose import Citation, Link, PolicyUse, Prose, QuantityUse, Span, Strong, TermUse, Words


def said(prose: Prose, subject: Subject, speaker: QuantityFormatter) -> str:
    """Return the words of a piece of prose. A name that leads nowhere is told elsewhere, and stands for itself here."""
    only = prose.spans[0] if len(prose.spans) == 1 else None
    if isinstance(only, Words):
        return only.text
    return _said(prose.spans, subject, speaker).replace(NBSP, " ")


def policy_words(slot: str, speaker: QuantityFormatter) -> str:
    """Return the neutral words of a local policy; its name in brackets where there are none."""
    found = speaker.locale.words["policy"]
    return str(found[slot]) if slot in found else f"[{slot}]"


def _said(spans: tuple[Span, ...], subject: Subject, speaker: QuantityFormatter) -> str:
    parts: list[str] = []
    for span in spans:
        match span:
            case Words(text):
                parts.append(text)
            case Strong(inner) | Link(inner, _) | TermUse(inner, _):
                parts.append(_said(inner, subject, speaker))
            case QuantityUse(name, part, form):
                quantity = subject.quantities.get(name)
                try:
                    parts.append(speaker.say(quantity, part, form) if quantity else name)
                except (KeyError, ValueError, StopIteration):
                    parts.append(name)
            case PolicyUse(slot):
                parts.append(policy_words(slot, speaker))
            case Citation():
                pass
    return "".join(parts)
