#!/usr/bin/env python3
"""Measure irdocs beside its peers, in one run, interleaved; print medians and ratios.

usage: python benchmarks/run.py [--rounds N] [--only SECTION ...] [--write]

sections: leaflet, deck, cold, idle, check, scale. --write puts the tables into benchmarks/RESULTS.md. What it needs:
pip install -e '.[bench]' and, for PptxGenJS, `npm install` in benchmarks/. A peer that is not there is named, not counted.

Every document differs from the others, so that no cache sees the same one twice. "Equal content" means the same words;
the peers draw no pictures and check nothing.
"""

import argparse
import gc
import os
import pickle
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import check
import peers
import scale
from measure import ROOT, WARM_UP, Row, interleaved, irdocs, whole_process

from irdocs.__main__ import NEW_OBJECTS
from irdocs.build.job import Job
from irdocs.build.pipeline import make, open_job, theme_of, tree_of
from irdocs.build.project import Project
from irdocs.build.writers import renderer
from irdocs.document import nodes
from irdocs.problems import Problems

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


def _opened(project: Project, job: Job) -> tuple[nodes.Document, Callable[[nodes.Document], bytes]]:
    """Return the tree of a job and what writes trees like it."""
    problems = Problems()
    parts = open_job(project, job, TODAY, problems)
    assert parts is not None, list(problems)
    tree = tree_of(parts)
    assert tree is not None, list(problems)
    theme, locale, write = theme_of(parts), parts.locale, renderer(job.format)
    return tree, lambda document: write(document, theme, locale, Problems())


def leaflet(project: Project, rounds: int) -> list[Row]:
    """The writer alone on the same words, then the whole pipeline: another subject each round, loaded content."""
    tree, write = _opened(project, Job(SUBJECT, "leaflet"))
    bare, stock = words_only(tree), peers.StockReportLab()
    ours, theirs = interleaved(
        rounds,
        lambda n: write(different(bare, n)),
        lambda n: stock.write(peers.texts(different(bare, n))),
    )
    rows = [Row("PDF writer alone, tagged / stock ReportLab, untagged", ours, theirs, "0.25")]

    subjects = [name for name, kind in project.library("en").known.items() if kind == "procedures"]
    jobs = [Job(name, "leaflet") for name in subjects]
    rounds = min(rounds, len(jobs) - WARM_UP)
    said = [peers.texts(_opened(project, job)[0]) for job in jobs]
    names, runs = ["stock ReportLab, untagged"], [lambda n: stock.write(said[n])]
    try:
        import typesetters

        typst, weasy, fpdf = typesetters.Typst(), typesetters.WeasyPrint(), typesetters.Fpdf2()
        names += ["Typst, warm compiler, ua-1 + a-2a", "WeasyPrint, PDF/UA-1", "fpdf2, untagged"]
        runs += [(lambda n, one=one: one.write(jobs[n].subject, said[n])) for one in (typst, weasy, fpdf)]
    except ImportError as error:
        print(f"not measured: {error}; pip install -e '.[bench]'", file=sys.stderr)
    ours, *others = interleaved(rounds, lambda n: make(project, jobs[n], TODAY, Problems()), *runs)
    targets = {"Typst, warm compiler, ua-1 + a-2a": "0.5"}
    rows += [
        Row(f"leaflet, whole pipeline, warm, both profiles / {name}", ours, other, targets.get(name, "-"))
        for name, other in zip(names, others, strict=True)
    ]
    return rows


def deck(project: Project, rounds: int) -> list[Row]:
    """The whole deck from its tree, beside the same slides through the peers."""
    job = Job(SUBJECT, "deck", format="pptx")
    tree, write = _opened(project, job)
    template = ROOT / "layouts" / "brands" / "default" / "deck.pptx"
    names, runs = ["raw python-pptx"], [lambda _: peers.raw_python_pptx(template, tree)]
    node = None
    try:
        node = peers.PptxGenJS(tree)
        names, runs = [*names, "PptxGenJS"], [*runs, lambda n: node.write(str(n))]
    except (OSError, ValueError) as error:
        print(f"not measured: PptxGenJS ({error}); npm install in benchmarks/", file=sys.stderr)
    pipeline, ours, *others = interleaved(
        rounds,
        lambda n: make(project, job, TODAY, Problems()),
        lambda n: write(replace(tree, title=f"{tree.title} {n}")),
        *runs,
    )
    if node is not None:
        node.close()
    targets = {"raw python-pptx": "0.4", "PptxGenJS": "1.0"}
    rows = []
    for name, other in zip(names, others, strict=True):
        rows.append(Row(f"deck writer, warm / {name}", ours, other, targets[name]))
        rows.append(Row(f"deck, whole pipeline, warm / {name}", pipeline, other, targets[name]))
    return rows


