"""A language is added beside content/, without touching irdocs: its fixed words, and the words of each subject."""

import re
import shutil
from pathlib import Path

import pytest

from irdocs.cli.main import main
from irdocs.preflight.pdf import tag_tree
from tests.project import BASE, LAYOUTS, write_content
from tests.project.pseudo import CODE, pseudo, write_locale, write_words


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in the made-up language, in which one stands."""
    content = write_content(tmp_path)
    write_locale(tmp_path / "locale")
    write_words(content, BASE)
    (tmp_path / "layouts").symlink_to(LAYOUTS, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def build(*more: str) -> int:
    return main(["build", BASE, "--layout", "leaflet", "--date", "2026-11-24", *more])


def test_each_command_knows_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "languages"]) == 0
    assert CODE in capsys.readouterr().out.split()
    main(["check", BASE, "--language", CODE])
    assert "unknown-language" not in capsys.readouterr().err
    assert build("--language", CODE) == 0
    assert (folder / "output" / BASE / f"leaflet.{CODE}.pdf").is_file()
    (folder / "jobs.csv").write_text(f"subject,layout,language\n{BASE},leaflet,{CODE}\n", encoding="utf-8")
    assert main(["batch", "jobs.csv"]) == 0


def test_a_changed_word_makes_its_files_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build("--language", CODE) == 0
    before = (folder / "output" / BASE / f"leaflet.{CODE}.pdf").read_bytes()
    own = folder / "locale" / f"{CODE}.toml"
    own.write_text(
        own.read_text(encoding="utf-8").replace(pseudo("Who can I contact?"), "Whom to call?"), encoding="utf-8"
    )
    capsys.readouterr()
    assert build("--language", CODE, "--dry-run") == 0
    assert "the fixed words changed" in "".join(capsys.readouterr())
    assert build("--language", CODE) == 0
    assert (folder / "output" / BASE / f"leaflet.{CODE}.pdf").read_bytes() != before


def test_some_words_may_be_laid_over_a_shipped_language(folder: Path) -> None:
    assert build() == 0
    before = (folder / "output" / BASE / "leaflet.en.pdf").read_bytes()
    (folder / "locale" / "en.toml").write_text('[headings.questions]\nhelp = "When to call us?"\n', encoding="utf-8")
    assert build() == 0
    assert (folder / "output" / BASE / "leaflet.en.pdf").read_bytes() != before


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('tag = "de"\n[page\n', "locale/de.toml:2:6: error: the TOML is broken here"),
        ('tag = "de"\ndirection = "ltr"\n', "locale/de.toml: error: these words are missing: numbers.thousands"),
        ('[page]\nnumbr = "x"\n', 'locale/de.toml:2:1: error: "page.numbr" is not one of the fixed words'),
        ('[page]\nnumber = 1\n', 'locale/de.toml:2:1: error: "page.number" must be text in quotes'),
        ('[page]\nnumber = "Seite {seite}"\n', 'locale/de.toml:2:1: error: "page.number" has no field {seite}'),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_line(folder: Path, capsys: pytest.CaptureFixture[str], text: str, wanted: str) -> None:
    (folder / "locale" / "de.toml").write_text(text, encoding="utf-8")
    assert build("--language", "de") != 0
    err = capsys.readouterr().err
    assert wanted in err
    assert re.search(r"\[(?:broken-toml|missing-words|unknown-key|wrong-type|unknown-field)\]", err)
    assert "Traceback" not in err


def test_drawings_speak_the_language_of_the_leaflet(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", BASE, "--language", CODE])
    told = capsys.readouterr().err
    assert "content/images/images.yaml:" in told and 'the drawing "vein" says in English' in told
    assert "missing-translation" in told and f"content/images/{CODE}.yaml" in told
    assert build("--language", CODE) == 0
    before = (folder / "output" / BASE / f"leaflet.{CODE}.pdf").read_bytes()
    own = folder / "content" / "images" / f"{CODE}.yaml"
    own.write_text('vein:\n  alt: "Drat fin in veina angusta."\n', encoding="utf-8")
    capsys.readouterr()
    main(["check", BASE, "--language", CODE])
    told = capsys.readouterr().err
    assert '"balloon" says in English' in told and '"vein" says in English' not in told
    assert build("--language", CODE) == 0
    after = (folder / "output" / BASE / f"leaflet.{CODE}.pdf").read_bytes()
    assert before != after and "Drat fin in veina angusta." in tag_tree(after)


def test_words_of_no_drawing_are_reported(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = folder / "content" / "images" / f"{CODE}.yaml"
    own.write_text('vain:\n  alt: "Drat fin in veina angusta."\nballoon:\n  alt: ""\n', encoding="utf-8")
    assert main(["check", BASE, "--language", CODE]) == 1
    told = capsys.readouterr().err
    assert f'content/images/{CODE}.yaml:1:1: error: there is no drawing "vain"  [unknown-drawing]' in told
    assert f"content/images/{CODE}.yaml:4:8: error:" in told


def brand_of(folder: Path, words: str) -> None:
    """Put a brand with these words beside the layouts of the project."""
    (folder / "layouts").unlink()
    shutil.copytree(LAYOUTS, folder / "layouts")
    path = folder / "layouts" / "brands" / "own"
    path.mkdir()
    (path / "brand.toml").write_text(f'publisher = "Our hospital"\n{words}', encoding="utf-8")


def test_a_brand_speaks_the_language_of_its_project(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    brand_of(folder, f'[policy.{CODE}]\nfasting = "Nix comer."\n[policy.qq]\nfasting = "Never."\n')
    assert build("--language", CODE, "--brand", "own") == 1
    told = capsys.readouterr().err
    assert f'no fixed words for the language "{CODE}"' not in told
    assert 'brand.toml:4:9: error: there are no fixed words for the language "qq"' in told


@pytest.mark.parametrize("words", ["Eat **nothing**.", "See [us](https://example.org)."])
def test_markup_in_the_words_of_a_brand_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    brand_of(folder, f'[policy.en]\nfasting = "{words}"\n')
    assert build("--brand", "own") == 1
    told = capsys.readouterr().err
    assert 'brand.toml:3:11: error: "fasting" has markup' in told and "[brand-markup]" in told
