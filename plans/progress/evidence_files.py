"""A file from outside -> a safe one: type read from its bytes, size and bombs refused, names kept, photos cleaned.

Nothing here touches the database. `examine(upload)` returns a Paper or raises `Refused` with a Vietnamese reason.
"""

import hashlib
import io
import re
import secrets
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

import filetype
from django.conf import settings
from django.core.files.base import ContentFile
from PIL import Image, ImageOps, UnidentifiedImageError

from units.vietnamese import vn_size

__all__ = ["ACCEPT", "ALLOWED", "Paper", "Refused", "clean_name", "examine", "kind_of", "refuse_bomb"]

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
OF_PHONES = {"image/heic", "image/heif", "image/avif"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_PIXELS = 60_000_000
MOST_UNPACKED = 200 * 1024 * 1024  # bytes of an office file when unpacked
MOST_RATIO = 120  # times a packed part may grow; honest office XML stays well below
MOST_PARTS = 5_000
THUMB = (320, 400)
PHOTO_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}


class Refused(ValueError):
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
    def size(self):
        return len(self.data)

    @property
    def sha256(self):
        return hashlib.sha256(self.data).hexdigest()

    @property
    def file(self):
        return ContentFile(self.data, name=self.stored)

    @property
    def thumbnail_file(self):
        return ContentFile(self.thumbnail, name=f"{self.stored.split('.')[0]}.jpg") if self.thumbnail else None


def examine(upload):
    """The Paper in `upload` (an UploadedFile). Raises Refused."""
    limit = settings.UPLOAD_MAX_MB * 1_000_000
    if upload.size > limit:
        over = f"“{clean_name(upload.name)}” nặng {vn_size(upload.size)}, quá giới hạn {settings.UPLOAD_MAX_MB} MB."
        raise Refused(f"{over} Quét lại ở 200 dpi, tách nhỏ, hoặc ghi liên kết thay cho tệp.")
    data = upload.read()
    if not data:
        raise Refused("Tệp rỗng. Chọn lại tệp.")
    mime = _sniff(data)
    thumbnail = None
    if mime in PHOTO_FORMATS:
        data, thumbnail = _clean_photo(data, mime)
    name = _fitting_name(clean_name(upload.name), ALLOWED[mime][0])
    return Paper(name, f"{secrets.token_hex(16)}.{ALLOWED[mime][0]}", mime, data, thumbnail)


def kind_of(mime):
    """pdf, image, word, excel or other: the icon of a card."""
    return ALLOWED.get(mime, ("", "other"))[1]


def clean_name(name):
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


def _sniff(data):
    if data.startswith(b"PK"):
        return _office_type(data)
    if data.startswith(OLE):
        return _old_office_type(data)
    mime = "application/pdf" if b"%PDF-" in data[:1024] else filetype.guess_mime(data)
    if mime in OF_PHONES:
        way_out = "Trên iPhone chọn Cài đặt > Camera > Định dạng > Tương thích nhất, hoặc lưu ảnh thành JPG rồi gửi."
        raise Refused(f"Ảnh HEIC của điện thoại chưa đọc được. {way_out}")
    if mime not in ALLOWED:
        raise Refused("Chỉ nhận PDF, ảnh (JPG, PNG, WebP), Word và Excel. Lưu tài liệu thành PDF rồi gửi lại.")
    return mime


def _office_type(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            refuse_bomb(pack)
            names = {part.casefold() for part in pack.namelist()}
            types = pack.read("[Content_Types].xml") if "[content_types].xml" in names else b""
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError):
        raise Refused("Tệp bị hỏng hoặc có mật khẩu, không mở được. Lưu lại không mật khẩu rồi gửi.") from None
    if (
        any("vbaproject" in part or (part.endswith(".bin") and "activex" in part) for part in names)
        or b"macroEnabled" in types
    ):
        raise Refused("Tệp Word, Excel có macro không được nhận. Lưu thành .docx, .xlsx hoặc PDF rồi gửi lại.")
    if "word/document.xml" in names:
        return WORD
    if "xl/workbook.xml" in names:
        return EXCEL
    raise Refused("Tệp nén (zip) không được nhận. Gửi từng tài liệu PDF, ảnh, Word hoặc Excel.")


def refuse_bomb(pack):
    """Raises Refused when the ZipFile `pack` would unpack to more than an honest office file does."""
    parts = pack.infolist()
    unpacked = sum(part.file_size for part in parts)
    swollen = any(
        part.file_size > 1_000_000 and part.file_size > MOST_RATIO * max(part.compress_size, 1) for part in parts
    )
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or swollen:
        raise Refused("Tệp giải nén ra quá lớn nên không được nhận. Lưu thành PDF rồi gửi lại.")


def _old_office_type(data):
    """Word and Excel 97–2003: told apart and searched for macros by the UTF-16 names of their streams."""

    def has(stream):
        return stream.encode("utf-16-le") in data

    if has("_VBA_PROJECT") or has("Macros"):
        raise Refused("Tệp Word, Excel có macro không được nhận. Lưu thành .docx, .xlsx hoặc PDF rồi gửi lại.")
    if has("WordDocument"):
        return "application/msword"
    if has("Workbook") or has("Book"):
        return "application/vnd.ms-excel"
    raise Refused("Chỉ nhận PDF, ảnh (JPG, PNG, WebP), Word và Excel. Lưu tài liệu thành PDF rồi gửi lại.")


def _clean_photo(data, mime):
    """(bytes without EXIF, standing upright, and bytes of the thumbnail): a photo's place and camera go nowhere."""
    try:
        with Image.open(io.BytesIO(data)) as photo:
            if photo.width * photo.height > MOST_PIXELS:
                raise Refused(f"Ảnh {photo.width} × {photo.height} điểm quá lớn. Thu nhỏ ảnh rồi gửi lại.")
            upright = ImageOps.exif_transpose(photo)
            upright.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused("Ảnh bị hỏng, không mở được. Chụp hoặc xuất lại ảnh rồi gửi.") from None
    for trace in ("exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop"):
        upright.info.pop(trace, None)
    out, small = io.BytesIO(), io.BytesIO()
    if mime == "image/jpeg" and upright.mode not in ("RGB", "L"):
        upright = upright.convert("RGB")
    upright.save(out, PHOTO_FORMATS[mime], **({"quality": 88} if mime != "image/png" else {}))
    upright.thumbnail(THUMB)
    upright.convert("RGB").save(small, "JPEG", quality=80)
    return out.getvalue(), small.getvalue()
