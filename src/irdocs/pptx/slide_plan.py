"""From a slide of the tree to slides that fit: which layout, which text where, split and never shrunk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from irdocs.document import nodes
from irdocs.document.nodes import Block, Line, Slide, words
from irdocs.model.locale import NBSP
from irdocs.model.quantities import CountPhrase
from irdocs.pptx.inherit import EMU_PER_PT, Slot
from irdocs.pptx.prose import keys_of, paras_of, settled
from irdocs.pptx.roles import LayoutRoles
from irdocs.pptx.slide_planner import SlidePlanner
from irdocs.pptx.tables import Grid, deal, grid_of
from irdocs.pptx.text import Para, TextRun, height_of, para, split
from irdocs.problems import Location, counted

Graphic = nodes.Chart | nodes.Table | nodes.RiskTable | nodes.FigurePanel | nodes.Drawing | nodes.IconArray


@dataclass(frozen=True)
class BodyItem:
    """A graphic on a slide, and where it goes."""

    what: Graphic
    slot: Slot
    grid: Grid | None = None
    rows: tuple[int, int] = (0, 0)
    """Of a table that was dealt out."""
    upright: bool = False


@dataclass(frozen=True)
class SlidePlan:
    """One slide of the file, decided but not written."""

    slide: Slide
    plan: LayoutRoles
    title: Line
    texts: tuple[tuple[Slot, tuple[Para, ...]], ...] = ()
    """In reading order."""
    graphics: tuple[BodyItem, ...] = ()
    source: tuple[TextRun, ...] = ()
    art: str = ""
    """Decoration behind the text: "options", "rules", "keys", "steps"."""
    art_slot: Slot | None = None
    source_box: tuple[int, int, int, int] = (0, 0, 0, 0)
    """Where the sources go if the layout has no place for them."""
    notes: bool = True
    part: tuple[int, int] = (1, 1)
    """Which of how many slides this one was split into."""


# --- sharing a slide's blocks out -------------------------------------------------------------------------------------


def draft(slide: Slide, desk: SlidePlanner) -> list[SlidePlan]:
    """Decide the slides that one slide of the tree becomes."""
    desk.headline = slide.title
    desk.sourced = bool(_source(slide, _parts(slide)[2]))
    pages = ROLES.get(slide.role, _mixed)(slide, desk)
    if not pages:
        pages = [SlidePlan(slide, desk.plan("title-only"), slide.title)]
    count = len(pages)
    out = []
    for number, page in enumerate(pages, 1):
        title = page.title
        if count > 1:
            told = desk.locale.say("page.split", title="\x00", part=number, parts=count)
            before, _, after = told.partition("\x00")
            title = (*_text(before), *slide.title, *_text(_held(after)))
        page = replace(
            page, title=title, part=(number, count), notes=number == 1, source_box=desk.source_box(page.plan)
        )
        _check_title(page, desk)
        _check_source(page, desk)
        out.append(page)
    return out


def _held(piece: str) -> str:
    """Keep "(1 of 2)" on one line."""
    return piece[:1] + piece[1:].replace(" ", NBSP)


def _text(piece: str) -> tuple[nodes.Inline, ...]:
    return (nodes.Text(text=piece),) if piece else ()


def _check_title(page: SlidePlan, desk: SlidePlanner) -> None:
    slot = page.plan.slots["title"]
    own = page.plan.layout.title
    if slot.levels[0].scale != 1.0 and own is not None and own.levels[0].scale == 1.0:
        desk.problems.warning(
            "template-title",
            Location(desk.template.name),
            f'titles of "{page.plan.layout.name}" are too large for a sentence: the template\'s own autofit is used',
            "make titles smaller, or their box higher, in the slide master view",
        )
    _overflow(page.slide, desk, "title", [para(page.title)], slot)


def _check_source(page: SlidePlan, desk: SlidePlanner) -> None:
    """A source too long for its line is a warning: it runs into the margin and over nothing."""
    slot = page.plan.slots.get("source")
    if slot is None or not page.source:
        return
    over = height_of([Para(page.source)], slot) - slot.text_height
    if over > 1:
        lines = max(1, round(over / slot.levels[0].leading + 0.4))
        desk.problems.warning(
            "text-overflow",
            page.slide.at,
            f'slide "{words(page.slide.title)}": the source is {lines} {"line" if lines == 1 else "lines"} too long',
            "name fewer sources here; the notes may name them all",
        )


def _overflow(slide: Slide, desk: SlidePlanner, what: str, items: Sequence[Para], slot: Slot) -> None:
    """Tell how many lines too many stand in a placeholder."""
    over = height_of(items, slot) - slot.text_height
    pitch = slot.levels[0].leading
    if over <= 0.15 * pitch:
        return
    lines = max(1, round(over / pitch + 0.49))
    name = words(slide.title)
    desk.problems.error(
        "text-overflow",
        slide.at,
        f'slide "{name}": the {what} is {lines} {"line" if lines == 1 else "lines"} too long for the layout '
        f'"{slot.name}"',
        "use fewer words: text is never made smaller",
    )


Caption = tuple[TextRun, ...]
"""One line below a graphic."""


def _parts(slide: Slide) -> tuple[list[Graphic], list[Block], list[Caption]]:
    """Part a slide's blocks: graphics, text, and captions that belong to the source line."""
    graphics: list[Graphic] = []
    text: list[Block] = []
    captions: list[Caption] = []
    for block in slide.children:
        match block:
            case nodes.RiskFigures():
                graphics += block.arrays
            case nodes.Chart():
                graphics.append(block)
                # two charts of one trial share their line
                if block.caption and (TextRun(block.caption),) not in captions:
                    captions.append((TextRun(block.caption),))
            case nodes.FigurePanel():
                graphics.append(block)
                if block.caption:
                    captions.append(para(block.caption).spans)
            case nodes.Table() | nodes.RiskTable() | nodes.Drawing() | nodes.IconArray():
                graphics.append(block)
            case nodes.Paragraph(role="caption"):
                captions.append(para(block.line).spans)
            case _:
                text.append(block)
    return graphics, text, captions


