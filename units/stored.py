"""A stored file before it is handed out: there, and as it was when its sum was written down; else nothing is handed out."""

import hashlib
from typing import Any

from django.db.models.fields.files import FieldFile

from .errors import Conflict

__all__ = ["lost", "unchanged"]

WHAT_TO_DO = "Cổng không đưa tệp này ra. Báo quản trị hệ thống lấy lại từ bản sao lưu."


def unchanged(file: FieldFile, sha256: str = "") -> Any:
    """The file, opened for reading. Raises Conflict when its bytes are not those of `sha256` ("" where none was written
    down), FileNotFoundError when it is gone (its page: `lost`)."""
    opened = file.open("rb")
    if sha256 and hashlib.file_digest(opened.file, "sha256").hexdigest() != sha256:
        opened.close()
        raise Conflict(
            f"Nội dung tệp trên máy chủ khác với lúc nhận (mã kiểm tra {sha256[:12]}…). {WHAT_TO_DO}",
            title="Tệp đã bị thay đổi",
        )
    opened.seek(0)
    return opened


def lost() -> Conflict:
    """What the page of a file says whose bytes are gone."""
    return Conflict(f"Tệp không còn trên máy chủ. {WHAT_TO_DO}", title="Tệp bị mất")
