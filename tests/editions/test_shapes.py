"""Long, short and unusual content in every edition; one number that changes; what has room."""

import copy
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from irdocs.build import Job, Project, RunOptions, build
from irdocs.problems import Severity
from tests.editions.editions import EDITIONS, Half, Made, content_with, make_one, project_with
from tests.editions.measure import MM, Line, lines_of, overlaps, sizes
from tests.project import BASE, LAYOUTS, TODAY, bare, longest, no_x_ray, shortest

PROSE = ("what", "why", "how", "no_treatment")


def stretched(share: float) -> Callable[[Half, Half], None]:
    """Make every paragraph and every item longer by a share of its words."""

    def shape(_: Half, words: Half) -> None:
        for key in PROSE:
            words[key] = _longer(words[key], share)
        for key, field in (("preparation", "text"), ("aftercare", "text"), ("steps", "patient"), ("red_flags", "sign")):
            for one in words[key].values():
                if field in one:
                    one[field] = _longer(one[field], share)

    return shape


def _longer(text: str, share: float) -> str:
    plain = re.sub(r"[\[\]<>*]|\([a-z]+:[^)]*\)|\(https[^)]*\)", "", text).split()
    more = [plain[at % len(plain)] for at in range(round(len(plain) * (share - 1)))]
    return f"{text.rstrip()} {' '.join(more)}" if more else text


def many_rows(facts: Half, words: Half) -> None:
    """Risks with numbers, more than a page of risks has rows for; the last is a serious one."""
    for letter in ROWS:
        for half in (facts, words):
            half["risks"][f"tear-{letter}"] = copy.deepcopy(half["risks"]["tear"])
        words["risks"][f"tear-{letter}"]["name"] = f"Problem {letter}"
        facts["risks"][f"tear-{letter}"]["severity"] = "moderate"
    facts["risks"][f"tear-{ROWS[-1]}"]["severity"] = "life-threatening"


ROWS = "abcdefghijklmnop"


def made_as(folder: Path, shape: Callable[[Half, Half], None], edition: str) -> Made:
    return make_one(project_with(folder, shape), edition)


def sound(one: Made) -> list[Line]:
    """Give the lines of a file, after looking for what no page may have."""
    assert one.data, [str(told) for told in one.problems if told.severity >= Severity.WARNING]
    lines = lines_of(one.data)
    pages = sizes(one.data)
    assert overlaps(lines) == []
    for line in lines:
        width, height = pages[line.page]
        assert line.box[0] >= 8 * MM and line.box[2] <= (width - 8) * MM and line.box[3] <= (height - 7) * MM, line
    assert {line.page for line in lines} | set(range(len(pages))) == set(range(len(pages)))
    return lines


SHAPES: dict[str, Callable[[Half, Half], None]] = {
    "1.3 times": stretched(1.3),
    "twice": stretched(2.0),
    "longest": longest,
    "shortest": shortest,
    "bare": bare,
    "no X-ray": no_x_ray,
}


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("shape", SHAPES)
def test_content_of_every_length_gives_sound_pages(tmp_path: Path, shape: str, edition: str) -> None:
    one = made_as(tmp_path, SHAPES[shape], edition)
    overset = [told for told in one.problems if told.rule == "overset"]
    if edition == "trifold" and overset:
        assert shape == "longest", overset
        assert one.data == b""
        return
    lines = sound(one)
    if edition == "booklet":
        assert len(sizes(one.data)) % 4 == 0
    headings = [line for line in lines if line.size in (21.0, 26.0, 18.0, 17.0) and line.colour == "#073B47"]
    for heading in headings:
        if heading.text == "My notes":
            continue  # lines to write on follow
        below = [line for line in lines if line.page == heading.page and line.box[1] > heading.box[3]]
        foot = [line for line in below if not line.text.startswith(("Draft:", "Page ")) and "IR-TEST" not in line.text]
        assert foot, f"a heading stands alone at the foot of a page: {heading.text}"


@pytest.mark.parametrize("edition", ["a4", "large", "booklet"])
def test_a_page_of_risks_has_seven_rows_and_names_the_rest(tmp_path: Path, edition: str) -> None:
    lines = sound(made_as(tmp_path, many_rows, edition))
    heads = {line.page for line in lines if line.text == "What may happen"}
    table = [line for line in lines if re.fullmatch(r"Problem [a-z]", line.text)]
    assert {line.page for line in table} <= heads, "a table that goes on repeats its head"
    assert edition != "a4" or len(heads) == 1, "the table is parted"
    rows = [line.text for line in table]
    assert f"Problem {ROWS[-1]}" in rows, "a serious risk has its row, however rare it is"
    assert 0 < len(rows) <= 7
    said = " ".join(line.text for line in lines)
    rest = re.findall(r"Problem [a-z]", said[said.index("Also possible:") :])
    assert sorted({*rows, *rest}) == [f"Problem {letter}" for letter in ROWS], "none is lost"
    assert not {*rows} & {*rest}


@pytest.mark.parametrize("edition", ["booklet", "trifold"])
def test_no_word_of_a_cover_is_broken(tmp_path: Path, edition: str) -> None:
    def shape(_: Half, words: Half) -> None:
        words["title"] = words["plain_name"] = "Chemoembolisation of liver tumours"

    lines = sound(made_as(tmp_path, shape, edition))
    title = [line.text for line in lines if line.page == 0 and line.size > 20]
    assert " ".join(title).replace("\u00a0", " ") == "Chemoembolisation of liver tumours"


