"""Rules that reading keeps: the file can be read, and holds what the model wants. Their messages are made where it is read."""

from irdocs.rules.rule import EVIDENCE, MODEL, NAMES, PLAIN, READ, REVIEW

BAD_QUANTITY = EVIDENCE.error(
    "bad-quantity", "More cases than people, a range the wrong way round, two kinds at once.", "Mend it.", "R03"
)
BAD_REFERENCE = EVIDENCE.error(
    "bad-reference", "A source has a field that is not known, or one of the wrong sort.", "Mend it.", "R13"
)
BAD_BUDGET = PLAIN.error("bad-budget", "A budget of `check.toml` has no meaning.", "Take its name from the hint.")
BAD_ALLOW = PLAIN.warning(
    "bad-allow",
    "What is let pass needs a rule that may be, and a reason; and is taken out when it is needed no longer.",
    "Write `# allow: rule because ...` at the end of the line, or on the line above.",
)
UNKNOWN_NAME = NAMES.error("unknown-name", "`[[...]]` names a quantity or a policy.", "Write it as the hint shows.")
UNKNOWN_KEY = MODEL.error("unknown-key", "A key that nobody reads is a typing error.", "Take the name from the hint.")
MISSING_KEY = MODEL.error("missing-key", "A field that every record of the kind has.", "Fill it in.")
MISSING_TRANSLATION = MODEL.warning(
    "missing-translation",
    "A reader of another language would hear in English what a drawing shows.",
    "Write its `alt` in `images/LANGUAGE.yaml`.",
    "D01",
)
WRONG_TYPE = MODEL.error(
    "wrong-type", "Text stands where a number is wanted, or the like.", "Write what the message asks for."
)
UNKNOWN_CHOICE = MODEL.error("unknown-choice", "The field takes one of a few words.", "Take the word from the hint.")
WRONG_HALF = MODEL.error(
    "wrong-half", "A fact with the words could be changed by a translation.", "Move it to the other file."
)
IN_BOTH_HALVES = MODEL.error("in-both-halves", "A value that is typed twice will differ one day.", "Take one out.")
ITALICS = MODEL.error("italics", "Italics are hard to read for many.", "Use plain words.", "P07")
LINK_SCHEME = MODEL.error(
    "link-scheme", "A link could lead to a file or run a script.", "Use https:, mailto:, tel: or term:."
)
PROSE_MARKUP = MODEL.error("prose-markup", "Prose has strong words, links and names, nothing more.", "Use plain words.")
BROKEN_YAML = READ.error("broken-yaml", "The line is not YAML.", "Look at its indentation, quotes and colons.")
EMPTY = READ.error("empty", "The file is empty.", "Fill it in, or remove it.")
NOT_A_MAPPING = READ.error("not-a-mapping", "A record is made of keys and values.", "Begin with `key: value`.")
DOUBLE_KEY = READ.error(
    "double-key", "A key that stands twice would be read once, and nobody knows which.", "Take one out."
)
BAD_KEY = READ.error("bad-key", "A key is a word or a whole number.", "Put it in quotes.")
ALIAS = READ.error("alias", "A value that points to another cannot be checked where it stands.", "Write it out.")
YAML_TAG = READ.error("yaml-tag", "A tag makes more of a value than text or a number.", "Write plain text or a number.")
TOO_DEEP = READ.error(
    "too-deep", "A record is flat; so deep a file is no record.", "Look for a bracket that is not closed."
)
TOO_LARGE = READ.error("too-large", "A record is text of 2 MB at most.", "Keep pictures in `images`.")
HUGE_NUMBER = READ.error("huge-number", "A number so long is none.", "Put text in quotes.")
NOT_UTF_8 = READ.error("not-utf-8", "Another encoding would show wrong letters.", "Save the file as UTF-8.")
ODD_CHARACTER = READ.error(
    "odd-character",
    "What nobody can see, or no face of a leaflet has, comes in with copied text.",
    "Delete it, and type the words around it anew.",
)
CURLY_QUOTES = READ.error(
    "curly-quotes", "Curly quotes are words to YAML, and would be printed.", 'Type `"` at both ends.'
)
LONE_QUOTE = READ.error("lone-quote", "A quote that only ends a text would be printed.", 'Type `"` at both ends.')
TEXT_BEHIND_HASH = READ.warning(
    "text-behind-hash",
    "Behind a space, a # begins a comment: the words behind it would be lost.",
    "Put the text in double quotes.",
)
UNREADABLE = READ.error("unreadable", "The file is not there, or may not be read.", "Check its name and permissions.")
BROKEN_TOML = READ.error(
    "broken-toml", "`check.toml` cannot be read.", "Write it as in [writing content](writing-content.md)."
)
BAD_PATTERN = READ.error("bad-pattern", "A name in `check.toml` is not a regular expression.", "Mend the pattern.")
NO_CONTENT = READ.error(
    "no-content", "There is no folder of content.", "Run irdocs where `content/` stands, or `irdocs init`."
)
BAD_ID = READ.error(
    "bad-id",
    "An id names files and addresses, on every system.",
    "Small letters, figures and hyphens: rename the folder.",
)
OPEN_MARK = READ.error(
    "open-mark", "A mark that is opened and not closed would be printed as it was typed.", "Close it."
)
DOUBLE_ID = READ.error("double-id", "An id names one subject, over all kinds.", "Rename one folder.")
APPROVED_WORDS = REVIEW.error(
    "approved-words",
    "The words that were kept with an approval are gone, or are others than those that were approved.",
    "Bring `approved/` back from version control.",
    "G03",
)
PICTURE_UNREADABLE = MODEL.error(
    "picture-unreadable",
    "A file is a drawing (SVG) or a picture of pixels (PNG, JPEG), and whole.",
    "Save it again as one of these.",
)
PICTURE_TOO_LARGE = MODEL.error(
    "picture-too-large", "A picture has 25 million pixels and 30 MB at most.", "Make it smaller."
)
PICTURE_MODE = MODEL.error(
    "picture-mode", "A picture is in sRGB or grey, of 8 bits, and stands still.", "Save it again in sRGB."
)
MISSING_WORDS = MODEL.error(
    "missing-words",
    "A language has every fixed word that a page or a slide may say.",
    "Translate those that are named.",
)
UNKNOWN_FIELD = MODEL.error(
    "unknown-field",
    "A fixed word holds the fields of the English one, such as `{n}`.",
    "Write them as they stand there.",
)
