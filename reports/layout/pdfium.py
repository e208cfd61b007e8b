"""A finished PDF opened with PDFium, by one thread at a time: it is not made for two."""

import atexit
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import pypdfium2

__all__ = ["kept_open", "opened"]

_ONE_AT_A_TIME = Lock()
_LAST: list[tuple[bytes, pypdfium2.PdfDocument]] = []  # at most one: the file whose pages are being looked at


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document, closed behind the block."""
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


@contextmanager
def kept_open(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document, open until another is asked for: whoever draws its pages one by one has its fonts read once."""
    with _ONE_AT_A_TIME:
        if not _LAST or _LAST[0][0] != pdf:
            _let_go()
            _LAST.append((pdf, pypdfium2.PdfDocument(pdf)))
        yield _LAST[0][1]


@atexit.register
def _let_go() -> None:
    while _LAST:
        _LAST.pop()[1].close()