STOCK_SCRIPT = """
import sys, pickle
sys.path.insert(0, {here!r})
from peers import StockReportLab
items = pickle.load(open({items!r}, 'rb'))
open({out!r}, 'wb').write(StockReportLab().write(items))
"""


def cold(project: Project, rounds: int) -> list[Row]:
    """One leaflet as a whole process, beside a script for stock ReportLab that is handed its words."""
    tree, _ = _opened(project, Job(SUBJECT, "leaflet"))
    with tempfile.TemporaryDirectory() as folder:
        items = Path(folder, "items.pickle")
        items.write_bytes(pickle.dumps(peers.texts(words_only(tree))))
        script = STOCK_SCRIPT.format(here=str(Path(__file__).parent), items=str(items), out=f"{folder}/stock.pdf")
        # --black: one file, as the peer writes one; without it the command makes the edition in colour as well
        command = irdocs("build", SUBJECT, "--layout", "leaflet", "--variant", "", "--black", "--jobs", "1", "--force")
        command += ["--output", folder, "--quiet", "--date", TODAY.isoformat()]
        ours, theirs = whole_process(rounds, command, [sys.executable, "-c", script])
    return [Row("leaflet, cold, whole process / stock ReportLab script", ours, theirs, "1.0")]


def idle(rounds: int) -> list[Row]:
    """The whole library with nothing to do, as a whole process, beside the import of a YAML parser."""
    with tempfile.TemporaryDirectory() as folder:
        command = irdocs("build", "--output", folder, "--quiet", "--date", TODAY.isoformat())
        for pause in (0, 3, 0):  # made; let lie, as files do; and once found to be whole
            time.sleep(pause)
            subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
        ours, theirs = whole_process(rounds, command, [sys.executable, "-c", "import yaml"])
    return [Row("idle: whole library, nothing to do, whole process / import yaml", ours, theirs, "6.8")]


def table(rows: list[Row]) -> str:
    """Return rows as Markdown."""
    lines = ["| measure | irdocs ms | peer ms | ratio | target |", "|---|---:|---:|---:|---|"]
    lines += [
        f"| {one} | {ours:.1f} | {other:.1f} | **{ours / other:.2f}** | {aim} |" for one, ours, other, aim in rows
    ]
    return "\n".join(lines)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--only", nargs="+", choices=("leaflet", "deck", "cold", "idle", "check", "scale"))
    parser.add_argument("--documents", type=int, default=10_000, help="documents and packs of the scale section")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    chosen = options.only or ("leaflet", "deck", "cold", "idle", "check", "scale")
    gc.set_threshold(NEW_OBJECTS)  # as the command does, for the peers too
    with tempfile.TemporaryDirectory() as cache:
        os.environ["IRDOCS_CACHE"] = cache  # nothing that an earlier run has kept
        project = Project.open(ROOT / "content", ROOT / "layouts")
        rows: list[Row] = []
        for name, section in (("leaflet", leaflet), ("deck", deck), ("cold", cold)):
            if name in chosen:
                rows += section(project, options.rounds)
                print(table(rows[-8:]), flush=True)
        if "idle" in chosen:
            rows += idle(options.rounds)
            print(table(rows[-1:]), flush=True)
        if "check" in chosen:
            found = check.check(options.rounds)
            print(table(found), flush=True)
            rows += found
        text = table(rows)
        if "scale" in chosen:
            scaled = scale.table(options.documents)
            print(scaled)
            text += f"\n\n{scaled}"
    if options.write:
        commit = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, cwd=ROOT)
        stamp = f"{date.today().isoformat()}, commit {commit.stdout.strip()}, {platform.python_implementation()} "
        stamp += f"{platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores"
        head = f"# Results\n\nMedians of interleaved runs; read ratios, not milliseconds. {stamp}, {options.rounds} rounds:\n"
        head += f"`python {' '.join(['benchmarks/run.py', *sys.argv[1:]])}`\n\n"
        (ROOT / "benchmarks" / "RESULTS.md").write_text(f"{head}{text}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
