"""Approvals: who said yes to which words, and that any change of what a reader sees takes the yes back, in the files too."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from irdocs.build import inputs
from irdocs.cli.main import main
from irdocs.model.locale import FOLDER
from irdocs.preflight.pdf import tag_tree
from tests.project import LAYOUTS, write_content

SUBJECT = "short-history"
NAME = "Dr A. Example, consultant radiologist"
DRAFT = "Draft: not yet approved by a clinician"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    made = write_content(tmp_path)
    glossary = made / "topics" / SUBJECT / "en.yaml"
    text = glossary.read_text(encoding="utf-8")
    # a term is named in its words, so that a change of it is one of the subject
    text = text.replace("Somebody widened a vessel", "Somebody widened a [blood vessel](term:vein)", 1)
    glossary.write_text(text, encoding="utf-8")
    return made


def irdocs(content: Path, *arguments: str, day: str = "2026-11-24", layouts: Path = LAYOUTS) -> int:
    for kept in vars(inputs).values():
        getattr(kept, "cache_clear", lambda: None)()  # each command is a process of its own
    where = ("--content", str(content), "--layouts", str(layouts), "--output", str(content.parent / "output"))
    return main([*arguments, *where, "--date", day])


def approve(content: Path, subject: str = SUBJECT, role: str = "clinical approver", by: str = NAME) -> int:
    return irdocs(content, "approve", subject, "--by", by, "--role", role, "--typed-by", "a tester")


def record(content: Path, subject: str = SUBJECT) -> list[dict[str, str]]:
    """Give the entries of a subject's record."""
    path = content / "topics" / subject / "approved" / "record.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def raise_version(content: Path, old: str = "0.1", new: str = "0.2") -> None:
    replaced(content / "topics" / SUBJECT / "facts.yaml", f'version: "{old}"', f'version: "{new}"')


def leaflet(content: Path, subject: str = SUBJECT, layouts: Path = LAYOUTS) -> str:
    """Build the leaflet and give all its words."""
    assert irdocs(content, "build", subject, "--layout", "leaflet", "--jobs", "1", layouts=layouts) == 0
    return tag_tree((content.parent / "output" / subject / "leaflet.en.pdf").read_bytes())


def state(content: Path, capsys: pytest.CaptureFixture[str], subject: str = SUBJECT) -> dict[str, object]:
    """Give what `irdocs review` says of a subject."""
    capsys.readouterr()
    assert irdocs(content, "review", subject, "--as", "json") == 0
    [found] = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def test_an_approval_is_a_line_of_the_record_and_a_copy_of_the_words(content: Path) -> None:
    place = content / "topics" / SUBJECT
    facts = (place / "facts.yaml").read_bytes()
    assert approve(content) == 0
    assert (place / "facts.yaml").read_bytes() == facts  # what a person wrote is not rewritten
    [entry] = record(content)
    assert (entry["name"], entry["role"], entry["on"]) == (NAME, "clinical approver", "2026-11-24")
    assert (entry["version"], entry["typed_by"], entry["before"]) == ("0.1", "a tester", "")
    kept = json.loads((place / "approved" / f"{entry['words']}.json").read_text(encoding="utf-8"))
    assert kept["language"] == "en" and kept["seen"]["title"] == "A short history of balloons"


def test_the_name_stands_in_the_files_and_the_mark_goes(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert DRAFT in leaflet(content)
    assert approve(content) == 0
    assert approve(content, role="lay reviewer", by="B. Example, patient reader") == 0
    text = leaflet(content)
    assert DRAFT not in text and NAME in text and "B. Example, patient reader" in text
    found = state(content, capsys)
    assert found["awaiting_approval"] == "no" and found["clinical_approver"] == NAME


def _word(content: Path) -> None:
    replaced(content / "topics" / SUBJECT / "en.yaml", "More hospitals offer", "Fewer hospitals offer")


def _number(content: Path) -> None:
    replaced(content / "topics" / SUBJECT / "facts.yaml", "2020: 60", "2020: 61")


def _term(content: Path) -> None:
    replaced(content / "glossary" / "en.yaml", "vein:\n", "vein:\n  professional: A vessel of low pressure.\n")


def _drawing(content: Path) -> None:
    path = content / "images" / "balloon.svg"
    path.write_text(path.read_text(encoding="utf-8").replace("</svg>", "<!-- moved --></svg>"), encoding="utf-8")


def _words_of_a_drawing(content: Path) -> None:
    replaced(content / "images" / "images.yaml", "A small balloon widens", "A large balloon widens")


def _reference(content: Path) -> None:
    path = content / "references.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    data["GUIDE-2022"]["title"] = "Another guide"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")


