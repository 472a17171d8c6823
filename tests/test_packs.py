"""`irdocs pack`: letters for people. What is made is right and accessible, and nothing of a person is anywhere else."""

import json
import os
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from irdocs.cli.main import main
from irdocs.preflight.pdf import check_pdf
from tests.project import LAYOUTS, write_content

HEAD = "name,date,time,place,instructions\n"
PEOPLE = HEAD + (
    'Zebedee Quux,2026-12-01,09:30,"Ward 7, Level 2","Stop eating at midnight.\nBring a xylograph."\n'
    '"O\'Neil <&> {x}",2026-12-02,14:05,Day unit,\n'
    "\n"
    "Wilhelmina Vortigern,2026-12-03,08:00,Day unit,Come fasted.\n"
)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_content(tmp_path_factory.mktemp("content"), "shortest")


def pack(
    content: Path,
    folder: Path,
    people: str,
    capsys: pytest.CaptureFixture[str],
    *more: str,
    subject: str = "shortest",
    draft: bool = True,
) -> tuple[int, str]:
    """Make packs; return status and everything that was said."""
    (folder / "people.csv").write_text(people, encoding="utf-8")
    command = ["pack", subject, "--people", str(folder / "people.csv"), "--content", str(content)]
    command += ["--layouts", str(LAYOUTS), "--output", str(folder / "output"), "--date", "2026-11-24"]
    command += ["--draft"] if draft else []
    capsys.readouterr()
    status = main([*command, *more])
    said = capsys.readouterr()
    return status, said.out + said.err


