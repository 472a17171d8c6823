"""What the command line understands: commands, options and their help."""

import argparse
import re
from datetime import date
from pathlib import Path

from irdocs.layout.formats import Format

EXAMPLES = """\
examples:
  irdocs build                                       every subject in every layout
  irdocs build image-guided-biopsy --layout leaflet  one leaflet
  irdocs build --brand example-trust --layout deck   decks in a hospital's own template
  irdocs batch tonight.csv                           what a table asks for
  irdocs check                                       problems in all content, nothing is written
  irdocs check content/procedures/ivc-filter/en.yaml problems in one subject, with advice
  irdocs check output/**/*.pdf                       problems in finished files
  irdocs show tree image-guided-biopsy               what a leaflet says, before it has a look
  irdocs new procedure kidney-biopsy                 a scaffold to fill in

exit status: 0 no error; 1 an error in content, layout, brand or a file that could not be made; 2 wrong use.
"""

COLUMNS = """\
columns, or keys of a [[jobs]]; each may be left out or empty, and a cell may name several, parted by spaces:
  brand      names, or * for all                (empty: default)
  subject    ids                                (empty: all)
  layout     names                              (empty: all)
  variant    names; plain for the usual edition (empty: all)
  edition    screen, black, press, black-press  (empty: those that a layout offers by itself)
  language   codes                              (empty: those of --language)
  format     pdf, pptx, gift, qti               (empty: all)
  minutes    how long decks may take            (empty: as long as they are)
  template   one PowerPoint template, seen from the table's folder (empty: the brand's)
"""


FINISHED = (".pdf", ".pptx", ".potx")
"""Endings of finished files; all else names a subject."""
_OF_SUBJECT = re.compile(r"(?:.*/)?(?:procedures|conditions|topics|courses)/([^/]+)(?:/[^/]*)?")


def _subject(text: str) -> str:
    """Return the id of a subject; a path to its folder, or to a file in it, stands for it: an editor knows only that."""
    if text.lower().endswith(FINISHED):
        return text
    found = _OF_SUBJECT.fullmatch(text.replace("\\", "/"))
    return _of_place(Path(text)) or (found[1] if found else text)


def _of_place(path: Path) -> str:
    """Return the id of the subject in whose folder a path lies, seen from where one stands; "" where it lies in none."""
    if not path.exists():
        return ""
    whole = path.resolve()
    for folder in (whole, *whole.parents):
        if (folder / "facts.yaml").is_file() and (found := _OF_SUBJECT.fullmatch(folder.as_posix() + "/")):
            return found[1]
    return ""


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is not a date: write it as 2026-11-24') from None


def _place(text: str) -> Path | str:
    """Return a folder, or an address as it was typed: Path would take a slash out of it."""
    if not text.strip():
        raise argparse.ArgumentTypeError("it is empty: name a folder, or . for this one")
    return text if "://" in text else Path(text)


