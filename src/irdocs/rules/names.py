"""Rules of names: each leads to a quantity, a source, a term, a drawing, a figure or a local policy."""

from collections.abc import Callable, Collection

from irdocs.model.library import Library, in_doubt
from irdocs.model.policy import SLOTS
from irdocs.model.records import Subject
from irdocs.model.walk import Place, places_of, prose_of, spans_of
from irdocs.model.wording import QuantityFormatter
from irdocs.problems import Location, Problems, meant, nearest
from irdocs.reading.placed import locate
from irdocs.reading.prose import Citation, PolicyUse, Prose, QuantityUse, TermUse
from irdocs.rules.rule import NAMES, Rule, check

UNKNOWN_PART = NAMES.error("unknown-part", "The quantity has no such arm, source or time.", "Name one that it has.")
UNKNOWN_QUANTITY = NAMES.error("unknown-quantity", "There is no such quantity.", "Look below `quantities`.")
UNKNOWN_REFERENCE = NAMES.error("unknown-reference", "There is no such source.", "Look in `references.yaml`.", "R13")
UNKNOWN_TERM = NAMES.error("unknown-term", "There is no such term.", "Look in the glossary.")
UNKNOWN_POLICY = NAMES.error("unknown-policy", "There is no such local policy.", "Take one from the hint.")
UNKNOWN_DRAWING = NAMES.error("unknown-drawing", "There is no such drawing.", "Look in `images.yaml`.")
UNKNOWN_FIGURE = NAMES.error("unknown-figure", "There is no such figure.", "Look below `figures`.")


@check(UNKNOWN_PART, UNKNOWN_QUANTITY, UNKNOWN_REFERENCE, UNKNOWN_TERM, UNKNOWN_POLICY, UNKNOWN_DRAWING, UNKNOWN_FIGURE)
def _names_lead_somewhere(subject: Subject, library: Library, speaker: QuantityFormatter, problems: Problems) -> None:
    for _, prose in prose_of(subject):
        check_names(prose, library, problems)
        for span in spans_of(prose.spans):
            if isinstance(span, QuantityUse):
                _check_use(span, subject, library, speaker, prose.at, problems)
    for place in places_of(subject):
        _check_reference_fields(place, subject, library, problems)


def check_names(prose: Prose, library: Library, problems: Problems) -> None:
    """Check the policies, terms and sources that prose names."""
    for span in spans_of(prose.spans):
        match span:
            case PolicyUse(slot):
                if slot not in SLOTS:
                    told = f'there is no local policy "{slot}"'
                    UNKNOWN_POLICY.report(problems, prose.at, told, nearest(slot, list(SLOTS)))
            case TermUse(_, term):
                if library.term_names is not None and term not in library.term_names:
                    told = f'"{term}" is not in the glossary'
                    UNKNOWN_TERM.report(problems, prose.at, told, nearest(term, list(library.term_names)))
            case Citation(keys):
                for key in keys:
                    check_source(key, library, prose.at, problems)


def _check_use(
    use: QuantityUse, subject: Subject, library: Library, speaker: QuantityFormatter, at: Location, problems: Problems
) -> None:
    quantity = subject.quantities.get(use.quantity)
    if in_doubt(subject, library, "quantities", use.quantity):
        return
    if quantity is None:
        known = list(subject.quantities)
        UNKNOWN_QUANTITY.report(problems, at, f'there is no quantity "{use.quantity}"', nearest(use.quantity, known))
        return
    try:
        speaker.say(quantity, use.part, use.form)
    except (KeyError, ValueError, StopIteration):
        UNKNOWN_PART.report(problems, at, f'"{use.quantity}" cannot be said as "{use.part or "a whole"}"',
            "name an arm, a source or a time of it: [[name:part]]",
        )  # fmt: skip


def check_source(key: str, library: Library, at: Location, problems: Problems) -> None:
    """Report a source that is not in the library, at one of its uses in each file: to mend one mends all."""
    if library.sources is None or key in library.sources:
        return
    told = f'source "{key}" is not in references.yaml'
    if any(one.message == told and one.location.path == at.path for one in problems):
        return
    near = meant(key, list(library.sources), NEAR)
    hint = f'did you mean "{near}"? Else add' if near else "add"
    UNKNOWN_REFERENCE.report(problems, at, told, f"{hint} it to references.yaml")


NEAR = 0.8
"""How near the key of a source must be to be the one that was meant: keys are names and years, and many are alike."""

_NAMING: dict[str, tuple[Rule, str, Callable[[Subject, Library], Collection[str] | None]]] = {
    "quantity": (UNKNOWN_QUANTITY, "quantity", lambda subject, _: subject.quantities),
    "policy": (UNKNOWN_POLICY, "local policy", lambda _, __: SLOTS),
    "figure": (UNKNOWN_FIGURE, "figure", lambda subject, _: subject.figures),
    "picture": (UNKNOWN_DRAWING, "drawing", lambda _, library: library.drawing_names),
    "drawing": (UNKNOWN_DRAWING, "drawing", lambda _, library: library.drawing_names),
    "drawings": (UNKNOWN_DRAWING, "drawing", lambda _, library: library.drawing_names),
}
"""Field that holds the name of something -> the rule, what it names, and what there is of it (None: nobody can tell)."""


_KEPT = {"quantity": "quantities", "figure": "figures"}
"""What stands in the record itself -> where."""


def _check_reference_fields(place: Place, subject: Subject, library: Library, problems: Problems) -> None:
    value, path = place.value, place.path
    if not isinstance(value, str):
        return
    inside = path[-2] if len(path) > 1 else ""
    if inside == "source":
        if value not in library.references:
            check_source(value, library, typed_at(subject, library, *place.path), problems)
        return
    naming = _NAMING.get("drawings" if inside == "drawings" else path[-1])
    if naming is None or not value:
        return
    rule, what, there_is = naming
    known = there_is(subject, library)
    if known is None or value in known or (what == "quantity" and value.partition(":")[0] in known):
        return
    if what not in _KEPT or not in_doubt(subject, library, _KEPT[what], value.partition(":")[0]):
        at = typed_at(subject, library, *place.path)
        rule.report(problems, at, f'there is no {what} "{value}"', nearest(value, list(known)))


def typed_at(subject: Subject, library: Library, *path: str) -> Location:
    """Return where a value was typed."""
    data = library.places.get(subject.id)
    return locate(data, path) if data is not None else subject.at
