"""A press counts once: the same form sent twice, at once or after a lost answer, makes one row and gets one answer.

The key of a press is the form as it was drawn (its CSRF token is masked anew on every page), whose it is, where it goes
and what is in it. It lies in a table of the database (settings.CACHES["default"]) where it is unique, so that two hosts
agree too. Whoever comes second waits for the answer of the first and is led to the same place; where the first was
refused or failed the key is gone, and the second is as good as the first. Where the process of the first died, nobody but
a person can see whether its row is there: she is told to look, and her next press of the same form is taken.
"""

import hashlib
import os
import socket
import time
from collections.abc import Callable

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from units.errors import Conflict

from . import views

__all__ = ["MAKES_A_ROW", "Once"]

# Addresses whose POST makes a row; moves and autosaves are guarded by the state and version of theirs.
MAKES_A_ROW = frozenset({
    "document_new", "plan_request", "document_copy", "document_paper_copy", "document_relation", "document_add",
    "attachment_add", "register_reserve", "register_enter", "register_open",
    "plan_new", "plan_import", "plan_import_check", "plan_amend", "task_add", "task_for_score", "task_adopt", "cascade",
    "evidence_add", "extension_ask", "delegations", "entry_objection", "periods", "reorganise_unit",
    "person_add", "people_set", "people_upload", "post_add", "saved_filters", "unit_certificates", "unit_agencies",
    "incoming_enter", "incoming_copy", "document_exchange", "exchange_take", "other_ways", "periods_year",
    "index_set_new", "index_set_next", "index_round_new", "index_propose", "index_object", "index_draw",
    "index_paper", "index_sheet_paper",
    "index_intake",
    "pulse_new", "pulse_paper", "pulse_reply",
})  # fmt: skip
KEPT = 24 * 3600  # seconds
PATIENCE, LOOK = 4.0, 0.1  # seconds the second waits for the first, and between two looks
MASKED = 64  # signs of a CSRF token out of a form; the one of the cookie is the same for days
PENDING = "…"  # with the host, the process and the time of the first
TOLD = "?"
DEAD = 90  # seconds after which no process works on a press: gunicorn ends one after 60


def key_of(request: HttpRequest) -> str:
    """The press of this POST; "" where the page gave it no mark of its own."""
    token = request.POST.get("csrfmiddlewaretoken", "")
    mark = request.POST.get("press") or (token if len(token) == MASKED else "")
    if not mark:
        return ""
    sent = hashlib.sha256(f"{request.user.pk} {request.get_full_path()} {mark}".encode())
    for name, values in sorted(request.POST.lists()):
        if name not in ("csrfmiddlewaretoken", "press"):
            sent.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            sent.update(repr((name, file.name, file.size)).encode())
            for piece in file.chunks():
                sent.update(piece)
            file.seek(0)
    return f"press:{sent.hexdigest()}"


class Once:
    """The last of the middlewares: by then the form is known to be ours and whose it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if key := request.META.get("papi.press"):
            _settle(request, key, response)
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if request.method != "POST" or name not in MAKES_A_ROW or not request.user.is_authenticated:
            return None
        key = key_of(request)
        if not key or _taken(request, key):
            return None
        return _second(request, key)


def _taken(request, key):
    """Whether this request is the one that does it."""
    if not caches["default"].add(key, f"{PENDING} {_host()} {os.getpid()} {int(time.time())}", KEPT):
        return False
    request.META["papi.press"] = key
    return True


def _settle(request, key, response):
    """Remember where the press led; a press that was refused or failed may come again."""
    if response.status_code >= 400:
        caches["default"].delete(key)
    else:
        caches["default"].set(key, response.get("Location") or views.came_from(request), KEPT)


def _second(request, key):
    answer = caches["default"].get(key)
    if answer == TOLD:  # she has been told to look before this press: it counts as a new one
        return None if _taken(request, f"{key}+") else _second(request, f"{key}+")
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and not _has_died(answer):
        if answer is None and _taken(request, key):
            return None
        if answer and answer != TOLD and not answer.startswith(PENDING):
            return redirect(answer)
        time.sleep(LOOK)
        answer = caches["default"].get(key)
    if answer != TOLD and not _has_died(answer):
        return views.conflict(request, STILL)
    caches["default"].set(key, TOLD, KEPT)
    return views.conflict(request, DIED)


STILL = Conflict(
    "Lần bấm trước của chính biểu mẫu này còn đang được xử lý. Chờ vài giây rồi mở lại trang xem việc đã ghi chưa.",
    title="Biểu mẫu này đã được gửi",
)
DIED = Conflict(
    "Máy chủ bị ngắt khi đang xử lý lần bấm trước. Mở trang ở một thẻ khác xem việc đã ghi chưa; nếu chưa, quay lại "
    "biểu mẫu và bấm gửi một lần nữa: lần đó được nhận.", title="Lần bấm trước bị ngắt giữa chừng",
)  # fmt: skip


def _host():
    return socket.gethostname().replace(" ", "-")


def _has_died(answer):
    """Whether the process that took the press is gone: at once where it was of this host, after a while anywhere."""
    told = (answer or "").split(" ")
    if told[0] != PENDING or len(told) != 4:  # fewer words in those of the release before
        return False
    _, host, process, since = told
    return time.time() - int(since) > DEAD or (host == _host() and not _lives(int(process)))


def _lives(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
