"""Bắt đầu trong năm phút: for each role the handful of acts that make up its work, done on one's own data.

Nothing is kept about it: a step is done when its trace, letter or number is there, whoever led the person to it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from journal.kinds import Kind
from journal.models import Note
from plans.models import Evidence, PlanStep, Progress, Step
from plans.permissions import visible_entries
from pulse.models import PaperBatch
from reports.models import Document, DocumentStep
from reports.permissions import visible
from units.models import AccountStep, Delegation, Role, User
from units.permissions import Action, can_anywhere, roles_of
from units.requests import SignedInRequest

from .context import START_COOKIE, START_LEFT

A_YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Stage:
    """One act: what to do, how, where it is done on one's own data, and the rows that prove it was."""

    words: str
    how: str
    url: Callable[[User], str]
    proof: Callable[[User], QuerySet]


@dataclass(frozen=True)
class Shown:
    """A stage as one person sees it now."""

    words: str
    how: str
    url: str
    done: bool


def _page(name):
    return lambda user: reverse(name)


def _entry(user):
    """The first entry that is hers to type into; her list where there is none."""
    row = visible_entries(user, Action.ENTER).filter(state__in=Progress.ENTERABLE).order_by("pk").first()
    return reverse("entry", args=[row.pk]) if row else reverse("work")


def _paper(user):
    row = visible(user).filter(state=Document.State.TO_SIGN).order_by("pk").first()
    return reverse("document", args=[row.pk]) if row else reverse("documents")


def _made(*verbs):
    return lambda user: Step.objects.filter(by=user, verb__in=verbs)


def _signed(*verbs):
    return lambda user: DocumentStep.objects.filter(by=user, verb__in=verbs)


def _kept(verb):
    return lambda user: AccountStep.objects.filter(by=user, verb=verb)


SAVED = Stage(
    "Nhập một tiến độ", "Chọn mức độ, ghi số liệu và kết quả; nội dung tự lưu khi đang gõ.",
    _entry, lambda user: Progress.objects.filter(typed_by=user),
)  # fmt: skip
STAGES: dict[Role, tuple[Stage, ...]] = {
    Role.ENTRY: (
        SAVED,
        Stage("Thêm một tài liệu kiểm chứng", "Ảnh, PDF hoặc số ký hiệu văn bản; ghi mục, trang chứng minh.",
              _entry, lambda user: Evidence.objects.filter(added_by=user)),
        Stage("Trình lãnh đạo", "Còn thiếu gì, trang chỉ đúng chỗ; đủ thì có số biên nhận.",
              _page("work"), _made("submit", "hand_in_alone")),
        Stage("Soạn thử một kế hoạch", "Trống, theo nhiệm vụ thường có, hoặc theo kế hoạch năm trước.",
              _page("plan_new"), lambda user: PlanStep.objects.filter(by=user, verb="draft")),
    ),
    Role.LEADER: (
        Stage("Xem và gửi một tiến độ lên cấp trên", "Chưa được thì trả lại người nhập kèm lý do.",
              _page("work"), _made("hand_in", "hand_in_alone", "hand_back", "sign_off")),
        Stage("Ký một văn bản", "Đọc bản PDF và phần kiểm tra trước khi ký.", _paper, _signed("sign", "send_back")),
        Stage("Ủy quyền khi đi vắng", "Chọn người, việc giao và từ ngày đến ngày; vết xử lý ghi tên cả hai.",
              _page("delegations"), lambda user: Delegation.objects.filter(from_user=user)),
    ),
    Role.REVIEWER: (
        Stage("Thẩm định một mục", "Xem chỗ cần xem kỹ, so với kỳ trước, mở tài liệu; duyệt hoặc trả lại.",
              _page("review_units"), _made("approve", "send_back")),
        Stage("Soạn một văn bản từ số liệu", "Báo cáo kỳ, hoặc công văn đôn đốc từ danh sách chưa gửi.",
              _page("documents"), lambda user: Document.objects.filter(created_by=user)),
    ),
    Role.CLERK: (
        Stage("Cấp số, phát hành một văn bản", "Số lấy theo sổ; văn bản chờ phát hành nằm trong Việc của tôi.",
              _page("work"), _signed("issue", "issue_by_hand")),
    ),
    Role.UNIT_ADMIN: (
        Stage("Lập tài khoản cho một đơn vị", "Chọn đơn vị còn thiếu người, lập cả bộ tài khoản một lần.",
              _page("people"), _kept(AccountStep.Verb.MADE)),
        Stage("Cho một người đăng nhập lần đầu", "Có thư điện tử: gửi thư; không có: in phiếu, giao tận tay.",
              _page("people"), _kept(AccountStep.Verb.KEYED)),
    ),
    Role.OVERSEER: (),
    Role.APPRAISER: (),
    Role.COUNCIL: (),
    Role.PULSE_DESK: (
        Stage("Xem một đợt thăm dò của đơn vị", "In mã QR cho nơi hỏi; phiếu giấy thì nhập theo lô.",
              _page("pulse_rounds"), lambda user: PaperBatch.objects.filter(by=user)),
    ),
    Role.AUDITOR: (
        Stage("Tìm một việc trong nhật ký, tải về", "Lọc theo ngày, người, việc, đơn vị; lần tải cũng được ghi.",
              _page("journal"), lambda user: Note.objects.filter(by=user, kind=Kind.EXPORT)),
        Stage("Xem ai giữ chức vụ nào ở một đơn vị", "Mở một tài khoản: chức vụ, ủy quyền và vết của tài khoản ấy.",
              _page("people"), lambda user: Note.objects.filter(by=user, kind=Kind.VIEW_PERSONAL)),
    ),
    Role.ADMIN: (),
}  # fmt: skip
READING = (  # for everyone; nothing proves that a page was read
    ("Xem Tổng hợp", "Mỗi con số mở ra đúng những dòng nó đếm.", "dashboard", Action.VIEW),
    ("Xem Chỉ số PAPI của tỉnh", "Nội dung nào thấp, nhiệm vụ nào đang lo.", "indicators", None),
    ("Đọc hướng dẫn của vai trò mình", "Năm bước, và mỗi con số đếm thế nào.", "help", None),
)


def stages(user: User) -> list[Shown]:
    """The stages of the roles she holds today, own and lent; one query each for its proof."""
    held = roles_of(user)
    mine = dict.fromkeys(chain.from_iterable(rows for role, rows in STAGES.items() if role in held))
    return [Shown(one.words, one.how, one.url(user), one.proof(user).exists()) for one in mine]


@login_required
def start(request: SignedInRequest) -> HttpResponse:
    """The page; it may be left at any time and comes back with what is done by then."""
    reading = [
        (words, how, reverse(name))
        for words, how, name, action in READING
        if action is None or can_anywhere(request.user, action)
    ]
    return render(request, "start.html", {"stages": stages(request.user), "reading": reading})


@login_required
@require_POST
def leave(request: SignedInRequest) -> HttpResponse:
    """No more invitations in this browser for a year; the page stays in the menu and in the guide."""
    answer = redirect("work")
    answer.set_cookie(
        START_COOKIE, START_LEFT, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return answer