def _source(slide: Slide, captions: Sequence[Caption]) -> Caption:
    """The line under the evidence: captions, then where it comes from; what is said there already is not repeated."""
    own = para(slide.source).spans
    said = "".join(span.text for span in own)
    texts = {caption: "".join(span.text for span in caption).strip() for caption in captions}
    parts = [caption for caption, text in texts.items() if text and text not in said] + ([own] if own else [])
    return tuple(span for number, part in enumerate(parts) for span in ((TextRun(" "), *part) if number else part))


def _body(
    slide: Slide, desk: SlidePlanner, role: str, items: Sequence[Para], source: tuple[TextRun, ...], art: str = ""
) -> list[SlidePlan]:
    """A slide of text, split where it does not fit."""
    plan = desk.plan(role)
    slot = desk.slot(plan, "text", "left", "right")
    pages = split(settled(items, slot), slot)
    out = []
    for page in pages:
        _overflow(slide, desk, "text", page, slot)
        out.append(
            SlidePlan(
                slide,
                plan,
                slide.title,
                ((slot, tuple(page)),),
                source=source,
                art=art if _exact(slot) else "",
                art_slot=slot,
            )
        )
    return out


def _exact(slot: Slot) -> bool:
    """Whether lines have an exact pitch, so that decoration can be placed by it."""
    return slot.levels[0].line_points > 0 and slot.idx >= 0


# --- the roles --------------------------------------------------------------------------------------------------------


def _title(slide: Slide, desk: SlidePlanner) -> list[SlidePlan]:
    plan = desk.plan("title")
    graphics, blocks, _ = _parts(slide)
    items = [replace(item, bullet="") for item in paras_of(blocks, desk.locale)]
    texts: list[tuple[Slot, tuple[Para, ...]]] = []
    if items and "subtitle" not in plan.slots:
        box = desk.slot(plan, "text", "left")
        texts.append((box, tuple(settled(items, box))))
    elif items:
        rest = items[1:] if "speaker" in plan.slots else []
        first = items[:1] if "speaker" in plan.slots else items
        texts.append((plan.slots["subtitle"], tuple(settled(first, plan.slots["subtitle"]))))
        if rest:
            texts.append((plan.slots["speaker"], tuple(settled(rest, plan.slots["speaker"]))))
    drawings = [
        BodyItem(graphic, plan.slots["drawing"])
        for graphic in graphics[:1]
        if "drawing" in plan.slots and isinstance(graphic, nodes.FigurePanel | nodes.Drawing)
    ]
    for slot, page in texts:
        _overflow(slide, desk, "text under the title", page, slot)
    return [SlidePlan(slide, plan, slide.title, tuple(texts), tuple(drawings))]


