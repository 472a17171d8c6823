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
from irdocs.reading.yaml_data import locate

STATISTICS = ("mean", "median", "range", "about", "total", "mean difference", *RELATIVE)
CLOSE = 0.75
"""How like a known word another must be to be taken for a slip (difflib's ratio)."""
_SUBJECTS = {
    "conditions": (Procedure, "conditions"),
    "procedures": (Condition, "procedures"),
    "subjects": (Course, ""),
}
"""Field that names subjects -> the kind of record that has it, the kind that it names ("": any)."""


def check_spelling(subject: Subject, library: Library, speaker: QuantityFormatter, problems: Problems) -> None:
    """Tell values that are almost, or not at all, what they should be."""
    data = library.places.get(subject.id)

    def at(*path: str) -> Location:
        return locate(data, path) if data is not None else subject.at

    units = list(speaker.locale.words["units"])
    for place in places_of(subject):
        name, value = place.path[-1], place.value
        if name == "timeframe" and isinstance(place.owner, Quantity):
            if value not in NO_TIME and not TIME.match(value):
                problems.error(
                    "unknown-timeframe", at(*place.path), f'the time span "{value}" is not understood, and not printed',
                    'write it as "30 days", "1 year", "in hospital", "procedure" or "not stated"',
                )  # fmt: skip
        elif name in ("unit", "statistic") and isinstance(place.owner, Measure | Difference | Series) and value:
            _check_close(value, units if name == "unit" else STATISTICS, at(*place.path), problems)
        elif name == "studied" and isinstance(value, int) and value < 1:
            problems.error("bad-quantity", at(*place.path), f"{value} people cannot be studied", "1 or more")
    for name, (kind, wanted) in _SUBJECTS.items():
        if isinstance(subject, kind):
            known = [one for one, its in library.known.items() if wanted in ("", its)]
            for index, one in enumerate(getattr(subject, name)):
                if one not in known:
                    told = f'there is no {wanted.removesuffix("s") or "subject"} "{one}"'
                    problems.error("unknown-subject", at(name, str(index)), told, nearest(one, known))
    for other in library.subjects.values():
        if other.id < subject.id and other.code == subject.code:
            told = f"the code {subject.code} is also that of {other.id}"
            problems.error("double-code", at("code"), told, "a code is printed to tell leaflets apart: change one")


def _check_close(value: str, known: "list[str] | tuple[str, ...]", at: Location, problems: Problems) -> None:
    if value in known or not re.fullmatch(r"[a-z ]+", value):
        return
    if close := get_close_matches(value, known, 1, CLOSE):
        problems.warning(
            "almost", at, f'"{value}" is almost "{close[0]}", and is not it', f'did you mean "{close[0]}"?'
        )
