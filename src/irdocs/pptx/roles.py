"""Which layout of a template serves which kind of slide, judged by structure and never by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from irdocs.document.nodes import SLIDE_ROLES
from irdocs.pptx.inherit import Slot

FALLBACK: Mapping[str, str] = {
    "two-charts": "two-columns",
    "risk": "two-columns",
    "picture": "two-columns",
    "two-columns": "content",
    "steps": "content",
    "chart": "content",
    "table": "content",
    "question": "content",
    "answer": "question",
    "take-home": "content",
    "references": "content",
    "content": "title-only",
    "section": "title-only",
    "title": "section",
    "title-only": "content",
}
"""Where to look next when no layout serves a role. The last resort is any layout with a title, and text boxes."""

FURNITURE = ("dt", "ftr", "sldNum", "hdr")
MEDIA = ("pic", "chart", "tbl", "media", "clipArt", "dgm")
SAME_MASTER = 3.0
"""Points for belonging to the master that serves most roles: a deck should not change its look."""


@dataclass(frozen=True)
class SlideLayout:
    """A layout of a template, described once."""

    number: int
    """Position in the template, over all masters."""
    name: str
    master: int
    """Position of its master."""
    part: str
    kind: str
    """The standard's type, "" where the file names none."""
    dark: bool
    """Whether its ground is dark."""
    dark_master: bool
    """Whether the master's own ground is dark: a set of layouts for image review."""
    ground: str
    """The colour behind, as "RRGGBB"."""
    slots: tuple[Slot, ...]
    width: int
    height: int
    """The slide's size in EMU."""

    @property
    def title(self) -> Slot | None:
        """The title's placeholder."""
        return next((slot for slot in self.slots if slot.is_title), None)

    @property
    def bodies(self) -> list[Slot]:
        """Placeholders for text that are not the source line below."""
        return [slot for slot in self.slots if slot.takes_text and not self.is_source(slot)]

    @property
    def media(self) -> list[Slot]:
        """Placeholders for pictures, charts and tables only."""
        return [slot for slot in self.slots if slot.kind in MEDIA]

    def area(self, slot: Slot) -> float:
        """Part of the slide that a placeholder covers."""
        return slot.width * slot.height / (self.width * self.height)

    def is_source(self, slot: Slot) -> bool:
        """Whether a placeholder is the one line of a source under the evidence: low, flat and wide."""
        return (
            slot.kind == "body"
            and slot.y > 0.75 * self.height
            and slot.height < 0.12 * self.height
            and slot.width > 0.3 * self.width
        )

    def furniture(self, kind: str) -> Slot | None:
        """The footer's ("ftr") or the number's ("sldNum") placeholder."""
        return next((slot for slot in self.slots if slot.kind == kind), None)


@dataclass(frozen=True)
class LayoutRoles:
    """A layout chosen for a role, and which placeholder takes what."""

    role: str
    layout: SlideLayout
    score: float
    slots: Mapping[str, Slot] = field(default_factory=dict)
    """title, text, graphic, source, left, right, left-head, right-head, key, step1 ..., drawing, logo, subtitle."""
    serves: str = ""
    """The role that the layout was made for, where this is a fallback."""


Candidate = tuple[float, dict[str, Slot]]


def beside(one: Slot, other: Slot) -> bool:
    """Whether two placeholders stand side by side, the first on the left, on about the same rows."""
    rows = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return one.x + one.width <= other.x + one.width * 0.05 and rows > 0.5 * min(one.height, other.height)


def _base(layout: SlideLayout) -> dict[str, Slot] | None:
    title = layout.title
    if title is None:
        return None
    slots = {"title": title}
    sources = [slot for slot in layout.slots if slot.takes_text and layout.is_source(slot)]
    if sources:
        slots["source"] = sources[-1]
    return slots


def _numbered(slot: Slot) -> str:
    bullet = slot.levels[0].bullet
    return bullet.removeprefix("auto:") if bullet.startswith("auto:") else ""


