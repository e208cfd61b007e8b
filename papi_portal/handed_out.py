"""A stored file whose page has judged it may be handed out by nginx (X-Accel-Redirect): a slow line then holds no thread."""

from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

__all__ = ["HandedOut"]


class HandedOut:
    """Rights and the file's sum are the page's business and are done with by now; without `X_ACCEL` nothing changes.

    nginx keeps the type, the name and the caching; deploy/nginx.conf carries the other headers over (policies, nosniff).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if settings.X_ACCEL and isinstance(response, FileResponse) and response.status_code == 200:
            return _left_to_nginx(response)
        return response


def _left_to_nginx(response: FileResponse) -> HttpResponseBase:
    """An empty answer that names the file; `response` itself where what it hands out is no stored file."""
    kept = response.file_to_stream
    if not isinstance(kept, FieldFile) or not kept.name:
        return response
    left = HttpResponse(headers={name: value for name, value in response.items() if name != "Content-Length"})
    left["X-Accel-Redirect"] = settings.X_ACCEL + quote(kept.name)
    left.cookies = response.cookies
    kept.close()  # not the response: its end is the request's
    return left
