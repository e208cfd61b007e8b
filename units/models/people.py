"""People, the posts they hold in agencies and the powers they lend."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property

from units.composed import Keys, Text, composed
from units.search import search_text
from units.vietnamese import signing_title, vn_date

from .administrative import Succession, Unit, in_order
from .agencies import Agency
from .computed import ComputedTextField


class Role(models.TextChoices):
    ENTRY = "entry", "Công chức nhập liệu"
    LEADER = "leader", "Lãnh đạo đơn vị"
    REVIEWER = "reviewer", "Chuyên viên thẩm định"
    CLERK = "clerk", "Văn thư"
    OVERSEER = "overseer", "Theo dõi (chỉ xem)"
    APPRAISER = "appraiser", "Thẩm định chỉ số nội bộ"
    COUNCIL = "council", "Thành viên hội đồng đánh giá"
    PULSE_DESK = "pulse_desk", "Bàn thăm dò ý kiến"
    AUDITOR = "auditor", "Kiểm tra, giám sát"
    UNIT_ADMIN = "unit_admin", "Quản trị đơn vị"
    ADMIN = "admin", "Quản trị"


KEEPERS = (Role.UNIT_ADMIN, Role.ADMIN)
TWO_PEOPLE_RULE = (
    "Một người không đồng thời giữ vai trò Kiểm tra, giám sát và quản trị (quản trị đơn vị, quản trị hệ thống): người xem "
    "nhật ký không phải là người được nhật ký ghi lại khi sửa tài khoản, dữ liệu."
)


def folded_name(username: str) -> str:
    """A user name as it is compared: one Unicode form, without regard to capitals."""
    return unicodedata.normalize("NFKC", username).casefold().strip()


class People(UserManager["User"]):
    """Finds whoever signs in by her name, in whatever form and capitals she types it."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account of this name; written exactly so where older accounts differ in capitals only."""
        alike = list(self.filter(name_key=folded_name(username or ""))[:9])
        exact = [person for person in alike if person.username == username]
        if len(exact or alike) != 1:
            raise self.model.DoesNotExist(f"no one account named {username}")
        return (exact or alike)[0]


class User(AbstractUser):
    """A person who signs in; called by position (`title`) everywhere but in signature blocks and registers."""

    ERASED = "da-xoa-"  # an account whose owner's data were erased is called by its key behind this

    title = models.CharField(
        "chức danh", max_length=120, blank=True, help_text="Ví dụ: Công chức Văn phòng – Thống kê"
    )
    legal_name = models.CharField("họ và tên khi ký", max_length=120, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    name_key = ComputedTextField(max_length=150, compute="compute_name_key", db_index=True)
    search_text = ComputedTextField(max_length=500, compute="compute_search_text")

    objects: ClassVar[People] = People()

    class Meta(AbstractUser.Meta):
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"

    def __str__(self) -> str:
        return self.title or self.get_full_name() or self.username

    @property
    def is_erased(self) -> bool:
        """Whether nothing of the account names anybody any more."""
        return self.username == f"{self.ERASED}{self.pk}"

    def compute_name_key(self) -> str:
        return folded_name(self.username)

    def compute_search_text(self) -> str:
        return search_text(self.legal_name or self.get_full_name(), self.title)

    def clean(self) -> None:
        """No two accounts whose names differ in capitals only."""
        super().clean()
        if User.objects.filter(name_key=self.compute_name_key()).exclude(pk=self.pk).exists():
            raise ValidationError({"username": "Đã có tài khoản mang tên này (không phân biệt chữ hoa, chữ thường)."})

    @cached_property
    def seats(self) -> list["Seat"]:
        """Seats this person may act from today: own posts, then posts lent by delegation.

        One query, and one more for what exactly was lent.
        """
        today = timezone.localdate()
        held = list(Post.objects.held_or_lent(self, today))
        own = tuple(post for post in held if post.user_id == self.pk)
        lent = [post for post in held if post.user_id != self.pk and post.role not in (Role.ADMIN, Role.AUDITOR)]
        given = Delegation.objects.rights_lent_to(self, today) if lent else {}
        return [Seat(post) for post in own] + [Seat(post, post.user, given[post.user_id], own) for post in lent]


class PostQuerySet(models.QuerySet["Post"]):
    def in_force(self, day: date) -> Self:
        return self.filter(valid_from__lte=day).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))

    def two_people(self, user: User, role: str, since: date, until: date | None) -> bool:
        """Whether `user` may not hold `role` in a span, because she audits and would keep, or the other way round."""
        against = (Role.AUDITOR,) if role in KEEPERS else KEEPERS if role == Role.AUDITOR else ()
        if role == Role.AUDITOR and (user.is_staff or user.is_superuser):
            return True
        meeting = self.filter(user=user, role__in=against).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=since))
        return meeting.filter(**({"valid_from__lte": until} if until else {})).exists()

    def held_by(self, user: User, day: date) -> Self:
        return self.in_force(day).filter(user=user).select_related("agency__unit", "user")

    def held_or_lent(self, user: User, day: date) -> Self:
        """Own posts and those of colleagues who delegated to `user` for a span that contains `day`."""
        lenders = Delegation.objects.in_force(day).filter(to_user=user)
        lent = Q(user__in=lenders.values("from_user"), user__is_active=True)
        return self.in_force(day).filter(Q(user=user) | lent).select_related("agency__unit", "user").order_by("pk")


