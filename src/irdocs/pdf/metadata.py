"""What a PDF says of itself: title, dates, language, the standards that it claims, and what its colours mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from irdocs.pdf.objects import Raw, Stream, register

PRODUCER = "irdocs (ReportLab PDF library)"


@dataclass(frozen=True)
class Description:
    """A document's description, for its information dictionary and its XMP."""

    title: str
    language: str
    """A BCP 47 tag."""
    dated: date
    """The record's own date: the clock is never asked, so that output can be repeated."""
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    creator: str = "irdocs"


class RecordTime:
    """The record's date in the shape of ReportLab's TimeStamp: midnight UTC."""

    def __init__(self, dated: date) -> None:
        self.t = float((dated - date(1970, 1, 1)).days * 86400)
        self.YMDhms = (dated.year, dated.month, dated.day, 0, 0, 0)
        self.dhh = 0
        self.dmm = 0
        self.tzname = "UTC"


@cache
def srgb_profile() -> bytes:
    """Read the sRGB profile that the output intent carries; a fixed file, as made ones hold the time of making."""
    return Path(__file__).with_name("srgb.icc").read_bytes()


@cache
def _srgb_stream() -> Stream:
    return Stream(srgb_profile(), b"/N 3")


def write_metadata(document: Any, description: Description) -> None:
    """Write information dictionary, XMP and output intent into a ReportLab document."""
    document.setTitle(description.title)
    document.setAuthor(description.author)
    document.setSubject(description.subject)
    document.setKeywords(", ".join(description.keywords))
    document.setCreator(description.creator)
    document.setProducer(PRODUCER)
    document._timeStamp = RecordTime(description.dated)
    catalog = document.Catalog
    # Uncompressed, so that any tool can read it: ISO 19005-2, 6.6.2.1
    xmp = Stream(_xmp(description).encode("utf-8"), b"/Type/Metadata/Subtype/XML", compress=False)
    register(document, xmp, "XMP")
    profile = _srgb_stream()
    icc = register(document, Stream(profile.data, b"/N 3", compress=False, deflated=True), "sRGB")
    intent = Raw(
        b"[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)"
        b"/DestOutputProfile %d 0 R>>]" % icc
    )
    register(document, intent, "OutputIntents")
    catalog.__NoDefault__ = [*type(catalog).__NoDefault__, "OutputIntents"]
    catalog.Metadata = xmp
    catalog.OutputIntents = intent
    catalog.MarkInfo = b"<</Marked true>>"
    catalog.ViewerPreferences = b"<</DisplayDocTitle true>>"


def _xmp(description: Description) -> str:
    stamp = f"{description.dated.isoformat()}T00:00:00+00:00"
    title, author = escape(description.title), escape(description.author)
    keywords = escape(", ".join(description.keywords))
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{escape(description.subject)}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{escape(description.language)}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{escape(PRODUCER)}</pdf:Producer><pdf:Keywords>{keywords}</pdf:Keywords>
<xmp:CreatorTool>{escape(description.creator)}</xmp:CreatorTool>
<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
