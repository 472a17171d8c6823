"""What stands in a finished leaflet is what stands in the tree: every word, in order, and nothing else."""

import itertools
import re
from collections.abc import Iterator

import pytest

from irdocs.build.job import Job
from irdocs.build.pipeline import make, open_job, tree_of
from irdocs.build.project import Project
from irdocs.document import nodes as n
from irdocs.model.locale import LocaleWords, load_locale
from irdocs.preflight.pdf import tag_tree
from irdocs.problems import Problems
from tests.project import BASE, SHAPES, TODAY, open_project, write_content

SUBJECTS = (BASE, "short-history", *SHAPES)
CITES = re.compile(r" ?\[\d+(?:[,\u2013-] ?\d+)*\]")
"""The number of a source, which a layout that lists no sources leaves out."""
WRITTEN_BY_THE_WRITER = re.compile(r"[\d.•:·,\[\]†-]*")
"""Numbers of lists and steps, bullets, colons after labels: structure that the tree holds without words."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("order")
    return open_project(write_content(folder, *SHAPES), folder / "output")


def texts(node: n.Node) -> Iterator[str]:
    """Give the words of a node and of everything below it, in the order in which they are read."""
    match node:
        case n.Masthead():
            yield from (node.service, node.audience)
        case n.TitleBlock():
            yield from (n.words(node.title), n.words(node.lead), node.draft, node.small)
        case n.GlanceItem():
            yield from (node.label, node.value, n.words(node.note))
        case n.Heading() | n.Paragraph():
            yield n.words(node.line)
        case n.FigurePanel():
            yield from (n.words(key.line) for key in node.keys)
            yield n.words(node.caption)
        case n.IconArray():
            yield from (node.headline, node.outcome, node.complement, n.words(node.meaning) or node.key)
        case n.RiskTable():
            yield node.caption
            yield from itertools.chain.from_iterable(map(texts, node.rows))
        case n.RiskRow():
            yield from (n.words(node.name), n.words(node.meaning), node.count.text, node.band)
        case n.DayStep():
            yield from (n.words(node.title), n.words(node.line))
        case n.RecoveryStage():
            yield from (n.words(node.when), n.words(node.line))
        case n.SafetyNet():
            if node.emergency:
                yield from (node.emergency.title, node.emergency.aside)
                yield from (n.words(item.line) for item in node.emergency.items)
            for one in node.ours:
                yield one.title
                if one is node.ours[0]:
                    yield from (text for phone in node.phones for text in (phone.label, phone.number))
                yield from (n.words(item.line) for item in one.items)
        case n.Notice():
            yield node.title
            yield from itertools.chain.from_iterable(map(texts, node.children))
        case n.ChoiceCard():
            yield n.words(node.name)
            yield from itertools.chain.from_iterable(map(texts, node.children))
        case n.Ask():
            yield from (node.lead, node.question)
        case n.Contact():
            yield from (node.label, node.number, node.hours, node.email)
        case n.ContactBlock():
            yield from itertools.chain.from_iterable(map(texts, node.contacts))
            yield n.words(node.formats)
        case n.ControlBlock():
            yield from (n.words(item) for item in node.items)
        case n.Reference():
            yield from (node.text, node.address)
        case n.ListItem():
            yield n.words(node.line)
            yield from itertools.chain.from_iterable(map(texts, node.children))
        case n.Chart():
            yield node.caption
        case _:
            for below in children(node):
                yield from texts(below)


def children(node: n.Node) -> Iterator[n.Node]:
    """Give the nodes directly below one that has no words of its own."""
    for name in type(node).__dataclass_fields__:
        value = getattr(node, name)
        if isinstance(value, n.Node):
            yield value
        elif isinstance(value, tuple):
            yield from (one for one in value if isinstance(one, n.Node))


def squeezed(text: str) -> str:
    """Take out white space: where a line ends is the page's affair."""
    return re.sub(r"\s+", "", text.replace("\u00a0", " "))


def spoken(tags: str) -> str:
    """Give what is read aloud of a tag tree, without annotations; of a figure only its alternative text is, elsewhere."""
    found = []
    for line in tags.splitlines():
        if line.strip().startswith("Figure"):
            continue
        bare = re.sub(r'^\s*(annotation ".*"$)?', "", line)
        bare = re.sub(r' (alt|actualtext|lang|e)="[^"]*"', "", bare)
        match = re.fullmatch(r'(?:[A-Za-z0-9]+(?: [a-z]+=[^ "]*)*)? ?"(.*)"', bare)
        found.append(match[1].replace("~", " ") if match else "")
    return squeezed(" ".join(found))


def fixed_words() -> set[str]:
    """Give the fixed texts of English, squeezed."""

    def below(value: object) -> Iterator[str]:
        if isinstance(value, LocaleWords):
            for key in value:
                yield from below(value[key])
        elif isinstance(value, list):
            yield from (squeezed(str(one)) for one in value)
        else:
            yield squeezed(str(value))

    return set(below(load_locale("en").words))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_tags_say_the_tree_in_order(project: Project, subject: str) -> None:
    job = Job(subject, "leaflet")
    parts = open_job(project, job, TODAY, Problems())
    assert parts is not None
    tree = tree_of(parts)
    data = make(project, job, TODAY, Problems())
    assert tree is not None and data is not None
    said, at = spoken(tag_tree(data)), 0
    fixed = fixed_words() | {squeezed("Out of 1,000"), squeezed("Out of 100")}
    cites = CITES if not tree.lists_sources else re.compile("(?!)")
    for wanted in filter(None, (squeezed(cites.sub("", text)) for text in texts(tree))):
        found = said.find(wanted, at)
        assert found >= 0, (
            f"{wanted!r} does not come after {said[max(0, at - 60) : at]!r}, there is {said[at : at + 90]!r}"
        )
        between = said[at:found]
        for text in sorted(fixed, key=len, reverse=True):
            between = between.replace(text, "") if len(text) > 2 else between
        assert WRITTEN_BY_THE_WRITER.fullmatch(between), f"{between!r} stands before {wanted!r} and is not in the tree"
        at = found + len(wanted)
    assert said[at:] == ""
