"""What leaves the house: letters by channel, notices, reminders told, each person's wishes, and the days off."""

import hashlib
from datetime import datetime, time
from typing import Self

from django.db import models
from django.utils import timezone

from units.models import Role, Unit, User
from units.models.versioned import VersionedJSONField

EARLIEST, LATEST = time(7, 30), time(16, 30)  # reminders keep office hours
WISHED_CHANNEL = "email"


# Kind -> (label, explanation, may be switched off). The order is that of the settings page.
KINDS = {
    "period": ("Hạn báo cáo", "Kỳ báo cáo đến hạn, quá hạn của đơn vị bạn", False),
    "returned": ("Tiến độ bị trả lại", "Bị trả lại mà chưa sửa", False),
    "leader": ("Chờ lãnh đạo duyệt", "Tiến độ đã trình, chờ bạn duyệt và gửi", False),
    "review": ("Chờ thẩm định", "Đơn vị cấp dưới đã gửi quá 2 ngày làm việc", False),
    "paper": ("Văn bản chờ bạn", "Văn bản chờ bạn ký, cấp số, vào sổ, phân công, xử lý", False),
    "late": ("Đơn vị chậm gửi", "Đơn vị cấp dưới quá hạn nhiều ngày", False),
    "unreachable": ("Đơn vị không liên lạc được", "Không còn ai của đơn vị nhận được thư nhắc", False),
    "index": ("Chỉ số nội bộ", "Phiếu tự chấm, thẩm định, kiến nghị đến hạn", False),
    "early": ("Nhắc sớm", "Nhắc trước hạn từ 2 ngày trở lên", True),
    "task": ("Thời hạn từng nhiệm vụ", "Nhiệm vụ có thời hạn riêng sớm hơn hạn của kỳ", True),
    "alert": (
        "Cảnh báo theo quy tắc",
        "Đơn vị cấp dưới vượt ngưỡng của quy tắc mà đơn vị bạn chọn báo trong bản tin",
        True,
    ),
    "move": ("Thư báo ngay", "Khi tiến độ được trình, gửi, trả lại, duyệt (trong hệ thống luôn có thông báo)", True),
}


def earliest() -> time:
    return EARLIEST


def evening() -> time:
    return time(18)


def morning() -> time:
    return time(7)


def wished_channels() -> list[str]:
    return [WISHED_CHANNEL]


class LetterQuerySet(models.QuerySet["Letter"]):
    def due(self, now: datetime) -> Self:
        """Letters to be sent by `now`, those that have waited longest first."""
        in_time = models.Q(not_after=None) | models.Q(not_after__gte=now)
        return self.filter(in_time, state=Letter.State.PENDING, not_before__lte=now).order_by("not_before", "pk")

    def failed(self) -> Self:
        return self.filter(state=Letter.State.FAILED)


class Letter(models.Model):
    """One message to one person through one channel; written before it is sent, marked sent only when accepted.

    `key` makes it unique for ever (person, subject, day), and the Message-ID is derived from it, so that a repeat
    after a crash carries the same Message-ID and is folded by mail servers and readers. Letters of one `topic` that
    wait at the same time for the same person go out as one; the others are MERGED into it. `role` in `unit` is the post
    it is written to: when it is sent it goes to whoever holds that then, once per `matter`.
    """

    class State(models.TextChoices):
        PENDING = "pending", "Chờ gửi"
        SENDING = "sending", "Đang gửi"
        SENT = "sent", "Đã gửi"
        FAILED = "failed", "Không gửi được"
        MERGED = "merged", "Đã gộp vào thư khác"
        DROPPED = "dropped", "Thôi gửi: không còn giữ chức vụ"

    key = models.CharField(max_length=160, unique=True)
    channel = models.CharField("kênh", max_length=12, default=WISHED_CHANNEL)
    topic = models.CharField("gộp theo", max_length=24, blank=True)
    to = models.ForeignKey(User, models.CASCADE, related_name="letters", verbose_name="người nhận", db_index=False)
    address = models.EmailField("gửi tới địa chỉ", blank=True)  # the one she had when it was written; empty: today's
    role = models.CharField("vì giữ vai trò", max_length=10, choices=Role, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ở đơn vị")
    matter = models.CharField("về việc", max_length=120, blank=True, db_index=True)
    subject = models.CharField("tiêu đề", max_length=250)
    text = models.TextField("nội dung")
    html = models.TextField(blank=True)
    url = models.CharField("đường dẫn", max_length=200, blank=True)
    state = models.CharField("trạng thái", max_length=8, choices=State, default=State.PENDING)
    tries = models.PositiveSmallIntegerField("số lần gửi hỏng", default=0)
    refusals = models.PositiveSmallIntegerField("số lần bị từ chối hẳn", default=0)  # only these give a letter up
    repeats = models.PositiveSmallIntegerField("gửi lặp cùng Message-ID", default=0)
    error = models.CharField("lỗi", max_length=500, blank=True)
    claim = models.CharField(max_length=32, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="merged")
    not_before = models.DateTimeField("gửi từ", default=timezone.now)
    not_after = models.DateTimeField("gửi trước", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    cost = models.PositiveIntegerField("chi phí (đồng)", default=0, db_default=0)

    objects = LetterQuerySet.as_manager()

    channel_label: str  # as the page of all letters says it
    past_its_hour: bool

    class Meta:
        verbose_name = "thư"
        verbose_name_plural = "thư"
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["state", "not_before"], name="letter_waiting"),
            models.Index(fields=["to", "state", "topic"], name="letter_merging"),
        ]

    def __str__(self) -> str:
        return self.subject

    def message_id(self, host: str) -> str:
        """The Message-ID at `host`: a function of the key alone, the same however often the letter is sent."""
        return f"<{hashlib.sha256(self.key.encode()).hexdigest()[:40]}@{host}>"


