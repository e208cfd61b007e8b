"""Administrative units as dated data: what they were called, under whom, from when to when, and who succeeded them."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from units.namesakes import bare, proposes_noun
from units.search import matching, search_text
from units.text import sort_key

from .computed import ComputedTextField
from .path import PathField

REFORM = date(2025, 7, 1)  # districts abolished: Nghị quyết 202/2025/QH15, 203/2025/QH15


def in_order(first: str, last: str) -> Q:
    """The condition that a span of days, whose ends may be open, does not end before it begins."""
    return Q(**{f"{first}__isnull": True}) | Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": models.F(first)})


class UnitQuerySet(models.QuerySet["Unit"]):
    def administrative(self) -> Self:
        """Only the State's units: no departments that report like a unit, no sample units of the demo."""
        return self.exclude(kind__in=[Unit.Kind.NATION, Unit.Kind.DEPARTMENT]).filter(sample=False)

    def search(self, text: str) -> Self:
        """Units whose name, superiors or code hold every word of `text`, marks or no marks.

        Closest first; of equally close ones those in force before those that were, the higher before the lower.
        """
        return matching(self, text, then=[models.F("valid_to").desc(nulls_first=True), "depth"])

    def on(self, day: date) -> Self:
        """Units in force on `day` (date)."""
        return self.filter(Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day))

    def under(self, unit: "Unit") -> Self:
        """`unit` and everything below it."""
        return self.filter(path__startswith=unit.path)

    def below(self, unit: "Unit") -> Self:
        """Everything strictly below `unit`."""
        return self.under(unit).exclude(pk=unit.pk)

    def above(self, unit: "Unit") -> Self:
        """The line of superiors of `unit`, highest first, `unit` not included."""
        return self.filter(path__in=unit.superior_paths()).order_by("depth")


class Unit(models.Model):
    """A unit of the tree; key is (code, valid_from), since codes 01 and 33 outlive their area.

    `path` is the materialised line of keys from the root, each closed by "/", so that "this unit and below" is one
    prefix question in any query. Depth is data: no code names a level where "the unit above" is meant.
    """

    class Kind(models.TextChoices):
        NATION = "nation", "cả nước"
        PROVINCE = "tinh", "tỉnh"
        CITY = "thanh-pho", "thành phố"
        URBAN_DISTRICT = "quan", "quận"
        DISTRICT = "huyen", "huyện"
        TOWN = "thi-xa", "thị xã"
        COMMUNE = "xa", "xã"
        WARD = "phuong", "phường"
        TOWNSHIP = "thi-tran", "thị trấn"
        SPECIAL_ZONE = "dac-khu", "đặc khu"
        DEPARTMENT = "co-quan", "cơ quan, đơn vị"

    code = models.CharField("mã", max_length=16)
    name = models.CharField("tên", max_length=160, help_text="Tên đầy đủ, ví dụ “Xã Tiền Phong”")
    kind = models.CharField("loại", max_length=12, choices=Kind)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="đơn vị cấp trên",
        db_index=False,
    )
    path = PathField("đường dẫn", max_length=120, unique=True)
    depth = models.PositiveSmallIntegerField("bậc", default=0)
    valid_from = models.DateField("hiệu lực từ")
    valid_to = models.DateField("hiệu lực đến", null=True, blank=True)
    legal_note = models.TextField("căn cứ pháp lý", blank=True)
    full_name = models.CharField("tên đầy đủ kèm cấp trên", max_length=320)
    search_text = ComputedTextField(max_length=500, compute="compute_search_text")
    sort_key = ComputedTextField(max_length=400, db_index=True, compute="compute_sort_key")
    sample = models.BooleanField("đơn vị mẫu", default=False)
    one_hand = models.BooleanField(
        "một người nhập và gửi", default=False, help_text="Cho phép lãnh đạo gửi thẳng bản nháp, không qua bước trình"
    )
    keeps_noun = models.BooleanField(
        "giữ danh từ chung trong tên", null=True, blank=True,
        help_text="Tên người, sự kiện, chữ số: “Phường Trần Hưng Đạo”, “Quận 1”. Chưa chọn: theo đề xuất của hệ thống",
    )  # fmt: skip

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="unit_code_from"),
            models.CheckConstraint(condition=in_order("valid_from", "valid_to"), name="unit_dates_in_order"),
        ]
        indexes = [models.Index(fields=["parent", "sort_key"], name="unit_children")]

    def __str__(self) -> str:
        """As every choice shows it: full path and era, for nine communes are called Tiền Phong."""
        return self.choice_label

    def place(self) -> None:
        """Set path, depth and full name from code, name and `parent`, which must itself be in place."""
        above = self.parent
        self.path = f"{above.path if above else ''}{self.code}-{self.valid_from.year}/"
        self.depth = above.depth + 1 if above else 0
        self.full_name = f"{self.name}, {above.full_name}" if above else self.name

    def compute_search_text(self) -> str:
        return search_text(self.name, self.full_name.removeprefix(self.name), self.code)

    def compute_sort_key(self) -> str:
        """By own name; units of one name by the names above them, nearest first."""
        superiors = self.full_name.removeprefix(self.name).lstrip(", ")
        return sort_key(self.name) + (f"00{sort_key(superiors)}" if superiors else "")

    def lives_on(self, day: date) -> bool:
        """In force on `day`: from its first to its last day, both included."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def superior_paths(self) -> list[str]:
        """Paths of the units above, highest first: `a/b/c/` gives [`a/`, `a/b/`]."""
        keys = self.path.rstrip("/").split("/")
        return ["/".join(keys[:n]) + "/" for n in range(1, len(keys))]

    @property
    def choice_label(self) -> str:
        """The full path as a choice shows it, with the era of a unit that is no more: 01 and 33 exist in both."""
        return f"{self.full_name} (trước {_next_day(self.valid_to)})" if self.valid_to else self.full_name

    @property
    def noun_kept(self) -> bool:
        """Whether the common noun belongs to the name: as a person said, else as our list proposes."""
        return proposes_noun(self.name) if self.keeps_noun is None else self.keeps_noun

    @property
    def short_name(self) -> str:
        """The name as in running text: "xã Tiền Phong"; Sở, ban, ngành keep their capital, and so do "Quận 1" and
        "Phường Trần Hưng Đạo" (Decree 30/2020/NĐ-CP, annex II)."""
        keeps = self.kind == self.Kind.DEPARTMENT or self.noun_kept
        return self.name if keeps else self.name[:1].lower() + self.name[1:]

    @property
    def place_name(self) -> str:
        """Địa danh: "Tiền Phong", "Phường Trần Hưng Đạo" (annex I, II.4.a)."""
        return self.name if self.noun_kept else bare(self.name)


def _next_day(day):
    return f"{day + timedelta(days=1):%d/%m/%Y}"


class Succession(models.Model):
    """One link old unit -> new unit of a reorganisation; N:M, `whole` or `part` of the old area."""

    class Share(models.TextChoices):
        WHOLE = "whole", "toàn bộ"
        PART = "part", "một phần"

    old = models.ForeignKey(Unit, models.PROTECT, related_name="successors", verbose_name="đơn vị cũ", db_index=False)
    new = models.ForeignKey(Unit, models.PROTECT, related_name="predecessors", verbose_name="đơn vị mới")
    share = models.CharField("phần", max_length=5, choices=Share)

    class Meta:
        verbose_name = "kế thừa đơn vị"
        verbose_name_plural = "kế thừa đơn vị"
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="succession_once")]

    def __str__(self) -> str:
        return f"{self.old.name} → {self.new.name} ({self.get_share_display()})"
