"""The formats of finished files, each with its ending and its writer. A new one is a line here and a module that writes it."""

from enum import StrEnum


class Format(StrEnum):
    """A format: its name in layouts and options, the ending of its files, and the module whose `render` writes it."""

    extension: str
    writer: str

    def __new__(cls, name: str, extension: str = "", writer: str = "") -> "Format":
        member = str.__new__(cls, name)
        member._value_ = name
        member.extension, member.writer = extension, writer
        return member

    PDF = "pdf", "pdf", "irdocs.pdf"
    PPTX = "pptx", "pptx", "irdocs.pptx"
    GIFT = "gift", "gift", "irdocs.questions.gift"
    QTI = "qti", "zip", "irdocs.questions.qti"
