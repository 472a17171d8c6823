"""Rules of pictures: what a person hears who cannot see one, whether it may be shown, and whether both writers can show it."""

import re

from irdocs.model.library import Library
from irdocs.model.records import Drawing
from irdocs.problems import Problems
from irdocs.rules.rule import MODEL, REVIEW
from irdocs.typeset.figures.pixels import LEAST_WIDTH
from irdocs.typeset.figures.read import read_picture

NO_ALT = MODEL.error(
    "no-alt", "A drawing without words says nothing to a person who cannot see it.", "Say what it shows.", "D01"
)
ALT_IS_FILE_NAME = MODEL.error(
    "alt-is-file-name", "A file's name says nothing to a person who cannot see it.", "Say what it shows.", "D01"
)
ALT_OPENING = MODEL.warning(
    "alt-opening",
    "A screen reader has said that it is a picture before it reads the text.",
    "Begin with what it shows.",
    "D01",
)
ALT_SHORT = MODEL.warning(
    "alt-short", "One word is a label, not what there is to see.", "Say it in a few words.", "D01"
)
NO_FILE = MODEL.error("no-file", "The drawing has no file.", "Look at its name in `images`.")
PICTURE_SMALL = MODEL.warning(
    "picture-small",
    "A picture needs 150 pixels to the inch in print: 600 over a column of 100 mm.",
    "Take a larger one.",
)
NO_LICENCE = REVIEW.error(
    "no-licence", "Nobody knows whether the picture may be shown.", "Fill in `licence` in `images.yaml`."
)
NO_CREDIT = REVIEW.error(
    "no-credit",
    "Whoever made a photograph is named; a drawing of ours is by the contributors.",
    "Fill in `credit` in `images.yaml`.",
)
NO_CONSENT = REVIEW.error(
    "no-consent",
    "A photograph may show a person, who must have agreed.",
    "Fill in `consent` in `images.yaml`: where the signed consent is kept, without the name.",
)

PHOTOGRAPHS = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".heic")
"""Endings of pictures that are made of pixels: somebody may be in them."""
OURS = "irdocs contributors"
_FILE_NAME = re.compile(
    r"\.(png|jpe?g|gif|svg|emf|wmf|tiff?|bmp|webp|heic|pdf)\b|^(img|dsc|image|picture)[ _-]?\d+", re.IGNORECASE
)
_OPENING = re.compile(
    r"(an?\s+|the\s+)?(image|picture|photo|photograph|graphic|drawing|diagram)\s+(of|showing)\b", re.IGNORECASE
)
LEAST_WORDS = 2


def check_picture(drawing: Drawing, library: Library, problems: Problems) -> None:
    """Check what is said of a picture, and its file."""
    check_alt(drawing, problems)
    if not drawing.licence.strip():
        NO_LICENCE.report(
            problems, drawing.at, f'the drawing "{drawing.id}" has no licence', "say under which it is used"
        )
    if drawing.file.lower().endswith(PHOTOGRAPHS):
        _check_photograph(drawing, problems)
    path = library.folder / "images" / drawing.file_name
    if not path.is_file():
        NO_FILE.report(problems, drawing.at, f'there is no drawing "{path.name}"', "look at its name in content/images")
        return
    shown = f"{library.folder.name}/images/{drawing.file_name}"
    picture = read_picture(path, problems, shown, drawing.at)
    if picture is not None and picture.pixels is not None and picture.pixels.width < LEAST_WIDTH:
        PICTURE_SMALL.report(problems, drawing.at,
            f'"{drawing.file_name}" is {picture.pixels.width} pixels wide: over a column of 100 mm that is '
            f"{round(picture.pixels.width / 100 * 25.4)} to the inch",
            f"print needs 150 to the inch: take one of {LEAST_WIDTH} pixels or more",
        )  # fmt: skip


def check_alt(drawing: Drawing, problems: Problems) -> None:
    """Check the alternative text of a picture, at the place where it stands."""
    alt, at = drawing.alt.strip(), drawing.alt_at
    if not alt:
        NO_ALT.report(problems, at, f'the drawing "{drawing.id}" has no alternative text', "say what it shows")
    elif _FILE_NAME.search(alt) or alt.casefold() in (drawing.id, drawing.file_name.casefold()):
        ALT_IS_FILE_NAME.report(
            problems, at, f'the alternative text of "{drawing.id}" is the name of a file', "say what it shows"
        )
    elif _OPENING.match(alt):
        ALT_OPENING.report(problems, at, f'the alternative text of "{drawing.id}" says that it is a picture',
            "begin with what it shows: a screen reader has said already that this is a picture",
        )  # fmt: skip
    elif len(alt.split()) < LEAST_WORDS:
        ALT_SHORT.report(problems, at, f'one word is said of "{drawing.id}"', "say what it shows, in a few words")


def _check_photograph(drawing: Drawing, problems: Problems) -> None:
    if not drawing.consent.strip():
        NO_CONSENT.report(problems, drawing.at, f'"{drawing.id}" is a photograph, and nothing says who agreed to it',
            "fill in consent: where the signed consent is kept, without the name; or that nobody is on it",
        )  # fmt: skip
    if drawing.credit.strip() in ("", OURS):
        NO_CREDIT.report(problems, drawing.at, f'nothing says who made the picture "{drawing.id}"', "fill in credit")
