"""Parts of coordinating bodies on the page of an entry: saved by the body, taken into the result by who is in charge."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from plans.entering.entry_page import EntryPage
from plans.entering.part_forms import PartForm
from plans.entering.views import entry as entering
from plans.models import Part
from plans.progress import evidence_files as safe
from plans.progress import parts as verbs
from units.models import Agency
from units.requests import SignedInRequest


@login_required
@require_POST
def save(request: SignedInRequest, pk: int, agency_pk: int) -> HttpResponse:
    """The body's words and figures, and a paper of its own where one was sent."""
    page, agency = EntryPage(request.user, pk), get_object_or_404(Agency, pk=agency_pk)
    part = Part.objects.filter(entry=pk, agency=agency).first()
    form = PartForm(request.POST, request.FILES, measures=page.measures, part=part, prefix=f"part{agency.pk}")
    if not form.is_valid() or not _kept(request, page, agency, form):
        page.part_form = (agency.pk, form)
        return entering.shown(request, page, 422)
    messages.success(request, f"Đã lưu phần của {agency.name}.")
    return redirect(f"{reverse('entry', args=[pk])}#phan-{agency.pk}")


def _kept(request, page, agency, form):
    """False with the reason on the form when the file was refused; then the words are kept all the same."""
    data = form.cleaned_data
    verbs.save_part(
        page.entry, agency, by=request.user, version=data["version"], text=data["text"], figures=form.figures
    )
    if not form.has_proof:
        return True
    try:
        paper = safe.examine(data["file"]) if data["file"] else None
        verbs.add_proof(page.entry, agency, by=request.user, paper=paper, link=data["link"] or "", facts=form.facts)
    except safe.FileRefused as reason:
        form.add_error("file", str(reason))
        form.data = {**form.data.dict(), f"{form.prefix}-version": str(data["version"] + 1)}
        return False
    return True


@login_required
@require_POST
def merge(request: SignedInRequest, pk: int, agency_pk: int) -> HttpResponse:
    """Take a part into the result; sent from within the big form, so what was typed there is kept first."""
    page = EntryPage(request.user, pk)
    if "version" in request.POST and (refusal := entering.keep_form(request, page)):
        return refusal
    part = get_object_or_404(Part.objects.select_related("agency", "entry"), entry=page.entry, agency=agency_pk)
    left = verbs.merge(part, by=request.user)
    messages.success(request, f"Đã đưa phần của {part.agency.name} vào kết quả.")
    if left:
        said = ", ".join(left)
        messages.warning(request, f"Số liệu đang có khác số của {part.agency.name} nên giữ nguyên: {said}.")
    return redirect("entry", pk)
