"""Every rule of content in one table: its slug, why there is such a rule, and what to do. docs/rules.md is made from it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """A rule, as a person reads of it."""

    why: str
    """Why there is such a rule, as one or two sentences."""
    cure: str
    """What to do."""
    standard: str = ""
    """The ids of the house's standards that ask for it."""
    advice: bool = False
    """Whether it is a matter of style: shown by `check`, and only over a budget a warning."""
    allowed: bool = False
    """Whether a person may let it pass beside the line, with a reason."""


@dataclass(frozen=True)
class Chapter:
    """Rules that belong together."""

    title: str
    text: str
    rules: dict[str, Rule]


_READ = Chapter(
    "The file can be read",
    "A record is plain YAML in UTF-8. What YAML can do beyond that is not read.",
    {
        "broken-yaml": Rule("The line is not YAML.", "Look at its indentation, quotes and colons."),
        "empty": Rule("The file is empty.", "Fill it in, or remove it."),
        "not-a-mapping": Rule("A record is made of keys and values.", "Begin with `key: value`."),
        "double-key": Rule("A key that stands twice would be read once, and nobody knows which.", "Take one out."),
        "bad-key": Rule("A key is a word or a whole number.", "Put it in quotes."),
        "alias": Rule("A value that points to another cannot be checked where it stands.", "Write it out."),
        "yaml-tag": Rule("A tag makes more of a value than text or a number.", "Write plain text or a number."),
        "too-deep": Rule("A record is flat; so deep a file is no record.", "Look for a bracket that is not closed."),
        "too-large": Rule("A record is text of 2 MB at most.", "Keep pictures in `images`."),
        "huge-number": Rule("A number so long is none.", "Put text in quotes."),
        "not-utf-8": Rule("Another encoding would show wrong letters.", "Save the file as UTF-8."),
        "odd-character": Rule(
            "What nobody can see, or no face of a leaflet has, comes in with copied text.",
            "Delete it, and type the words around it anew.",
        ),
        "curly-quotes": Rule("Curly quotes are words to YAML, and would be printed.", 'Type `"` at both ends.'),
        "lone-quote": Rule("A quote that only ends a text would be printed.", 'Type `"` at both ends.'),
        "text-behind-hash": Rule(
            "Behind a space, a # begins a comment: the words behind it would be lost.", "Put the text in double quotes."
        ),
        "unreadable": Rule("The file is not there, or may not be read.", "Check its name and permissions."),
        "broken-toml": Rule("`check.toml` cannot be read.", "Write it as in [writing content](writing-content.md)."),
        "bad-pattern": Rule("A name in `check.toml` is not a regular expression.", "Mend the pattern."),
        "no-content": Rule("There is no folder of content.", "Run irdocs where `content/` stands, or `irdocs init`."),
        "bad-id": Rule(
            "An id names files and addresses, on every system.",
            "Small letters, figures and hyphens: rename the folder.",
        ),
        "open-mark": Rule("A mark that is opened and not closed would be printed as it was typed.", "Close it."),
        "double-id": Rule("An id names one subject, over all kinds.", "Rename one folder."),
        "double-code": Rule("A code is printed to tell one leaflet from another.", "Change one."),
        "unknown-timeframe": Rule(
            "A time span that is not understood would not be printed.",
            "Write `30 days`, `1 year`, `in hospital`, `procedure` or `not stated`.",
        ),
        "almost": Rule(
            "A unit or statistic that is almost a known word is a typing error, and rules would pass it by.",
            "Take the word from the hint.",
            allowed=True,
        ),
        "unknown-subject": Rule("There is no subject of this name.", "See `irdocs list subjects`."),
    },
)
_MODEL = Chapter(
    "The record is as the model wants it",
    "Nothing is guessed and nothing is converted: see [fields.md](fields.md).",
    {
        "unknown-key": Rule("A key that nobody reads is a typing error.", "Take the name from the hint."),
        "missing-key": Rule("A field that every record of the kind has.", "Fill it in."),
        "wrong-type": Rule("Text stands where a number is wanted, or the like.", "Write what the message asks for."),
        "unknown-choice": Rule("The field takes one of a few words.", "Take the word from the hint."),
        "wrong-half": Rule("A fact with the words could be changed by a translation.", "Move it to the other file."),
        "in-both-halves": Rule("A value that is typed twice will differ one day.", "Take one out."),
        "empty-text": Rule("A text without words would leave a hole.", "Write it, or take the key out."),
        "unwritten": Rule("A scaffold still says WRITE here.", "Write the text."),
        "no-parts": Rule("A topic is made of its parts.", "Add `parts`."),
        "not-drawable": Rule(
            "An icon array draws one exact count.", "Give the risk such a quantity, or take `headline` off."
        ),
        "too-long": Rule(
            "The text does not fit its place.", "Shorten it; the message says by how much.", "P09", allowed=True
        ),
        "long-headline": Rule(
            "A headline that is read in a room has two lines.", "14 words at most.", "D30", allowed=True
        ),
        "question-options": Rule("A single-best-answer question has five options.", "Write a to e.", "D37"),
        "question-key": Rule("The best answer is one of the options.", "Mend `key`.", "D37"),
        "no-alt": Rule(
            "A drawing without words says nothing to a person who cannot see it.", "Say what it shows.", "D01"
        ),
        "alt-is-file-name": Rule(
            "A file's name says nothing to a person who cannot see it.", "Say what it shows.", "D01"
        ),
        "alt-opening": Rule(
            "A screen reader has said that it is a picture before it reads the text.",
            "Begin with what it shows.",
            "D01",
        ),
        "alt-short": Rule("One word is a label, not what there is to see.", "Say it in a few words.", "D01"),
        "no-file": Rule("The drawing has no file.", "Look at its name in `images`."),
        "picture-unreadable": Rule(
            "A file is a drawing (SVG) or a picture of pixels (PNG, JPEG), and whole.", "Save it again as one of these."
        ),
        "picture-too-large": Rule("A picture has 25 million pixels and 30 MB at most.", "Make it smaller."),
        "picture-mode": Rule("A picture is in sRGB or grey, of 8 bits, and stands still.", "Save it again in sRGB."),
        "picture-small": Rule(
            "A picture needs 150 pixels to the inch in print: 600 over a column of 100 mm.", "Take a larger one."
        ),
        "italics": Rule("Italics are hard to read for many.", "Use plain words.", "P07"),
        "link-scheme": Rule("A link could lead to a file or run a script.", "Use https:, mailto:, tel: or term:."),
        "prose-markup": Rule("Prose has strong words, links and names, nothing more.", "Use plain words."),
    },
)
_NAMES = Chapter(
    "Names lead somewhere",
    "A name that leads nowhere is a typing error.",
    {
        "unknown-name": Rule("`[[...]]` names a quantity or a policy.", "Write it as the hint shows."),
        "unknown-part": Rule("The quantity has no such arm, source or time.", "Name one that it has."),
        "unknown-quantity": Rule("There is no such quantity.", "Look below `quantities`."),
        "unknown-reference": Rule("There is no such source.", "Look in `references.yaml`.", "R13"),
        "unknown-term": Rule("There is no such term.", "Look in the glossary."),
        "unknown-policy": Rule("There is no such local policy.", "Take one from the hint."),
        "unknown-drawing": Rule("There is no such drawing.", "Look in `images.yaml`."),
        "unknown-figure": Rule("There is no such figure.", "Look below `figures`."),
        "unknown-section": Rule("An Easy Read row stands in a part of the leaflet.", "Take one from the hint."),
    },
)
_EVIDENCE = Chapter(
    "Evidence",
    "A number has one place, one source, and one wording in every document.",
    {
        "number-in-prose": Rule(
            "A number in words has no source, and cannot be changed in one place.",
            "Name a quantity or a local policy, or say it without a figure.",
            "R13, D40",
        ),
        "vague-frequency": Rule(
            '"A few people" says how often and leaves open how often.',
            "Name a quantity, or say that it can happen.",
            "R01",
            advice=True,
            allowed=True,
        ),
        "no-source": Rule("A figure without a source is a rumour.", "Add `source`, or say it in words.", "R13"),
        "unsourced-figure": Rule("Nobody has checked this figure.", "Say it in words.", "R13"),
        "bad-quantity": Rule(
            "More cases than people, a range the wrong way round, two kinds at once.", "Mend it.", "R03"
        ),
        "relative-alone": Rule(
            "A ratio says nothing of how often a thing happens.", "Add the figures of both arms.", "R04"
        ),
        "bad-reference": Rule("A source has a field that is not known, or one of the wrong sort.", "Mend it.", "R13"),
        "replaced-source": Rule(
            "The source is marked as replaced by newer guidance.",
            "Read the newer one.",
            "G04",
            advice=True,
            allowed=True,
        ),
        "old-guidance": Rule(
            "Guidance grows old: 5 years, or `guidance_years` of `check.toml`.",
            "See whether it still stands.",
            "G04",
            advice=True,
            allowed=True,
        ),
        "undated-source": Rule(
            "A reader cannot tell how old the evidence is.", "Add `issued`.", "R13", advice=True, allowed=True
        ),
        "overclaimed": Rule(
            "Strong words stand beside a figure whose certainty is low.",
            'Say how sure it is: "may", "we are not sure".',
            "R07",
            advice=True,
            allowed=True,
        ),
        "unverified": Rule("Nobody has checked these statements.", "Check them; a release refuses them.", "G04"),
    },
)
_CONSENT = Chapter(
    "Consent",
    "Could a person decide with this leaflet? Audits of consent in interventional radiology found that of the patients "
    "with a complication, 39 in 100 had not been warned of it; 42 in 100 were not told that they might need a further "
    "procedure; 14 in 100 had not consented to a transfusion. What is asked for depends on what the procedure involves: "
    "`radiation.used`, `contrast.used` and `involves`.",
    {
        "consent-gap": Rule(
            "A class of risk is neither named nor said not to apply.",
            "Add the risk, or `absent_risks` with the reason.",
            "C09",
        ),
        "absent-risk": Rule(
            "A risk that is said not to apply: its class is unknown, it has no reason, or the record itself names its cause.",
            "Give a reason in a sentence, or name the risk.",
            "C09",
        ),
        "no-care": Rule(
            "What every patient asks: food, blood thinners, diabetes; after sedation, driving.",
            "Add an item with the local policy.",
            "C11, C13",
        ),
        "no-benefit": Rule("The B of BRAN.", "Add `benefits`.", "C02"),
        "no-serious-harm": Rule("Serious harm is told even if it is very rare.", "Add such a risk.", "C03"),
        "no-alternative": Rule("The A of BRAN.", "Add `alternatives`.", "C04"),
        "no-if-nothing": Rule("The N of BRAN.", "Fill in `no_treatment`.", "C05"),
        "no-red-flag": Rule("A patient at home must know when to call.", "Add `red_flags`.", "C14"),
        "no-radiation": Rule("The law asks for benefit and risk of the dose.", "Fill in `radiation.text`.", "C07"),
        "no-pregnancy": Rule("The law asks about pregnancy before X-rays.", "Fill in `pregnancy`.", "C08"),
        "no-give-when": Rule(
            "A leaflet that is given on the day comes too late.",
            "Fill in `give_when`.",
            "C17",
            advice=True,
            allowed=True,
        ),
    },
)
_PLAIN = Chapter(
    "Plain language",
    "What a patient reads, in short sentences and plain words. All of it is advice: it fails nothing. Over a budget that "
    "the content folder sets itself, below `[plain]` in `check.toml`, it becomes a warning: `grade`, `document_grade`, "
    "`sentence_words`, `paragraph_sentences` and `passive_share`. A score is a pointer and no proof: let readers try it.",
    {
        "reading-grade": Rule(
            "A section reads at a school grade above 6, its medical terms read short; or a leaflet above 9 as written.",
            "Shorter sentences and words; `irdocs check --reading` shows each section.",
            "P01, P02",
            advice=True,
            allowed=True,
        ),
        "long-sentence": Rule("A sentence has 20 words at most.", "Make two of it.", "P03", advice=True, allowed=True),
        "long-paragraph": Rule(
            "A paragraph has three sentences at most.", "Part it with an empty line.", "P03", advice=True, allowed=True
        ),
        "passive-voice": Rule(
            "Who does it? A section in which three of ten sentences do not say is hard to follow.",
            'Write "we" and "you".',
            "P04",
            advice=True,
            allowed=True,
        ),
        "promise": Rule(
            'Words such as "safe", "simple" and "just" promise, press or play down.',
            "Say what can happen, and how often.",
            "C19",
            advice=True,
            allowed=True,
        ),
        "jargon": Rule("A word of the trade has a plainer one.", "Take it.", "P05", advice=True, allowed=True),
        "unexplained-term": Rule(
            "A term of the glossary comes before anybody said what it is.",
            "Name the plain word first: `[thin tube](term:catheter)`.",
            "P05",
            advice=True,
            allowed=True,
        ),
        "unspelled-abbreviation": Rule(
            "An abbreviation is spelled out where it is first used.",
            "Write the words, and the abbreviation in brackets.",
            "P06",
            advice=True,
            allowed=True,
        ),
        "number-style": Rule(
            "Numbers, dates, times and ranges are written as the NHS writes them.",
            'Write "1,000", "2 to 3", "5:30pm", "12 March 2026".',
            "R15",
            advice=True,
            allowed=True,
        ),
        "bad-budget": Rule("A budget of `check.toml` has no meaning.", "Take its name from the hint."),
        "bad-allow": Rule(
            "What is let pass needs a rule that may be, and a reason; and is taken out when it is needed no longer.",
            "Write `# allow: rule because ...` at the end of the line, or on the line above.",
        ),
    },
)
_REVIEW = Chapter(
    "Review",
    "Somebody stands behind every text and every picture, and not for ever.",
    {
        "no-dates": Rule("A reader must see how old the text is.", "Add `issued` and `due`.", "G01"),
        "no-owner": Rule("Somebody keeps the text.", "Add `owner`.", "G01"),
        "review-too-long": Rule("Three years is the longest cycle in the UK.", "Bring `due` forward.", "G02"),
        "no-version": Rule("A reader must be able to say which text it was.", 'Add `version: "1.0"`.', "G01"),
        "due-before-issue": Rule("A review comes after the issue.", "Mend `issued` or `due`.", "G01"),
        "overdue": Rule(
            "The day of the review has passed (`--date` says which day it is). Files carry a mark; a release refuses them.",
            "Review the text and move `due` on, or withdraw it.",
            "G02",
        ),
        "unknown-owner": Rule(
            "The owner is not one of the `owners` in `check.toml`: whoever it was, is gone.",
            "Name another owner, or add the owner there.",
            "G01",
        ),
        "patient-data": Rule(
            "An NHS number (with its right check digit), a date of birth or a hospital number stands in the record.",
            "Take it out, and out of the history of the file; tell whoever looks after data protection.",
        ),
        "no-licence": Rule("Nobody knows whether the picture may be shown.", "Fill in `licence` in `images.yaml`."),
        "no-credit": Rule(
            "Whoever made a photograph is named; a drawing of ours is by the contributors.",
            "Fill in `credit` in `images.yaml`.",
        ),
        "no-consent": Rule(
            "A photograph may show a person, who must have agreed.",
            "Fill in `consent` in `images.yaml`: where the signed consent is kept, without the name.",
        ),
        "awaiting-approval": Rule("A clinician must approve it before patients get it.", "See `irdocs review`.", "G03"),
        "version-not-raised": Rule(
            "Words changed since somebody approved them: two texts would go by one version.",
            "Raise `version` in the review block.",
            "G01",
        ),
        "approval-record": Rule(
            "The record of approvals was edited, cut or dated ahead: nothing in it counts ([governance](governance.md)).",
            "Bring `approved/` back from version control.",
            "G03",
        ),
        "approved-words": Rule(
            "The words that were kept with an approval are gone, or are others than those that were approved.",
            "Bring `approved/` back from version control.",
            "G03",
        ),
    },
)
_EASY = Chapter(
    "Easy Read",
    "For people with a learning disability: one idea, one picture, short sentences.",
    {
        "easy-long-sentence": Rule("A sentence has 15 words at most.", "Make two of it.", "E01"),
        "easy-no-picture": Rule("Each idea has its picture.", "Name a drawing.", "E02"),
        "easy-picture-twice": Rule("One picture cannot stand for two ideas.", "Choose another.", "E02"),
    },
)

CHAPTERS: tuple[Chapter, ...] = (_CONSENT, _EVIDENCE, _PLAIN, _EASY, _REVIEW, _NAMES, _MODEL, _READ)
"""What a writer meets most comes first."""
RULES: dict[str, Rule] = {slug: rule for chapter in CHAPTERS for slug, rule in chapter.rules.items()}
"""Slug -> rule."""
