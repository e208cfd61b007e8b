"""What citizens answered, and nothing by which it could be told who.

No table here holds a name, an address of a machine, a time of day or a number that grows: keys are random, and what comes
in waits in `Waiting` until some have come, or the day is over, and is then written anew in shuffled order, so that neither
the order of rows nor the transaction that wrote one leads back to its moment. Words lie apart from answers and have no
place; a code that was used does not know which answer came with it.
"""

import uuid

from django.conf import settings
from django.db import models

from .rounds import Place, Round

YES, NO, UNKNOWN, UNMET, SKIPPED = "y", "n", "u", "m", "-"


class Answered(models.Model):
    """Where, on which day, how, and the answers: a sign a question (YES, NO, UNKNOWN, UNMET, SKIPPED), in their order."""

    class How(models.TextChoices):
        WEB = "web", "Trên mạng"
        PAPER = "paper", "Phiếu giấy"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, models.CASCADE, related_name="+", verbose_name="nơi hỏi")
    day = models.DateField("ngày")
    how = models.CharField("cách trả lời", max_length=5, choices=How, default=How.WEB)
    batch = models.ForeignKey(
        "PaperBatch", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lô phiếu giấy"
    )
    suspect = models.BooleanField("thuộc loạt dồn bất thường", default=False)
    answers = models.CharField("trả lời", max_length=6, blank=True)

    class Meta:
        abstract = True


class Waiting(Answered):
    """What has come and not been shuffled yet: an answer, or words alone."""

    words = models.CharField("ý kiến", max_length=500, blank=True)

    class Meta:
        verbose_name = "phiếu chờ trộn"
        verbose_name_plural = "phiếu chờ trộn"


class Ballot(Answered):
    """An answer that counts."""

    class Meta:
        verbose_name = "phiếu trả lời"
        verbose_name_plural = "phiếu trả lời"


class Words(models.Model):
    """What somebody wrote, of no place and no day; `personal`: it seems to hold a name with a number, a telephone, an
    address of mail."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="+", verbose_name="đợt")
    text = models.CharField("ý kiến", max_length=500)
    personal = models.BooleanField("có thể có dữ liệu cá nhân", default=False)

    class Meta:
        verbose_name = "ý kiến thêm"
        verbose_name_plural = "ý kiến thêm"


class Code(models.Model):
    """A printed code that lets one answer in; only its digest is kept, and whether it was used."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(
        Round, models.CASCADE, related_name="+", db_index=False, verbose_name="đợt"
    )  # pulse_code_once begins with it
    digest = models.CharField("SHA-256", max_length=64)
    used = models.BooleanField("đã dùng", default=False)

    class Meta:
        verbose_name = "mã phiếu"
        verbose_name_plural = "mã phiếu"
        constraints = [models.UniqueConstraint(fields=["round", "digest"], name="pulse_code_once")]


class PaperBatch(models.Model):
    """Paper forms collected together and entered by an official."""

    place = models.ForeignKey(
        Place, models.CASCADE, related_name="+", db_index=False, verbose_name="nơi hỏi"
    )  # pulse_batch_once begins with it
    number = models.CharField("số lô", max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhập")
    day = models.DateField("ngày nhập")

    class Meta:
        verbose_name = "lô phiếu giấy"
        verbose_name_plural = "lô phiếu giấy"
        constraints = [models.UniqueConstraint(fields=["place", "number"], name="pulse_batch_once")]

    def __str__(self) -> str:
        return self.number
