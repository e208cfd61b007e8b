"""Files of a paper: PDF, Word, spreadsheet, scan, and the slip with its QR code."""

import segno
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from reports.layout import sheets
from reports.layout.docx import to_docx
from reports.layout.frozen import paper_of
from reports.layout.xlsx import to_xlsx
from reports.models import Document, DocumentStep
from reports.permissions import fetch, in_the_office
from units.requests import SignedInRequest
from units.stored import contents, unchanged
from units.workbooks import MIME

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@login_required
def document_pdf(request: SignedInRequest, pk: int) -> FileResponse:
    """The signed file, once there is one; else the preview. Shown in the browser, `?tai` saves it."""
    row = fetch(request.user, pk)
    file = row.pdf or row.draft_pdf
    if not file:
        raise Http404("Văn bản này chưa có bản in.")
    opened = unchanged(file, row.sha256 if row.pdf else "")
    return FileResponse(opened, as_attachment="tai" in request.GET, filename=f"{name_of(row)}.pdf")


@login_required
def document_sheet(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """One page of that file as a picture, for the preview; kept by the browser until the paper changes."""
    row = fetch(request.user, pk)
    file = row.pdf or row.draft_pdf
    if not file:
        raise Http404("Văn bản này chưa có bản in.")
    data = contents(file, row.sha256 if row.pdf else "")
    try:
        answer = HttpResponse(sheets.picture(data, number), content_type=sheets.MIME)
    except IndexError:
        raise Http404("Bản in không có trang này.") from None
    answer["Cache-Control"] = "private, max-age=600"
    return answer


@login_required
def initialled_pdf(request: SignedInRequest, pk: int) -> FileResponse:
    """The draft as it was initialled, from its line of the trace; a drafts' file, so only for the office."""
    step = DocumentStep.objects.filter(pk=pk).exclude(file="").first()
    if step is None:
        raise Http404("Không có bản ký nháy này.")
    row = fetch(request.user, step.document_id)
    if not in_the_office(request.user, row.agency.unit):
        raise Http404("Không có bản ký nháy này.")
    return FileResponse(unchanged(step.file), filename=f"{name_of(row)}-ky-nhay.pdf")


@login_required
def document_docx(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same paper for Word and LibreOffice."""
    return _made(request, pk, to_docx, WORD, "docx")


@login_required
def document_xlsx(request: SignedInRequest, pk: int) -> HttpResponse:
    """Its figures and tables."""
    return _made(request, pk, to_xlsx, MIME, "xlsx")


def _made(request, pk, make, kind, ending):
    row = fetch(request.user, pk)
    if not row.content:
        raise Http404("Văn bản này chưa lập xong.")
    answer = HttpResponse(make(paper_of(row)), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name_of(row)}.{ending}"'
    return answer


@login_required
def document_scan(request: SignedInRequest, pk: int) -> FileResponse:
    """The scan of the copy signed by hand."""
    row = fetch(request.user, pk)
    if not row.scan:
        raise Http404("Văn bản này chưa có bản quét.")
    name = f"{name_of(row)}-ban-quet.{row.scan.name.rpartition('.')[2]}"
    return FileResponse(unchanged(row.scan), as_attachment=True, filename=name)


@login_required
def document_slip(request: SignedInRequest, pk: int) -> HttpResponse:
    """A page to print beside the paper: register entry, hash and QR code; nothing of it stands on the paper itself."""
    row = fetch(request.user, pk)
    if not row.sha256:
        raise Http404("Văn bản này chưa phát hành.")
    return render(request, "reports/document_slip.html", {"document": row, "qr": qr(row), "url": public_url(row)})


def public_url(row: Document) -> str:
    return settings.SITE_URL + reverse("public_document", args=[row.code])


def qr(row: Document) -> SafeString:
    """The QR code of the public page as inline SVG."""
    svg = segno.make(public_url(row), error="m").svg_inline(scale=4, border=2, title="Mã QR mở trang kiểm tra văn bản")
    return mark_safe(svg)  # made here of our own address  # nosec B308, B703


def name_of(row: Document) -> str:
    """`36-BC-UBND`, or the kind and key of a paper without a number: plain letters for any file system."""
    entry = getattr(row, "entry", None)
    words = str(entry).replace("/", "-") if entry else f"{row.kind}-{row.pk}"
    return words.replace("Đ", "D").replace("&", "-")
