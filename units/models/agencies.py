"""Agencies: the bodies of a unit that issue papers, sit above one another and are asked."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from units.sealing import proposes_seal
from units.search import matching, search_text

from .administrative import Unit, in_order
from .computed import ComputedTextField


class AgencyQuerySet(models.QuerySet["Agency"]):
    def search(self, text: str) -> Self:
        """Agencies whose name, other names or unit hold every word of `text`, marks or no marks; closest first."""
        return matching(self, text)

    def in_office_order(self) -> Self:
        """By unit as sorted in Vietnamese, the body that heads it first."""
        return self.order_by("unit__sort_key", "-heads_unit", "name", "pk")


class Agency(models.Model):
    """A body (cơ quan, đơn vị) of a unit; Party and Front bodies are requested ("đề nghị"), never ordered."""

    class Kind(models.TextChoices):
        STATE = "state", "Nhà nước"
        PARTY = "party", "Đảng"
        FRONT = "front", "Mặt trận Tổ quốc"
        MASS = "mass", "đoàn thể"

    class Seal(models.TextChoices):
        OWN = "own", "Có con dấu riêng: ban hành nhân danh mình"
        NONE = "none", "Không có con dấu: ký thừa lệnh (TL.) cơ quan cấp trên"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="agencies", verbose_name="đơn vị", db_index=False)
    name = models.CharField("tên", max_length=200)
    short_name = models.CharField("tên viết tắt", max_length=60, blank=True)
    aliases = models.TextField("tên khác", blank=True, help_text="Mỗi dòng một tên cũ hoặc cách gọi khác")
    kind = models.CharField("khối", max_length=5, choices=Kind, default=Kind.STATE)
    heads_unit = models.BooleanField("là UBND (cơ quan ban hành) của đơn vị", default=False)
    reviews = models.BooleanField(
        "thẩm định báo cáo cấp dưới", default=False, help_text="Phòng Nội vụ huyện, Sở Nội vụ tỉnh, Phòng VH–XH xã…"
    )
    collects = models.BooleanField(
        "đầu mối tổng hợp của đơn vị", default=False,
        help_text="Các bộ phận gửi qua đây: Văn phòng HĐND và UBND, Phòng Văn hóa – Xã hội…",
    )  # fmt: skip
    enters_own = models.BooleanField(
        "chỉ nhập nhiệm vụ mình phụ trách", default=False,
        help_text="Bật: người của cơ quan nhập nhiệm vụ được phân công, còn lại chỉ xem",
    )  # fmt: skip
    symbol = models.CharField("ký hiệu văn bản", max_length=24, blank=True, help_text="UBND, SVHTT, SNV…")
    letterhead = models.TextField("tên trên văn bản", blank=True, help_text="Mỗi dòng một dòng; cơ quan ban hành")
    superior_line = models.CharField("cơ quan chủ quản trên văn bản", max_length=160, blank=True)
    place = models.CharField("địa danh", max_length=60, blank=True)
    seal = models.CharField(
        "con dấu",
        max_length=4,
        choices=Seal,
        blank=True,
        help_text="Để trống: theo đề xuất của hệ thống từ tên cơ quan",
    )
    numbers_elsewhere = models.BooleanField(
        "số văn bản do hệ thống của cơ quan cấp", default=False,
        help_text="Bật: cổng không tự cấp số; văn thư ghi số, ngày đã lấy ở hệ thống quản lý văn bản của cơ quan",
    )  # fmt: skip
    search_text = ComputedTextField(max_length=1000, compute="compute_search_text")
    valid_from = models.DateField("hiệu lực từ", null=True, blank=True)
    valid_to = models.DateField("hiệu lực đến", null=True, blank=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = "cơ quan"
        verbose_name_plural = "cơ quan"
        ordering = ["-heads_unit", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="agency_name_in_unit"),
            models.UniqueConstraint(fields=["unit"], condition=Q(heads_unit=True), name="agency_heads_unit_once"),
            models.UniqueConstraint(fields=["unit"], condition=Q(collects=True), name="agency_collects_once"),
            models.CheckConstraint(condition=~Q(collects=True, enters_own=True), name="agency_collects_all"),
            models.CheckConstraint(condition=in_order("valid_from", "valid_to"), name="agency_dates_in_order"),
        ]

    def __str__(self) -> str:
        return self.name

    def compute_search_text(self) -> str:
        return search_text(self.name, f"{self.short_name} {self.unit.full_name} {self.aliases}", self.symbol.lower())

    @property
    def has_seal(self) -> bool:
        """Issues papers in its own name: as an administrator said, else what heads a unit, or as its name proposes."""
        if self.seal:
            return self.seal == self.Seal.OWN
        return self.heads_unit or proposes_seal(self.name)

    @property
    def is_requested(self) -> bool:
        """Party, Front and mass organisations are asked ("Đề nghị …"), not ordered."""
        return self.kind != self.Kind.STATE

    @property
    def last_day(self) -> date | None:
        """Its own last day or its unit's, whichever comes first; None while neither is known."""
        return min(filter(None, (self.valid_to, self.unit.valid_to)), default=None)

    def lives_on(self, day: date) -> bool:
        """Whether it and its unit are in force on `day`."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to) and self.unit.lives_on(day)
