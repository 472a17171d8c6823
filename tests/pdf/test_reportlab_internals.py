"""Each ReportLab internal that the PDF writer relies on, by name: a new ReportLab fails here first."""

import inspect
import re
from pathlib import Path

import reportlab
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

import irdocs.pdf as writer


def test_the_minor_version_is_pinned() -> None:
    assert reportlab.Version.startswith("5.1.")
    project = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    assert "reportlab==5.1.*" in project


def test_canvas_keeps_the_state_that_we_use() -> None:
    canvas = Canvas("", invariant=1, lang="en-GB", pdfVersion=(1, 7))
    assert canvas._code == [] and canvas._pageNumber == 1
    assert isinstance(canvas._doc, pdfdoc.PDFDocument)
    assert canvas._pagesize and canvas._preamble
    assert "self._startPage()" in inspect.getsource(Canvas.showPage)
    assert "self._make_preamble()" in inspect.getsource(Canvas.__init__)
    canvas._startPage()
    assert canvas._code == [] and canvas._pageNumber == 2


def test_the_catalog_takes_what_we_set() -> None:
    assert "self.__NoDefault__" in inspect.getsource(pdfdoc.PDFCatalog.format)
    for key in ("StructTreeRoot", "MarkInfo", "Metadata", "ViewerPreferences", "Outlines", "PageMode"):
        assert key in pdfdoc.PDFCatalog.__NoDefault__


def test_documents_number_and_write_their_objects() -> None:
    document = pdfdoc.PDFDocument(invariant=1)
    before = document.objectcounter
    item = pdfdoc.PDFObject()
    document.Reference(item, "Item")
    assert document.objectcounter == before + 1
    assert document.idToObjectNumberAndVersion["Item"] == (document.objectcounter, 0)
    assert document.thisPageName() == "Page1"
    page = pdfdoc.PDFObject()
    document.addPage(page)
    assert document.pageCounter == 2 and document.Pages.pages == [page]
    assert document.numberToId[document.objectcounter] and document.idToObject["Item"] is item
    assert document._pdfVersion and document.ID() and document.signature and document.Catalog and document.info
    for part in ("info.digest", "Reference(self.Catalog)"):
        assert part in inspect.getsource(pdfdoc.PDFDocument.GetPDFData)
    assert pdfdoc.PDFFile((1, 7)).strings[0].startswith(b"%PDF-1.7")
    for name in ("GetPDFData", "updateSignature", "setTitle", "setAuthor", "setSubject", "setKeywords", "setProducer"):
        assert callable(getattr(document, name))
    assert document._timeStamp.YMDhms and hasattr(document._timeStamp, "dhh") and hasattr(document._timeStamp, "dmm")


def test_no_other_internal_is_used() -> None:
    """Every private name of ReportLab that the source touches is in the tests above."""
    listed = Path(__file__).read_text(encoding="utf-8")
    canvas_names = set(dir(Canvas)) | set(vars(Canvas("")))
    for path in Path(writer.__file__).parent.glob("*.py"):
        for name in re.findall(r"(?:canvas|self|super\(\)|document)\.(_[a-zA-Z]\w+)", path.read_text(encoding="utf-8")):
            if name in canvas_names or name in vars(pdfdoc.PDFDocument(invariant=1)):
                assert name in listed, f"{path.name} uses {name}, which no test names"
