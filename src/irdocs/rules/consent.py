"""The consent gap: what a person who decides must have been told, by what the procedure involves.

Consent audits find the same classes of risk missing again and again. Each stands in the record, or `absent_risks` says
why it does not apply. The four questions of shared decisions (benefits, risks, alternatives, nothing) must have answers.
"""

from collections.abc import Callable
from dataclasses import dataclass

from irdocs.model.library import Library, in_doubt
from irdocs.model.parts import Involved, RiskClass, RiskSeverity
from irdocs.model.places import place_of
from irdocs.model.policy import SLOTS
from irdocs.model.records import Procedure, Subject
from irdocs.model.walk import spans_of
from irdocs.model.wording import QuantityFormatter
from irdocs.problems import Location, Problems, nearest
from irdocs.reading.prose import PolicyUse
from irdocs.rules.rule import CONSENT, check

CONSENT_GAP = CONSENT.error(
    "consent-gap",
    "A class of risk is neither named nor said not to apply.",
    "Add the risk, or `absent_risks` with the reason.",
    "C09",
)
ABSENT_RISK = CONSENT.error(
    "absent-risk",
    "A risk that is said not to apply: its class is unknown, it has no reason, or the record itself names its cause.",
    "Give a reason in a sentence, or name the risk.",
    "C09",
)
NO_CARE = CONSENT.error(
    "no-care",
    "What every patient asks: food, blood thinners, diabetes; after sedation, driving.",
    "Add an item with the local policy.",
    "C11, C13",
)
NO_BENEFIT = CONSENT.error("no-benefit", "The B of BRAN.", "Add `benefits`.", "C02")
NO_SERIOUS_HARM = CONSENT.error(
    "no-serious-harm", "Serious harm is told even if it is very rare.", "Add such a risk.", "C03"
)
NO_ALTERNATIVE = CONSENT.error("no-alternative", "The A of BRAN.", "Add `alternatives`.", "C04")
NO_IF_NOTHING = CONSENT.error("no-if-nothing", "The N of BRAN.", "Fill in `no_treatment`.", "C05")
NO_RED_FLAG = CONSENT.error("no-red-flag", "A patient at home must know when to call.", "Add `red_flags`.", "C14")
NO_RADIATION = CONSENT.error(
    "no-radiation", "The law asks for benefit and risk of the dose.", "Fill in `radiation.text`.", "C07"
)
NO_PREGNANCY = CONSENT.error(
    "no-pregnancy", "The law asks about pregnancy before X-rays.", "Fill in `pregnancy`.", "C08"
)
NO_GIVE_WHEN = CONSENT.advice(
    "no-give-when", "A leaflet that is given on the day comes too late.", "Fill in `give_when`.", "C17", allowed=True
)

AUDIT = "in an audit of consent in interventional radiology, "
NOT_WARNED = AUDIT + "39 in 100 patients with a complication had not been warned of it"
FIGURES: dict[RiskClass, str] = {
    RiskClass.BLEEDING: AUDIT + "14 in 100 patients had not consented to a transfusion",
    RiskClass.FURTHER_PROCEDURE: AUDIT + "42 in 100 patients were not told that they might need a further procedure",
}
"""Class -> the figure of the audit that says why it is asked for (C09); for the others it is `NOT_WARNED`."""

AUDITED = tuple(RiskClass)[:7]
"""The classes that the audit looked for: bleeding, infection, failure, further procedure, contrast, kidney, radiation."""

SERIOUS = (RiskSeverity.SERIOUS, RiskSeverity.LIFE_THREATENING)
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


