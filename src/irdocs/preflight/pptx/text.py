"""The rules for the words of a slide: size, contrast, language, links, lists, and who decides how they look."""

import re
from collections.abc import Iterable
from itertools import groupby

from lxml import etree

from irdocs.preflight.pptx.colour import Palette, Rgb, contrast, hex_of, palette_of, resolve
from irdocs.preflight.pptx.deck import EMU_PER_INCH, Deck, DeckShape, DeckSlide, paragraph_text
from irdocs.preflight.pptx.ground import cell_fill, cell_look, ground_of
from irdocs.preflight.pptx.measure import count_lines
from irdocs.preflight.pptx.package import Package, Relationship
from irdocs.preflight.pptx.shapes import says
from irdocs.preflight.pptx.styles import FURNITURE, font_scale, run_style, run_text, runs
from irdocs.preflight.pptx.xml import elements, find, local, number, q
from irdocs.preflight.rules import Report
from irdocs.problems import counted

OFFICE_FACES = {
    "aptos", "aptos display", "arial", "arial black", "arial narrow", "calibri", "calibri light", "cambria", "candara",
    "century gothic", "consolas", "constantia", "corbel", "courier new", "frutiger", "garamond", "georgia", "gill sans mt",
    "segoe ui", "segoe ui light", "symbol", "tahoma", "times new roman", "trebuchet ms", "verdana", "wingdings",
}  # fmt: skip
"""Faces that Windows or Office bring, and the licensed face of the NHS."""
_GENERIC = {
    "click here", "click", "here", "this link", "link", "this", "read more", "more", "more info", "more information",
    "learn more", "see here", "see more", "website", "this website", "this page", "page", "download", "go",
}  # fmt: skip
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-[A-Za-z0-9]{1,8})*")
_BULLET = re.compile(r"^\s*[•▪■●○◦‣⁃–—*·-]\s+\S")
_NUMBERED = re.compile(r"^\s*\(?(\d{1,2}|[a-zA-Z])[.)]\s+\S")
MOST_WORDS = 60
MOST_HEADLINE_WORDS = 14
MOST_LOOSE_WORDS = 15
"""Words that a label outside a placeholder may have."""
LEAST_SIZE, LEAST_FOOT_SIZE = 18.0, 14.0
"""Points, on a slide 7.5 in high."""


def check_text(deck: Deck, slide: DeckSlide, report: Report) -> None:
    """Hold the words of a slide against the rules."""
    palette = palette_of(slide)
    for shape in slide.everything():
        if shape.kind == "sp" and shape.text:
            _check_styles(deck, slide, shape, palette, report)
            _check_lists(slide, shape, report)
            if not shape.holder and len(shape.text.split()) > MOST_LOOSE_WORDS:
                told = f"{len(shape.text.split())} words stand in a text box"
                report.add("text-outside-placeholder", says(slide, shape, told), slide.number)
        if shape.kind == "graphicFrame":
            _check_cells(deck, slide, shape, palette, report)
            _check_chart_text(deck, slide, shape, report)
        if shape.kind != "grpSp":
            _check_language(slide, shape.name, shape.element, report)
            _check_links(deck.package, slide, shape, report)
            _check_fixed(slide, shape, report)
    if slide.notes is not None:
        _check_language(slide, "notes", slide.notes, report)
    _check_headline(deck, slide, report)
    words = sum(
        len(shape.text.split())
        for shape in slide.everything()
        if shape.kind != "grpSp" and shape.holder not in FURNITURE
    )
    if words > MOST_WORDS:
        report.add("too-many-words", f"{slide.label}: it has {words} words", slide.number)


def least_size(deck: Deck, shape: DeckShape) -> float:
    """Return the least size of words in points: 18, or 14 at the foot, scaled by the slide's height."""
    foot = shape.holder in FURNITURE or (shape.frame is not None and shape.frame.y > 0.84 * deck.height)
    return (LEAST_FOOT_SIZE if foot else LEAST_SIZE) * deck.height / (7.5 * EMU_PER_INCH)


def _check_styles(deck: Deck, slide: DeckSlide, shape: DeckShape, palette: Palette, report: Report) -> None:
    body = shape.body
    if body is None:
        return
    ground = ground_of(slide, shape, palette)
    if ground.picture:
        report.add("text-over-picture", says(slide, shape, "words lie on a picture"), slide.number)
    smallest, worst = 1e9, (21.0, "")
    for paragraph, run in runs(body):
        style = run_style(deck, slide, shape, palette, paragraph, run)
        smallest = min(smallest, style.size_pt)
        worst = min(worst, _contrast(style.colours, ground.colours, style.size_pt, style.bold, run_text(run)))
    if smallest + 0.05 < least_size(deck, shape):
        told = f"words of {smallest:g} pt; at least {least_size(deck, shape):.3g}"
        report.add("small-text", says(slide, shape, told), slide.number)
    if worst[1]:
        report.add("low-contrast", says(slide, shape, worst[1]), slide.number)
    if font_scale(shape) < 1:
        report.add("shrunk-text", says(slide, shape, f"the text is shrunk to {font_scale(shape):.0%}"), slide.number)


