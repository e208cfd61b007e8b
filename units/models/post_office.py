"""What leaves the house: letters by channel, notices under the bell, and the working-day calendar's exceptions."""

from django.db import models
from django.utils import timezone

from .people import User


class Letter(models.Model):
    """One message to one person through one channel; written before it is sent, marked sent only when accepted.

    `key` makes it unique for ever (person, subject, day), and the Message-ID is derived from it, so that a repeat
    after a crash carries the same Message-ID and is folded by mail servers and readers.
    """

    class State(models.TextChoices):
        PENDING = "pending", "Chờ gửi"
        SENDING = "sending", "Đang gửi"
        SENT = "sent", "Đã gửi"
        FAILED = "failed", "Không gửi được"
        DROPPED = "dropped", "Không cần gửi nữa"

    key = models.CharField(max_length=160, unique=True)
    channel = models.CharField("kênh", max_length=12, default="email")
    to = models.ForeignKey(User, models.CASCADE, related_name="letters", verbose_name="người nhận")
    subject = models.CharField("tiêu đề", max_length=250)
    text = models.TextField("nội dung")
    html = models.TextField(blank=True)
    state = models.CharField("trạng thái", max_length=8, choices=State, default=State.PENDING)
    tries = models.PositiveSmallIntegerField("số lần gửi", default=0)
    repeats = models.PositiveSmallIntegerField("gửi lặp cùng Message-ID", default=0)
    error = models.CharField("lỗi", max_length=500, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    not_before = models.DateTimeField("gửi từ", default=timezone.now)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)

    class Meta:
        verbose_name = "thư"
        verbose_name_plural = "thư"
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "not_before"], name="letter_waiting")]

    def __str__(self):
        return self.subject


class Notice(models.Model):
    """A line under the bell; `key` keeps one event from ringing twice."""

    key = models.CharField(max_length=160)
    to = models.ForeignKey(User, models.CASCADE, related_name="notices", verbose_name="người nhận")
    text = models.CharField("nội dung", max_length=300)
    url = models.CharField("đường dẫn", max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["to", "key"], name="notice_once")]
        indexes = [models.Index(fields=["to", "read_at"], name="notice_unread")]

    def __str__(self):
        return self.text


class DayOverride(models.Model):
    """A day that differs from the holiday library: a swapped working Saturday, an extra day off."""

    day = models.DateField("ngày", unique=True)
    working = models.BooleanField("là ngày làm việc")
    name = models.CharField("lý do", max_length=160)
    source = models.CharField("căn cứ", max_length=200, blank=True)

    class Meta:
        verbose_name = "ngày nghỉ, làm bù"
        verbose_name_plural = "ngày nghỉ, làm bù"
        ordering = ["day"]

    def __str__(self):
        return f"{self.day:%d/%m/%Y} – {'làm việc' if self.working else 'nghỉ'} ({self.name})"
