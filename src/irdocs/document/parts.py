"""The parts of a leaflet: masthead, glance, day, recovery, safety net, contacts, control block."""

from irdocs.document import nodes
from irdocs.document.blocks import items_of, read_blocks
from irdocs.document.context import Builder, Context
from irdocs.document.inline import line_of
from irdocs.document.markup import Element
from irdocs.document.nodes import Block, Line
from irdocs.model.locale import NBSP
from irdocs.model.parts import RANKS, Rank


def _masthead(element: Element, context: Context, _: int) -> list[Block]:
    return [
        nodes.Masthead(
            service=element.attributes["service"],
            audience=element.attributes["audience"],
            draft=context.draft if element.attributes.get("draft") == "yes" else "",
            at=element.at,
        )
    ]


def _title_block(element: Element, context: Context, _: int) -> list[Block]:
    return [
        nodes.TitleBlock(
            title=line_of(element.find("title"), context),
            lead=line_of(element.find("lead"), context),
            draft=context.draft if element.attributes.get("draft") != "no" else "",
            small=element.attributes.get("small", ""),
            at=element.at,
        )
    ]


def _cover(element: Element, context: Context, depth: int) -> list[Block]:
    inside = read_blocks(element, context, depth)
    masthead = next((block for block in inside if isinstance(block, nodes.Masthead)), None)
    title = next((block for block in inside if isinstance(block, nodes.TitleBlock)), None)
    drawing = next((block for block in inside if isinstance(block, nodes.Drawing)), None)
    if masthead is None or title is None:
        context.problems.error("bad-cover", element.at, "a cover needs a <masthead> and a <title-block>")
        return []
    return [nodes.Cover(masthead=masthead, title=title, drawing=drawing, at=element.at)]


def _glance(element: Element, context: Context, _: int) -> list[Block]:
    items: list[nodes.GlanceItem] = []
    for child in element.elements():
        value, name = child.attributes.get("value", ""), child.attributes.get("of", "")
        if name:
            quantity = context.quantity(name, child.at)
            if quantity is None:
                continue
            try:
                measure = quantity.measure
                said = context.speaker.measure(measure, short=True) if measure else context.speaker.say(quantity)
                value = said.replace(NBSP, " ")
            except KeyError:
                context.problems.error("not-sayable", child.at, f'"{name}" cannot be said in one value')
        items.append(
            nodes.GlanceItem(
                label=child.attributes["label"],
                value=value,
                note=line_of(child, context),
                quantity=context.trace(name) if name else "",
                at=child.at,
            )
        )
    return [nodes.Glance(label=element.attributes["label"], items=tuple(items), at=element.at)]


def titled(element: Element, context: Context) -> tuple[Line, Line]:
    """Return the title and the words of an element that holds <title> and <p>."""
    return line_of(element.find("title"), context), line_of(element.find("p"), context)


def _day_steps(element: Element, context: Context, _: int) -> list[Block]:
    steps: list[nodes.DayStep] = []
    for child in element.elements():
        title, line = titled(child, context)
        steps.append(nodes.DayStep(title=title, line=line, at=child.at))
    return [nodes.DaySteps(steps=tuple(steps), at=element.at)] if steps else []


def _recovery(element: Element, context: Context, _: int) -> list[Block]:
    stages: list[nodes.RecoveryStage] = []
    for child in element.elements():
        when, line = titled(child, context)
        stages.append(nodes.RecoveryStage(when=when, line=line, at=child.at))
    return [nodes.Recovery(stages=tuple(stages), at=element.at)] if stages else []


_SIGNS = {Rank.EMERGENCY: "emergency", Rank.NOW: "now", Rank.SAME_DAY: "same-day"}


