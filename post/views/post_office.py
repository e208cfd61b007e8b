"""The post office for the administrator: what went out, what waits, what failed, with retry; the demo's post box."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from post import mail_folder, sending
from post.channels import CHANNELS, offered
from post.doorbells import ring_for
from post.models import Letter
from post.tasks import send_waiting_letters
from units.addresses import wholes
from units.confidential import masked
from units.errors import Refused
from units.permissions import Action, can_anywhere
from units.requests import SignedInRequest

A_PAGE = 50
State = Letter.State
VIEWS = {  # word of the address -> (label, icon, condition)
    "": ("Tất cả", "", Q()),
    "cho-gui": ("Chờ gửi", "hourglass-split", Q(state__in=[State.PENDING, State.SENDING])),
    "da-gui": ("Đã gửi", "envelope-check", Q(state=State.SENT)),
    "khong-gui-duoc": ("Không gửi được", "exclamation-triangle-fill", Q(state=State.FAILED)),
    "dang-gap-loi": ("Chưa gửi được, còn gửi lại", "arrow-repeat", Q(state=State.PENDING) & ~Q(error="")),
    "gui-lap": ("Có thể đến hai lần", "copy", Q(repeats__gt=0)),
}


def _is_administrator(user):
    return user.is_superuser or can_anywhere(user, Action.ADMIN)


def _only_administrators(request):
    if not _is_administrator(request.user):
        raise Refused("Trang thư của toàn hệ thống dành cho quản trị.", who_may="Quản trị")


@login_required
def letters(request: SignedInRequest) -> HttpResponse:
    """Letters of everybody, `?xem=` one of VIEWS, `?tim=` words of subject or address."""
    _only_administrators(request)
    view = request.GET.get("xem", "") if request.GET.get("xem", "") in VIEWS else ""
    words = request.GET.get("tim", "").strip()
    found = Letter.objects.filter(VIEWS[view][2]).select_related("to")
    for word in words.split():
        found = found.filter(
            Q(subject__icontains=word) | Q(to__email__icontains=word) | Q(to__username__icontains=word)
        )
    page = Paginator(found, A_PAGE).get_page(request.GET.get("trang"))
    for row in page.object_list:
        row.channel_label = CHANNELS[row.channel].label
        row.past_its_hour = row.state == State.PENDING and bool(row.not_after and row.not_after < timezone.now())
    context = {"page": page, "chips": _chips(view), "view": view, "words": words, "repeats": _repeats(), "stuck": _stuck(),
               "redirect_to": settings.MAIL_REDIRECT_TO, "folder": mail_folder.in_use(),
               "costs": _costs()}  # fmt: skip
    return render(request, "units/letters.html", context)


def _chips(view):
    counts = Letter.objects.aggregate(
        **{f"n{n}": Count("pk", filter=row[2] or None) for n, row in enumerate(VIEWS.values())}
    )
    return [
        {
            "label": label,
            "url": f"?xem={word}" if word else "?",
            "count": counts[f"n{n}"],
            "icon": icon,
            "current": word == view,
        }
        for n, (word, (label, icon, _)) in enumerate(VIEWS.items())
    ]


def _repeats():
    return Letter.objects.aggregate(total=Sum("repeats"))["total"] or 0


def _costs():
    """[(channel, letters, đồng)] of messages to phones accepted this month; none while no such channel is on."""
    brief = [channel.code for channel in offered() if channel.brief]
    if not brief:
        return []
    first = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    sent = Letter.objects.filter(state=State.SENT, channel__in=brief, sent_at__gte=first).order_by()
    rows = sent.values_list("channel").annotate(Count("pk"), Sum("cost"))
    return [(CHANNELS[code].label, count, cost) for code, count, cost in sorted(rows)]


def _stuck():
    """Why a line is dead: letters that nobody refused were put off within the last minutes; None while all is well."""
    lately = timezone.now() - timedelta(minutes=10)
    waiting = Letter.objects.filter(state=State.PENDING, tries=0, not_before__gte=lately).exclude(error="")
    return waiting.order_by("-not_before").values_list("error", flat=True).first()


@login_required
def letter(request: SignedInRequest, pk: int) -> HttpResponse:
    """One letter as it is or was sent."""
    _only_administrators(request)
    row = get_object_or_404(Letter.objects.select_related("to", "merged_into"), pk=pk)
    row.text = masked(row.text)  # the link that sets a password is for its receiver alone
    return render(request, "units/letter.html", {"letter": row, "channel": CHANNELS[row.channel].label})


@login_required
@require_POST
def letters_retry(request: SignedInRequest) -> HttpResponse:
    """Try again what was given up: the letter named by `pk`, or all."""
    _only_administrators(request)
    wanted = (
        Letter.objects.filter(pk__in=wholes([request.POST["pk"]])) if request.POST.get("pk") else Letter.objects.all()
    )
    count = sending.retry(wanted)
    ring_for(send_waiting_letters)
    messages.success(
        request, f"Đã xếp {count} thư vào hàng chờ; thư nhắc của ngày cũ được viết lại theo số liệu hôm nay"
    )
    return redirect("letters")


@login_required
def mailbox(request: SignedInRequest) -> HttpResponse:
    """The demo's post box: the newest 100 letters of the folder. Everybody reads her own, for letters carry links that
    set a password; an administrator reads all, `?gui=` only those to one address."""
    if not (settings.DEMO and mail_folder.in_use()):
        raise Http404("Trang này chỉ có ở bản dùng thử.")
    own, sees_all = request.user.email, _is_administrator(request.user)
    to = request.GET.get("gui", "").strip() if sees_all else own
    context = {
        "mails": mail_folder.newest(100, to) if to or sees_all else [],
        "to": to,
        "mine": own,
        "sees_all": sees_all,
        "waiting": Letter.objects.filter(state=State.PENDING).count(),
    }
    return render(request, "units/mailbox.html", context)
