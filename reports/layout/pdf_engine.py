"""The one module that names the PDF engine: HTML becomes PDF/A-2b. It is slow to import, so `pdf` does it late."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import weasyprint
from weasyprint.formatting_structure.boxes import BlockBox, LineBox
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reports.layout import fonts
from reports.layout.fitting import Page
from reports.layout.html import stylesheet

PX_PT = 0.75
OPTIONS = {"pdf_variant": "pdf/a-2b", "pdf_tags": True}


def lay_out(page: str) -> weasyprint.Document:
    """The laid out document for a page of HTML from `papers.html`; cheaper than its file by a third."""
    sheet, configuration = engine()
    source = weasyprint.HTML(string=page, url_fetcher=_Fetcher())
    with _collector_paused():
        return source.render(stylesheets=[sheet], font_config=configuration, **OPTIONS)


def written(document: weasyprint.Document) -> bytes:
    """Its file."""
    with _collector_paused():
        return document.write_pdf(**OPTIONS)


def pages(document: weasyprint.Document) -> Iterator[Page]:
    """What of each page decides how close the body is set."""
    for page in document.pages:
        box = page._page_box  # the engine tells lines nowhere else
        ends = max(map(_foot, _parts(box)), default=box.margin_top)
        rows = tuple(
            tuple(_lines(part)) for body in _parts(box) if _class(body).startswith("body") for part in body.children
        )
        yield Page(
            tuple(tuple(line * PX_PT for line in row) for row in rows if row), box.width * PX_PT,
            box.margin_top * PX_PT, ends * PX_PT, (box.margin_top + box.height) * PX_PT,
        )  # fmt: skip


def _parts(page_box) -> list:
    """Head, title, body and foot as far as they stand on a page."""
    html = next((box for box in page_box.children if box.element_tag == "html"), None)
    return [part for body in html.children for part in body.children] if html else []


def _foot(box) -> float:
    """Where it ends; a box that goes on overleaf has the height of the page, its last line has not."""
    inside = [part for part in getattr(box, "children", ()) if isinstance(part, BlockBox | LineBox)]
    open_end = inside and not isinstance(box, LineBox)
    return max(map(_foot, inside)) if open_end else box.position_y + box.margin_height()


def _class(box) -> str:
    return (box.element.get("class") or "") if box.element is not None else ""


def _lines(paragraph) -> Iterator[float]:
    """Widths of the lines of a paragraph or heading; a table has none."""
    for line in getattr(paragraph, "children", ()):
        if isinstance(line, LineBox):
            yield sum(part.margin_width() for part in line.children)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Layout makes many objects and hardly a ring: looking for rings meanwhile costs 5 to 10 % of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


@lru_cache(maxsize=1)
def engine() -> tuple[weasyprint.CSS, FontConfiguration]:
    """Style sheet and fonts, parsed once in the life of a process."""
    fonts.check()
    configuration = FontConfiguration()
    return weasyprint.CSS(string=stylesheet(), font_config=configuration, url_fetcher=_Fetcher()), configuration


class _Fetcher(URLFetcher):
    """Opens the typeface and nothing else, whatever a text may ask for."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("file",), allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if Path(url.removeprefix("file://")).parent != fonts.folder():
            raise FatalURLFetchingError(f"Tệp ngoài thư mục phông chữ không được mở: {url}")
        return super().fetch(url, headers)
