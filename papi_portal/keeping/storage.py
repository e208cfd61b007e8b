"""Rows and files compared both ways: which row names a file that is missing or changed, which file no row names."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import FileField, Model

from papi_portal import kept_files
from units.stored import is_kept

from . import files

__all__ = ["Found", "bring_back", "compared", "file_fields"]

# The field whose bytes `sha256` of the same row is the sum of.
SUMMED = {"plans.Evidence": "file", "reports.Document": "pdf", "reports.Attachment": "file"}


@dataclass
class Found:
    """`missing` and `changed`: "table key: file"; `unnamed`: files that no row names; `looked`: how many files."""

    missing: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)
    looked: int = 0

    @property
    def well(self) -> bool:
        return not (self.missing or self.changed)


def file_fields() -> Iterator[tuple[type[Model], list[str]]]:
    """Every table with files, and its fields that name one."""
    for model in apps.get_models():
        names = [one.name for one in model._meta.get_fields() if isinstance(one, FileField)]
        if names:
            yield model, names


def compared() -> Found:
    """Reads every file and compares it with the sum of its row and of its name. A second per gigabyte or so."""
    found, named, media = Found(), set(), Path(settings.MEDIA_ROOT)
    for model, names in file_fields():
        summed = SUMMED.get(model._meta.label)
        wanted = ["pk", *names, *(["sha256"] if summed else [])]
        for row in model._default_manager.values(*wanted).iterator():
            for name in names:
                if row[name]:
                    named.add(row[name])
                    _look(found, media / row[name], f"{model._meta.label} {row['pk']}: {row[name]}",
                          row["sha256"] if name == summed else "")  # fmt: skip
    there = {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()} if media.is_dir() else set()
    found.unnamed = sorted(there - named)
    return found


def bring_back() -> int:
    """Files that a row names and that were deleted since go back to their places; returns how many. After a restore: the
    dump is older than the copy of the files."""
    media, back = Path(settings.MEDIA_ROOT), 0
    for model, names in file_fields():
        for row in model._default_manager.values(*names).iterator():
            for name in filter(None, row.values()):
                if not (media / name).exists() and (kept_files.aside() / name).is_file():
                    (media / name).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                    shutil.move(kept_files.aside() / name, media / name)
                    back += 1
    return back


def _look(found, path, said, wanted):
    found.looked += 1
    if not path.is_file():
        found.missing.append(said)
    elif not is_kept(files.sha256(path), wanted, path.name):
        found.changed.append(said)
