"""The one module that names the PDF engine: HTML becomes PDF/A-2b. It is slow to import, so `pdf` does it late."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reports.layout import fonts
from reports.layout.html import stylesheet

OPTIONS = {"pdf_variant": "pdf/a-2b", "pdf_tags": True}


def lay_out(page: str) -> tuple[weasyprint.Document, bytes]:
    """The laid out document and its bytes for a page of HTML from `layout.html`."""
    sheet, configuration = engine()
    source = weasyprint.HTML(string=page, url_fetcher=_Fetcher())
    with _collector_paused():
        document = source.render(stylesheets=[sheet], font_config=configuration, **OPTIONS)
        return document, document.write_pdf(**OPTIONS)


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
