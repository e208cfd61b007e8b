"""Rules of alerts that a unit set for the units below it, and alerts it muted with a reason; each change is a row."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models import Period
from units.models import Unit


class AlertKind(models.TextChoices):
    """What is watched; in the order of the page."""

    GAP = "gap", "Thấp hơn trung vị"
    FALLING = "falling", "Giảm so với kỳ trước"
    SILENT = "silent", "Không có cập nhật"
    UNPROVED = "unproved", "Hoàn thành thiếu tài liệu"
    ODD = "odd", "Số liệu cần xem kỹ"


class AlertRule(models.Model):
    """One version of a unit's rule: the newest of its kind holds, without any the rule of the house does."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", db_index=False, verbose_name="đơn vị"
    )  # alert_rule_of_unit begins with it
    kind = models.CharField("cảnh báo", max_length=8, choices=AlertKind)
    threshold = models.PositiveSmallIntegerField("ngưỡng")
    on = models.BooleanField("bật", default=True)
    told = models.BooleanField("cũng báo trong bản tin", default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người đặt")
    at = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        verbose_name = "quy tắc cảnh báo"
        verbose_name_plural = "quy tắc cảnh báo"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["unit", "kind"], name="alert_rule_of_unit")]


class AlertMute(models.Model):
    """An alert that need not be shown for the rest of the period, and why; `ended_at` once it is to be shown again."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="của đơn vị")
    about = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="về đơn vị")
    period = models.ForeignKey(Period, models.CASCADE, related_name="+", verbose_name="kỳ")
    kind = models.CharField("cảnh báo", max_length=8, choices=AlertKind)
    reason = models.CharField("lý do", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người tắt")
    at = models.DateTimeField("lúc", auto_now_add=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người bật lại"
    )
    ended_at = models.DateTimeField("bật lại lúc", null=True, blank=True)

    class Meta:
        verbose_name = "cảnh báo đã tắt"
        verbose_name_plural = "cảnh báo đã tắt"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "about", "period", "kind"], condition=Q(ended_at=None), name="alert_muted_once"
            )
        ]


class AlertSpell(models.Model):
    """One spell of an alert, from the run that found it first to the run that found it no more: what the digest tells once.

    Written by `reports.alerts.following` alone, for units that have some rule told in the digest.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", db_index=False)  # alert_spell_once begins with it
    about = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    period = models.ForeignKey(Period, models.CASCADE, related_name="+")
    kind = models.CharField("cảnh báo", max_length=8, choices=AlertKind)
    figure = models.PositiveIntegerField("con số")
    beside = models.PositiveIntegerField("so với", null=True, blank=True)
    since = models.DateField("từ ngày")
    ended_at = models.DateTimeField("hết lúc", null=True, blank=True)

    class Meta:
        verbose_name = "đợt cảnh báo"
        verbose_name_plural = "đợt cảnh báo"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "about", "period", "kind"], condition=Q(ended_at=None), name="alert_spell_once"
            )
        ]
