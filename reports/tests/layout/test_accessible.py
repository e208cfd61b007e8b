"""Papers for who cannot see them (PDF/UA-1 as far as our tools check) and for the archive (PDF/A-2b), signed and merged."""

import io
from itertools import pairwise

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from reports.layout import annex, pdf
from reports.layout.content import Heading, Paragraph, text
from reports.pen import cabinet, chain
from reports.pen.chain import Role
from reports.pen.demo import make_demo_authority
from reports.tests.layout import samples


def elements(one, depth=0):
    """Every structure element below `one`, parents first."""
    held = one.get("/K", Array())
    for child in held if isinstance(held, Array) else [held]:
        if isinstance(child, Dictionary) and "/S" in child:
            yield child
            yield from elements(child, depth + 1)


def headings(document):
    kinds = [str(one.S) for one in elements(document.Root.StructTreeRoot)]
    return [int(kind[2:]) for kind in kinds if kind[:2] == "/H" and kind[2:].isdigit()]


def numbers(tree):
    held = list(tree.get("/Nums", []))
    found = dict(zip(map(int, held[::2]), held[1::2], strict=True))
    for branch in tree.get("/Kids", []):
        found |= numbers(branch)
    return found


def problems(data):
    """What keeps a file from PDF/UA-1 and PDF/A-2b, of what can be read out of its objects."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return [*_archive(document), *_access(document)]


def _archive(document):
    root = document.Root
    with document.open_metadata() as meta:
        if (meta.get("pdfaid:part"), meta.get("pdfaid:conformance")) != ("2", "B"):
            yield "no mark of PDF/A-2b"
        if meta.get("dc:title") in (None, ""):
            yield "no title"
    if "/OutputIntents" not in root or "/Encrypt" in document.trailer or "/ID" not in document.trailer:
        yield "no output intent, no ID, or locked"
    if root.get("/Names", {}).keys() & {"/JavaScript", "/EmbeddedFiles"} or "/OpenAction" in root or "/AA" in root:
        yield "actions"
    for page in document.pages:
        yield from _fonts(page)
        yield from _notes(page)


def _fonts(page):
    for font in page.Resources.get("/Font", {}).values():
        inner = (
            font.DescendantFonts[0].FontDescriptor if "/DescendantFonts" in font else font.get("/FontDescriptor", {})
        )
        if not {"/FontFile2", "/FontFile3"} & set(inner.keys()):
            yield "a font is not embedded"


def _notes(page):
    for note in page.get("/Annots", []):
        if note.get("/F", 0) & 4 != 4 or note.get("/F", 0) & 2:
            yield "an annotation that does not print"
        if seen(note) and "/AP" not in note and "/V" in note:
            yield "a signature without its look"


def seen(note):
    return any(float(edge) for edge in note.Rect)


def _access(document):
    root = document.Root
    if root.get("/Lang") != "vi" or not root.MarkInfo.Marked or not root.ViewerPreferences.DisplayDocTitle:
        yield "no language, no marks, or no title in the bar"
    ranks = headings(document)
    if ranks and (ranks[0] != 1 or any(later - earlier > 1 for earlier, later in pairwise(ranks))):
        yield f"headings {ranks}"
    table = numbers(root.StructTreeRoot.ParentTree)
    for number, page in enumerate(document.pages, 1):
        if page.get("/StructParents") not in table:
            yield f"page {number} is not in the structure"
        yield from _spoken(page, table)
    for one in elements(root.StructTreeRoot):
        if one.S in (Name.Figure, Name.Form) and not str(one.get("/Alt", "")):
            yield "a picture or form without words"


def _spoken(page, table):
    for note in page.get("/Annots", []):
        widget = note.Subtype == Name.Widget and seen(note)
        if widget and (not str(note.get("/TU", "")) or note.get("/StructParent") not in table):
            yield "a place for a signature that is not spoken"


@pytest.fixture(scope="module")
def signed(tmp_path_factory):
    """The report with its annex behind it, signed and sealed."""
    folder = tmp_path_factory.mktemp("ky")
    make_demo_authority(folder, {"x": ("Ủy ban nhân dân xã Tiền Phong", "Chủ tịch")})
    drawer, made = cabinet.of(folder, "x"), pdf.render(samples.report())
    data = chain.prepare(made.pdf, signature_box=made.signature_box, seal_box=made.seal_box)
    data = chain.sign(data, Role.LEADER, drawer.leader_key(), image=drawer.signature_image)
    return chain.sign(data, Role.AGENCY, drawer.agency_key(), image=drawer.seal_image)


@pytest.mark.parametrize("make", [samples.letter, samples.report, samples.plan])
def test_papers_with_their_annexes(make):
    assert problems(pdf.render(make()).pdf) == []


def test_a_signed_and_sealed_paper_with_its_annex(signed):
    assert problems(signed) == []


def test_an_annex_by_itself_is_tagged():
    with pikepdf.open(io.BytesIO(annex.to_pdf(samples.report(), only=0))) as document:
        kinds = {str(one.S) for one in elements(document.Root.StructTreeRoot)}
        assert {"/Table", "/TR", "/TH", "/TD"} <= kinds


def test_merged_pages_keep_their_words_in_the_structure():
    """Each number of the table leads to elements whose page is the page that bears it."""
    with pikepdf.open(io.BytesIO(pdf.render(samples.report()).pdf)) as document:
        table = numbers(document.Root.StructTreeRoot.ParentTree)
        borne = [int(page.StructParents) for page in document.pages]
        assert len(set(borne)) == len(document.pages)
        for page in document.pages:
            pages = {one.Pg.objgen for one in table[int(page.StructParents)] if one is not None and "/Pg" in one}
            assert pages == {page.objgen}
        assert sum(Name.Table == one.S for one in elements(document.Root.StructTreeRoot)) >= 1


@pytest.mark.parametrize("levels", [(1, 2, 3), (0, 1, 2), (1, 3), (2,), (0, 3)])
@pytest.mark.parametrize("make", [samples.letter, samples.report])
def test_headings_follow_each_other_whatever_levels_are_used(make, levels):
    blocks = [part for level in levels for part in (Heading(level, f"Mục {level}"), Paragraph(text("Nội dung.")))]
    with pikepdf.open(io.BytesIO(pdf.render(make(blocks=tuple(blocks), annexes=())).pdf)) as document:
        ranks = headings(document)
    first = 1 if make is samples.letter else 2
    assert ranks[-len(levels) :] == list(range(first, first + len(levels)))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [(lambda root: root.StructTreeRoot.__setitem__("/ParentTree", Dictionary(Nums=Array())), "not in the structure"),
     (lambda root: root.__delitem__("/Lang"), "no language"),
     (lambda root: root.__setitem__("/OpenAction", Dictionary(S=Name.JavaScript)), "actions"),
     (lambda root: root.__delitem__("/OutputIntents"), "no output intent")],
)  # fmt: skip
def test_the_check_finds_what_it_looks_for(signed, spoil, words):
    with pikepdf.open(io.BytesIO(signed)) as document:
        spoil(document.Root)
        out = io.BytesIO()
        document.save(out)
    assert any(words in one for one in problems(out.getvalue()))
