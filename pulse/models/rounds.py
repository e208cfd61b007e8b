"""A round: whose, when, which questions, at which places; and what was done about what was heard."""

import secrets
from datetime import date, timedelta

from django.conf import settings
from django.db import models

from plans.models import Task
from units.models import Unit

from .questions import Question

MOST_QUESTIONS = 6  # one screen


def new_key() -> str:
    """For an address that cannot be guessed."""
    return secrets.token_urlsafe(9)


class Round(models.Model):
    """The same questions at some places between two days."""

    class State(models.TextChoices):
        DRAFT = "draft", "Đang soạn"
        OPEN = "open", "Đang hỏi"
        CLOSED = "closed", "Đã khóa"
        PUBLISHED = "published", "Đã công bố"

    class Strength(models.TextChoices):
        OPEN = "open", "Ai có mã QR cũng trả lời được"
        CODES = "codes", "Mỗi phiếu in một mã dùng một lần"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    title = models.CharField("tên đợt", max_length=160)
    opens = models.DateField("từ ngày")
    closes = models.DateField("đến hết ngày")
    paper_days = models.PositiveSmallIntegerField("số ngày nhập phiếu giấy sau ngày cuối", default=0, db_default=0)
    strength = models.CharField("ai trả lời được", max_length=5, choices=Strength, default=Strength.OPEN)
    asks_words = models.BooleanField("có ô ý kiến thêm", default=False)
    state = models.CharField("tình trạng", max_length=9, choices=State, default=State.DRAFT)
    key = models.CharField("mã trang kết quả", max_length=16, unique=True, default=new_key, editable=False)
    questions = models.ManyToManyField(Question, through="RoundQuestion", related_name="+", verbose_name="câu hỏi")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập")
    at = models.DateTimeField("lập lúc", auto_now_add=True)
    sample = models.BooleanField("dữ liệu mẫu", default=False)

    class Meta:
        verbose_name = "đợt thăm dò"
        verbose_name_plural = "đợt thăm dò"
        ordering = ["-opens", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(opens__lte=models.F("closes")), name="pulse_opens_first")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def locks_after(self) -> date:
        """The last day on which paper forms are entered; after it the round is locked by itself."""
        return self.closes + timedelta(days=self.paper_days)


class RoundQuestion(models.Model):
    """A question of a round and its place in it: the sign at that place of an answer is the answer to it."""

    round = models.ForeignKey(
        Round, models.CASCADE, related_name="asked", db_index=False, verbose_name="đợt"
    )  # pulse_position_once begins with it
    question = models.ForeignKey(Question, models.PROTECT, related_name="+", verbose_name="câu hỏi")
    position = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "câu hỏi của đợt"
        verbose_name_plural = "câu hỏi của đợt"
        ordering = ["round", "position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "position"], name="pulse_position_once"),
            models.UniqueConstraint(fields=["question", "round"], name="pulse_question_once"),
        ]


class Place(models.Model):
    """Where a QR code hangs: a desk, a village; nothing finer is ever known of an answer."""

    round = models.ForeignKey(
        Round, models.CASCADE, related_name="places", db_index=False, verbose_name="đợt"
    )  # pulse_place_once begins with it
    name = models.CharField("nơi hỏi", max_length=120)
    key = models.CharField("mã địa chỉ", max_length=16, unique=True, default=new_key, editable=False)

    class Meta:
        verbose_name = "nơi hỏi"
        verbose_name_plural = "nơi hỏi"
        ordering = ["round", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "name"], name="pulse_place_once")]

    def __str__(self) -> str:
        return self.name


class Reply(models.Model):
    """“Chúng tôi đã nghe, đã làm”: what citizens are told on the public page."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="replies", verbose_name="đợt")
    question = models.ForeignKey(
        Question, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="về câu hỏi"
    )
    text = models.TextField("đã làm gì", max_length=1000)
    task = models.ForeignKey(
        Task, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="nhiệm vụ trong kế hoạch"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        verbose_name = "trả lời người dân"
        verbose_name_plural = "trả lời người dân"
        ordering = ["pk"]
