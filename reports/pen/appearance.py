"""How signatures look: pictures without words on the paper, 10 pt text on annex files and copies (II.7, II.8)."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from pyhanko.pdf_utils import layout
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.stamp import StaticStampStyle

_MIDDLE = layout.SimpleBoxLayoutRule(
    layout.AxisAlignment.ALIGN_MID,
    layout.AxisAlignment.ALIGN_MID,
    margins=layout.Margins.uniform(0),
    inner_content_scaling=layout.InnerScaling.STRETCH_TO_FIT,
)


def picture(path: Path) -> StaticStampStyle:
    """A signature or seal as drawn, opaque, without frame, text or margins."""
    with Image.open(path) as image:
        return StaticStampStyle(background=PdfImage(image.convert("RGBA")), **_plain())


def blank() -> StaticStampStyle:
    """Nothing to be seen: an agency without a picture of its seal must not get a made-up one."""
    return StaticStampStyle(**_plain())


@contextmanager
def drawn(pdf: bytes) -> Iterator[StaticStampStyle]:
    """The first page of a small PDF, as `reports.layout.pdf.info_stamp` draws it; pyHanko reads it only while signing."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        yield StaticStampStyle.from_pdf_file(file.name, **_plain())


def _plain() -> dict:
    return {"background_opacity": 1.0, "border_width": 0, "background_layout": _MIDDLE}