def _section(slide: Slide, desk: SlidePlanner) -> list[SlidePlan]:
    plan = desk.plan("section")
    items = [replace(item, bullet="") for item in paras_of(slide.children, desk.locale)]
    if not items:
        return [SlidePlan(slide, plan, slide.title)]
    slot = desk.slot(plan, "subtitle", "text")
    page = settled(items, slot)
    _overflow(slide, desk, "text", page, slot)
    return [SlidePlan(slide, plan, slide.title, ((slot, tuple(page)),))]


def _mixed(slide: Slide, desk: SlidePlanner) -> list[SlidePlan]:
    """Text and graphics in any number: the layout follows from what there is."""
    graphics, blocks, captions = _parts(slide)
    items = paras_of(blocks, desk.locale)
    source = _source(slide, captions)
    shown, told = _drawable(graphics, desk)
    items = told + items
    if not shown:
        return (
            _body(slide, desk, slide.role if slide.role in _TEXT_ROLES else "content", items, source) if items else []
        )
    if len(shown) == 2 and not items and all(isinstance(one, nodes.Chart) for one in shown):
        return _two_charts(slide, desk, shown, source)
    pages: list[SlidePlan] = []
    for number, graphic in enumerate(shown):
        beside = items if number == 0 else []
        if isinstance(graphic, nodes.IconArray):
            pages += _one_risk(slide, desk, graphic, source)
        elif isinstance(graphic, nodes.Table | nodes.RiskTable):
            pages += _one_table(slide, desk, graphic, source)
        elif isinstance(graphic, nodes.FigurePanel | nodes.Drawing) or beside:
            pages += _one_picture(slide, desk, graphic, beside, source)
            items = items[len(beside) :]
        else:
            pages += _one_chart(slide, desk, graphic, source)
    if items:
        pages += _body(slide, desk, "content", items, source)
    return pages


_TEXT_ROLES = ("content", "take-home", "references", "question", "answer")


def _drawable(graphics: Sequence[Graphic], desk: SlidePlanner) -> tuple[list[Graphic], list[Para]]:
    """Part frequencies that may be drawn from those that are words only (under 1, a range, an upper bound)."""
    shown: list[Graphic] = []
    told: list[Para] = []
    for graphic in graphics:
        if isinstance(graphic, nodes.IconArray) and not graphic.shown.drawable:
            told += paras_of((graphic,), desk.locale)
        else:
            shown.append(graphic)
    return shown, told


def _two_charts(
    slide: Slide, desk: SlidePlanner, charts: Sequence[Graphic], source: tuple[TextRun, ...]
) -> list[SlidePlan]:
    plan = desk.plan("two-charts")
    places = desk.halves(plan, ("left",), ("right",))
    texts: list[tuple[Slot, tuple[Para, ...]]] = []
    items = []
    for name, place, chart in zip(("left", "right"), places, charts, strict=True):
        assert isinstance(chart, nodes.Chart)
        head = plan.slots.get(f"{name}-head")
        label = settled([para(chart.axis or chart.series[0].label, bullet="")], head or place)
        headed = head is not None and height_of(label, head) <= head.text_height + 1
        if headed and head is not None:
            texts.append((head, tuple(label)))
        # Said above the chart, or on its axis where there is no room above.
        bare = replace(chart, axis="") if headed and chart.kind == "bars" else chart
        items.append(BodyItem(bare, place, upright=True))
    return [SlidePlan(slide, plan, slide.title, tuple(texts), tuple(items), source)]


def _one_chart(slide: Slide, desk: SlidePlanner, chart: Graphic, source: tuple[TextRun, ...]) -> list[SlidePlan]:
    plan = desk.plan("chart")
    return [SlidePlan(slide, plan, slide.title, (), (BodyItem(chart, desk.slot(plan, "graphic", "text")),), source)]


