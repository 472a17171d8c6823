"""Syllables of words of the field, and grades of passages, counted by hand."""

import pytest

from irdocs.model.library import Library
from irdocs.model.load import load_terms
from irdocs.problems import Problems
from irdocs.rules.grades import flesch_kincaid
from irdocs.rules.statistics import TextStatistics, sentences_of
from irdocs.rules.syllables import syllables, words_of
from tests.test_shipped import ROOT

WORDS = [
    "embolisation",
    "5",
    "catheter",
    "3",
    "fibroid",
    "2",
    "haemorrhage",
    "3",
    "anaesthetic",
    "4",
    "oesophagus",
    "4",
    "tumour",
    "2",
    "centre",
    "2",
    "litre",
    "2",
    "ischaemia",
    "4",
    "radiologist",
    "5",
    "interventional",
    "5",
    "ultrasound",
    "3",
    "angioplasty",
    "5",
    "biopsy",
    "3",
    "stent",
    "1",
    "stents",
    "1",
    "nephrostomy",
    "4",
    "ureteric",
    "4",
    "ablation",
    "3",
    "vertebroplasty",
    "5",
    "thrombolysis",
    "4",
    "thrombectomy",
    "4",
    "microspheres",
    "3",
    "fluoroscopy",
    "4",
    "haematoma",
    "4",
    "hysterectomy",
    "5",
    "chemoembolisation",
    "7",
    "percutaneous",
    "5",
    "transjugular",
    "4",
    "intrahepatic",
    "5",
    "portosystemic",
    "5",
    "encephalopathy",
    "6",
    "cirrhosis",
    "3",
    "jaundice",
    "2",
    "bilirubin",
    "4",
    "gallstones",
    "2",
    "pancreas",
    "3",
    "cholangitis",
    "4",
    "aneurysm",
    "4",
    "claudication",
    "4",
    "saphenous",
    "3",
    "varicose",
    "3",
    "sclerotherapy",
    "5",
    "lymphatic",
    "3",
    "sedation",
    "3",
    "antibiotics",
    "5",
    "paracetamol",
    "5",
    "allergic",
    "3",
    "diabetes",
    "4",
    "kidneys",
    "2",
    "labelled",
    "2",
    "programme",
    "2",
    "numbing",
    "2",
    "needed",
    "2",
    "paediatric",
    "4",
    "oedema",
    "3",
    "haemoglobin",
    "4",
    "oestrogen",
    "3",
    "catheterisation",
    "6",
    "prostate",
    "2",
    "stenosis",
    "3",
    "uterine",
    "3",
    "CT",
    "2",
    "MRI",
    "3",
    "NHS",
    "3",
    "75",
    "4",
    "1,000",
    "3",
    "2019",
    "4",
    "2.5",
    "3",
]
"""Each word with its syllables, as one reads it aloud."""

PASSAGES = [
    ("You lie on a bed. We numb your skin.", 2, 9, 9),
    ("A doctor puts a thin tube into an artery.", 1, 9, 13),
    ("Most people go home the same day.", 1, 7, 8),
    ("Tell us if you take blood thinners. Do not stop them unless we ask you to.", 2, 16, 18),
    ("Embolisation blocks the arteries that feed a fibroid.", 1, 8, 15),
    ("Bleeding happens to 5 in 100 people.", 1, 7, 12),
    ("Is it safe? Ask us.", 2, 5, 5),
    ("The radiologist watches a picture on a screen, and steers the tube with care.", 1, 14, 20),
    ("An ultrasound scan uses sound. It does not hurt.", 2, 9, 12),
    ("Haemorrhage after catheterisation is uncommon; anaesthetists monitor everybody continuously.", 1, 9, 31),
]
"""Passages with their sentences, words and syllables, counted by hand."""


@pytest.fixture(scope="module")
def ruler() -> TextStatistics:
    library = Library(ROOT / "content", "en")
    library.terms, _ = load_terms(ROOT / "content", "en", Problems())
    return TextStatistics(library)


@pytest.mark.parametrize("word, count", list(zip(WORDS[::2], map(int, WORDS[1::2]), strict=True)))
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize("text, sentences, words, count", PASSAGES)
def test_grade(ruler: TextStatistics, text: str, sentences: int, words: int, count: int) -> None:
    measured = ruler.measure(text)
    assert (measured.sentences, measured.words, measured.syllables) == (sentences, words, count)
    assert measured.grade == pytest.approx(0.39 * words / sentences + 11.8 * count / words - 15.59)


def test_headwords_are_read_as_one_short_word(ruler: TextStatistics) -> None:
    measured = ruler.measure("Embolisation blocks a fibroid. An interventional radiologist does it.")
    assert measured.words == 9 and measured.short_words == 8
    assert measured.short_syllables == 8
    assert measured.grade_with_terms == pytest.approx(flesch_kincaid(2, 8, 8))


def test_a_term_carries_its_own_count(ruler: TextStatistics) -> None:
    assert syllables("TIPS", {"tips": 1}) == 1
    assert syllables("guidewires", ruler.own) == ruler.own["guidewire"]


def test_sentences_and_words() -> None:
    assert sentences_of("It is 2.5 mm wide. “Is it?” Yes. 5 in 100 are.") == [
        "It is 2.5 mm wide.", "“Is it?", "Yes.", "5 in 100 are."
    ]  # fmt: skip
    assert words_of("image-guided – and/or so (it)") == ["image", "guided", "and", "or", "so", "(it)"]
    assert flesch_kincaid(0, 0, 0) == 0
