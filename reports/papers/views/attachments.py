"""Files beside a paper: annexes of their own, their signatures, the electronic copy of a paper signed by hand."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from reports.models import Attachment
from reports.papers.forms.files import AnnexForm, FileForm
from reports.papers.forms.steps import KeyForm
from reports.papers.views.files import name_of
from reports.papers.workflow import attachments
from reports.papers.workflow.living import require_clerk
from reports.pen import keyring
from reports.pen.errors import SigningError
from reports.permissions import fetch
from units import confidential
from units.errors import Conflict
from units.permissions import Action, require
from units.requests import SignedInRequest
from units.stored import unchanged

HERE = (keyring.FILE, keyring.TOKEN, keyring.ELSEWHERE)


@login_required
def attachment(request: SignedInRequest, pk: int) -> FileResponse:
    """The file itself; `?tai` saves it."""
    row = _fetch(request, pk)
    ending = row.file.name.rpartition(".")[2]
    named = f"{name_of(row.document)}-{row.kind.replace('_', '-')}-{row.pk}.{ending}"
    return FileResponse(unchanged(row.file, row.sha256), as_attachment="tai" in request.GET, filename=named)


@login_required
def attachment_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """An annex file for a draft."""
    document = fetch(request.user, pk)
    require(request.user, Action.DRAFT_PAPER, document.agency.unit)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AnnexForm(*data, endings=(".pdf",), most=settings.UPLOAD_MAX_MB)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            _, taken = attachments.attach(document, given["file"], title=given["title"], by=request.user)
            messages.success(request, f"Đã đính kèm phụ lục{_cleaned(taken)}")
            return redirect("document", pk)
        except ValueError as refusal:
            form.add_error("file", str(refusal))
    return _page(request, "add", document, form)


def _cleaned(taken):
    """What a person must know of her own file."""
    return f"; đã bỏ khỏi tệp: {', '.join(taken)}. Mở lại phụ lục để xem" if taken else ""


@login_required
@require_POST
def attachment_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an annex file off a draft."""
    row = _fetch(request, pk)
    attachments.remove(row, by=request.user)
    messages.success(request, "Đã bỏ phụ lục")
    return redirect("document", row.document_id)


@sensitive_post_parameters(*confidential.FIELDS)
@login_required
def attachment_sign(request: SignedInRequest, pk: int) -> HttpResponse:
    """The agency's signature on one annex file; without a key on the server it goes out and comes back signed."""
    row = _fetch(request, pk)
    _refuse(attachments.may_sign(row, request.user), row.document, request.user)
    upload = FileForm(endings=(".pdf",), most=settings.UPLOAD_MAX_MB)
    form = KeyForm(request.POST or None, place=keyring.of_agency(row.document.agency), only=HERE)
    if request.method == "POST" and "upload" in request.POST:
        upload = FileForm(request.POST, request.FILES, endings=(".pdf",), most=settings.UPLOAD_MAX_MB)
        form = KeyForm(place=keyring.of_agency(row.document.agency), only=HERE)
        if upload.is_valid() and _try(upload, attachments.take_in, row, upload.cleaned_data["file"].read(), request):
            return redirect("document", row.document_id)
    elif request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if given["method"] == keyring.ELSEWHERE:
            form = KeyForm(place=keyring.of_agency(row.document.agency), only=HERE)
        elif _try(form, _sign, row, given, request):
            return redirect("document", row.document_id)
    return _page(request, "sign", row.document, form, row=row, upload=upload)


def _sign(row, given, *, by):
    attachments.sign(row, by=by, method=given["method"], secret=given.get("secret", ""))


def _try(form, verb, row, given, request):
    try:
        verb(row, given, by=request.user)
        return True
    except (SigningError, ValueError) as refusal:
        form.add_error("file" if "file" in form.fields else None, str(refusal))
    return False


def _fetch(request, pk):
    row = Attachment.objects.filter(pk=pk).first()
    if row is None:
        raise Http404("Không tìm thấy tệp này.")
    row.document = fetch(request.user, row.document_id)
    return row


def _refuse(fits, document, user):
    require_clerk(document.agency, user)
    if not fits:
        raise Conflict("Tệp này đã ký số, hoặc văn bản chưa đến bước ký số của cơ quan.")


def _page(request, page, document, form, **more):
    context = {"document": document, "form": form, **more}
    bad = form.errors or ("upload" in more and more["upload"].errors)
    return render(request, f"reports/attachment_{page}.html", context, status=422 if bad else 200)
