"""The Excel form of one unit in one period: out, and in again with a preview."""

from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from journal.notes import Kind, note
from plans.counting import plausible
from plans.entering import spreadsheet
from plans.entering.views.grid import fetch
from plans.progress import workflow as way
from plans.progress.evidence_files import FileRefused, examine
from units.errors import Conflict, Refused
from units.merging import Clash
from units.requests import SignedInRequest
from units.text import fold
from units.workbooks import MIME

SALT, PREVIEW_LASTS = "plans.grid.preview", 3600
RULE = (
    "Được sắp xếp, lọc, sao chép cả dòng trong Excel. Hệ thống báo từng ô sai và cho xem trước thay đổi, chưa lưu gì cho "
    "đến khi bạn bấm nhận."
)


@login_required
def excel(request: SignedInRequest, period_pk: int) -> HttpResponse:
    """The period's form as .xlsx."""
    form = fetch(request, period_pk)
    response = HttpResponse(spreadsheet.build(form.entries, form.period), content_type=MIME)
    response["Content-Disposition"] = f'attachment; filename="{_file_name(form)}"'
    return response


def _file_name(form):
    """Names the unit, its code, and the last day of one that is no more: two units may have one code, and one name."""
    unit = form.unit
    ended = f"-den-{unit.valid_to:%Y-%m-%d}" if unit.valid_to else ""
    return f"tien-do-{'-'.join(fold(unit.name).split())}-{unit.code}{ended}-ky-{form.period.ends:%Y-%m-%d}.xlsx"


@login_required
def upload(request: SignedInRequest, period_pk: int) -> HttpResponse:
    """Take the filled form, show every mistake and change, and apply when told to."""
    form = fetch(request, period_pk)
    context = form.context("grid_upload") | {"rule": RULE}
    if request.method != "POST":
        return render(request, "plans/grid_upload.html", context)
    if "preview" in request.POST:
        return _apply(request, form)
    try:
        lines = spreadsheet.read(_sent(request))
    except FileRefused as reason:
        return render(request, "plans/grid_upload.html", {**context, "error": str(reason)}, status=422)
    preview = spreadsheet.compare(lines, {entry.pk: entry for entry in form.entries}, plausible.load(form.entries))
    token = signing.dumps([request.user.pk, form.period.pk, preview.apply], salt=SALT, compress=True)
    context |= {"preview": preview, "token": token, "tasks": len(preview.apply), "lines": len(lines)}
    return render(request, "plans/grid_upload.html", context, status=422 if preview.mistakes else 200)


def _sent(request):
    file = request.FILES.get("file")
    if not file:
        raise FileRefused("Chọn tệp Excel đã nhập.")
    paper = examine(file)
    if paper.mime != MIME:
        raise FileRefused("Cần tệp Excel .xlsx theo mẫu của kỳ này.")
    return paper.data


def _apply(request, form):
    try:
        user, period_pk, rows = signing.loads(request.POST["preview"], salt=SALT, max_age=PREVIEW_LASTS)
    except signing.BadSignature:
        raise Conflict("Bản xem trước đã cũ. Nạp lại tệp.", back_url=form.address("grid_upload")) from None
    if (user, period_pk) != (request.user.pk, form.period.pk):
        raise Http404("Bản xem trước này của người khác.")
    known, kept = {entry.pk: entry for entry in form.entries}, 0
    for row in rows:
        figures = {int(key): _decimal(value) for key, value in row["figures"].items()}
        if row["pk"] not in known:  # handed over since the preview
            messages.warning(request, "Một nhiệm vụ của tệp vừa được bàn giao cho cơ quan khác; chưa nhận dòng đó.")
            continue
        try:
            way.save(known[row["pk"]], by=request.user, version=row["version"], values=row["values"], figures=figures)
            kept += 1
        except (Clash, Conflict, Refused) as refusal:
            messages.warning(request, f"Chưa nhận “{known[row['pk']].task}”: {refusal}")
    note(Kind.IMPORTED, by=request.user, subject=form.period, said=f"{kept} nhiệm vụ từ tệp Excel")
    messages.success(request, f"Đã nhận {kept} nhiệm vụ từ tệp Excel.")
    return redirect(form.address("grid"))


def _decimal(value):
    return None if value is None else Decimal(value)
