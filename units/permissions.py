"""The one table of rights: which role may do what, and how far over the unit tree.

Pages ask `can` or `require`, the floors' `visible…` ask `units.scope`; all read RULES through `reaches`, so what is
offered is what is allowed. A stranger to a unit meets 404 (nothing is leaked), a member without the right 403 with
the reason.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import lru_cache

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Q
from django.http import Http404

from .composed import Keys, composed
from .errors import Refused
from .models import Post, Power, Role, Seat, Unit, User, predecessors_of
from .signing_forms import in_stead

__all__ = [
    "ALONG",
    "LENT",
    "LOOKING",
    "RULES",
    "Action",
    "Over",
    "Reach",
    "can",
    "can_anywhere",
    "reaches",
    "reaches_over",
    "require",
    "rights_key",
    "roles_of",
    "seat_for",
    "seats_for",
    "who_may",
]


class Action(StrEnum):
    """What a person may be allowed to do; the value is the word used in a refusal."""

    VIEW = "xem tiến độ, tổng hợp"
    VIEW_PLAN = "xem kế hoạch"
    ENTER = "nhập tiến độ"
    ADD_PART = "góp phần việc"
    OPEN_PERSONAL = "mở tài liệu có dữ liệu cá nhân"
    CHARGE = "phân công trong đơn vị"
    SUBMIT = "gửi tiến độ lên cấp trên"
    REVIEW = "thẩm định"
    REOPEN = "mở lại tiến độ đã duyệt"
    EDIT_PLAN = "soạn, sửa kế hoạch"
    ISSUE_PLAN = "ban hành kế hoạch"
    ASSIGN = "giao nhiệm vụ xuống đơn vị cấp dưới"
    PERIODS = "mở, đóng kỳ báo cáo"
    EXTEND = "đồng ý gia hạn"
    DRAFT_PAPER = "soạn văn bản"
    INITIAL = "ký nháy văn bản"
    SIGN = "ký văn bản"
    NUMBER = "cấp số, phát hành văn bản"
    RECEIVE = "tiếp nhận, vào sổ văn bản đến"
    GIVE_OUT = "phân công xử lý văn bản đến"
    URGE = "soạn công văn đôn đốc"
    SETTINGS = "đổi cài đặt của đơn vị"
    PEOPLE = "xem đơn vị và người"
    ACCOUNTS = "quản lý tài khoản"
    AUDIT = "xem nhật ký hệ thống"
    ADMIN = "quản trị hệ thống"
    READINGS = "xem phần đọc văn bản đúng tới đâu"
    SCORES = "nạp điểm PAPI"
    SELF_SCORE = "tự chấm chỉ số nội bộ"
    SEND_SCORE = "duyệt, gửi điểm tự chấm, kiến nghị về điểm"
    INDEX = "tổ chức chấm chỉ số nội bộ"
    APPRAISE = "thẩm định điểm chỉ số nội bộ"
    VOTE = "biểu quyết về chỉ số nội bộ"
    PUBLISH_INDEX = "công bố chỉ số nội bộ"
    PULSE = "thăm dò ý kiến người dân"
    PULSE_OPEN = "mở, khóa, công bố thăm dò ý kiến"
    PULSE_WORDS = "đọc ý kiến người dân viết thêm"


class Over(Enum):
    """How far a right reaches from the unit of the post."""

    OWN = "own"
    CHILDREN = "children"  # the units directly below: whom one reviews
    BELOW = "below"
    DOWN = "down"  # own and below
    LINE = "line"  # own, below, and the superiors above
    ALL = "all"


# OPEN_PERSONAL is kept to those who enter, send up and appraise the entry a paper proves: who only follows, audits or keeps
# accounts does not open what is marked "có dữ liệu cá nhân".
# Looking (VIEW, VIEW_PLAN) reaches the units that those in reach took over as well: an heir reads what it goes on with.
# VIEW is the standing of a unit: what it sent and when, how far each task is. A unit sees its own row and those below, the
# office above sees all of them. VIEW_PLAN lets it read its superiors' plans, never its neighbours' rows in them.
A, O = Action, Over  # noqa: E741  (the table below reads better with short names)
RULES = {
    (Role.ENTRY, A.VIEW): O.DOWN,
    (Role.ENTRY, A.VIEW_PLAN): O.LINE,
    (Role.ENTRY, A.ENTER): O.OWN,
    (Role.ENTRY, A.ADD_PART): O.OWN,
    (Role.ENTRY, A.OPEN_PERSONAL): O.OWN,
    (Role.ENTRY, A.CHARGE): O.OWN,
    (Role.ENTRY, A.EDIT_PLAN): O.OWN,
    (Role.ENTRY, A.DRAFT_PAPER): O.OWN,
    (Role.ENTRY, A.SELF_SCORE): O.OWN,
    (Role.ENTRY, A.PULSE): O.OWN,
    (Role.LEADER, A.VIEW): O.DOWN,
    (Role.LEADER, A.VIEW_PLAN): O.LINE,
    (Role.LEADER, A.SUBMIT): O.OWN,
    (Role.LEADER, A.OPEN_PERSONAL): O.OWN,
    (Role.LEADER, A.CHARGE): O.OWN,
    (Role.LEADER, A.EDIT_PLAN): O.OWN,
    (Role.LEADER, A.ISSUE_PLAN): O.OWN,
    (Role.LEADER, A.ASSIGN): O.BELOW,
    (Role.LEADER, A.PERIODS): O.OWN,
    (Role.LEADER, A.EXTEND): O.CHILDREN,
    (Role.LEADER, A.DRAFT_PAPER): O.OWN,
    (Role.LEADER, A.SIGN): O.OWN,
    (Role.LEADER, A.GIVE_OUT): O.OWN,
    (Role.LEADER, A.SETTINGS): O.OWN,
    (Role.LEADER, A.PEOPLE): O.DOWN,
    (Role.LEADER, A.SEND_SCORE): O.OWN,
    (Role.LEADER, A.PUBLISH_INDEX): O.OWN,
    (Role.LEADER, A.PULSE): O.OWN,
    (Role.LEADER, A.PULSE_OPEN): O.OWN,
    (Role.LEADER, A.PULSE_WORDS): O.OWN,
    (Role.REVIEWER, A.VIEW): O.DOWN,
    (Role.REVIEWER, A.VIEW_PLAN): O.LINE,
    (Role.REVIEWER, A.REVIEW): O.CHILDREN,
    (Role.REVIEWER, A.OPEN_PERSONAL): O.CHILDREN,
    (Role.REVIEWER, A.REOPEN): O.CHILDREN,
    (Role.REVIEWER, A.EDIT_PLAN): O.OWN,
    (Role.REVIEWER, A.CHARGE): O.OWN,
    (Role.REVIEWER, A.ASSIGN): O.BELOW,
    (Role.REVIEWER, A.PERIODS): O.OWN,
    (Role.REVIEWER, A.EXTEND): O.CHILDREN,
    (Role.REVIEWER, A.DRAFT_PAPER): O.OWN,
    (Role.REVIEWER, A.INITIAL): O.OWN,
    (Role.REVIEWER, A.URGE): O.OWN,
    (Role.REVIEWER, A.PEOPLE): O.DOWN,
    (Role.REVIEWER, A.INDEX): O.OWN,
    (Role.REVIEWER, A.PULSE): O.OWN,
    (Role.CLERK, A.VIEW): O.DOWN,
    (Role.CLERK, A.VIEW_PLAN): O.LINE,
    (Role.CLERK, A.INITIAL): O.OWN,
    (Role.CLERK, A.NUMBER): O.OWN,
    (Role.CLERK, A.RECEIVE): O.OWN,
    (Role.OVERSEER, A.VIEW): O.DOWN,
    (Role.OVERSEER, A.VIEW_PLAN): O.LINE,
    (Role.APPRAISER, A.VIEW): O.DOWN,
    (Role.APPRAISER, A.VIEW_PLAN): O.LINE,
    (Role.APPRAISER, A.APPRAISE): O.OWN,
    (Role.COUNCIL, A.VIEW): O.DOWN,
    (Role.COUNCIL, A.VIEW_PLAN): O.LINE,
    (Role.COUNCIL, A.VOTE): O.OWN,
    (Role.PULSE_DESK, A.PULSE): O.OWN,
    (Role.AUDITOR, A.VIEW): O.DOWN,
    (Role.AUDITOR, A.VIEW_PLAN): O.LINE,
    (Role.AUDITOR, A.PEOPLE): O.DOWN,
    (Role.AUDITOR, A.AUDIT): O.DOWN,
    (Role.UNIT_ADMIN, A.SETTINGS): O.OWN,
    (Role.UNIT_ADMIN, A.PEOPLE): O.DOWN,
    (Role.UNIT_ADMIN, A.ACCOUNTS): O.DOWN,
    (Role.ADMIN, A.VIEW): O.ALL,
    (Role.ADMIN, A.VIEW_PLAN): O.ALL,
    (Role.ADMIN, A.SETTINGS): O.ALL,
    (Role.ADMIN, A.PEOPLE): O.ALL,
    (Role.ADMIN, A.ACCOUNTS): O.ALL,
    (Role.ADMIN, A.ADMIN): O.ALL,
    (Role.ADMIN, A.READINGS): O.ALL,
    (Role.ADMIN, A.SCORES): O.ALL,
}

# What each power of a delegation lends. Looking is lent with any of them; settings and administration with none.
LENT = {
    Power.ENTER: (
        A.ENTER,
        A.ADD_PART,
        A.OPEN_PERSONAL,
        A.CHARGE,
        A.EDIT_PLAN,
        A.DRAFT_PAPER,
        A.URGE,
        A.SELF_SCORE,
        A.PULSE,
    ),
    Power.SEND_UP: (A.SUBMIT, A.OPEN_PERSONAL, A.SEND_SCORE),
    Power.APPROVE: (A.REVIEW, A.OPEN_PERSONAL, A.REOPEN, A.EXTEND, A.INITIAL, A.APPRAISE),
    Power.DIRECT: (A.ASSIGN, A.PERIODS, A.GIVE_OUT, A.INDEX, A.PULSE_OPEN),
    Power.SIGN: (A.SIGN, A.ISSUE_PLAN, A.PUBLISH_INDEX),  # a council's vote is its member's own
    Power.NUMBER: (A.NUMBER, A.INITIAL, A.RECEIVE),
}
ALONG = (A.OPEN_PERSONAL,)  # goes along with what was lent and is by itself no work that anybody could lend
LOOKING = (A.VIEW, A.VIEW_PLAN)

# Inside a unit: where an agency "enters its own work only" (`Agency.enters_own`), what its official enters reaches no
# further than the tasks in its charge, and she gives out no work; the unit's she reads as before.
WITHIN_AGENCY = {(Role.ENTRY, A.ENTER): True, (Role.ENTRY, A.CHARGE): False}  # kept for its own work, or not at all


@dataclass(frozen=True)
class Reach:
    """One right of one seat: from the unit at `path`, over `over`; `seat` tells in which post it is exercised.

    `within`: key of the agency to whose own work the right is kept, None for all of the unit's.
    """

    seat: Seat
    path: str
    over: Over
    inherits: bool = False  # looking also reaches the units that those in reach took over, under their old names
    within: int | None = None

    def covers(self, unit: Unit) -> bool:
        """The same answer as `q()` for one unit, without a query; of a unit that is no more, one for all of them."""
        return self._covers(unit) or (self.inherits and unit.valid_to is not None and unit.pk in self.seat.inherited)

    def _covers(self, unit):
        own, below = unit.path == self.path, unit.path.startswith(self.path) and unit.path != self.path
        return {
            Over.OWN: own,
            Over.CHILDREN: unit.superior_paths()[-1:] == [self.path],
            Over.BELOW: below,
            Over.DOWN: own or below,
            Over.LINE: own or below or self.path.startswith(unit.path),
            Over.ALL: True,
        }[self.over]

    def q(self, prefix: str = "") -> Q:
        """The condition on units; `prefix` ("unit__") asks it of rows that point to a unit."""
        if not self.inherits and self.over in BY_KEY:  # no join to the register, which no planner has to think of
            return Q(**{f"{prefix}{BY_KEY[self.over]}": self.seat.unit.pk})
        own = _over(self.path, self.over, prefix)
        if not self.inherits:
            return own
        taken_over = self.seat.taken_over()
        if isinstance(taken_over, set):
            return own | Q(**{f"{prefix or 'pk__'}in": taken_over})
        units = _composed_units(connection.vendor, self.path, self.over, self.seat.unit.path)
        return Q(**{f"{prefix or 'pk__'}in": Keys(units)})


BY_KEY = {Over.OWN: "pk", Over.CHILDREN: "parent"}


def _over(path, over, prefix):
    """The condition of a reach from the unit at `path`, on rows that lead to their unit by `prefix`."""
    asked = f"{prefix}path"
    own, down = Q(**{asked: path}), Q(**{f"{asked}__startswith": path})
    return {
        Over.OWN: own,
        Over.CHILDREN: Q(**{f"{prefix}parent__path": path}),
        Over.BELOW: down & ~own,
        Over.DOWN: down,
        Over.LINE: down | Q(**{f"{asked}__in": _line(path)}),
        Over.ALL: Q(**{f"{asked}__isnull": False}),
    }[over]


def _line(path):
    keys = path.rstrip("/").split("/")
    return ["/".join(keys[: n + 1]) + "/" for n in range(len(keys))]


@lru_cache(maxsize=4000)
def _composed_units(_engine, path, over, heir):
    """The units that a right which inherits reaches, as text and parameters: it stands in most questions of a page, and
    putting it together takes longer than answering it."""
    units = Unit.objects.filter(_over(path, over, "") | Q(pk__in=predecessors_of(heir)))
    return composed(units.order_by().values("pk"))


def reaches(user: User | AnonymousUser, action: Action) -> list[Reach]:
    """Every reach `user` has for `action` today, own posts before lent ones; a superuser without posts has none."""
    if not user.is_authenticated or not user.is_active:
        return []
    seats, known = user.__dict__.get("_reaches", (None, {}))
    if seats is not user.seats:  # a page asks some forty times
        known = {}
        user.__dict__["_reaches"] = user.seats, known
    if action not in known:
        known[action] = _reaches(user, action)
    return known[action]


def _reaches(user, action):
    found = ((seat, RULES.get((Role(seat.role), action))) for seat in user.seats if _holds(seat, action))
    inherits = action in LOOKING
    return [
        Reach(seat, seat.unit.path, over, inherits and over is not Over.ALL, _within(seat, action))
        for seat, over in found
        if over
    ]


def _within(seat, action):
    """The agency to whose own work a right is kept."""
    return seat.post.agency_id if seat.post.agency.enters_own and (seat.role, action) in WITHIN_AGENCY else None


def _holds(seat, action):
    """An own post holds all its rights, a lent one what was lent; signing only in a form the rules of paperwork allow."""
    if seat.post.agency.enters_own and not WITHIN_AGENCY.get((seat.role, action), True):
        return False
    if not seat.acting_for or (action in LOOKING and seat.rights):
        return True
    if action in LENT[Power.SIGN] and not in_stead(seat.post, seat.own):
        return False
    return any(action in LENT[Power(value)] for value in seat.rights)


def can(user: User | AnonymousUser, action: Action, unit: Unit) -> bool:
    """May she? For pages and buttons; costs no query once the seats are known."""
    return any(reach.covers(unit) for reach in reaches(user, action))


def can_anywhere(user: User | AnonymousUser, action: Action) -> bool:
    return bool(reaches(user, action))


def rights_key(user: User) -> tuple:
    """All that the conditions made from her rights follow from, whoever she is: the same key, the same conditions."""
    found = ((action, reach, reach.seat.post.agency) for action in Action for reach in reaches(user, action))
    return tuple(
        (action, reach.path, reach.over, reach.within, agency.pk, agency.reviews, reach.seat.unit.one_hand)
        for action, reach, agency in found
    )


def roles_of(user: User | AnonymousUser) -> set[str]:
    """Role values held today, own and lent."""
    return {seat.role for seat in user.seats} if user.is_authenticated else set()


def reaches_over(user: User | AnonymousUser, action: Action, unit: Unit) -> list[Reach]:
    """Those of `reaches` that cover `unit`."""
    return [reach for reach in reaches(user, action) if reach.covers(unit)]


def seats_for(user: User | AnonymousUser, action: Action, unit: Unit) -> list[Seat]:
    """Every seat in which `user` may do it on `unit`, own posts before lent ones."""
    return [reach.seat for reach in reaches_over(user, action, unit)]


def seat_for(user: User | AnonymousUser, action: Action, unit: Unit) -> Seat | None:
    """The seat in which `user` may do it: an own post wins over a lent one. None when she may not."""
    return next(iter(seats_for(user, action, unit)), None)


def require(user: User | AnonymousUser, action: Action, unit: Unit) -> Seat:
    """The seat, or Http404 for a stranger to the unit, or `units.errors.Refused` naming the right and who has it."""
    seat = seat_for(user, action, unit)
    if seat:
        return seat
    if not any(can(user, looking, unit) for looking in (*LOOKING, Action.PEOPLE)):
        raise Http404("Không tìm thấy trang này.")
    raise Refused(f"Tài khoản này không có quyền {action.value} của {unit.name}.", who_may=who_may(action, unit))


def who_may(action: Action, unit: Unit) -> str:
    """Positions that may do it on `unit`, in words: "Chủ tịch, UBND xã Tiền Phong"; empty when nobody is named."""
    roles = {role: over for (role, act), over in RULES.items() if act is action}
    scopes = [*unit.superior_paths(), unit.path]
    posts = Post.objects.filter(role__in=roles, agency__unit__path__in=scopes).select_related("agency__unit")
    reaches_of = ((post, Reach(Seat(post), post.agency.unit.path, roles[Role(post.role)])) for post in posts)
    named = [str(post) for post, reach in reaches_of if reach.covers(unit)]
    return "; ".join(dict.fromkeys(named[:3]))
