"""What is asked of a PDF somebody brings before the agency signs it: is it plain, what may run in it, how large it is."""

import io
from typing import Any

import pikepdf
import pypdfium2

from reader import pdf_actions, pdf_guard
from reader.errors import Unfit

__all__ = ["first_page", "fit", "picked", "under"]

_MM = 25.4 / 72
_SIGNED = (
    "Tệp PDF này đã có chữ ký số: làm sạch hoặc ký thêm sẽ làm hỏng chữ ký ấy. Hãy dùng bản chưa ký, hoặc gửi tệp đã ký "
    "riêng, không làm phụ lục."
)


def first_page(data: bytes) -> list[float]:
    """Width and height of the first page in mm as it is seen. Raises Unfit for what an agency cannot sign."""
    pdf_guard.check(data)
    with _opened(data) as pdf:
        _refuse_signed(pdf, data)
        return _size(pdf)


def fit(data: bytes) -> dict[str, Any]:
    """`pdf` without scripts, commands, media and files inside, `taken` what was taken out in words, `page` its size.

    The very bytes where nothing has to go. Raises Unfit for a signed file, a form, one behind a password or broken.
    """
    pdf_guard.check(data)
    with _opened(data) as pdf:
        _refuse_signed(pdf, data)
        size, taken = _size(pdf), pdf_actions.clean(pdf)
        return {
            "pdf": _saved(pdf) if taken else data,
            "taken": [pdf_actions.KINDS[kind] for kind in taken],
            "page": size,
        }


def picked(data: bytes, pages: list[int]) -> dict[str, Any]:
    """A new PDF of some pages (from 1), cleaned, for an extract: `pdf` and `page`, the size of its first.

    Signatures do not go along: they were over the whole. Raises Unfit for a page that is not there.
    """
    pdf_guard.check(data)
    with _opened(data) as pdf:
        if not pages or min(pages) < 1 or max(pages) > len(pdf.pages):
            raise Unfit(f"Văn bản có {len(pdf.pages)} trang; ghi số trang từ 1 đến {len(pdf.pages)}.")
        wanted = {number - 1 for number in pages}
        for number in reversed([one for one in range(len(pdf.pages)) if one not in wanted]):
            del pdf.pages[number]
        _flat(pdf)
        pdf_actions.clean(pdf)
        return {"pdf": _saved(pdf), "page": _size(pdf)}


def under(data: bytes, block: bytes, height: float, *, top: float, bottom: float, gap: float = 14) -> bytes:
    """The pages as they are seen, with `block` (an empty page with words at its top) right below the last of them.

    `height` of the block, `top` and `bottom` margins and `gap` in points. Where it has no room, it is a page of its own.
    """
    pdf_guard.check(data)
    with _opened(data) as pdf, pikepdf.open(io.BytesIO(block)) as added:
        _flat(pdf)
        pdf_actions.clean(pdf)
        last, sheet = pdf.pages[-1], added.pages[0]
        lowest = _lowest(_saved(pdf))
        same = [round(float(one)) for one in last.mediabox] == [round(float(one)) for one in sheet.mediabox]
        if same and not last.get("/Rotate", 0) and lowest - gap - height >= bottom:
            high = float(sheet.mediabox[3])
            drop = high - top - (lowest - gap)
            last.add_overlay(sheet, pikepdf.Rectangle(0, -drop, float(sheet.mediabox[2]), high - drop))
        else:
            pdf.pages.append(sheet)
        return _saved(pdf)


def _lowest(data):
    """How far above the lower edge the last page is still empty, in points."""
    opened = pypdfium2.PdfDocument(data)
    page = opened[len(opened) - 1]
    edges = [one.get_bounds()[1] for one in page.get_objects(max_depth=1)]
    return min((edge for edge in edges if edge > 0), default=float(page.get_height()))


def _opened(data):
    try:
        return pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError:
        raise Unfit("Tệp PDF đặt mật khẩu; hãy dùng bản không đặt mật khẩu.") from None
    except pikepdf.PdfError:
        raise Unfit("Không đọc được tệp PDF này.") from None


def _refuse_signed(pdf, data):
    form = pdf.Root.get("/AcroForm")
    if form is not None and (b"/ByteRange" in data or int(form.get("/SigFlags", 0)) & 1):
        raise Unfit(_SIGNED)
    if pdf.is_encrypted or form is not None:
        raise Unfit("Tệp PDF có biểu mẫu hoặc mật khẩu; hãy dùng bản PDF thường.")


def _size(pdf):
    try:
        page = pdf.pages[0]
        left, low, right, high = (float(edge) for edge in page.cropbox)
    except (pikepdf.PdfError, IndexError):
        raise Unfit("Không đọc được tệp PDF này.") from None
    if left or low or page.get("/Rotate", 0):
        raise Unfit("Trang đầu của tệp PDF bị xoay hoặc cắt lệch; hãy xuất lại tệp.")
    return [(right - left) * _MM, (high - low) * _MM]


def _flat(pdf):
    """Signatures become what they look like; the form they hung on goes."""
    pdf.flatten_annotations()
    for key in ("/AcroForm", "/DSS", "/Perms", "/StructTreeRoot", "/MarkInfo"):
        if key in pdf.Root:
            del pdf.Root[key]


def _saved(pdf):
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()
