"""Foreign files have one door: what opens a PDF, an Office file, a picture or an archive stands in the child or is named."""

import re
import shutil
import socket

import pytest

from reader import child, readers
from reader.child import ROOT
from reader.readers import read_plan
from reader.refusals import OLE_MAGIC, ImportRefused

OPENS = re.compile(
    r"\b(load_workbook|ZipFile|PdfFileReader|IncrementalPdfFileWriter|Image\.open|pikepdf\.open|pdfplumber\.open|PdfDocument"
    r"|docx\.Document|fromstring|soffice|libreoffice|tesseract|pdftoppm)\b\(?"
)
ROOMS = ("papi_portal", "reports", "plans", "indicators", "post", "units")
# What the portal has made itself, or what its administrator laid down, is opened where it is needed; and the module
# whose functions run in the child.
OWN = {
    "reports/layout/annex.py": "joins a paper and its annexes, both just typeset here",
    "reports/layout/pdfium.py": "the paper just typeset here: under the ruler before it is signed, as pictures beside it",
    "reports/pen/tagging.py": "the same paper, before its first signature",
    "reports/pen/appearance.py": "seal and signature pictures in the agency's cabinet",
    "reports/pen/cabinet.py": "the same pictures, for their size",
    "reports/pen/chain.py": "the paper just typeset, between its signatures",
    "reports/pen/deferred.py": "the same paper, signed on another computer",
    "papi_portal/seeing/advice.py": "names what an administrator is to install, and opens nothing",
    "reports/pen/around.py": "runs in the child, called by judging",
    "reports/pen/differences.py": "runs in the child, called by judging",
    "reports/pen/foreign.py": "`prepared` runs in the child",
    "reports/pen/judging.py": "`file_in` runs in the child",
}


def test_nothing_outside_the_reader_opens_a_foreign_file():
    found = {
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if "tests" not in path.parts and any(OPENS.search(line) for line in code_of(path))
    }
    assert found == set(OWN)


def code_of(path):
    """Lines that do something: no imports, no comments."""
    return [line for line in path.read_text().splitlines() if not line.lstrip().startswith(("#", "from ", "import "))]


def test_what_only_runs_in_the_child_is_called_by_name():
    """Nobody calls the parsers straight: `reader.opening`, `grids`, `uploads`, `pdf_pages` are named to the child."""
    straight = re.compile(
        r"(?:from|import) reader\.?(?: import)? ?\(?\b(?:opening|grids|uploads|pdf_pages|pdf_files|word_files|scans)\b"
    )
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            assert "tests" in path.parts or not straight.search(path.read_text()), path


FETCHING = {
    "html": b'<html><body><img src="%s"><p>K\xe1\xba\xbf ho\xe1\xba\xa1ch</p></body></html>',
    "html after a mark": b'\xef\xbb\xbf \n<!doctype html><link rel=stylesheet href="%s"><p>x</p>',
    "xml": b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "%s"><a/>',
}


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        yield server


def address_of(listener):
    return f"http://127.0.0.1:{listener.getsockname()[1]}/x".encode()


@pytest.mark.parametrize("kind", FETCHING)
def test_a_page_named_doc_is_refused_by_its_bytes(kind, listener, tmp_path):
    path = tmp_path / "ke-hoach.doc"
    path.write_bytes(FETCHING[kind].replace(b"%s", address_of(listener)))
    with pytest.raises(ImportRefused, match=r"trang web mang tên \.doc"):
        read_plan(path, path.name)
    with pytest.raises(TimeoutError):
        listener.accept()


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed here")
def test_what_libreoffice_opens_reaches_nothing_from_the_child(listener):
    """Outside the child this very page is fetched by LibreOffice; here it is converted without."""
    page = FETCHING["html"].replace(b"%s", address_of(listener))
    assert child.run("reader.tests.deeds:convert_page", page, limits=readers.OFFICE) is True
    with pytest.raises(TimeoutError):
        listener.accept()


def test_a_container_that_is_no_document_is_refused(tmp_path):
    path = tmp_path / "hong.doc"
    path.write_bytes(OLE_MAGIC + b"\0" * 600)
    with pytest.raises(ImportRefused):
        read_plan(path, path.name)
