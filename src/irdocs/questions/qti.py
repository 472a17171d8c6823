"""IMS QTI 2.1: a content package of choice interactions with feedback for each option (imsglobal.org, QTI 2.1)."""

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from irdocs.document.nodes import Document
from irdocs.model.locale import Locale
from irdocs.problems import Problems
from irdocs.questions import QuestionItem, items_of
from irdocs.typeset.theme import Theme

_QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def render(document: Document, _theme: Theme, _locale: Locale, _problems: Problems) -> bytes:
    """Write the questions of a document as a QTI 2.1 content package; the same bytes every time."""
    items = list(items_of(document))
    files = {"imsmanifest.xml": _manifest(document, items)}
    files |= {f"items/{item.name}.xml": _item(item, document.language) for item in items}
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, text.encode())
    return out.getvalue()


def _manifest(document: Document, items: list[QuestionItem]) -> str:
    resources = "".join(
        f'<resource identifier={quoteattr(item.name)} type="imsqti_item_xmlv2p1" href="items/{item.name}.xml">'
        f'<file href="items/{item.name}.xml"/></resource>'
        for item in items
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest xmlns="{_CP}" xmlns:xsi="{_XSI}" identifier={quoteattr(f"{document.subject}-package")}>'
        "<metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion></metadata>"
        f"<organizations/><resources>{resources}</resources></manifest>\n"
    )


def _item(item: QuestionItem, language: str) -> str:
    right = next((answer.letter for answer in item.answers if answer.correct), "")
    choices = "".join(
        f'<simpleChoice identifier="{answer.letter}">{escape(answer.text)}</simpleChoice>' for answer in item.answers
    )
    feedback = "".join(
        f'<modalFeedback outcomeIdentifier="FEEDBACK" identifier="{answer.letter}" showHide="show">'
        f"{escape(answer.reason)}</modalFeedback>"
        for answer in item.answers
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<assessmentItem xmlns="{_QTI}" xmlns:xsi="{_XSI}" xml:lang={quoteattr(language)} '
        f'identifier={quoteattr(item.name)} title={quoteattr(item.stem[:80])} adaptive="false" timeDependent="false">'
        '<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier">'
        f"<correctResponse><value>{right}</value></correctResponse></responseDeclaration>"
        '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float">'
        "<defaultValue><value>0</value></defaultValue></outcomeDeclaration>"
        '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>'
        '<itemBody><choiceInteraction responseIdentifier="RESPONSE" shuffle="false" maxChoices="1">'
        f"<prompt>{escape(item.stem)}</prompt>{choices}</choiceInteraction></itemBody>"
        '<responseProcessing><responseCondition><responseIf><match><variable identifier="RESPONSE"/>'
        '<correct identifier="RESPONSE"/></match><setOutcomeValue identifier="SCORE"><baseValue baseType="float">1'
        "</baseValue></setOutcomeValue></responseIf><responseElse>"
        '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">0</baseValue></setOutcomeValue>'
        "</responseElse></responseCondition>"
        '<setOutcomeValue identifier="FEEDBACK"><variable identifier="RESPONSE"/></setOutcomeValue>'
        f"</responseProcessing>{feedback}</assessmentItem>\n"
    )