def _one_picture(
    slide: Slide, desk: SlidePlanner, graphic: Graphic, beside: Sequence[Para], source: tuple[TextRun, ...]
) -> list[SlidePlan]:
    keys = list(keys_of(graphic)) if isinstance(graphic, nodes.FigurePanel) else []
    items = [*keys, *beside]
    if not items:
        plan = desk.plan("chart")
        return [
            SlidePlan(slide, plan, slide.title, (), (BodyItem(graphic, desk.slot(plan, "graphic", "text")),), source)
        ]
    plan = desk.plan("picture")
    picture, text = desk.halves(plan, ("graphic", "left"), ("text", "right"))
    pages = split(settled(items, text), text)
    out = []
    for page in pages:
        _overflow(slide, desk, "text beside the picture", page, text)
        art = "keys" if keys and _exact(text) else ""
        out.append(
            SlidePlan(
                slide, plan, slide.title, ((text, tuple(page)),), (BodyItem(graphic, picture),), source, art, text
            )
        )
    return out


def _one_table(
    slide: Slide, desk: SlidePlanner, table: nodes.Table | nodes.RiskTable, source: tuple[TextRun, ...]
) -> list[SlidePlan]:
    plan = desk.plan("table")
    slot = desk.slot(plan, "graphic", "text")
    grid = grid_of(table, desk.locale, slot.width / EMU_PER_PT, desk.scale, slot.levels[0].face)
    room = slot.height / EMU_PER_PT
    out = []
    for first, last in deal(grid, room):
        height = grid.head_height + sum(grid.heights[first:last])
        if height > room + 1:
            desk.problems.error(
                "text-overflow",
                table.at,
                f'slide "{words(slide.title)}": a row of the table is '
                f"{counted(round((height - room) / (grid.body_size * 1.2) + 0.49), 'line')} too high for the layout",
                "use fewer words in its cells",
            )
        out.append(SlidePlan(slide, plan, slide.title, (), (BodyItem(table, slot, grid, (first, last)),), source))
    return out


def _one_risk(slide: Slide, desk: SlidePlanner, array: nodes.IconArray, source: tuple[TextRun, ...]) -> list[SlidePlan]:
    """The numbers beside the marks: large where the layout has a large level, bold where it has none."""
    plan = desk.plan("risk")
    picture, text = desk.halves(plan, ("graphic", "left"), ("text", "right"))
    outcome = replace(array.frequency, after=f"{array.frequency.after} {array.outcome}")
    pairs = [_number_first(outcome), _number_first(array.others)]
    large = max(text.levels[at].size for at in (0, 2)) >= 36 * desk.scale and text.levels[2].size > text.levels[1].size
    # Those whom a benefit does not reach are not harmed: their number is grey where the layout has such a level.
    others = 4 if text.levels[4].size >= 36 * desk.scale else 0
    order = ((0, 1), (2, 3)) if array.harm or not large else ((2, 3), (others, 1))
    items: list[Para] = []
    for (number, rest), (top, below) in zip(pairs, order, strict=True):
        if large:
            items += [para(number, top, ""), replace(para(rest, below, ""), glued=True)]
        else:
            items.append(Para((TextRun(number, True), TextRun(" "), TextRun(rest)), 0, ""))
    texts = [(text, tuple(settled(items, text)))]
    _overflow(slide, desk, "text of the risk", texts[0][1], text)
    if "key" in plan.slots and array.key:
        slot = plan.slots["key"]
        texts.append((slot, tuple(settled([para(array.key, 0, "")], slot))))
        _overflow(slide, desk, "key", texts[1][1], slot)
    return [SlidePlan(slide, plan, slide.title, tuple(texts), (BodyItem(array, picture),), source)]


def _number_first(phrase: CountPhrase) -> tuple[str, str]:
    """Return the count, which is set large, with its qualifier ("about 8"), and the words after it."""
    number = f"{phrase.before.replace(NBSP, ' ')}{phrase.count}"
    return number, phrase.after.replace(NBSP, " ").strip()


