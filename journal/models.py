"""A line of the journal, what of it names people apart from it, the links of the chains and the heads of their days."""

import hashlib
import json
import secrets
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from .kinds import Kind


def this_year() -> int:
    """The year of today in Viet Nam, by which a large table can be partitioned."""
    return timezone.localdate().year


def canonical(data: Any) -> str:
    """JSON that is the same text for the same data, on every engine and in every version."""
    return json.dumps(data, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def new_salt() -> str:
    """What keeps a digest of few words from being guessed after the words are erased."""
    return secrets.token_hex(16)


def digest_of(salt: str, data: Any) -> str:
    """SHA-256 of some data under a salt (hexadecimal)."""
    return hashlib.sha256(f"{salt}\n{canonical(data)}".encode()).hexdigest()


# Rows of a journal outlive what they tell of: their keys bind no account and no unit, and nothing is deleted with them.
_LOOSE: dict[str, Any] = {
    "on_delete": models.DO_NOTHING, "db_constraint": False, "related_name": "+", "null": True, "blank": True,
}  # fmt: skip


class Note(models.Model):
    """One thing that happened: keys only, no name. What names somebody is `Apart`; `apart` is its salted digest, so
    that it can be erased and the chain still holds."""

    kind = models.CharField("việc", max_length=24)  # of `kinds.Kind`; a new kind changes no table
    at = models.DateTimeField("lúc", default=timezone.now)
    year = models.PositiveSmallIntegerField("năm", default=this_year, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="người làm", **_LOOSE)
    acting_for = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="thay cho", db_index=False, **_LOOSE)
    about = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="về tài khoản", **_LOOSE)
    unit = models.ForeignKey("units.Unit", verbose_name="tại đơn vị", **_LOOSE)
    subject = models.CharField("về", max_length=60, blank=True)
    apart = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = "dòng nhật ký"
        verbose_name_plural = "nhật ký hệ thống"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"], name="note_newest"),
                   models.Index(fields=["kind", "-at"], name="note_of_kind")]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind_label} {timezone.localtime(self.at):%d/%m/%Y %H:%M}"

    @property
    def kind_label(self) -> str:
        """What happened, in words."""
        return str(Kind(self.kind).label) if self.kind in Kind else self.kind


class Apart(models.Model):
    """What of a line names a person: her name to sign in with, address, browser, words, what was before and after."""

    WORDS = ("name", "address", "device", "said", "before", "after")

    note = models.OneToOneField(Note, models.CASCADE, primary_key=True, related_name="words")
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    name = models.CharField("tên đăng nhập", max_length=150, blank=True)
    address = models.CharField("địa chỉ", max_length=45, blank=True, db_index=True)
    device = models.CharField("trình duyệt", max_length=200, blank=True)
    said = models.CharField("nội dung", max_length=400, blank=True)
    before = models.JSONField("trước", default=dict, blank=True, encoder=DjangoJSONEncoder)
    after = models.JSONField("sau", default=dict, blank=True, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = "phần có tên người của nhật ký"
        verbose_name_plural = "phần có tên người của nhật ký"

    def __str__(self) -> str:
        return self.said

    @property
    def digest(self) -> str:
        """The digest its line keeps."""
        return digest_of(self.salt, [getattr(self, word) for word in self.WORDS])


class Link(models.Model):
    """One row of a table of traces in the chain of its table; made by a job after the row, never by who writes it.

    content: digest of the row (`form` says of which columns); digest: of the link before and this content.
    """

    chain = models.CharField("bảng", max_length=40)
    position = models.PositiveBigIntegerField("thứ tự")
    row = models.BigIntegerField("dòng")
    form = models.PositiveSmallIntegerField(default=1)
    day = models.DateField("ngày nối")
    content = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = "mắt xích"
        verbose_name_plural = "chuỗi vết"
        constraints = [models.UniqueConstraint(fields=["chain", "position"], name="link_place"),
                       models.UniqueConstraint(fields=["chain", "row"], name="link_once")]  # fmt: skip
        indexes = [models.Index(fields=["chain", "day"], name="link_of_day")]

    def __str__(self) -> str:
        return f"{self.chain} {self.position}"


class Head(models.Model):
    """How a chain stood at the end of a day; it was told outside before it was written here, and never goes."""

    chain = models.CharField("bảng", max_length=40)
    day = models.DateField("ngày")
    position = models.PositiveBigIntegerField("đến mắt xích")
    row = models.BigIntegerField("dòng lớn nhất")
    digest = models.CharField(max_length=64)
    told = models.CharField("đã gửi tới", max_length=200, blank=True)

    class Meta:
        verbose_name = "đầu chuỗi của ngày"
        verbose_name_plural = "đầu chuỗi từng ngày"
        ordering = ["chain", "day"]
        constraints = [models.UniqueConstraint(fields=["chain", "day"], name="head_once")]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.chain} {self.position} {self.digest}"


class Removal(models.Model):
    """A row of traces that went lawfully: with a draft nobody reports on, or by erasure of what named a person."""

    chain = models.CharField("bảng", max_length=40)
    row = models.BigIntegerField("dòng")
    at = models.DateTimeField("lúc", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="người làm", **_LOOSE)
    why = models.CharField("lý do", max_length=120)

    class Meta:
        verbose_name = "vết đã xóa hợp lệ"
        verbose_name_plural = "vết đã xóa hợp lệ"
        indexes = [models.Index(fields=["chain", "row"], name="removal_of_row")]

    def __str__(self) -> str:
        return f"{self.chain} {self.row}"


class Opening(models.Model):
    """While a transaction has a row here, it may change traces; no other transaction ever sees one."""

    why = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.why
