"""What irdocs writes for a spreadsheet: Excel reads it as UTF-8, and calculates nothing."""

from pathlib import Path

import pytest

from tests.governance.test_approvals import SUBJECT, irdocs, replaced
from tests.project import BASE, write_content


def test_formulas_are_text_and_excel_knows_utf_8(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = write_content(tmp_path)
    replaced(content / "topics" / SUBJECT / "en.yaml", "A short history of balloons", "=SUM(A) balloons")
    assert irdocs(content, "build", SUBJECT, "--layout", "leaflet", "--jobs", "1") == 0
    for command in (("list", "--published"), ("review", SUBJECT, "--as", "csv")):
        capsys.readouterr()
        assert irdocs(content, *command) == 0
        out = capsys.readouterr().out
        assert out.startswith("\ufeff") and ",'=SUM(A) balloons," in out


def test_evidence_of_one_subject_leaves_nothing_of_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content, into, report = write_content(tmp_path, "no-x-ray"), tmp_path / "committee", tmp_path / "report.txt"
    report.write_text("seen", encoding="utf-8")
    assert irdocs(content, "evidence", BASE, "--into", str(into), "--with", str(report)) == 0
    assert (into / "added" / "report.txt").is_file()
    assert irdocs(content, "evidence", "no-x-ray", "--into", str(into)) == 0
    assert not (into / "added" / "report.txt").exists() and (into / "leaflet.en.pdf").is_file()
    (into / "minutes of the meeting.txt").write_text("ours", encoding="utf-8")
    capsys.readouterr()
    assert irdocs(content, "evidence", BASE, "--into", str(into)) == 1
    assert "minutes of the meeting.txt lies there" in (said := capsys.readouterr().err) and "[folder-in-use]" in said
