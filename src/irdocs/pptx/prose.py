"""Every block of the tree as paragraphs: what a slide's body and its notes are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from irdocs.document import nodes
from irdocs.document.nodes import Block, Line, Text
from irdocs.model.locale import Locale
from irdocs.pptx.inherit import Level, Slot
from irdocs.pptx.text import Para, TextRun, para

BULLET, NUMBER = "*", "#"
"""A list mark that is settled when the placeholder is known: the layout's own where it has one."""

_Handler = Callable[[Any, Locale, int], Iterator[Para]]


def paras_of(blocks: Iterable[Block], locale: Locale, depth: int = 0) -> list[Para]:
    """Write blocks as paragraphs."""
    out: list[Para] = []
    for block in blocks:
        out += HANDLERS[type(block)](block, locale, depth)
    return out


def settled(items: Iterable[Para], slot: Slot) -> list[Para]:
    """Choose list marks for a placeholder: inherited where the layout has such a mark, written where it has not."""
    out = []
    for item in items:
        own = slot.levels[min(item.level, len(slot.levels) - 1)].bullet
        if item.bullet == BULLET:
            item = replace(item, bullet=None if own else "•")
        elif item.bullet == NUMBER:
            item = replace(item, bullet=None if own.startswith("auto:") else "auto:arabicPeriod")
        elif item.bullet == "" and not own:
            item = replace(item, bullet=None)
        out.append(item)
    return out


NOTES_LEVELS = (Level(size=14),) * 9
NOTES_SLOT = Slot(0, "body", "Notes", 0, 0, 1, 1, levels=NOTES_LEVELS)


def _words(line: Line | str, bold: bool = False) -> list[TextRun]:
    return list(para(line, bold=bold).spans)


def _both(lead: Line | str, rest: Line | str, level: int, bullet: str | None) -> Para:
    """A bold lead and the words that follow it."""
    tail = _words(rest)
    return Para((*_words(lead, True), *([TextRun(" ")] if tail else []), *tail), level, bullet)


def _heading(block: nodes.Heading, _: Locale, depth: int) -> Iterator[Para]:
    yield para(block.line, depth, "", bold=True)


def _paragraph(block: nodes.Paragraph, _: Locale, depth: int) -> Iterator[Para]:
    yield para(block.line, depth, "")


def _list(block: nodes.List, locale: Locale, depth: int) -> Iterator[Para]:
    for item in block.items:
        yield para(item.line, depth, NUMBER if block.kind == "number" else BULLET)
        for child in paras_of(item.children, locale, depth + 1):
            yield replace(child, glued=True)


def _item(block: nodes.ListItem, locale: Locale, depth: int) -> Iterator[Para]:
    yield from _list(nodes.List(kind="bullet", items=(block,)), locale, depth)


def _section(block: nodes.Section, locale: Locale, depth: int) -> Iterator[Para]:
    yield from paras_of(block.children, locale, depth)


def _table(block: nodes.Table, _: Locale, depth: int) -> Iterator[Para]:
    for row in block.rows:
        first, *others = row.cells
        rest: list[TextRun] = []
        for cell, head in zip(others, block.head.cells[1:], strict=False):
            rest += [TextRun(", " if rest else " "), *_words(head.line), TextRun(" "), *_words(cell.line)]
        yield Para((*_words(first.line, True), TextRun(":"), *rest), depth, BULLET)


def _risk_table(block: nodes.RiskTable, locale: Locale, depth: int) -> Iterator[Para]:
    for row in block.rows:
        said = locale.say("risk.in", n=row.count.text, of=locale.number(block.of))
        yield _both([*row.name, Text(text=":")], f"{said} ({row.band})", depth, BULLET)  # type: ignore[arg-type]


def _drawing(block: nodes.Drawing, _: Locale, depth: int) -> Iterator[Para]:
    yield para(block.alt, depth, "")


def _panel(block: nodes.FigurePanel, locale: Locale, depth: int) -> Iterator[Para]:
    yield from keys_of(block, depth)
    if block.caption:
        yield para(block.caption, depth, "")


def keys_of(block: nodes.FigurePanel, depth: int = 0) -> Iterator[Para]:
    """The numbered key of a figure: a label, and its note a level below."""
    for key in block.keys:
        yield para(key.line, depth, NUMBER, bold=True)
        if key.note:
            yield replace(para(key.note, depth + 1, ""), glued=True)


def _array(block: nodes.IconArray, _: Locale, depth: int) -> Iterator[Para]:
    yield _both(block.headline, block.outcome, depth, BULLET)
    yield para(block.complement, depth, BULLET)


def _arrays(block: nodes.RiskFigures, locale: Locale, depth: int) -> Iterator[Para]:
    yield from paras_of(block.arrays, locale, depth)


def _chart(block: nodes.Chart, _: Locale, depth: int) -> Iterator[Para]:
    yield para(block.alt, depth, "")


def _masthead(block: nodes.Masthead, _: Locale, depth: int) -> Iterator[Para]:
    yield para(f"{block.service} | {block.audience}", depth, "")


def _title(block: nodes.TitleBlock, _: Locale, depth: int) -> Iterator[Para]:
    yield para(block.title, depth, "", bold=True)
    yield para(block.lead, depth, "")


def _cover(block: nodes.Cover, locale: Locale, depth: int) -> Iterator[Para]:
    yield from paras_of((block.masthead, block.title), locale, depth)


def _glance(block: nodes.Glance, _: Locale, depth: int) -> Iterator[Para]:
    for item in block.items:
        yield Para(
            (
                TextRun(f"{item.label}: ", True),
                TextRun(item.value),
                TextRun(". " if item.note else ""),
                *_words(item.note),
            ),
            depth,
            BULLET,
        )


