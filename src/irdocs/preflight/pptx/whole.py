"""The rules for a deck as a whole: its list of slides, titles, sections, notes, numbers and properties."""

import re
from collections import Counter

from lxml import etree

from irdocs.preflight.pptx.deck import Deck, DeckSlide
from irdocs.preflight.pptx.package import Package
from irdocs.preflight.pptx.styles import FURNITURE, TITLES
from irdocs.preflight.pptx.xml import elements, find, number, q
from irdocs.preflight.rules import Report
from irdocs.problems import counted

_DEFAULT_SECTION = re.compile(r"(default section|untitled section|section \d+|)", re.IGNORECASE)
_GUID = re.compile(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}")
_FIRST_SLIDE_ID, _FIRST_MASTER_ID = 256, 2**31
_EMPTY_TITLES = {"", "powerpoint presentation", "presentation", "presentation1", "untitled", "slide 1"}
MOST_QUIET_WORDS = 25
"""A slide with a title and no more words than these needs no notes where its layout does not say what it is."""


def check_whole(deck: Deck, report: Report) -> None:
    """Hold the deck as a whole against the rules."""
    _check_lists(deck, report)
    _check_sections(deck, report)
    _check_titles(deck, report)
    _check_properties(deck, report)
    for slide in deck.slides:
        _check_notes(slide, report)
        _check_number(slide, report)
        _check_advance(slide, report)


def _check_lists(deck: Deck, report: Report) -> None:
    size = find(deck.root, "p:sldSz")
    sides = [number(size.get(side)) for side in ("cx", "cy")] if size is not None else [None, None]
    if any(side is None or not 914_400 <= side <= 51_206_400 for side in sides):
        report.add("bad-slide-size", "the presentation names no valid size of its slides")
    _check_slide_list(deck, report)
    _check_upper_ids(deck, report)


def _check_slide_list(deck: Deck, report: Report) -> None:
    """Each slide stands in the list once, and can be read."""
    entries = list(elements(deck.root, "p:sldId"))
    ids = [number(entry.get("id")) for entry in entries]
    if any(one is None or not _FIRST_SLIDE_ID <= one < _FIRST_MASTER_ID for one in ids) or len(ids) != len(set(ids)):
        report.add("bad-slide-list", f"the ids of the slides are {', '.join(map(str, ids))[:80]}")
    targets = [entry.get(q("r:id")) for entry in entries]
    if len(targets) != len(set(targets)):
        report.add("bad-slide-list", "one slide stands in the list of slides twice")
    if len(deck.slides) < len(entries):
        report.add(
            "bad-slide-list", f"{len(entries) - len(deck.slides)} of {counted(len(entries), 'slide')} cannot be read"
        )


def _check_upper_ids(deck: Deck, report: Report) -> None:
    """Masters and layouts have ids of their own, in their own range."""
    upper = [number(entry.get("id")) for entry in elements(deck.root, "p:sldMasterId")]
    masters = deck.package.related(deck.main, "slideMaster")
    for master in masters:
        root = deck.package.root(master)
        upper += [number(entry.get("id")) for entry in elements(root, "p:sldLayoutId")] if root is not None else []
    known = [one for one in upper if one is not None]
    if any(one < _FIRST_MASTER_ID for one in known) or len(known) != len(set(known)):
        report.add("bad-slide-list", "ids of masters and layouts are used twice or too small")
    if not masters:
        report.add("broken-slide-chain", "the deck has no master")


def _check_sections(deck: Deck, report: Report) -> None:
    sections = list(elements(deck.root, "p14:section"))
    if not sections:
        return
    names = [(section.get("name") or "").strip() for section in sections]
    for name in names:
        if _DEFAULT_SECTION.fullmatch(name):
            report.add("unnamed-section", f"a section is called {name!r}")
    for name, count in Counter(name.lower() for name in names).items():
        if count > 1 and name:
            report.add("duplicate-section", f"{counted(count, 'section')} are called {name!r}")
    if any(not _GUID.fullmatch(section.get("id", "")) for section in sections):
        report.add("bad-section", "the id of a section is no GUID in braces, upper case")
    inside = [entry.get("id") for entry in elements(deck.root, "p14:sldId")]
    slides = [entry.get("id") for entry in elements(deck.root, "p:sldId")]
    if sorted(map(str, inside)) != sorted(map(str, slides)):
        report.add(
            "bad-section", f"the sections hold {counted(len(inside), 'slide')}, the deck {len(slides)}, or others"
        )
    elif inside != slides:
        report.add("bad-section", "the sections hold the slides in another order than the deck")