class _Version(argparse.Action):
    """Print the version, which is looked up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"irdocs {version('irdocs')}")
        parser.exit()


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f'"{text}" is not a whole number of 1 or more')
    return int(text)


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="irdocs",
        description="Patient leaflets and teaching decks on interventional radiology, from one record.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--version", action=_Version, nargs=0, help="which irdocs this is")
    commands = made.add_subparsers(title="commands", metavar="COMMAND", required=True, dest="command")
    _add_build(commands)
    _add_batch(commands)
    _add_pack(commands)
    _add_check(commands)
    _add_review(commands)
    _add_approve(commands)
    _add_list(commands)
    _add_show(commands)
    _add_trace(commands)
    _add_diff(commands)
    _add_evidence(commands)
    _add_new(commands)
    _add_schema(commands)
    _add_doctor(commands)
    return made


def _shared(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("where and how")
    group.add_argument(
        "--content", type=Path, metavar="DIR", help="the folder of content (default: ./content, or the shipped one)"
    )
    group.add_argument("--layouts", type=Path, metavar="DIR", help="the folder of layouts and brands")
    group.add_argument(
        "--output", type=_place, metavar="DIR", help="where files land (default: ./output); a folder, or an address"
    )
    group.add_argument("--language", action="append", metavar="CODE", help="a language (default: en); repeatable")
    group.add_argument(
        "--date", type=_day, default=None, metavar="YYYY-MM-DD", help="the day to judge reviews by (default: today)"
    )
    group.add_argument("--strict", action="store_true", help="a warning fails as well")
    group.add_argument("--json", action="store_true", help="problems and results as lines of JSON on stdout")
    group.add_argument("--quiet", action="store_true", help="only problems")


def _report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--report",
        choices=("json", "sarif", "github"),
        help="problems for other programs, on stdout: one JSON document, SARIF 2.1.0, or annotations of GitHub Actions",
    )


def _add_build(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("build", help="make leaflets and decks", description="Make leaflets and decks.")
    parser.add_argument("subjects", nargs="*", type=_subject, metavar="SUBJECT", help="ids of subjects (default: all)")
    parser.add_argument("--layout", action="append", metavar="NAME", help="a layout; repeatable (default: all)")
    parser.add_argument("--variant", action="append", metavar="NAME", help="a variant, such as large; repeatable")
    parser.add_argument("--black", action="store_true", help="the edition in black only")
    parser.add_argument("--press", action="store_true", help="the edition for a printing press")
    parser.add_argument("--format", action="append", choices=tuple(map(str, Format)), help="a format; repeatable")
    parser.add_argument("--brand", action="append", metavar="NAME", help="a brand; repeatable (default: default)")
    parser.add_argument(
        "--template", type=Path, metavar="FILE", help="a PowerPoint template (.pptx, .potx) for the decks"
    )
    parser.add_argument(
        "--minutes", type=_count, default=0, metavar="N", help="cut decks to this time, by the rank of their slides"
    )
    _running(parser)
    parser.add_argument(
        "--verify", action="store_true", help="make nothing: prove that the output and its manifest agree"
    )
    parser.add_argument(
        "--watch", action="store_true", help="go on, and build again whenever content or a layout is saved"
    )
    _report(parser)
    _shared(parser)


def _running(parser: argparse.ArgumentParser) -> None:
    """Add how a run is done."""
    parser.add_argument("--jobs", type=_count, default=0, metavar="N", help="processes (default: one a core)")
    parser.add_argument("--force", action="store_true", help="make every file again, whether it changed or not")
    parser.add_argument("--dry-run", action="store_true", help="say what would be made, and why; make nothing")
    parser.add_argument("--release", action="store_true", help="refuse drafts, unverified statements and empty numbers")
    parser.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="do the jobs on the workers of a Dask scheduler: tcp://... (needs irdocs[cluster])",
    )


def _add_batch(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "batch",
        help="many brands, subjects and editions",
        description="Make what a table asks for: a row (CSV) or a [[jobs]] (TOML) for each wish.",
        epilog=COLUMNS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("table", type=Path, metavar="JOBS", help="a file that ends in .csv or .toml")
    _running(parser)
    _shared(parser)


def _add_pack(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "pack",
        help="letter and leaflet for each person of a list",
        description="Make an appointment letter with the leaflet behind it for each row of a table.\n\n"
        "What is made holds patient data: keep the folder as you keep the table.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("subject", type=_subject, metavar="SUBJECT", help="the id of a subject")
    parser.add_argument(
        "--people", type=Path, required=True, metavar="FILE.csv", help="a row a person: name, date, time, place, ..."
    )
    parser.add_argument("--layout", default="letter", metavar="NAME", help="a layout for letters (default: letter)")
    parser.add_argument("--variant", default="", metavar="NAME", help="a variant, such as large")
    parser.add_argument("--brand", default="default", metavar="NAME")
    parser.add_argument("--jobs", type=_count, default=0, metavar="N", help="processes (default: one a core)")
    parser.add_argument(
        "--draft", action="store_true", help="for a trial: also of a draft, each page marked as one; never for patients"
    )
    _shared(parser)


def _add_check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "check",
        help="problems in content or finished files",
        description="Tell problems in content, layouts, brands or finished files; write nothing.",
    )
    parser.add_argument(
        "subjects",
        nargs="*",
        type=_subject,
        metavar="SUBJECT|FILE",
        help="ids of subjects, or paths of their files; .pdf and .pptx files (default: all subjects)",
    )
    parser.add_argument("--advice", action="store_true", help="show advice on style also where no subject is named")
    parser.add_argument(
        "--reading", action="store_true", help="print how hard each section is to read, as school grades"
    )
    _report(parser)
    _shared(parser)


def _add_review(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "review",
        help="what is overdue or awaits approval",
        description="Show which reviews are overdue or come due, what awaits approval, and which words changed since.",
    )
    parser.add_argument("subjects", nargs="*", type=_subject, metavar="SUBJECT", help="ids of subjects (default: all)")
    parser.add_argument(
        "--within", type=_count, default=6, metavar="MONTHS", help="how far ahead a review comes due (default: 6)"
    )
    parser.add_argument(
        "--as", dest="shape", choices=("table", "csv", "json", "ics"), default="table", help="ics: a calendar file"
    )
    parser.add_argument(
        "--copy", action="store_true", help="make the reviewer's copy: numbered statements with boxes to tick, as PDF"
    )
    _shared(parser)


def _add_approve(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "approve",
        help="note that somebody approved a subject",
        description="Add an entry to the record in the subject's folder approved/: name, role, day, version and a hash of the\n"
        "words, and keep the words beside it. When a word, term, drawing or source changes, the subject awaits approval\n"
        "again, under a higher version. docs/governance.md says what this proves, and what it does not.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("subject", type=_subject, metavar="SUBJECT", help="the id of a subject")
    parser.add_argument("--by", required=True, metavar="NAME", help="who approved, as it is printed: name and post")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--role", choices=("clinical approver", "lay reviewer", "translator"))
    what.add_argument(
        "--policies", action="store_true", help="approve the local policies of --brand, as this subject prints them"
    )
    parser.add_argument("--brand", default="", metavar="NAME", help="the brand whose policies are approved")
    _typist(parser)
    _shared(parser)
    parser = commands.add_parser(
        "withdraw",
        help="take a subject out of use",
        description="Note in the subject's record that it must not be used any more. The next build puts a notice of one page\n"
        "in place of its leaflets and removes its decks, handouts and questions. A new approval lifts it.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("subject", type=_subject, metavar="SUBJECT", help="the id of a subject")
    parser.add_argument("--reason", required=True, metavar="WORDS", help="why; it is printed on the notice")
    parser.add_argument("--by", required=True, metavar="NAME", help="who withdraws it: name and post")
    _typist(parser)
    _shared(parser)


def _typist(parser: argparse.ArgumentParser) -> None:
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--typed-by", default=None, metavar="NAME", help="who types this (default: the name you are logged in with)"
    )
    group.add_argument("--no-typist", action="store_true", help="leave out who types this")


def _add_list(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "list", help="what there is", description="List subjects, layouts, brands or languages, or what is published."
    )
    parser.add_argument("what", nargs="?", choices=("subjects", "layouts", "brands", "languages"))
    parser.add_argument(
        "--published", action="store_true", help="what stands in the output, from its manifest: code, version, due date"
    )
    parser.add_argument(
        "--as", dest="shape", choices=("csv", "pdf"), default="csv", help="pdf: a file in the output (default: csv)"
    )
    _shared(parser)


def _add_show(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "show",
        help="a subject at one stage",
        description="Show a subject at one stage: its record, the markup, the tree, or what stands in the finished file.",
    )
    parser.add_argument("stage", choices=("content", "markup", "tree", "tags", "outline"))
    parser.add_argument("subject", type=_subject, metavar="SUBJECT")
    parser.add_argument("--layout", default="", metavar="NAME", help="the layout (default: leaflet; outline: deck)")
    parser.add_argument("--variant", default="", metavar="NAME")
    parser.add_argument("--brand", default="default", metavar="NAME")
    _shared(parser)


def _add_trace(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "trace",
        help="where a number comes from, and where it stands",
        description="Show each number of a subject with its sources, and every page and slide of the finished files\n"
        "that says it. The files are read back; nothing is taken from the record but the number.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("subject", type=_subject, metavar="SUBJECT")
    parser.add_argument("risk", nargs="?", default="", metavar="RISK", help="a risk, a benefit or a quantity")
    _shared(parser)


def _add_diff(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "diff",
        help="what changed for the reader",
        description="Say what changed for the reader between two states of the content: signs of danger first, dates last.",
    )
    said = "a folder of content, or a revision of the git repository that the content lies in"
    parser.add_argument("old", metavar="OLD", help=said)
    parser.add_argument("new", metavar="NEW", help="likewise; content/ itself for what lies there now")
    _shared(parser)


def _add_evidence(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "evidence",
        help="a folder for the committee that looks at patient information",
        description="Write a folder with every edition for patients, the sources of each statement, the findings of\n"
        "accessibility and reading, approvals and problems; its README.md goes through the ten areas of PIF TICK.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("subject", type=_subject, metavar="SUBJECT", help="the id of a subject that has a leaflet")
    parser.add_argument(
        "--into", type=Path, metavar="DIR", help="the folder (default: evidence, beside the leaflet in the output)"
    )
    parser.add_argument(
        "--with",
        dest="added",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a report from elsewhere, such as veraPDF's, to lay in as it is; repeatable",
    )
    parser.add_argument("--brand", default="default", metavar="NAME")
    _shared(parser)


def _add_new(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "new", help="a scaffold for a subject", description="Make a filled scaffold for a new subject."
    )
    parser.add_argument("kind", choices=("procedure", "condition", "topic"))
    parser.add_argument("id", metavar="ID", help="letters and hyphens: kidney-biopsy")
    _shared(parser)
    parser = commands.add_parser(
        "init", help="a project of one's own", description="Copy content, layouts and brands into a new folder."
    )
    parser.add_argument("folder", type=Path, metavar="DIR")
    _shared(parser)


def _add_schema(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "schema",
        help="the JSON Schema of a kind of file",
        description="Print the JSON Schema of one half of a kind of record; without a kind, list what there is.",
    )
    kinds = ("procedure", "condition", "topic", "course", "glossary", "signs", "images")
    parser.add_argument("kind", nargs="?", choices=kinds, metavar="KIND", help=", ".join(kinds))
    parser.add_argument("half", nargs="?", choices=("facts", "words", "both"), metavar="HALF", help="facts or words")
    _shared(parser)


def _add_doctor(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "doctor",
        help="what a PowerPoint template can do",
        description="Show every layout of a PowerPoint template with the roles that it can serve.",
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--deck", type=Path, metavar="OUT.pptx", help="also draw every layout, as a deck")
    _shared(parser)
