"""Dashboards and exports read a fresh copy; who wrote just now, and every page that works on a row, the primary."""

from http.cookies import SimpleCookie

import psycopg
import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import get_resolver, resolve, reverse
from django.utils.module_loading import import_string

from papi_portal.lifelines import standby
from papi_portal.lifelines.standby import PAGES, WROTE, Router, Standby
from plans.models import Progress
from units.circuit import Circuit


@pytest.fixture
def copy(settings, monkeypatch):
    """As if there were one, fresh."""
    settings.DATABASES = settings.DATABASES | {"replica": {}}
    monkeypatch.setattr(standby, "away", Circuit(rest=30))
    monkeypatch.setattr(standby, "is_fresh", lambda: True)


def asked(view, path, method="GET", cookies=()):
    """Through the middleware as Django calls it; the view's answer."""
    request = RequestFactory().generic(method, path)
    request.COOKIES |= dict(cookies)
    request.resolver_match = resolve(path)
    request.resolver_match.func = view

    def response(request):
        middleware.process_view(request, view, (), {})
        try:
            return view(request)
        except OperationalError as failure:
            return middleware.process_exception(request, failure)

    middleware = Standby(response)
    return middleware(request)


def where(request):
    return HttpResponse(Router().db_for_read(Progress))


@pytest.mark.parametrize(
    ("page", "method", "cookies", "wanted"),
    [
        ("dashboard", "GET", (), b"replica"),
        ("dashboard_excel", "GET", (), b"replica"),
        ("dashboard", "GET", [(WROTE, "1")], b"default"),
        ("dashboard", "POST", (), b"default"),
        ("work", "GET", (), b"default"),
    ],
)
def test_who_reads_where(copy, page, method, cookies, wanted):
    answer = asked(where, reverse(page), method, cookies)
    assert answer.content == wanted
    assert (WROTE in (answer.cookies or SimpleCookie())) == (method == "POST")
    assert Router().db_for_write(Progress) == Router().db_for_read(Progress) == "default"  # outside a page, always


def test_a_copy_that_fails_or_lags_is_left_alone_and_the_page_comes(copy, monkeypatch):
    def fails_aside(request):
        if (place := Router().db_for_read(Progress)) == "replica":
            raise OperationalError("closed") from psycopg.OperationalError("the server has no pulse")
        return HttpResponse(place)

    assert asked(fails_aside, reverse("dashboard")).content == b"default"
    assert standby.away.open and asked(where, reverse("dashboard")).content == b"default"
    standby.away.close()
    monkeypatch.setattr(standby, "is_fresh", lambda: False)
    assert asked(where, reverse("dashboard")).content == b"default"


def test_who_asks_is_known_from_the_primary(settings):
    """Every middleware that looks at the person does so before a page is sent aside: a copy that hangs or lags neither
    keeps her out nor signs her out."""
    order = settings.MIDDLEWARE
    aside = order.index("papi_portal.lifelines.standby.Standby")
    asking = [name for name in order if "process_view" in vars(import_string(name)) and "Standby" not in name]
    assert "papi_portal.door.idle.Idle" in asking
    assert [name for name in asking if order.index(name) > aside] == ["papi_portal.once.Once"]  # of POSTs only


def test_pages_that_read_aside_are_pages_and_none_of_them_is_worked_on():
    known = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert known >= PAGES
    assert not PAGES & {"work", "entry", "review_entry", "document", "plan", "notices"}