def _largest(layout: SlideLayout, slots: list[Slot], least: float) -> Slot | None:
    fitting = [slot for slot in slots if layout.area(slot) >= least]
    return max(fitting, key=layout.area, default=None)


def _title(layout: SlideLayout) -> Candidate | None:
    slots = _base(layout)
    if slots is None:
        return None
    slots.pop("source", None)
    centred = slots["title"].kind == "ctrTitle"
    if not centred and layout.kind != "title":
        return None
    lines = sorted((slot for slot in layout.slots if slot.takes_text), key=lambda slot: slot.y)
    lines.sort(key=lambda slot: slot.kind != "subTitle")
    for name, slot in zip(("subtitle", "speaker"), lines, strict=False):
        slots[name] = slot
    pictures = [slot for slot in layout.media if slot.kind == "pic"]
    big = _largest(layout, pictures, 0.15)
    if big is not None:
        slots["drawing"] = big
    small = [slot for slot in pictures if slot is not big and layout.area(slot) < 0.06]
    if small:
        slots["logo"] = small[0]
    extra = len(lines) - 2
    return 10 + 4 * centred + 2 * (layout.kind == "title") + 2 * ("subtitle" in slots) - max(0, extra), slots


def _section(layout: SlideLayout) -> Candidate | None:
    slots = _base(layout)
    if slots is None or layout.kind == "title" or slots["title"].kind == "ctrTitle":
        return None
    slots.pop("source", None)
    # Low on the slide or large: what sets a section's title off from a headline.
    low = slots["title"].y + slots["title"].height > 0.4 * layout.height
    if layout.kind != "secHead" and not low:
        return None
    texts = [slot for slot in layout.slots if slot.takes_text]
    if texts:
        slots["subtitle"] = texts[0]
    return 10 + 5 * (layout.kind == "secHead") + 2 * low - 2 * max(0, len(texts) - 1) - 3 * len(layout.media), slots


def _text(layout: SlideLayout, fit: Callable[[Slot], float]) -> Candidate | None:
    slots = _base(layout)
    if slots is None or layout.kind in ("title", "secHead") or slots["title"].kind == "ctrTitle":
        return None
    main = _largest(layout, [slot for slot in layout.bodies if slot.kind != "subTitle"], 0.15)
    if main is None:
        return None
    slots["text"] = main
    others = len(layout.bodies) - 1 + len(layout.media)
    low_title = slots["title"].y > main.y
    score = 8 + 10 * layout.area(main) - 3 * others + fit(main) - 4 * low_title
    return score + 2 * (layout.kind in ("obj", "tx")) + ("source" in slots), slots


def _content(layout: SlideLayout) -> Candidate | None:
    return _text(layout, lambda slot: -4.0 if _numbered(slot) else 1.0 * (slot.kind == "obj"))


def _question(layout: SlideLayout) -> Candidate | None:
    return _text(layout, lambda slot: 6.0 if _numbered(slot).startswith("alpha") else -2.0 * bool(_numbered(slot)))


def _take_home(layout: SlideLayout) -> Candidate | None:
    def fit(slot: Slot) -> float:
        return (6.0 if slot.levels[0].size >= 26 else 1.0) if _numbered(slot).startswith("arabic") else 0.0

    return _text(layout, fit)


def _references(layout: SlideLayout) -> Candidate | None:
    def fit(slot: Slot) -> float:
        return (6.0 if slot.levels[0].size <= 20 else 1.0) if _numbered(slot).startswith("arabic") else 0.0

    return _text(layout, fit)


def _graphic(layout: SlideLayout, kind: str) -> Candidate | None:
    slots = _base(layout)
    if slots is None or layout.kind in ("title", "secHead") or slots["title"].kind == "ctrTitle":
        return None
    fitting = [slot for slot in layout.slots if slot.kind in (kind, "obj") and not slot.vertical]
    main = _largest(layout, fitting, 0.15)
    if main is None:
        return None
    slots["graphic"] = main
    others = len([slot for slot in (*layout.bodies, *layout.media) if slot is not main])
    return 8 + 10 * layout.area(main) + 5 * (main.kind == kind) - 3 * others + ("source" in slots), slots


