"""Văn bản đến: the list of what was sent to one's units, and the press of "Đã xem"."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from reports.models import Document
from reports.permissions import fetch, received
from reports.receiving import workflow
from units.permissions import Action, can_anywhere
from units.requests import SignedInRequest

PAGE = 30
CHIPS = (
    ("", "Tất cả", "inbox", Q()),
    ("chua-xem", "Chưa xem", "envelope-paper", Q(seen=False)),
    ("da-xem", "Đã xem", "envelope-check", Q(seen=True)),
)


@login_required
def received_papers(request: SignedInRequest) -> HttpResponse:
    """Issued papers sent to the units she works in, newest first; `?xem=` one of the chips."""
    if not can_anywhere(request.user, Action.VIEW):
        raise Http404("Không tìm thấy trang này.")
    sent, view = received(request.user), request.GET.get("xem", "")
    lists = {word: sent.filter(condition) for word, _, _, condition in CHIPS}
    rows = lists.get(view, sent).for_rows().order_by("-issued_at", "-pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    chips = [
        {"label": label, "url": f"?xem={word}" if word else "?", "count": lists[word].count(), "icon": icon,
         "current": word == view}
        for word, label, icon, _ in CHIPS
    ]  # fmt: skip
    return render(request, "reports/received.html", {"page": page, "chips": chips, "view": view})


@login_required
@require_POST
def document_seen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Đã xem: told to the office that sent it."""
    row: Document = fetch(request.user, pk)
    new = workflow.see(row, by=request.user)
    if request.htmx:
        return render(request, "reports/_document_seen.html", {"document": row, "seen_now": True})
    if new:
        messages.success(request, f"Đã báo cho {row.agency}: đơn vị đã xem văn bản")
    return redirect("document", pk)
