"""Reports for other programs: SARIF that its own schema accepts, annotations that survive any text, one JSON document."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from irdocs.cli.main import main
from irdocs.governance.reports import report
from irdocs.problems import Location, Problem, Severity
from irdocs.rules.table import RULES
from tests.project import BASE, LAYOUTS, write_content

SCHEMA = Path(__file__).parents[1] / "standards" / "sarif-2.1.0-rtm.5.json"
DAY = ("--date", "2026-11-24")
NASTY = Problem(
    Severity.WARNING, "odd-rule", Location("content/a, b:c é%.yaml", 3, 7), "50% of it:\r\nis, odd ::error::", "mend"
)


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project, worked in, whose short topic names a source that is not there."""
    content = write_content(tmp_path)
    facts = content / "topics" / "short-history" / "facts.yaml"
    text = facts.read_text(encoding="utf-8")
    facts.write_text(re.sub(r"source: \[[A-Z0-9-]+", "source: [NOBODY-1999", text, count=1), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return facts


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = main([*arguments, "--content", "content", "--layouts", str(LAYOUTS), "--output", "output", *DAY])
    return status, capsys.readouterr().out


def sarif(text: str) -> dict[str, Any]:
    """Return the one run of a SARIF log that its schema accepts."""
    log = json.loads(text)
    faults = Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).iter_errors(log)
    assert [f"{list(one.path)}: {one.message}" for one in faults] == []
    [made] = log["runs"]
    return dict(made)


@pytest.mark.parametrize("command", ["check", "build"])
def test_sarif_is_valid_and_leads_to_the_line(broken: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    status, out = run(capsys, command, "--report", "sarif", *(["--layout", "leaflet"] if command == "build" else []))
    made = sarif(out)
    result = next(one for one in made["results"] if one["ruleId"] == "unknown-reference")
    place = result["locations"][0]["physicalLocation"]
    assert status == 1 and result["level"] == "error"
    assert Path(place["artifactLocation"]["uri"]) == broken.relative_to(Path.cwd())
    line = broken.read_text(encoding="utf-8").splitlines()[place["region"]["startLine"] - 1]
    assert line[place["region"]["startColumn"] - 1 :].startswith("NOBODY-1999")
    rule = made["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["id"] == "unknown-reference"
    assert rule["shortDescription"]["text"] == RULES["unknown-reference"].why
    assert rule["help"]["text"] == RULES["unknown-reference"].cure


def test_sarif_without_a_fault_is_a_run_without_results(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_content(tmp_path)
    monkeypatch.chdir(tmp_path)
    status, out = run(capsys, "check", BASE, "--report", "sarif")
    assert status == 0
    assert all(one["level"] == "note" for one in sarif(out)["results"])


def test_a_finished_file_has_pages_and_not_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Page 3 of a PDF is no line 3 of a text: no reader could open it there."""
    bad = tmp_path / "not really.pdf"
    bad.write_bytes(b"%PDF-1.7\nno")
    assert main(["check", str(bad), "--report", "sarif"]) == 1
    made = sarif(capsys.readouterr().out)
    assert made["results"][0]["ruleId"] == "not-a-pdf"
    assert "region" not in made["results"][0]["locations"][0]["physicalLocation"]
    assert made["tool"]["driver"]["rules"][0]["shortDescription"]
    page = Problem(Severity.ERROR, "small-text", Location("leaflet.pdf", 3), "text of 9 pt")
    assert sarif(report("sarif", [page], {}))["results"][0]["message"]["text"] == "page 3: text of 9 pt"
    assert report("github", [page], {}) == "::error file=leaflet.pdf,title=small-text::page 3: text of 9 pt"


def test_sarif_of_nasty_text_is_valid() -> None:
    made = sarif(report("sarif", [NASTY], {}))
    place = made["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/a%2C%20b%3Ac%20%C3%A9%25.yaml"
    assert place["region"] == {"startLine": 3, "startColumn": 7}


def test_an_annotation_is_one_line_whatever_its_text() -> None:
    assert report("github", [NASTY], {}) == (
        "::warning file=content/a%2C b%3Ac é%25.yaml,line=3,col=7,title=odd-rule"
        "::50%25 of it:%0D%0Ais, odd ::error::%0Amend"
    )


def test_annotations_of_a_check(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out = run(capsys, "check", "--report", "github")
    assert status == 1
    path = broken.relative_to(Path.cwd()).as_posix()
    assert re.search(
        rf'^::error file={path},line=\d+,col=\d+,title=unknown-reference::source "NOBODY-1999" .*%0A.*$', out, re.M
    )
    assert all(re.match(r"::(error|warning|notice) file=", line) for line in out.splitlines())


def test_json_is_one_document(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out = run(capsys, "check", "--report", "json")
    made = json.loads(out)
    assert status == 1
    assert made["counts"]["error"] == sum(one["severity"] == "error" for one in made["problems"]) >= 1
    assert made["problems"][0].keys() == {"severity", "rule", "location", "message", "hint"}


@pytest.mark.parametrize(("option", "rule"), [("--content", "no-content"), ("--layouts", "no-folder")])
def test_a_command_that_could_not_begin_reports_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], option: str, rule: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check", option, "nowhere", "--report", "sarif"]) == 1
    assert sarif(capsys.readouterr().out)["results"][0]["ruleId"] == rule
