"""Check a library and its subjects against every rule."""

import re
from collections.abc import Collection
from dataclasses import replace

from irdocs.model.library import Library
from irdocs.model.locale import Locale
from irdocs.model.records import Subject, Term
from irdocs.model.walk import prose_of, spans_of
from irdocs.model.wording import QuantityFormatter, formatter_for
from irdocs.problems import Problems
from irdocs.reading.prose import QuantityUse
from irdocs.reading.unreadable import NOTHING, touches
from irdocs.rules.budgets import read_settings
from irdocs.rules.figures import check_typed
from irdocs.rules.names import UNKNOWN_QUANTITY, check_names, check_source
from irdocs.rules.numbers_in_prose import own_names
from irdocs.rules.pictures import check_picture
from irdocs.rules.table import CHECKS


def check_library(library: Library, problems: Problems) -> None:
    """Check what subjects share: the drawings, the terms, and the names that look like figures."""
    found = Problems()
    read_settings(library.folder, found)
    _note_shared("all", found, library, problems)
    names = own_names(library.folder)
    for term in library.terms.values():
        found = Problems()
        _check_term(term, names, library, found)
        _note_shared(f"terms/{term.id}", found, library, problems)
    for drawing in library.drawings.values():
        found = Problems()
        check_picture(drawing, library, found)
        _note_shared(f"drawings/{drawing.id}", found, library, problems)


def _note_shared(part: str, found: Problems, library: Library, problems: Problems) -> None:
    """Add what was found in a part of what subjects share, and note its errors: they stop whoever uses it."""
    problems.extend(found)
    if found.has_errors:
        library.shared_faults[part] = tuple(found.errors)


def _check_term(term: Term, names: Collection[re.Pattern[str]], library: Library, problems: Problems) -> None:
    for key in term.source:
        check_source(key, library, term.at, problems)
    for _, prose in prose_of(term):
        check_names(prose, library, problems)
        check_typed(prose, names, library.folder.parent, problems)
        for use in spans_of(prose.spans):
            if isinstance(use, QuantityUse):
                told = f'a term has no quantities, so "{use.quantity}" is none'
                UNKNOWN_QUANTITY.report(problems, prose.at, told, "say it without a figure")


def check_subject(subject: Subject, library: Library, locale: Locale, problems: Problems) -> QuantityFormatter:
    """Check one subject against every rule; return who says its quantities."""
    unread = library.unread.get(subject.id, NOTHING)
    sound = subject
    if unread:  # what cannot be said has been told, and must not change how the others are said
        said = {name: one for name, one in subject.quantities.items() if not touches(unread, "quantities", name)}
        sound = replace(subject, quantities=said)
    speaker = formatter_for(sound, locale)
    for function in CHECKS:
        function(subject, library, speaker, problems)
    return speaker