def _contrast(inks: Iterable[Rgb], grounds: Iterable[Rgb], size_pt: float, bold: bool, words: str) -> tuple[float, str]:
    """Return the worst contrast and the words for it where it is too low; (21, "") where it will do."""
    needed = 3.0 if size_pt >= 18 or (bold and size_pt >= 14) else 4.5
    pairs = [(contrast(ink, ground), ink, ground) for ink in inks for ground in grounds]
    if not pairs or min(pairs)[0] >= needed - 0.005:
        return 21.0, ""
    ratio, ink, ground = min(pairs)
    return ratio, f"{words.strip()[:30]!r} is {hex_of(ink)} on {hex_of(ground)}, {ratio:.1f}:1; {needed}:1 is needed"


def _check_cells(deck: Deck, slide: DeckSlide, shape: DeckShape, palette: Palette, report: Report) -> None:
    table = next(shape.element.iter(q("a:tbl")), None)
    if table is None:
        return
    base = find(deck.root, "p:defaultTextStyle", "a:lvl1pPr", "a:defRPr")
    smallest, worst = 1e9, (21.0, "")
    for index, row in enumerate(elements(table, "a:tr")):
        look = cell_look(deck, slide, palette, table, index)
        for cell in elements(row, "a:tc"):
            fill = cell_fill(cell, palette)
            ground = tuple(fill) if fill else look.ground or ground_of(slide, shape, palette).colours
            for _, run in runs(cell):
                own = find(run, "a:rPr")
                sizes = (number(one.get("sz")) for one in (own, base) if one is not None)
                size = (next((one for one in sizes if one), None) or 1800) / 100
                bold = own.get("b") in ("1", "true") if own is not None and own.get("b") else look.bold
                inks = _own_ink(own, palette) or look.ink
                smallest = min(smallest, size)
                worst = min(worst, _contrast(inks, ground if look.known or fill else (), size, bold, run_text(run)))
    if smallest + 0.05 < least_size(deck, shape):
        told = f"cells of {smallest:g} pt; at least {least_size(deck, shape):.3g}"
        report.add("small-text", says(slide, shape, told), slide.number)
    if worst[1]:
        report.add("low-contrast", says(slide, shape, worst[1]), slide.number)


def _own_ink(properties: etree._Element | None, palette: Palette) -> tuple[Rgb, ...]:
    from_fill = find(properties, "a:solidFill")
    if from_fill is None:
        return ()
    colour = resolve(from_fill, palette)
    return (colour,) if colour is not None else ()


def _check_chart_text(deck: Deck, slide: DeckSlide, shape: DeckShape, report: Report) -> None:
    for root in _chart_roots(deck.package, slide, shape):
        sizes = [number(one.get("sz")) for one in elements(root, "a:defRPr", "a:rPr")]
        smallest = min((size / 100 for size in sizes if size), default=None)
        if smallest is not None and smallest + 0.05 < least_size(deck, shape):
            told = f"words in the chart of {smallest:g} pt; at least {least_size(deck, shape):.3g}"
            report.add("small-text", says(slide, shape, told), slide.number)
        if next(root.iter(q("a:srgbClr")), None) is not None:
            report.add(
                "fixed-colour", says(slide, shape, "the chart has colours that are not of the theme"), slide.number
            )
        for rich in elements(root, "c:rich"):
            _check_language(slide, shape.name, rich, report)


def _chart_roots(package: Package, slide: DeckSlide, shape: DeckShape) -> list[etree._Element]:
    known = package.relationships(slide.part)
    targets = [known.get(reference.get(q("r:id"), "")) for reference in elements(shape.element, "c:chart")]
    roots = [package.root(one.target) for one in targets if one is not None and not one.external]
    return [root for root in roots if root is not None]


def _check_language(slide: DeckSlide, name: str, root: etree._Element, report: Report) -> None:
    missing = 0
    for _, run in runs(root):
        properties = find(run, "a:rPr")
        tag = properties.get("lang", "") if properties is not None else ""
        missing += not _LANGUAGE.fullmatch(tag)
    if missing:
        report.add("missing-language", f'{slide.label}, "{name}": {missing} run(s) name no language', slide.number)


