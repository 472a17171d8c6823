"""Commands that show what there is or begin something new: list, show, schema, new, init, doctor."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from irdocs.cli.messages import FAILED, GOOD, MISUSED, end, near, open_project, shown_place, store_of, tell
from irdocs.problems import Location, Problems, Severity, counted

if TYPE_CHECKING:
    from irdocs.build.project import Project


def list_(options: argparse.Namespace) -> int:
    if options.published == (options.what is not None):
        print("irdocs list: name one of subjects, layouts, brands, languages; or --published", file=sys.stderr)
        return MISUSED
    project = open_project(options)
    if options.published:
        return _list_published(project, options)
    rows = {"subjects": _subjects, "layouts": _layouts, "brands": _brands}.get(options.what, _languages)
    for row in rows(project, options):
        print(row)
    return end(project.problems, options, "")


def _subjects(project: "Project", options: argparse.Namespace) -> Iterator[str]:
    for language in options.language or ["en"]:
        library = project.library(language)
        for name, kind in sorted(library.known.items()):
            subject = library.subjects.get(name)
            yield f"{name:44} {kind.rstrip('s'):10} {subject.title.plain if subject else '(has errors)'}"


def _layouts(project: "Project", options: argparse.Namespace) -> Iterator[str]:
    for name in project.layout_names():
        layout = project.layout(name)
        if layout is not None:
            variants = f" [{', '.join(layout.variants)}]" if layout.variants else ""
            yield f"{name:16} {', '.join(layout.formats):10} {', '.join(layout.serves)}{variants}: {layout.description}"


def _brands(project: "Project", options: argparse.Namespace) -> Iterator[str]:
    for name in project.brand_names():
        brand = project.brand(name)
        if brand is not None:
            yield f"{name:16} {brand.publisher}"


def _languages(project: "Project", options: argparse.Namespace) -> Iterator[str]:
    yield from project.languages()


def _list_published(project: "Project", options: argparse.Namespace) -> int:
    from irdocs.governance.register import as_csv, published, write_pdf

    store, problems = store_of(project, options), Problems()
    rows = published(project, store, options.date or date.today())
    if options.shape == "csv":
        print(as_csv(rows))
    elif name := write_pdf(project, store, rows, (options.language or ["en"])[0], problems):
        print(f"{shown_place(store)}/{name}")
    problems.extend(one for one in project.problems if one.severity is Severity.ERROR)
    return end(problems, options, f"{counted(len(rows), 'subject')} published in {shown_place(store)}")


def show(options: argparse.Namespace) -> int:
    from irdocs.cli.dumps import job_for, show
    from irdocs.reading.yaml_text import yaml_text

    project = open_project(options)
    problems = Problems()
    language = (options.language or ["en"])[0]
    job = job_for(options.stage, options.subject, options.layout, options.variant, language, options.brand)
    shown = show(project, options.stage, job, options.date or date.today(), problems)
    problems.extend(project.problems)
    if shown is not None and options.json:
        print(json.dumps({options.stage: shown}, ensure_ascii=False, default=str))
    elif shown is not None:
        print(shown if isinstance(shown, str) else yaml_text(shown))
    return end(problems, options, "")


def new(options: argparse.Namespace) -> int:
    from irdocs.build.discovery import refuse_shipped
    from irdocs.cli.scaffold import scaffold

    project = open_project(options)
    refuse_shipped(project.content)
    for path in scaffold(project.content, options.kind, options.id):
        print(near(path))
    return GOOD


def schema(options: argparse.Namespace) -> int:
    from irdocs.rules import schema

    if options.kind is None:
        for kind, half in schema.names():
            print(f"{kind:10} {half}")
        return GOOD
    halves = [half for kind, half in schema.names() if kind == options.kind]
    half = options.half or halves[0]
    if half not in halves:
        at = Location(schema.file_name(options.kind, half))
        problems = Problems()
        problems.error("unknown-choice", at, f'{options.kind} has no half "{half}"', f"it has: {', '.join(halves)}")
        tell(problems, options)
        return FAILED
    print(schema.text(options.kind, half), end="")
    return GOOD


def init(options: argparse.Namespace) -> int:
    from irdocs.cli.scaffold import init

    project = open_project(options)
    init(project.content, project.layouts, options.folder)
    print(f"a project stands in {options.folder}: try `irdocs build` there", file=sys.stderr)
    return GOOD


def doctor(options: argparse.Namespace) -> int:
    from irdocs.pptx.doctor import examine

    problems = Problems()
    print(examine(options.file, problems))
    if options.deck is not None and not problems.has_errors:
        from irdocs.model.locale import load_locale
        from irdocs.pptx.doctor import layouts_deck
        from irdocs.pptx.template import open_template
        from irdocs.reading.files import write_whole

        template = open_template(options.file)
        write_whole(options.deck, layouts_deck(template, load_locale((options.language or ["en"])[0])))
    return end(problems, options, "")
