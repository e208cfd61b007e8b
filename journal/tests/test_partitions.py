"""Traces divided by year and put together again: the same rows, guards and links; a year's question reads its part only."""

from datetime import UTC, datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.utils import timezone

from journal import chain, partitions
from journal.checking import broken
from journal.tasks import prepare_parts
from plans.models import Step
from plans.tests.paper import entries_of, make_period, make_plan

# PostgreSQL alone divides tables; whoever runs this file on SQLite by hand is told so.
pytestmark = [
    pytest.mark.one_engine,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="other databases do not divide tables"),
]
TABLE, YEARS = "plans_step", (2024, 2025, 2026, 2027, 2031)


@pytest.fixture
def entry(cast):
    row = entries_of(make_period(make_plan(cast.commune, cast.commune_office)))[0]
    for year in YEARS[:3]:
        written(row, cast.official, year)
    return row


def written(entry, by, year):
    return Step.objects.create(entry=entry, verb="submit", by=by, at=timezone.now(), year=year, note=f"năm {year}")


def everything():
    """Rows, and what hangs on the table, as PostgreSQL writes it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {TABLE} ORDER BY id")
        rows = cursor.fetchall()
        cursor.execute("SELECT attname, attidentity, attnotnull FROM pg_attribute WHERE attrelid = %s::regclass "
                       "AND attnum > 0 ORDER BY attnum", [TABLE])  # fmt: skip
        columns = cursor.fetchall()
        cursor.execute("SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass "
                       "ORDER BY conname", [TABLE])  # fmt: skip
        return rows, columns, cursor.fetchall(), partitions._kept(TABLE)


def parts_of(question):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {question}")
        return {word for (line,) in cursor.fetchall() for word in line.split() if word.startswith(f"{TABLE}_")}


def test_divided_and_put_together_nothing_is_lost(cast, entry):
    before = everything()
    partitions.divide(TABLE, 2026)
    assert partitions.partitioned(TABLE) and everything()[0] == before[0]
    of_next = written(entry, cast.official, 2027)
    far = written(entry, cast.official, 2031)
    assert of_next.pk > max(row[0] for row in before[0]) and Step.objects.get(pk=far.pk).note == "năm 2031"
    assert f"{TABLE}_2027" in parts_of(f"SELECT * FROM {TABLE} WHERE year = 2027")
    assert f"{TABLE}_before" not in " ".join(parts_of(f"SELECT * FROM {TABLE} WHERE year = 2027"))
    rows = everything()[0]
    partitions.put_together(TABLE)
    assert not partitions.partitioned(TABLE)
    after = everything()
    assert after[0] == rows and after[1:] == before[1:]
    assert written(entry, cast.official, 2028).pk > far.pk
    partitions.divide(TABLE, 2027)  # and again
    assert Step.objects.filter(entry=entry).count() == len(rows) + 1


def test_guards_hold_in_every_part_and_links_go_on(cast, entry):
    chain.link_new()
    partitions.divide(TABLE, 2026)
    for year in YEARS[3:]:
        written(entry, cast.official, year)
    chain.link_new()
    assert broken("plans.Step") is None
    asked = [f"UPDATE {TABLE} SET note = 'x'", f"DELETE FROM {TABLE} WHERE year = 2031", f"TRUNCATE {TABLE}",
             *(f"TRUNCATE {TABLE}_{part}" for part in ("before", "2027", "later")), f"DELETE FROM {TABLE}_2027",
             f"INSERT INTO {TABLE} SELECT * FROM {TABLE} WHERE year = 2027"]  # fmt: skip
    for sql in asked:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_a_year_is_prepared_once_and_never_where_its_rows_lie_already(cast, entry):
    partitions.divide(TABLE, 2026)
    assert [partitions.prepare(TABLE, year) for year in (2025, 2026, 2027, 2028, 2028)] == [
        False,
        False,
        False,
        True,
        False,
    ]
    written(entry, cast.official, 2031)
    assert not partitions.prepare(TABLE, 2031)
    assert Step.objects.aggregate(most=Max("year"))["most"] == 2031


def test_the_command_goes_there_and_back_and_the_night_makes_next_years_parts(cast, entry):
    call_command("divide_traces", stdout=StringIO())
    said = StringIO()
    call_command("divide_traces", stdout=said)
    assert said.getvalue() == "" and all(partitions.partitioned(table) for table in partitions.divisible())
    year = timezone.localdate().year
    assert prepare_parts() == 0, "the command made next year's"
    with time_machine.travel(datetime(year + 1, 1, 2, 12, tzinfo=UTC), tick=False):
        assert [prepare_parts(), prepare_parts()] == [len(partitions.divisible()), 0]
    call_command("divide_traces", together=True, stdout=StringIO())
    assert not any(partitions.partitioned(table) for table in partitions.divisible())


def test_which_tables_can_be_divided():
    assert partitions.divisible() == [
        "appraisal_indexstep", "plans_planstep", "plans_step", "reports_documentstep", "reports_incomingstep",
        "units_accountstep",
    ]  # fmt: skip
