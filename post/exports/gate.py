"""Which addresses hand out tables that may be long, from how many rows or cells on a worker makes them, and for whom.

    @login_required
    @long_export(how_many)
    def coverage_excel(request, pk): …

The view stays the only one that makes the file: at once on a page, and for the worker, who asks the same address in the
name of who wants it. `how_many` takes what the view takes, asks the same rights and counts cheaply.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse

from units.models import User

__all__ = ["LIMITS", "LONGEST", "Asked", "Limit", "asked", "long_export"]

View = Callable[..., HttpResponseBase]
LONGEST = 2000  # of an address


class Limit(NamedTuple):
    """What a page hands out itself: at most `most` of `unit` of the table `title`."""

    title: str
    unit: str
    most: int


# A page waits a second or two for as much; what streams row by row (CSV) has no limit.
LIMITS = {
    "coverage_excel": Limit("Ma trận bao phủ", "ô", 20_000),
    "dashboard_excel": Limit("Tổng hợp tiến độ", "đơn vị", 500),
    "people_excel": Limit("Đơn vị và người", "chức vụ", 2_000),
    "register_xlsx": Limit("Sổ văn bản đi", "văn bản", 5_000),
    "register_print": Limit("Sổ văn bản đi, bản in", "văn bản", 300),
    "incoming_xlsx": Limit("Sổ văn bản đến", "văn bản", 5_000),
    "incoming_print": Limit("Sổ văn bản đến, bản in", "văn bản", 300),
    "journal_export": Limit("Nhật ký hệ thống", "dòng", 2_000),
}


@dataclass(frozen=True)
class Asked:
    """One table by its address, in somebody's name. Its methods raise Http404 and Refused as its page would."""

    limit: Limit
    request: HttpRequest
    view: View
    count: Callable[..., int]
    given: dict[str, Any]

    def how_many(self) -> int:
        """Rows or cells; asks for the right to them."""
        return self.count(self.request, **self.given)

    def answer(self) -> HttpResponseBase:
        """What the address hands out."""
        return self.view(self.request, **self.given)


def asked(address: str, user: User) -> Asked:
    """The table behind `address` (path and query) as `user` may have it. Raises Http404 for an address of none."""
    path, _, query = address.partition("?")
    try:
        found = resolve(path) if len(address) <= LONGEST else None
    except Resolver404:
        found = None
    count = getattr(found and found.func, "how_many", None)
    if found is None or count is None:
        raise Http404("Không có bảng này.")
    request = HttpRequest()
    request.method, request.path, request.path_info, request.user = "GET", path, path, user
    request.GET, request.resolver_match = QueryDict(query), found
    request.by_worker = True  # type: ignore[attr-defined]
    return Asked(LIMITS[found.func.__name__], request, found.func, count, found.kwargs)


def long_export(how_many: Callable[..., int]) -> Callable[[View], View]:
    """The view, with a page in front that offers to have the file made where it is longer than its limit."""

    def decorated(view: View) -> View:
        @wraps(view)
        def gated(request: HttpRequest, **given: Any) -> HttpResponseBase | HttpResponse:
            by_worker = getattr(request, "by_worker", False)
            if by_worker or how_many(request, **given) <= LIMITS[view.__name__].most:
                return view(request, **given)
            return redirect(f"{reverse('export_new')}?{urlencode({'tu': request.get_full_path()})}")

        gated.how_many = how_many  # type: ignore[attr-defined]
        return gated

    return decorated
