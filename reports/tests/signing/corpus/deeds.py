"""Signing as other programs do, and everything that may be done to a file before and after."""

import io
import re
from contextlib import nullcontext, suppress

import pikepdf
import time_machine
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field

from reports.pen.findings import INITIALS


def written(writer) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def update(data: bytes, change) -> bytes:
    """`data` with an incremental update in which `change(writer)` was made."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    change(writer)
    return written(writer)


def with_fields(data, *names):
    def add(writer):
        for name in names:
            append_signature_field(writer, SigFieldSpec(name, on_page=0, box=(100, 100, 200, 150)))

    return update(data, add)


def put(data, name, holder, *, at=None, stamp=None, certify=False, md="sha256", context=None):
    """One signature in a field, at `at` by the clock of the machine; `stamp` a time stamper, `context` for B-LTA."""
    more = {"validation_context": context, "embed_validation_info": True, "use_pades_lta": True} if context else {}
    meta = PdfSignatureMetadata(
        field_name=name, md_algorithm=md, subfilter=SigSeedSubFilter.PADES, certify=certify,
        docmdp_permissions=MDPPerm.FILL_FORMS, **more,
    )  # fmt: skip
    pen = PdfSigner(meta, signer=holder.signer, timestamper=stamp)
    with time_machine.travel(at, tick=False) if at else nullcontext():
        return pen.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), existing_fields_only=False).getvalue()


def chain_of(data, *steps, certify=True):
    """`steps` are (field, holder) or (field, holder, keywords); the first one certifies."""
    for number, (name, holder, *more) in enumerate(steps):
        data = put(
            data, name, holder, certify=certify and number == 0 and name != INITIALS, **(more[0] if more else {})
        )
    return data


# --- What was done to a signed file -----------------------------------------------------------------------------------


def flip(data, mark, ahead, *, last=False):
    """One bit, `ahead` bytes behind `mark`."""
    place = (data.rindex(mark) if last else data.index(mark)) + ahead
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def draw(writer, number=0, ops=b"q 1 1 1 rg 80 400 400 200 re f Q"):
    writer.add_stream_to_page(number, writer.add_object(generic.StreamObject(stream_data=ops)))


def note(writer, kind="/FreeText", **more):
    page, _ = writer.find_page_for_modification(0)
    rect = generic.ArrayObject(map(generic.NumberObject, (100, 100, 300, 150)))
    given = {"/Type": pdf_name("/Annot"), "/Subtype": pdf_name(kind), "/Rect": rect, "/Contents": pdf_string("đã sửa")}
    made = generic.DictionaryObject({pdf_name(key): value for key, value in (given | more).items()})
    page = page.get_object()
    page.setdefault(pdf_name("/Annots"), generic.ArrayObject()).append(writer.add_object(made))
    writer.update_container(page)


def root(writer, **given):
    for key, value in given.items():
        writer.root[f"/{key}"] = value
    writer.update_root()


def plain(**given):
    return generic.DictionaryObject({pdf_name(f"/{key}"): value for key, value in given.items()})


def script():
    return plain(S=pdf_name("/JavaScript"), JS=pdf_string("app.alert(1)"))


def title(writer, words="Báo cáo khác", key="/Title"):
    made = generic.DictionaryObject()
    with suppress(KeyError):
        made.update(writer.prev.trailer["/Info"])
    made[pdf_name(key)] = pdf_string(words)
    writer.set_info(writer.add_object(made))


def xmp(writer):
    reference = writer.root.raw_get("/Metadata")
    stream = reference.get_object()
    words = stream.data
    at = words.index(b"<rdf:li", words.index(b"dc:title"))
    at = words.index(b">", at) + 1
    stream._data = words[:at] + "Khác ".encode() + words[at:]
    stream._encoded_data = None
    writer.mark_update(reference)


def add_page(writer):
    writer.insert_page(PageObject(contents=writer.add_object(generic.StreamObject(stream_data=b"")),
                                  media_box=(0, 0, 595, 842)))  # fmt: skip


def drop_page(writer):
    pages = writer.root["/Pages"]
    kids = pages["/Kids"]
    kids.pop()
    pages[pdf_name("/Count")] = generic.NumberObject(int(pages["/Count"]) - 1)
    writer.update_container(kids)
    writer.update_container(pages)


def page_key(writer, key, value):
    page, _ = writer.find_page_for_modification(0)
    page = page.get_object()
    page[pdf_name(key)] = value
    writer.update_container(page)


def first_stream(writer, fits, data=b"\0"):
    """The first stream that `fits`, drawn as something else."""
    for number in range(1, int(writer.prev.trailer["/Size"])):
        reference = generic.Reference(number, 0, writer)
        try:
            one = reference.get_object()
        except Exception:
            continue
        if isinstance(one, generic.StreamObject) and fits(one):
            one._data, one._encoded_data = data + one.data[1:], None
            writer.mark_update(reference)
            return
    raise AssertionError("no such stream")


def is_picture(one):
    return one.get("/Subtype") == "/Image"


def is_font(one):
    return "/Length1" in one or one.get("/Subtype") in ("/OpenType", "/CIDFontType0C")


def empty_field(data, *, seen):
    box = {"on_page": 0, "box": (100, 100, 300, 200)} if seen else {}
    return update(data, lambda writer: append_signature_field(writer, SigFieldSpec("Them", **box)))


def text_field(writer):
    made = plain(FT=pdf_name("/Tx"), T=pdf_string("GhiThem"), V=pdf_string("500 triệu đồng"))
    fields = writer.root["/AcroForm"]["/Fields"]
    fields.append(writer.add_object(made))
    writer.update_container(fields)


def embed(writer):
    file = writer.add_object(generic.StreamObject(stream_data=b"MZ", dict_data=plain(Type=pdf_name("/EmbeddedFile"))))
    spec = plain(Type=pdf_name("/Filespec"), F=pdf_string("a.exe"), EF=plain(F=file))
    tree = plain(Names=generic.ArrayObject([pdf_string("a.exe"), writer.add_object(spec)]))
    root(writer, Names=plain(EmbeddedFiles=tree))


def layers(writer):
    group = writer.add_object(plain(Type=pdf_name("/OCG"), Name=pdf_string("Lớp")))
    groups = generic.ArrayObject([group])
    root(writer, OCProperties=plain(OCGs=groups, D=plain(OFF=generic.ArrayObject([group]))))


def rewritten(data, **how):
    with pikepdf.open(io.BytesIO(data)) as opened:
        out = io.BytesIO()
        opened.save(out, **how)
        return out.getvalue()


def byte_range(data, change, *, last=True):
    """Another /ByteRange of the same length; `change` takes the four numbers."""
    found = list(re.finditer(rb"/ByteRange\s*\[([\d\s]+)\]", data))[-1 if last else 0]
    was = found.group(1)
    now = b" ".join(str(one).encode() for one in change(*map(int, was.split())))
    return data[: found.start(1)] + now.ljust(len(was))[: len(was)] + data[found.end(1) :]


def contents(data, change):
    """Another signature in hex of the same length in the last field."""
    found = list(re.finditer(rb"/Contents\s*<([0-9a-fA-F]{2000,})>", data))[-1]
    return data[: found.start(1)] + change(found.group(1)).ljust(len(found.group(1)), b"0") + data[found.end(1) :]


def cms_of(data):
    return list(re.finditer(rb"/Contents\s*<([0-9a-fA-F]{2000,})>", data))[-1].group(1)
