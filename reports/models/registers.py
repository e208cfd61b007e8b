"""Books of outgoing papers and their rows: one number, one row."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from units.models import Agency

from .documents import Document


class Book(models.Model):
    """Sổ văn bản đi: one register per issuing agency, kind of document and year."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="cơ quan", db_index=False)
    kind = models.CharField("loại văn bản", max_length=10)
    year = models.PositiveSmallIntegerField("năm")
    last = models.PositiveIntegerField("số cuối", default=0)
    opening = models.PositiveIntegerField("số cuối của sổ trước khi mở trên hệ thống", default=0)
    opening_note = models.CharField("căn cứ mở sổ", max_length=300, blank=True)

    class Meta:
        verbose_name = "sổ văn bản đi"
        verbose_name_plural = "sổ văn bản đi"
        constraints = [models.UniqueConstraint(fields=["agency", "kind", "year"], name="book_once")]

    def __str__(self) -> str:
        return f"Sổ văn bản đi năm {self.year} – {self.agency}"

    @classmethod
    def take(cls, agency: Agency, kind: str, year: int) -> "tuple[Book, int]":
        """(book, next number); call inside the verb's transaction: its rollback gives the number back."""
        cls.objects.get_or_create(agency=agency, kind=kind, year=year)
        cls.objects.filter(agency=agency, kind=kind, year=year).update(last=F("last") + 1)
        book = cls.objects.get(agency=agency, kind=kind, year=year)
        return book, book.last


class RegisterEntry(models.Model):
    """One number of a book: held, issued, or cancelled with its reason; no gap without one.

    `kept_day`: the number belongs to that day, whatever day its paper is signed on.
    """

    class State(models.TextChoices):
        HELD = "held", "Giữ số"
        ISSUED = "issued", "Đã phát hành"
        CANCELLED = "cancelled", "Đã hủy số"

    book = models.ForeignKey(Book, models.PROTECT, related_name="entries", verbose_name="sổ", db_index=False)
    number = models.PositiveIntegerField("số")
    symbol = models.CharField("ký hiệu", max_length=60)
    date = models.DateField("ngày", null=True, blank=True)
    title = models.CharField("trích yếu", max_length=500)
    kept_day = models.BooleanField("giữ nguyên ngày", default=False)
    recipients = models.TextField("nơi nhận", blank=True)
    archive = models.CharField("đơn vị, người nhận bản lưu", max_length=80, blank=True)
    signer = models.CharField("người ký", max_length=160, blank=True)
    state = models.CharField("tình trạng", max_length=9, choices=State, default=State.HELD)
    reason = models.CharField("lý do hủy", max_length=300, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="entry", verbose_name="văn bản"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi sổ")
    at = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        verbose_name = "dòng sổ văn bản đi"
        verbose_name_plural = "dòng sổ văn bản đi"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="register_number_once"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(reason=""), name="register_cancelled_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number:02d}/{self.symbol}"