def _check_titles(deck: Deck, report: Report) -> None:
    seen: dict[str, int] = {}
    for slide in deck.slides:
        text = " ".join(slide.title.text.split()) if slide.title is not None else ""
        if not text:
            what = "the slide has no title" if slide.title is None else "the title is empty"
            report.add("slide-without-title", f"{slide.label}: {what}", slide.number)
        elif text.lower() in seen:
            told = f'{slide.label}: the title "{text[:60]}" is that of slide {seen[text.lower()]}, too'
            report.add("duplicate-title", told, slide.number)
        seen.setdefault(text.lower(), slide.number)


def _notes_text(slide: DeckSlide) -> str:
    if slide.notes is None:
        return ""
    words = []
    for shape in elements(slide.notes, "p:sp"):
        holder = next(shape.iter(q("p:ph")), None)
        if holder is not None and holder.get("type") == "body":
            words += [text.text or "" for text in elements(shape, "a:t")]
    return " ".join(words).strip()


def _check_notes(slide: DeckSlide, report: Report) -> None:
    if slide.layout_type in ("title", "secHead") or (slide.title is not None and slide.title.holder == "ctrTitle"):
        return
    content = [
        shape for shape in slide.everything() if shape.holder not in (*TITLES, *FURNITURE) and not shape.decorative
    ]
    words = sum(len(shape.text.split()) for shape in content if shape.kind == "sp")
    plain = all(shape.kind in ("sp", "cxnSp") for shape in content)
    if (plain and words <= MOST_QUIET_WORDS and not slide.layout_type) or not content:
        return
    if not _notes_text(slide):
        report.add("no-notes", f"{slide.label}: it has no notes", slide.number)


def _check_number(slide: DeckSlide, report: Report) -> None:
    if slide.layout is None or slide.layout_type == "title":
        return
    offered = any(holder.get("type") == "sldNum" for holder in elements(slide.layout, "p:ph"))
    shown = [shape for shape in slide.everything() if shape.holder == "sldNum"]
    if offered and not shown:
        report.add(
            "no-slide-number", f"{slide.label}: the layout has a slide number, the slide shows none", slide.number
        )


def _check_advance(slide: DeckSlide, report: Report) -> None:
    for transition in elements(slide.root, "p:transition"):
        if transition.get("advTm") is not None or transition.get("advClick") in ("0", "false"):
            report.add("auto-advance", f"{slide.label}: it moves on by itself, or not on a click", slide.number)
    effects = [node for node in elements(slide.root, "p:cTn") if node.get("presetClass") is not None]
    if any(node.get("presetClass") != "entr" or node.get("nodeType") == "afterEffect" for node in effects):
        report.add("animation", f"{slide.label}: an animation does more than appear on a click", slide.number)


def _check_properties(deck: Deck, report: Report) -> None:
    package = deck.package
    core = _property_part(package, "core-properties")
    for name, called in (
        ("dc:title", "title"),
        ("dc:creator", "author"),
        ("dc:subject", "subject"),
        ("dc:language", "language"),
    ):
        element = find(core, name)
        value = (element.text or "").strip() if element is not None else ""
        if not value or (called == "title" and value.lower() in _EMPTY_TITLES):
            report.add("missing-property", f"the document properties name no {called}")
    extended = _property_part(package, "extended-properties")
    if extended is None:
        return
    for vector in elements(extended, "vt:vector"):
        if number(vector.get("size")) != len(vector):
            report.add(
                "stale-properties", f"a list in the properties says it has {vector.get('size')} and has {len(vector)}"
            )
    slides = find(extended, "ep:Slides")
    if slides is not None and number(slides.text) != len(deck.slides):
        report.add(
            "stale-properties", f"the properties count {slides.text}, the deck {counted(len(deck.slides), 'slide')}"
        )


def _property_part(package: Package, kind: str) -> etree._Element | None:
    found = package.related("", kind)
    return package.root(found[0]) if found else None
