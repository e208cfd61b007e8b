"""The bank of questions: one experience each, worded by us, beside the content of PAPI it tells of; other languages are
rows."""

from django.db import models

from indicators.models import Dimension
from pulse.languages import LANGUAGES


class Question(models.Model):
    """A question that is answered by yes, no, “không biết” or “chưa gặp”."""

    class Good(models.TextChoices):
        YES = "y", "Có"
        NO = "n", "Không"

    code = models.SlugField("mã", max_length=30, unique=True)
    dimension = models.ForeignKey(Dimension, models.PROTECT, related_name="+", verbose_name="nội dung")
    sub_code = models.CharField("mã nội dung thành phần", max_length=5, help_text="Ví dụ 5.4")
    text = models.CharField("câu hỏi", max_length=300)
    good = models.CharField("trả lời nào là trải nghiệm tốt", max_length=1, choices=Good, default=Good.YES)
    active = models.BooleanField("còn dùng", default=True)

    class Meta:
        verbose_name = "câu hỏi thăm dò"
        verbose_name_plural = "câu hỏi thăm dò"
        ordering = ["dimension__number", "sub_code", "code"]

    def __str__(self) -> str:
        return self.text


class QuestionText(models.Model):
    """The question in another language."""

    question = models.ForeignKey(
        Question, models.CASCADE, related_name="texts", db_index=False, verbose_name="câu hỏi"
    )  # pulse_text_once begins with it
    language = models.CharField("ngôn ngữ", max_length=8, choices=LANGUAGES)
    text = models.CharField("câu hỏi", max_length=300)

    class Meta:
        verbose_name = "câu hỏi bằng ngôn ngữ khác"
        verbose_name_plural = "câu hỏi bằng ngôn ngữ khác"
        ordering = ["question", "language"]
        constraints = [models.UniqueConstraint(fields=["question", "language"], name="pulse_text_once")]

    def __str__(self) -> str:
        return f"{self.question.code} ({self.language})"
