"""The setter: turns lines of the document tree into paragraphs of the theme, for the handlers of all blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from irdocs.document.nodes import Amount, Block, Cite, Dagger, Document, Foreign, Line, Link, Strong, Text, words
from irdocs.model.locale import Locale
from irdocs.pdf.pager import MM, PagerItem
from irdocs.pdf.paragraph import Label, ParagraphFlowable, ParagraphStyle, StyledSpan, Target, missing_characters
from irdocs.pdf.structure import Elem
from irdocs.problems import Location, Problems
from irdocs.typeset.linebreak import NBSP
from irdocs.typeset.theme import Theme

Handler = Callable[..., list[PagerItem]]
"""(node, setter, parent element) -> items."""


def cited(numbers: Iterable[int]) -> str:
    """Give the numbers of sources as they stand behind a statement, never parted from it."""
    return f"{NBSP}[{f',{NBSP}'.join(str(number) for number in numbers)}]"


@dataclass(frozen=True)
class Typesetter:
    """What a handler needs beside its node."""

    theme: Theme
    locale: Locale
    problems: Problems
    document: Document
    handlers: Mapping[type, Handler]
    body: str = "body"
    """The role of plain text: "panel" inside panels."""
    column_mm: float | None = None
    """The width of the column that things stand in; None: the whole width of the page."""
    _looks: dict[tuple[str, bool | None, str | None, bool], ParagraphStyle] = field(default_factory=dict)

    def inside(self, role: str, column_mm: float | None = None) -> Typesetter:
        """Give a setter whose plain text has another role, or for a column of another width."""
        return replace(self, body=role, column_mm=column_mm or self.column_mm)

    @property
    def width_mm(self) -> float:
        """The width that a wide block takes, in millimetres."""
        return self.column_mm or self.theme.page.wide_mm

    def columns(self, block: str) -> int:
        """Give how many things a block sets side by side here."""
        return self.theme.columns(block, self.width_mm)

    def space(self, name: str, default_mm: float) -> float:
        """Give a gap of the theme in points."""
        return self.theme.space.get(name, default_mm) * MM

    def look(
        self,
        role: str,
        *,
        bold: bool | None = None,
        colour: str | None = None,
        tabular: bool = False,
        align: str = "left",
    ) -> ParagraphStyle:
        """Give the look of a role, with changes."""
        key = (role, bold, f"{colour} {align}", tabular)
        look = self._looks.get(key)
        if look is None:
            made = self._look(role)
            look = self._looks[key] = replace(
                made,
                bold=made.bold if bold is None else bold,
                colour=colour or made.colour,
                tabular=tabular,
                align=align,
            )
        return look

    def _look(self, role: str) -> ParagraphStyle:
        style = self.theme.role(role)
        return ParagraphStyle(
            self.theme.face, style.size_pt, style.leading_pt, style.bold, style.colour, style.tracking_em
        )

    def spans(self, line: Line) -> list[StyledSpan]:
        """Turn inline nodes into spans; neighbours of one look become one."""
        pieces: list[tuple[str, bool | None, Target | None, str]] = []
        self._gather(line, None, None, "", pieces)
        made: list[StyledSpan] = []
        for text, bold, target, language in pieces:
            before = made[-1] if made else None
            if before and before.bold is bold and before.target is target and before.language == language:
                made[-1] = StyledSpan(before.text + text, bold, None, target, language)
            elif text:
                made.append(StyledSpan(text, bold, None, target, language))
        return made

    def _gather(
        self,
        line: Line,
        bold: bool | None,
        target: Target | None,
        language: str,
        into: list[tuple[str, bool | None, Target | None, str]],
    ) -> None:
        for piece in line:
            kind = type(piece)
            if kind is Text or kind is Amount:
                into.append((piece.text, bold, target, language))  # type: ignore[attr-defined]
            elif isinstance(piece, Strong):
                self._gather(piece.line, True, target, language, into)
            elif isinstance(piece, Link):
                self._gather(piece.line, bold, Target(piece.href, words(piece.line)), language, into)
            elif isinstance(piece, Foreign):
                self._gather(piece.line, bold, target, piece.language, into)
            elif isinstance(piece, Cite) and piece.numbers and self.document.lists_sources:
                into.append((cited(piece.numbers), False, target, language))
            elif isinstance(piece, Dagger):
                into.append(("†", bold, target, language))

    def paragraph(
        self,
        line: Line | str | list[StyledSpan],
        look: ParagraphStyle,
        element: Elem,
        at: Location,
        *,
        indent: float = 0.0,
        label: Label | None = None,
        hold_last: bool = False,
    ) -> ParagraphFlowable:
        """Make a paragraph; a character that the face lacks is a problem that names it."""
        if isinstance(line, str):
            spans = [StyledSpan(line)] if line else []
        else:
            spans = line if isinstance(line, list) else self.spans(line)
        for character in missing_characters(spans, look):
            self.problems.error(
                "missing-glyph",
                at,
                f'the face {look.family} has no character "{character}" (U+{ord(character):04X})',
                "write it another way, or choose a brand whose face has it",
            )
        return ParagraphFlowable(spans, look, element, indent=indent, label=label, hold_last=hold_last)

    def items(self, nodes: Iterable[Block], parent: Elem) -> list[PagerItem]:
        """Give the items of some blocks."""
        made: list[PagerItem] = []
        for node in nodes:
            handler = self.handlers.get(type(node))
            if handler is None:
                self.problems.error(
                    "no-place-on-paper",
                    node.at,
                    f"<{type(node).__name__}> cannot be printed",
                    "use it in a deck, or leave it out of this layout",
                )
                continue
            made += handler(node, self, parent)
        return made

    @property
    def paragraph_gap(self) -> float:
        """Half a line of the plain text (visual.md 1.3)."""
        return self.look(self.body).leading_pt / 2
