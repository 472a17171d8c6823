"""`irdocs diff`: two states of the content, told as a reader would: what is dangerous first, dates last."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from irdocs.cli.main import main
from tests.project import BASE, LAYOUTS, write_content

FACTS, WORDS = f"procedures/{BASE}/facts.yaml", f"procedures/{BASE}/en.yaml"


@pytest.fixture
def states(tmp_path: Path) -> tuple[Path, Path]:
    """Return the same content twice."""
    old = write_content(tmp_path / "old")
    shutil.copytree(tmp_path / "old", tmp_path / "new")
    return old, tmp_path / "new" / "content"


def edit(content: Path, file: str, pattern: str, by: str) -> None:
    path = content / file
    text, count = re.subn(pattern, by, path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    assert count == 1, pattern
    path.write_text(text, encoding="utf-8")


def diff(capsys: pytest.CaptureFixture[str], old: object, new: object, content: Path, *more: str) -> list[str]:
    capsys.readouterr()
    where = ("--content", str(content), "--layouts", str(LAYOUTS), "--date", "2026-11-24")
    assert main(["diff", str(old), str(new), *where, *more]) == 0
    return capsys.readouterr().out.splitlines()


def test_nothing_changed_is_nothing_said(states: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert diff(capsys, *states, states[1]) == []


def test_layout_of_a_file_and_comments_are_no_change(
    states: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    edit(states[1], FACTS, r"\A", "# a comment\n\n")
    assert diff(capsys, *states, states[1]) == []


def test_what_matters_most_comes_first(states: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    old, new = states
    edit(new, FACTS, r"due: \d{4}", "due: 2027")
    edit(new, FACTS, r"bleeding: \{frequency: \{cases: 2,", "bleeding: {frequency: {cases: 3,")
    edit(new, FACTS, r'^(red_flags:\n  [a-z-]+: \{rank: )"?[a-z0-9 ]+"?', r"\1same day")
    edit(new, WORDS, r'^(lead: )".*"', r'\1"Another line below the title"')
    told = diff(capsys, old, new, new)
    shown = [next(i for i, line in enumerate(told) if part in line) for part in (
        "red flag", 'from 20 in 1,000 within 30 days to 30 in 1,000 within 30 days', "lead", "next review",
    )]  # fmt: skip
    assert shown == sorted(shown)
    assert f'{BASE}: risk "Bleeding' in told[shown[1]]
    assert "from" in told[shown[0]] and '"same day"' in told[shown[0]]
    assert len(told) == 4, told


def test_a_risk_comes_and_goes(states: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    """What is new one way is gone the other way."""
    old, new = states
    for file, entry in (
        (FACTS, "  frost: {risk_class: pain, severity: serious, verified: false}"),
        (WORDS, '  frost: {name: "Frost", meaning: "it is cold"}'),
    ):
        edit(new, file, r"^risks:\n", f"risks:\n{entry}\n")
    assert diff(capsys, old, new, new)[0] == f'{BASE}: new risk: "Frost" (serious)'
    assert diff(capsys, new, old, new)[0] == f'{BASE}: risk gone: "Frost"'


def renamed(content: Path) -> None:
    """Call the risk, its number and its red flag by another key, everywhere."""
    for file in (FACTS, WORDS):
        path = content / file
        text = re.sub(r"(?m)^  bleeding:", "  blood:", path.read_text(encoding="utf-8"))
        text = re.sub(r"\[\[bleeding(?=[\]:|])", "[[blood", text)
        path.write_text(re.sub(r"quantity: bleeding\b", "quantity: blood", text), encoding="utf-8")


def test_another_key_is_no_change_to_a_reader(states: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    old, new = states
    renamed(new)
    assert diff(capsys, old, new, new) == []


def test_a_number_that_moved_is_told_under_another_key(
    states: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = states
    edit(new, FACTS, r"bleeding: \{frequency: \{cases: 2,", "bleeding: {frequency: {cases: 3,")
    renamed(new)
    told = diff(capsys, old, new, new)
    assert len(told) == 1 and told[0].startswith(f'{BASE}: risk "Bleeding": from 20 in 1,000'), told


def test_another_order_is_told(states: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    old, new = states
    edit(new, FACTS, r"^(red_flags:\n)(  .*\n)(  .*\n)", r"\1\3\2")
    told = diff(capsys, old, new, new)
    assert len(told) == 1 and "another order" in told[0], told


def test_advice_that_changed_is_shown_word_by_word(
    states: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = states
    path = new / WORDS
    before, _, after = path.read_text(encoding="utf-8").partition("\naftercare:\n")
    changed = re.sub(r'text: "([^"]+)"', r'text: "\1 And rest on the sofa."', after, count=1)
    path.write_text(f"{before}\naftercare:\n{changed}", encoding="utf-8")
    [told] = diff(capsys, old, new, new)
    assert "advice for going home" in told and "{+And rest on the sofa.+}" in told


def test_a_new_denominator_is_told(states: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    """A leaflet that counts out of another number reads differently throughout."""
    old, new = states
    for side, of in ((old, 100), (new, 1000)):
        share = f"quantities:\n  share: {{frequency: {{cases: 3, of: {of}}}, source: [GUIDE-2022]}}\n"
        edit(side, "topics/short-history/facts.yaml", r"^quantities:\n", share)
        edit(side, "topics/short-history/en.yaml", r"^quantities:\n", 'quantities:\n  share: {outcome: "wait"}\n')
    told = diff(capsys, old, new, new)
    assert told == [
        "short-history: number share: from 3 in 100 to 3 in 1,000",
        "short-history: numbers are now out of 1,000, not 100",
    ]


def test_a_subject_comes_and_a_drawing_changes(states: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    old, new = states
    shutil.rmtree(old / "topics" / "short-history")
    image = next(path for path in sorted((new / "images").glob("*.svg")) if path.stem == "vein")
    image.write_text(image.read_text(encoding="utf-8").replace("</svg>", "<!-- -->\n</svg>"), encoding="utf-8")
    told = diff(capsys, old, new, new)
    assert re.fullmatch(r'short-history: the topic ".+" is new', told[0])
    assert f'{BASE}: drawing "vein": the drawing was changed' in told


def test_revisions_of_git(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also where the content lies deep in a repository, and against what is not yet committed."""
    content = write_content(tmp_path / "deep" / "in")

    def git(*arguments: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q", ".")
    git("add", "-A")
    git("commit", "-qm", "one")
    git("tag", "v1")
    edit(content, FACTS, r"bleeding: \{frequency: \{cases: 2,", "bleeding: {frequency: {cases: 3,")
    git("commit", "-qam", "two")
    between = diff(capsys, "v1", "HEAD", content)
    assert len(between) == 1 and "from 20 in 1,000 within 30 days to 30 in 1,000" in between[0]
    assert diff(capsys, "v1", content, content) == between
    as_json = [json.loads(line) for line in diff(capsys, "v1", "HEAD", content, "--json")]
    assert as_json[0]["weight"] == "number" and as_json[0]["subject"] == BASE


@pytest.mark.parametrize("name", ["v99", "--output=/tmp/x", "no/such/folder", "", str(LAYOUTS)])
def test_what_is_not_there_is_told(states: tuple[Path, Path], name: str, capsys: pytest.CaptureFixture[str]) -> None:
    where = ("--content", str(states[1]), "--layouts", str(LAYOUTS))
    assert main(["diff", *where, "--", name, str(states[1])]) == 1
    err = capsys.readouterr().err
    assert "[unknown-state]" in err and "Traceback" not in err
