"""`irdocs batch`: a table makes the files that it asks for, and every fault of it is told at its line and column."""

import shutil
from pathlib import Path

import pytest

from irdocs.cli.main import main
from irdocs.problems import Problems
from irdocs.reading.csv_tables import read_table
from tests.project import LAYOUTS, write_content


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_content(tmp_path_factory.mktemp("content"), "shortest", "bare")


def batch(
    content: Path, folder: Path, table: str, capsys: pytest.CaptureFixture[str], *more: str, name: str = "jobs.csv"
) -> tuple[int, str, str]:
    """Run a table; return status, stdout and stderr."""
    (folder / name).write_bytes(table.encode())
    command = ["batch", str(folder / name), "--content", str(content), "--layouts", str(LAYOUTS), "--jobs", "1"]
    capsys.readouterr()
    status = main([*command, "--output", str(folder / "output"), "--date", "2026-11-24", *more])
    said = capsys.readouterr()
    return status, said.out, said.err


def planned(said: str) -> list[str]:
    """Return the files that a dry run names."""
    return [line.partition(":")[0] for line in said.splitlines()]


def test_a_table_makes_what_it_asks_for(content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = "brand;subject;layout;variant;edition\nexample-trust default;shortest;leaflet;plain;screen\n;bare;leaflet;large;black\n"
    status, _, told = batch(content, tmp_path, table, capsys)
    assert status == 0 and "3 of 3 files made" in told
    output = tmp_path / "output"
    assert {path.relative_to(output).as_posix() for path in output.rglob("*.pdf")} == {
        "example-trust/shortest/leaflet.en.pdf",
        "shortest/leaflet.en.pdf",
        "bare/leaflet-large-black.en.pdf",
    }
    assert "3 stood unchanged" in batch(content, tmp_path, table, capsys)[2]


def test_toml_asks_for_the_same_as_csv(content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "subject,brand,layout\nshortest bare,*,leaflet booklet\n"
    toml = '[[jobs]]\nsubject = ["shortest", "bare"]\nbrand = "*"\nlayout = ["leaflet", "booklet"]\n'
    one = planned(batch(content, tmp_path, rows, capsys, "--dry-run")[1])
    two = planned(batch(content, tmp_path, toml, capsys, "--dry-run", name="jobs.toml")[1])
    assert one == two and len(one) == len(set(one)) > 10


def test_rows_that_ask_for_the_same_make_it_once(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = "subject,layout,edition\nbare,leaflet,screen\n bare ,leaflet booklet,screen\n"
    names = planned(batch(content, tmp_path, table, capsys, "--dry-run")[1])
    assert len(names) == len(set(names)) == 3


DECKS = {
    "jobs.csv": "subject,layout,minutes,template\nshortest,deck leaflet,20 60,our slides.potx\nshortest,deck,,\n",
    "jobs.toml": '[[jobs]]\nsubject = "shortest"\nlayout = ["deck", "leaflet"]\nminutes = [20, 60]\ntemplate = "our slides.potx"\n'
    '[[jobs]]\nsubject = "shortest"\nlayout = "deck"\n',
}


@pytest.mark.parametrize("name", DECKS)
def test_decks_of_some_minutes_in_a_template(
    name: str, content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The template is looked for beside the table, wherever one stands."""
    shutil.copy(LAYOUTS / "brands" / "default" / "deck.pptx", tmp_path / "our slides.potx")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    status, out, told = batch(content, tmp_path, DECKS[name], capsys, "--dry-run", name=name)
    assert status == 0, told
    decks = {one for one in planned(out) if "deck" in one}
    assert decks == {
        "shortest/deck-20min-on-our-slides.en.pptx", "shortest/deck-60min-on-our-slides.en.pptx", "shortest/deck.en.pptx",
    }  # fmt: skip
    assert "shortest/leaflet.en.pdf" in planned(out)


CSV_FAULTS = {
    'subject,layout,minutes\nshortest,deck,soon\n': "2:15: error wrong-minutes",
    'subject,layout,minutes\nshortest,deck,20 0\n': "2:18: error wrong-minutes",
    'subject,layout,template\nshortest,deck, our slides.potx\n': "2:16: error no-template",
    'subject,layout,minutes\nshortest,leaflet,20\n': "2:18: error no-deck",
    'subject,layout\nbare,leaflt\n': "2:6: error unknown-layout",
    'subject,layout\nbare "x",leaflet\n': "2:6: error broken-table",
    'subject,layout\n"bare" x,leaflet\n': "2:7: error broken-table",
    'subject,layout\n"bare,leaflet\n': "2:1: error broken-table",
    'subject,layout\nshortest  nobody,leaflet\n': "2:11: error unknown-subject",
    'subject,colour\nbare,red\n': "1:9: error unknown-column",
    'subject,subject\nbare,bare\n': "1:9: error double-column",
    'subject,layout\nbare,leaflet,x\n': "2:14: error wrong-count",
    'subject,edition\nbare,golden\n': "2:6: error unknown-edition",
    'subject,brand\nbare,nowhere\n': "2:6: error unknown-brand",
    'subject,language\nbare,tlh\n': "2:6: error unknown-language",
    'subject,format\nbare,docx\n': "2:6: error unknown-format",
    'subject,variant\nbare,tiny\n': "2:6: error unknown-variant",
    'subject,layout\nbare,letter\n': "2:6: error unknown-layout",
    'subject,layout,format\nbare,leaflet,pptx\n': "2:1: error nothing-to-do",
    'subject,layout,variant\nbare,leaflet,large\nbare,leaflet,six\n': "3:1: error nothing-to-do",
    '\n\n': "1:1: error empty-table",
    'subject\n': "1:1: error empty-table",
}  # fmt: skip


@pytest.mark.parametrize("table", CSV_FAULTS)
def test_a_fault_of_a_csv_is_told_at_its_place(
    table: str, content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, told = batch(content, tmp_path, table, capsys)
    place, _, rule = CSV_FAULTS[table].partition(": error ")
    faults = [line for line in told.splitlines() if ": error: " in line]
    assert status == 1 and len(faults) == 1, told
    assert f"jobs.csv:{place}: error: " in faults[0] and faults[0].endswith(f"[{rule}]")
    assert not (tmp_path / "output").exists()


TOML_FAULTS = {
    '# first\n[[jobs]]\nsubject = ["bare", # "one"\n  "nobody"]\n': "4:3: error unknown-subject",
    '[[jobs]]\nsubject = "bare"\n\n[[jobs]]\n  layout = "leaflt"\n': "5:12: error unknown-layout",
    '[[jobs]]\nsubject = "shortest"\nlayout = "deck"\nminutes = [20,\n 0]\n': "5:2: error wrong-minutes",
    '[[jobs]]\nminutes = "20"\n': "2:11: error wrong-type",
    '[[jobs]]\ntemplate = "none.potx"\n': "2:12: error no-template",
    '[[jobs]]\nsubject = 3\n': "2:11: error wrong-type",
    '[[jobs]]\ncolour = "red"\n': "2:1: error unknown-key",
    'title = "x"\n[[jobs]]\nsubject = "bare"\n': "1:1: error unknown-key",
    'jobs = 3\n': "1:8: error wrong-type",
    '[[jobs]\n': "1:7: error broken-toml",
}  # fmt: skip


@pytest.mark.parametrize("table", TOML_FAULTS)
def test_a_fault_of_a_toml_is_told_at_its_place(
    table: str, content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, told = batch(content, tmp_path, table, capsys, name="jobs.toml")
    place, _, rule = TOML_FAULTS[table].partition(": error ")
    assert status == 1 and f"jobs.toml:{place}: error: " in told and f"[{rule}]" in told, told


def test_every_fault_comes_in_one_run(content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = "subject,layout\nnobody,leaflt\nnobody-else,boklet\n"
    assert batch(content, tmp_path, table, capsys)[2].count(": error: ") == 4


def test_other_files_are_refused(content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "[unknown-ending]" in batch(content, tmp_path, "x", capsys, name="jobs.xlsx")[2]
    command = ["batch", str(tmp_path / "none.csv"), "--content", str(content), "--layouts", str(LAYOUTS)]
    assert main(command) == 1 and "[unreadable]" in capsys.readouterr().err


def test_cells_are_read_as_spreadsheets_write_them(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes('\ufeffA;b\r\n"x ""y""\r\nz";1,5\r\n;\r\n\r\n2;"é;"\r\n'.encode())
    problems = Problems()
    rows = [(row.number, row.line, [tuple(cell) for cell in row.cells.values()]) for row in read_table(
        path, "table.csv", {"a": True, "b": True}, problems
    )]  # fmt: skip
    assert rows == [(2, 2, [('x "y"\nz', 2, 1), ("1,5", 3, 4)]), (5, 6, [("2", 6, 1), ("é;", 6, 3)])]
    assert not list(problems)


def test_text_that_is_not_utf_8_is_told_at_its_column(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_bytes("a,b\nö,".encode() + b"\xe9\n" + b"1,2\n")
    problems = Problems()
    rows = list(read_table(tmp_path / "table.csv", "table.csv", {"a": True, "b": True, "c": True}, problems))
    assert rows == []
    assert [(one.rule, one.location.line, one.location.column) for one in problems] == [
        ("missing-column", 1, 1), ("not-utf-8", 2, 3),
    ]  # fmt: skip
