"""A slide while it is written: its shapes, ids and relationships."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field

from irdocs.model.locale import Locale
from irdocs.pptx.colours import ground_kind
from irdocs.pptx.freeforms import DECORATIVE, Box
from irdocs.pptx.slide_plan import SlidePlan
from irdocs.pptx.slide_planner import FULL_HEIGHT
from irdocs.pptx.template import Template

DOT = 9 * 36000
"""Diameter of a numbered dot, in EMU."""
_WORDS = re.compile(r"<a:t>([^<]*)</a:t>")


@dataclass
class Sheet:
    """A slide while it is written."""

    template: Template
    locale: Locale
    language: str
    draft: SlidePlan
    first_chart: int
    """Number of the next chart part of the deck."""
    background: list[str] = field(default_factory=list)
    shapes: list[str] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    """Relationships after the first, which is the layout: id, kind, target."""
    charts: list[tuple[str, bytes]] = field(default_factory=list)
    """Chart parts with their workbooks."""
    media: dict[str, bytes] = field(default_factory=dict)
    """Pictures of pixels by part name."""
    ids: int = 1

    def new_id(self) -> int:
        """A shape id that no other shape of the slide has."""
        self.ids += 1
        return self.ids

    @property
    def scale(self) -> float:
        """Sizes are told for a 7.5 in high slide."""
        return self.template.height / FULL_HEIGHT

    @property
    def ground(self) -> str:
        """The table of colours for this slide."""
        layout = self.draft.plan.layout
        return ground_kind(layout.dark, layout.dark_master)

    def link(self, kind: str, target: str) -> str:
        """Give the id of a relationship, the same for the same target."""
        for rel_id, known, place in self.links:
            if (known, place) == (kind, target):
                return rel_id
        rel_id = f"rId{len(self.links) + 2}"
        self.links.append((rel_id, kind, target))
        return rel_id

    def register(self, address: str) -> str:
        """Give the id of a link to an address."""
        return self.link("hyperlink", address)

    def decorate(self, name: str, box: Box, shape: str, paint: str) -> None:
        """Put a shape behind everything, marked as decoration."""
        shape_id = self.new_id()
        self.background.append(
            f'<p:sp><p:nvSpPr><p:cNvPr id="{shape_id}" name="{name} {shape_id}" descr="">{DECORATIVE}</p:cNvPr>'
            f'<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{xfrm(box)}<a:prstGeom prst="{shape}"><a:avLst/></a:prstGeom>'
            f'{paint}</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="{self.language}"/></a:p>'
            "</p:txBody></p:sp>"
        )


def xfrm(box: Box, tag: str = "a") -> str:
    """A box in EMU, as the drawing (a) or the presentation (p) language writes it."""
    x, y, width, height = box
    return f'<{tag}:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></{tag}:xfrm>'


def words_in(xml: str) -> int:
    """Words on a slide or notes page, for the properties."""
    return sum(len(text.split()) for text in _WORDS.findall(xml))


def section_id(deck: str, name: str) -> str:
    """The id of a section: the same for the same deck and name."""
    return "{" + str(uuid.uuid5(uuid.NAMESPACE_URL, f"irdocs:{deck}:{name}")).upper() + "}"
