"""What PAPI measures: dimensions, sub-dimensions by structure version, and the years in which a measure changed."""

from django.db import models


class Dimension(models.Model):
    """Chỉ số nội dung: one of the eight (six before 2018)."""

    number = models.PositiveSmallIntegerField("số", unique=True)
    name = models.CharField("tên chính thức", max_length=160)
    short_name = models.CharField("tên ngắn", max_length=40)
    name_en = models.CharField("tên tiếng Anh", max_length=160)
    year_from = models.PositiveSmallIntegerField("có từ năm")

    class Meta:
        verbose_name = "chỉ số nội dung"
        verbose_name_plural = "chỉ số nội dung"
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class DimensionAlias(models.Model):
    """Another name a plan may use for a dimension; matched on import."""

    dimension = models.ForeignKey(
        Dimension, models.CASCADE, related_name="aliases", verbose_name="chỉ số nội dung", db_index=False
    )
    name = models.CharField("cách gọi khác", max_length=200)
    note = models.CharField("nơi gặp", max_length=200, blank=True)

    class Meta:
        verbose_name = "cách gọi khác"
        verbose_name_plural = "cách gọi khác"
        constraints = [models.UniqueConstraint(fields=["dimension", "name"], name="alias_once")]

    def __str__(self) -> str:
        return self.name


class StructureVersion(models.Model):
    """A span of years in which sub-dimension codes keep their meaning: 2011–15, 2016–17, 2018, 2019–20, 2021+."""

    year_from = models.PositiveSmallIntegerField("từ năm", unique=True)
    year_to = models.PositiveSmallIntegerField("đến năm", null=True, blank=True)

    class Meta:
        verbose_name = "phiên bản cấu trúc"
        verbose_name_plural = "phiên bản cấu trúc"
        ordering = ["year_from"]

    def __str__(self) -> str:
        return f"{self.year_from}–{self.year_to or 'nay'}"

    @classmethod
    def of_year(cls, year: int) -> "StructureVersion | None":
        """The version in force in `year`; None before 2011."""
        return cls.objects.filter(year_from__lte=year).order_by("-year_from").first()

    @classmethod
    def of_years(cls, *years: int) -> "list[StructureVersion | None]":
        """`of_year` of several years, in one query."""
        versions = list(cls.objects.order_by("-year_from"))
        return [next((one for one in versions if one.year_from <= year), None) for year in years]


class SubDimension(models.Model):
    """Nội dung thành phần of one structure version, with its range of points."""

    version = models.ForeignKey(
        StructureVersion, models.CASCADE, related_name="sub_dimensions", verbose_name="phiên bản", db_index=False
    )
    dimension = models.ForeignKey(Dimension, models.PROTECT, related_name="sub_dimensions", verbose_name="nội dung")
    code = models.CharField("mã", max_length=5)
    name = models.CharField("tên", max_length=200, blank=True)
    name_en = models.CharField("tên tiếng Anh", max_length=200)
    name_verified = models.BooleanField(
        "tên đã đối chiếu", default=False, help_text="Đã thấy trong bảng số liệu, báo cáo hoặc bài báo dẫn lại PAPI"
    )
    range_min = models.DecimalField("điểm thấp nhất", max_digits=5, decimal_places=2)
    range_max = models.DecimalField("điểm cao nhất", max_digits=5, decimal_places=2)
    range_note = models.CharField("căn cứ khung điểm", max_length=200, blank=True)

    class Meta:
        verbose_name = "nội dung thành phần"
        verbose_name_plural = "nội dung thành phần"
        ordering = ["version_id", "code"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="sub_in_version")]

    def __str__(self) -> str:
        return f"{self.code} {self.name or self.name_en}"


class Break(models.Model):
    """A year in which a sub-dimension's figures stop being comparable with the year before.

    Inferred from jumps of the national means, except where PAPI itself warns (2018); editable, since PAPI goes on
    changing. Charts draw no line across a break, and pages warn.
    """

    year = models.PositiveSmallIntegerField("từ năm")
    code = models.CharField("mã nội dung thành phần", max_length=5)
    reason = models.CharField("lý do", max_length=200)

    class Meta:
        verbose_name = "mốc không so sánh được"
        verbose_name_plural = "mốc không so sánh được"
        ordering = ["year", "code"]
        constraints = [models.UniqueConstraint(fields=["year", "code"], name="break_once")]

    def __str__(self) -> str:
        return f"{self.code} từ {self.year}: {self.reason}"
