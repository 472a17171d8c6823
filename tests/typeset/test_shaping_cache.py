"""Shaped words outlive a run, and what is damaged is shaped again."""

from pathlib import Path

import pytest

from irdocs.reading import cache
from irdocs.typeset import shaping, shaping_cache
from irdocs.typeset.faces import face


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("IRDOCS_CACHE", str(tmp_path))
    monkeypatch.setattr(cache._Writing, "allowed", True)  # a process that set letters for people keeps nothing more
    monkeypatch.setattr(shaping, "_cache", {})
    monkeypatch.setattr(shaping, "_written", {})
    return tmp_path


def test_a_later_run_finds_the_same_words(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    public = face("Public Sans")
    said = {text: shaping.shape(public, text) for text in ("Tomorrow", "AVATAR", "café")}
    shaping.keep_words()
    monkeypatch.setattr(shaping, "_cache", {})
    assert shaping.word_cache(public) == said
    assert shaping.shape(public, "AVATAR").width == said["AVATAR"].width


@pytest.mark.parametrize("damage", [b"", b"not what it was", b"i\x01\x00\x00\x00"])
def test_a_damaged_file_is_no_file(fresh: Path, damage: bytes) -> None:
    public = face("Public Sans")
    cache.write_bytes("words", shaping_cache.name_of(public, False), damage)
    assert shaping.word_cache(public) == {}
    assert shaping.shape(public, "word").glyphs


def test_words_of_another_weight_are_another_file(fresh: Path) -> None:
    names = {
        shaping_cache.name_of(face("Public Sans", bold), tabular) for bold in (False, True) for tabular in (False, True)
    }
    assert len(names) == 4
