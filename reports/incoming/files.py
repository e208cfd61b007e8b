"""Files of incoming papers come from outside: each is judged in the reader's child, shown to ClamAV, then kept."""

from typing import Any

from plans.progress.evidence_files import clean_name
from reader import child

__all__ = ["ENDINGS", "judged"]

ENDINGS = {
    "application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp",
    "application/msword": ".doc", "application/vnd.ms-excel": ".xls",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}  # fmt: skip


def judged(data: bytes, name: str) -> tuple[bytes, str]:
    """(bytes to keep, name with the ending of what they are): photos without what the camera wrote into them.

    Raises ValueError naming the file that is not taken, and why.
    """
    name = clean_name(name)
    try:
        mime, cleaned, _ = _examined(data)
    except child.ChildRefused as refusal:
        raise ValueError(f"Tệp “{name[-100:]}”: {refusal.message_vi}") from None
    ending = ENDINGS[mime]
    same = name.lower().endswith(ending) or (ending == ".jpg" and name.lower().endswith(".jpeg"))
    return cleaned or data, name if same else f"{name}{ending}"


def _examined(data) -> Any:
    return child.run("reader.uploads:examined", data)
