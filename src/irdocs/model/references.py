"""References: what a source may say of itself, and how it is printed, in Vancouver style.

An entry of `references.yaml` is CSL-JSON written as YAML, with a few keys of our own (`OWN_FIELDS`). The style is NLM's,
in `csl/`. Formatting costs a few milliseconds an entry, most of it in citeproc's tree searches, so a reference is
formatted when it is first asked for, and citeproc is imported then.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from irdocs.problems import Location

STYLE = Path(__file__).parent / "csl" / "nlm-citation-sequence.csl"
LOCALE = "en-GB"

KINDS = (
    "guideline",
    "review",
    "meta-analysis",
    "randomised-trial",
    "registry",
    "cohort",
    "survey",
    "audit",
    "leaflet",
    "news",
    "textbook",
    "website",
    "standard",
)
"""What sort of evidence a source is, for editors and for checks."""

TYPES = (
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "book",
    "chapter",
    "document",
    "pamphlet",
    "paper-conference",
    "post-weblog",
    "report",
    "thesis",
    "webpage",
)
"""The CSL types in use. `document` is whatever fits no other, `article` a paper without a journal."""

TEXT_FIELDS = (
    "title",
    "container-title",
    "collection-title",
    "volume",
    "issue",
    "page",
    "number",
    "edition",
    "genre",
    "publisher",
    "publisher-place",
    "DOI",
    "PMID",
    "PMCID",
    "URL",
    "country",
    "replaced-by",
    "note",
)
NAME_FIELDS = ("author", "editor")
DATE_FIELDS = ("issued", "accessed")
OWN_FIELDS = ("kind", "country", "replaced-by", "note", "more-authors")
"""Keys that CSL does not know and citeproc never sees."""
NAME_PARTS = ("family", "given", "non-dropping-particle", "dropping-particle", "suffix")

_HOSTS = """
    1library.net 123dok.org abcdocz.com careersdocbox.com cebuhouse.us coek.info collegelearners.com docplayer.net
    docslib.org doczz.net dokumen.tips dwhdigital.com fdocuments.in frank-digital.co.uk healthdocbox.com http3.lol iiab.me
    ilovetranslation.com jesse.tg kipdf.com medilib.ir moam.info netcprev.co.uk paperzz.com pdfdrive.to pdfslide.net
    platformsh.site preview.rcr.ac.uk readkong.com researcher.life scribd.com slideshare.net studylib.net studyres.com
    tomesphere.com urotoday.review usmail24.com vdocuments.net vdocuments.site yumpu.com cloudfront.net p53-activator.com
    articleconstruction.icu metajournal.com itacarep.it mattheneus-healthcare.com
"""
COPY_HOSTS = frozenset(_HOSTS.split())
"""Sites that share or mirror other people's documents, and staging sites: not an address to give to a reader."""


_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DATE = re.compile(rf"(?<=[ \[])(\d{{4}})({_MONTHS})(\d{{1,2}})?(?=[];:.]| \[|$)")
"""A date with a month as citeproc-py sets it: it drops the delimiter that the style's own locale asks for."""


