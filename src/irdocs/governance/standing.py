"""Whether what lies in an output still stands: each file of a subject that was withdrawn, deleted, or is no longer approved."""

from __future__ import annotations

from datetime import date

from irdocs.build.manifest import read_manifest
from irdocs.build.project import Project
from irdocs.build.store import Store
from irdocs.model.approval import WITHDRAWN, state_of
from irdocs.model.records import Course
from irdocs.problems import Location, Problems

RECORD_RULES = ("approval-record", "approved-words")


def verify_standing(project: Project, store: Store, today: date, problems: Problems) -> None:
    """Tell each file whose approval does not stand any more, and each fault of a record of approvals."""
    files = {path: one for path, one in read_manifest(store).items() if one.get("language") in project.languages()}
    states: dict[tuple[str, str], str] = {}
    for language in sorted({one["language"] for one in files.values()}):
        known = project.library(language, set()).known
        names = {one["subject"] for one in files.values() if one["language"] == language} & set(known)
        library = project.library(language, names)
        parts = {part for one in library.subjects.values() if isinstance(one, Course) for part in one.subjects}
        library = project.library(language, (names | parts) & set(known))
        for name in names:
            subject = library.subjects.get(name)
            states[language, name] = state_of(subject, library, today) if subject is not None else ""
    for path, one in sorted(files.items()):
        then, now = one.get("inputs", {}).get("approval", ""), states.get((one["language"], one["subject"]))
        _tell(Location(store.shown(path)), one["subject"], then, now, problems)
    problems.extend(one for one in project.problems.errors if one.rule in RECORD_RULES)


def _tell(at: Location, name: str, then: str, now: str | None, problems: Problems) -> None:
    if now is None:
        problems.error("deleted-subject", at, f"there is no subject {name} any more", "remove the file")
    elif now == WITHDRAWN and then != WITHDRAWN:
        problems.error(
            "withdrawn-file", at, f"{name} was withdrawn, and this file does not say so", "run `irdocs build`"
        )
    elif then.startswith("approved") and now != then:
        told = f"this file says that it was {then}, and that does not stand any more"
        problems.error("no-longer-approved", at, told, "run `irdocs build`, or have it approved again")
