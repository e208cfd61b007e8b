"""PDF/A marks of rendered papers, and what Apache's validator says where it is installed."""

import io
import subprocess
from pathlib import Path

import pikepdf
import pytest
import weasyprint

from reports.layout import pdf, pdf_engine
from reports.layout.html import html
from reports.tests.layout import samples

JARS = ["preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api"]
JAVA = Path("/usr/share/java")
have_preflight = all((JAVA / f"{name}.jar").exists() for name in JARS)


@pytest.mark.parametrize("make", [samples.letter, samples.report, samples.plan])
def test_papers_carry_the_marks_of_pdf_a_2b(make):
    with pikepdf.open(io.BytesIO(pdf.render(make()).pdf)) as document:
        with document.open_metadata() as meta:
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "B")
        assert document.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert document.Root.MarkInfo.Marked
        assert document.Root.Lang == "vi"
        assert document.trailer.ID
        assert "/Encrypt" not in document.trailer
        fonts = [font for page in document.pages for font in page.Resources.Font.values()]
        assert all(_embedded(font) for font in fonts)


def _embedded(font) -> bool:
    inner = font.DescendantFonts[0].FontDescriptor
    return "/ToUnicode" in font and ("/FontFile2" in inner or "/FontFile3" in inner)


@pytest.mark.skipif(not have_preflight, reason="libpdfbox2-java is not installed")
def test_the_same_page_as_pdf_a_1b_passes_preflight(tmp_path):
    """There is no free validator of 2b; 1b of the same page differs only in what it forbids."""
    sheet, configuration = pdf_engine.engine()
    source = weasyprint.HTML(string=html(samples.report(annexes=())))
    made = source.write_pdf(stylesheets=[sheet], font_config=configuration, pdf_variant="pdf/a-1b")
    file = tmp_path / "bao-cao.pdf"
    file.write_bytes(_with_declared_names(made))
    path = ":".join(str(JAVA / f"{name}.jar") for name in JARS)
    command = ["java", "-cp", path, "org.apache.pdfbox.preflight.Validator_A1b", str(file)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "is a valid PDF/A-1b file" in said.stdout, said.stdout + said.stderr


def _with_declared_names(made: bytes) -> bytes:
    """Preflight wants each XML name space declared where it is used; RDF allows it further up as well."""
    with pikepdf.open(io.BytesIO(made)) as document:
        words = document.Root.Metadata.read_bytes().decode()
        spaces = {
            "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
            "dc": "http://purl.org/dc/elements/1.1/",
            "xmp": "http://ns.adobe.com/xap/1.0/",
            "pdf": "http://ns.adobe.com/pdf/1.3/",
        }
        declared = " ".join(f'xmlns:{name}="{place}"' for name, place in spaces.items())
        words = words.replace("<rdf:Description ", f"<rdf:Description {declared} ")
        document.Root.Metadata = document.make_stream(
            words.encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
        )
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


def test_text_of_people_cannot_open_files_or_addresses():
    paper = samples.letter(title='<img src="file:///etc/passwd"><link rel=stylesheet href="http://localhost/x.css">')
    page = html(paper)
    assert "<img" not in page and "&lt;img" in page
    with pytest.raises(weasyprint.urls.FatalURLFetchingError):
        pdf.to_pdf('<html><body><img src="file:///etc/passwd"></body></html>')
    with pytest.raises(weasyprint.urls.FatalURLFetchingError):
        pdf.to_pdf('<html><body><img src="http://localhost/x.png"></body></html>')
