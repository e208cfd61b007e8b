"""Tài khoản: who did what to which account, and the key by which its owner signs in the first time."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .administrative import Unit
from .people import User
from .trace import this_year
from .versioned import VersionedJSONField


class AccountStep(models.Model):
    """One act on an account; rows are only added. `unit` is where it was done, so that its page can list them; without
    `by` the portal itself did it."""

    class Verb(models.TextChoices):
        MADE = "made", "lập tài khoản"
        APPOINTED = "appointed", "giao chức vụ"
        ENDED = "ended", "cho thôi chức vụ"
        WITH_BODY = "with_body", "kết thúc chức vụ cùng đơn vị"
        GOES_ON = "goes_on", "khôi phục chức vụ, đơn vị còn hoạt động"
        MOVED = "moved", "chuyển chức vụ"
        HANDED = "handed", "bàn giao chức vụ"
        RENAMED = "renamed", "sửa họ tên, chức danh, liên hệ"
        KEYED = "keyed", "cấp mã đăng nhập lần đầu"
        OWN = "own", "tự đặt mật khẩu của mình"
        UNLOCKED = "unlocked", "mở khóa đăng nhập"
        STOPPED = "stopped", "ngừng tài khoản"
        RESUMED = "resumed", "cho dùng lại tài khoản"
        ASKED = "asked", "đề nghị, chờ quản trị thứ hai xác nhận"
        AGREED = "agreed", "xác nhận đề nghị của quản trị khác"
        DECLINED = "declined", "không đồng ý đề nghị"
        UNFACTORED = "unfactored", "gỡ bước xác thực thứ hai"
        ERASED = "erased", "xóa dữ liệu cá nhân"

    account = models.ForeignKey(User, models.PROTECT, related_name="account_steps", verbose_name="tài khoản")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="tại đơn vị")
    verb = models.CharField("việc", max_length=10, choices=Verb)
    said = models.CharField("nội dung", max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người làm")
    at = models.DateTimeField("lúc", auto_now_add=True)
    year = models.PositiveSmallIntegerField("năm", default=this_year, editable=False)

    class Meta:
        verbose_name = "vết tài khoản"
        verbose_name_plural = "vết tài khoản"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.account.username}: {self.get_verb_display()}"

    @property
    def who(self) -> str:
        """Who did it, as the pages of accounts say it."""
        return f"{self.by} ({self.by.username})" if self.by else "Hệ thống"

    @property
    def what(self) -> str:
        """What was done."""
        return self.get_verb_display()


class AccountAsk(models.Model):
    """An act on a leader's or clerk's account that waits for a second administrator; decided once, kept for ever."""

    class Verb(models.TextChoices):
        MAIL = "mail", "gửi thư đặt mật khẩu"
        SLIP = "slip", "in phiếu đăng nhập lần đầu"
        ADDRESS = "address", "sửa thư điện tử, điện thoại"
        FACTOR = "factor", "gỡ bước xác thực thứ hai"
        ERASE = "erase", "xóa dữ liệu cá nhân"

    account = models.ForeignKey(User, models.PROTECT, related_name="account_asks", verbose_name="tài khoản")
    verb = models.CharField("việc", max_length=8, choices=Verb)
    words = VersionedJSONField("nội dung", default=dict, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người đề nghị")
    at = models.DateTimeField("lúc", auto_now_add=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người trả lời")
    closed_at = models.DateTimeField("trả lời lúc", null=True)
    agreed = models.BooleanField("đồng ý", default=False)

    class Meta:
        verbose_name = "đề nghị trên tài khoản"
        verbose_name_plural = "đề nghị trên tài khoản"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "verb"], condition=models.Q(closed_at=None), name="one_open_ask"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account.username}: {self.get_verb_display()}"


class FirstKeyQuerySet(models.QuerySet["FirstKey"]):
    """Questions about one-time keys."""

    def open(self, now: datetime | None = None) -> Self:
        """Those that still let somebody in at `now`."""
        return self.filter(expires_at__gt=now or timezone.now(), user__is_active=True)

    def of(self, key: str) -> Self:
        """The one that `key` (text, as typed) opens."""
        return self.filter(digest=digest(key))


def digest(key: str) -> str:
    """What the database keeps of a key: nobody reads it back from there."""
    return salted_hmac("units.first_key", "".join(filter(str.isalnum, key.upper())), algorithm="sha256").hexdigest()


class FirstKey(models.Model):
    """A key that lets its owner set a password of her own, once, before a day; the newest one alone is good."""

    user = models.OneToOneField(User, models.CASCADE, related_name="first_key", verbose_name="của")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField("dùng đến")

    objects = FirstKeyQuerySet.as_manager()

    class Meta:
        verbose_name = "mã đăng nhập lần đầu"
        verbose_name_plural = "mã đăng nhập lần đầu"

    def __str__(self) -> str:
        return f"{self.user.username} đến {self.expires_at:%d/%m/%Y}"
