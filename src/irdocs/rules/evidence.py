"""What stands behind a statement, as advice: guidance that was replaced or is old, sources without a year, overclaims."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from irdocs.model.library import Library
from irdocs.model.parts import Benefit
from irdocs.model.plain_text import said
from irdocs.model.quantities import Certainty, Quantity
from irdocs.model.records import Subject
from irdocs.model.references import Reference
from irdocs.model.walk import places_of, spans_of
from irdocs.model.wording import QuantityFormatter
from irdocs.problems import Location, Problems
from irdocs.reading.placed import locate
from irdocs.reading.prose import Citation, Prose, QuantityUse
from irdocs.rules.rule import EVIDENCE
from irdocs.rules.word_lists import WordLists

REPLACED_SOURCE = EVIDENCE.advice(
    "replaced-source", "The source is marked as replaced by newer guidance.", "Read the newer one.", "G04", allowed=True
)
OLD_GUIDANCE = EVIDENCE.advice(
    "old-guidance",
    "Guidance grows old: 5 years, or `guidance_years` of `check.toml`.",
    "See whether it still stands.",
    "G04",
    allowed=True,
)
UNDATED_SOURCE = EVIDENCE.advice(
    "undated-source", "A reader cannot tell how old the evidence is.", "Add `issued`.", "R13", allowed=True
)
OVERCLAIMED = EVIDENCE.advice(
    "overclaimed",
    "Strong words stand beside a figure whose certainty is low.",
    'Say how sure it is: "may", "we are not sure".',
    "R07",
    allowed=True,
)

WEAK = (Certainty.LOW, Certainty.VERY_LOW)
HEDGES = ("may", "might", "could", "not sure", "not certain", "seem", "small study", "weak", "not known")
"""Words that say how sure one is: with one of them a sentence claims no more than it can bear."""


def check_evidence(subject: Subject, library: Library, guidance_years: float, today: date, problems: Problems) -> None:
    """Advise on the sources of a subject."""
    for key, at in _uses(subject, library):
        reference = library.references.get(key)
        if reference is None:
            continue
        if reference.replaced_by:
            newer = reference.replaced_by
            known = f"cite {newer}" if newer in (library.sources or ()) else "look for what replaced it"
            REPLACED_SOURCE.report(
                problems, at, f'"{key}" is marked as replaced: {newer} (NHS content standard)', known
            )
        year = year_of(reference)
        if year is None:
            UNDATED_SOURCE.report(
                problems,
                reference.at,
                f'"{key}" has no year (NHS content standard)',
                "add issued, where the source says it",
            )
        elif reference.kind == "guideline" and not reference.replaced_by:
            age = today.year - year
            if age > guidance_years:
                OLD_GUIDANCE.report(
                    problems,
                    at,
                    f'the guidance "{key}" is of {year}, {age} years ago (NHS content standard)',
                    "see whether it still stands; check.toml says from when guidance is old: guidance_years",
                )


def year_of(reference: Reference) -> int | None:
    """Return the year in which a source came out; None where it is not known."""
    parts: Any = reference.csl.get("issued", {}).get("date-parts")
    try:
        return int(parts[0][0])
    except (TypeError, ValueError, IndexError, KeyError):
        return None


def _uses(subject: Subject, library: Library) -> Iterator[tuple[str, Location]]:
    """Yield each source that a subject names, at the first place where it does."""
    data, seen = library.places.get(subject.id), set()
    for place in places_of(subject):
        if isinstance(place.value, Prose):
            for span in spans_of(place.value.spans):
                if isinstance(span, Citation):
                    for key in span.keys:
                        if key not in seen:
                            seen.add(key)
                            yield key, place.value.at
        elif len(place.path) > 1 and place.path[-2] == "source" and place.value not in seen:
            seen.add(place.value)
            yield str(place.value), locate(data, place.path) if data is not None else subject.at


def check_claims(subject: Subject, speaker: QuantityFormatter, lists: WordLists, problems: Problems) -> None:
    """Advise on words that claim more than the certainty of the figure beside them can bear (R07)."""
    for place in places_of(subject):
        prose = place.value
        if not isinstance(prose, Prose):
            continue
        named = {span.quantity for span in spans_of(prose.spans) if isinstance(span, QuantityUse)}
        if isinstance(place.owner, Benefit) and place.path[-1] == "text":
            named.add(place.owner.quantity.partition(":")[0])
        weak = next((name for name in sorted(named) if _weak(subject.quantities.get(name))), None)
        if weak is None:
            continue
        text = said(prose, subject, speaker)
        strong = lists.strong.search(text)
        if strong and not any(hedge in text.lower() for hedge in HEDGES):
            certainty = subject.quantities[weak].certainty.value
            OVERCLAIMED.report(
                problems,
                prose.at,
                f'"{strong[0]}" stands beside "{weak}", whose certainty is {certainty} (PIF on risk)',
                'say how sure it is: "may", "we are not sure"',
            )


def _weak(quantity: Quantity | None) -> bool:
    return quantity is not None and quantity.certainty in WEAK