@dataclass(frozen=True)
class Reference:
    """A source, by its key. Its printed form is made when it is first asked for."""

    key: str
    kind: str
    csl: Mapping[str, Any] = field(hash=False)
    """The fields that CSL knows, names completed with "et al" where more authors are known to exist."""
    country: str = ""
    replaced_by: str = ""
    """The key of newer guidance, or a word such as `superseded`."""
    note: str = ""
    """For editors; never printed."""
    at: Location = field(default=Location(""), compare=False)

    @cached_property
    def formatted(self) -> str:
        """The reference in Vancouver style, as plain text without its number."""
        return vancouver([self])[self.key]

    @cached_property
    def printed(self) -> str:
        """The reference without its addresses and numbers: `link` leads there, and `address` is printed for it."""
        text = re.sub(r"\s*(?:Available from:|PubMed (?:Central )?PMC?ID:|doi:)\s*\S+", "", self.formatted)
        text = text.replace(" [Internet]", "")
        return re.sub(r"[\s.;]+$", "", text) + "."

    @property
    def address(self) -> str:
        """The address as it is printed: a DOI whole, of a page the site; empty where none is known."""
        bare = self.link.removeprefix("https://").removeprefix("http://")
        if bare.startswith(("doi.org/", "pubmed.", "pmc.")):
            return bare.rstrip("/")
        return bare.partition("/")[0].removeprefix("www.")

    @property
    def short(self) -> str:
        """The source in a few words, for a line below a chart: who, and when."""
        authors = self.csl.get("author", ())
        name = ""
        if authors:
            name = str(authors[0].get("family") or authors[0].get("literal") or "")
        name = name or str(
            self.csl.get("container-title") or self.csl.get("publisher") or self.csl.get("title", self.key)
        )
        parts = self.csl.get("issued", {}).get("date-parts")
        return f"{name} {parts[0][0]}" if parts else name

    @property
    def link(self) -> str:
        """The best address: of the DOI, PubMed Central, PubMed, or the page itself; empty where none is known."""
        if doi := self.csl.get("DOI"):
            return f"https://doi.org/{quote(doi, safe='/:;()._-')}"
        if pmcid := self.csl.get("PMCID"):
            return f"https://pmc.ncbi.nlm.nih.gov/articles/{pmcid}"
        if pmid := self.csl.get("PMID"):
            return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"
        return str(self.csl.get("URL", ""))


def format_references(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, Reference]:
    """Turn checked entries into references. None is formatted yet: see `Reference.formatted` and `vancouver`."""
    return {key: make_reference(key, entry) for key, entry in entries.items()}


def make_reference(key: str, entry: Mapping[str, Any]) -> Reference:
    """Part one checked entry into what CSL knows and what is ours."""
    csl = {name: value for name, value in entry.items() if name not in OWN_FIELDS}
    if entry.get("more-authors"):
        csl["author"] = [*csl["author"], {"literal": "et al"}]
    return Reference(
        key,
        entry["kind"],
        csl,
        country=entry.get("country", ""),
        replaced_by=entry.get("replaced-by", ""),
        note=entry.get("note", ""),
    )


def vancouver(references: Iterable[Reference]) -> dict[str, str]:
    """Format these references, and no others, as plain text without numbers: about 4 ms each."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    wanted = {reference.key: reference for reference in references}
    # citeproc folds the case of ids, so they are numbers here
    names = {str(number): key for number, key in enumerate(wanted, 1)}
    source = CiteProcJSON([{"id": number, **wanted[key].csl} for number, key in names.items()])
    bibliography = CitationStylesBibliography(_style(), source, formatter.plain)
    for number in names:
        bibliography.register(Citation([CitationItem(number)]))
    printed = (_tidy(str(line)) for line in bibliography.bibliography())
    return dict(zip(names.values(), printed, strict=True))


def check_reference(key: str, entry: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what is wrong with an entry, as (field, message); an entry without faults can be formatted."""
    faults: list[tuple[str, str]] = []
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*", key):
        faults.append(("key", "a key is letters and figures, parted by single hyphens"))
    for name, known in (("type", TYPES), ("kind", KINDS)):
        if name not in entry:
            faults.append((name, f"there is no `{name}`"))
        elif entry[name] not in known:
            faults.append((name, f"the {name} {entry[name]!r} is not one of {', '.join(known)}"))
    if "title" not in entry:
        faults.append(("title", "there is no `title`"))
    faults += [(name, message) for name, value in entry.items() if (message := _field_fault(entry, name, value))]
    if entry.get("replaced-by") == key:
        faults.append(("replaced-by", "a source does not replace itself"))
    return faults


def _field_fault(entry: Mapping[str, Any], name: str, value: Any) -> str:
    """Return what is wrong with one field of an entry, or nothing."""
    if name in TEXT_FIELDS:
        return _text_fault(value) or CHECKS.get(name, _no_fault)(value)
    if name in NAME_FIELDS:
        return _names_fault(value)
    if name in DATE_FIELDS:
        return _date_fault(value)
    if name == "more-authors":
        return "" if value is True and entry.get("author") else "`more-authors: true` stands below an `author`"
    return "" if name in ("type", "kind") else f"the key {name!r} is not known"