def _pair(layout: SlideLayout, left: tuple[str, ...], right: tuple[str, ...], least: float) -> tuple[Slot, Slot] | None:
    wide = [slot for slot in layout.slots if layout.area(slot) >= least and not slot.vertical]
    pairs = [
        (one, other)
        for one in wide
        for other in wide
        if one is not other
        and one.kind in left
        and other.kind in right
        and beside(one, other)
        and not layout.is_source(one)
        and not layout.is_source(other)
    ]
    return max(pairs, key=lambda pair: layout.area(pair[0]) + layout.area(pair[1]), default=None)


def _picture(layout: SlideLayout) -> Candidate | None:
    slots = _base(layout)
    pair = _pair(layout, ("pic",), ("body", "obj"), 0.08)
    turned = _pair(layout, ("body", "obj"), ("pic",), 0.08) if pair is None else None
    if slots is None or (pair is None and turned is None) or slots["title"].kind == "ctrTitle":
        return None
    slots["graphic"], slots["text"] = pair if pair is not None else (turned or ())[::-1]  # type: ignore[misc]
    others = len(layout.bodies) + len(layout.media) - 2
    large = layout.area(slots["graphic"])
    return 10 + 10 * large + 2 * (layout.kind in ("picTx", "objTx")) - 3 * others + ("source" in slots), slots


def _two_columns(layout: SlideLayout) -> Candidate | None:
    slots = _base(layout)
    pair = _pair(layout, ("obj", "body"), ("obj", "body"), 0.10)
    if slots is None or pair is None or slots["title"].kind == "ctrTitle":
        return None
    one, other = pair
    even = min(layout.area(one), layout.area(other)) / max(layout.area(one), layout.area(other))
    slots |= {"left": one, "right": other}
    _heads(layout, slots)
    others = len(layout.bodies) + len(layout.media) - len({"left", "right", "left-head", "right-head"} & set(slots))
    return 6 + 4 * even + 2 * (layout.kind in ("twoObj", "twoTxTwoObj")) - 3 * others + ("source" in slots), slots


def _heads(layout: SlideLayout, slots: dict[str, Slot]) -> None:
    """Find the small headings right above two boxes, as in a comparison."""
    for name in ("left", "right"):
        box = slots[name]
        for slot in layout.bodies:
            above = slot.y + slot.height <= box.y + 0.02 * layout.height and slot.y > 0.12 * layout.height
            if above and abs(slot.x - box.x) < 0.05 * layout.width and slot.height < 0.4 * box.height:
                slots[f"{name}-head"] = slot


def _two_charts(layout: SlideLayout) -> Candidate | None:
    slots = _base(layout)
    pair = _pair(layout, ("chart", "obj"), ("chart", "obj"), 0.10)
    if slots is None or pair is None or slots["title"].kind == "ctrTitle":
        return None
    slots |= {"left": pair[0], "right": pair[1]}
    _heads(layout, slots)
    heads = ("left-head" in slots) + ("right-head" in slots)
    native = (pair[0].kind == "chart") + (pair[1].kind == "chart")
    if heads < 2:
        return None
    others = len(layout.bodies) + len(layout.media) - heads - native - (2 - native)
    return 8 + 2 * native + heads - 3 * others + ("source" in slots), slots


def _risk(layout: SlideLayout) -> Candidate | None:
    slots = _base(layout)
    pair = _pair(layout, ("chart", "pic"), ("body", "obj"), 0.10)
    if slots is None or pair is None or slots["title"].kind == "ctrTitle":
        return None
    slots["graphic"], slots["text"] = pair
    for slot in layout.bodies:
        if slot is not pair[1] and slot.y >= pair[0].y + 0.9 * pair[0].height:
            slots["key"] = slot
    others = len(layout.bodies) + len(layout.media) - 2 - ("key" in slots)
    big = max(level.size for level in pair[1].levels) >= 36
    return 6 + 3 * (pair[0].kind == "chart") + 4 * big + ("key" in slots) - 3 * others, slots


