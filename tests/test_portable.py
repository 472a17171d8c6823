"""The same on every system, and from a wheel as from a checkout."""

import ast
import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
POSIX_ONLY = ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog", "readline")
POSIX_CALLS = ("fork", "forkpty", "getuid", "geteuid", "setuid", "chown", "mkfifo", "nice", "killpg", "sysconf")
FOLDERS = ("src", "content", "layouts", "tests", "scripts", "docs", "benchmarks")
RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def files() -> list[Path]:
    """Give everything that a checkout holds, caches left out."""
    found = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*"))
    return [path for path in found if "__pycache__" not in path.parts and ".hypothesis" not in path.parts]


def posix_only(code: str) -> list[str]:
    """Return what of a module is there on POSIX alone, as "line: name"; what `hasattr(os, ...)` asks for first is no such thing."""
    found = []
    asked = {f"os.{name}" for name in re.findall(r'hasattr\(os, "(\w+)"\)', code)}
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Import():
                names = [one.name.partition(".")[0] for one in node.names]
            case ast.ImportFrom(module="os"):
                names = [f"os.{one.name}" for one in node.names]
            case ast.ImportFrom():
                names = [(node.module or "").partition(".")[0]]
            case ast.Attribute(value=ast.Name(id="os")):
                names = [f"os.{node.attr}"]
            case ast.Call(
                func=ast.Attribute(attr="get_context" | "set_start_method"), args=[ast.Constant(value=str())]
            ):
                names = [str(ast.literal_eval(node.args[0]))]
            case _:
                continue
        wrong = {*POSIX_ONLY, *(f"os.{name}" for name in POSIX_CALLS), "fork", "forkserver"} - asked
        found += [f"{node.lineno}: {name}" for name in names if name in wrong]
    return found


@pytest.mark.parametrize(
    "path", sorted((ROOT / "src").rglob("*.py")), ids=lambda path: path.relative_to(ROOT / "src").as_posix()
)
def test_no_call_is_for_posix_alone(path: Path) -> None:
    assert posix_only(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "code",
    [
        "import fcntl",
        "import resource as r",
        "from fcntl import flock",
        "import os\nos.fork()",
        "from os import fork",
        "import multiprocessing\nmultiprocessing.get_context('fork')",
    ],
)
def test_the_scan_sees_what_is_for_posix_alone(code: str) -> None:
    assert len(posix_only(code)) == 1


ELSEWHERE = re.compile(
    r"/(?:root|home|Users|work|var/folders)/\w|\b[A-Z]:\\\\?Users"  # a path of one machine
    r"|\b(?:claude|anthropic|openai|chatgpt|gpt-\d|copilot|llm|language model|sub-?agent|ai assistant)\b"
    r"|\b(?:this|last|previous|earlier) (?:conversation|chat)\b|\bworktree of\b",
    re.IGNORECASE,
)
TEXTS = {".py", ".md", ".toml", ".yaml", ".j2", ".json", ".txt", ".csv", ".svg", ""}


def test_nothing_tells_of_the_place_or_the_hand_that_wrote_it() -> None:
    """The repository reads the same whoever clones it: it names no folder, host or helper of those who wrote it."""
    pages = [
        *files(),
        *ROOT.glob("*.md"),
        *ROOT.glob("*.toml"),
        *(ROOT / ".ci").glob("*"),
        *(ROOT / "schema").glob("*"),
    ]
    told = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in pages
        if path.is_file() and path.suffix in TEXTS and path != Path(__file__)
        for found in ELSEWHERE.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert told == []


def test_every_text_file_is_opened_with_its_encoding() -> None:
    """Without one, Windows reads files in the code page of its country."""
    careless = re.compile(r"\.(?:read_text|write_text)\((?![^\n]*encoding)[^\n]*\)$", re.MULTILINE)
    for path in (ROOT / "src").rglob("*.py"):
        assert not careless.search(path.read_text(encoding="utf-8")), path


def test_names_of_files_are_names_on_every_system() -> None:
    seen: dict[str, Path] = {}
    for path in files():
        name = path.name
        assert not re.search(r'[<>:"|?*\\]', name) and not name.endswith((".", " ")), path
        assert not RESERVED.match(name), path
        lower = path.relative_to(ROOT).as_posix().lower()
        assert lower not in seen, f"{path} and {seen.get(lower)} are one file where case does not count"
        assert len(lower) < 140, f"{path} is too long for Windows below a usual folder"
        seen[lower] = path


def run(command: list[str], cwd: Path) -> str:
    """Run a command in a folder without what belongs to the checkout; give what it says."""
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "IRDOCS", "PYTEST"))
    }
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_carries_content_and_layouts(tmp_path: Path) -> None:
    """Build it, install it beside the libraries of this environment, and work in an empty folder."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    run([*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path), str(ROOT)], tmp_path)
    wheel = next(tmp_path.glob("irdocs-*.whl"))
    with zipfile.ZipFile(wheel) as package:
        names = package.namelist()
    assert "irdocs/library/content/references.yaml" in names
    assert "irdocs/library/layouts/brands/default/deck.pptx" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)

    home = tmp_path / "home"
    venv.create(home, with_pip=False)
    folder = "Scripts" if os.name == "nt" else "bin"
    python = home / folder / ("python.exe" if os.name == "nt" else "python")
    site = Path(run([str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], tmp_path).strip())
    # The libraries are those of this environment; its .pth files, the editable install among them, are not read again
    (site / "libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    run([*pip, "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)], tmp_path)

    empty = tmp_path / "empty"
    empty.mkdir()
    irdocs = str(next((home / folder).glob("irdocs*")))
    assert run([str(python), "-c", "import irdocs; print(irdocs.__file__)"], empty).strip().startswith(str(site))
    assert "uterine-fibroid-embolisation" in run([irdocs, "list", "subjects"], empty)
    run([irdocs, "build", "uterine-fibroid-embolisation", "--layout", "leaflet", "--layout", "deck"], empty)
    made = {path.relative_to(empty).as_posix() for path in empty.rglob("*.*")}
    assert "output/uterine-fibroid-embolisation/leaflet.en.pdf" in made
    assert "output/uterine-fibroid-embolisation/deck.en.pptx" in made
    run([irdocs, "init", "own"], empty)
    assert (empty / "own" / "content" / "references.yaml").is_file()
    assert "leaflet" in run([irdocs, "list", "layouts"], empty / "own")


def test_a_checkout_uses_the_folders_beside_pyproject(tmp_path: Path) -> None:
    """An editable install works from anywhere on its own content; output lies where one stands."""
    code = "from irdocs.build import Project; project = Project.open(); print(project.content, project.output)"
    said = run([sys.executable, "-c", code], tmp_path).split()
    assert said == [str(ROOT / "content"), str(tmp_path / "output")]