def _due(content: Path) -> None:
    replaced(content / "topics" / SUBJECT / "facts.yaml", "due: 2028-01-15", "due: 2028-02-15")


def _order(content: Path) -> None:
    facts = content / "topics" / SUBJECT / "facts.yaml"
    lines = facts.read_text(encoding="utf-8").splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if line.startswith("parts:")) + 1
    lines[first], lines[first + 1] = lines[first + 1], lines[first]
    facts.write_text("".join(lines), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (_word, "parts.growth.text.0"),
        (_number, "quantities.growth"),
        (_term, "glossary.vein.professional"),
        (_drawing, "images.balloon.drawn"),
        (_words_of_a_drawing, "images.balloon.alt"),
        (_reference, "references.GUIDE-2022"),
        (_due, "review.due"),
        (_order, "parts.(order)"),
    ],
    ids=lambda one: getattr(one, "__name__", None),
)
def test_a_change_of_what_a_reader_sees_takes_the_approval_back(
    content: Path, capsys: pytest.CaptureFixture[str], change: Callable[[Path], None], path: str
) -> None:
    assert approve(content) == 0
    assert NAME in leaflet(content)
    change(content)
    found = state(content, capsys)
    assert found["awaiting_approval"] == "yes" and found["clinical_approver"] == ""
    changed = found["changed_since"]
    assert isinstance(changed, list) and [one["path"] for one in changed if one["path"].startswith(path)]
    text = leaflet(content)
    assert DRAFT in text and NAME not in text


