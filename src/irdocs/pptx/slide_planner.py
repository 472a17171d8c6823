"""The layout for a slide, with the room that its headline and its sources take on somebody else's template."""

from __future__ import annotations

from dataclasses import dataclass, replace

from irdocs.document import nodes
from irdocs.document.nodes import Line
from irdocs.model.locale import Locale
from irdocs.pptx.inherit import EMU_PER_PT, Level, Slot
from irdocs.pptx.roles import LayoutRoles
from irdocs.pptx.template import Template
from irdocs.pptx.text import Para, height_of, para
from irdocs.problems import Problems

SOURCE_SIZE = 14.0
"""Text of sources on a 7.5 in high slide, in points."""
_SENTENCE = 46
"""Ems that a headline of 14 words takes at most: a title that holds as much is large enough."""
FULL_HEIGHT = 6858000
"""A 7.5 in high slide, for which sizes are told, in EMU."""


@dataclass
class SlidePlanner:
    """What drafting needs: template, locale, where problems go."""

    template: Template
    locale: Locale
    problems: Problems
    headline: Line = ()
    """The title of the slide that is being drafted."""
    sourced: bool = False
    """Whether that slide has a line of sources."""

    @property
    def scale(self) -> float:
        """Sizes are told for a 7.5 in high slide."""
        return self.template.height / FULL_HEIGHT

    def plan(self, role: str) -> LayoutRoles:
        """The layout for a role; the last resort is any layout with a title, and text boxes."""
        plan = self.template.plan(role)
        if plan is not None:
            return self._above_source(self._with_room(plan))
        layout = min(
            (layout for layout in self.template.layouts if layout.title is not None),
            key=lambda layout: len(layout.bodies) + len(layout.media),
        )
        title = layout.title
        assert title is not None
        return self._with_room(LayoutRoles(role, layout, 0.0, {"title": title}, serves="title-only"))

    def source_box(self, plan: LayoutRoles) -> tuple[int, int, int, int]:
        """Where sources stand on a layout without a place for them: right above the footer, as wide as the body."""
        x, _, width, _ = self.template.body_area
        high = round(SOURCE_SIZE * 2.4 * self.scale * EMU_PER_PT)
        foot = plan.layout.furniture("ftr") or plan.layout.furniture("sldNum")
        low = foot is not None and foot.y > 0.8 * self.template.height
        bottom = foot.y if foot is not None and low else round(0.93 * self.template.height)
        return x, bottom - high, width, high

    def _above_source(self, plan: LayoutRoles) -> LayoutRoles:
        """End the boxes of a layout above the sources, where those need a text box."""
        if not self.sourced or "source" in plan.slots or plan.role in ("title", "section"):
            return plan
        top = self.source_box(plan)[1]
        slots = {
            name: replace(slot, height=top - slot.y)
            if slot.y < top < slot.y + slot.height and name != "title"
            else slot
            for name, slot in plan.slots.items()
        }
        return replace(plan, slots=slots)

    def _with_room(self, plan: LayoutRoles) -> LayoutRoles:
        """Make the title's box higher, and what stands below it lower, where the template's title is large.

        A box for few words cannot hold a sentence; text is not made smaller, so the box grows. One that could hold a
        sentence of ours stays: then the words are too many.
        """
        title = plan.slots["title"]
        level = title.levels[0]
        whole = para((*self.headline, nodes.Text(text=self.locale.say("page.split", title="", part=1, parts=2))))
        need = height_of([whole], title)
        holds = max(1, int(title.text_height / level.leading + 0.1)) * title.text_width / level.effective_size
        if need <= title.text_height + 1 or holds >= _SENTENCE:
            return plan
        height = title.height + round((need - title.text_height) * EMU_PER_PT)
        bottom = title.y + height
        if height > 0.42 * self.template.height or bottom > 0.9 * self.template.height:
            return self._fitted(plan, whole)
        slots: dict[str, Slot] = {}
        for name, slot in plan.slots.items():
            over = bottom - slot.y
            if name == "title":
                slot = replace(slot, height=height)
            elif slot.y >= title.y + 0.5 * title.height and 0 < over < 0.6 * slot.height:
                slot = replace(slot, y=slot.y + over, height=slot.height - over)
            elif slot.y >= title.y + 0.5 * title.height and over > 0:
                if name.endswith("-head"):
                    continue  # a small heading gives way: its words go where they fit
                return self._fitted(plan, whole)
            slots[name] = slot
        return replace(plan, slots=slots)

    def _fitted(self, plan: LayoutRoles, whole: Para) -> LayoutRoles:
        """The very last resort for a headline: what the template's own autofit would do, but not under 28 pt.

        PowerPoint works it out only when a person edits, so the file has to say it. Text below a title never shrinks.
        """
        title = plan.slots["title"]
        if not title.autofit:
            return plan
        for percent in range(95, 40, -5):
            levels = tuple(replace(level, scale=percent / 100) for level in title.levels)
            smaller = replace(title, levels=levels)
            if levels[0].effective_size < 28 * self.scale:
                break
            if height_of([whole], smaller) <= title.text_height + 1:
                return replace(plan, slots={**plan.slots, "title": smaller})
        return plan

    def body_box(self, plan: LayoutRoles) -> Slot:
        """A text box in the master's body area, below the title."""
        x, y, width, height = self.template.body_area
        title = plan.slots["title"]
        under = title.y + title.height
        if title.y < 0.4 * self.template.height and y < under < y + 0.6 * height:
            y, height = under, y + height - under
        if self.sourced:
            height = min(height, self.source_box(plan)[1] - y)
        size = 20 * self.scale
        first = Level(size=size, margin=size, indent=-size, bullet="•", after=size * 0.4)
        second = replace(first, size=18 * self.scale, margin=size * 2, after=size * 0.3)
        face = next((layout.title.levels[0].face for layout in (plan.layout,) if layout.title), "Arial")
        levels = tuple(replace(level, face=face) for level in (first, *(second,) * 8))
        return Slot(-1, "box", "Text", x, y, width, height, (0, 0, 0, 0), levels)

    def slot(self, plan: LayoutRoles, *names: str) -> Slot:
        """The first of the named placeholders that the layout has, or a text box."""
        for name in names:
            if name in plan.slots:
                return plan.slots[name]
        return self.body_box(plan)

    def halves(self, plan: LayoutRoles, left: tuple[str, ...], right: tuple[str, ...]) -> tuple[Slot, Slot]:
        """Two places side by side: the layout's, or the halves of its one box (moved on the slide, not in the master)."""
        one = next((plan.slots[name] for name in left if name in plan.slots), None)
        other = next((plan.slots[name] for name in right if name in plan.slots), None)
        if one is not None and other is not None and one is not other:
            return one, other
        whole = one or other or self.body_box(plan)
        gap = round(0.03 * self.template.width)
        half = (whole.width - gap) // 2
        text = replace(whole, x=whole.x + half + gap, width=half)
        return replace(self.body_box(plan), x=whole.x, y=whole.y, width=half, height=whole.height), text