@check(CONSENT_GAP, ABSENT_RISK, NO_CARE, NO_IF_NOTHING, NO_GIVE_WHEN)
def _consent(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    """Check that a procedure tells what consent needs."""
    if not isinstance(subject, Procedure):
        return
    if not any(in_doubt(subject, library, one) for one in ("risks", "absent_risks", "failure")):
        _classes_are_told(subject, place_of(subject, library, "risks"), problems)
    _absences_have_reasons(subject, library, problems)
    _care_is_told(subject, library, problems)
    if not any(subject.no_treatment) and not in_doubt(subject, library, "no_treatment"):
        NO_IF_NOTHING.report(
            problems,
            place_of(subject, library, "no_treatment"),
            "nothing is said of no treatment (GMC on consent)",
            "fill in no_treatment: the N of BRAN",
        )
    if subject.give_when is None and not in_doubt(subject, library, "give_when"):
        NO_GIVE_WHEN.report(
            problems,
            subject.words_at,
            "it does not say when the leaflet is given (RCR audit of consent)",
            "fill in give_when",
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
            CONSENT_GAP.report(
                problems,
                at,
                f'{need.what} names the risk of "{one.value}", or says why there is none (audits of consent)',
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
            ABSENT_RISK.report(problems, reason.at, f'"{name}" is not a class of risk', nearest(name, list(known)))
        elif one in present:
            ABSENT_RISK.report(
                problems, reason.at, f'"{name}" stands among the risks and among the absent ones', "take one out"
            )
        elif len(reason.plain.split()) < SHORTEST_REASON:
            ABSENT_RISK.report(
                problems, reason.at, f'"{name}" has no reason', "say in a sentence why it does not apply"
            )
        elif one in USED and USED[one](procedure):
            ABSENT_RISK.report(
                problems,
                reason.at,
                f'the record says that the cause of "{name}" is used, so its risk cannot be absent',
                "add the risk, or mend radiation.used or contrast.used",
            )


def _care_is_told(procedure: Procedure, library: Library, problems: Problems) -> None:
    for field, items in (("preparation", procedure.preparation), ("aftercare", procedure.aftercare)):
        named = {item.policy for item in items.values()}
        named |= {
            span.slot
            for item in items.values()
            if item.text
            for span in spans_of(item.text.spans)
            if isinstance(span, PolicyUse)
        }
        if not named <= {"", *SLOTS} or in_doubt(procedure, library, field):
            continue  # a name that leads nowhere, or has a fault, is told, and may be the one that is wanted
        for need in NEEDS:
            if not need.applies(procedure):
                continue
            for slot in need.preparation if field == "preparation" else need.aftercare:
                if slot not in named:
                    NO_CARE.report(
                        problems,
                        place_of(procedure, library, field),
                        f'{need.what} tells the patient of "{slot}" (BSIR leaflets)',
                        f"add an item with `policy: {slot}` to {field}; the hospital's brand says its words",
                    )
                    named.add(slot)  # told once


@check(NO_BENEFIT, NO_SERIOUS_HARM, NO_ALTERNATIVE, NO_RED_FLAG)
def _choice_is_told(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    """What a choice is made of is there: good, harm, other ways, and when to call for help."""
    if not isinstance(subject, Procedure):
        return
    serious = any(risk.severity in SERIOUS for risk in subject.risks.values())
    for rule, field, there, message, hint in (
        (NO_BENEFIT, "benefits", bool(subject.benefits), "there is no benefit (GMC on consent)", "add benefits"),
        (
            NO_SERIOUS_HARM,
            "risks",
            serious,
            "no risk of serious harm is named (GMC on consent)",
            "add one, even if it is very rare",
        ),
        (
            NO_ALTERNATIVE,
            "alternatives",
            bool(subject.alternatives),
            "there is no other choice (GMC on consent)",
            "add alternatives",
        ),
        (
            NO_RED_FLAG,
            "red_flags",
            bool(subject.red_flags),
            "there is no sign of danger (NHS content style)",
            "add red_flags",
        ),
    ):
        if not there and not in_doubt(subject, library, field):
            rule.report(problems, place_of(subject, library, field), message, hint)


@check(NO_RADIATION, NO_PREGNANCY)
def _rays_are_told(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    if not isinstance(subject, Procedure) or not subject.radiation.used:
        return
    if not subject.radiation.text and not in_doubt(subject, library, "radiation", "text"):
        at = place_of(subject, library, "radiation", "text")
        NO_RADIATION.report(
            problems, at, "X-rays are used and nothing is said of them (IR(ME)R 2017)", "fill in radiation.text"
        )
    if not subject.pregnancy and not in_doubt(subject, library, "pregnancy"):
        at = place_of(subject, library, "radiation", "used")
        NO_PREGNANCY.report(
            problems, at, "X-rays are used and nothing is said of pregnancy (IR(ME)R 2017)", "fill in pregnancy"
        )
