"""Kiểm tra chữ ký: of a PDF anybody drops, of uploaded evidence, of an issued paper by its QR code."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from plans.permissions import fetch_evidence
from reports.models import Document, RegisterEntry
from reports.papers import related
from reports.papers.forms.files import FileForm
from reports.papers.trace import in_stead_of
from reports.papers.views.files import public_url, qr
from reports.pen import trust
from reports.pen.verdict import NotPdf
from reports.verification.answer import answer, badge_of
from units.errors import Conflict
from units.requests import SignedInRequest
from units.stored import contents


def verify(request: HttpRequest) -> HttpResponse:
    """The file is read in memory and not kept."""
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FileForm(*data, endings=(".pdf",), most=settings.UPLOAD_MAX_MB)
    context = {"form": form, "most": settings.UPLOAD_MAX_MB, "trusting": bool(trust.root_files())}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            context |= _answer(file)
        except NotPdf as refusal:
            form.add_error("file", str(refusal))
    return render(request, "reports/verify.html", context, status=422 if form.errors else 200)


@login_required
def evidence_verify(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same answer for an uploaded piece of evidence, for whoever may see it; a fragment when htmx asks."""
    row = fetch_evidence(request.user, pk)
    context = {"evidence": row, "refusal": _unfit(row)}
    if not context["refusal"]:
        try:
            context |= _answer(row.file)
        except NotPdf as refusal:
            context["refusal"] = str(refusal)
        except OSError:
            context["refusal"] = "Tệp này không còn trong kho tệp; hãy báo quản trị."
    return render(request, f"reports/{'_' if request.htmx else ''}evidence_verify.html", context)


def _unfit(row):
    if not row.file:
        return "Tài liệu này là một liên kết; cổng không giữ tệp nên không kiểm tra chữ ký số được."
    if row.mime != "application/pdf":
        return "Tài liệu này không phải là PDF; cổng chỉ kiểm tra được chữ ký số trong tệp PDF."
    return ""


def _answer(file):
    found = answer(file.read())
    return {
        "verdict": found.verdict, "badge": found.badge, "file": file, "now": timezone.now(), "issued": found.issued,
        "in_stead": found.in_stead, "beside": found.beside, "register": found.register,
        "signatures": [_shown(one, found) for one in found.verdict.signatures],
    }  # fmt: skip


def _shown(signature, found):
    label = {"KyLanhDao": "Chữ ký của người có thẩm quyền", "KyCoQuan": "Chữ ký của cơ quan", "KyNhay": "Ký nháy"}
    return {
        "is": signature, "badge": badge_of(signature, found.verdict), "label": label[signature.role],
        "holder": found.holders.get(signature.fingerprint, ""),
    }  # fmt: skip


def public_document(request: HttpRequest, code: str) -> HttpResponse:
    """What the register says about an issued paper, for whoever holds a copy; the paper itself stays in the office."""
    issued = Document.objects.select_related("agency__unit", "entry__book")
    row = get_object_or_404(issued, code=code, state=Document.State.ISSUED, entry__state=RegisterEntry.State.ISSUED)
    context = {
        "document": row,
        "qr": qr(row),
        "url": public_url(row),
        "in_stead": in_stead_of(row),
        "standing": related.standing(row),
        "harm": _harm(row),
    }
    return render(request, "reports/public_document.html", context)


def _harm(row):
    """What is wrong with the office's own file, "" when it is as the register wrote it down or there is none."""
    try:
        contents(row.pdf, row.sha256) if row.pdf else b""
    except FileNotFoundError:
        return "Tệp lưu trên máy chủ của cơ quan phát hành đang bị mất."
    except Conflict:
        return "Tệp lưu trên máy chủ của cơ quan phát hành đang khác với lúc phát hành."
    return ""
