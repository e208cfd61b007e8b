"""A pytest plugin that makes every database of a run once and copies it for whoever needs it.

Stages, each built on the one below by the first worker that asks: a stop before each migration that a test looks at
(STOPS), MIGRATED has the tables of today, COUNTRY the reference data, DEMO the demo data with their papers and keys.
`django_db_setup` gives each worker a copy of MIGRATED; `country_database` and `demo_database` put a copy of a later
stage in its place for a file of tests, `demo_site` and `opened` for one test. A copy takes a fraction of a second, the
demo data half a minute.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, cast

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tools import migrating
from tools.servers import OWNER

OPENING = "journal_opening"  # the table with a row for whoever may delete traces

QUIET = {"verbosity": 0}


class Stage(NamedTuple):
    """A state of the database: its name, what fills it, and the stage it is built on."""

    name: str
    fill: Callable[[], None]
    below: "Stage | None" = None


def _migrate() -> None:
    with migrating.quickly():
        call_command("migrate", run_syncdb=True, **QUIET)


def _load_country() -> None:
    with open(os.devnull, "w") as nowhere:
        call_command("load_reference_data", stdout=nowhere)
    _count()


def _load_demo() -> None:
    """The demo data; jobs they ask for are forgotten, because everybody else's broker has none either."""
    from papi_portal.celery import app  # settings must be configured first

    with demo_files(servers() / "demo"), open(os.devnull, "w") as nowhere:
        call_command("load_demo_data", stdout=nowhere)
    app.control.purge()
    _count()


def _count() -> None:
    """What has rows gets its statistics here, for the server of a run collects none."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _stops() -> "dict[str, Stage]":
    """{migration of plans: the stage without it}, the oldest first: all of them cost one walk to the newest."""
    stops, below = {}, None
    for name in ("0007_plan_ended", "0009_receipts_by_code"):
        below = stops[name] = Stage(f"before_{name}", partial(migrating.all_but, "plans", name), below)
    return stops


STOPS = _stops()
MIGRATED = Stage("migrated", _migrate, list(STOPS.values())[-1])
COUNTRY = Stage("country", _load_country, MIGRATED)
DEMO = Stage("demo", _load_demo, COUNTRY)


# --- Fixtures ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> None:
    """In place of pytest-django's own: the worker's database, with tables and no rows. It ends with its server."""
    type(connection.ops).execute_sql_flush = _flushed  # type: ignore[assignment,method-assign]
    with django_db_blocker.unblock():
        build(MIGRATED)
        open_copy(MIGRATED)


def _flushed(_operations: Any, statements: Iterable[str]) -> None:
    """What Django's own does after a test that commits, for traces that no DELETE and no TRUNCATE may touch."""
    ordered = sorted(statements, key=lambda statement: f'"{OPENING}"' in statement)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {OPENING} (why) VALUES ('test')")
        for statement in ordered:
            cursor.execute(statement)


@pytest.fixture(scope="module")
def country_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The reference data, for a whole file whose tests roll back what they write."""
    with django_db_blocker.unblock(), opened(COUNTRY):
        yield


@pytest.fixture(scope="module")
def demo_database(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The demo data, for a whole file whose tests roll back what they write."""
    with django_db_blocker.unblock(), opened(DEMO), demo_files(copied_files(tmp_path_factory.mktemp("demo"))):
        yield


@pytest.fixture
def demo_site(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """The demo data committed for the live server, for one test; what it writes goes with the copy."""
    with opened(DEMO), demo_files(copied_files(tmp_path / "demo")):
        yield


def demo_files(folder: Path) -> override_settings:
    """Settings of a demo whose papers and keys lie in `folder`."""
    return override_settings(DEMO=True, MEDIA_ROOT=folder / "media", SIGNING_DIR=folder / "signing")


def copied_files(folder: Path) -> Path:
    """A copy of the demo's papers and keys in `folder`."""
    return shutil.copytree(servers() / "demo", folder, dirs_exist_ok=True)


# --- Building and copying ---------------------------------------------------------------------------------------------


def servers() -> Path:
    return Path(os.environ["PAPI_TEST_SERVERS"])


def build(stage: Stage) -> None:
    """Makes the stage and those below it unless a worker has; the others wait meanwhile."""
    if stage.below:
        build(stage.below)
    made = servers() / f"{stage.name}.made"
    with (servers() / f"{stage.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            _build(stage)
            made.touch()


def _build(stage: Stage) -> None:
    before = connection.settings_dict["NAME"]
    copy(stage.below and database(stage.below), database(stage))
    connect_to(database(stage))
    stage.fill()
    connect_to(before)


@contextmanager
def opened(stage: Stage) -> Iterator[None]:
    """The worker's connections lead to a fresh copy of the stage until the block ends."""
    before = connection.settings_dict["NAME"]
    build(stage)
    open_copy(stage)
    try:
        yield
    finally:
        connect_to(before)


def open_copy(stage: Stage) -> None:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    name = database(stage, f"_{worker}")
    copy(database(stage), name)
    connect_to(name)


def database(stage: Stage, suffix: str = "") -> str:
    """The name of a database, on SQLite that of a file."""
    name = f"papi_{stage.name}{suffix}"
    return name if connection.vendor == "postgresql" else str(servers() / f"{name}.sqlite3")


def connect_to(name: str) -> None:
    """Closes what is open; every thread's next connection leads to the database `name`."""
    connection.close()
    if connection.vendor == "postgresql":
        cast(Any, connection).close_pool()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name


def copy(source: str | None, target: str) -> None:
    """Makes `target` anew, as `source` is or empty. Nobody may be connected to either."""
    if connection.vendor == "postgresql":
        _copy_on_server(source, target)
    else:
        _copy_file(source, target)


def _copy_on_server(source: str | None, target: str) -> None:
    with psycopg.connect(host=str(servers() / "postgresql"), user=OWNER, dbname=OWNER, autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{target}"' + (f' TEMPLATE "{source}" STRATEGY FILE_COPY' if source else ""))


def _copy_file(source: str | None, target: str) -> None:
    for part in ("", "-wal", "-shm"):
        Path(target + part).unlink(missing_ok=True)
    if source:
        shutil.copyfile(source, target)
