"""The preview shows the pages of the file itself."""

import io

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
