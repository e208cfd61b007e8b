"""What the pages of review share: who may enter, the three ways to look at the queue, the toast that can be taken back."""

from collections.abc import Iterable, Sequence

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from plans.models import Progress, Step
from plans.reviewing.clearing import Cleared
from units.errors import Refused
from units.models import User
from units.permissions import Action, can_anywhere

__all__ = ["NAMED", "named", "query_of", "require_reviewer", "say_cleared", "ways", "with_undo"]

NOTHING_CLEAR = (
    "Chưa duyệt mục nào: không còn mục rõ nào đang chờ trong phạm vi này. Mục cần xem kỹ duyệt từng mục; mục khác có thể "
    "vừa được người khác xử lý."
)
NAMED = 12  # entries left out that a message names one by one; the rest it counts
WAYS = (
    ("review_units", "Theo đơn vị"),
    ("review_tasks", "Theo nhiệm vụ"),
    ("review_dimensions", "Theo nội dung"),
    ("review", "Từng mục"),
)


def require_reviewer(user: User) -> None:
    """Raises Refused for who reviews nothing."""
    if not can_anywhere(user, Action.REVIEW):
        raise Refused("Tài khoản này không có quyền thẩm định.", who_may="Chuyên viên thẩm định của cơ quan cấp trên")


def ways(current: str) -> list[dict]:
    """The chips that lead from one way of looking at the queue to another."""
    return [{"label": label, "url": reverse(name), "current": name == current} for name, label in WAYS]


def query_of(request: HttpRequest) -> str:
    """The filters of this page, to be carried to the next."""
    return f"?{request.GET.urlencode()}" if request.GET else ""


def named(entry: Progress) -> str:
    """An entry in a message: its unit and its task."""
    return f"{entry.unit.name}, {entry.task.code or entry.task.text[:60]}"


def with_undo(request: HttpRequest, said: str, steps: Iterable[Step]) -> str:
    """The toast; after approvals with the button that takes them back."""
    keys = " ".join(str(step.entry_id) for step in steps if step.verb == "approve")
    if not keys:
        return said
    context = {"said": said, "keys": keys, "query": query_of(request)}
    return mark_safe(render_to_string("plans/_review_undo.html", context, request))  # a template escapes  # nosec B308, B703


def say_cleared(request: HttpRequest, done: Cleared, *, of: str = "", gone: int = 0) -> None:
    """Tell what was approved and what was left, each with its reason; `gone`: chosen, but waiting no more."""
    if done.made:
        messages.success(request, with_undo(request, f"Đã duyệt {len(done.made)} mục{of}", done.made))
    left = [f"{named(entry)} ({reason})" for entry, reason in done.left]
    told = [*_shortened(left), *([f"{gone} mục không còn chờ bạn thẩm định"] if gone else [])]
    if told:
        messages.warning(request, f"Để lại {len(left) + gone} mục: {'; '.join(told)}.")
    if not (done.made or told):
        messages.warning(request, NOTHING_CLEAR)


def _shortened(told: Sequence[str]) -> list[str]:
    rest = len(told) - NAMED
    return [*told[:NAMED], f"và {rest} mục khác, vẫn nằm trong hàng chờ"] if rest > 0 else list(told)
