"""Check a library and its subjects against every rule."""

from dataclasses import replace

from irdocs.model.library import Library
from irdocs.model.locale import Locale
from irdocs.model.records import Subject
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
    read_settings(library.folder, problems)
    names = own_names(library.folder)
    for term in library.terms.values():
        for key in term.source:
            check_source(key, library, term.at, problems)
        for _, prose in prose_of(term):
            check_names(prose, library, problems)
            check_typed(prose, names, library.folder.parent, problems)
            for use in spans_of(prose.spans):
                if isinstance(use, QuantityUse):
                    told = f'a term has no quantities, so "{use.quantity}" is none'
                    UNKNOWN_QUANTITY.report(problems, prose.at, told, "say it without a figure")
    for drawing in library.drawings.values():
        check_picture(drawing, library, problems)


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
