"""Remembers which reference and demo data this database has been given, so that an unchanged start loads nothing."""

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from units.models import Unit

# What the loaded rows are made from: data files, the loaders themselves, the shape of the tables, and what computes the
# forms stored for searching and sorting.
SOURCES = (
    "*/fixtures/**/*",
    "*/data/**/*",
    "*/demo/**/*.py",
    "*/loading.py",
    "*/reference.py",
    "*/management/commands/load_*.py",
    "*/migrations/*.py",
    "units/search.py",
    "units/text.py",
)
FLOORS = ("units", "post", "indicators", "plans", "pulse", "reports", "papi_portal")


def load_what_is_new(record: Path) -> list[str]:
    """Runs the loaders whose sources changed since the last load into this database; returns the names of those run.

    A database without units gets everything, whatever the record says: it may have been made anew.
    """
    done = _read(record) if Unit.objects.exists() else {}
    wanted = {name: fingerprint(name) for name in _loaders()}
    names = [name for name, mark in wanted.items() if done.get(name) != mark]
    for name in names:
        call_command(name)
        done[name] = wanted[name]
        record.write_text(json.dumps(done, indent=1))
    return names


def fingerprint(loader: str) -> str:
    """SHA-256 over the loader's name, the database's name and every source file's place and content."""
    total = hashlib.sha256(f"{loader}\n{connection.vendor}\n{connection.settings_dict['NAME']}".encode())
    for path in _source_files():
        total.update(str(path.relative_to(settings.BASE_DIR)).encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def _source_files() -> list[Path]:
    root = Path(settings.BASE_DIR)
    found = {path for pattern in SOURCES for path in root.glob(pattern) if path.relative_to(root).parts[0] in FLOORS}
    return sorted(path for path in found if path.is_file())


def _loaders() -> list[str]:
    return ["load_reference_data", "load_demo_data"] if settings.DEMO else ["load_reference_data"]


def _read(record: Path) -> dict[str, str]:
    try:
        found = json.loads(record.read_text())
        return found if isinstance(found, dict) else {}
    except (FileNotFoundError, ValueError):
        return {}
