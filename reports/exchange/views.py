"""Trao đổi điện tử by hand: a paper's files and the answers to them, a file that came, the status told back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from reports.exchange import sending, taking
from reports.exchange.forms import ReceiversForm, StatusForm, TakeForm
from reports.models import Message
from reports.papers.workflow.living import is_clerk, require_clerk
from reports.permissions import fetch, in_the_office, units_to_receive_for, visible_incoming
from units.permissions import Action, can_anywhere
from units.requests import SignedInRequest
from units.stored import unchanged


def _document(request, pk):
    document = fetch(request.user, pk)
    if not in_the_office(request.user, document.agency.unit):
        raise Http404("Không tìm thấy trang này.")
    return document


@login_required
def document_exchange(request: SignedInRequest, pk: int) -> HttpResponse:
    """The files of a paper with what was answered; the clerk makes one, or brings a status."""
    document = _document(request, pk)
    if request.method == "POST":
        require_clerk(document.agency, request.user)
    brought = "file" in request.FILES
    form = ReceiversForm(request.POST if request.POST and not brought else None, agency=document.agency)
    status = StatusForm(request.POST, request.FILES) if brought else StatusForm()
    if request.method == "POST" and (_told if brought else _made)(request, document, status if brought else form):
        return redirect("document_exchange", pk)
    sent = document.messages.filter(way=Message.Way.OUT).select_related("by")
    context = {
        "document": document, "form": form, "status": status, "lacking": sending.lacking(document),
        "sent": [(row, sending.standing(row)) for row in sent], "may": is_clerk(document.agency, request.user),
    }  # fmt: skip
    refused = form.errors or status.errors
    return render(request, "reports/exchange.html", context, status=422 if refused else 200)


def _made(request, document, form):
    if not form.is_valid():
        return False
    row = sending.make(document, list(form.cleaned_data["receivers"]), by=request.user)
    signed = "đã ký số" if row.signature == "intact" else "chưa có chữ ký số của cơ quan"
    messages.success(request, f"Đã lập tệp edXML, {signed}: tải về để gửi")
    return True


def _told(request, document, form):
    if not form.is_valid():
        return False
    try:
        found = taking.read_file(form.cleaned_data["file"].read())
        if found["kind"] != "status":
            raise ValueError("Tệp này là văn bản, không phải trạng thái; nạp ở trang Văn bản đến.")
        row = sending.told(found, of=document)
    except ValueError as refusal:
        form.add_error("file", str(refusal))
        return False
    messages.success(request, f"{row.name or row.sender}: {row.get_code_display()}")
    return True


@login_required
def exchange_file(request: SignedInRequest, pk: int) -> FileResponse:
    """The edXML file itself, for who works on the paper, or receives it."""
    row = get_object_or_404(Message, pk=pk)
    if row.document_id:
        _document(request, row.document_id)
    elif not visible_incoming(request.user).filter(messages=row).exists():
        raise Http404("Không tìm thấy tệp này.")
    name = row.edoc_id.replace("/", "-").replace(",", "_")
    return FileResponse(unchanged(row.file, row.sha256), as_attachment=True, filename=f"{name}.edxml")


@login_required
def exchange_take(request: SignedInRequest) -> HttpResponse:
    """A file that came is read and stands among the incoming papers, newly come."""
    if not can_anywhere(request.user, Action.RECEIVE):
        raise Http404("Không tìm thấy trang này.")
    form = TakeForm(request.POST or None, request.FILES or None, units=units_to_receive_for(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data["file"].read()
            row, new = taking.take(taking.read_file(data), data, form.cleaned_data["unit"], by=request.user)
        except ValueError as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, "Đã nhận tệp; vào sổ để lấy số đến" if new else "Tệp này đã nhận trước đó")
            return redirect("incoming_paper", row.pk)
    return render(request, "reports/exchange_take.html", {"form": form}, status=422 if form.errors else 200)


@login_required
def exchange_status(request: SignedInRequest, pk: int) -> HttpResponse:
    """The status file of an incoming paper as it stands, to be carried back to its sender."""
    row = visible_incoming(request.user).filter(pk=pk).select_related("unit").first()
    if row is None:
        raise Http404("Không tìm thấy văn bản đến này.")
    answer = HttpResponse(taking.status_of(row), content_type="application/xml")
    answer["Content-Disposition"] = f'attachment; filename="trang-thai-{row.pk}.edxml"'
    return answer
