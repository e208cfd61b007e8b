"""A file from outside -> a safe one: names kept, size refused, the rest judged by `reader.uploads` in the child.

Nothing here touches the database. `examine(upload)` returns a Paper or raises `FileRefused` with a Vietnamese reason.
"""

import hashlib
import re
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from reader import child
from units.vietnamese import vn_size

__all__ = ["ACCEPT", "ALLOWED", "FileRefused", "Paper", "clean_name", "examine", "kind_of"]

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ALLOWED = {  # MIME type read from the bytes -> (extension, kind of icon)
    "application/pdf": ("pdf", "pdf"),
    "image/jpeg": ("jpg", "image"),
    "image/png": ("png", "image"),
    "image/webp": ("webp", "image"),
    WORD: ("docx", "word"),
    EXCEL: ("xlsx", "excel"),
    "application/msword": ("doc", "word"),
    "application/vnd.ms-excel": ("xls", "excel"),
}
ACCEPT = ".pdf,.jpg,.jpeg,.png,.webp,.docx,.xlsx,.doc,.xls"
SPELLINGS = {"jpg": {"jpg", "jpeg", "jpe", "jfif"}}
LIMITS = child.Limits(memory_mb=700)  # of addresses; what is held of them has its own limit (resident_mb)


class FileRefused(ValueError):
    """The file can't be taken; the message says why and what to do instead."""


@dataclass(frozen=True)
class Paper:
    """A file fit to keep: `name` as people see it, `stored` the name on disk, `thumbnail` bytes of a JPEG or None."""

    name: str
    stored: str
    mime: str
    data: bytes
    thumbnail: bytes | None = None

    @property
    def size(self) -> int:
        return len(self.data)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def file(self) -> ContentFile:
        return ContentFile(self.data, name=self.stored)

    @property
    def thumbnail_file(self) -> ContentFile | None:
        return ContentFile(self.thumbnail, name=f"{self.stored.split('.')[0]}.jpg") if self.thumbnail else None


def examine(upload: UploadedFile) -> Paper:
    """The Paper in `upload` (an UploadedFile). Raises FileRefused."""
    limit = settings.UPLOAD_MAX_MB * 1_000_000
    if upload.size > limit:
        over = f"“{clean_name(upload.name)}” nặng {vn_size(upload.size)}, quá giới hạn {settings.UPLOAD_MAX_MB} MB."
        raise FileRefused(f"{over} Quét lại ở 200 dpi, tách nhỏ, hoặc ghi liên kết thay cho tệp.")
    data = upload.read()
    if not data:
        raise FileRefused("Tệp rỗng. Chọn lại tệp.")
    try:
        examined: Any = child.run("reader.uploads:examined", data, limits=LIMITS)
    except child.ChildRefused as refused:
        raise FileRefused(refused.message_vi) from None
    mime, cleaned, thumbnail = examined
    name = _fitting_name(clean_name(upload.name), ALLOWED[mime][0])
    return Paper(name, f"{secrets.token_hex(16)}.{ALLOWED[mime][0]}", mime, cleaned or data, thumbnail)


def kind_of(mime: str) -> str:
    """pdf, image, word, excel or other: the icon of a card."""
    return ALLOWED.get(mime, ("", "other"))[1]


def clean_name(name: str | None) -> str:
    """The name in Vietnamese as it came (NFC), without folders, control signs or tricks of writing direction."""
    name = unicodedata.normalize("NFC", PurePath(str(name).replace("\\", "/")).name)
    name = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C")
    name = re.sub(r"\s+", " ", name).strip(" .") or "tài liệu"
    if len(name) <= 180:
        return name
    stem, dot, ending = name.rpartition(".")
    return f"{stem[: 179 - len(ending)]}{dot}{ending}" if dot and len(ending) < 8 else name[:180]


def _fitting_name(name, extension):
    """The name with the ending its content has: a JPEG called .pdf becomes .jpg."""
    stem, dot, ending = name.rpartition(".")
    if dot and ending.lower() in SPELLINGS.get(extension, {extension}):
        return name
    known = {other for spelling in SPELLINGS.values() for other in spelling} | {e for e, _ in ALLOWED.values()}
    return f"{stem if dot and ending.lower() in known else name}.{extension}"
