"""The steps of a paper: each has a page that asks once, and does it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import Truncator
from django.views.decorators.debug import sensitive_post_parameters

from reports.layout.frozen import paper_of
from reports.papers import carrying, reported
from reports.papers.forms.files import SCANS, FileForm
from reports.papers.forms.steps import KeyForm, NoteForm, asking
from reports.papers.workflow import attachments, papers, relating
from reports.pen import keyring
from reports.pen.errors import SigningError
from reports.permissions import fetch
from reports.signing.views.elsewhere import PAGES
from reports.signing.workflow import signing
from reports.signing.workflow.elsewhere import prepare
from units import confidential
from units.requests import SignedInRequest

ISSUING = ("issue", "issue_by_hand")
CONSEQUENCES = {
    "send": "Số liệu được chốt; văn bản không sửa được nữa trừ khi rút lại hoặc bị trả lại.",
    "initial": "Chữ ký nháy được đặt lên bản trình ký, sau dòng “Lưu”; lãnh đạo xem bản này trước khi ký.",
    "sign": "Số và ngày được giữ trong sổ, ghi lên văn bản rồi ký số. Sau khi ký, nội dung không thể thay đổi.",
    "issue": "Chữ ký số của cơ quan và con dấu được đặt lên văn bản, số được phát hành.",
    "issue_by_hand": "Số và ngày được cấp và in lên văn bản; ô chữ ký để trống để ký tay, đóng dấu. Đính kèm bản quét sau.",
    "attach_scan": "Bản quét của bản giấy đã ký, đóng dấu được lưu cùng dòng sổ văn bản đi.",
    "send_back": "Văn bản trở về người soạn kèm lý do.",
    "hand_back": "Văn bản đã ký trở về người soạn kèm lý do; bản đã ký được giữ trong vết xử lý.",
    "take_back": "Văn bản trở về bản nháp để sửa.",
    "cancel": "Số bị hủy vẫn còn trong sổ kèm lý do; không dùng lại cho văn bản khác.",
    "discard": "Bản nháp không còn trong danh sách; chưa có số nào được cấp.",
}

LOCKING = (
    " {count} nhiệm vụ đã đưa vào báo cáo bị khóa{later}; nhiệm vụ gửi hoặc thay đổi sau ngày chốt {day} nằm ngoài báo"
    " cáo."
)
LATER = ": {now} mục đã duyệt khóa ngay, {later} mục chờ thẩm định khóa khi được duyệt; bị trả lại thì đơn vị còn sửa"


@sensitive_post_parameters(*confidential.FIELDS)
@login_required
def document_move(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """GET asks, POST does; a wrong password comes back here with its reason."""
    if name not in papers.MOVES:
        raise Http404("Không có bước này.")
    row = fetch(request.user, pk)
    turn = papers.guard(row, name, request.user)
    form = _form(request, turn)
    if turn.found:
        asking(form, turn.found, sending=name == "send")
    if request.method == "POST" and form.is_valid():
        try:
            turn = _answer(turn, form.cleaned_data)
            if form.cleaned_data.get("method") in PAGES:
                return _elsewhere(request, row, name, form.cleaned_data["method"])
            _do(turn, form.cleaned_data)
            messages.success(request, f"Đã {turn.step.said}: {Truncator(row.title).words(16)}")
            if name == "issue_by_hand" and (left := attachments.waiting(row)):
                messages.warning(
                    request, f"Còn {len(left)} tệp phụ lục chờ chữ ký số của cơ quan, ở mục Tệp kèm theo."
                )
            return redirect("document", pk)
        except (SigningError, ValueError) as refusal:
            form.add_error(None, str(refusal))
    context = {
        "document": row, "name": name, "step": turn.step, "form": form, "seat": turn.seat, "found": turn.found,
        "carried": _carried(row, name), "carry_rule": carrying.RULE,
        "consequence": _consequence(row, name), "lacking": keyring.lacking(turn.keys) if turn.step.needs_key else [],
    }  # fmt: skip
    return render(request, "reports/document_move.html", context, status=422 if form.errors else 200)


def _elsewhere(request, row, name, method):
    """On to the page of that way; the service on the official's computer finds its file made."""
    if method == keyring.PLUGIN:
        prepare(row, name, by=request.user)
    return redirect(PAGES[method], row.pk, name)


def _carried(row, name):
    return carrying.carried(row, paper_of(row)) if name in ISSUING and row.content else []


def _consequence(row, name):
    if name not in ISSUING or not row.reported:
        return CONSEQUENCES[name]
    count, later = reported.closing(row)
    waiting = LATER.format(now=count - later, later=later) if later else ""
    return CONSEQUENCES[name] + LOCKING.format(count=count, later=waiting, day=f"{row.as_of:%d/%m/%Y}")


def _answer(turn, given):
    """What she says to the findings first: it stands in the trace whatever comes of the step. The turn she has then."""
    if given.get("relation"):
        relating.relate(turn.document, given["relation"], by=turn.by)
        turn = papers.guard(turn.document, turn.name, turn.by)  # what the checks find says the relation now
    if "answer" in given:
        papers.say(turn, given["answer"])
    return turn


def _form(request, turn):
    data, name = (request.POST, request.FILES) if request.method == "POST" else (), turn.name
    if turn.step.needs_key:
        return KeyForm(*data[:1], place=turn.keys, recording=name == "initial")
    if name == "attach_scan":
        return FileForm(*data, endings=SCANS, most=settings.UPLOAD_MAX_MB)
    number = getattr(turn.document, "entry", None) if name in papers.BACK else None
    return NoteForm(*data[:1], needed=turn.step.needs_note, number=number)


def _do(turn, given):
    row, name, user = turn.document, turn.name, turn.by
    match name:
        case "sign" | "issue" | "initial" if given["method"] != KeyForm.RECORD:
            signing.make(turn, method=given["method"], secret=given.get("secret", ""))
        case "issue_by_hand":
            signing.issue_by_hand(row, by=user)
        case "attach_scan":
            signing.attach_scan(row, given["file"], by=user)
        case _:
            keep = given.get("number", NoteForm.KEEP) == NoteForm.KEEP
            papers.move(row, name, by=user, note=given.get("note", ""), keep_number=keep)
