"""Free text that means something only in some forms: time spans, units, statistics, ids and codes of subjects.

The model takes any text there, because a source may have a unit that nobody thought of. But a time span that is not
understood is not printed, and a misspelt statistic slips through the rules about it; so both are told.
"""

import re
from difflib import get_close_matches

from irdocs.model.library import Library
from irdocs.model.quantities import RELATIVE, Difference, Measure, Quantity, Series
from irdocs.model.records import Condition, Course, Procedure, Subject
from irdocs.model.walk import places_of
from irdocs.model.wording import NO_TIME, TIME, QuantityFormatter
from irdocs.problems import Location, Problems, nearest
from irdocs.rules.files import BAD_QUANTITY
from irdocs.rules.names import typed_at
from irdocs.rules.rule import READ, check

DOUBLE_CODE = READ.error("double-code", "A code is printed to tell one leaflet from another.", "Change one.")
UNKNOWN_TIMEFRAME = READ.error(
    "unknown-timeframe",
    "A time span that is not understood would not be printed.",
    "Write `30 days`, `1 year`, `in hospital`, `procedure` or `not stated`.",
)
ALMOST = READ.warning(
    "almost",
    "A unit or statistic that is almost a known word is a typing error, and rules would pass it by.",
    "Take the word from the hint.",
    allowed=True,
)
UNKNOWN_SUBJECT = READ.error("unknown-subject", "There is no subject of this name.", "See `irdocs list subjects`.")

STATISTICS = ("mean", "median", "range", "about", "total", "mean difference", *RELATIVE)
CLOSE = 0.75
"""How like a known word another must be to be taken for a slip (difflib's ratio)."""
_SUBJECTS = {
    "conditions": (Procedure, "conditions"),
    "procedures": (Condition, "procedures"),
    "subjects": (Course, ""),
}
"""Field that names subjects -> the kind of record that has it, the kind that it names ("": any)."""


@check(UNKNOWN_TIMEFRAME, ALMOST, BAD_QUANTITY)
def _free_text(subject: Subject, library: Library, speaker: QuantityFormatter, problems: Problems) -> None:
    """Values that are almost, or not at all, what they should be."""
    units = list(speaker.locale.words["units"])
    for place in places_of(subject):
        name, value = place.path[-1], place.value
        if name not in ("timeframe", "unit", "statistic", "studied"):
            continue
        at = typed_at(subject, library, *place.path)
        if name == "timeframe" and isinstance(place.owner, Quantity):
            _check_time(value, at, problems)
        elif name in ("unit", "statistic") and isinstance(place.owner, Measure | Difference | Series) and value:
            _check_close(value, units if name == "unit" else STATISTICS, at, problems)
        elif name == "studied" and isinstance(value, int) and value < 1:
            BAD_QUANTITY.report(problems, at, f"{value} people cannot be studied", "1 or more")


@check(UNKNOWN_SUBJECT)
def _subjects_exist(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    for name, (kind, wanted) in _SUBJECTS.items():
        if not isinstance(subject, kind):
            continue
        known = [one for one, its in library.known.items() if wanted in ("", its)]
        for index, one in enumerate(getattr(subject, name)):
            if one not in known:
                message = f'there is no {wanted.removesuffix("s") or "subject"} "{one}"'
                at = typed_at(subject, library, name, str(index))
                UNKNOWN_SUBJECT.report(problems, at, message, nearest(one, known))


@check(DOUBLE_CODE)
def _code_is_its_own(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    for other in library.subjects.values():
        if other.id < subject.id and other.code == subject.code:
            DOUBLE_CODE.report(
                problems,
                typed_at(subject, library, "code"),
                f"the code {subject.code} is also that of {other.id}",
                "a code is printed to tell leaflets apart: change one",
            )


def _check_time(value: str, at: Location, problems: Problems) -> None:
    if value not in NO_TIME and not TIME.match(value):
        UNKNOWN_TIMEFRAME.report(
            problems, at, f'the time span "{value}" is not understood, and not printed',
            'write it as "30 days", "1 year", "in hospital", "procedure" or "not stated"',
        )  # fmt: skip


def _check_close(value: str, known: "list[str] | tuple[str, ...]", at: Location, problems: Problems) -> None:
    if value in known or not re.fullmatch(r"[a-z ]+", value):
        return
    if close := get_close_matches(value, known, 1, CLOSE):
        ALMOST.report(problems, at, f'"{value}" is almost "{close[0]}", and is not it', f'did you mean "{close[0]}"?')
