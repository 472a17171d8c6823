"""Every rule of content in one table, from the modules that check them. docs/rules.md is made from it."""

from irdocs.rules import (
    consent,
    due,
    easy_read,
    evidence,
    figures,
    files,
    governance,
    names,
    paper,
    pictures,
    plain,
    spelling,
    whole,
)
from irdocs.rules.rule import CHECKS, CONSENT, EASY_READ, EVIDENCE, MODEL, NAMES, PLAIN, READ, REVIEW, Chapter, Rule

MODULES = (
    files,
    names,
    figures,
    whole,
    spelling,
    consent,
    evidence,
    plain,
    easy_read,
    governance,
    due,
    pictures,
    paper,
)
"""Where rules stand."""
CHAPTERS: tuple[Chapter, ...] = (CONSENT, EVIDENCE, PLAIN, EASY_READ, REVIEW, NAMES, MODEL, READ)
"""What a writer meets most comes first."""
RULES: dict[str, Rule] = {slug: rule for chapter in CHAPTERS for slug, rule in chapter.rules.items()}
"""Slug -> rule."""

__all__ = ["CHAPTERS", "CHECKS", "MODULES", "RULES", "Chapter", "Rule"]
