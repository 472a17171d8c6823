"""Problems as other programs want them: one JSON document, SARIF 2.1.0 for code hosts, annotations for GitHub Actions."""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from irdocs.problems import Location, Problem, Severity
from irdocs.rules.table import RULES

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINISHED = (".pdf", ".pptx", ".potx")
"""Files whose "line" is a page or a slide: no reader of a report could go to such a line."""
_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note", Severity.ADVICE: "note"}
_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice", Severity.ADVICE: "notice"}

Folders = Mapping[str, Path]
"""The first part of a problem's path -> the folder that it stands for."""


def report(kind: str, problems: Iterable[Problem], folders: Folders) -> str:
    """Return problems as text of a kind: json, sarif or github; paths as they are from the working folder."""
    return KINDS[kind]([_placed(one, folders) for one in problems])


def _placed(problem: Problem, folders: Folders) -> Problem:
    """Return a problem whose path leads to its file from the working folder; one outside of it is named in full."""
    first, _, rest = problem.location.path.partition("/")
    if first not in folders:
        return problem
    path = folders[first] / rest
    cwd = Path.cwd()
    if path.is_relative_to(cwd):
        path = path.relative_to(cwd)
    at = Location(path.as_posix(), problem.location.line, problem.location.column)
    return Problem(problem.severity, problem.rule, at, problem.message, problem.hint)


def _json(problems: list[Problem]) -> str:
    counts = {one.word: sum(problem.severity is one for problem in problems) for one in reversed(Severity)}
    listed = [json.loads(one.as_json()) for one in problems]
    return json.dumps({"program": "irdocs", "counts": counts, "problems": listed}, ensure_ascii=False, indent=1)


def _sarif(problems: list[Problem]) -> str:
    from importlib.metadata import version  # slow to import

    slugs = sorted({one.rule for one in problems})
    driver = {"name": "irdocs", "version": version("irdocs"), "rules": [_rule(slug, problems) for slug in slugs]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, slugs.index(one.rule)) for one in problems],
    }
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _rule(slug: str, problems: list[Problem]) -> dict[str, Any]:
    """Return what is known of a rule: why there is one, what to do, which standard asks for it."""
    mine = [one for one in problems if one.rule == slug]
    made: dict[str, Any] = {
        "id": slug,
        "defaultConfiguration": {"level": _LEVEL[max(one.severity for one in mine)]},
    }
    known = _known(slug, any(one.location.path.lower().endswith(FINISHED) for one in mine))
    if known is not None:
        why, cure, standard = known
        made["shortDescription"] = {"text": why}
        made["help"] = {"text": cure}
        if standard:
            made["properties"] = {"tags": standard.split()}
    return made


def _known(slug: str, finished: bool) -> tuple[str, str, str] | None:
    """Return why, cure and standard of a rule, of the tables that may hold it."""
    if finished:
        from irdocs.preflight.pdf.press import RULES as PRESS  # the judges of finished files are heavy to import
        from irdocs.preflight.pdf.rules import RULES as PDF
        from irdocs.preflight.pptx.rules import RULES as PPTX

        one = PDF.get(slug) or PPTX.get(slug) or PRESS.get(slug)
        if one is not None:
            return one.why, one.cure, one.standard
    return (RULES[slug].why, RULES[slug].cure, RULES[slug].standard) if slug in RULES else None


def _result(problem: Problem, index: int) -> dict[str, Any]:
    at = problem.location
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(at.path)}}
    if at.line and not at.path.lower().endswith(FINISHED):
        place["region"] = {"startLine": at.line} | ({"startColumn": at.column} if at.column else {})
    return {
        "ruleId": problem.rule,
        "ruleIndex": index,
        "level": _LEVEL[problem.severity],
        "message": {"text": _told(problem)},
        "locations": [{"physicalLocation": place}],
    }


def _uri(path: str) -> str:
    return Path(path).as_uri() if Path(path).is_absolute() else quote(path)


def _told(problem: Problem) -> str:
    """Return message and hint; of a finished file also the page or slide."""
    at, said = problem.location, problem.message
    if at.line and at.path.lower().endswith(FINISHED):
        said = f"{'page' if at.path.lower().endswith('.pdf') else 'slide'} {at.line}: {said}"
    return f"{said}\n{problem.hint}" if problem.hint else said


def _github(problems: list[Problem]) -> str:
    """Return workflow commands, one a line: GitHub Actions shows each beside its line of a pull request."""
    lines = []
    for one in problems:
        at = one.location
        values = {"file": at.path}
        if at.line and not at.path.lower().endswith(FINISHED):
            values["line"] = str(at.line)
            if at.column:
                values["col"] = str(at.column)
        values["title"] = one.rule
        told = ",".join(f"{name}={_property(value)}" for name, value in values.items())
        lines.append(f"::{_COMMAND[one.severity]} {told}::{_message(_told(one))}")
    return "\n".join(lines)


def _message(text: str) -> str:
    """Escape as the runner's toolkit does: a line's end would end the command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


KINDS: Mapping[str, Callable[[list[Problem]], str]] = {"json": _json, "sarif": _sarif, "github": _github}