def _check_links(package: Package, slide: DeckSlide, shape: DeckShape, report: Report) -> None:
    known = package.relationships(slide.part)
    for link in elements(shape.element, "a:hlinkClick", "a:hlinkHover", "a:hlinkMouseOver"):
        fault = _link_fault(link, known)
        if fault:
            report.add("bad-link", says(slide, shape, fault), slide.number)
    for paragraph in elements(shape.element, "a:p"):
        for (target, _), members in groupby(elements(paragraph, "a:r", "a:fld"), _link_of):
            words = "".join(run_text(run) for run in members).strip()
            if target and words.lower().strip(" .:>»→") in _GENERIC:
                report.add("generic-link-text", says(slide, shape, f"a link reads {words!r}"), slide.number)


def _link_of(run: etree._Element) -> tuple[str, str]:
    link = find(run, "a:rPr", "a:hlinkClick")
    return (link.get(q("r:id"), ""), link.get("action", "")) if link is not None else ("", "")


def _link_fault(link: etree._Element, known: dict[str, Relationship]) -> str:
    action = link.get("action", "")
    if action.startswith(("ppaction://program", "ppaction://macro", "ppaction://ole")):
        return f"a click starts {action.removeprefix('ppaction://')[:40]}"
    one = known.get(link.get(q("r:id"), ""))
    if one is None or not one.external:
        return ""
    scheme = one.target.partition(":")[0].lower() if ":" in one.target else ""
    if scheme not in ("http", "https", "mailto", "tel"):
        return f"a link leads to {one.target[:60]!r}"
    return ""


def _check_lists(slide: DeckSlide, shape: DeckShape, report: Report) -> None:
    typed = numbered = 0
    for paragraph in elements(shape.element, "a:p"):
        text = paragraph_text(paragraph)
        typed += bool(_BULLET.match(text))
        numbered = numbered + 1 if _NUMBERED.match(text) else 0
        if numbered == 2:
            typed += 1
    if typed:
        report.add("typed-list", says(slide, shape, "bullets or numbers are typed"), slide.number)


def _check_fixed(slide: DeckSlide, shape: DeckShape, report: Report) -> None:
    """Look for sizes, faces and colours on the slide itself, which take the decision from the template."""
    if shape.holder and shape.kind == "sp" and any(_says(run, "sz") for run in elements(shape.element, "a:rPr")):
        report.add("fixed-size", says(slide, shape, "a run has a size of its own"), slide.number)
    faces = {one.get("typeface", "") for one in elements(shape.element, "a:latin", "a:ea", "a:cs")}
    fixed = sorted(face for face in faces if face and not face.startswith("+"))
    if fixed:
        report.add("fixed-font", says(slide, shape, f"words are set in {', '.join(fixed)}"), slide.number)
        for face in fixed:
            _check_face(face, says(slide, shape, ""), slide.number, report)
    if any(
        local(one) != "schemeClr"
        for one in elements(shape.element, "a:srgbClr", "a:sysClr", "a:prstClr", "a:scrgbClr", "a:hslClr")
    ):
        report.add("fixed-colour", says(slide, shape, "a colour is not of the theme"), slide.number)


def _says(element: etree._Element, name: str) -> bool:
    return element.get(name) is not None


def _check_face(face: str, where: str, slide: int, report: Report) -> None:
    if face.lower() not in OFFICE_FACES:
        report.add("unusual-font", f"{where}{face} is not on every machine", slide)


def check_theme_faces(deck: Deck, report: Report) -> None:
    """Tell the faces of the themes in use that other machines may lack."""
    seen: set[str] = set()
    for slide in deck.slides:
        fonts = find(slide.theme, "a:themeElements", "a:fontScheme")
        for name in ("a:majorFont", "a:minorFont"):
            latin = find(fonts, name, "a:latin")
            face = latin.get("typeface", "") if latin is not None else ""
            if face and face not in seen:
                seen.add(face)
                _check_face(face, "theme: ", 0, report)


def _check_headline(deck: Deck, slide: DeckSlide, report: Report) -> None:
    title = slide.title
    if title is None or not title.text or title.holder == "ctrTitle":
        return
    words = len(title.text.split())
    body = title.body
    palette = palette_of(slide)
    first = next(runs(body), None) if body is not None else None
    size = run_style(deck, slide, title, palette, *first).size_pt if first is not None else 32.0
    room = (title.frame.width / 12_700 - 14.4) if title.frame is not None else 0.0
    lines = count_lines(title.text, room, size, True) if room > 0 else 1
    if words > MOST_HEADLINE_WORDS or lines > 2:
        report.add(
            "long-headline",
            says(slide, title, f"the headline has {counted(words, 'word')} on about {counted(lines, 'line')}"),
            slide.number,
        )