@lru_cache(maxsize=1)
def _style() -> Any:
    from citeproc import CitationStylesStyle

    return CitationStylesStyle(str(STYLE), locale=LOCALE, validate=False)


def _tidy(line: str) -> str:
    """Take off the number; mend what citeproc-py leaves: dates without spaces, a full stop after a question mark."""
    text = re.sub(r"^\d+\.\s*", "", line)
    text = _DATE.sub(lambda date: " ".join(part for part in date.groups() if part), text)
    text = re.sub(r"([?!])\.(?=\s|$)", r"\1", text)
    text = re.sub(r"\.{2,}(?=\s|$)", ".", text)
    return " ".join(text.split())


def _no_fault(_value: str) -> str:
    return ""


def _text_fault(value: Any) -> str:
    if not isinstance(value, str):
        return f"text is wanted, not {value!r}: put it in quotes"
    if not value.strip():
        return "it is empty: leave the line out"
    if value != " ".join(value.split()):
        return "there are spaces at an end, or two together"
    return "HTML tags are not read" if re.search(r"</?[A-Za-z][^>]*>", value) else ""


def _title_fault(value: str) -> str:
    return "a title does not end in a full stop: the style sets it" if value.endswith(".") else ""


def _doi_fault(value: str) -> str:
    return (
        "" if re.fullmatch(r"10\.\d{4,9}/\S+", value) else "a DOI looks like 10.1000/182, without an address before it"
    )


def _pmid_fault(value: str) -> str:
    return "" if re.fullmatch(r"[1-9]\d{0,7}", value) else "a PubMed number has up to eight figures"


def _pmcid_fault(value: str) -> str:
    return "" if re.fullmatch(r"PMC\d{4,9}", value) else "a PubMed Central number looks like PMC1234567"


def _url_fault(value: str) -> str:
    parts = urlsplit(value)
    host = (parts.hostname or "").lower()
    if parts.scheme not in ("https", "http") or "." not in host or " " in value:
        return "an address begins with https:// and has no spaces"
    if re.fullmatch(r"[\d.]+", host):
        return "an address in figures is no publisher's: give the DOI, the PubMed number or the publisher's page"
    if host in ("doi.org", "dx.doi.org"):
        return "give the DOI itself, as `DOI`"
    if any(host == copy or host.endswith("." + copy) for copy in COPY_HOSTS):
        return f"{host} shares copies: give the DOI, the PubMed number or the publisher's page, or none"
    return ""


CHECKS: dict[str, Callable[[str], str]] = {
    "title": _title_fault,
    "DOI": _doi_fault,
    "PMID": _pmid_fault,
    "PMCID": _pmcid_fault,
    "URL": _url_fault,
}


def _names_fault(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return "a list of names is wanted"
    for name in value:
        if not isinstance(name, Mapping) or not all(isinstance(part, str) and part.strip() for part in name.values()):
            return "a name is {family: ..., given: ...} or {literal: ...}"
        if set(name) != {"literal"} and ("family" not in name or not set(name) <= set(NAME_PARTS)):
            return "a name is {family: ..., given: ...} or {literal: ...}"
    return ""


def _date_fault(value: Any) -> str:
    wanted = "a date is {date-parts: [[year, month, day]]}; month and day may be left out, two lists are a span"
    if not isinstance(value, Mapping) or set(value) != {"date-parts"}:
        return wanted
    spans = value["date-parts"]
    if not isinstance(spans, list) or not 1 <= len(spans) <= 2:
        return wanted
    for parts in spans:
        if not isinstance(parts, list) or not 1 <= len(parts) <= 3:
            return wanted
        if not all(isinstance(part, int) and not isinstance(part, bool) for part in parts):
            return wanted
        limits = ((1800, 2100), (1, 12), (1, 31))
        if not all(low <= part <= high for part, (low, high) in zip(parts, limits, strict=False)):
            return "there is no such date"
    return "" if spans == sorted(spans) else "the span ends before it begins"
