"""The register of what is published: a row for each subject of a brand in a language, read from the manifest of the output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from irdocs.build.manifest import manifest_of, read_manifest, register_name
from irdocs.build.project import Project, overdue
from irdocs.build.store import Store
from irdocs.build.writers import renderer
from irdocs.document import nodes
from irdocs.governance import spreadsheet
from irdocs.model.approval import WITHDRAWN, as_approved, state_of
from irdocs.model.locale import Locale
from irdocs.problems import Problems
from irdocs.typeset.resolve import resolve

LAYOUT = "review-copy"
"""The layout whose page and type the register as PDF has; what reviewers get is not published."""
KEYS = {"brand", "subject", "language", "layout", "variant", "format"}
"""What an entry of the manifest has; one without them is of another program."""
COLUMNS = (
    "brand", "subject", "title", "code", "version", "language", "due", "approved_by", "formats", "layouts", "files",
    "state", "overdue",
)  # fmt: skip


@dataclass(frozen=True)
class Published:
    """What stands in the output of one subject, in one brand and language."""

    brand: str
    subject: str
    language: str
    version: str
    """As it was when the files were made."""
    title: str
    """From the record of today, like the next three; empty where there is none any more."""
    code: str
    due: date | None
    approved_by: str
    """Whose clinical approval stands; empty: it is a draft."""
    formats: tuple[str, ...]
    layouts: tuple[str, ...]
    files: int
    state: str
    """approved, draft, withdrawn; empty: the record cannot be read."""
    overdue: bool


def published(project: Project, store: Store, today: date) -> list[Published]:
    """Return what the manifest names, by brand, subject and language.

    The copies of reviewers are left out, and so are the files of a subject that is no more: `verify` tells those.
    """
    found: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for entry in read_manifest(store).values():
        if set(entry) >= KEYS and entry["layout"] != LAYOUT:
            found.setdefault((entry["brand"], entry["subject"], entry["language"]), []).append(entry)
    by_language: dict[str, set[str]] = {}
    for _, subject, language in found:
        by_language.setdefault(language, set()).add(subject)
    known = {code: set(project.library(code, set()).known) for code in by_language if code in project.languages()}
    return [
        _row(project, key, entries, by_language[key[2]] if key[2] in project.languages() else set(), today)
        for key, entries in sorted(found.items())
        if key[1] in known.get(key[2], {key[1]})
    ]


def _row(
    project: Project, key: tuple[str, str, str], entries: list[dict[str, str]], names: set[str], today: date
) -> Published:
    brand, name, language = key
    subject = None
    if names:
        known = set(project.library(language, set()).known)
        library = project.library(language, names & known)
        strung = {part for one in library.subjects.values() for part in getattr(one, "subjects", ())}
        library = project.library(language, (names | strung) & known)
        subject = library.subjects.get(name)
    return Published(
        brand=brand,
        subject=name,
        language=language,
        version=", ".join(sorted({entry.get("version", "") for entry in entries})),
        title=subject.title.plain if subject is not None else "",
        code=subject.code if subject is not None else "",
        due=subject.review.due if subject is not None else None,
        approved_by=as_approved(subject, library, today).review.clinical_approver if subject is not None else "",
        formats=tuple(sorted({entry["format"] for entry in entries})),
        layouts=tuple(sorted({"-".join(filter(None, (entry["layout"], entry["variant"]))) for entry in entries})),
        files=len(entries),
        state=state_of(subject, library, today).partition(" ")[0] if subject is not None else "",
        overdue=subject is not None and overdue(subject.review.due, today),
    )


def as_csv(rows: Sequence[Published]) -> str:
    """Return a row a subject, for a spreadsheet."""
    return spreadsheet.as_csv(COLUMNS, map(_row_of, rows)).rstrip("\n")


def _row_of(row: Published) -> tuple[object, ...]:
    due = row.due.isoformat() if row.due is not None else ""
    start = (row.brand, row.subject, row.title, row.code, row.version, row.language, due, row.approved_by)
    end = (" ".join(row.formats), " ".join(row.layouts), row.files, row.state, "yes" if row.overdue else "")
    return (*start, *end)


def write_pdf(project: Project, store: Store, rows: Sequence[Published], language: str, problems: Problems) -> str:
    """Write the register as PDF into the output; return its name there, "" where it cannot be made. Raises OSError."""
    layout, brand, locale = project.layout(LAYOUT), project.brand("default"), project.locale(language)
    if layout is None or brand is None:
        return ""
    theme = resolve(LAYOUT, layout, brand.colours, brand.face, logo=brand.logo)
    made = manifest_of(store).get("date", "")
    document = _document(rows, locale, date.fromisoformat(made) if made else None, brand.publisher)
    before = len(problems.errors)
    data = renderer("pdf")(document, theme, locale, problems)
    if len(problems.errors) > before:
        return ""
    store.write(register_name(language), data)
    return register_name(language)


def _document(rows: Sequence[Published], locale: Locale, made: date | None, publisher: str) -> nodes.Document:
    say = locale.say
    lead = say("register.lead", date=locale.date(made)) if made is not None else say("register.lead-undated")
    title = nodes.TitleBlock(title=_line(say("register.title")), lead=_line(lead))
    brands = dict.fromkeys(row.brand for row in rows)
    return nodes.Document(
        kind="leaflet",
        subject="register",
        title=say("register.title"),
        language=locale.tag,
        direction=locale.direction,
        description=lead,
        publisher=publisher,
        dated=made,
        footer=say("register.title"),
        lists_sources=False,
        children=(title, *(_of_brand(name, [row for row in rows if row.brand == name], locale) for name in brands)),
    )


def _of_brand(name: str, rows: Sequence[Published], locale: Locale) -> nodes.Section:
    say = locale.say
    heads = [say(f"register.{key}") for key in ("subject", "code", "version", "due", "formats")]
    lines = [
        nodes.Row(
            cells=(
                nodes.Cell(line=_line(row.title or row.subject), header=True, scope="row"),
                *(nodes.Cell(line=_line(said)) for said in _cells(row, locale)),
            )
        )
        for row in rows
    ]
    table = nodes.Table(
        head=nodes.Row(cells=tuple(nodes.Cell(line=_line(one), header=True) for one in heads)),
        rows=tuple(lines),
        summary=say("register.summary", brand=name),
    )
    heading = nodes.Heading(level=2, line=_line(say("register.brand", brand=name)))
    return nodes.Section(name=name, rank=0, children=(heading, table))


def _cells(row: Published, locale: Locale) -> tuple[str, ...]:
    version = row.version
    if not row.approved_by:
        key = "register.withdrawn" if row.state == WITHDRAWN else "register.draft"
        version = locale.say(key, version=row.version)
    due = locale.date(row.due) if row.due is not None else locale.say("register.no-record")
    if row.overdue:
        due = locale.say("register.overdue", date=due)
    return row.code or "-", version, due, ", ".join(one.upper() for one in row.formats)


def _line(text: str) -> nodes.Line:
    return (nodes.Text(text=text),)
