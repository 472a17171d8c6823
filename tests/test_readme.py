"""Each command of the README's table is run as it is typed there, in a small project, and does what it promises."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from irdocs.cli.main import main
from tests.pptx.templates import as_potx

ROOT = Path(__file__).parents[1]
SUBJECTS = ("image-guided-biopsy", "ivc-filter")
CANNOT_RUN = {
    "irdocs build --scheduler tcp://head:8786 --output s3://bucket/leaflets": "needs a cluster and a bucket",
    "irdocs build image-guided-biopsy --watch": "runs until it is stopped",
}
FAILS = {"irdocs build --release": "what is shipped is a draft, and a draft is refused"}
TABLE = "subject,layout\nivc-filter,leaflet\n"
PEOPLE = "name,date,time,place,instructions\nZebedee Quux,2099-12-01,09:30,Ward 7,Come fasted.\n"


def commands() -> list[str]:
    """Return the commands of the README's table, in their order."""
    table = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Commands")[2].partition("\n## ")[0]
    return re.findall(r"^\| `(irdocs [^`]+)` \|", table, re.MULTILINE)


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two of the shipped subjects, under git, and what the examples name beside it."""
    folder = tmp_path / "project"
    shutil.copytree(ROOT / "layouts", folder / "layouts")
    shutil.copytree(ROOT / "content", folder / "content", ignore=shutil.ignore_patterns("procedures"))
    for kind in ("conditions", "topics", "courses"):
        shutil.rmtree(folder / "content" / kind)
    for subject in SUBJECTS:
        shutil.copytree(ROOT / "content" / "procedures" / subject, folder / "content" / "procedures" / subject)
    facts = folder / "content" / "procedures" / "ivc-filter" / "facts.yaml"
    text = re.sub(r"^conditions: .*\n", "", facts.read_text(encoding="utf-8"), flags=re.MULTILINE)  # none is here
    facts.write_text(text, encoding="utf-8")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "all")
    (folder / "tonight.csv").write_text(TABLE, encoding="utf-8")
    (folder / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (folder / "our-slides.potx").write_bytes(as_potx())
    monkeypatch.chdir(folder)
    return folder


def test_the_commands_of_the_readme_work(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    typed = commands()
    assert len(typed) > 20 and set(CANNOT_RUN) | set(FAILS) <= set(typed)
    wrong = []
    for command in typed:
        if command in CANNOT_RUN:
            continue
        if "output/my-subject/deck.en.pptx" in command:
            (project / "output" / "my-subject").mkdir()
            deck = project / "output" / "ivc-filter" / "deck.en.pptx"
            shutil.copy(deck, project / "output" / "my-subject" / "deck.en.pptx")
        status = main(shlex.split(command)[1:])
        said = capsys.readouterr()
        if status != (1 if command in FAILS else 0) or "Traceback" in said.err:
            wrong.append(f"{command}: {status}\n{said.err[-800:]}")
    assert not wrong, "\n".join(wrong)
    for made in ("ivc-filter/leaflet-large.en.pdf", "example-trust/ivc-filter/leaflet.en.pdf", "manifest.json"):
        assert (project / "output" / made).is_file(), made
    assert (project / "my-leaflets" / "content" / "references.yaml").is_file()
