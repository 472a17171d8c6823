"""Questions for learning platforms, read back by readers from elsewhere: pygiftparser and Pyslet."""

import io
import warnings
import zipfile
from datetime import date
from pathlib import Path

import pytest

from irdocs.build.job import Job
from irdocs.build.pipeline import make
from irdocs.build.project import Project
from irdocs.problems import Problems

ROOT = Path(__file__).parents[2]
SUBJECT = "image-guided-biopsy"


def _made(file_format: str, output: Path) -> tuple[Project, bytes]:
    project, problems = Project(ROOT / "content", ROOT / "layouts", output), Problems()
    data = make(project, Job(SUBJECT, "questions", format=file_format), date(2026, 11, 24), problems)
    assert data is not None, [str(one) for one in problems.errors]
    return project, data


def test_gift_is_read_by_another_reader(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the reader is old; its own warnings are not ours
        from pygiftparser.parser import parseFile

    project, data = _made("gift", tmp_path)
    asked = project.library("en", {SUBJECT}).subjects[SUBJECT].questions
    read = parseFile(io.StringIO(data.decode("utf-8")))
    assert [one.title for one in read] == [f"{SUBJECT}-{name}" for name in asked]
    for one, question in zip(read, asked.values(), strict=True):
        assert one.valid
        right = [answer.select for answer in one.answers.answers]
        assert len(right) == 5 and sum(right) == 1
        assert all(answer.feedback for answer in one.answers.answers)
        assert "abcde"[right.index(True)] == question.key


def test_qti_is_read_by_another_reader(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pyslet is old; its own warnings are not ours
        import pyslet.qtiv2.xml as qti

        project, data = _made("qti", tmp_path)
        asked = project.library("en", {SUBJECT}).subjects[SUBJECT].questions
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [name for name in package.namelist() if name.startswith("items/")]
            assert "imsmanifest.xml" in package.namelist() and len(names) == len(asked)
            for name, question in zip(names, asked.values(), strict=True):
                document = qti.QTIDocument()
                document.read(src=io.BytesIO(package.read(name)))
                assert document.root.declarations["RESPONSE"].get_correct_value().value == question.key.upper()


@pytest.mark.parametrize("file_format", ["gift", "qti"])
def test_the_same_bytes_twice(file_format: str, tmp_path: Path) -> None:
    assert _made(file_format, tmp_path)[1] == _made(file_format, tmp_path)[1]
