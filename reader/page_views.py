"""Pages of a PDF or a photo as small grey pictures, to be looked at beside what was read. Runs in the child."""

import io

import pypdfium2
from PIL import Image

from . import pdf_guard, pictures
from .refusals import ImportRefused

MOST_PAGES = 30
_WIDTH = 900
_QUALITY = 45


def views_of(data: bytes, suffix: str) -> list[list[object]]:
    """[[width, height, JPEG bytes]] of the first pages; none for a kind of file without pages. Raises ImportRefused."""
    if suffix == ".pdf":
        pdf_guard.check(data)
        return _of_pdf(data)
    return [_view(pictures.photo(data))] if suffix in pictures.SUFFIXES else []


def _of_pdf(data):
    try:
        opened = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ImportRefused("Tệp PDF bị hỏng, không mở được.") from error
    with opened:
        return [_drawn(opened[number]) for number in range(min(len(opened), MOST_PAGES))]


def _drawn(page):
    bitmap = page.render(scale=_WIDTH / page.get_width(), grayscale=True)
    try:
        return _view(bitmap.to_pil())
    finally:
        bitmap.close()
        page.close()


def _view(image):
    if image.width > _WIDTH:
        image = image.resize((_WIDTH, round(image.height * _WIDTH / image.width)), Image.Resampling.LANCZOS)
    stream = io.BytesIO()
    image.convert("L").save(stream, "JPEG", quality=_QUALITY, optimize=True)
    return [image.width, image.height, stream.getvalue()]
