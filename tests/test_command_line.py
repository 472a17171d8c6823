"""The command line: exit status 0, 1 or 2, data on stdout, talk on stderr, and never a traceback, whatever is in the files."""

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from irdocs.cli.arguments import _subject
from irdocs.cli.main import main
from irdocs.model.records import KINDS
from tests.project import BASE, LAYOUTS, TODAY, write_content
from tests.test_cases import CASES, content_with, layouts_with

DAY = ("--date", "2026-11-24")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_content(tmp_path)


def run(capsys: pytest.CaptureFixture[str], content: Path, *arguments: str) -> tuple[int, str, str]:
    """Run a command over a content folder; give its status, stdout and stderr."""
    where = ("--content", str(content), "--layouts", str(LAYOUTS), "--output", str(content.parent / "output"))
    status = main([*arguments, *where, *DAY])
    said = capsys.readouterr()
    assert "Traceback" not in said.err + said.out
    return status, said.out, said.err


def test_a_build_that_succeeds_says_so_in_one_line(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, content, "build", BASE, "--layout", "leaflet", "--layout", "deck")
    assert (status, out) == (0, "")
    assert len(err.splitlines()) == 1
    assert "0 errors, 0 warnings" in err
    made = sorted(path.name for path in (content.parent / "output" / BASE).iterdir())
    assert "leaflet.en.pdf" in made and "deck.en.pptx" in made
    manifest = json.loads((content.parent / "output" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["date"] == "2026-11-24"
    assert set(manifest["files"]) == {f"{BASE}/{name}" for name in made}


def test_a_dry_run_names_files_and_makes_none(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, content, "build", "--layout", "deck", "--dry-run")
    assert status == 0
    assert f"{BASE}/deck.en.pptx" in out and "short-history/deck.en.pptx" in out
    assert not (content.parent / "output").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("build", "--jobs", "0"),
        ("build", "--date", "24.11.2026"),
        ("build", "--format", "docx"),
        ("list", "colours"),
        ("show", "tree"),
        ("new", "course", "x"),
    ],
)
def test_wrong_use_is_2(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(list(arguments)) == 2
    said = capsys.readouterr()
    assert said.out == "" and "usage: irdocs" in said.err


@pytest.mark.parametrize(
    ("arguments", "rule"),
    [
        (("build", "vein-widenin"), "unknown-subject"),
        (("build", "--layout", "leaflets"), "unknown-layout"),
        (("build", "--variant", "huge"), "unknown-variant"),
        (("build", "--brand", "nobody"), "unknown-brand"),
        (("build", "--language", "xx"), "unknown-language"),
        (("show", "tree", "nobody"), "unknown-subject"),
        (("check", "nobody"), "unknown-subject"),
        (("check", "nobody.pdf"), "not-a-pdf"),
        (("check", "nobody.pptx"), "not-a-deck"),
        (("build", BASE, "--format", "pdf", "--layout", "deck"), "nothing-to-do"),
    ],
)
def test_what_is_not_there_is_an_error_that_names_it(
    content: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], rule: str
) -> None:
    status, _, err = run(capsys, content, *arguments)
    assert status == 1
    assert f"[{rule}]" in err
    assert not list((content.parent / "output").rglob("*.pdf"))


