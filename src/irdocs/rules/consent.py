"""The consent gap: what a person who decides must have been told, by what the procedure involves.

Consent audits find the same classes of risk missing again and again. Each stands in the record, or `absent_risks` says
why it does not apply. The four questions of shared decisions (benefits, risks, alternatives, nothing) must have answers.
"""

from collections.abc import Callable
from dataclasses import dataclass

from irdocs.model.library import Library, in_doubt
from irdocs.model.places import place_of
from irdocs.model.policy import SLOTS
from irdocs.model.records import Involved, Procedure, RiskClass, Subject
from irdocs.model.wording import QuantityFormatter
from irdocs.problems import Location, Problems, nearest

AUDIT = "in an audit of consent in interventional radiology, "
NOT_WARNED = AUDIT + "39 in 100 patients with a complication had not been warned of it"
FIGURES: dict[RiskClass, str] = {
    RiskClass.BLEEDING: AUDIT + "14 in 100 patients had not consented to a transfusion",
    RiskClass.FURTHER_PROCEDURE: AUDIT + "42 in 100 patients were not told that they might need a further procedure",
}
"""Class -> the figure of the audit that says why it is asked for (C09); for the others it is `NOT_WARNED`."""

AUDITED = tuple(RiskClass)[:7]
"""The classes that the audit looked for: bleeding, infection, failure, further procedure, contrast, kidney, radiation."""

SHORTEST_REASON = 3
"""Words: "Not applicable" is no reason."""


@dataclass(frozen=True)
class Need:
    """What is asked of a procedure that involves something."""

    what: str
    """As it is said in a problem: "every procedure"."""
    applies: Callable[[Procedure], bool]
    classes: tuple[RiskClass, ...] = ()
    """Classes of risk that are named, or are absent with a reason."""
    preparation: tuple[str, ...] = ()
    """Local policies that the preparation names (C11)."""
    aftercare: tuple[str, ...] = ()
    """Local policies that going home names (C13)."""


def _involves(one: Involved) -> Callable[[Procedure], bool]:
    return lambda procedure: one in procedure.involves


NEEDS: tuple[Need, ...] = (
    Need(
        "every procedure",
        lambda _: True,
        AUDITED,
        preparation=("fasting", "blood-thinners", "diabetes-medicines"),
    ),
    Need("a procedure with contrast", lambda one: one.contrast.used, (RiskClass.CONTRAST_REACTION, RiskClass.KIDNEY)),
    Need("a procedure with X-rays", lambda one: one.radiation.used, (RiskClass.RADIATION,)),
    Need("a procedure through an artery", _involves(Involved.ARTERY), (RiskClass.DAMAGE,)),
    Need("a procedure with sedation", _involves(Involved.SEDATION), aftercare=("driving",)),
    Need(
        "a procedure under general anaesthetic",
        _involves(Involved.ANAESTHETIC),
        (RiskClass.DEATH,),
        aftercare=("driving",),
    ),
)
"""What is asked of each kind of procedure, the general before the special."""

USED: dict[RiskClass, Callable[[Procedure], bool]] = {
    RiskClass.CONTRAST_REACTION: lambda one: one.contrast.used,
    # contrast harms kidneys from the blood; in a bile duct, a joint or a drain it does not reach them
    RiskClass.KIDNEY: lambda one: one.contrast.used and bool({Involved.ARTERY, Involved.VEIN} & set(one.involves)),
    RiskClass.RADIATION: lambda one: one.radiation.used,
}
"""Class -> whether the record itself says that its cause is used."""


def check_consent(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    """Check that a procedure tells what consent needs."""
    if not isinstance(subject, Procedure):
        return
    if not any(in_doubt(subject, library, one) for one in ("risks", "absent_risks", "failure")):
        _classes_are_told(subject, place_of(subject, library, "risks"), problems)
    _absences_have_reasons(subject, library, problems)
    _care_is_told(subject, library, problems)
    if not any(subject.no_treatment) and not in_doubt(subject, library, "no_treatment"):
        problems.error(
            "no-if-nothing",
            place_of(subject, library, "no_treatment"),
            "nothing is said of no treatment (C05)",
            "fill in no_treatment: the N of BRAN",
        )
    if subject.give_when is None and not in_doubt(subject, library, "give_when"):
        problems.advice(
            "no-give-when", subject.words_at, "it does not say when the leaflet is given (C17)", "fill in give_when"
        )


def _classes_are_told(procedure: Procedure, at: Location, problems: Problems) -> None:
    told = {risk.risk_class for risk in procedure.risks.values()}
    told |= {one for one in RiskClass if one.value in procedure.absent_risks}
    if procedure.failure is not None:
        told.add(RiskClass.FAILURE)
    seen: set[RiskClass] = set()
    for need in reversed(NEEDS):  # the special says more than the general
        if not need.applies(procedure):
            continue
        for one in need.classes:
            if one in told or one in seen:
                continue
            seen.add(one)
            problems.error(
                "consent-gap",
                at,
                f'{need.what} names the risk of "{one.value}", or says why there is none (C09)',
                f"{FIGURES.get(one, NOT_WARNED)}. Add a risk of this class, or "
                f'`{one.value}: "why it does not apply"` under absent_risks',
            )


def _absences_have_reasons(procedure: Procedure, library: Library, problems: Problems) -> None:
    known = {one.value: one for one in RiskClass}
    risks = procedure.risks.items()
    present = {risk.risk_class for name, risk in risks if not in_doubt(procedure, library, "risks", name)}
    for name, reason in procedure.absent_risks.items():
        one = known.get(name)
        if one is None:
            problems.error("absent-risk", reason.at, f'"{name}" is not a class of risk', nearest(name, list(known)))
        elif one in present:
            problems.error(
                "absent-risk", reason.at, f'"{name}" stands among the risks and among the absent ones', "take one out"
            )
        elif len(reason.plain.split()) < SHORTEST_REASON:
            problems.error(
                "absent-risk", reason.at, f'"{name}" has no reason', "say in a sentence why it does not apply"
            )
        elif one in USED and USED[one](procedure):
            problems.error(
                "absent-risk",
                reason.at,
                f'the record says that the cause of "{name}" is used, so its risk cannot be absent',
                "add the risk, or mend radiation.used or contrast.used",
            )


def _care_is_told(procedure: Procedure, library: Library, problems: Problems) -> None:
    for field, items in (("preparation", procedure.preparation), ("aftercare", procedure.aftercare)):
        named = {item.policy for item in items.values()}
        if not named <= {"", *SLOTS} or in_doubt(procedure, library, field):
            continue  # a name that leads nowhere, or has a fault, is told, and may be the one that is wanted
        for need in NEEDS:
            if not need.applies(procedure):
                continue
            for slot in need.preparation if field == "preparation" else need.aftercare:
                if slot not in named:
                    problems.error(
                        "no-care",
                        place_of(procedure, library, field),
                        f'{need.what} tells the patient of "{slot}" (C11, C13)',
                        f"add an item with `policy: {slot}` to {field}; the hospital's brand says its words",
                    )
                    named.add(slot)  # told once
