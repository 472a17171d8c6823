"""Notes an approval: the name in facts.yaml, and beside it the words as they were approved."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from irdocs.build.project import Project
from irdocs.governance.edit import add_approval
from irdocs.model.approval import FOLDER, Role, seen, standing, words_hash
from irdocs.model.library import Library
from irdocs.problems import Location, Problems
from irdocs.reading.files import write_whole


def approve(
    project: Project, name: str, language: str, by: str, role: Role, today: date, problems: Problems
) -> list[Path]:
    """Note that a person approved a subject in a language as it stands now; return the files that were written.

    Nothing is written, and the fault told, where the subject has errors, or where this approval stands already.
    Raises OSError where a file cannot be written.
    """
    by = " ".join(by.split())
    if not by.isprintable() or not any(character.isalpha() for character in by):
        problems.error("no-name", Location("--by"), "an approval needs the name of a person", "say who approved")
        return []
    library = project.library(language, {name})
    subject = library.subjects.get(name)
    if subject is None or project.problems.has_errors:
        return []  # told already: nobody can approve what cannot be read or does not keep the rules
    present = standing(subject, library).get(role)
    if present is not None and present.name == by:
        problems.warning("approved-already", subject.at, f"{by} has approved these very words", "nothing was changed")
        return []
    now = seen(subject, library)
    entry = {"name": by, "role": role.value, "on": today.isoformat(), "words": words_hash(now)}
    facts = folder_of(project, library, name) / "facts.yaml"
    text = facts.read_bytes().decode("utf-8")
    try:
        made = add_approval(text, entry)
    except ValueError as error:
        problems.error(
            "cannot-approve", subject.at, str(error), "write the review block as docs/writing-content.md shows it"
        )
        return []
    # the words first: an approval in facts.yaml whose words were not kept could not show what changed
    copy = copy_of(project, library, name, entry["words"])
    write_whole(copy, _written(language, now))
    write_whole(facts, made.encode("utf-8"))
    return [facts, copy]


def folder_of(project: Project, library: Library, name: str) -> Path:
    """Return the folder of a subject."""
    return project.content / library.known[name] / name


def copy_of(project: Project, library: Library, name: str, words: str) -> Path:
    """Return where the words of an approval are kept: their hash names the file."""
    return folder_of(project, library, name) / FOLDER / f"{words}.json"


def _written(language: str, values: dict[str, str]) -> bytes:
    """Write the words one below the other, so that version control shows what differs."""
    data = {"language": language, "seen": dict(sorted(values.items()))}
    return (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode()


def read_copy(path: Path) -> tuple[str, dict[str, str]] | None:
    """Return the language and the words of an approval; None where they were not kept or cannot be read."""
    try:
        data: Any = json.loads(path.read_bytes())
        found = data["language"], data["seen"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    language, values = found
    if not isinstance(language, str) or not isinstance(values, dict):
        return None
    return language, {str(key): str(value) for key, value in values.items()}
