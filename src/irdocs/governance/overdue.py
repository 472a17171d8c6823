"""Warns of overdue reviews. Every build does, so nothing heavy is imported here: no YAML, no rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from irdocs.build.project import Project
from irdocs.model.records import Course
from irdocs.problems import Problems
from irdocs.rules.due import check_due


def tell_overdue(project: Project, named: Iterable[tuple[str, str]], today: date, problems: Problems) -> None:
    """Warn of the overdue reviews of subjects, given as (language, id).

    The subjects that a course strings together count as well: it is no better than they are.
    """
    by_language: dict[str, set[str]] = {}
    for language, name in named:
        by_language.setdefault(language, set()).add(name)
    for language, names in by_language.items():
        found = project.library(language, names).subjects
        strung = {part for name in names if isinstance(one := found.get(name), Course) for part in one.subjects}
        if strung - names:
            found = project.library(language, names | strung).subjects
        for name in sorted(names | strung):
            if name in found:
                check_due(found[name], today, problems)
