"""Rules of what a patient's paper shows: one wording of a danger, one number a risk, and no serious risk left out."""

from irdocs.model.library import Library, in_doubt
from irdocs.model.parts import RiskSeverity
from irdocs.model.places import place_of
from irdocs.model.records import Condition, Procedure, Subject
from irdocs.model.wording import QuantityFormatter
from irdocs.problems import Problems, nearest
from irdocs.rules.files import MISSING_KEY
from irdocs.rules.rule import CONSENT, EVIDENCE, NAMES, check

UNKNOWN_SIGN = NAMES.error("unknown-sign", "There is no such shared sign of danger.", "Look in content/signs.")
SHARED_SIGN = CONSENT.warning(
    "shared-sign",
    "The same danger has one wording and one urgency in all leaflets: two leaflets in one hand must not disagree.",
    "Write `shared: NAME` in facts.yaml, and take the words out.",
    allowed=True,
)
SEVERE_OFF_PAPER = CONSENT.error(
    "severe-off-paper", "A serious risk is told, however little room there is.", "Take `on_paper: false` out."
)
NO_CHOICE = EVIDENCE.error(
    "no-choice",
    "A row of risks shows one number. Where sources differ, somebody chose one and said why, for a reviewer to judge.",
    "Fill in `chosen` and `chosen_because` in facts.yaml.",
)

SEVERE = (RiskSeverity.SERIOUS, RiskSeverity.LIFE_THREATENING)


@check(UNKNOWN_SIGN, SHARED_SIGN)
def _signs(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    """Check that shared signs exist, and that no subject words one of them itself."""
    if not isinstance(subject, Procedure | Condition):
        return
    for name, flag in subject.red_flags.items():
        if flag.shared:
            if flag.shared not in library.signs:
                UNKNOWN_SIGN.report(
                    problems,
                    place_of(subject, library, "red_flags", name, "shared"),
                    f'there is no shared sign "{flag.shared}"',
                    nearest(flag.shared, list(library.signs)),
                )
            continue
        _check_whole(subject, library, name, problems)
        said = flag.sign.plain.lower()
        for key, sign in library.signs.items():
            if any(phrase.lower() in said for phrase in sign.giveaways):
                SHARED_SIGN.report(
                    problems,
                    flag.sign.at,
                    f'this sign of danger is worded for all subjects as "{key}"',
                    f"use shared: {key}",
                )
                break


def _check_whole(subject: Subject, library: Library, name: str, problems: Problems) -> None:
    """Report a sign that is not shared and lacks its words or its rank: no rank of a danger is guessed."""
    data = library.places.get(subject.id)
    if data is None:
        return
    typed = data["red_flags"][name]
    for key, at, hint in (
        ("rank", typed.at, "add it with its `rank:` to facts.yaml, or `shared:` with the name of a shared sign"),
        (
            "sign",
            typed.words_at or typed.at,
            "add it with its `sign:` to the file of words, or `shared:` to facts.yaml",
        ),
    ):
        if key not in typed and not in_doubt(subject, library, "red_flags", name, key):
            MISSING_KEY.report(problems, at, f'"{key}" is missing', hint)


@check(SEVERE_OFF_PAPER, NO_CHOICE)
def _risks(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    """Check that no serious risk is kept off the paper, and that each number of a risk is one."""
    if not isinstance(subject, Procedure):
        return
    for name, risk in subject.risks.items():
        if not risk.on_paper and risk.severity in SEVERE:
            SEVERE_OFF_PAPER.report(
                problems,
                place_of(subject, library, "risks", name, "on_paper"),
                f'"{name}" is {risk.severity.value}, and the leaflet would not explain it',
                "take on_paper out",
            )
        quantity = subject.quantities.get(risk.quantity)
        if quantity is None or not quantity.several or not any(one.frequency for one in quantity.several.values()):
            continue
        if quantity.chosen not in quantity.several or not quantity.chosen_because:
            NO_CHOICE.report(
                problems,
                place_of(subject, library, "quantities", risk.quantity),
                f'"{risk.quantity}" has several sources, and a row of risks shows one number',
                f"fill in `chosen` ({', '.join(quantity.several)}) and `chosen_because`",
            )