def _day(block: nodes.DaySteps, _: Locale, depth: int) -> Iterator[Para]:
    for step in block.steps:
        yield _both(step.title, step.line, depth, NUMBER)


def _recovery(block: nodes.Recovery, _: Locale, depth: int) -> Iterator[Para]:
    for stage in block.stages:
        yield _both(stage.when, stage.line, depth, BULLET)


def _steps(block: nodes.SlideSteps, _: Locale, depth: int) -> Iterator[Para]:
    for step in block.steps:
        yield _both(step.title, step.line, depth, NUMBER)


def _safety(block: nodes.SafetyNet, _: Locale, depth: int) -> Iterator[Para]:
    for signs in (*block.ours, *([block.emergency] if block.emergency else [])):
        title = f"{signs.title} {signs.aside}".strip()
        yield para(title, depth, "", bold=True)
        for item in signs.items:
            yield para(item.line, depth, BULLET)
    if block.no_answer:
        yield para(block.no_answer, depth, "")
    for phone in block.phones:
        yield para(f"{phone.label}: {phone.number or '__________'} {phone.hours}".strip(), depth, "")


def _notice(block: nodes.Notice, locale: Locale, depth: int) -> Iterator[Para]:
    yield para(block.title, depth, "", bold=True)
    yield from paras_of(block.children, locale, depth)


def _folded(block: nodes.Panel, locale: Locale, depth: int) -> Iterator[Para]:
    yield from paras_of(block.children, locale, depth)


def _notices(block: nodes.Notices, locale: Locale, depth: int) -> Iterator[Para]:
    for one in block.children:
        yield from _notice(one, locale, depth)


def _choices(block: nodes.Choices, locale: Locale, depth: int) -> Iterator[Para]:
    for card in block.cards:
        yield para(card.name, depth, "", bold=True)
        yield from paras_of(card.children, locale, depth)


def _ask(block: nodes.QuestionsToAsk, _: Locale, depth: int) -> Iterator[Para]:
    for ask in block.asks:
        yield _both(ask.lead, ask.question, depth, BULLET)


def _nothing(_: Block, __: Locale, ___: int) -> Iterator[Para]:
    yield from ()


def _contacts(block: nodes.ContactBlock, _: Locale, depth: int) -> Iterator[Para]:
    for contact in block.contacts:
        parts = [contact.number, contact.hours, contact.email, contact.url]
        yield _both(f"{contact.label}:", " ".join(part for part in parts if part), depth, BULLET)
    if block.formats:
        yield para(block.formats, depth, "")


def _control(block: nodes.ControlBlock, _: Locale, depth: int) -> Iterator[Para]:
    for line in block.items:
        yield para(line, depth, "")


def _references(block: nodes.ReferenceList, _: Locale, depth: int) -> Iterator[Para]:
    for one in block.references:
        spans = [TextRun(one.text)]
        # The link's words say where it leads: the address where it is printed, else the whole entry.
        shown = one.url.removeprefix("https://")
        tail = next(
            (part for part in (one.url, shown, shown.removeprefix("doi.org/")) if part and part in one.text), ""
        )
        if tail:
            before, _sep, after = one.text.rpartition(tail)
            spans = [TextRun(before), TextRun(tail, href=one.url), TextRun(after)]
        elif one.url:
            spans = [TextRun(one.text, href=one.url)]
        yield Para(tuple(span for span in spans if span.text), depth, NUMBER, start=one.number)


def _easy(block: nodes.EasyRow, locale: Locale, depth: int) -> Iterator[Para]:
    yield from paras_of(block.children, locale, depth)


def _options(block: nodes.Options, _: Locale, depth: int) -> Iterator[Para]:
    for option in block.options:
        yield para(option.line, depth, "auto:alphaUcPeriod", bold=option.correct and block.answered)
        if block.answered and option.reason:
            yield replace(para(option.reason, depth + 1, ""), glued=True)


def _column(block: nodes.Column, locale: Locale, depth: int) -> Iterator[Para]:
    if block.heading:
        yield para(block.heading, depth, "", bold=True)
    yield from paras_of(block.children, locale, depth)


def _slide(block: nodes.Slide, locale: Locale, depth: int) -> Iterator[Para]:
    yield para(block.title, depth, "", bold=True)
    yield from paras_of(block.children, locale, depth)


HANDLERS: Mapping[type[Block], _Handler] = {
    nodes.Heading: _heading,
    nodes.Paragraph: _paragraph,
    nodes.ListItem: _item,
    nodes.List: _list,
    nodes.Table: _table,
    nodes.Section: _section,
    nodes.Drawing: _drawing,
    nodes.FigurePanel: _panel,
    nodes.IconArray: _array,
    nodes.RiskFigures: _arrays,
    nodes.RiskTable: _risk_table,
    nodes.Chart: _chart,
    nodes.Masthead: _masthead,
    nodes.TitleBlock: _title,
    nodes.Cover: _cover,
    nodes.Glance: _glance,
    nodes.DaySteps: _day,
    nodes.Recovery: _recovery,
    nodes.SafetyNet: _safety,
    nodes.Notice: _notice,
    nodes.Notices: _notices,
    nodes.Panel: _folded,
    nodes.Choices: _choices,
    nodes.QuestionsToAsk: _ask,
    nodes.WritingLines: _nothing,
    nodes.ContactBlock: _contacts,
    nodes.ControlBlock: _control,
    nodes.ReferenceList: _references,
    nodes.EasyRow: _easy,
    nodes.Options: _options,
    nodes.Column: _column,
    nodes.SlideSteps: _steps,
    nodes.Slide: _slide,
}
"""Every block of the vocabulary, as words."""
