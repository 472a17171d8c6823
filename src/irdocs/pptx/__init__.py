"""Write a document as a PowerPoint deck: native, editable, on anybody's template, the same bytes each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from irdocs.document.nodes import Block, Document, Heading, Section, Slide, Text, words
from irdocs.model.locale import NBSP, Locale
from irdocs.pptx.deck import write_deck
from irdocs.pptx.logo import read_logo
from irdocs.pptx.recolour import recoloured
from irdocs.pptx.slide_plan import SlidePlan, draft
from irdocs.pptx.slide_planner import SlidePlanner
from irdocs.pptx.template import Template, open_template, report, template_from_bytes
from irdocs.problems import Problems
from irdocs.typeset.palette import COLOURS, deck_scheme
from irdocs.typeset.theme import Theme

__all__ = ["default_template", "render"]


def render(
    document: Document, theme: Theme, locale: Locale, problems: Problems, *, template: Path | Template | None = None
) -> bytes:
    """Write the deck. ``template`` is a file or an opened template; without one, the theme's is used.

    Faults of the content (a headline too long, a row too high) are told to ``problems``; the deck is written all the
    same, so that all of them are found at once. Raises IrdocsError for a template that cannot serve.
    """
    # A deck's sizes are its template's: of the theme it takes the template, the logo, and colours for our own template.
    opened = template if isinstance(template, Template) else _open(template or theme.deck, theme)
    report(opened, problems)
    desk = SlidePlanner(opened, locale, problems)
    sections = [
        (name, [page for slide in slides for page in draft(slide, desk)]) for name, slides in _sections(document)
    ]
    sections = [(name, pages) for name, pages in sections if pages]
    pages = _unique(_flat(sections), locale)
    logo = read_logo(theme.logo, problems)
    return write_deck(document, locale, opened, pages, [(name, len(drafts)) for name, drafts in sections], logo)


def _open(path: Path | None, theme: Theme) -> Template:
    """Open a template; our own one, or a brand's copy of it, takes the colours of the brand."""
    own = default_template()
    scheme = deck_scheme(theme.colours)
    if theme.black_only or scheme == deck_scheme(COLOURS) or not (path is None or _same(path, own)):
        return open_template(path or own)
    return template_from_bytes(recoloured(own.read_bytes(), scheme), str(path or own))


def _same(path: Path, own: Path) -> bool:
    beside = path.with_name(f"{path.stem}.layouts.toml")
    if beside.is_file() or not path.is_file() or path.stat().st_size != own.stat().st_size:
        return False
    return path.samefile(own) or path.read_bytes() == own.read_bytes()


def default_template() -> Path:
    """The template of the neutral brand: beside the code in a checkout, inside the package in a wheel."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "library" / "layouts" / "brands" / "default" / "deck.pptx"
    return inside if inside.is_file() else package.parents[1] / "layouts" / "brands" / "default" / "deck.pptx"


def _sections(document: Document) -> list[tuple[str, list[Slide]]]:
    """Slides under the names of their sections, every slide in exactly one."""
    found: list[tuple[str, list[Slide]]] = []

    def gather(blocks: Iterable[Block], name: str) -> None:
        for block in blocks:
            if isinstance(block, Section):
                heading = next((words(child.line) for child in block.children if isinstance(child, Heading)), "")
                found.append((heading or block.name or name, []))
                gather(block.children, found[-1][0])
            elif isinstance(block, Slide):
                if not found:
                    found.append((name, []))
                found[-1][1].append(block)

    gather(document.children, document.title)
    merged: dict[str, list[Slide]] = {}
    for name, slides in found:
        if slides:
            # Two sections of one name would be a fault that PowerPoint's checker finds.
            label = name if name not in merged else f"{name} {sum(key.startswith(name) for key in merged) + 1}"
            merged[label] = slides
    return list(merged.items())


def _flat(sections: list[tuple[str, list[SlidePlan]]]) -> list[SlidePlan]:
    return [page for _, pages in sections for page in pages]


def _unique(pages: list[SlidePlan], locale: Locale) -> list[SlidePlan]:
    """Number titles that stand more than once: a slide is found by its title."""
    counts = Counter(words(page.title) for page in pages)
    seen: Counter[str] = Counter()
    out = []
    for page in pages:
        title = words(page.title)
        if counts[title] > 1:
            seen[title] += 1
            told = locale.say("page.split", title="\x00", part=seen[title], parts=counts[title])
            before, _, after = told.partition("\x00")
            page = replace(page, title=(*_piece(before), *page.title, *_piece(after)))
        out.append(page)
    return out


def _piece(text: str) -> tuple[Text, ...]:
    # "(1 of 2)" stays on one line.
    return (Text(text=text[:1] + text[1:].replace(" ", NBSP)),) if text else ()
