#!/usr/bin/env python3
"""Measure irdocs beside its peers, in one run, interleaved; print medians and ratios.

usage: python benchmarks/run.py [--rounds N] [--write]      --write puts the table into benchmarks/RESULTS.md

Every document differs in its title and in a paragraph, so that no cache sees the same document twice. "Equal content"
means the same words; the peers write them untagged and unchecked.
"""

import argparse
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import peers

from irdocs.document import nodes
from irdocs.job import Job, make, open_parts, theme_of, tree_of
from irdocs.problems import Problems
from irdocs.project import Project
from irdocs.renderers import renderer

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2026, 11, 24)
SUBJECT = "uterine-fibroid-embolisation"
DRAWN = (nodes.Drawing, nodes.FigurePanel, nodes.IconArray, nodes.RiskFigures, nodes.Chart)


def different(document: nodes.Document, number: int) -> nodes.Document:
    """Return the document with another title and one more paragraph."""
    said = f"Document {number}: this copy was printed for ward {number * 7 % 89}, bed {number % 13}, and reads a little differently."
    line = (nodes.Text(text=said),)
    extra = nodes.Paragraph(line=line)
    return replace(
        document, title=f"{document.title} {number}", children=(*document.children[:3], extra, *document.children[3:])
    )


def words_only(document: nodes.Document) -> nodes.Document:
    """Return the document without pictures: the peers set no pictures either."""

    def strip(block: nodes.Block) -> nodes.Block:
        if isinstance(block, nodes.Section):
            return replace(block, children=tuple(strip(one) for one in block.children if not isinstance(one, DRAWN)))
        return block

    return replace(document, children=tuple(strip(one) for one in document.children if not isinstance(one, DRAWN)))


def interleaved(rounds: int, *runs: Callable[[int], object]) -> list[float]:
    """Run each in turn, round after round; return the median CPU milliseconds of each."""
    times: list[list[float]] = [[] for _ in runs]
    for number in range(rounds + 2):
        for index, run in enumerate(runs):
            start = time.process_time()
            run(number)
            if number >= 2:
                times[index].append((time.process_time() - start) * 1000)
    return [statistics.median(one) for one in times]


def whole_process(rounds: int, *commands: list[str]) -> list[float]:
    """Time whole processes in turn; return the median wall milliseconds of each."""
    times: list[list[float]] = [[] for _ in commands]
    for number in range(rounds + 1):
        for index, command in enumerate(commands):
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
            if number:
                times[index].append((time.perf_counter() - start) * 1000)
    return [statistics.median(one) for one in times]


STOCK_SCRIPT = """
import sys, pickle
sys.path.insert(0, {here!r})
from peers import StockReportLab
items = pickle.load(open({items!r}, 'rb'))
open({out!r}, 'wb').write(StockReportLab().write(items))
"""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    project, problems = Project.open(ROOT / "content", ROOT / "layouts"), Problems()
    rows: list[tuple[str, float, float, str]] = []

    leaflet = open_parts(project, Job(SUBJECT, "leaflet"), TODAY, problems)
    assert leaflet is not None
    tree = tree_of(leaflet)
    assert tree is not None, list(problems)
    theme, locale = theme_of(leaflet), leaflet.locale
    bare = words_only(tree)
    stock = peers.StockReportLab()
    pdf = renderer("pdf")
    ours, theirs = interleaved(
        options.rounds,
        lambda n: pdf(different(bare, n), theme, locale, Problems()),
        lambda n: stock.write(peers.texts(different(bare, n))),
    )
    rows.append(("PDF writer alone (tagged) / stock ReportLab (untagged), same words", ours, theirs, "0.5, then 0.25"))

    deck_parts = open_parts(project, Job(SUBJECT, "deck", format="pptx"), TODAY, problems)
    assert deck_parts is not None
    deck = tree_of(deck_parts)
    assert deck is not None, list(problems)
    deck_theme, pptx = theme_of(deck_parts), renderer("pptx")
    template = ROOT / "layouts" / "brands" / "default" / "deck.pptx"
    ours, theirs = interleaved(
        max(3, options.rounds // 3),
        lambda n: pptx(replace(deck, title=f"{deck.title} {n}"), deck_theme, locale, Problems()),
        lambda n: peers.raw_python_pptx(template, deck),
    )
    rows.append(("deck writer, warm / raw python-pptx, same slides", ours, theirs, "0.4"))

    ours, theirs = interleaved(
        options.rounds,
        lambda n: make(project, Job(SUBJECT, "leaflet"), TODAY, Problems()),
        lambda n: stock.write(peers.texts(different(tree, n))),
    )
    rows.append(("leaflet, whole pipeline, warm / stock ReportLab, same words", ours, theirs, "-"))

    with tempfile.TemporaryDirectory() as folder:
        import pickle

        items = Path(folder, "items.pickle")
        items.write_bytes(pickle.dumps(peers.texts(bare)))
        script = STOCK_SCRIPT.format(
            here=str(Path(__file__).parent), items=str(items), out=str(Path(folder, "stock.pdf"))
        )
        # --black: one file, as the peer writes one; without it the command makes the edition in colour as well
        command = [
            sys.executable,
            "-m",
            "irdocs",
            "build",
            SUBJECT,
            "--layout",
            "leaflet",
            "--variant",
            "",
            "--black",
            "--jobs",
            "1",
        ]
        command += ["--force", "--output", folder, "--quiet", "--date", TODAY.isoformat()]
        ours, theirs = whole_process(max(5, options.rounds // 2), command, [sys.executable, "-c", script])
    rows.append(("leaflet, cold, whole process / stock ReportLab script", ours, theirs, "1.0"))

    lines = ["| measure | irdocs ms | peer ms | ratio | target |", "|---|---:|---:|---:|---|"]
    lines += [
        f"| {name} | {one:.1f} | {other:.1f} | **{one / other:.2f}** | {target} |" for name, one, other, target in rows
    ]
    table = "\n".join(lines)
    print(table)
    if options.write:
        stamp = f"{date.today().isoformat()}, {platform.python_implementation()} {platform.python_version()}, {platform.machine()}"
        text = f"# Results\n\nMedians of interleaved runs; read ratios, not milliseconds. {stamp}, {options.rounds} rounds:\n"
        text += f"`python benchmarks/run.py --rounds {options.rounds} --write`\n\n{table}\n"
        (ROOT / "benchmarks" / "RESULTS.md").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
