"""How hard a leaflet is to read: the Flesch-Kincaid grade of each section and of the whole, as it is read.

The grade is that of Kincaid, Fishburne, Rogers and Chissom (1975), in years of school in the United States:

    0.39 * words / sentences + 11.8 * syllables / words - 15.59

A reading age is the grade and 5 years (P01). It is a pointer and no proof (P02): below 100 words it jumps, so a shorter
section is shown and not judged. Each is worked out twice: as written, and with every headword of the glossary read as
one short word, because a leaflet on embolisation must say the word.
"""

from dataclasses import dataclass

JUDGED_FROM = 100
"""Words: a shorter section is reported and not judged."""


@dataclass(frozen=True)
class Measured:
    """The counts of a text, as written and with every headword read as one short word."""

    sentences: int = 0
    words: int = 0
    syllables: int = 0
    short_words: int = 0
    short_syllables: int = 0

    @property
    def grade(self) -> float:
        """The Flesch-Kincaid grade as written; 0 for no words."""
        return flesch_kincaid(self.sentences, self.words, self.syllables)

    @property
    def grade_with_terms(self) -> float:
        """The grade with every headword read as one short word."""
        return flesch_kincaid(self.sentences, self.short_words, self.short_syllables)

    @property
    def judged(self) -> bool:
        """Whether it is long enough for a grade to mean something."""
        return self.words >= JUDGED_FROM

    def __add__(self, other: "Measured") -> "Measured":
        return Measured(
            self.sentences + other.sentences,
            self.words + other.words,
            self.syllables + other.syllables,
            self.short_words + other.short_words,
            self.short_syllables + other.short_syllables,
        )


def flesch_kincaid(sentences: int, words: int, syllable_count: int) -> float:
    """Return the grade of Kincaid et al. (1975), in school years; 0 for no words."""
    if not sentences or not words:
        return 0.0
    return 0.39 * words / sentences + 11.8 * syllable_count / words - 15.59


@dataclass(frozen=True)
class GradeRow:
    """One line of the table of reading grades."""

    subject: str
    section: str
    """"" for the whole leaflet."""
    measured: Measured