# --- one number -------------------------------------------------------------------------------------------------------

EXPECTED = {
    # 20 in 1,000 bleed and 980 do not: the picture says both; what is drawn has no row in the table
    "a4": [("20", "30"), ("980", "970")],
    "large": [("20", "30"), ("980", "970")],
    "booklet": [("20", "30"), ("980", "970")],
    "trifold": [("20", "30")],
    "easy": [],
}


def _more_bleeding(facts: Half, _: Half) -> None:
    assert facts["quantities"]["bleeding"]["frequency"]["cases"] == 2
    facts["quantities"]["bleeding"]["frequency"]["cases"] = 3


@pytest.mark.parametrize("edition", EDITIONS)
def test_one_number_changes_in_its_places_alone(tmp_path: Path, edition: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    before = [line.text for line in lines_of(made_as(tmp_path / "a", lambda *_: None, edition).data)]
    after = [line.text for line in lines_of(made_as(tmp_path / "b", _more_bleeding, edition).data)]
    assert len(before) == len(after)
    changed: list[tuple[str, str]] = []
    for old, new in zip(before, after, strict=True):
        if old != new:
            pairs = list(zip(old.split(), new.split(), strict=True))
            changed += [pair for pair in pairs if pair[0] != pair[1]]
    assert sorted(changed) == sorted(EXPECTED[edition])


# --- what a trifold has room for --------------------------------------------------------------------------------------

ALWAYS = (
    "What is it, and why have it?",
    "The day, and how it feels",
    "What are the benefits?",
    "What else could I choose?",
    "How do I prepare?",
    "What are the risks?",
    "When should I get help?",
    "Call 999",
    "Going home",
    "Who can I contact?",
    "Draft: not yet approved by a clinician",
)


def test_a_trifold_has_every_part(tmp_path: Path) -> None:
    """However long the leaflet is, the folded one has the words of its own, and all of them."""
    one = made_as(tmp_path, stretched(2.0), "trifold")
    lines = sound(one)
    said = " ".join(line.text for line in lines)
    for text in ALWAYS:
        assert text in said
    for kept in ("There is no scar to see.", "A sleeve eases the swelling.", "The balloon opens the narrow part."):
        assert kept in said
    assert "Need large print, Easy Read, an interpreter" in said and "IR-TEST" in said


def test_a_record_without_words_for_it_has_no_trifold(tmp_path: Path) -> None:
    def shape(_: Half, words: Half) -> None:
        words.pop("brief")

    project = project_with(tmp_path, shape)
    report = build(project, [Job(BASE, "trifold")], RunOptions(TODAY, workers=1))
    assert [one.job.layout for one in report.left_out] == ["trifold"] and report.succeeded


def test_a_trifold_that_is_too_full_says_by_how_many_lines(tmp_path: Path) -> None:
    """Ten more lines are ten more lines over, and none is left out in silence."""
    over: list[int] = []
    for number, lines in enumerate((40, 50)):

        def shape(_: Half, words: Half, lines: int = lines) -> None:
            words["brief"]["what"] += " ".join(["Tell us all of it before you come, please."] * lines)

        folder = tmp_path / str(number)
        folder.mkdir()
        one = made_as(folder, shape, "trifold")
        assert one.data == b""
        (told,) = [told for told in one.problems if told.rule == "overset"]
        found = re.search(r"the panel inside-1 is (\d+) lines too long", told.message)
        assert found is not None
        over.append(int(found[1]))
    assert 10 <= over[1] - over[0] <= 13


# --- how much of a page a leaflet may take ----------------------------------------------------------------------------


def test_a_section_over_its_budget_says_both_numbers(tmp_path: Path) -> None:
    told = [one for one in made_as(tmp_path, longest, "a4").problems if one.rule == "over-budget"]
    assert any(re.search(r'the section "prepare" has \d+ words; \d+ at most', one.message) for one in told)
    assert all(one.location.line and one.severity == Severity.WARNING for one in told)


def test_a_leaflet_of_too_many_pages_says_so(tmp_path: Path) -> None:
    one = made_as(tmp_path, longest, "a4")
    (told,) = [told for told in one.problems if told.rule == "too-many-pages"]
    assert told.message == f"this takes {len(sizes(one.data))} pages; 6 are the most"


def test_a_foot_of_white_is_noted(tmp_path: Path) -> None:
    told = [one.message for one in made_as(tmp_path, shortest, "booklet").problems if one.rule == "under-filled"]
    assert told and all(re.fullmatch(r"page \d+ ends in \d+ mm of white", one) for one in told)


def test_a_folded_leaflet_has_six_panels(tmp_path: Path) -> None:
    layouts = tmp_path / "layouts"
    shutil.copytree(LAYOUTS, layouts)
    template = layouts / "trifold" / "procedure.xml.j2"
    text = template.read_text(encoding="utf-8")
    template.write_text(text.replace('<panel name="flap">', '<panel name="back">', 1), encoding="utf-8")
    project = Project.open(content_with(tmp_path), layouts, tmp_path / "output")
    report = build(project, [Job(BASE, "trifold")], RunOptions(TODAY, workers=1))
    assert not report.made and "no-panel" in {one.rule for one in report.problems.errors}