def _safety_net(element: Element, context: Context, _: int) -> list[Block]:
    say = context.speaker.locale.say
    by_rank: dict[str, nodes.Signs] = {}
    for child in element.elements():
        rank = child.attributes["rank"]
        if rank not in [one.value for one in RANKS]:
            context.problems.error(
                "unknown-rank", child.at, f'there is no rank "{rank}"', "999, straight away or same day"
            )
            continue
        key = _SIGNS[Rank(rank)]
        items = items_of(child, context)
        if items:
            by_rank[rank] = nodes.Signs(
                rank=rank,
                title=say(f"safety.{key}"),
                aside=say("safety.emergency-aside") if rank == Rank.EMERGENCY else "",
                items=items,
                at=child.at,
            )
    ours = tuple(by_rank[rank] for rank in (Rank.NOW.value, Rank.SAME_DAY.value) if rank in by_rank)
    emergency = by_rank.get(Rank.EMERGENCY.value)
    if not ours and emergency is None:
        return []
    return [
        nodes.SafetyNet(
            ours=ours,
            emergency=emergency,
            phones=context.phones,
            no_answer=say("safety.no-answer"),
            at=element.at,
        )
    ]


def _notice(element: Element, context: Context, depth: int) -> list[Block]:
    children = read_blocks(element, context, depth)
    kind, title = element.attributes["kind"], element.attributes["title"]
    return [nodes.Notice(kind=kind, title=title, children=children, at=element.at)] if children else []


def _notices(element: Element, context: Context, depth: int) -> list[Block]:
    notices = tuple(block for block in read_blocks(element, context, depth) if isinstance(block, nodes.Notice))
    return [nodes.Notices(children=notices, at=element.at)] if notices else []


def _choices(element: Element, context: Context, depth: int) -> list[Block]:
    cards = tuple(
        nodes.ChoiceCard(
            name=line_of(child.find("title"), context), children=read_blocks(child, context, depth), at=child.at
        )
        for child in element.elements()
    )
    return [nodes.Choices(cards=cards, at=element.at)] if cards else []


def _questions_to_ask(element: Element, *_: object) -> list[Block]:
    asks = tuple(
        nodes.Ask(lead=child.attributes["lead"], question=child.attributes["question"], at=child.at)
        for child in element.elements()
    )
    lines = int(element.attributes.get("lines", "2"))
    return [nodes.QuestionsToAsk(asks=asks, lines=lines, at=element.at)] if asks else []


def _writing_lines(element: Element, *_: object) -> list[Block]:
    return [nodes.WritingLines(count=int(element.attributes["count"]), at=element.at)]


def _contact_block(element: Element, context: Context, _: int) -> list[Block]:
    contacts = tuple(
        nodes.Contact(
            label=child.attributes["label"],
            number=child.attributes.get("number", ""),
            hours=child.attributes.get("hours", ""),
            email=child.attributes.get("email", ""),
            url=child.attributes.get("url", ""),
            at=child.at,
        )
        for child in element.elements()
        if child.tag == "contact"
    )
    return [
        nodes.ContactBlock(
            contacts=contacts,
            formats=line_of(element.find("formats"), context),
            qr_url=element.attributes.get("qr-url", ""),
            qr_label=element.attributes.get("qr-label", ""),
            at=element.at,
        )
    ]


def _control_block(element: Element, context: Context, _: int) -> list[Block]:
    lines = [line_of(child, context) for child in element.elements()]
    return [nodes.ControlBlock(items=tuple(line for line in lines if line), at=element.at)]


def _reference_list(element: Element, *_: object) -> list[Block]:
    return [nodes.ReferenceList(references=(), at=element.at)]


def _panel(element: Element, context: Context, depth: int) -> list[Block]:
    name = element.attributes["name"]
    return [nodes.Panel(name=name, children=read_blocks(element, context, depth), at=element.at)]


def _easy_row(element: Element, context: Context, depth: int) -> list[Block]:
    drawing = context.drawing(element.attributes["picture"], element.at)
    if drawing is None:
        return []
    return [nodes.EasyRow(drawing=drawing, children=read_blocks(element, context, depth), at=element.at)]


PARTS: dict[str, Builder] = {
    "masthead": _masthead,
    "title-block": _title_block,
    "cover": _cover,
    "at-a-glance": _glance,
    "day-steps": _day_steps,
    "recovery": _recovery,
    "safety-net": _safety_net,
    "notice": _notice,
    "notices": _notices,
    "choices": _choices,
    "questions-to-ask": _questions_to_ask,
    "writing-lines": _writing_lines,
    "contact-block": _contact_block,
    "control-block": _control_block,
    "reference-list": _reference_list,
    "easy-row": _easy_row,
    "panel": _panel,
}
