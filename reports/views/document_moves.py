"""The steps of a paper: each has a page that asks once, and does it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import Truncator

from reports.forms.documents import SCANS, FileForm, KeyForm, NoteForm
from reports.permissions import fetch
from reports.signing import keyring
from reports.signing.errors import SigningError
from reports.workflow import papers, signing

CONSEQUENCES = {
    "send": "Số liệu được chốt; văn bản không sửa được nữa trừ khi rút lại hoặc bị trả lại.",
    "initial": "Vị trí và thời điểm ký nháy được ghi vào vết xử lý; bước này không đặt chữ ký số vào tệp.",
    "sign": "Số và ngày được giữ trong sổ, ghi lên văn bản rồi ký số. Sau khi ký, nội dung không thể thay đổi.",
    "issue": "Chữ ký số của cơ quan và con dấu được đặt lên văn bản, số được phát hành, tiến độ của kỳ bị khóa.",
    "issue_by_hand": "Số và ngày được cấp và in lên văn bản; ô chữ ký để trống để ký tay, đóng dấu. Đính kèm bản quét sau.",
    "attach_scan": "Bản quét của bản giấy đã ký, đóng dấu được lưu cùng dòng sổ văn bản đi.",
    "send_back": "Văn bản trở về người soạn kèm lý do.",
    "take_back": "Văn bản trở về bản nháp để sửa.",
    "cancel": "Số bị hủy vẫn còn trong sổ kèm lý do; không dùng lại cho văn bản khác.",
    "discard": "Bản nháp không còn trong danh sách; chưa có số nào được cấp.",
}


@login_required
def document_move(request, pk, name):
    """GET asks, POST does; a wrong password comes back here with its reason."""
    if name not in papers.MOVES:
        raise Http404("Không có bước này.")
    row = fetch(request.user, pk)
    step, seat = papers.guard(row, name, request.user)
    form = _form(request, row, name, step, seat)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data.get("method") == keyring.ELSEWHERE:
            return redirect("document_elsewhere", pk)
        try:
            _do(row, name, request.user, form.cleaned_data)
            messages.success(request, f"Đã {step.said}: {Truncator(row.title).words(16)}")
            return redirect("document", pk)
        except (SigningError, ValueError) as refusal:
            form.add_error(None, str(refusal))
    context = {"document": row, "name": name, "step": step, "form": form, "seat": seat,
               "consequence": CONSEQUENCES[name], "lacking": _lacking(row, name, step, seat)}  # fmt: skip
    return render(request, "reports/document_move.html", context, status=422 if form.errors else 200)


def _form(request, row, name, step, seat):
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    if step.needs_key:
        return KeyForm(*data[:1], place=signing.keys_of(row, name, seat))
    if name == "attach_scan":
        return FileForm(*data, endings=SCANS, most=settings.UPLOAD_MAX_MB)
    return NoteForm(*data[:1], needed=step.needs_note)


def _do(row, name, user, given):
    match name:
        case "sign" | "issue":
            verb = signing.sign if name == "sign" else signing.issue
            verb(row, by=user, method=given["method"], secret=given.get("secret", ""))
        case "issue_by_hand":
            signing.issue_by_hand(row, by=user)
        case "attach_scan":
            signing.attach_scan(row, given["file"], by=user)
        case _:
            papers.move(row, name, by=user, note=given.get("note", ""))


def _lacking(row, name, step, seat):
    return keyring.lacking(signing.keys_of(row, name, seat)) if step.needs_key else []


@login_required
def document_elsewhere(request, pk):
    """Signing on one's own computer: take the file, sign it there, bring it back."""
    row = fetch(request.user, pk)
    name = "issue" if row.state == row.State.SIGNED else "sign"
    step, _ = papers.guard(row, name, request.user)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FileForm(*data, endings=(".pdf",), most=settings.UPLOAD_MAX_MB)
    if request.method == "POST" and form.is_valid():
        try:
            signing.take_in(row, form.cleaned_data["file"].read(), by=request.user)
            messages.success(request, f"Đã {step.said}: {Truncator(row.title).words(16)}")
            return redirect("document", pk)
        except (SigningError, ValueError) as refusal:
            form.add_error("file", str(refusal))
    context = {"document": row, "form": form, "step": step, "name": name}
    return render(request, "reports/document_elsewhere.html", context, status=422 if form.errors else 200)


@login_required
def document_to_sign(request, pk):
    """The file to be signed elsewhere; the number is held with the first download."""
    row = fetch(request.user, pk)
    answer = HttpResponse(signing.hand_out(row, by=request.user), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="cho-ky-{row.pk}.pdf"'
    return answer
