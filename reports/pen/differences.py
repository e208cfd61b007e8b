"""What was done to a signed file after the signature, by kind: pages, pictures, notes, fields, title, scripts, files.

Compares the bytes that were signed, which are a whole PDF of their own, with the file as it is now. Runs in the child.
"""

import io
from collections.abc import Iterator
from itertools import zip_longest

import pikepdf
from pikepdf import Dictionary, Stream

from reader import pdf_actions

__all__ = ["archival", "named"]

_MOST = 20_000  # objects compared one by one
_OWN = ("/DSS", "/AcroForm", "/Extensions", "/Version", "/Metadata", "/Perms", "/Pages", "/Type", "/Names")
_FRAME = ("/Metadata", "/XRef", "/ObjStm")  # written anew with every update; what they say is compared by itself
_TITLES = {"/Title": "tiêu đề", "/Author": "tác giả", "/Subject": "chủ đề", "/Keywords": "từ khóa"}


def named(before: bytes, after: bytes) -> list[str]:
    """Kinds of change in words; nothing for further signatures, their pictures, and archive evidence."""
    try:
        with pikepdf.open(io.BytesIO(before)) as old, pikepdf.open(io.BytesIO(after)) as new:
            return list(dict.fromkeys(_all(old, new)))
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, RecursionError):
        return ["cấu trúc tệp bị ghi lại, không so được với bản đã ký"]


def archival(before: bytes, after: bytes) -> bool:
    """Whether evidence for keeping was added: the file's own store says more than before, and lost nothing."""
    with pikepdf.open(io.BytesIO(before)) as old, pikepdf.open(io.BytesIO(after)) as new:
        was, now = (pdf.Root.get("/DSS", Dictionary()) for pdf in (old, new))
        kinds = ("/Certs", "/OCSPs", "/CRLs", "/VRI")
        return was.unparse(resolved=True) != now.unparse(resolved=True) and all(
            len(was.get(kind, [])) <= len(now.get(kind, [])) for kind in kinds
        )


def _all(old, new) -> Iterator[str]:
    yield from _titles(old, new)
    yield from _pages(old, new)
    yield from _fields(old, new)
    for kind in pdf_actions.found(new):
        if kind not in pdf_actions.found(old):
            yield f"thêm {pdf_actions.KINDS[kind]}"
    if _root(old) != _root(new):
        yield "đổi cách mở, cách hiển thị của tệp"
    yield from _objects(old, new)


def _titles(old, new):
    told = [(word, _info(old, key), _info(new, key)) for key, word in _TITLES.items()]
    told.append(("tiêu đề trong siêu dữ liệu", _xmp_title(old), _xmp_title(new)))
    for word, was, now in told:
        if was != now:
            yield f"đổi {word} của tệp từ “{was[:80]}” thành “{now[:80]}”"


def _info(pdf, key):
    return str(pdf.docinfo.get(key, "")) if pdf.trailer.get("/Info") is not None else ""


def _xmp_title(pdf):
    if "/Metadata" not in pdf.Root:
        return ""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
        return str(meta.get("dc:title", ""))


# --- Pages ------------------------------------------------------------------------------------------------------------


def _pages(old, new):
    if len(new.pages) != len(old.pages):
        more = len(new.pages) - len(old.pages)
        yield f"thêm {more} trang" if more > 0 else f"bỏ {-more} trang"
    for number, (was, now) in enumerate(zip(old.pages, new.pages, strict=False), 1):
        if _drawn(was) != _drawn(now):
            yield f"nội dung trang {number} bị thay hoặc vẽ thêm"
        if [was.mediabox, was.cropbox, was.get("/Rotate", 0)] != [now.mediabox, now.cropbox, now.get("/Rotate", 0)]:
            yield f"trang {number} bị xoay, cắt"
        yield from _notes(was, now, number)


def _drawn(page):
    """What draws the page, byte by byte."""
    contents = page.get("/Contents", [])
    parts = [contents] if isinstance(contents, Stream) else list(contents)
    return [part.read_raw_bytes() for part in parts]


def _notes(was, now, number):
    old, new = (_annotations(page) for page in (was, now))
    for before, after in zip_longest(old, new):
        if before is None and after[0] != "/Widget":
            yield f"thêm ghi chú, hình hoặc lớp che ở trang {number}"
        elif after is None:
            yield f"bỏ ghi chú hoặc ô ký ở trang {number}"
        elif before is not None and before[0] != "/Widget" and before != after:
            yield f"sửa ghi chú ở trang {number}"


def _annotations(page):
    found = []
    for one in page.get("/Annots", []):
        kind = str(one.get("/Subtype", ""))
        found.append((kind, str(one.get("/Rect")), str(one.get("/Contents", "")), str(one.get("/F", ""))))
    return found


# --- Fields -----------------------------------------------------------------------------------------------------------


def _fields(old, new):
    was, now = _by_name(old), _by_name(new)
    for name, (kind, value, seen) in now.items():
        if kind == "/Sig":
            if not value and name not in was:
                yield f"thêm ô chữ ký trống {'nhìn thấy được' if seen else 'không nhìn thấy'} (“{name[:40]}”)"
        elif name not in was:
            yield f"thêm ô biểu mẫu “{name[:40]}”"
        elif was[name][1] != value:
            yield f"đổi nội dung ô biểu mẫu “{name[:40]}”"
    if set(was) - set(now):
        yield "bỏ ô ký hoặc ô biểu mẫu"


def _by_name(pdf):
    form = pdf.Root.get("/AcroForm", {})
    return {str(one.get("/T", "")): _field(one) for one in form.get("/Fields", [])}


def _field(one):
    kind = str(one.get("/FT", ""))
    value = bool(one.get("/V")) if kind == "/Sig" else str(one.get("/V", ""))
    return kind, value, any(float(edge) for edge in one.get("/Rect", []))


# --- Everything else --------------------------------------------------------------------------------------------------


def _root(pdf):
    return {key: _plain(value) for key, value in pdf.Root.items() if key not in _OWN}


def _objects(old, new):
    """Objects of the signed file that say something else now: pictures, fonts, forms that pages draw with."""
    for number in range(1, min(len(old.objects), _MOST)):
        was, now = (_object(pdf, number) for pdf in (old, new))
        if (
            isinstance(was, Stream)
            and was.get("/Type") not in _FRAME
            and (not isinstance(now, Stream) or was.read_raw_bytes() != now.read_raw_bytes())
        ):
            yield _kind(was)
        elif _is_font(was) and _plain(was) != _plain(now):
            yield "phông chữ bị thay"


def _object(pdf, number):
    try:
        return pdf.get_object((number, 0))
    except (pikepdf.PdfError, ValueError, IndexError):
        return None


def _is_font(one):
    return isinstance(one, Dictionary) and str(one.get("/Type", "")) in ("/Font", "/FontDescriptor", "/Encoding")


def _kind(one):
    if one.get("/Subtype") == "/Image":
        return "hình ảnh (con dấu, chữ ký, hình trong trang) bị thay"
    if any(key in one for key in ("/Length1", "/Length2", "/Length3")) or one.get("/Subtype") in (
        "/OpenType",
        "/CIDFontType0C",
    ):
        return "phông chữ bị thay"
    return "phần nội dung trang dùng để vẽ bị thay"


def _plain(value):
    return value.unparse() if isinstance(value, pikepdf.Object) else value
