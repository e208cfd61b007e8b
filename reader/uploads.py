"""What people attach: its type read from its bytes, bombs and macros refused, photos cleaned. Runs in the child."""

import io
import zipfile
from zipfile import ZipFile

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from reader.errors import Unfit
from reader.large_pictures import fitting, too_large

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PHOTO_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
TAKEN = {*PHOTO_FORMATS, WORD, EXCEL, "application/pdf", "application/msword", "application/vnd.ms-excel"}
PICTURES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
OF_PHONES = {
    b"heic",
    b"heix",
    b"heim",
    b"heis",
    b"hevc",
    b"mif1",
    b"msf1",
    b"avif",
    b"avis",
}  # brands of ISO media files
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_UNPACKED = 200 * 1024 * 1024  # bytes of an office file when unpacked
MOST_RATIO = 120  # times a packed part may grow; honest office XML stays well below
MOST_PARTS = 5_000
THUMB = (320, 400)


def examined(data: bytes) -> list:
    """[MIME type, bytes to keep or None when they stay as they are, bytes of a thumbnail or None]. Raises Unfit."""
    mime = _sniff(data)
    return [mime, *_clean_photo(data, mime)] if mime in PHOTO_FORMATS else [mime, None, None]


def _sniff(data):
    if data.startswith(b"PK"):
        return _office_type(data)
    if data.startswith(OLE):
        return _old_office_type(data)
    mime = "application/pdf" if b"%PDF-" in data[:1024] else _picture_type(data)
    if data[4:8] == b"ftyp" and data[8:12] in OF_PHONES:
        way_out = "Trên iPhone chọn Cài đặt > Camera > Định dạng > Tương thích nhất, hoặc lưu ảnh thành JPG rồi gửi."
        raise Unfit(f"Ảnh HEIC của điện thoại chưa đọc được. {way_out}")
    if mime not in TAKEN:
        raise Unfit("Chỉ nhận PDF, ảnh (JPG, PNG, WebP), Word và Excel. Lưu tài liệu thành PDF rồi gửi lại.")
    return mime


def _picture_type(data):
    """The MIME type of a picture by its first bytes, or None; whether it is whole is Pillow's to say."""
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    return next((mime for head, mime in PICTURES.items() if data.startswith(head)), None)


def _office_type(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            refuse_bomb(pack)
            names = {part.casefold() for part in pack.namelist()}
            types = pack.read("[Content_Types].xml") if "[content_types].xml" in names else b""
            open_document = "mimetype" in names and pack.read("mimetype").startswith(b"application/vnd.oasis")
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError):
        raise Unfit("Tệp bị hỏng hoặc có mật khẩu, không mở được. Lưu lại không mật khẩu rồi gửi.") from None
    if (
        any("vbaproject" in part or (part.endswith(".bin") and "activex" in part) for part in names)
        or b"macroEnabled" in types
    ):
        raise Unfit("Tệp Word, Excel có macro không được nhận. Lưu thành .docx, .xlsx hoặc PDF rồi gửi lại.")
    if open_document:
        raise Unfit(
            "Tệp OpenDocument (.ods, .odt) của LibreOffice chưa đọc được. Mở bằng LibreOffice, chọn Lưu thành, "
            "kiểu Excel (.xlsx) hoặc Word (.docx), rồi gửi lại."
        )
    if "word/document.xml" in names:
        return WORD
    if "xl/workbook.xml" in names:
        return EXCEL
    raise Unfit("Tệp nén (zip) không được nhận. Gửi từng tài liệu PDF, ảnh, Word hoặc Excel.")


def refuse_bomb(pack: ZipFile) -> None:
    """Raises Unfit when the ZipFile `pack` would unpack to more than an honest office file does."""
    parts = pack.infolist()
    unpacked = sum(part.file_size for part in parts)
    swollen = any(
        part.file_size > 1_000_000 and part.file_size > MOST_RATIO * max(part.compress_size, 1) for part in parts
    )
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or swollen:
        raise Unfit("Tệp giải nén ra quá lớn nên không được nhận. Lưu thành PDF rồi gửi lại.")


def _old_office_type(data):
    """Word and Excel 97–2003: told apart and searched for macros by the UTF-16 names of their streams."""

    def has(stream):
        return stream.encode("utf-16-le") in data

    if has("_VBA_PROJECT") or has("Macros"):
        raise Unfit("Tệp Word, Excel có macro không được nhận. Lưu thành .docx, .xlsx hoặc PDF rồi gửi lại.")
    if has("WordDocument"):
        return "application/msword"
    if has("Workbook") or has("Book"):
        return "application/vnd.ms-excel"
    raise Unfit("Chỉ nhận PDF, ảnh (JPG, PNG, WebP), Word và Excel. Lưu tài liệu thành PDF rồi gửi lại.")


def _clean_photo(data, mime):
    """[bytes without EXIF, standing upright, bytes of the thumbnail]: a photo's place and camera go nowhere."""
    try:
        upright = _upright(Image.open(io.BytesIO(data)), mime)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        if isinstance(error, Unfit):
            raise
        raise Unfit("Ảnh bị hỏng, không mở được. Chụp hoặc xuất lại ảnh rồi gửi.") from None
    for trace in ("exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop"):
        upright.info.pop(trace, None)
    return drawn(upright, mime)


def drawn(picture: Image.Image, mime: str) -> list[bytes]:
    """[bytes of the picture, of its thumbnail]; the picture itself is made small on the way."""
    out, small = io.BytesIO(), io.BytesIO()
    if mime == "image/jpeg" and picture.mode not in ("RGB", "L"):
        picture = picture.convert("RGB")
    picture.save(out, PHOTO_FORMATS[mime], **({"quality": 88} if mime != "image/png" else {}))
    picture.thumbnail(THUMB)
    picture.convert("RGB").save(small, "JPEG", quality=80)
    return [out.getvalue(), small.getvalue()]


def _upright(photo, mime):
    """Read, turned as it was held, in a mode that a photo is stored in; a large one is turned at half its size."""
    if too_large(photo):
        raise Unfit(f"Ảnh {photo.width} × {photo.height} điểm quá lớn. Thu nhỏ ảnh rồi gửi lại.")
    turned = photo.getexif().get(ExifTags.Base.Orientation, 1) != 1
    strange = mime == "image/jpeg" and photo.mode not in ("RGB", "L")
    if turned or strange:
        photo = fitting(photo)
    if turned:
        photo = ImageOps.exif_transpose(photo)
    photo.load()
    return photo.convert("RGB") if strange else photo
