"""Quantities that the markup names -> icon arrays, risk tables and charts of the tree."""

from dataclasses import replace

from irdocs.document import nodes
from irdocs.document.charts import charts
from irdocs.document.context import Context
from irdocs.document.inline import line_of
from irdocs.document.markup import Element
from irdocs.document.nodes import Block
from irdocs.model.locale import NBSP
from irdocs.model.quantities import CountPhrase, Quantity, Relation, Shown


def icon_array(element: Element, context: Context) -> nodes.IconArray | None:
    """Build the drawing of one frequency, words and alternative text included."""
    name = element.attributes["of"]
    quantity = context.quantity(name, element.at)
    if quantity is None:
        return None
    quantity = quantity.on_paper
    if quantity.frequency is None:
        context.problems.error(
            "not-drawable", element.at, f'"{name}" is not one frequency', "an icon array shows one count out of a group"
        )
        return None
    speaker = context.speaker
    shown = speaker.shown(quantity.frequency)
    if not shown.drawable:
        context.problems.error(
            "not-drawable",
            element.at,
            f'"{name}" is {speaker.frequency(shown).replace(NBSP, " ")}: an icon array shows an exact count of 1 or more',
            "say it in words",
        )
        return None
    harm = element.attributes["tone"] == "harm"
    say = speaker.locale.say
    mark = element.attributes.get("mark") or say("risk.marked" if harm else "risk.benefit-marked")
    rest = element.attributes.get("rest") or say("risk.unmarked" if harm else "risk.benefit-unmarked")
    key = say("risk.large-small" if shown.of == 1000 else "risk.people-filled", mark=mark, rest=rest)
    return nodes.IconArray(
        quantity=context.trace(name),
        shown=shown,
        harm=harm,
        frequency=speaker.frequency_phrase(shown),
        outcome=f"{quantity.outcome}{speaker.within(quantity)}.",
        others=speaker.rest_phrase(quantity, shown),
        key=" ".join(part for part in (key, speaker.studied(quantity)) if part),
        alt=speaker.alt(quantity, shown),
        cite=context.cite(quantity.source, element.at),
        mark=mark,
        rest=rest,
        meaning=line_of(element.find("meaning"), context),
        drawn=element.attributes.get("drawn") != "no",
        at=element.at,
    )


def _icon_array(element: Element, context: Context, _: int) -> list[Block]:
    array = icon_array(element, context)
    return [array] if array else []


def _risk_figures(element: Element, context: Context, _: int) -> list[Block]:
    arrays = [array for child in element.elements() if (array := icon_array(child, context)) is not None]
    if len(arrays) > 3:
        context.problems.error(
            "too-many-arrays", arrays[3].at, "more than 3 icon arrays stand together", "show the rest in the table"
        )
    return [nodes.RiskFigures(arrays=tuple(arrays), at=element.at)] if arrays else []


def _combined(quantity: Quantity, context: Context) -> tuple[Shown, CountPhrase] | None:
    """Return how a quantity is shown in a table: one frequency, or several sources side by side (drawn at the highest)."""
    speaker = context.speaker
    if quantity.frequency:
        shown = speaker.shown(quantity.frequency)
        return shown, speaker.count_phrase(shown)
    each = [speaker.shown(one.frequency) for one in quantity.several.values() if one.frequency]
    if not each:
        return None
    first, *others = dict.fromkeys(speaker.count_phrase(one) for one in each)
    highest = max(each, key=lambda one: one.share)
    shown = replace(highest, relation=Relation.RANGE, low=min(one.low for one in each))
    if not others:
        return shown, first
    between = speaker.locale.words["lists"]["between"].join([first.count, *(one.text for one in others[:-1])])
    either = speaker.locale.say("lists.either", first=between, last=others[-1].text)
    return shown, CountPhrase(first.before, either, "").held_together()


def _sources(quantity: Quantity) -> tuple[str, ...]:
    return quantity.source or tuple(key for one in quantity.several.values() for key in one.source)


def _risk_table(element: Element, context: Context, _: int) -> list[Block]:
    rows: list[nodes.RiskRow] = []
    for child in element.elements():
        name = child.attributes["of"]
        quantity = context.quantity(name, child.at)
        combined = _combined(quantity.on_paper, context) if quantity is not None else None
        if quantity is None:
            continue
        if combined is None:
            context.problems.error(
                "not-countable", child.at, f'"{name}" is not a frequency', "a table counts people out of a group"
            )
            continue
        shown, count = combined
        cite = nodes.Cite(numbers=context.cite(_sources(quantity), child.at), at=child.at)
        rows.append(
            nodes.RiskRow(
                risk=child.attributes["risk"],
                quantity=context.trace(name),
                name=line_of(child.find("title"), context),
                meaning=(*line_of(child.find("meaning"), context), cite),
                count=count,
                shown=shown,
                band=context.speaker.band(shown),
                at=child.at,
            )
        )
    if not rows:
        return []
    rows.sort(key=lambda row: -row.shown.share)
    speaker = context.speaker
    said_of = speaker.locale.number(speaker.denominator)
    return [
        nodes.RiskTable(
            of=speaker.denominator,
            rows=tuple(rows),
            caption=""
            if element.attributes.get("caption") == "none"
            else element.attributes.get("caption")
            or speaker.locale.say("leaflet.risk-caption", of=said_of, people=speaker.people),
            summary=speaker.locale.say("table.summary", of=said_of, people=speaker.people),
            at=element.at,
        )
    ]


def _chart(element: Element, context: Context, _: int) -> list[Block]:
    name = element.attributes["of"]
    quantity = context.quantity(name, element.at)
    if quantity is None:
        return []
    cite = context.cite(_sources(quantity), element.at)
    found = charts(quantity, context.trace(name), context.speaker, cite, element.at)
    if not found:
        context.problems.error(
            "not-a-chart",
            element.at,
            f'"{name}" is neither a comparison nor a series',
            "a single number is never a chart",
        )
    return list(found)


NUMBERS = {
    "icon-array": _icon_array,
    "risk-figures": _risk_figures,
    "risk-table": _risk_table,
    "chart": _chart,
}