def test_comments_order_and_brands_take_no_approval_back(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert approve(content) == 0
    place = content / "topics" / SUBJECT
    words = (place / "en.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    (place / "en.yaml").write_text("# a comment\n" + "".join([*words[1:3], words[0], *words[3:]]), encoding="utf-8")
    replaced(place / "facts.yaml", "review:", "# who stands behind it\nreview:")
    layouts = content.parent / "layouts"
    shutil.copytree(LAYOUTS, layouts)
    brand = layouts / "brands" / "default" / "brand.toml"
    brand.write_text('publisher = "Another hospital"\n', encoding="utf-8")
    assert state(content, capsys)["awaiting_approval"] == "no"
    text = leaflet(content, layouts=layouts)
    assert NAME in text and DRAFT not in text


def test_words_that_come_back_are_the_words_that_were_approved(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert approve(content) == 0
    _word(content)
    assert state(content, capsys)["awaiting_approval"] == "yes"
    replaced(content / "topics" / SUBJECT / "en.yaml", "Fewer hospitals offer", "More hospitals offer")
    assert state(content, capsys)["awaiting_approval"] == "no"


def test_a_lay_reviewer_does_not_take_the_draft_mark_away(content: Path) -> None:
    assert approve(content, role="lay reviewer", by="B. Example, patient reader") == 0
    text = leaflet(content)
    assert DRAFT in text and "B. Example, patient reader" in text


def test_nobody_approves_what_has_errors(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replaced(content / "topics" / SUBJECT / "en.yaml", "More hospitals", "40% of hospitals")
    facts = (content / "topics" / SUBJECT / "facts.yaml").read_bytes()
    assert approve(content) == 1
    assert "[number-in-prose]" in capsys.readouterr().err
    assert (content / "topics" / SUBJECT / "facts.yaml").read_bytes() == facts
    assert not (content / "topics" / SUBJECT / "approved").exists()


@pytest.mark.parametrize(
    ("subject", "by", "rule"),
    [
        (SUBJECT, " ", "no-name"),
        (SUBJECT, "-", "no-name"),
        (SUBJECT, "Dr \u202eA", "no-name"),
        ("short-hist", NAME, "unknown-subject"),
    ],
)
def test_what_cannot_be_approved_is_told(
    content: Path, capsys: pytest.CaptureFixture[str], subject: str, by: str, rule: str
) -> None:
    assert approve(content, subject, by=by) == 1
    assert f"[{rule}]" in capsys.readouterr().err


def test_the_same_yes_twice_is_one_yes(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert approve(content) == 0
    before = record(content)
    assert approve(content) == 0
    assert "[approved-already]" in capsys.readouterr().err
    assert record(content) == before


def _course(content: Path) -> None:
    place = content / "courses" / "two-talks"
    place.mkdir(parents=True)
    (place / "facts.yaml").write_text(
        f"code: IR-COURSE\nsubjects: [{SUBJECT}]\nminutes: 20\n"
        'review: {version: "0.1", owner: test team, issued: 2026-01-15, due: 2028-01-15}\n',
        encoding="utf-8",
    )
    (place / "en.yaml").write_text(
        'title: "Talks"\nplain_name: "talks"\nlead: "Talks in a row"\naudience: "Trainees"\n', encoding="utf-8"
    )


def test_a_course_is_a_draft_as_long_as_one_of_its_subjects_is(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _course(content)
    assert approve(content, "two-talks") == 0
    assert state(content, capsys, "two-talks")["awaiting_approval"] == "yes"
    assert irdocs(content, "build", "two-talks", "--release", "--dry-run") == 1
    assert f"{SUBJECT} awaits clinical approval" in capsys.readouterr().err
    assert approve(content) == 0
    assert state(content, capsys, "two-talks")["awaiting_approval"] == "no"


# --- releases ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def ready(content: Path) -> Path:
    """Give a subject that may be released, in a brand with its telephone numbers."""
    replaced(content / "topics" / SUBJECT / "facts.yaml", "verified: false", "source: [GUIDE-2022]")
    images = content / "images" / "images.yaml"
    text = images.read_text(encoding="utf-8").replace("credit:", "checked: true\n  credit:")
    images.write_text(text, encoding="utf-8")
    shutil.copytree(LAYOUTS, content.parent / "layouts")
    brand = content.parent / "layouts" / "brands" / "default" / "brand.toml"
    numbers = "".join(f'{key} = "01632 960000"\n' for key in ("day", "night", "pals", "formats"))
    brand.write_text(f'publisher = "Us"\n\n[contact]\n{numbers}', encoding="utf-8")
    assert approve(content) == 0
    return content


def release(content: Path, day: str = "2026-11-24") -> int:
    layouts = content.parent / "layouts"
    arguments = ("build", SUBJECT, "--layout", "leaflet", "--release", "--jobs", "1")
    return irdocs(content, *arguments, day=day, layouts=layouts)


def test_a_release_takes_what_is_approved_checked_in_time_and_reachable(ready: Path) -> None:
    assert release(ready) == 0
    assert (ready.parent / "output" / SUBJECT / "leaflet.en.pdf").is_file()


def test_a_release_refuses_an_overdue_review(ready: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert release(ready, day="2028-01-16") == 1
    assert "error: the review of short-history was due on 2028-01-15  [overdue]" in capsys.readouterr().err
    assert not (ready.parent / "output").exists()


def test_a_release_refuses_a_draft(ready: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _word(ready)
    assert release(ready) == 1
    assert "[awaiting-approval]" in capsys.readouterr().err


def test_a_release_refuses_what_nobody_checked(ready: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replaced(
        ready / "topics" / SUBJECT / "facts.yaml", "year: 1977, source: [GUIDE-2022]", "year: 1977, verified: false"
    )
    raise_version(ready)
    assert approve(ready) == 0
    assert release(ready) == 1
    err = capsys.readouterr().err
    assert "[unverified]" in err and "[awaiting-approval]" not in err


def test_a_release_refuses_an_empty_telephone_number(ready: Path, capsys: pytest.CaptureFixture[str]) -> None:
    brand = ready.parent / "layouts" / "brands" / "default" / "brand.toml"
    replaced(brand, 'night = "01632 960000"\n', "")
    assert release(ready) == 1
    assert '"night" is empty  [empty-number]' in capsys.readouterr().err


def test_other_neutral_words_of_a_policy_take_the_approval_back(
    content: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no hospital says its own, the neutral words are what a patient reads before the day."""
    assert approve(content, "vein-widening") == 0
    assert state(content, capsys, "vein-widening")["awaiting_approval"] == "no"
    shutil.copytree(FOLDER, content.parent / "locale", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    replaced(content.parent / "locale" / "en.toml", 'fasting = "', 'fasting = "Tell us what you ate. ')
    found = state(content, capsys, "vein-widening")
    assert found["awaiting_approval"] == "yes"
    assert [one["path"] for one in found["changed_since"]] == ["policy.fasting"]  # type: ignore[attr-defined]


# --- a release, subject by subject; local policies --------------------------------------------------------------------


def _branded(content: Path) -> Path:
    """Give layouts whose brand has a policy of its own that the procedure prints."""
    layouts = content.parent / "layouts"
    if not layouts.exists():
        shutil.copytree(LAYOUTS, layouts)
    brand = layouts / "brands" / "default" / "brand.toml"
    text = brand.read_text(encoding="utf-8") if brand.is_file() else ""
    brand.write_text(f'{text}\n[policy.en]\nfasting = "Drink nothing from midnight on."\n', encoding="utf-8")
    return layouts


def test_a_policy_that_nobody_approved_is_marked_and_refused(ready: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name, mark = "vein-widening", "Drink nothing from midnight on. (Local rule, not yet approved.)"
    layouts = _branded(ready)
    facts = ready / "procedures" / name / "facts.yaml"
    facts.write_text(
        facts.read_text(encoding="utf-8").replace("verified: false", "source: [GUIDE-2022]"), encoding="utf-8"
    )
    assert approve(ready, name) == 0
    command = ("build", name, "--layout", "leaflet", "--jobs", "1")
    assert irdocs(ready, *command, layouts=layouts) == 0
    made = ready.parent / "output" / name / "leaflet.en.pdf"
    assert mark in tag_tree(made.read_bytes()).replace("\u00a0", " ")
    capsys.readouterr()
    assert irdocs(ready, *command, "--release", layouts=layouts) == 1
    err = capsys.readouterr().err
    assert "nobody approved the local policies of default for vein-widening: fasting  [policy-unapproved]" in err
    yes = ("approve", name, "--policies", "--brand", "default", "--by", "The drugs committee", "--no-typist")
    assert irdocs(ready, *yes, layouts=layouts) == 0
    assert irdocs(ready, *command, "--release", layouts=layouts) == 0
    text = tag_tree(made.read_bytes()).replace("\u00a0", " ")
    assert "Drink nothing from midnight on." in text and "not yet approved" not in text
    assert irdocs(ready, *yes, layouts=layouts) == 0 and "[approved-already]" in capsys.readouterr().err
    replaced(layouts / "brands" / "default" / "brand.toml", "from midnight on", "from noon on")
    assert irdocs(ready, *command, "--release", layouts=layouts) == 1
    into = ready.parent / "evidence"
    assert irdocs(ready, "evidence", name, "--into", str(into), layouts=layouts) == 0
    assert "The drugs committee" in (into / "approvals.csv").read_text(encoding="utf-8-sig")
    assert "from noon on" in (into / "policies.csv").read_text(encoding="utf-8-sig")


def test_a_release_makes_what_is_ready_and_refuses_the_rest(ready: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ("build", "--layout", "leaflet", "--variant", "", "--release", "--jobs", "1")
    assert irdocs(ready, *command, layouts=ready.parent / "layouts") == 1
    said = capsys.readouterr().err
    assert "refused by the release" in said and "[awaiting-approval]" in said
    output = ready.parent / "output"
    assert (output / SUBJECT / "leaflet.en.pdf").is_file() and not (output / "vein-widening").exists()


def test_each_unchecked_statement_is_told_at_its_place(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replaced(
        content / "topics" / SUBJECT / "facts.yaml", "year: 1964, source: [GUIDE-2022]", "year: 1964, verified: false"
    )
    irdocs(content, "build", SUBJECT, "--release", "--layout", "leaflet", "--jobs", "1")
    said = capsys.readouterr().err
    assert "error: events.first is not checked against a source" in said
    assert "error: events.later is not checked against a source" in said


def test_an_invented_case_holds_no_release_up(ready: Path) -> None:
    words = ready / "topics" / SUBJECT / "en.yaml"
    text = words.read_text(encoding="utf-8")
    case = (ready / "procedures" / "vein-widening" / "en.yaml").read_text(encoding="utf-8")
    block = case[case.index("\ncase:") :].split("\n\n")[0]
    end = next((at for at, line in enumerate(block.splitlines()[2:], 2) if not line.startswith(" ")), None)
    words.write_text(text.rstrip() + "\n" + "\n".join(block.splitlines()[1:end]) + "\n", encoding="utf-8")
    facts = ready / "topics" / SUBJECT / "facts.yaml"
    facts.write_text(facts.read_text(encoding="utf-8").rstrip() + "\ncase: {verified: false}\n", encoding="utf-8")
    raise_version(ready)
    assert approve(ready) == 0
    assert release(ready) == 0
