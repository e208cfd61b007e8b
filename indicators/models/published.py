"""What PAPI published: scores with their source, intervals and groups where given, and how a year was taken in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from units.models import Unit
from units.models.versioned import VersionedJSONField

from .structure import StructureVersion, SubDimension


class Source(models.Model):
    """Where a figure comes from; shown wherever a score is shown."""

    key = models.SlugField(unique=True)
    name = models.CharField("nguồn", max_length=250)
    url = models.URLField("địa chỉ", blank=True)
    note = models.TextField("ghi chú, giấy phép", blank=True)

    class Meta:
        verbose_name = "nguồn số liệu"
        verbose_name_plural = "nguồn số liệu"

    def __str__(self) -> str:
        return self.name


class Score(models.Model):
    """A published sub-dimension score of a province in a year; `value` is null where PAPI published none, never 0."""

    year = models.PositiveSmallIntegerField("năm")
    province = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name="tỉnh, thành phố", db_index=False
    )
    sub_dimension = models.ForeignKey(SubDimension, models.PROTECT, related_name="scores", verbose_name="nội dung")
    value = models.DecimalField("điểm", max_digits=12, decimal_places=10, null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name="nguồn")

    class Meta:
        verbose_name = "điểm PAPI"
        verbose_name_plural = "điểm PAPI"
        constraints = [models.UniqueConstraint(fields=["year", "province", "sub_dimension"], name="score_once")]
        indexes = [models.Index(fields=["province", "year"], name="score_province_year")]

    def __str__(self) -> str:
        return (
            f"{self.province.name} {self.year} {self.sub_dimension.code}: {'–' if self.value is None else self.value}"
        )


class Interval(models.Model):
    """The 95 % interval PAPI published for one figure: `code` is "" for the composite, "5" or "5.1" for a part of it.

    Only what was published: without a row nothing is claimed about how sure a figure is.
    """

    year = models.PositiveSmallIntegerField("năm")
    province = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name="tỉnh, thành phố", db_index=False
    )
    code = models.CharField("mã nội dung", max_length=5, blank=True, help_text="Để trống: điểm tổng hợp")
    value = models.DecimalField("điểm công bố", max_digits=12, decimal_places=10, null=True, blank=True)
    low = models.DecimalField("cận dưới 95%", max_digits=12, decimal_places=10)
    high = models.DecimalField("cận trên 95%", max_digits=12, decimal_places=10)
    error = models.DecimalField("sai số chuẩn", max_digits=12, decimal_places=10, null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name="nguồn")

    class Meta:
        verbose_name = "khoảng tin cậy"
        verbose_name_plural = "khoảng tin cậy"
        constraints = [
            models.UniqueConstraint(fields=["year", "code", "province"], name="interval_once"),
            models.CheckConstraint(condition=Q(low__lte=F("high")), name="interval_low_below_high"),
        ]

    def __str__(self) -> str:
        return f"{self.province.name} {self.year} {self.code or 'tổng hợp'}: {self.low} – {self.high}"


class PublishedGroup(models.Model):
    """The group PAPI put a province in, by its composite: 1 is the highest of four, 4 the lowest."""

    year = models.PositiveSmallIntegerField("năm")
    province = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name="tỉnh, thành phố", db_index=False
    )
    place = models.PositiveSmallIntegerField("nhóm", choices=[(n, f"Nhóm {n}") for n in (1, 2, 3, 4)])
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name="nguồn")

    class Meta:
        verbose_name = "nhóm do PAPI công bố"
        verbose_name_plural = "nhóm do PAPI công bố"
        constraints = [models.UniqueConstraint(fields=["year", "province"], name="group_once")]

    def __str__(self) -> str:
        return f"{self.province.name} {self.year}: nhóm {self.place}"


class Edition(models.Model):
    """One row with a word that every change of the published tables replaces by another, by triggers of the database
    (`indicators/migrations/0005_edition.py`); no word ever comes back, also not after a rollback."""

    word = models.CharField("dấu", max_length=40)

    class Meta:
        verbose_name = "lần cập nhật số liệu"
        verbose_name_plural = "lần cập nhật số liệu"

    def __str__(self) -> str:
        return self.word


class ScoreImport(models.Model):
    """One file of scores taken in: what it changed, so that it can be taken back.

    `before` and `after`: rows {table: [[…]]} as `indicators.importing.rows` writes them; `undone` once taken back.
    """

    year = models.PositiveSmallIntegerField("năm")
    filename = models.CharField("tệp", max_length=200)
    digest = models.CharField("SHA-256", max_length=64)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name="nguồn")
    structure = models.ForeignKey(
        StructureVersion, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name="phiên bản cấu trúc lập cùng",
    )  # fmt: skip
    before = VersionedJSONField("trước khi nạp", default=dict)
    after = VersionedJSONField("đã ghi", default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nạp")
    at = models.DateTimeField("lúc", auto_now_add=True)
    undone = models.DateTimeField("hoàn tác lúc", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người hoàn tác",
    )

    class Meta:
        verbose_name = "lần nạp điểm"
        verbose_name_plural = "lần nạp điểm"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.year}: {self.filename}"
