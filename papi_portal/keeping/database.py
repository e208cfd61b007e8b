"""One snapshot of the database: its dump and the sums of its tables taken at the same moment, while people go on writing."""

import hashlib
import os
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection
from psycopg import sql

__all__ = ["DUMP", "address", "dump", "is_empty", "load", "sums_of"]

DUMP = {"postgresql": "papi.dump", "sqlite": "papi.sqlite3"}
Sums = dict[str, list[Any]]  # table -> [rows, sum]
# Each row's digest is added up: the order of rows does not matter, and no table is held in memory.
SUM = "SELECT count(*), coalesce(sum(('x' || substr(md5(t::text), 1, 15))::bit(60)::bigint), 0)::text FROM {} t"
TABLES = (
    "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace ORDER BY 1"
)


def dump(folder: Path) -> Sums:
    """Write the dump into `folder`; returns the sums of its tables."""
    if connection.vendor == "sqlite":
        return _sqlite_dump(folder / DUMP["sqlite"])
    return _postgresql_dump(folder / DUMP["postgresql"])


def load(folder: Path, database: str = "") -> None:
    """Put the dump of `folder` into the empty database of the settings, or into one of another name beside it."""
    if connection.vendor == "sqlite":
        Path(database or _sqlite_file()).write_bytes((folder / DUMP["sqlite"]).read_bytes())
    else:
        words = ["--no-owner", "--no-acl", "--exit-on-error", "-d", database or address()["dbname"]]
        _run("pg_restore", *words, str(folder / DUMP["postgresql"]))


def sums_of(database: str = "") -> Sums:
    """Of the database of the settings as it stands, or of another beside it (name, or SQLite's file)."""
    if connection.vendor == "sqlite":
        return _sqlite_sums(Path(database or _sqlite_file()))
    with psycopg.connect(**address() | ({"dbname": database} if database else {})) as line:
        return _postgresql_sums(line)


def is_empty() -> bool:
    """Whether the database of the settings has no table yet."""
    if connection.vendor == "sqlite":
        file = Path(_sqlite_file())
        return not file.exists() or not _sqlite_tables(file)
    with psycopg.connect(**address()) as line:
        return not line.execute(TABLES).fetchall()


# --- SQLite -----------------------------------------------------------------------------------------------------------


def _sqlite_file():
    return str(connection.settings_dict["NAME"])


def _sqlite_dump(goal):
    source = sqlite3.connect(_sqlite_file(), timeout=60)
    try:
        source.execute("VACUUM INTO ?", [str(goal)])
    finally:
        source.close()
    return _sqlite_sums(goal)


def _sqlite_tables(file):
    line = sqlite3.connect(file)
    try:
        names = line.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1"
        )
        return [name for (name,) in names.fetchall()]
    finally:
        line.close()


def _sqlite_sums(file):
    line = sqlite3.connect(file)
    try:
        return {table: _sqlite_sum(line, table) for table in _sqlite_tables(file)}
    finally:
        line.close()


def _sqlite_sum(line, table):
    rows, total = 0, 0
    for row in line.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - a name out of the catalogue  # nosec B608
        rows, total = rows + 1, total + int.from_bytes(hashlib.sha256(repr(row).encode()).digest()[:8])
    return [rows, str(total)]


# --- PostgreSQL -------------------------------------------------------------------------------------------------------


def address() -> dict[str, Any]:
    """Where PostgreSQL is, in psycopg's words."""
    given = connection.get_connection_params()
    return {name: given[name] for name in ("host", "port", "user", "password", "dbname") if given.get(name)}


def _postgresql_dump(goal):
    with psycopg.connect(**address()) as line:
        line.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        (snapshot,) = line.execute("SELECT pg_export_snapshot()").fetchall()[0]
        _run("pg_dump", "-Fc", f"--snapshot={snapshot}", "-f", str(goal))
        return _postgresql_sums(line)


def _postgresql_sums(line):
    line.execute("SET LOCAL TimeZone = 'UTC'")
    names = [name for (name,) in line.execute(TABLES).fetchall()]
    return {name: list(line.execute(sql.SQL(SUM).format(sql.Identifier(name))).fetchone()) for name in names}


def _run(program, *words):
    """One of PostgreSQL's programs with the address of the settings. Raises RuntimeError with what it said."""
    given, names = address(), {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
    place = {names[name]: str(value) for name, value in given.items() if name in names}
    place["PGDATABASE"] = str(given["dbname"])
    done = subprocess.run(
        [_program(program), *words], env=os.environ | place, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{program}: {done.stderr.strip()[-500:]}")


def _program(name):
    """The newest installed: an older pg_dump refuses a newer server. Debian keeps them off the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    return str(found[-1]) if found else name
