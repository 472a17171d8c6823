"""One whole check of a content folder: every rule, and advice on words and evidence, less what a person lets pass."""

from datetime import date
from pathlib import Path

from irdocs.content.allow import settle
from irdocs.content.budgets import read_budgets
from irdocs.content.checks import check_library, check_subject
from irdocs.content.due import check_due
from irdocs.content.evidence import check_claims, check_evidence
from irdocs.content.grades import Measured, Row
from irdocs.content.library import Library
from irdocs.content.load import add_subjects, files_in_part, files_of, open_library
from irdocs.content.model import Course
from irdocs.content.plain import check_plain
from irdocs.content.reading import Ruler, sections_of
from irdocs.content.word_lists import word_lists
from irdocs.locale import Locale
from irdocs.problems import Problems


def survey(
    folder: Path, language: str, only: set[str] | None, locale: Locale, today: date, problems: Problems
) -> tuple[int, list[Row]]:
    """Check a folder, or the subjects in ``only``; return how many subjects there are, and how hard each is to read."""
    told = Problems()
    library = open_library(folder, language, told)
    check_library(library, told)
    budgets = read_budgets(folder / "check.toml", told)
    lists, ruler = word_lists(language), Ruler(library)
    rows: list[Row] = []
    for subject in add_subjects(library, only, told):
        speaker = check_subject(subject, library, locale, told)
        check_due(subject, today, told)
        check_evidence(subject, library, budgets, today, told)
        if not lists:
            continue
        check_claims(subject, speaker, lists, told)
        sections = sections_of(subject, speaker)
        measured: list[Measured] = []
        if sections and not library.unread.get(subject.id):  # of what was read in part no grade is true
            measured = [ruler.section(section) for section in sections]
            rows += [Row(subject.id, section.name, one) for section, one in zip(sections, measured, strict=True)]
            rows.append(Row(subject.id, "", sum(measured, Measured())))
        check_plain(subject, sections, measured, ruler, lists, budgets, told)
    count = len(library.subjects)
    _parts_are_due(library, today, told)
    problems.extend(settle(folder, files_of(library), told, tell=True, in_part=files_in_part(library)))
    return count, rows


def _parts_are_due(library: Library, today: date, told: Problems) -> None:
    """Warn of overdue subjects that a course strings together: it is no better than they are."""
    named = {name for one in library.subjects.values() if isinstance(one, Course) for name in one.subjects}
    missing = named & set(library.known) - set(library.subjects)
    for subject in add_subjects(library, missing, Problems()) if missing and library.asked is not None else ():
        check_due(subject, today, told)