def test_a_near_name_is_offered(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, _, err = run(capsys, content, "build", "vein-widenin")
    assert 'did you mean "vein-widening"?' in err


HOSTILE = {
    "huge": ("too-large", b"a: " + b"x" * 2_100_000),
    "binary": ("not-utf-8", bytes(random.Random(7).randbytes(5000))),
    "latin-1": ("not-utf-8", "title: café\n".encode("latin-1")),
    "utf-16": ("not-utf-8", "title: A case\n".encode("utf-16")),
    "nul": ("broken-yaml", b"title: \x00\n"),
    "deep flow": ("too-deep", b"a: " + b"[" * 5000),
    "deep braces": ("too-deep", b"a: " + b"{a: " * 2000),
    "deep block": ("too-deep", b"".join(b" " * depth + b"a:\n" for depth in range(900))),
    "empty": ("empty", b""),
    "a tab": ("broken-yaml", b"\t"),
    "a colon": ("broken-yaml", b": : :"),
    "aliases": ("alias", b"a: &a [x]\n" + b"".join(b"k%d: [*a, *a, *a]\n" % number for number in range(2000))),
    "merge key": ("alias", b"a: &a {b: c}\nd: {<<: *a}\n"),
}
"""Name -> the rule that tells it, and the bytes."""


@pytest.mark.parametrize("half", ["facts.yaml", "en.yaml"])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_yaml_is_told_and_costs_its_subject_alone(
    content: Path, capsys: pytest.CaptureFixture[str], name: str, half: str
) -> None:
    rule, data = HOSTILE[name]
    (content / "topics" / "short-history" / half).write_bytes(data)
    status, _, err = run(capsys, content, "build", "--layout", "leaflet", "--jobs", "1")
    assert status == 1
    errors = [line for line in err.splitlines() if ": error: " in line]
    assert errors and all(f"short-history/{half}" in line for line in errors)
    assert {re.findall(r"\[([a-z0-9-]+)\]$", line)[0] for line in errors} == {rule}
    assert (content.parent / "output" / BASE / "leaflet.en.pdf").is_file()


def test_a_folder_in_place_of_a_file_is_told(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts = content / "topics" / "short-history" / "facts.yaml"
    facts.unlink()
    facts.mkdir()
    status, _, err = run(capsys, content, "check")
    assert status == 1 and "[unreadable]" in err


def test_an_output_folder_that_is_a_file_is_told(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (content.parent / "output").write_text("in the way", encoding="utf-8")
    status, _, err = run(capsys, content, "build", "--layout", "leaflet")
    assert status == 1 and "[cannot-write]" in err
    assert (content.parent / "output").read_text(encoding="utf-8") == "in the way"


AS_ANYBODY = """
import ctypes, sys
from irdocs.cli.main import main
if sys.platform == "linux":  # capset(version 3, this process, no capability): root is then bound by modes like anybody
    ctypes.CDLL(None).capset((ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)())
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="permissions as POSIX has them")
@pytest.mark.parametrize("closed", ["output", "content"])
def test_a_folder_without_permission_is_told(content: Path, closed: str) -> None:
    """The child stays who it is, and so it may read Python and the layouts wherever the clone lies."""
    if os.getuid() == 0 and sys.platform != "linux":
        pytest.skip("to root nothing is forbidden, but for Linux, where a process can give that up")
    output = content.parent / "output"
    output.mkdir()
    folder = output if closed == "output" else content
    arguments = ["build", BASE, "--layout", "leaflet", "--content", str(content), "--layouts", str(LAYOUTS), *DAY]
    command = [sys.executable, "-c", AS_ANYBODY, *arguments, "--output", str(output)]
    mode = folder.stat().st_mode
    folder.chmod(0o555 if closed == "output" else 0o000)
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    finally:
        folder.chmod(mode)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert ("[cannot-write]" if closed == "output" else "[no-access]") in done.stderr
    assert list(output.iterdir()) == []


def test_a_failed_job_leaves_the_old_file_whole(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, content, "build", BASE, "--layout", "leaflet")
    made = content.parent / "output" / BASE / "leaflet.en.pdf"
    old = made.read_bytes()
    words = content / "procedures" / BASE / "en.yaml"
    words.write_text(words.read_text(encoding="utf-8").replace("title:", "titel:", 1), encoding="utf-8")
    status, _, err = run(capsys, content, "build", BASE, "--layout", "leaflet")
    assert status == 1 and 'did you mean "title"?' in err
    assert made.read_bytes() == old
    assert not list(made.parent.glob(".*")), "nothing half written is left"


def test_a_broken_layout_is_told_once_for_all_subjects(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layouts = layouts_with(tmp_path, template=CASES / "templates" / "several-at-once.xml.j2")
    where = ["--content", str(content_with(tmp_path)), "--layouts", str(layouts), "--output", str(tmp_path / "output")]
    assert main(["build", *where, *DAY]) == 1
    err = capsys.readouterr().err
    assert err.count("[unknown-element]") == err.count("[unknown-attribute]") == err.count("[bad-nesting]") == 1


def test_warnings_fail_when_strict(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = content / "procedures" / BASE / "en.yaml"
    text = words.read_text(encoding="utf-8").replace(
        'lead: "Opening', 'lead: "Opening, as wide as it can ever be opened,', 1
    )
    words.write_text(text, encoding="utf-8")
    assert run(capsys, content, "check", BASE)[0] == 0
    status, _, err = run(capsys, content, "check", BASE, "--strict")
    assert status == 1 and "[too-long]" in err and "1 warning" in err


def test_a_release_refuses_drafts_and_makes_nothing(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, content, "build", "--release", "--layout", "leaflet")
    assert status == 1
    for rule in ("awaiting-approval", "unverified", "empty-number"):
        assert f"[{rule}]" in err
    assert not list((content.parent / "output").rglob("*.pdf"))


def test_json_is_one_problem_a_line(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (content / "topics" / "short-history" / "facts.yaml").write_text("code: [\n", encoding="utf-8")
    status, out, _ = run(capsys, content, "check", "--json", "--quiet")
    lines = [json.loads(line) for line in out.splitlines()]
    broken = next(line for line in lines if line.get("rule") == "broken-yaml")
    assert status == 1
    assert broken["severity"] == "error"
    assert broken["location"] == {"path": "content/topics/short-history/facts.yaml", "line": 2, "column": 1}


def test_lists(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "vein-widening" in run(capsys, content, "list", "subjects")[1]
    assert "leaflet" in run(capsys, content, "list", "layouts")[1]
    assert "default" in run(capsys, content, "list", "brands")[1]
    assert run(capsys, content, "list", "languages")[1].split() == ["en"]


def test_finished_files_are_checked(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, content, "build", BASE, "--layout", "leaflet", "--layout", "deck")
    files = [str(path) for path in sorted((content.parent / "output" / BASE).iterdir())]
    assert main(["check", *files]) == 0
    assert main(["check", __file__.replace(".py", ".pdf")]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_help_teaches(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert "exit status: 0 no error; 1 an error" in said
    for command in ("build", "check", "list", "show", "new", "init"):
        assert f"  {command}" in said


def test_as_a_module_and_as_a_library(content: Path, tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "irdocs", "--help"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("usage: irdocs")
    import irdocs.build

    assert sorted(irdocs.build.__all__) == ["BuildReport", "Job", "Problem", "Project", "RunOptions", "build"]
    project = irdocs.build.Project.open(content, LAYOUTS, tmp_path / "made")
    report = irdocs.build.build(project, [irdocs.build.Job(BASE, "leaflet")], irdocs.build.RunOptions(TODAY))
    assert not report.failed


@pytest.mark.parametrize(
    "path", ["{0}/topics/short-history", "{0}/topics/short-history/en.yaml", "topics\\short-history\\"]
)
def test_a_path_into_a_subject_stands_for_it(content: Path, capsys: pytest.CaptureFixture[str], path: str) -> None:
    (content / "topics" / "short-history" / "en.yaml").write_text("title: 3\n", encoding="utf-8")
    status, _, told = run(capsys, content, "check", path.format(content.as_posix()))
    assert status == 1
    assert "topics/short-history/en.yaml:1:" in told


def test_a_file_that_subjects_share_is_checked_with_all_of_them(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (content / "topics" / "short-history" / "en.yaml").write_text("title: 3\n", encoding="utf-8")
    status, _, told = run(capsys, content, "check", (content / "references.yaml").as_posix())
    assert status == 1
    assert "topics/short-history/en.yaml:1:" in told


def test_the_folders_of_subjects_are_those_that_paths_are_read_by() -> None:
    assert {_subject(f"content/{kind}/one/facts.yaml") for kind in KINDS} == {"one"}


def test_a_strict_build_fails_for_an_overdue_review(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--content", str(content), "--layouts", str(LAYOUTS), "--output", str(content.parent / "output")]
    command = ["build", BASE, "--layout", "leaflet", "--jobs", "1", *where]
    assert main([*command, "--strict", *DAY]) == 0
    for _ in range(2):  # with nothing left to do as well
        assert main([*command, "--date", "2029-06-01"]) == 0
        assert "[overdue]" in capsys.readouterr().err
        assert main([*command, "--strict", "--date", "2029-06-01"]) == 1
        assert "[overdue]" in capsys.readouterr().err


def test_verify_knows_the_subjects_of_its_manifest(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, content, "build", BASE, "--layout", "leaflet")
    assert run(capsys, content, "build", "--verify", BASE)[0] == 0
    status, _, told = run(capsys, content, "build", "--verify", "nosuch")
    assert status == 1 and "[unknown-subject]" in told and "nosuch" in told
