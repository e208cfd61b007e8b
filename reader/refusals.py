"""When a file cannot be read at all: the refusal, with words for the official, and the checks before opening."""

import io
import zipfile

MAX_BYTES = 25 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200
MAX_CHARACTERS = 600_000
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class ImportRefused(Exception):
    """The file is not read; `message_vi` says why and what to do instead."""

    def __init__(self, message_vi: str) -> None:
        super().__init__(message_vi)
        self.message_vi = message_vi


def check_size(size: int) -> None:
    """Refuse more than 25 MB before anything is read into memory."""
    if size > MAX_BYTES:
        shown = f"{size / 1024 / 1024:.1f}".replace(".", ",")
        raise ImportRefused(f"Tệp quá lớn ({shown} MB); chỉ nhận tệp tối đa 25 MB.")
    if size == 0:
        raise ImportRefused("Tệp rỗng, không có nội dung để đọc.")


def check_zip(data: bytes, must_contain: str) -> None:
    """Refuse a broken archive, a zip bomb, an encrypted one, or one without the part the format needs.

    Sizes are those the archive declares; zipfile stops reading at the declared size, so a lie is cut off too.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ImportRefused(
            "Tệp bị hỏng hoặc không đúng định dạng, không mở được. Hãy lưu lại tệp rồi thử lần nữa."
        ) from error
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise ImportRefused("Tệp được đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.")
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if unpacked > MAX_UNPACKED or (unpacked > 20 * 1024 * 1024 and unpacked / packed > MAX_RATIO):
        raise ImportRefused("Tệp nén chứa lượng dữ liệu bất thường khi giải nén, không an toàn để mở.")
    if not any(entry.filename == must_contain for entry in entries):
        raise ImportRefused("Nội dung tệp không khớp với phần mở rộng của tên tệp.")
