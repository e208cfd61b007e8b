"""What a person has been reminded of: one row per person, subject and milestone, written before anything is sent."""

from django.conf import settings
from django.db import models

from units.models import Letter

# Kind -> (label, explanation, may be switched off). The order is that of the settings page.
KINDS = {
    "period": ("Hạn báo cáo", "Kỳ báo cáo đến hạn, quá hạn của đơn vị bạn", False),
    "returned": ("Tiến độ bị trả lại", "Bị trả lại mà chưa sửa", False),
    "leader": ("Chờ lãnh đạo duyệt", "Tiến độ đã trình, chờ bạn duyệt và gửi", False),
    "review": ("Chờ thẩm định", "Đơn vị cấp dưới đã gửi quá 2 ngày làm việc", False),
    "paper": ("Văn bản chờ ký", "Văn bản chờ bạn ký hoặc cấp số", False),
    "late": ("Đơn vị chậm gửi", "Đơn vị cấp dưới quá hạn nhiều ngày", False),
    "unreachable": ("Đơn vị không liên lạc được", "Không còn ai của đơn vị nhận được thư nhắc", False),
    "early": ("Nhắc sớm", "Nhắc trước hạn từ 2 ngày trở lên", True),
    "task": ("Thời hạn từng nhiệm vụ", "Nhiệm vụ có thời hạn riêng sớm hơn hạn của kỳ", True),
    "move": ("Thư báo ngay", "Khi tiến độ được trình, gửi, trả lại, duyệt (trong hệ thống luôn có thông báo)", True),
}


class Reminder(models.Model):
    """A milestone (…7 days before, 3 days overdue…) of a subject that stands in a letter to a person.

    `subject` names what it is about ("p12-u345-k6": period, unit, plan); `milestone` carries the date it counts from,
    so that a deadline that was put off begins anew. Taken back with its letter when the letter has not been sent.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders", verbose_name="người được nhắc"
    )
    kind = models.CharField("loại", max_length=16, choices=[(code, row[0]) for code, row in KINDS.items()])
    subject = models.CharField("về", max_length=48)
    milestone = models.CharField("mốc", max_length=20)
    letter = models.ForeignKey(Letter, models.CASCADE, related_name="reminders", verbose_name="thư")
    created_at = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        verbose_name = "lần nhắc"
        verbose_name_plural = "lần nhắc"
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "subject", "milestone"], name="reminder_once")
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.subject} {self.milestone}"
