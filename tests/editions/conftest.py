"""Every edition of the small procedure, made once for all tests of this folder."""

from collections.abc import Mapping

import pytest

from irdocs.build.project import Project
from irdocs.problems import Severity
from tests.editions.editions import EDITIONS, make_one, project_with


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small project with Easy Read rows."""
    return project_with(tmp_path_factory.mktemp("editions"))


@pytest.fixture(scope="session")
def made(small: Project) -> Mapping[str, bytes]:
    """Edition, and edition-black, -> the finished file."""
    files: dict[str, bytes] = {}
    for edition in EDITIONS:
        for black in (False, True):
            one = make_one(small, edition, black=black)
            assert [str(told) for told in one.problems if told.severity >= Severity.WARNING] == []
            files[edition + ("-black" if black else "")] = one.data
    return files
