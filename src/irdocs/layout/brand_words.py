"""What a brand changes in the words of a file: its sentences, its local policies, the rank of a sign of danger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from irdocs.layout.brand import Brand, stricter
from irdocs.model.approval import unapproved_policies
from irdocs.model.library import Library
from irdocs.model.locale import Locale, LocaleWords
from irdocs.model.parts import RANKS, RedFlag
from irdocs.model.policy import SLOTS
from irdocs.model.records import Subject
from irdocs.problems import Problems, nearest


def branded(locale: Locale, brand: Brand) -> Locale:
    """Lay the sentences that a brand may replace over those of the locale."""
    table = brand.override.get(locale.code)
    if not table:
        return locale
    tree = {key: dict(value) if isinstance(value, LocaleWords) else value for key, value in locale.words.items()}
    for key, text in table.items():
        section, _, name = key.partition(".")
        tree[section][name] = text
    return replace(locale, words=LocaleWords(tree))


def policies(brand: Brand, locale: Locale, subject: Subject, library: Library) -> dict[str, str]:
    """Return every local policy: the brand's words, marked where nobody approved them, or the neutral ones."""
    own = brand.policy.get(locale.code, {})
    unapproved = unapproved_policies(subject, library, brand.name, own) if own else set()
    mark = locale.say("page.policy-draft")
    found: dict[str, str] = {}
    for slot in SLOTS:
        words = own.get(slot)
        if not words:
            found[slot] = str(locale.words["policy"][slot])
        else:
            found[slot] = f"{words} {mark}" if slot in unapproved else words
    return found


def report_policies(brand: Brand, language: str, subject: Subject, library: Library, problems: Problems) -> None:
    """Note the local policies of a brand that a subject prints and nobody approved for it."""
    own = brand.policy.get(language, {})
    slots = unapproved_policies(subject, library, brand.name, own) if own else set()
    if slots:
        problems.note(
            "policy-unapproved", brand.at("policy", language),
            f"nobody approved the local policies of {brand.name} for {subject.id}: {', '.join(sorted(slots))}",
            f"irdocs approve {subject.id} --policies --brand {brand.name} --by NAME",
        )  # fmt: skip


def red_flags(subject: Subject, brand: Brand, library: Library, problems: Problems) -> list[tuple[str, list[RedFlag]]]:
    """Return the red flags by rank, the strictest first; a brand may raise a rank, never lower it."""
    flags: Mapping[str, RedFlag] = getattr(subject, "red_flags", {})
    check_dangers(brand, library, problems)
    by_rank: dict[str, list[RedFlag]] = {}
    for name, flag in flags.items():
        rank = brand.safety.get(f"{subject.id}/{name}", flag.rank)
        by_rank.setdefault(rank.value if stricter(flag.rank, rank) else flag.rank.value, []).append(flag)
    return [(rank.value, by_rank[rank.value]) for rank in RANKS if rank.value in by_rank]


def check_dangers(brand: Brand, library: Library, problems: Problems) -> None:
    """Report where a brand raises the rank of what is no sign of danger of a subject, or lowers one.

    Of a subject that was not asked for, or has faults of its own, nothing is said.
    """
    for key, rank in brand.safety.items():
        id, _, name = key.partition("/")
        at, subject = brand.at("safety", key), library.subjects.get(id)
        if not name:
            problems.error("unknown-red-flag", at, f'"{key}" names no sign of danger', 'write "subject/sign"')
        elif id not in library.known:  # no error: a brand may serve several folders of content
            hint = nearest(id, sorted(library.known))
            problems.warning("unknown-red-flag", at, f'there is no subject "{id}": nothing is raised', hint)
        if subject is None:
            continue
        flags: Mapping[str, RedFlag] = getattr(subject, "red_flags", {})
        if name not in flags:
            told = f'{id} has no sign of danger "{name}"'
            problems.error("unknown-red-flag", at, told, nearest(name, list(flags)))
        elif not stricter(flags[name].rank, rank):
            problems.error(
                "looser-action",
                at,
                f'the brand lowers "{name}" of {id} from "{flags[name].rank.value}" to "{rank.value}"',
                "a brand may only raise the rank of a sign of danger",
            )


def report_brand(brand: Brand, problems: Problems) -> None:
    """Report what a brand changes: each sentence it replaces, each sign of danger it raises, each empty number."""
    for language, table in brand.override.items():
        for key in table:
            problems.advice(
                "brand-override", brand.at("override", language, key), f'{brand.name} replaces "{key}" ({language})'
            )
    for key, rank in brand.safety.items():
        problems.advice("brand-override", brand.at("safety", key), f'{brand.name} raises "{key}" to "{rank.value}"')
    for key in ("day", "night", "pals", "formats"):
        if not brand.contact.get(key):
            problems.note(
                "empty-number",
                brand.at("contact", key),
                f'the telephone number "{key}" is empty',
                "a line to write on is printed",
            )
