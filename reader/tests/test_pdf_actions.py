"""What may run in a PDF is found wherever it hangs, taken out and told; a signed file is refused, for cleaning breaks it."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from reader import child, pdf_pages
from reader.errors import Unfit


def made(change=None):
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Contents = pdf.make_stream(b"q Q")
    if change:
        change(pdf)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def script():
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def launch():
    return Dictionary(Type=Name.Action, S=Name.Launch, F=String("cmd.exe"))


def file(pdf):
    stream = pdf.make_stream(b"MZ", Type=Name.EmbeddedFile)
    return pdf.make_indirect(Dictionary(Type=Name.Filespec, F=String("a.exe"), EF=Dictionary(F=stream)))


def note(pdf, **more):
    rect = Array([0, 0, 9, 9])
    pdf.pages[0].Annots = Array([pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=rect, **more))])


def on_open(pdf):
    pdf.Root.OpenAction = script()


def on_open_chained(pdf):
    going = Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]), Next=Array([script(), launch()]))
    pdf.Root.OpenAction = pdf.make_indirect(going)


def among_names(pdf):
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), pdf.make_indirect(script())])))


def on_page(pdf):
    pdf.pages[0].AA = Dictionary(O=script(), C=launch())


def in_outline(pdf):
    item = pdf.make_indirect(Dictionary(Title=String("x"), A=launch()))
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item))


def behind_link(pdf):
    note(pdf, Subtype=Name.Link, A=launch())


def embedded(pdf):
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("a.exe"), file(pdf)])))


def attached_as_note(pdf):
    note(pdf, Subtype=Name.FileAttachment, FS=file(pdf))


def associated(pdf):
    pdf.Root.AF = Array([file(pdf)])


def film(pdf):
    note(pdf, Subtype=Name.RichMedia)


DANGEROUS = {
    on_open: {"script"}, on_open_chained: {"script", "launch"}, among_names: {"script"}, on_page: {"script", "launch"},
    in_outline: {"launch"}, behind_link: {"launch"}, embedded: {"files"}, attached_as_note: {"files"},
    associated: {"files"}, film: {"media"},
}  # fmt: skip


@pytest.mark.parametrize("change", DANGEROUS)
def test_what_may_run_is_told_and_gone(change):
    given = pdf_pages.fit(made(change))
    kinds = {pdf_pages.pdf_actions.KINDS[kind] for kind in DANGEROUS[change]}
    assert set(given["taken"]) == kinds
    assert pdf_pages.fit(given["pdf"])["taken"] == []
    for word in (b"app.alert", b"cmd.exe", b"MZ\n", b"/EmbeddedFile"):
        assert word not in given["pdf"]


def link_of_web(pdf):
    note(pdf, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://vi-du.example")))


def structure(pdf):
    """Elements of the structure may be called anything."""
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Dictionary(Type=Name.StructElem, S=Name.Sound))


@pytest.mark.parametrize("change", [None, link_of_web, structure])
def test_what_only_shows_or_links_stays_byte_for_byte(change):
    data = made(change)
    assert pdf_pages.fit(data) == {"pdf": data, "taken": [], "page": pytest.approx([209.9, 297.0], abs=0.1)}


def signed(pdf):
    field = pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("a"), V=Dictionary(ByteRange=Array([0, 1, 2, 3]))))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)
    pdf.Root.OpenAction = script()


def form(pdf):
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("a"), V=String("b")))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


@pytest.mark.parametrize(("change", "words"), [(signed, "đã có chữ ký số"), (form, "biểu mẫu")])
def test_a_signed_file_and_a_form_are_refused(change, words):
    with pytest.raises(Unfit, match=words):
        pdf_pages.fit(made(change))


def test_the_child_does_it_too():
    given = child.run("reader.pdf_pages:fit", made(among_names))
    assert given["taken"] == ["mã JavaScript"] and b"app.alert" not in given["pdf"]


def three(pdf):
    for _ in range(2):
        pdf.add_blank_page(page_size=(595, 842))


@pytest.mark.parametrize(("pages", "count"), [([1], 1), ([1, 3], 2), ([3], 1)])
def test_chosen_pages_become_a_file(pages, count):
    given = pdf_pages.picked(made(three), pages)
    with pikepdf.open(io.BytesIO(given["pdf"])) as opened:
        assert len(opened.pages) == count


@pytest.mark.parametrize("pages", [[], [0], [4]])
def test_pages_that_are_not_there_are_told(pages):
    with pytest.raises(Unfit, match="có 3 trang"):
        pdf_pages.picked(made(three), pages)
