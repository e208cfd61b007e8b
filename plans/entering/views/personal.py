"""The mark “có dữ liệu cá nhân” on a piece of evidence, and the page on which a picture gets its black boxes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from plans.entering.entry_page import EntryPage
from plans.entering.forms import BoxesForm
from plans.entering.views import evidence as pieces
from plans.permissions import PERSONAL_RULE, fetch_evidence, require_entering
from plans.progress import personal as verbs
from plans.progress.evidence_files import FileRefused
from units.requests import SignedInRequest


@login_required
@require_POST
def mark(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set the mark, or take it away when somebody has looked; on the official's page what was typed stays."""
    row = fetch_evidence(request.user, pk, opens=False)
    (verbs.clear if "bo" in request.GET else verbs.mark)(row, by=request.user)
    if request.headers.get("X-Part") == "evidence" or "version" in request.POST:
        return pieces.go_on(request, EntryPage(request.user, row.entry_id), f"ev{pk}")
    return pieces.back(request.user, row.entry)


@login_required
def mask(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET shows the picture to draw on, POST burns the boxes into a new file."""
    row = fetch_evidence(request.user, pk)
    require_entering(request.user, row.entry)
    if not row.is_image:
        raise Http404("Chỉ che được trên ảnh.")
    form = BoxesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.mask(row, by=request.user, boxes=form.cleaned_data["boxes"])
            messages.success(request, f"Đã che và thay “{row.name}” bằng ảnh mới; ảnh cũ đã xóa.")
            return redirect(f"{reverse('entry', args=[row.entry_id])}#evidence-{pk}")
        except FileRefused as refusal:
            form.add_error("boxes", str(refusal))
    context = {"row": row, "form": form, "rule": PERSONAL_RULE}
    return render(request, "plans/evidence_mask.html", context, status=422 if form.errors else 200)
