"""The press of "Đã xem"; the list of what came is `reports.incoming`."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from reports.models import Document
from reports.permissions import fetch
from reports.receiving import workflow
from units.requests import SignedInRequest


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
