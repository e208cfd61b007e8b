"""What the frame around every page knows: entries by role with counts, whose page it is, demo or not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import cached_property

from plans.reviewing import queue as reviewing
from post import bell
from reports.desk import waiting
from units.models import Post, Role, User
from units.permissions import Action, can_anywhere, roles_of

from .hints import HINTS, Hint


@dataclass(frozen=True)
class Page:
    """A page of the frame: url name, words on a desk and on the phone bar, icon, place in the guide, who sees it."""

    name: str
    label: str
    icon: str
    short: str = ""
    guide: str = ""
    action: Action | None = None
    roles: frozenset = frozenset()

    def shown_to(self, user: User) -> bool:
        allowed = self.action is None or can_anywhere(user, self.action)
        return allowed and (not self.roles or bool(self.roles & roles_of(user)))


@dataclass(frozen=True)
class Entry:
    """A page as one person sees it now."""

    url: str
    label: str
    short: str
    icon: str
    current: bool
    count: int = 0
    guide: str = ""


WORKERS = frozenset({Role.ENTRY, Role.LEADER, Role.REVIEWER, Role.CLERK, Role.UNIT_ADMIN})
MAIN = (
    Page("journal", "Nhật ký hệ thống", "journal-text", guide="kiem-tra", short="Nhật ký", action=Action.AUDIT),
    Page("work", "Việc của tôi", "list-check", guide="viec-cua-toi", roles=WORKERS),
    Page("people", "Đơn vị và người", "people", guide="don-vi-va-nguoi", roles=frozenset({Role.UNIT_ADMIN})),
    Page("pulse_rounds", "Thăm dò", "people", guide="tham-do", roles=frozenset({Role.PULSE_DESK})),
    Page("review_units", "Thẩm định", "clipboard-check", guide="tham-dinh", action=Action.REVIEW),
    Page("dashboard", "Tổng hợp", "speedometer2", guide="tong-hop", action=Action.VIEW),
    Page("plans", "Kế hoạch", "calendar-check", guide="ke-hoach", action=Action.VIEW_PLAN),
    Page("indicators", "Chỉ số PAPI", "graph-up", guide="chi-so", short="Chỉ số"),
    Page("documents", "Văn bản", "file-earmark-text", guide="van-ban", action=Action.VIEW),
)
ACCOUNT = (
    Page("index_home", "Chỉ số nội bộ", "clipboard-check", guide="chi-so-noi-bo", action=Action.VIEW_PLAN),
    Page(
        "people", "Đơn vị và người", "people", roles=frozenset({Role.LEADER, Role.REVIEWER, Role.ADMIN, Role.AUDITOR})
    ),
    Page("delegations", "Ủy quyền", "person-check", roles=WORKERS - {Role.UNIT_ADMIN}),
    Page("my_reminders", "Nhắc việc và lịch", "calendar-plus"),
    Page("pulse_rounds", "Thăm dò ý kiến người dân", "people", guide="tham-do", action=Action.PULSE),
    Page("personal_data", "Dữ liệu cá nhân của bạn", "person-circle"),
    Page("password_change", "Đổi mật khẩu", "key"),
    Page("mfa_index", "Bảo mật đăng nhập", "shield-check"),
    Page("letters", "Thư và nhắc việc", "envelope-check", action=Action.ADMIN),
    Page("system_state", "Tình trạng hệ thống", "graph-up", action=Action.ADMIN),
    Page("reminders", "Lịch gửi nhắc việc", "clock", action=Action.ADMIN),
    Page("reading_shares", "Đọc văn bản đúng tới đâu", "clipboard-check", action=Action.READINGS),
    Page("scores_import", "Nạp điểm PAPI", "graph-up", action=Action.SCORES),
    Page("admin:index", "Quản trị dữ liệu", "gear", action=Action.ADMIN),
)
SIDE = (
    Page("notices", "Thông báo", "bell"),
    Page("search", "Tìm kiếm", "search"),
    Page("verify", "Kiểm tra chữ ký", "patch-check"),
    Page("start", "Bắt đầu trong năm phút", "signpost-split"),
    Page("help", "Hướng dẫn sử dụng", "question-circle"),
)
LINKS = ("home", "login", "logout", "more", "search", "notices", "verify", "help")
START_COOKIE, START_LEFT, NEW_FOR = "bat-dau", "thoi", timedelta(days=30)
TABS = 3  # and "Thêm" as the fourth
ON_PHONE = {  # whose phone shows other pages than the first of the bar: who signs and issues has papers at hand
    Role.LEADER: ("work", "dashboard", "documents"),
    Role.CLERK: ("work", "documents", "plans"),
}

# Url name -> how many things of that page wait for this person. At most one query each; asked only when shown.
COUNTS: dict[str, Callable] = {"work": waiting.count, "review_units": reviewing.waiting_count}


class Shell:
    """The frame of one request; every property is worked out when a template first asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.user = cast(User, getattr(request, "user", None))  # who is not signed in is asked nothing else
        self.demo, self.support = settings.DEMO, settings.SUPPORT
        self.province = settings.OIDC_NAME if settings.OIDC_URL else ""

    @property
    def newcomer(self) -> bool:
        """Shown the way to the first steps: a young account that has not left them in this browser."""
        left = self.request.COOKIES.get(START_COOKIE) == START_LEFT
        return self.signed_in and not left and timezone.now() - self.user.date_joined < NEW_FOR

    @property
    def signed_in(self) -> bool:
        return self.user is not None and self.user.is_authenticated

    @cached_property
    def urls(self) -> dict[str, str]:
        return {name: url for name in LINKS if (url := _url(name))}

    @cached_property
    def nav(self) -> list[Entry]:
        return self._entries(MAIN) if self.signed_in else []

    @cached_property
    def account(self) -> list[Entry]:
        return self._entries(ACCOUNT) if self.signed_in else []

    @cached_property
    def tabs(self) -> list[Entry]:
        if not self.nav or "more" not in self.urls:
            return []
        shown = self._on_phone
        here = self._is_here(self.urls["more"]) or any(entry.current for entry in self.more)
        return [*shown, Entry(self.urls["more"], "Thêm", "Thêm", "list", current=here)]

    @cached_property
    def more(self) -> list[Entry]:
        rest = [entry for entry in self.nav if entry not in self._on_phone]
        return [*rest, *self._entries(SIDE), *self.account]

    @cached_property
    def _on_phone(self):
        """Entries of the bar that the phone's bottom bar has, in its order."""
        role = Role(self.post.role) if self.post else None
        wanted = [url for name in ON_PHONE.get(role, ()) if (url := _url(name))] if role else []
        chosen = [entry for url in wanted for entry in self.nav if entry.url == url]
        return chosen if len(chosen) == TABS else self.nav[:TABS]

    @property
    def hint(self) -> Hint | None:
        """What to do on the page one is on, where something is filled in."""
        match = self.request.resolver_match
        return HINTS.get(match.url_name or "") if match and self.signed_in else None

    @property
    def guide(self) -> str:
        """Where the guide speaks of the page one is on: "#tong-hop"."""
        return next((f"#{entry.guide}" for entry in self.nav if entry.current and entry.guide), "")

    @cached_property
    def unread(self) -> int:
        return bell.unread(self.user) if self.signed_in else 0

    @cached_property
    def post(self) -> Post | None:
        """The person's own first post; None for an account without one."""
        own = (seat.post for seat in self.user.seats if seat.acting_for is None) if self.signed_in else iter(())
        return next(own, None)

    @property
    def position(self) -> str:
        if self.post:
            return str(self.user.title or self.post.title)
        return str(self.user) if self.signed_in else ""

    @property
    def unit_name(self) -> str:
        return self.post.agency.name if self.post else ""

    @property
    def unit_path(self) -> str:
        """Agency with its unit's full path: nine communes are called Tiền Phong."""
        if not self.post:
            return ""
        agency = self.post.agency
        line = [name[:1].lower() + name[1:] for name in agency.unit.full_name.split(", ")]
        if line[0].casefold() in agency.name.casefold():
            line = line[1:]
        return ", ".join([agency.name, *line])

    def _entries(self, pages) -> list[Entry]:
        shown = ((page, _url(page.name)) for page in pages if page.shown_to(self.user))
        return [self._entry(page, url) for page, url in shown if url]

    def _entry(self, page: Page, url: str) -> Entry:
        count = COUNTS[page.name](self.user) if page.name in COUNTS else 0
        return Entry(url, page.label, page.short or page.label, page.icon, self._is_here(url), count, page.guide)

    def _is_here(self, url: str) -> bool:
        here = self.request.path
        return here == url or (url != "/" and here.startswith(url.rstrip("/") + "/"))


def shell(request: HttpRequest) -> dict:
    """Context processor: `shell`, the frame of this request; costs nothing until a template uses it."""
    return {"shell": Shell(request)}


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:  # the page is not part of this installation
        return ""
