"""One whole check of a content folder: every rule, and advice on words and evidence, less what a person lets pass."""

from datetime import date
from pathlib import Path

from irdocs.model.library import Library
from irdocs.model.load import add_subjects, files_in_part, files_of, open_library
from irdocs.model.locale import Locale
from irdocs.model.records import Course
from irdocs.problems import Problems
from irdocs.rules.budgets import settings_of
from irdocs.rules.checks import check_library, check_subject
from irdocs.rules.due import check_due
from irdocs.rules.evidence import check_claims, check_evidence
from irdocs.rules.grades import GradeRow, Measured
from irdocs.rules.plain import check_plain
from irdocs.rules.statistics import TextStatistics, sections_of
from irdocs.rules.suppressions import apply_suppressions
from irdocs.rules.word_lists import word_lists


def lint(
    folder: Path, language: str, only: set[str] | None, locale: Locale, today: date, problems: Problems
) -> tuple[int, list[GradeRow]]:
    """Check a folder, or the subjects in ``only``; return how many subjects there are, and how hard each is to read."""
    told = Problems()
    library = open_library(folder, language, told)
    check_library(library, told)
    settings = settings_of(folder)  # its faults were found by `check_library`
    lists, ruler = word_lists(language), TextStatistics(library)
    rows: list[GradeRow] = []
    for subject in add_subjects(library, only, told):
        speaker = check_subject(subject, library, locale, told)
        check_due(subject, today, told)
        check_evidence(subject, library, settings.guidance_years, today, told)
        if not lists:
            continue
        check_claims(subject, speaker, lists, told)
        sections = sections_of(subject, speaker)
        measured: list[Measured] = []
        if sections and not library.unread.get(subject.id):  # of what was read in part no grade is true
            measured = [ruler.section(section) for section in sections]
            rows += [GradeRow(subject.id, section.name, one) for section, one in zip(sections, measured, strict=True)]
            rows.append(GradeRow(subject.id, "", sum(measured, Measured())))
        check_plain(subject, sections, measured, ruler, lists, settings.plain, told)
    count = len(library.subjects)
    _parts_are_due(library, today, told)
    problems.extend(apply_suppressions(folder, files_of(library), told, tell=True, in_part=files_in_part(library)))
    return count, rows


def _parts_are_due(library: Library, today: date, told: Problems) -> None:
    """Warn of overdue subjects that a course strings together: it is no better than they are."""
    named = {name for one in library.subjects.values() if isinstance(one, Course) for name in one.subjects}
    missing = named & set(library.known) - set(library.subjects)
    for subject in add_subjects(library, missing, Problems()) if missing and library.asked is not None else ():
        check_due(subject, today, told)
