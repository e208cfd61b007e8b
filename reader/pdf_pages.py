"""What is asked of a PDF somebody brings before the agency signs it: is it plain, and how large is its first page."""

import io

import pikepdf

from reader import pdf_guard
from reader.errors import Unfit

_MM = 25.4 / 72


def first_page(data: bytes) -> list[float]:
    """Width and height of the first page in mm as it is seen. Raises Unfit for what an agency cannot sign."""
    pdf_guard.check(data)
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted or pdf.Root.get("/AcroForm"):
                raise Unfit("Tệp PDF đã có chữ ký, biểu mẫu hoặc mật khẩu; hãy dùng bản PDF thường.")
            page = pdf.pages[0]
            left, low, right, high = (float(edge) for edge in page.cropbox)
            if left or low or page.get("/Rotate", 0):
                raise Unfit("Trang đầu của tệp PDF bị xoay hoặc cắt lệch; hãy xuất lại tệp.")
    except (pikepdf.PdfError, IndexError):
        raise Unfit("Không đọc được tệp PDF này.") from None
    return [(right - left) * _MM, (high - low) * _MM]