class Notice(models.Model):
    """A line under the bell; `key` keeps one event from ringing twice."""

    key = models.CharField(max_length=160)
    to = models.ForeignKey(User, models.CASCADE, related_name="notices", verbose_name="người nhận", db_index=False)
    text = models.CharField("nội dung", max_length=300)
    url = models.CharField("đường dẫn", max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["to", "key"], name="notice_once")]
        indexes = [models.Index(fields=["to", "read_at"], name="notice_unread")]

    def __str__(self) -> str:
        return self.text


class Preference(models.Model):
    """How a person wants to be told: channels beside the bell, the hour of the digest, kinds switched off.

    Without a row the defaults hold. `calendar_key` is the secret end of the person's own calendar feed; emptied or
    renewed, the old address answers no more.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="preference", verbose_name="người dùng")
    channels = VersionedJSONField("kênh", default=wished_channels)
    hour = models.TimeField("giờ nhận thư nhắc", default=earliest)
    off = VersionedJSONField("loại thư không nhận", default=list, blank=True)
    mobile = models.CharField("số di động nhận tin nhắn", max_length=10, blank=True, db_default="")  # 0912345678
    consented_at = models.DateTimeField("đồng ý nhận tin nhắn lúc", null=True, blank=True)
    quiet_from = models.TimeField("không gửi tin nhắn từ", default=evening, db_default=time(18))
    quiet_until = models.TimeField("đến", default=morning, db_default=time(7))
    calendar_key = models.CharField(max_length=48, null=True, blank=True, unique=True)

    class Meta:
        verbose_name = "cài đặt nhắc việc"
        verbose_name_plural = "cài đặt nhắc việc"

    def __str__(self) -> str:
        return str(self.user)


class PasswordRequest(models.Model):
    """Somebody asked to set anew the password of whoever has this address; the worker answers and forgets it."""

    address = models.CharField("thư điện tử", max_length=254)
    asked_at = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        verbose_name = "đề nghị đặt lại mật khẩu"
        verbose_name_plural = "đề nghị đặt lại mật khẩu"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.asked_at:%d/%m/%Y %H:%M}"


class Rung(models.Model):
    """When the timetable last rang for a job: a beat that finds another time here than it last saw rings no second time."""

    name = models.CharField("việc", max_length=80, primary_key=True)
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "lần chạy theo lịch"
        verbose_name_plural = "lần chạy theo lịch"

    def __str__(self) -> str:
        return f"{self.name}: {self.at:%d/%m/%Y %H:%M:%S}"


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

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} – {'làm việc' if self.working else 'nghỉ'} ({self.name})"


class Reminder(models.Model):
    """A milestone (…7 days before, 3 days overdue…) of a subject that stands in a letter to a person.

    `subject` names what it is about ("p12-u345-k6": period, unit, plan); `milestone` carries the date it counts from,
    so that a deadline that was put off begins anew. Taken back with its letter when the letter has not been sent.
    `role` in `unit` is the post it was told to: its next holder knows what this one was told.
    """

    person = models.ForeignKey(
        User, models.CASCADE, related_name="reminders", verbose_name="người được nhắc", db_index=False
    )
    kind = models.CharField("loại", max_length=16, choices=[(code, row[0]) for code, row in KINDS.items()])
    subject = models.CharField("về", max_length=48)
    milestone = models.CharField("mốc", max_length=20)
    role = models.CharField("vì giữ vai trò", max_length=10, choices=Role, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ở đơn vị")
    letter = models.ForeignKey(Letter, models.CASCADE, related_name="reminders", verbose_name="thư")
    created_at = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        verbose_name = "lần nhắc"
        verbose_name_plural = "lần nhắc"
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "subject", "milestone"], name="reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject} {self.milestone}"


class Export(models.Model):
    """A table too long for a page to wait for: asked for by one person, made by a worker, hers alone, gone after some days.

    `address` is what would have answered at once; a making counts its `tries` and tells `done` of `of` at each beat.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ lập"
        RUNNING = "running", "Đang lập"
        READY = "ready", "Đã lập"
        FAILED = "failed", "Chưa lập được"

    by = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="người yêu cầu")
    title = models.CharField("bảng", max_length=120)
    address = models.CharField("địa chỉ", max_length=2000)
    state = models.CharField("tình trạng", max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField("số lần lập", default=0)
    done, of = models.PositiveIntegerField(default=0), models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField("yêu cầu lúc", auto_now_add=True)
    beat_at = models.DateTimeField("nhịp cuối", auto_now_add=True)
    made_at = models.DateTimeField("lập xong lúc", null=True, blank=True)
    expires = models.DateTimeField("giữ đến", null=True, blank=True, db_index=True)
    file = models.FileField("tệp", upload_to="exports", max_length=200, blank=True)
    name = models.CharField("tên tệp", max_length=120, blank=True)
    error = models.CharField("vướng mắc", max_length=300, blank=True)

    class Meta:
        verbose_name = "tệp xuất ở nền"
        verbose_name_plural = "tệp xuất ở nền"
        ordering = ["-pk"]

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.READY, self.State.FAILED)

    @property
    def percent(self) -> int:
        return 100 * self.done // self.of if self.of else 0
