"""Trao đổi văn bản điện tử (edXML): codes of bodies and kinds of papers as dated tables, messages that went and came."""

from typing import Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from plans.models import Mark
from units.models import Agency

from .documents import Document
from .incoming import Incoming


class DatedQuerySet(models.QuerySet):
    """Rows that count from one day to another."""

    def on(self, day: object) -> Self:
        since = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.filter(since & (Q(valid_to=None) | Q(valid_to__gte=day)))


class Dated(models.Model):
    """From when to when a row of the tables counts, where it comes from, and how sure that is."""

    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến ngày", null=True, blank=True)
    mark = models.CharField("mức kiểm chứng", max_length=1, choices=Mark, default=Mark.MEMORY)
    source = models.CharField("nguồn", max_length=300, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True


class AgencyCode(Dated):
    """Mã định danh điện tử of a body, ours (`agency`) or another's: at most 35 characters, levels parted by dots."""

    code = models.CharField(
        "mã định danh", max_length=35,
        validators=[RegexValidator(r"^[A-Za-z0-9]+(\.[A-Za-z0-9]+)*$", "Mã gồm chữ, số, các cấp cách nhau bằng dấu chấm.")],
    )  # fmt: skip
    name = models.CharField("tên cơ quan", max_length=300)
    above = models.CharField("cơ quan chủ quản", max_length=300, blank=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cơ quan trên hệ thống"
    )

    class Meta:
        verbose_name = "mã định danh điện tử"
        verbose_name_plural = "mã định danh điện tử"
        ordering = ["code", "pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class PaperType(Dated):
    """Số của loại văn bản in the exchange: sources disagree, so nothing is written where nobody has entered it."""

    kind = models.CharField("loại", max_length=10, choices=Document.Kind)
    number = models.PositiveSmallIntegerField("Type")
    detail = models.PositiveSmallIntegerField("TypeDetail", default=0)

    class Meta:
        verbose_name = "số loại văn bản trao đổi"
        verbose_name_plural = "số loại văn bản trao đổi"
        ordering = ["kind", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.number}.{self.detail}"


class Message(models.Model):
    """One edXML file that was made of an issued paper, or taken in; the same bytes are kept once each way."""

    class Way(models.TextChoices):
        OUT = "out", "gửi đi"
        IN = "in", "nhận về"

    class Business(models.IntegerChoices):
        NEW = 0, "Mới"
        RECALL = 1, "Thu hồi"
        UPDATE = 2, "Cập nhật"
        REPLACE = 3, "Thay thế"

    way = models.CharField("chiều", max_length=3, choices=Way)
    edoc_id = models.CharField("mã văn bản", max_length=160)
    business = models.PositiveSmallIntegerField("nghiệp vụ", choices=Business, default=Business.NEW)
    sender = models.CharField("mã nơi gửi", max_length=35, blank=True)
    receivers = models.TextField("mã nơi nhận", blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="messages", verbose_name="văn bản đi"
    )
    incoming = models.ForeignKey(
        Incoming, models.PROTECT, null=True, blank=True, related_name="messages", verbose_name="văn bản đến"
    )
    file = models.FileField("tệp", upload_to="edxml/%Y/%m")
    sha256 = models.CharField(max_length=64)
    signature = models.CharField("chữ ký", max_length=10, default="none")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người làm")
    at = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        verbose_name = "tệp trao đổi edXML"
        verbose_name_plural = "tệp trao đổi edXML"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["way", "edoc_id"], name="message_of_paper")]
        constraints = [
            models.UniqueConstraint(
                fields=["incoming", "edoc_id", "business", "sha256"], condition=Q(way="in"), name="message_taken_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.edoc_id} ({self.get_business_display()})"


class ExchangeStatus(models.Model):
    """A status another body told of a paper we sent; which is newest says its own moment, not the order they came in."""

    class Code(models.TextChoices):
        ARRIVED = "01", "đã đến"
        REFUSED = "02", "từ chối nhận"
        RECEIVED = "03", "đã tiếp nhận, vào sổ"
        ASSIGNED = "04", "chờ phân công"
        HANDLING = "05", "đang xử lý"
        DONE = "06", "đã xử lý"
        RECALLED = "13", "bên gửi lấy lại"
        AGREED = "15", "đồng ý thu hồi, cập nhật"
        DECLINED = "16", "từ chối thu hồi, cập nhật"

    message = models.ForeignKey(
        Message, models.CASCADE, related_name="statuses", verbose_name="tệp đã gửi", db_index=False
    )
    code = models.CharField("trạng thái", max_length=2, choices=Code)
    sender = models.CharField("mã nơi báo", max_length=35)
    name = models.CharField("nơi báo", max_length=300, blank=True)
    description = models.CharField("ghi chú", max_length=300, blank=True)
    said_at = models.DateTimeField("báo lúc")
    at = models.DateTimeField("nhận lúc", auto_now_add=True)

    class Meta:
        verbose_name = "trạng thái trao đổi"
        verbose_name_plural = "trạng thái trao đổi"
        ordering = ["-said_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["message", "sender", "code", "said_at"], name="exchange_status_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.get_code_display()}"
