"""Sổ văn bản đi: no number twice, no gap without its reason, also with twenty clerks at once."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, close_old_connections, connections, transaction

from conftest import Cast
from reports.models import Book, RegisterEntry
from reports.papers.workflow import registers
from reports.tests import desk
from units.errors import Conflict, Refused

CLERKS = 20
DAY = date(2026, 1, 5)


def reserve(cast, **more):
    wanted = {"by": cast.clerk, "symbol": "BC-UBND", "title": "Báo cáo quý I", "day": DAY}
    return registers.reserve(cast.commune_office, "bao_cao", **{**wanted, **more})


def test_numbers_run_by_agency_kind_and_year(cast):
    assert [reserve(cast).number for _ in range(3)] == [1, 2, 3]
    assert registers.reserve(
        cast.commune_office, "cong_van", by=cast.clerk, symbol="UBND-VP", title="V/v", day=DAY
    ).number == 1  # fmt: skip
    assert reserve(cast, day=date(2027, 1, 4)).number == 1
    assert str(reserve(cast)) == "04/BC-UBND"


def test_a_number_is_never_reused_and_tells_why_it_is_missing(cast):
    first, second = reserve(cast), reserve(cast)
    with pytest.raises(ValueError, match="lý do"):
        registers.cancel(first, by=cast.clerk, reason="  ")
    registers.cancel(first, by=cast.clerk, reason="Ghi nhầm loại văn bản")
    registers.issue(second, by=cast.clerk)
    assert reserve(cast).number == 3
    assert list(RegisterEntry.objects.order_by("number").values_list("state", "reason")) == [
        ("cancelled", "Ghi nhầm loại văn bản"), ("issued", ""), ("held", ""),
    ]  # fmt: skip


def test_what_went_out_is_not_cancelled(cast):
    entry = reserve(cast)
    registers.issue(entry, by=cast.clerk)
    with pytest.raises(Conflict):
        registers.cancel(entry, by=cast.clerk, reason="Muộn rồi")
    with pytest.raises(Conflict):
        registers.issue(entry, by=cast.clerk)


def test_only_the_clerk_gives_numbers(cast):
    with pytest.raises(Refused, match="cấp số"):
        reserve(cast, by=cast.official)


def test_a_fallen_transaction_gives_its_number_back(cast):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        reserve(cast)
        1 / 0
    assert reserve(cast).number == 1


def test_the_database_itself_refuses_a_double_and_a_silent_gap(cast):
    entry = reserve(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterEntry.objects.create(book=entry.book, number=1, symbol="X", title="x", by=cast.clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterEntry.objects.filter(pk=entry.pk).update(state="cancelled")


def _clerk(cast, number):
    """Five numbers by one clerk, every third of hers given up with a reason."""
    close_old_connections()
    try:
        for turn in range(5):
            entry = reserve(cast, title=f"Văn bản {number}-{turn}")
            if turn % 3 == 2:
                registers.cancel(entry, by=cast.clerk, reason="Soạn trùng")
            else:
                registers.issue(entry, by=cast.clerk)
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_twenty_clerks_at_once():
    """On the database of this run: PostgreSQL, or SQLite with PAPI_TEST_DB=sqlite."""
    cast = Cast()
    desk.let_live(cast)
    with ThreadPoolExecutor(CLERKS) as desks:
        list(desks.map(lambda number: _clerk(cast, number), range(CLERKS)))
    _is_whole()


def _is_whole():
    rows = list(RegisterEntry.objects.order_by("number").values_list("number", "state", "reason"))
    assert [number for number, _, _ in rows] == list(range(1, 5 * CLERKS + 1))
    assert all(bool(reason) == (state == "cancelled") for _, state, reason in rows)
    assert Book.objects.get().last == 5 * CLERKS


PROCESS = """
import os, sys, django
django.setup()
from datetime import date
from units.models import Agency, User
from reports.papers.workflow import registers
office, clerk = Agency.objects.get(pk=int(sys.argv[1])), User.objects.get(pk=int(sys.argv[2]))
for _ in range(5):
    entry = registers.reserve(office, "bao_cao", by=clerk, symbol="BC-UBND", title="x", day=date(2026, 1, 5))
    registers.issue(entry, by=clerk)
"""


def test_clerks_in_processes_of_their_own_on_sqlite(tmp_path):
    """SQLite has no row locks: twenty clerks in four processes on one file, as with several web workers."""

    own = {"DATABASE_URL": f"sqlite:///{tmp_path}/so.sqlite3", "DJANGO_SETTINGS_MODULE": "papi_portal.settings"}
    environment = {**os.environ, **own}
    root = Path(__file__).resolve().parents[2]
    setting_up = [sys.executable, "-c", SETTING_UP]
    keys = subprocess.run(
        setting_up, cwd=root, env=environment, capture_output=True, text=True, check=True
    ).stdout.split()
    clerks = [subprocess.Popen([sys.executable, "-c", PROCESS, *keys], cwd=root, env=environment) for _ in range(4)]
    assert [clerk.wait() for clerk in clerks] == [0] * 4
    counted = subprocess.run(
        [sys.executable, "-c", COUNTING], cwd=root, env=environment, capture_output=True, text=True, check=True
    )
    assert counted.stdout.split() == [str(number) for number in range(1, 21)]


SETTING_UP = """
import django
django.setup()
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
settings.MIGRATION_MODULES = dict.fromkeys(app.label for app in apps.get_app_configs())  # tables as the models stand
call_command("migrate", run_syncdb=True, verbosity=0)
from conftest import Cast
from reports.tests import desk
cast = Cast()
desk.let_live(cast)
print(cast.commune_office.pk, cast.clerk.pk)
"""
COUNTING = """
import django
django.setup()
from reports.models import RegisterEntry
print(*RegisterEntry.objects.filter(state="issued").order_by("number").values_list("number", flat=True))
"""
