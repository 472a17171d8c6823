"""What a committee for patient information asks for: every edition for patients, and what is held behind it, in one folder.

The page README.md goes through the ten areas of PIF TICK (G05). It says what is held and what nobody has written down;
a file with nothing in it stays, with its head alone.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from irdocs.build.job import Job
from irdocs.build.plan import Selection, plan
from irdocs.build.project import Project
from irdocs.governance.spreadsheet import as_csv
from irdocs.governance.trace import phrases
from irdocs.layout.brand import Brand
from irdocs.model.approval import Role, as_approved, policies_approved, policy_words, standing
from irdocs.model.approval_record import Action
from irdocs.model.library import Library
from irdocs.model.locale import Locale
from irdocs.model.plain_text import said
from irdocs.model.records import Subject
from irdocs.model.statements import NumberedStatement, statements
from irdocs.model.walk import spans_of
from irdocs.model.wording import QuantityFormatter, formatter_for
from irdocs.preflight.pdf import RULES, check_pdf
from irdocs.problems import Location, Problem, Problems, Severity
from irdocs.reading.files import write_whole
from irdocs.reading.prose import Citation, Prose
from irdocs.rules.evidence import year_of
from irdocs.rules.grades import GradeRow

Table = list[tuple[object, ...]]
EDITIONS = ("leaflet", "booklet", "trifold", "easy-read")
"""Kinds of document that patients get."""
APPROVALS = (
    "entry", "action", "name", "role", "brand", "date", "version", "language", "stands", "reason", "typed_by", "words",
    "hash",
)  # fmt: skip
"""Columns of approvals.csv."""
STANDS = APPROVALS.index("stands")
LISTED = "files.json"
"""What irdocs wrote into the folder, so that another subject leaves nothing of this one there."""
ADDED = "added"
"""Folder of what others found, as it was handed in."""


@dataclass(frozen=True)
class Held:
    """What the project holds of one subject."""

    subject: Subject
    locale: Locale
    editions: Mapping[str, bytes]
    """Name of the file -> what is in it."""
    sources: Table
    accessibility: Table
    reading: Sequence[GradeRow]
    approvals: Table
    policies: Table
    """The local policies of the brand that the subject prints, and whether they are approved."""
    problems: Table
    awaiting: bool
    """Whether readers see a draft."""
    added: Mapping[str, bytes]
    """Reports of others, by the name of the file."""
    today: date


def jobs_of(project: Project, subject: str, language: str, brand: str) -> list[Job]:
    """Return the editions for patients. Those for a printing press are left out: they have the pages of others, no tags."""
    found = ((name, project.layout(name)) for name in project.layout_names())
    names = tuple(name for name, one in found if one is not None and one.built and one.kind in EDITIONS)
    wish = Selection((subject,), names, languages=(language,), formats=("pdf",), brands=(brand,))
    return [job for job in plan(project, wish) if not job.press]


def hold(
    project: Project,
    name: str,
    language: str,
    brand: Brand | None,
    editions: Mapping[str, bytes],
    added: Mapping[str, bytes],
    today: date,
) -> Held | None:
    """Gather what is held of a subject, whose editions were made; None where its record cannot be read."""
    _, rows = project.check(language, {name}, today)
    told = project.problems.sorted()
    library, locale = project.library(language, {name}), project.locale(language)
    subject = library.subjects.get(name)
    if subject is None:
        return None
    return Held(
        subject=subject,
        locale=locale,
        editions=editions,
        sources=list(_sources(subject, library, formatter_for(subject, locale))),
        accessibility=[row for file, data in editions.items() for row in _accessibility(file, check_pdf(data, file))],
        reading=rows,
        approvals=list(_approvals(subject, library, today)),
        policies=list(_policies(subject, brand, language)),
        problems=[
            (one.severity.word, one.rule, str(one.location), one.message, one.hint) for one in told
        ],
        awaiting=not as_approved(subject, library, today).review.clinical_approver,
        added=added,
        today=today,
    )  # fmt: skip


def write(held: Held, folder: Path) -> list[Path]:
    """Write the folder, each file whole and the page about them last. Raises OSError where it cannot be written."""
    files = {
        **held.editions,
        "sources.csv": _csv(
            ("number", "part", "where", "statement", "marked_unverified", "source", "reference", "kind", "year"),
            held.sources,
        ),
        "accessibility.csv": _csv(
            ("file", "rule", "standard", "result", "page", "finding", "what_goes_wrong_if_broken"), held.accessibility
        ),
        "reading.md": _reading(held.reading).encode(),
        "approvals.csv": _csv(APPROVALS, held.approvals),
        "policies.csv": _csv(("brand", "policy", "words", "approved"), held.policies),
        "problems.csv": _csv(("severity", "rule", "place", "problem", "hint"), held.problems),
        **{f"{ADDED}/{name}": data for name, data in held.added.items()},
        "README.md": _page(held).encode(),
    }
    for name in sorted(set(_left_before(folder)) - set(files)):
        (folder / name).unlink(missing_ok=True)
    write_whole(folder / LISTED, (json.dumps(sorted(files), indent=1) + "\n").encode())
    for name, data in files.items():
        write_whole(folder / name, data)
    return [folder / name for name in (*files, LISTED)]


def is_free(folder: Path, problems: Problems) -> bool:
    """Whether evidence may be written into a folder: an empty one, or one that holds nothing but evidence."""
    if not folder.is_dir():
        return True
    listed = {LISTED, *_left_before(folder)}
    strange = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    strange = [path for path in strange if path.relative_to(folder).as_posix() not in listed]
    if strange:
        told = f"{strange[0].relative_to(folder).as_posix()} lies there, and is no evidence that irdocs wrote"
        problems.error("folder-in-use", Location(folder.as_posix()), told, "name an empty folder with --into")
    return not strange


def _left_before(folder: Path) -> list[str]:
    """Return the files that an earlier run wrote into a folder, of whatever subject."""
    try:
        data = json.loads((folder / LISTED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    inside = [name for name in data if isinstance(name, str)] if isinstance(data, list) else []
    return [name for name in inside if ".." not in Path(name).parts and not Path(name).is_absolute()]


def _sources(subject: Subject, library: Library, speaker: QuantityFormatter) -> Iterator[tuple[object, ...]]:
    """Yield a row for each source of each statement; a statement without one has a row with no source."""
    for part in statements(subject, library):
        for one in part.statements:
            words = _words(one, part.name, subject, speaker)
            start = (one.number, part.name, one.where, words, "" if one.verified else "yes")
            keys = [*one.source]
            if isinstance(one.text, Prose):
                cited = [span for span in spans_of(one.text.spans) if isinstance(span, Citation)]
                keys += [key for span in cited for key in span.keys]
            for key in dict.fromkeys(keys) or ("",):
                reference = library.references.get(key)
                if reference is None:
                    yield (*start, key, "", "", "")
                else:
                    yield (*start, key, reference.formatted, reference.kind, year_of(reference) or "")


def _words(one: NumberedStatement, part: str, subject: Subject, speaker: QuantityFormatter) -> str:
    """Return a statement as it is read; of a quantity its numbers as well."""
    text = said(one.text, subject, speaker) if isinstance(one.text, Prose) else one.text
    if part != "quantities":
        return text
    name, _, key = one.where.partition(".")
    quantity = subject.quantities[name]
    numbers = phrases(speaker, quantity.several.get(key, quantity), others=False)
    return ": ".join(dict.fromkeys(filter(None, (text, "; ".join(dict.fromkeys(numbers))))))


def _accessibility(file: str, found: Problems) -> Iterator[tuple[object, ...]]:
    """Yield every rule of the preflight for one file, passed or with each of its findings."""
    by_rule: dict[str, list[Problem]] = {}
    for one in found.sorted():
        by_rule.setdefault(one.rule, []).append(one)
    for name, rule in RULES.items():
        for one in by_rule.get(name, ()):
            yield file, name, rule.standard, "fail", one.location.line or "", one.message, rule.why
        if name not in by_rule:
            yield file, name, rule.standard, "pass", "", "", rule.why


def _approvals(subject: Subject, library: Library, today: date) -> Iterator[tuple[object, ...]]:
    """Yield every entry of the record, and whether it stands for the words of today."""
    stands = {one.number for entries in standing(subject, library, today).values() for one in entries}
    for one in subject.review.entries:
        yes = "yes" if one.number in stands else "no" if one.action is Action.APPROVE else ""
        start = (one.number, one.action.value, one.name, one.role, one.brand, one.on.isoformat(), one.version)
        yield (*start, one.language, yes, one.reason, one.typed_by, one.words, one.hash)


def _policies(subject: Subject, brand: Brand | None, language: str) -> Iterator[tuple[object, ...]]:
    if brand is None:
        return
    words = policy_words(subject, brand.policy.get(language, {}))
    approved = "yes" if policies_approved(subject, brand.name, words) else "no"
    for path, said_ in words.items():
        yield brand.name, path.removeprefix("policy."), said_, approved


def _csv(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> bytes:
    return as_csv(head, rows).encode()


def _reading(rows: Sequence[GradeRow]) -> str:
    lines = ["# How hard the leaflet is to read", ""]
    if not rows:
        return "\n".join(
            [*lines, "Nothing was measured: there is no measure for this language or kind of subject.", ""]
        )
    lines += [
        "Measured on the words of the record, as the A4 leaflet has them: large print and black only have the same words,",
        "shorter editions a choice of them. Easy Read has words of its own and is not measured here.",
        "",
        "Flesch-Kincaid grades, in school years of the United States; a reading age is the grade and 5 years.",
        "They are a pointer and no proof: they do not show that anybody understood the leaflet.",
        "",
        "| section | words | grade as written | grade with medical terms as short words | long enough to judge |",
        "|---|---:|---:|---:|---|",
    ]
    for one in rows:
        measured, name = one.measured, one.section or "the whole leaflet"
        judged = "yes" if measured.judged else "no"
        grades = f"{measured.grade:.1f} | {measured.grade_with_terms:.1f}"
        lines.append(f"| {name} | {measured.words} | {grades} | {judged} |")
    return "\n".join([*lines, ""])


def _page(held: Held) -> str:
    subject, review, locale = held.subject, held.subject.review, held.locale
    facts = {
        "Subject": f"{subject.id} ({subject.language})",
        "Code": subject.code,
        "Version": review.version,
        "Kept by": review.owner,
        "Issued": locale.date(review.issued) if review.issued else "",
        "Review due": locale.date(review.due) if review.due else "",
        "Clinician who is asked": review.clinical_approver,
        "Lay or patient reviewer who is asked": review.lay_reviewer,
    }
    lines = [f"# Evidence: {subject.title.plain}", "", f"As held on {locale.date(held.today)}.", ""]
    if held.awaiting:
        lines += ["**The leaflet is a draft: no clinical approval stands for its words.**", ""]
    lines += [f"- {name}: {value or 'not recorded'}" for name, value in facts.items()]
    lines += [
        "",
        "This folder approves nothing. It lays out what the record holds, and says what it does not hold.",
        "",
    ]
    lines += ["## What lies here", ""]
    lines += [f"- `{name}`" for name in held.editions]
    lines += [f"- `{ADDED}/{name}`: handed in from elsewhere, and not looked at by irdocs" for name in held.added]
    lines += [
        "",
        "Editions for a printing press are left out: they have the pages of the files above, without tags.",
        "",
        "`accessibility.csv` is what irdocs' own checker of files finds. The program that made the files judges them there: it",
        "is no independent validation and no test with people. What others found, such as veraPDF, is laid in by `--with`.",
        "",
    ]
    lines += ["The headings are PIF TICK's ten areas, in short; the Patient Information Forum has the criteria.", ""]
    for number, (area, shown, unknown) in enumerate(_areas(held), 1):
        lines += [f"## {number}. {area}", "", f"In this folder: {shown}", "", f"Not known here: {unknown}", ""]
    return "\n".join(lines).replace("\u00a0", " ")


def _areas(held: Held, nothing: str = "nothing.") -> Iterator[tuple[str, str, str]]:
    """Yield the ten areas: name, what the folder shows of it, what it cannot."""
    stand = sum(row[STANDS] == "yes" for row in held.approvals)
    failed = len({row[:2] for row in held.accessibility if row[3] == "fail"})
    sourced = len({row[0] for row in held.sources if row[5]})
    everything = len({row[0] for row in held.sources})
    unverified = len({row[0] for row in held.sources if row[4] == "yes"})
    by_word = {one.word: sum(row[0] == one.word for row in held.problems) for one in reversed(Severity)}
    counts = ", ".join(f"{word}: {count}" for word, count in by_word.items())
    tested = "yes" if held.subject.review.easy_read_tested else "not recorded"
    given = getattr(held.subject, "give_when", None)
    when = f'the record says when it is given: "{given.plain}"' if given else nothing
    lay = sum(row[3] == Role.LAY and row[STANDS] == "yes" for row in held.approvals)
    yield (
        "Systems",
        f"version and dates above; approvals.csv (entries of the record: {len(held.approvals)}, that still stand for the words "
        f"of today: {stand}); problems.csv, all that the check of the record tells ({counts}).",
        "the written process of the organisation, and who signs for it.",
    )
    yield "Training", nothing, "whether those who wrote and reviewed it were trained, and how."
    yield "Need", nothing, "why the leaflet was wanted, who asked for it, and what was there before."
    yield (
        "Evidence",
        f"sources.csv, every statement with its sources (statements: {everything}, with a source: {sourced}, marked as "
        f"not yet verified against it: {unverified}).",
        "how the sources were searched for, and whether others were left out.",
    )
    yield (
        "Users involved",
        f"approvals.csv (lay reviewers whose approval still stands: {lay}). People with a learning "
        f"disability have tried the Easy Read edition: {tested}.",
        "which patients or carers took part, in what, and what changed because of them; any test with readers.",
    )
    yield (
        "Health inequalities",
        f"{len(held.editions)} editions; accessibility.csv, the automatic rules of irdocs' own checker that each was held "
        f"against (files: {len(held.editions)}, rules: {len(RULES)}, failed: {failed}); reading.md.",
        "who is reached and who is not, which languages and formats are needed, and any test with assistive technology.",
    )
    yield (
        "Content and design",
        "the editions; accessibility.csv; reading.md.",
        "whether readers found, understood and could use what they need. A pass of automatic rules does not show that.",
    )
    yield "Feedback", nothing, "what readers said, how it was gathered, and what was done about it."
    yield "Dissemination", when, "who in fact gets the leaflet, when, how, and in how many copies."
    yield "Impact", nothing, "what the leaflet changed for patients or the service, and how that was measured."
