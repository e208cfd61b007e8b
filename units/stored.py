"""A stored file before it is handed out: there, and as it was when its sum was written down; else nothing is handed out."""

import hashlib
import re
from typing import Any

from django.db.models.fields.files import FieldFile

from .errors import Conflict

__all__ = ["contents", "is_kept", "lost", "summed", "unchanged"]

WHAT_TO_DO = "Cổng không đưa tệp này ra. Báo quản trị hệ thống lấy lại từ bản sao lưu."


SUM_IN_NAME = re.compile(r"(?:^|/)s([0-9a-f]{32})-[^/]*$")


def summed(name: str, content: Any) -> str:
    """`name` with the half of its content's SHA-256 before its last part, so that every stored file, also one whose row
    has no column for it, can be told from a cut or changed one. `content`: a django File; it is read and rewound."""
    sum_ = hashlib.sha256()
    for piece in content.chunks():
        sum_.update(piece)
    content.seek(0)
    folder, slash, last = name.rpartition("/")
    return f"{folder}{slash}s{sum_.hexdigest()[:32]}-{last}"


def contents(file: FieldFile, sha256: str = "") -> bytes:
    """Its bytes, read and closed. Raises as `unchanged` does."""
    with unchanged(file, sha256) as opened:
        return opened.read()


def is_kept(found: str, sha256: str, name: str) -> bool:
    """Whether the sum found is that of the row and that of the file's name, as far as there are any."""
    named = SUM_IN_NAME.search(name)
    return found.startswith(sha256) and found.startswith(named[1] if named else "")


def unchanged(file: FieldFile, sha256: str = "") -> Any:
    """The file, opened for reading. Raises Conflict when its bytes are not those of `sha256` ("" where its row has none)
    or not those its name tells of (`summed`), FileNotFoundError when it is gone (its page: `lost`)."""
    opened = file.open("rb")
    found = hashlib.file_digest(opened.file, "sha256").hexdigest()
    if not is_kept(found, sha256, file.name or ""):
        opened.close()
        raise Conflict(
            f"Nội dung tệp trên máy chủ khác với lúc nhận (mã kiểm tra nay là {found[:12]}…). {WHAT_TO_DO}",
            title="Tệp đã bị thay đổi",
        )
    opened.seek(0)
    return opened


def lost() -> Conflict:
    """What the page of a file says whose bytes are gone."""
    return Conflict(f"Tệp không còn trên máy chủ. {WHAT_TO_DO}", title="Tệp bị mất")
