"""Vết thay đổi cài đặt của đơn vị: who switched what, when, from what to what."""

from django.db import models

from .administrative import Unit
from .people import User


class SettingStep(models.Model):
    """One change of a unit's setting; rows are only added."""

    class Setting(models.TextChoices):
        ONE_HAND = "one_hand", "một người nhập và gửi"
        SIGNING = "signing", "chức vụ, họ tên khi ký"
        KEEPS_NOUN = "keeps_noun", "cách viết tên đơn vị"
        ENTERS_OWN = "enters_own", "chỉ nhập nhiệm vụ mình phụ trách"
        COLLECTS = "collects", "đầu mối tổng hợp của đơn vị"
        NUMBERS = "numbers", "số văn bản do hệ thống của cơ quan cấp"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="setting_steps", verbose_name="đơn vị")
    setting = models.CharField("cài đặt", max_length=24, choices=Setting)
    old = models.BooleanField("trước")
    new = models.BooleanField("sau")
    reason = models.CharField("lý do", max_length=300)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người đổi")
    at = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        verbose_name = "vết thay đổi cài đặt"
        verbose_name_plural = "vết thay đổi cài đặt"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.unit}: {self.setting}"

    @property
    def who(self) -> str:
        """Who switched it, as its page says it."""
        return str(self.by)

    @property
    def what(self) -> str:
        """What was switched; of a setting that is on or off also which way."""
        way = ": tắt → bật" if self.new else ": bật → tắt"
        return f"{self.get_setting_display()}{way if self.setting == self.Setting.ONE_HAND else ''}"

    @property
    def said(self) -> str:
        """Why, and of what has words what they are now."""
        return self.reason
