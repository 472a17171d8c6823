"""Which errors stop the files of a subject: its own, and those of the terms, drawings and sources that it uses."""

from irdocs.model.library import Library, uses
from irdocs.model.records import Subject
from irdocs.model.walk import places_of
from irdocs.problems import Problem, Problems


def note_faults(subject: Subject, found: Problems, library: Library) -> None:
    """Note in the library what stops a subject; ``found`` is what the rules told of it."""
    faults = dict.fromkeys([*library.faults.get(subject.id, ()), *found.errors])
    if library.shared_faults:
        faults |= dict.fromkeys(_of_what_it_uses(subject, library))
    if faults:
        library.faults[subject.id] = tuple(faults)


def _of_what_it_uses(subject: Subject, library: Library) -> list[Problem]:
    shared = library.shared_faults
    faults = list(shared.get("all", ()))
    sources, terms, _ = uses(subject, library)
    for name in terms:
        if name in library.terms:
            sources |= set(library.terms[name].source)
    named = {place.value for place in places_of(subject) if isinstance(place.value, str)}
    drawings = named & ((library.drawing_names or frozenset()) | set(library.drawings))
    for part, used, known, names in (
        ("sources", sources, library.references, library.sources),
        ("terms", terms, library.terms, library.term_names),
        ("drawings", drawings, library.drawings, library.drawing_names),
    ):
        for name in sorted(used):
            faults += shared.get(f"{part}/{name}", ())
        # of a file that could not be read nobody knows what it says; of an entry that could not, that it is used
        if names is None or used - set(known):
            faults += shared.get(part, ())
    return faults
