"""Uploaded and issued files: what is deleted stays aside for some days, for the backups of before."""

import hashlib
import os
import shutil
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage

from units.stored import is_kept, summed

__all__ = ["KeptFiles", "aside", "forget_aside"]


def aside() -> Path:
    """Where deleted files wait, under the names they had."""
    return Path(settings.VAR_DIR) / "deleted"


class KeptFiles(FileSystemStorage):
    """Django's storage, except that the name tells the sum of the content, and that a deleted file is moved aside and
    its name is not given to another meanwhile."""

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        """As Django's; returns the name given. A file without a name or without pieces to read stays as it is."""
        told = summed(name, content) if name and hasattr(content, "chunks") and content.seekable() else name
        return super().save(told, content, max_length)

    def _save(self, name: str, content: Any) -> str:
        """As Django's; what a full disk let through of it goes away again."""
        try:
            return super()._save(name, content)  # type: ignore[misc]  # the stubs leave it out
        except OSError:
            _take_away_half(Path(self.path(name)))
            raise

    def delete(self, name: str) -> None:
        """Moves the file aside; one that is gone already is no error."""
        source, goal = Path(self.path(name)), aside() / name
        if not name or not source.is_file():
            return
        goal.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.utime(source, (now := time.time(), now))  # its days aside count from here
        shutil.move(source, goal)

    def is_name_available(self, name: str, max_length: int | None = None) -> bool:
        """Whether no file has it, nor one aside."""
        return super().is_name_available(name, max_length) and not (aside() / name).exists()


def _take_away_half(path):
    """Only what is not whole: another's file of the same name is."""
    if not path.is_file():
        return
    with path.open("rb") as file:
        whole = is_kept(hashlib.file_digest(file, "sha256").hexdigest(), "", path.name)
    if not whole:
        path.unlink()


def forget_aside(days: int) -> int:
    """Delete for good what has been aside longer than `days`; returns how many files."""
    before, old = time.time() - days * 86400, []
    for path in aside().rglob("*") if aside().is_dir() else ():
        if path.is_file() and path.stat().st_mtime < before:
            old.append(path)
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
