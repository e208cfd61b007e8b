"""Backup, restore, drill. A backup is whole when its manifest is there: it is written last, and the folder renamed after.

The dump comes first, the files after it: a file that a row of the dump names was there before, and one that is deleted
meanwhile is found aside (papi_portal.kept_files), where it stays for GRACE_DAYS.
"""

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.utils import timezone
from psycopg import sql

from papi_portal import kept_files

from . import database, files, secrets, storage

__all__ = ["Differs", "back_up", "drill", "newest", "restore", "thin_out", "verified"]

MANIFEST = "manifest.json"
NAME = "papi-{:%Y%m%d-%H%M%S}"
MEDIA, ASIDE = "media", "deleted"


class Differs(Exception):
    """What was restored is not what was backed up; the text names every table and file."""


def back_up(folder: Path, *, recipient: Path | None = None, keep: int = 0) -> Path:
    """A new backup in `folder`; returns its place. `recipient`: public key for the secrets, which otherwise stay out;
    `keep`: how many backups remain (0: all)."""
    goal = folder / NAME.format(timezone.localtime())
    work = goal.with_suffix(".partial")
    work.mkdir(parents=True, mode=0o700)
    tables, last = database.dump(work), newest(folder)
    for name, source in ((MEDIA, Path(settings.MEDIA_ROOT)), (ASIDE, kept_files.aside())):
        files.copied(source, work / name, last and last / name)
    if recipient:
        secrets.locked(work, recipient)
    manifest = {"engine": connection.vendor, "tables": tables, "files": files.sums(work)}
    (work / MANIFEST).write_text(json.dumps(manifest, indent=1))
    work.rename(goal)
    if keep:
        thin_out(folder, keep)
    return goal


def newest(folder: Path) -> Path | None:
    """The latest whole backup."""
    return max((path.parent for path in folder.glob(f"papi-*/{MANIFEST}")), default=None)


def thin_out(folder: Path, keep: int) -> None:
    """Remove all whole backups but the newest `keep`, and what broken ones left behind."""
    whole = sorted(path.parent for path in folder.glob(f"papi-*/{MANIFEST}") if path.parent.suffix != ".partial")
    for old in [*whole[:-keep], *folder.glob("papi-*.partial")]:
        shutil.rmtree(old)


def verified(backup: Path) -> dict[str, Any]:
    """The manifest of a backup whose files are all as they were written. Raises Differs."""
    manifest = json.loads((backup / MANIFEST).read_text())
    now = files.sums(backup)
    now.pop(MANIFEST, None)
    _compare("tệp trong bản sao lưu", manifest["files"], now)
    if manifest["engine"] != connection.vendor:
        raise Differs(f"Bản sao lưu của {manifest['engine']}, DATABASE_URL là {connection.vendor}.")
    return manifest


def restore(backup: Path) -> dict[str, Any]:
    """Onto an empty database and an empty folder of files; compares every table and file. Raises Differs."""
    manifest, media = verified(backup), Path(settings.MEDIA_ROOT)
    if not database.is_empty() or any(path.is_file() for path in media.rglob("*")):
        raise Differs("Cơ sở dữ liệu hoặc thư mục tệp không trống: chỉ phục hồi lên máy trống.")
    connection.close()
    database.load(backup)
    for source, goal in ((backup / MEDIA, media), (backup / ASIDE, kept_files.aside())):
        if source.is_dir():
            shutil.copytree(source, goal, dirs_exist_ok=True)
    _compare("bảng", manifest["tables"], database.sums_of())
    _compare("tệp", _below(manifest, MEDIA), files.sums(media))
    storage.bring_back()
    return manifest


def drill(backup: Path) -> dict[str, Any]:
    """Restore beside what runs, compare, and take it away again. Raises Differs."""
    manifest = verified(backup)
    _beside(backup, lambda name: _compare("bảng", manifest["tables"], database.sums_of(name)))
    return manifest


def _beside(backup: Path, look: Callable[[str], None]) -> None:
    if connection.vendor == "sqlite":
        with tempfile.TemporaryDirectory(prefix="papi-drill-") as folder:
            name = f"{folder}/drill.sqlite3"
            database.load(backup, name)
            _sound(name)
            look(name)
        return
    name = f"papi_drill_{timezone.now():%Y%m%d%H%M%S}"
    with psycopg.connect(**database.address(), autocommit=True) as line:
        line.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            database.load(backup, name)
            look(name)
        finally:
            line.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def _sound(name):
    line = sqlite3.connect(name)
    said = line.execute("PRAGMA integrity_check").fetchone()[0]
    line.close()
    if said != "ok":
        raise Differs(f"SQLite: {said}")


def _below(manifest, folder):
    return {
        name.partition("/")[2]: value for name, value in manifest["files"].items() if name.startswith(f"{folder}/")
    }


def _compare(what, wanted, found):
    off = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
    if off:
        raise Differs(f"{len(off)} {what} không khớp: {', '.join(off[:20])}")
