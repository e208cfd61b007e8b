"""Sets of criteria as data: a set with its groups, their criteria, and components under the fixed maximum of one."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from units.models import Unit
from units.models.versioned import VersionedJSONField


def usual_classes() -> list[list[Any]]:
    """Class limits a new set begins with; every set holds its own."""
    return [["Tốt", "90"], ["Khá", "80"], ["Trung bình", "65"], ["Yếu", "0"]]


class CriteriaSet(models.Model):
    """Bộ tiêu chí of one unit for the units below it; issued it is changed no more, the next version starts from it.

    `classes` [[name, least points as text]], highest first; `tie_groups` numbers of the groups that part equal totals.
    """

    class State(models.TextChoices):
        DRAFT = "set_draft", "Bộ dự thảo"
        ISSUED = "set_issued", "Đã ban hành"

    class Audience(models.TextChoices):
        COMMUNES = "communes", "Xã, phường, đặc khu"
        DEPARTMENTS = "departments", "Sở, cơ quan, đơn vị"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị ban hành", db_index=False)
    code = models.CharField("mã bộ tiêu chí", max_length=32)
    version = models.PositiveSmallIntegerField("phiên bản", default=1)
    name = models.CharField("tên bộ tiêu chí", max_length=200)
    basis = models.CharField("căn cứ ban hành", max_length=250, blank=True, help_text="Số, ngày của quyết định")
    audience = models.CharField("áp dụng cho", max_length=12, choices=Audience, default=Audience.COMMUNES)
    first_year = models.PositiveSmallIntegerField("từ năm")
    last_year = models.PositiveSmallIntegerField("đến năm", null=True, blank=True)
    scale = models.DecimalField("thang điểm", max_digits=6, decimal_places=2, default=100)
    classes = VersionedJSONField("ngưỡng xếp loại", default=usual_classes)
    tie_groups = VersionedJSONField("nhóm phân định khi bằng điểm", default=list, blank=True)
    state = models.CharField("tình trạng", max_length=10, choices=State, default=State.DRAFT)
    sample = models.BooleanField("số liệu mẫu", default=False)
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="soạn từ bộ tiêu chí"
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người soạn")
    made_at = models.DateTimeField("soạn lúc", auto_now_add=True)
    issued_at = models.DateTimeField("ban hành lúc", null=True, blank=True)

    class Meta:
        verbose_name = "bộ tiêu chí"
        verbose_name_plural = "bộ tiêu chí"
        ordering = ["-first_year", "code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "code", "version"], name="criteria_set_version"),
            models.CheckConstraint(
                condition=Q(last_year=None) | Q(last_year__gte=F("first_year")), name="criteria_set_years"
            ),
            models.CheckConstraint(condition=Q(scale__gt=0), name="criteria_set_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.name} (phiên bản {self.version})"

    def holds_in(self, year: int) -> bool:
        """Whether the set is for `year`."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


class Group(models.Model):
    """Nhóm tiêu chí with its maximum; `outside`: bonus and penalty beside the scale, between `least` and `most`."""

    set = models.ForeignKey(
        CriteriaSet, models.CASCADE, related_name="groups", verbose_name="bộ tiêu chí", db_index=False
    )
    number = models.PositiveSmallIntegerField("số nhóm")
    name = models.CharField("tên nhóm", max_length=200)
    outside = models.BooleanField("điểm cộng, trừ", default=False)
    least = models.DecimalField("điểm thấp nhất", max_digits=6, decimal_places=2, default=0)
    most = models.DecimalField("điểm tối đa", max_digits=6, decimal_places=2)

    class Meta:
        verbose_name = "nhóm tiêu chí"
        verbose_name_plural = "nhóm tiêu chí"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["set", "number"], name="criteria_group_number"),
            models.CheckConstraint(condition=Q(most__gte=F("least")), name="criteria_group_span"),
            models.CheckConstraint(condition=Q(outside=True) | Q(least=0), name="criteria_group_inside_from_nought"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class Criterion(models.Model):
    """Tiêu chí, or a component under the fixed maximum of `parent`; `steps` [[from this figure on, points]] as text."""

    class Rule(models.TextChoices):
        RATIO = "ratio", "Theo tỷ lệ"
        STEPS = "steps", "Theo mức"
        YES_NO = "yes_no", "Có, không"
        SURVEY = "survey", "Khảo sát"
        POINTS = "points", "Cho điểm"

    class Source(models.TextChoices):
        SELF = "self", "Đơn vị tự chấm"
        PORTAL = "portal", "Cổng tính"
        IMPORT = "import", "Nạp từ nguồn khác"

    class Figure(models.TextChoices):
        ON_TIME = "on_time", "Kỳ gửi báo cáo đúng hạn"
        DONE_IN_TIME = "done_in_time", "Nhiệm vụ hoàn thành đúng hạn"
        PROVEN = "proven", "Tiến độ hoàn thành có đủ tài liệu kiểm chứng"
        RARELY_RETURNED = "rarely_returned", "Tiến độ không bị trả lại quá một lần"

    group = models.ForeignKey(Group, models.CASCADE, related_name="criteria", verbose_name="nhóm", db_index=False)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="parts", verbose_name="thuộc tiêu chí"
    )
    code = models.CharField("mã tiêu chí", max_length=16)
    position = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("tên tiêu chí", max_length=400)
    rule = models.CharField("cách tính", max_length=8, choices=Rule)
    least = models.DecimalField("điểm thấp nhất", max_digits=6, decimal_places=2, default=0)
    most = models.DecimalField("điểm tối đa", max_digits=6, decimal_places=2)
    steps = VersionedJSONField("các mức", default=list, blank=True)
    source = models.CharField("nguồn", max_length=8, choices=Source, default=Source.SELF)
    figure = models.CharField("số liệu của cổng", max_length=16, choices=Figure, blank=True)
    dimension = models.PositiveSmallIntegerField("nội dung PAPI", default=0, help_text="0: mọi nội dung")
    least_answers = models.PositiveSmallIntegerField("số phiếu tối thiểu", default=0)
    wants_evidence = models.BooleanField("cần tài liệu kiểm chứng", default=False)
    may_not_apply = models.BooleanField("có thể không áp dụng", default=False)

    class Meta:
        verbose_name = "tiêu chí"
        verbose_name_plural = "tiêu chí"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["group", "code"], name="criterion_code"),
            models.CheckConstraint(condition=Q(most__gte=F("least")), name="criterion_span"),
            models.CheckConstraint(
                condition=~Q(source="portal") | ~Q(figure=""), name="criterion_of_portal_names_figure"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.name}"
