"""The preview shows the pages of the file itself."""

import io

import pypdfium2
import pytest
from PIL import Image

from reports.layout import pdf, sheets
from reports.tests.layout import samples


def test_a_page_is_drawn_at_its_size_and_one_that_is_not_there_is_refused():
    made = pdf.render(samples.report())
    first, annex = (Image.open(io.BytesIO(sheets.picture(made.pdf, number))) for number in (1, made.pages))
    assert first.format == "JPEG" and abs(first.width / first.height - 210 / 297) < 0.01
    assert annex.width > annex.height  # the annex lies across
    assert first.getpixel((3, 3)) == (255, 255, 255) and first.convert("L").getextrema()[0] < 60
    for number in (0, made.pages + 1):
        with pytest.raises(IndexError):
            sheets.picture(made.pdf, number)


def test_pages_of_two_files_looked_at_in_turn_are_each_file_s_own_in_their_colours():
    tall, wide = blank(100, 300), blank(300, 100)
    sizes = [drawn(pdf).size for pdf in (tall, wide, wide, tall)]
    assert [high > across for across, high in sizes] == [True, False, False, True]
    colours = [colour for _, colour in drawn(pdf.render(samples.letter(urgency="KHẨN")).pdf).getcolors(1 << 24)]
    assert any(max(colour) < 90 for colour in colours)  # letters
    assert any(red > 180 and max(green, blue) < 110 for red, green, blue in colours)  # the urgent mark


def drawn(file: bytes) -> Image.Image:
    return Image.open(io.BytesIO(sheets.picture(file, 1)))


def blank(wide: int, high: int) -> bytes:
    document, saved = pypdfium2.PdfDocument.new(), io.BytesIO()
    document.new_page(wide, high)
    document.save(saved)
    document.close()
    return saved.getvalue()
