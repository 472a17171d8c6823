"""What only a whole check says: budgets of a folder, advice that is let pass or counted, the table of reading grades."""

from pathlib import Path

import pytest

from irdocs.build.project import Project
from irdocs.cli.main import main
from irdocs.governance.overdue import tell_overdue
from irdocs.problems import Problems, Severity
from tests.project import BASE, LAYOUTS, TODAY, write_content
from tests.test_cases import CASES, WORDS, content_with, files_of


def rules_told(content: Path) -> list[tuple[Severity, str]]:
    layouts = content.parent / "layouts"
    layouts.mkdir(exist_ok=True)
    project = Project.open(content, layouts, content.parent)
    project.check("en", None, TODAY)
    return [(one.severity, one.rule) for one in project.problems if one.severity is not Severity.NOTE]


@pytest.mark.parametrize(
    "budget, told",
    [
        ("", Severity.ADVICE),
        ("[plain]\nparagraph_sentences = 5\n", Severity.ADVICE),
        ("[plain]\nparagraph_sentences = 4\n", Severity.WARNING),
    ],
)
def test_over_a_budget_advice_is_a_warning(tmp_path: Path, budget: str, told: Severity) -> None:
    content = content_with(tmp_path)
    words = WORDS.replace('"Something."', '"It is red. It is blue. It is green. It is grey. It is black."')
    (content / "topics" / "case" / "en.yaml").write_text(words, encoding="utf-8")
    (content / "check.toml").write_text(budget, encoding="utf-8")
    assert rules_told(content) == [(told, "long-paragraph")]


def test_guidance_is_as_old_as_the_folder_says(tmp_path: Path) -> None:
    content = content_with(tmp_path)
    (content / "check.toml").write_text("guidance_years = 3\n", encoding="utf-8")
    assert (Severity.ADVICE, "old-guidance") in rules_told(content)


def test_a_build_gives_no_advice_and_keeps_what_is_let_pass(tmp_path: Path) -> None:
    content = content_with(tmp_path)
    words = "# allow: too-long because the title is that of the law\n" + WORDS.replace("A case", "A case " * 12)
    words = words.replace('plain_name: "' + "A case " * 12, 'plain_name: "a case').replace(
        "Something.", "It is simple."
    )
    (content / "topics" / "case" / "en.yaml").write_text(words, encoding="utf-8")
    (tmp_path / "layouts").mkdir()
    project = Project.open(content, tmp_path / "layouts", tmp_path)
    project.library("en")
    assert [one.rule for one in project.problems if one.severity is not Severity.NOTE] == []
    assert rules_told(content) == [(Severity.ADVICE, "promise")]


def test_the_grades_are_printed_and_advice_on_a_library_is_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = write_content(tmp_path)
    words = content / "procedures" / BASE / "en.yaml"
    place = ["--content", str(content), "--layouts", str(LAYOUTS), "--date", TODAY.isoformat()]
    assert main(["check", "--reading", *place]) == 0
    said = capsys.readouterr()
    head, *rows = said.out.splitlines()
    assert head.split() == ["subject", "section", "words", "written", "terms", "short"]
    assert any(row.split()[:2] == [BASE, "(whole)"] for row in rows)
    text = words.read_text(encoding="utf-8")
    words.write_text(text.replace("\nwhy: |\n", "\nwhy: |\n  It is a simple test.\n\n"), encoding="utf-8")
    assert main(["check", *place]) == 0
    said = capsys.readouterr()
    assert "with 1 piece of advice" in said.err and "advice:" not in said.err
    assert main(["check", "--advice", *place]) == 0
    assert "[promise]" in capsys.readouterr().err
    assert main(["check", BASE, *place]) == 0
    assert "[promise]" in capsys.readouterr().err


def test_an_overdue_review_is_told_at_its_day_by_every_build(tmp_path: Path) -> None:
    """Also by one that reads kept content, which knows no other places."""
    content = content_with(tmp_path, files_of(CASES / "content" / "overdue.facts.yaml"))
    (tmp_path / "layouts").mkdir()
    for _ in ("cold", "kept"):
        told = Problems()
        tell_overdue(Project.open(content, tmp_path / "layouts", tmp_path), [("en", "case")], TODAY, told)
        assert [(one.rule, str(one.location)) for one in told] == [("overdue", "content/topics/case/facts.yaml:4:69")]
