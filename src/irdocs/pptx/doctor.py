"""Say what a PowerPoint template can do, before a deck is made on it: as text and as a deck of its layouts."""

from __future__ import annotations

from pathlib import Path

from irdocs.document.nodes import SLIDE_ROLES, Document, Slide, Text, words
from irdocs.model.locale import Locale
from irdocs.pptx.deck import write_deck
from irdocs.pptx.prose import settled
from irdocs.pptx.roles import LayoutRoles, SlideLayout, scores
from irdocs.pptx.slide_plan import SlidePlan
from irdocs.pptx.template import Template, open_template, report
from irdocs.pptx.text import para
from irdocs.problems import Problems


def examine(path: Path, problems: Problems) -> str:
    """Describe a template file; what will go wrong is told to ``problems``. Raises IrdocsError where it cannot serve."""
    template = open_template(path)
    report(template, problems)
    return describe(template)


def describe(template: Template) -> str:
    """Say in plain text what each layout can serve and what was chosen, for `irdocs doctor`."""
    lines = [
        f"{template.name}: {template.width / 914400:.2f} x {template.height / 914400:.2f} in, "
        f"{len(template.layouts)} layouts"
    ]
    for layout in template.layouts:
        roles = ", ".join(f"{role} {score:g}" for role, score in sorted(scores(layout).items(), key=lambda x: -x[1]))
        ground = " (dark)" if layout.dark else ""
        lines.append(f"  {layout.number + 1:2}. master {layout.master + 1}: {layout.name}{ground}")
        lines.append(f"      holds: {', '.join(f'{slot.kind} {slot.idx}' for slot in layout.slots) or 'nothing'}")
        lines.append(f"      serves: {roles or 'nothing'}")
    lines.append("chosen:")
    for role in SLIDE_ROLES:
        plan = template.plans.get(role)
        if plan is None:
            lines.append(f"  {role}: none; text boxes on any layout with a title")
        else:
            other = f" (made for {plan.serves})" if plan.serves else ""
            lines.append(f"  {role}: {plan.layout.number + 1}. {plan.layout.name}{other}, score {plan.score:g}")
    lines += [f"warning: {message}  [{rule}]" for rule, message, _ in template.problems]
    return "\n".join(lines)


def layouts_deck(template: Template, locale: Locale) -> bytes:
    """Draw every layout that has a title as a slide that names the roles it serves and the number of each placeholder."""
    pages = [_page(layout) for layout in template.layouts if layout.title is not None]
    seen: dict[str, int] = {}
    unique = []
    for page in pages:
        name = words(page.title)
        seen[name] = seen.get(name, 0) + 1
        # Two masters may have layouts of one name: slides need different titles.
        again = (Text(text=f" ({seen[name]})"),) if seen[name] > 1 else ()
        unique.append(SlidePlan(page.slide, page.plan, (*page.title, *again), page.texts))
    document = Document(
        kind="deck", subject="template", title=Path(template.name).name, language=locale.tag, footer=template.name
    )
    return write_deck(document, locale, template, unique, [(document.title, len(unique))], None)


def _page(layout: SlideLayout) -> SlidePlan:
    title = layout.title
    assert title is not None
    roles = ", ".join(scores(layout))
    texts = tuple(
        (slot, tuple(settled([para(f"{slot.kind} {slot.idx}: {roles or slot.name}", bullet="")], slot)))
        for slot in layout.slots
        if slot.takes_text
    )
    name = (Text(text=f"{layout.number + 1}. {layout.name}"),)
    return SlidePlan(
        Slide(role="title-only", title=name), LayoutRoles("title-only", layout, 0.0, {"title": title}), name, texts
    )