def _steps(layout: SlideLayout) -> Candidate | None:
    slots = _base(layout)
    pictures = [slot for slot in layout.slots if slot.kind in ("pic", "obj")]
    picture = _largest(layout, pictures, 0.10)
    if slots is None or picture is None:
        return None
    row = sorted((slot for slot in layout.bodies if slot is not picture and slot.y > picture.y), key=lambda s: s.x)
    row = [slot for slot in row if abs(slot.y - row[0].y) < 0.05 * layout.height]
    if len(row) < 3:
        return None
    slots["graphic"] = picture
    for number, slot in enumerate(row, 1):
        slots[f"step{number}"] = slot
    others = len(layout.bodies) + len(layout.media) - len(row) - 1
    return 8 + len(row) - 3 * others + ("source" in slots), slots


def _title_only(layout: SlideLayout) -> Candidate | None:
    slots = _base(layout)
    if slots is None or slots["title"].kind == "ctrTitle" or layout.kind in ("title", "secHead"):
        return None
    others = len(layout.bodies) + len(layout.media)
    if others or slots["title"].y > 0.4 * layout.height:
        return None
    return 10 + 2 * (layout.kind == "titleOnly"), slots


JUDGES: Mapping[str, Callable[[SlideLayout], Candidate | None]] = {
    "title": _title,
    "section": _section,
    "content": _content,
    "chart": lambda layout: _graphic(layout, "chart"),
    "table": lambda layout: _graphic(layout, "tbl"),
    "picture": _picture,
    "two-columns": _two_columns,
    "two-charts": _two_charts,
    "risk": _risk,
    "steps": _steps,
    "question": _question,
    "answer": _question,
    "take-home": _take_home,
    "references": _references,
    "title-only": _title_only,
}
"""Role -> function that scores a layout for it and names the placeholders, or None where it cannot serve."""


def scores(layout: SlideLayout) -> dict[str, float]:
    """Give the roles that a layout can serve, with their scores."""
    found = {role: JUDGES[role](layout) for role in SLIDE_ROLES}
    return {role: round(candidate[0], 1) for role, candidate in found.items() if candidate is not None}


def choose(layouts: tuple[SlideLayout, ...], *, dark: bool = False) -> dict[str, LayoutRoles]:
    """Choose a layout for each role.

    ``dark`` chooses among masters with a dark ground; else those are used only where there are no others. A role that
    no layout serves gets the plan of its fallback, whose `serves` says so; a role may stay without a plan.
    """
    wanted = [layout for layout in layouts if layout.dark_master is dark] or list(layouts)
    best_master = max(
        sorted({layout.master for layout in wanted}),
        key=lambda master: sum(len(scores(layout)) > 0 for layout in wanted if layout.master == master),
        default=0,
    )
    plans: dict[str, LayoutRoles] = {}
    for role in SLIDE_ROLES:
        for layout in wanted:
            candidate = JUDGES[role](layout)
            if candidate is None:
                continue
            score = candidate[0] + SAME_MASTER * (layout.master == best_master)
            # Earlier layouts win ties: designers put the plain ones first.
            if role not in plans or score > plans[role].score + 0.001:
                plans[role] = LayoutRoles(role, layout, round(score, 2), candidate[1])
    for role in SLIDE_ROLES:
        if role not in plans:
            found = _fall_back(role, plans)
            if found is not None:
                plans[role] = found
    return plans


def _fall_back(role: str, plans: Mapping[str, LayoutRoles]) -> LayoutRoles | None:
    seen = {role}
    after = FALLBACK.get(role)
    while after is not None and after not in seen:
        plan = plans.get(after)
        if plan is not None and not plan.serves:
            return LayoutRoles(role, plan.layout, plan.score, plan.slots, serves=after)
        seen.add(after)
        after = FALLBACK.get(after)
    return None