def _steps(slide: Slide, desk: SlidePlanner) -> list[SlidePlan]:
    graphics, blocks, captions = _parts(slide)
    steps = [step for block in blocks if isinstance(block, nodes.SlideSteps) for step in block.steps]
    plan = desk.plan("steps")
    places = [slot for name, slot in plan.slots.items() if name.startswith("step")]
    pictures = [one for one in graphics if isinstance(one, nodes.FigurePanel | nodes.Drawing)]
    if not steps or len(places) < 3 or not pictures or plan.serves or len(steps) > 2 * len(places):
        return _mixed(slide, desk)
    source = _source(slide, captions)
    count = -(-len(steps) // len(places))
    each = -(-len(steps) // count)
    out = []
    for page in range(count):
        texts = []
        for place, step in zip(places, steps[page * each : (page + 1) * each], strict=False):
            items = [para(step.title, 0, "", bold=True), *([para(step.line, 1, "")] if step.line else [])]
            texts.append((place, tuple(settled(items, place))))
            _overflow(slide, desk, f"text of step {step.number}", texts[-1][1], place)
        out.append(
            SlidePlan(
                slide,
                plan,
                slide.title,
                tuple(texts),
                tuple(BodyItem(one, plan.slots["graphic"]) for one in pictures[:1]),
                source,
                "steps",
            )
        )
    rest = [block for block in blocks if not isinstance(block, nodes.SlideSteps)]
    return out + (_body(slide, desk, "content", paras_of(rest, desk.locale), source) if rest else [])


def _columns(slide: Slide, desk: SlidePlanner) -> list[SlidePlan]:
    columns = [block for block in slide.children if isinstance(block, nodes.Column)]
    if len(columns) != 2:
        return _mixed(slide, desk)
    plan = desk.plan("two-columns")
    if "left" not in plan.slots or "right" not in plan.slots:
        return _mixed(slide, desk)
    source = _source(slide, _parts(slide)[2])
    sides = []
    for name, column in zip(("left", "right"), columns, strict=True):
        slot, head = plan.slots[name], plan.slots.get(f"{name}-head")
        items = paras_of(column.children if head is not None else (column,), desk.locale)
        sides.append((slot, head, column, split(settled(items, slot), slot)))
    out = []
    for page in range(max(len(pages) for *_, pages in sides)):
        texts: list[tuple[Slot, tuple[Para, ...]]] = []
        for slot, head, column, pages in sides:
            if page >= len(pages):
                continue
            if head is not None:
                texts.append((head, tuple(settled([para(column.heading, bullet="", bold=True)], head))))
            texts.append((slot, tuple(pages[page])))
            _overflow(slide, desk, "column", pages[page], slot)
        out.append(SlidePlan(slide, plan, slide.title, tuple(texts), source=source))
    return out


def _question(slide: Slide, desk: SlidePlanner) -> list[SlidePlan]:
    """Options as a real list; reasons one level below. Our own layout keeps answers at its third and fourth level."""
    plan = desk.plan(slide.role)
    slot = desk.slot(plan, "text", "left", "right")
    _, blocks, captions = _parts(slide)
    items: list[Para] = []
    own = slot.levels[0].bullet.startswith("auto:alpha")
    options: list[Para] = []
    for block in blocks:
        if not isinstance(block, nodes.Options):
            level = 4 if own else 0
            items += [replace(item, level=level) if own else item for item in paras_of((block,), desk.locale)]
            continue
        options = paras_of((block,), desk.locale)
        if own and block.answered:
            options = [replace(item, level=item.level + 2) for item in options]
        items += options
    art = "options" if own and options else ""
    role = slide.role if desk.plan(slide.role).slots else "content"
    return _body(slide, desk, role, items, _source(slide, captions), art)


def _take_home(slide: Slide, desk: SlidePlanner) -> list[SlidePlan]:
    graphics, blocks, captions = _parts(slide)
    if graphics:
        return _mixed(slide, desk)
    slot = desk.slot(desk.plan("take-home"), "text")
    art = "rules" if slot.levels[0].bullet.startswith("auto:") else ""
    return _body(slide, desk, "take-home", paras_of(blocks, desk.locale), _source(slide, captions), art)


def _references(slide: Slide, desk: SlidePlanner) -> list[SlidePlan]:
    _, blocks, captions = _parts(slide)
    items = [replace(item, start=1) for item in paras_of(blocks, desk.locale)]
    return _body(slide, desk, "references", items, _source(slide, captions))


ROLES: Mapping[str, Callable[[Slide, SlidePlanner], list[SlidePlan]]] = {
    "title": _title,
    "section": _section,
    "content": _mixed,
    "chart": _mixed,
    "table": _mixed,
    "picture": _mixed,
    "two-columns": _columns,
    "two-charts": _mixed,
    "risk": _mixed,
    "steps": _steps,
    "question": _question,
    "answer": _question,
    "take-home": _take_home,
    "references": _references,
    "title-only": _mixed,
}
"""Role of a slide -> how its blocks are shared out."""
