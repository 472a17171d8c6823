"""What the whole suite shares: the option that rewrites golden files, and LibreOffice where it is installed."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from irdocs.reading import cache


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew; review the difference")


@pytest.fixture(scope="session", autouse=True)
def own_cache() -> Iterator[None]:
    """Keep the caches of the suite apart from the person's own, and empty at its start."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["IRDOCS_CACHE"] = folder
        yield
        del os.environ["IRDOCS_CACHE"]


@pytest.fixture(autouse=True)
def a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the cache be written again: a command about people forbids it for the rest of its process, here of a test."""
    monkeypatch.setattr(cache._Writing, "allowed", True)


@pytest.fixture(autouse=True)
def one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build in the test's own process where no count of processes is asked for.

    A test process may have threads (a judge's virtual machine), and a fork of such a process can wait for ever.
    """
    monkeypatch.setattr("os.cpu_count", lambda: 1)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> "Golden":
    """Compare text with a file in tests/golden."""
    return Golden(bool(request.config.getoption("--update-golden")))


class Golden:
    """Texts that were reviewed once."""

    folder = Path(__file__).parent / "golden"

    def __init__(self, update: bool) -> None:
        self.update = update

    def same(self, name: str, text: str) -> None:
        """Fail where the text differs from the golden file; with --update-golden, write it."""
        path = self.folder / name
        text = text.rstrip("\n") + "\n"
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"there is no {name}: run pytest --update-golden, and review it"
        assert text == path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def office() -> str:
    """LibreOffice; a test that needs it is skipped without it, and fails where the environment promises it."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        if os.environ.get("IRDOCS_REQUIRE_OFFICE"):
            pytest.fail("LibreOffice is promised (IRDOCS_REQUIRE_OFFICE) and not installed")
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-impress, or see libreoffice.org")
    return found
