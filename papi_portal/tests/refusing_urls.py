"""A small site for tests: the real frame, and pages that fail in every way a page can."""

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import include, path

from papi_portal import views
from units.errors import Conflict, Refused

handler400 = "papi_portal.views.bad_request"
handler403 = "papi_portal.views.forbidden"
handler404 = "papi_portal.views.not_found"
handler500 = "papi_portal.views.server_error"


def refused(request):
    raise Refused("Tài khoản này không được thẩm định", who_may="chuyên viên thẩm định của Phòng Nội vụ huyện Ân Thi")


def denied(request):
    raise PermissionDenied


def moved_on(request):
    raise Conflict("Chủ tịch UBND xã đã trình lúc 09:38.", title="Nhiệm vụ 7a vừa được trình")


def broken(request):
    raise RuntimeError("broken on purpose")


def database_away(request):
    raise OperationalError("unable to open database file")


def page(request):
    return render(request, "more.html")


urlpatterns = [
    path("", views.home, name="home"),
    path("them/", views.more, name="more"),
    path("", include("papi_portal.account_urls")),
    path("viec/", page, name="work"),
    path("viec/<int:pk>/", page),
    path("tham-dinh/", page, name="review_units"),
    path("tong-hop/", page, name="dashboard"),
    path("tim/", page, name="search"),
    path("thong-bao/", page, name="notices"),
    path("nhan/", lambda request: HttpResponse("ok")),
    path("refused/", refused),
    path("denied/", denied),
    path("moved-on/", moved_on),
    path("broken/", broken),
    path("database-away/", database_away),
]
