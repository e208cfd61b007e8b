"""The leader's briefing on a period: asked for by a click or by an order, made by the worker, frozen once made."""

from django.conf import settings
from django.db import models

from plans.models import Period
from units.models import Unit
from units.models.versioned import VersionedJSONField


class Briefing(models.Model):
    """Two pages on one unit in one period as of the day they were made; figures and file never change after that."""

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ lập"
        RUNNING = "running", "Đang lập"
        READY = "ready", "Đã lập"
        FAILED = "failed", "Chưa lập được"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    period = models.ForeignKey(Period, models.CASCADE, related_name="+", verbose_name="kỳ")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người yêu cầu")
    ordered = models.BooleanField("lập theo lịch", default=False)
    state = models.CharField("tình trạng", max_length=8, choices=State, default=State.WAITING)
    since = models.DateTimeField("từ", auto_now_add=True)
    as_of = models.DateField("số liệu ngày", null=True, blank=True)
    figures = VersionedJSONField("số liệu", default=list, blank=True)
    pdf = models.FileField("tệp", upload_to="briefings/%Y/%m", blank=True)
    pages = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField("lập xong lúc", null=True, blank=True)
    error = models.CharField("vướng mắc", max_length=300, blank=True)

    class Meta:
        verbose_name = "bản tóm tắt cho lãnh đạo"
        verbose_name_plural = "bản tóm tắt cho lãnh đạo"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period"], condition=models.Q(ordered=True), name="briefing_ordered_once"
            )
        ]


class BriefingOrder(models.Model):
    """A unit's wish to have a briefing of every period made by itself, so many days after its due date."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    days = models.PositiveSmallIntegerField("số ngày sau hạn gửi", default=1)
    on = models.BooleanField("bật", default=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người đặt")

    class Meta:
        verbose_name = "lịch lập bản tóm tắt"
        verbose_name_plural = "lịch lập bản tóm tắt"
