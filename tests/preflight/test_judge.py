"""The door of preflight: any file, by its path or its bytes; with nothing else of irdocs; for people what repeats is one line."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array

from irdocs.cli.main import main
from irdocs.pdf.imposition import impose
from irdocs.preflight import grouped, judge
from irdocs.preflight.pdf.press import RULES as PRESS
from irdocs.problems import Location, Problem, Problems, Severity

from .decks import good_deck
from .pdfs import good_pdf

ALONE = """
import sys

class OnlyPreflight:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("irdocs.") and not name.startswith(("irdocs.preflight", "irdocs.problems")):
            raise ImportError(f"{name} may not be imported here")
        return None

sys.meta_path.insert(0, OnlyPreflight())
from irdocs.preflight import judge

for name in sys.argv[1:]:
    print(name, len(judge(name)), len(judge(open(name, "rb").read())))
try:
    import irdocs.model
except ImportError:
    print("alone")
"""


def test_it_judges_where_nothing_else_of_irdocs_can_be_imported(tmp_path: Path) -> None:
    (tmp_path / "good.pdf").write_bytes(good_pdf())
    (tmp_path / "good.pptx").write_bytes(good_deck())
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 and no more")
    command = [sys.executable, "-c", ALONE, "good.pdf", "good.pptx", "bad.pdf"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
    assert done.stderr == ""
    assert done.stdout.splitlines() == ["good.pdf 0 0", "good.pptx 0 0", "bad.pdf 1 1", "alone"]


def test_a_file_that_is_neither_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("words", encoding="utf-8")
    assert [one.rule for one in judge(tmp_path / "notes.txt")] == ["not-judged"]
    assert [one.rule for one in judge(b"")] == ["not-judged"]
    assert [one.rule for one in judge(tmp_path / "nothing.pdf")] == ["not-a-pdf"]
    assert [one.rule for one in judge(tmp_path / "nothing.pptx")] == ["not-a-deck"]


# --- press files ------------------------------------------------------------------------------------------------------


def press(edit: object = None) -> bytes:
    """Return a press file, changed."""
    data = impose(good_pdf(), "leaflet")
    if edit is None:
        return data
    with pikepdf.open(BytesIO(data)) as pdf:
        edit(pdf)  # type: ignore[operator]
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def test_a_press_file_is_one_note() -> None:
    (one,) = judge(press())
    assert (one.severity, one.rule) == (Severity.NOTE, "press-file")
    assert "screen file" in one.message


def test_the_command_prints_the_note(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "leaflet.press.pdf").write_bytes(press())
    assert main(["check", str(tmp_path / "leaflet.press.pdf")]) == 0
    said = capsys.readouterr().err
    assert said.count("[press-file]") == 1 and "0 errors, 0 warnings, 1 note" in said


def narrow(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.BleedBox = pdf.pages[0].obj.TrimBox


def uneven(pdf: pikepdf.Pdf) -> None:
    pdf.pages.append(pdf.pages[0])
    left, bottom, right, top = (float(one) for one in pdf.pages[0].obj.TrimBox)
    pdf.pages[1].obj.TrimBox = Array([left, bottom, right - 40, top])


def no_fonts(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor":
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if key in one:
                    del one[key]


@pytest.mark.parametrize(
    ("edit", "rule"), [(narrow, "short-bleed"), (uneven, "uneven-sheets"), (no_fonts, "font-not-embedded")]
)
def test_what_a_press_needs_is_judged(edit: object, rule: str) -> None:
    found = {one.rule for one in judge(press(edit))}
    assert found == {"press-file", rule}


def test_every_rule_for_press_files_says_why() -> None:
    assert all(rule.why and rule.cure and rule.standard for rule in PRESS.values())


def test_an_untagged_file_for_readers_is_no_press_file() -> None:
    with pikepdf.open(BytesIO(good_pdf())) as pdf:
        del pdf.Root["/StructTreeRoot"]
        out = BytesIO()
        pdf.save(out)
    rules = {one.rule for one in judge(out.getvalue())}
    assert "not-tagged" in rules and "press-file" not in rules


# --- for people -------------------------------------------------------------------------------------------------------


def repeated(count: int) -> Problems:
    problems = Problems()
    for slide in range(1, count + 1):
        at = Location("plain.pptx", slide)
        problems.extend([Problem(Severity.WARNING, "fixed-font", at, f"slide {slide}: Title: Arial", "drop it")])
    problems.warning("overlap", Location("plain.pptx", 4), "slide 4: two shapes", "move them")
    return problems


def test_what_repeats_is_one_message_with_count_and_slides() -> None:
    shown = list(grouped(repeated(57)))
    assert [one.rule for one in shown] == ["fixed-font", "overlap"]
    assert shown[0].message == "57 times, on slides (1, 2, 3, 4, 5 and 52 more); the first: slide 1: Title: Arial"
    assert shown[0].severity is Severity.WARNING and shown[0].location == Location("plain.pptx", 1)
    assert list(grouped(repeated(3))) == repeated(3).sorted()


def test_the_command_groups_for_people_and_not_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = BytesIO()
    from pptx import Presentation

    deck = Presentation()
    for _ in range(9):
        deck.slides.add_slide(deck.slide_layouts[1])
    deck.save(plain)
    (tmp_path / "plain.pptx").write_bytes(plain.getvalue())
    main(["check", str(tmp_path / "plain.pptx")])
    people = capsys.readouterr().err
    main(["check", "--json", str(tmp_path / "plain.pptx")])
    programs = capsys.readouterr().out
    assert people.count("[slide-without-title]") == 1 and "9 times, on slides (1, 2, 3, 4, 5 and 4 more)" in people
    assert programs.count('"slide-without-title"') == 9
