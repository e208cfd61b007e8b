"""Gửi bằng cách khác, nhập sau: a report of a unit that went on paper or by another system while this one was down."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from units.models import Unit

from .period import Period


class OtherWay(models.Model):
    """What a unit says it sent another way, and what the office that received it answers; only said once at a time."""

    class Way(models.TextChoices):
        PAPER = "giay", "bản giấy"
        MAIL = "thu", "thư điện tử công vụ"
        AXIS = "truc", "hệ thống quản lý văn bản, trục liên thông"
        OTHER = "khac", "cách khác"

    class State(models.TextChoices):
        TOLD = "told", "Chờ xác nhận"
        CONFIRMED = "confirmed", "Đã xác nhận"
        REFUSED = "refused", "Không xác nhận"
        WITHDRAWN = "withdrawn", "Đã rút"

    period = models.ForeignKey(Period, models.CASCADE, related_name="+", verbose_name="kỳ")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    way = models.CharField("gửi bằng", max_length=4, choices=Way)
    sent_on = models.DateField("ngày gửi")
    number = models.CharField("số, ký hiệu văn bản", max_length=60, blank=True)
    reason = models.CharField("vì sao không gửi trên hệ thống", max_length=300)
    state = models.CharField("tình trạng", max_length=9, choices=State, default=State.TOLD)
    enter_by = models.DateField("nhập vào hệ thống đến hết ngày", null=True, blank=True)
    answer = models.CharField("trả lời", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        verbose_name = "báo cáo gửi bằng cách khác"
        verbose_name_plural = "báo cáo gửi bằng cách khác"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "unit"], condition=Q(state__in=["told", "confirmed"]), name="other_way_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} – {self.period}"

    @property
    def badge(self) -> str:
        """Its code in the vocabulary of statuses."""
        return f"other_way_{self.state}"
