"""Files of a folder and their sums; what has not changed a backup shares with the one before."""

import hashlib
import os
import shutil
from pathlib import Path

__all__ = ["Sums", "copied", "sha256", "sums"]

Sums = dict[str, str]  # path below the folder -> SHA-256


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sums(folder: Path) -> Sums:
    """Of every file below `folder`; none where there is no folder."""
    found = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    return {str(path.relative_to(folder)): sha256(path) for path in found}


def copied(source: Path, goal: Path, before: Path | None = None) -> None:
    """Every file of `source` at its place in `goal`, linked to the one in `before` where size and time are the same; one
    that goes away meanwhile is passed over."""
    for path in source.rglob("*") if source.is_dir() else ():
        if path.is_file():
            place = goal / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _put(path, place, before and before / path.relative_to(source))


def _put(path: Path, place: Path, before: Path | None) -> None:
    try:
        if before and before.is_file() and _same(path.stat(), before.stat()):
            os.link(before, place)
        else:
            shutil.copy2(path, place)
    except FileNotFoundError:  # deleted meanwhile: it is found aside
        return


def _same(one: os.stat_result, other: os.stat_result) -> bool:
    return (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)