class Post(models.Model):
    """A role held by a person in an agency from a day to a day; signing form (KT., TL., …) follows from it."""

    class Signs(models.TextChoices):
        HEAD = "head", "Cấp trưởng"
        DEPUTY = "deputy", "Cấp phó (KT.)"
        ACTING = "acting", "Quyền cấp trưởng (Q.)"
        ORDER = "order", "Thừa lệnh (TL.)"
        MANDATE = "mandate", "Thừa ủy quyền (TUQ.)"

    user = models.ForeignKey(User, models.CASCADE, related_name="posts", verbose_name="người giữ", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="posts", verbose_name="cơ quan")
    role = models.CharField("vai trò", max_length=10, choices=Role)
    title = models.CharField("chức vụ", max_length=120, help_text="Như ghi trên văn bản: Chủ tịch, Phó Chủ tịch…")
    signs_as = models.CharField(
        "chức vụ ghi khi ký", max_length=120, blank=True,
        help_text="Dòng trên chữ ký: Chủ tịch, Chánh Văn phòng… Để trống: lấy theo chức vụ, phần của cơ quan hành chính",
    )  # fmt: skip
    confirmed_for = models.CharField(
        "chức vụ khi xác nhận cách ký", max_length=120, blank=True, editable=False,
        help_text="Chức vụ lúc có người xác nhận dòng trên chữ ký và hình thức ký; đổi chức vụ thì xác nhận lại",
    )  # fmt: skip
    signs = models.CharField("quyền ký", max_length=8, choices=Signs, default=Signs.HEAD)
    valid_from = models.DateField("từ ngày", default=timezone.localdate)
    valid_to = models.DateField("đến ngày", null=True, blank=True)
    search_text = ComputedTextField(max_length=200, compute="compute_search_text")
    ended_with_body = models.BooleanField("kết thúc cùng đơn vị, chưa bàn giao", default=False, editable=False)
    was_to = models.DateField("đến ngày, trước khi đơn vị kết thúc", null=True, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "chức vụ đảm nhiệm"
        verbose_name_plural = "chức vụ đảm nhiệm"
        constraints = [
            models.UniqueConstraint(fields=["user", "agency", "role", "valid_from"], name="post_once"),
            models.CheckConstraint(condition=in_order("valid_from", "valid_to"), name="post_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.agency.name}"

    def compute_search_text(self) -> str:
        return search_text(self.title)

    def clean(self) -> None:
        """Who audits keeps nothing, and the other way round; nobody holds a post in a body that is no more."""
        super().clean()
        others, span = Post.objects.exclude(pk=self.pk), (self.valid_from, self.valid_to)
        if self.user_id and self.valid_from and others.two_people(self.user, self.role, *span):
            raise ValidationError({"role": TWO_PEOPLE_RULE})
        last = self.agency.last_day if self.agency_id and self.role != Role.ADMIN else None
        if last and self.valid_from and self.valid_from > last:
            said = f"{self.agency} hết hiệu lực ngày {vn_date(last)}, không giao chức vụ mới."
            raise ValidationError({"valid_from": said})

    @property
    def signing_title(self) -> str:
        """What stands over her signature: as a person wrote it down, else proposed from the title."""
        return self.signs_as.strip() or signing_title(self.title)


class Seat:
    """A post together with whom one acts for: None in one's own post, else the colleague who delegated.

    Of a lent post `rights` are the values of `Power` that were lent, `own` the posts the person holds herself: it is
    she who acts and signs, in her own title.
    """

    def __init__(
        self, post: Post, acting_for: User | None = None, rights: Iterable[str] = (), own: Iterable[Post] = ()
    ) -> None:
        self.post, self.acting_for, self.rights, self.own = post, acting_for, frozenset(rights), tuple(own)

    @property
    def role(self) -> str:
        return self.post.role

    @property
    def unit(self) -> Unit:
        return self.post.agency.unit

    def predecessors(self) -> Keys:
        """Keys of the units that this post's unit and those below it took over, as the right side of a condition."""
        return Keys(_composed_predecessors(connection.vendor, self.unit.path))

    @cached_property
    def inherited(self) -> set[int]:
        """The same keys as a set, read once."""
        return set(Unit.objects.filter(pk__in=self.predecessors()).order_by().values_list("pk", flat=True))

    def taken_over(self) -> set[int] | Keys:
        """The same as the right side of a condition: `inherited` where it was read, for a database plans a question over
        keys faster than one over their way; else the question itself, and no query more."""
        return self.inherited if "inherited" in self.__dict__ else self.predecessors()


def predecessors_of(path: str) -> QuerySet:
    """Keys of the units that the unit at `path` and those below it took over, as a queryset of one column.

    A unit of which the register names no successor, as it does of no district, went to whoever took over the units
    that stood below it. Each branch is read along the few successions of the unit: one condition with an "or" over them
    all would read the whole register at every question.
    """
    took = Succession.objects.filter(new__path__startswith=path, old__valid_to__isnull=False)
    above = [
        took.filter(**{f"{place}__valid_to__isnull": False, f"{place}__successors": None}).values_list(place)
        for place in ("old__parent", "old__parent__parent")
    ]
    return took.values_list("old").union(*above)


@lru_cache(maxsize=4000)
def _composed_predecessors(_engine: str, path: str) -> Text:
    """The question as text and parameters: it stands in most questions of a page, and putting it together takes longer
    than answering it."""
    return composed(predecessors_of(path))


class Power(models.TextChoices):
    """What a delegation may lend, by name; never a key: who signs uses her own certificate."""

    ENTER = "enter", "Nhập tiến độ; soạn kế hoạch, văn bản"
    SEND_UP = "send_up", "Duyệt trong đơn vị và gửi cấp trên"
    APPROVE = "approve", "Thẩm định, duyệt, trả lại của cấp dưới; trả lời gia hạn"
    DIRECT = "direct", "Giao nhiệm vụ, mở và đóng kỳ báo cáo"
    SIGN = "sign", "Ký văn bản, ban hành kế hoạch (ký KT., TL., TUQ. bằng chứng thư số của chính người ký)"
    NUMBER = "number", "Cấp số, đóng dấu, phát hành"


def every_power() -> list[str]:
    """All there is to lend; what signing means for whom is decided when it is asked for."""
    return list(Power.values)


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Questions about delegations, in the office's words."""

    def in_force(self, day: date) -> Self:
        """Those that hold on `day`: within their span, and not taken back."""
        return self.filter(valid_from__lte=day, valid_to__gte=day, ended_at=None)

    def rights_lent_to(self, user: User, day: date) -> dict[int, set[str]]:
        """{lender's key: values of Power} of what colleagues lend to `user` on `day`."""
        lent: dict[int, set[str]] = {}
        for lender, rights in self.in_force(day).filter(to_user=user).values_list("from_user", "rights"):
            lent.setdefault(lender, set()).update(rights)
        return lent


class Delegation(models.Model):
    """Ủy quyền: `to_user` acts for `from_user` from a day to a day; both names are recorded on every act.

    A row is never deleted: it proves every act that was done in somebody's stead. `ended_at` takes it back early.
    """

    from_user = models.ForeignKey(
        User, models.PROTECT, related_name="delegations_given", verbose_name="người ủy quyền"
    )
    to_user = models.ForeignKey(User, models.PROTECT, related_name="delegations", verbose_name="người được ủy quyền")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày")
    rights = models.JSONField("việc được ủy quyền", default=every_power)
    paper = models.CharField("văn bản ủy quyền", max_length=160, blank=True)
    reason = models.CharField("lý do", max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField("thôi ủy quyền lúc", null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = "ủy quyền"
        verbose_name_plural = "ủy quyền"
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gte=models.F("valid_from")), name="delegation_span"),
            models.CheckConstraint(condition=~Q(from_user=models.F("to_user")), name="delegation_to_other"),
        ]

    def __str__(self) -> str:
        return f"{self.from_user} → {self.to_user} ({self.valid_from:%d/%m/%Y}–{self.valid_to:%d/%m/%Y})"

    @property
    def rights_in_words(self) -> list[str]:
        """What was lent, in the office's words."""
        return [Power(value).label for value in Power.values if value in self.rights]
