"""A heading for sources stands only above sources."""

import re
from pathlib import Path

from irdocs.build import Job
from irdocs.build.pipeline import open_job, tree_of
from irdocs.document import nodes
from irdocs.problems import Problems
from tests.project import TODAY, open_project, write_content


def sections(folder: Path, *, cited: bool) -> list[str]:
    content = write_content(folder)
    words = content / "topics" / "short-history" / "en.yaml"
    if not cited:
        for half in (words, words.with_name("facts.yaml")):
            half.write_text(without_sources(half.read_text(encoding="utf-8")), encoding="utf-8")
    problems = Problems()
    parts = open_job(open_project(content, folder / "output"), Job("short-history", "review-copy"), TODAY, problems)
    assert parts is not None
    tree = tree_of(parts)
    assert tree is not None, [str(one) for one in problems]
    return [node.name for node in tree.walk() if isinstance(node, nodes.Section)]


def without_sources(text: str) -> str:
    text = re.sub(r" ?\[@[^\]]*\]", "", text)
    return re.sub(r",? *source: (\[[^\]]*\]|[A-Za-z0-9-]+)", "", text)


def test_a_copy_for_reviewers_that_cites_lists_its_sources(tmp_path: Path) -> None:
    assert "sources" in sections(tmp_path, cited=True)


def test_no_heading_stands_above_an_empty_list(tmp_path: Path) -> None:
    assert "sources" not in sections(tmp_path, cited=False)