def text_of(path: Path) -> str:
    """Return the words of a file as a reader copies them."""
    with pypdfium2.PdfDocument(path) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_each_person_gets_a_letter_and_the_leaflet(
    jobs: str, content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, told = pack(content, tmp_path, PEOPLE, capsys, "--jobs", jobs)
    assert status == 0 and "3 packs made" in told and "holds patient data" in told, told
    files = sorted((tmp_path / "output").rglob("*.pdf"))
    assert [path.name for path in files] == ["00002.en.pdf", "00003.en.pdf", "00005.en.pdf"]
    first, second, third = map(text_of, files)
    for said in ("Dear Zebedee Quux,", "1 December 2026", "09:30", "Ward 7, Level 2", "Bring a xylograph."):
        assert said in first and said not in third
    assert "Dear O'Neil <&> {x}," in second and "Come fasted." in third
    assert all("questions" in one and "Page 1 of" in one for one in (first, second, third))
    for path in files:
        assert list(check_pdf(path, path.name)) == []


def test_a_letter_is_as_a_hospital_sends_it(content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sender, day, address, weekday, number to change it, what to bring, and who signs: before the leaflet begins."""
    head = "name,address,sender,date,time,place,telephone,bring,signed,role\n"
    row = '"Ada Example","1 High Street\nOldtown","North Road\nNewtown",2026-12-01,09:30,Ward 7,01632 960199,'
    status, told = pack(content, tmp_path, head + row + '"slippers\nglasses",B. Smith,Lead nurse\n', capsys)
    assert status == 0, told
    with pypdfium2.PdfDocument(next((tmp_path / "output").rglob("*.pdf"))) as document:
        assert "Lead nurse" not in document[1].get_textpage().get_text_range()
        letter = " ".join(document[0].get_textpage().get_text_range().split())
    order = ["North Road, Newtown", "24 November 2026", "Ada Example, 1 High Street, Oldtown", "Dear Ada Example,"]
    order += ["Tuesday 1 December 2026", "09:30", "Ward 7", "01632 960199", "slippers", "glasses"]
    order += ["Yours sincerely,", "B. Smith", "Lead nurse"]
    places = [letter.find(said) for said in order]
    assert -1 not in places and places == sorted(places), list(zip(order, places, strict=True))


def test_the_letter_stands_on_pages_of_its_own(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack(content, tmp_path, PEOPLE, capsys)
    with pypdfium2.PdfDocument(tmp_path / "output" / "packs" / "shortest" / "00005.en.pdf") as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    assert "Wilhelmina" in pages[0] and not any("Wilhelmina" in page for page in pages[1:])
    assert "Interventional radiology" not in pages[0].split("Dear")[1] and "Interventional radiology" in pages[1]


def test_nothing_of_a_person_is_anywhere_else(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    monkeypatch.setenv("IRDOCS_CACHE", str(cache))
    _, told = pack(content, tmp_path, PEOPLE, capsys, "--jobs", "2", "--json")
    words = ("Zebedee", "Quux", "xylograph", "Wilhelmina", "Vortigern")
    assert not any(word in told for word in words)
    output = tmp_path / "output"
    kept = [path for path in (*cache.rglob("*"), output / "manifest.json") if path.is_file()]
    assert kept and not any(word.encode() in path.read_bytes() for path in kept for word in words)
    assert not any(word in str(path) for path in output.rglob("*") for word in words)
    for path in output.rglob("*.pdf"):
        with pikepdf.open(path) as file:
            said = str(file.open_metadata()) + str(dict(file.docinfo)) + file.Root.Metadata.read_bytes().decode()
        assert not any(word in said for word in words)
    assert json.loads((output / "manifest.json").read_text(encoding="utf-8")) == {"packs": {"packs/shortest": 3}}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes: a warning is told there")
def test_the_folder_is_for_its_owner_alone(content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = os.umask(0)
    try:
        _, told = pack(content, tmp_path, PEOPLE, capsys, "--brand", "example-trust")
    finally:
        os.umask(before)
    packs = tmp_path / "output" / "packs"
    for path in (packs, *packs.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path
    assert "not-private" not in told


def test_a_build_keeps_the_count_and_verify_holds_it(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack(content, tmp_path, PEOPLE, capsys)
    output = tmp_path / "output"
    command = ["build", "--content", str(content), "--layouts", str(LAYOUTS), "--output", str(output)]
    assert main([*command, "--layout", "leaflet", "--variant", "", "--jobs", "1", "--date", "2026-11-24"]) == 0
    assert main([*command, "--verify", "--strict"]) == 0
    next(iter(output.rglob("00002*"))).unlink()
    assert main([*command, "--verify"]) == 1 and "2 packs there" in capsys.readouterr().err


def test_packs_of_two_tables_never_mix(content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack(content, tmp_path, PEOPLE, capsys)
    status, told = pack(content, tmp_path, HEAD + "Someone Else,2026-12-01,09:30,Ward,\n", capsys)
    assert status == 1 and "[packs-there]" in told
    assert "Zebedee" in text_of(tmp_path / "output" / "packs" / "shortest" / "00002.en.pdf")


FAULTS = {
    "Secret,2026-13-01,09:30,Ward,\n": "2:8 not-a-date",
    "Secret,01/12/2026,09:30,Ward,\n": "2:8 not-a-date",
    "Secret,2026-12-01,9.30,Ward,\n": "2:19 not-a-time",
    ",2026-12-01,09:30,Ward,\n": "2:1 empty-field",
    '"Sec\nret",2026-12-01,09:30,Ward,\n': "2:1 not-one-line",
    f"{'Secret' * 20},2026-12-01,09:30,Ward,\n": "2:1 too-long",
    "Secret \u6f22,2026-12-01,09:30,Ward,\n": "2:1 missing-character",
}


@pytest.mark.parametrize("row", FAULTS)
def test_a_fault_is_told_at_its_cell_without_what_stands_there(
    row: str, content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, told = pack(content, tmp_path, HEAD + row, capsys)
    place, rule = FAULTS[row].split()
    assert status == 1 and f"people.csv:{place}: error" in told and f"[{rule}]" in told, told
    assert not any(value in told for value in ("Secret", "Sec", "2026-13-01", "01/12", "9.30", "\u6f22"))
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("brand", ["default", "example-trust"])
def test_a_name_that_cannot_be_printed_stops_its_own_letter_only(
    brand: str, content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Our lines run from left to right and move glyphs sideways only: Hebrew would be mirrored, accents misplaced."""
    names = [
        "Zebedee Quux",
        "\u05d0\u05d1\u05d2\u05d3",
        "Zoe \u0645\u062d",
        "A\u202eB",
        "J\u030c",
        "Nguye\u0302\u0303n",
    ]
    rows = "".join(f"{name},2026-12-01,09:30,Ward,\n" for name in names)
    status, report = pack(content, tmp_path, HEAD + rows, capsys, "--brand", brand)
    assert status == 1
    refused = ["people.csv:3:1", "people.csv:4:1", "people.csv:5:1", "people.csv:6:1"]
    assert all(f"{place}: error: row {place[11]}: name cannot" in report for place in refused), report
    assert report.count("[missing-character]") == 4 and not any(name in report for name in names)
    assert not any(code in report for code in ("U+", "\\u", "05D0"))
    made = sorted(path.name for path in (tmp_path / "output").rglob("*.pdf"))
    assert made == ["00002.en.pdf", "00007.en.pdf"]


def test_what_cannot_be_packed_is_told(content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "[missing-column]" in pack(content, tmp_path, "name,date\nA,2026-12-01\n", capsys)[1]
    assert "[not-personal]" in pack(content, tmp_path, PEOPLE, capsys, "--layout", "leaflet")[1]
    assert "[unknown-variant]" in pack(content, tmp_path, PEOPLE, capsys, "--variant", "tiny")[1]
    assert "[unknown-subject]" in pack(content, tmp_path, PEOPLE, capsys, subject="nobody")[1]
    assert "[address-for-packs]" in pack(content, tmp_path, PEOPLE, capsys, "--output", "memory://x")[1]
    command = ["build", "--layout", "letter", "--content", str(content), "--layouts", str(LAYOUTS)]
    assert main([*command, "--output", str(tmp_path)]) == 1 and "[personal-layout]" in capsys.readouterr().err


def test_a_pack_that_cannot_be_written_costs_itself_alone(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import irdocs.letters.packs

    whole = irdocs.letters.packs.write_whole

    def full(path: Path, data: bytes, *, mode: int) -> None:
        if path.name.startswith("00003"):
            raise OSError(28, "No space left on device", str(path))
        whole(path, data, mode=mode)

    monkeypatch.setattr(irdocs.letters.packs, "write_whole", full)
    status, told = pack(content, tmp_path, PEOPLE, capsys, "--jobs", "1")
    assert status == 1 and "2 packs made" in told and "1 failed" in told and "[no-pack]" in told
    assert "people.csv:4: error: row 3" in told
    assert len(list((tmp_path / "output").rglob("*.pdf"))) == 2


# --- what a person may get --------------------------------------------------------------------------------------------


def test_a_draft_is_for_nobody(content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = pack(content, tmp_path, PEOPLE, capsys, draft=False)
    assert status == 1 and not (tmp_path / "output").exists()
    assert "shortest is a draft: no clinical approval stands for its words  [not-for-patients]" in said
    assert '"Your logo" would be printed' in said


def test_an_approved_leaflet_is_packed_and_a_trial_is_marked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = write_content(tmp_path / "own", "shortest")
    where = ["--content", str(content), "--layouts", str(LAYOUTS), "--output", str(tmp_path), "--date", "2026-11-24"]
    yes = ["approve", "shortest", "--by", "Dr A", "--no-typist", *where]
    assert main([*yes, "--role", "clinical approver"]) == 0
    brand = ("--brand", "example-trust")
    status, said = pack(content, tmp_path, PEOPLE, capsys, *brand, draft=False)
    assert status == 1 and "nobody approved the local policies of example-trust" in said
    assert main([*yes, "--policies", *brand]) == 0
    late = HEAD + "A B,2026-11-23,09:30,Ward,\n"
    status, said = pack(content, tmp_path, late, capsys, *brand, draft=False)
    assert status == 1 and "people.csv:2:5: error: date: this day has passed  [past-date]" in said
    status, said = pack(content, tmp_path, PEOPLE, capsys, *brand, draft=False)
    assert status == 0, said
    made = sorted((tmp_path / "output").rglob("*.pdf"))
    assert made and all("Draft" not in text_of(path) for path in made)
    (tmp_path / "trial").mkdir()
    assert pack(content, tmp_path / "trial", late, capsys, *brand)[0] == 0
    [trial] = (tmp_path / "trial").rglob("*.pdf")
    with pypdfium2.PdfDocument(trial) as document:
        assert all("Draft" in page.get_textpage().get_text_range() for page in document)
    assert main(["withdraw", "shortest", "--reason", "Harm", "--by", "Dr A", "--no-typist", *where]) == 0
    (tmp_path / "gone").mkdir()
    status, said = pack(content, tmp_path / "gone", late, capsys, *brand)
    assert status == 1 and "shortest was withdrawn  [not-for-patients]" in said
