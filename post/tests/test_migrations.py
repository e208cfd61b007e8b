"""Models that moved to the post office lose no row, forward and back; on SQLite `make soak` walks the same way from the
release of November (bench/upgrading.py), for there each step copies whole tables."""

from datetime import date

import pytest
from django.db import connection

from conftest import make_agency, make_unit
from plans.models import Progress
from plans.tests.paper import make_period, make_plan
from post.models import DayOverride, Letter, Notice, Preference, Reminder
from tools.databases import MIGRATED, opened
from tools.migrating import migrate
from units.models import User

pytestmark = [pytest.mark.long, pytest.mark.one_engine]

MOVED = {
    "post_letter": "units_letter",
    "post_notice": "units_notice",
    "post_preference": "units_preference",
    "post_dayoverride": "units_dayoverride",
    "post_reminder": "plans_reminder",
}


def rows_of(table):
    """{key: {column: value}} of a table, whatever columns it has."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {row["id"]: row for row in rows}


def alike(rows, columns):
    """The rows with only those `columns`: what later migrations added is empty after the way back, and no row of ours."""
    return {key: {name: row[name] for name in row if name in columns} for key, row in rows.items()}


def tables():
    return set(connection.introspection.table_names())


@pytest.fixture
def filled(transactional_db):
    """Two letters of which one was merged into the other, a row of each other kind, and a plan with open entries."""
    with opened(MIGRATED):
        fill()
        yield


def fill():
    person = User.objects.create(username="nguoi.nhan", title="Công chức")
    whole = Letter.objects.create(key="thu-1", to=person, subject="Việc cần làm", text="Nội dung", repeats=2)
    Letter.objects.create(key="thu-2", to=person, subject="Gộp", text="…", merged_into=whole, state="merged")
    Notice.objects.create(key="chuong-1", to=person, text="Bị trả lại", url="/viec/")
    Preference.objects.create(user=person, channels=["email", "webhook"], off=["early"], calendar_key="khoa-lich")
    Reminder.objects.create(person=person, kind="period", subject="p1-u2-k3", milestone="-3:2026-03-24", letter=whole)
    DayOverride.objects.create(day=date(2026, 8, 31), working=False, name="Hoán đổi", source="Thông báo")
    unit = make_unit("Xã Tiền Phong", "12193")
    make_period(make_plan(unit, make_agency(unit, "UBND xã Tiền Phong")))


def content_types():
    return {(row["app_label"], row["model"]): key for key, row in rows_of("django_content_type").items()}


def as_of_november():
    """Rows written by the models of the release of November, before anything moved; returns the letter's key."""
    apps = migrate(("post", None), ("units", "0001_initial"), ("plans", "0001_initial"))
    person = apps.get_model("units", "User").objects.create(username="nguoi.cu", title="Công chức")
    old = apps.get_model("units", "Letter").objects.create(key="thu-cu", to=person, subject="Cũ", text="…")
    apps.get_model("plans", "Reminder").objects.create(
        person_id=person.pk, kind="review", subject="p9", milestone="2:2026-01-05", letter_id=old.pk
    )
    return old.pk


def test_every_row_goes_back_and_comes_again_with_what_was_written_meanwhile(filled):
    """One way back and forth for both questions: it takes longer than most tests together."""
    before, types = {table: rows_of(table) for table in MOVED}, content_types()
    migrate(("post", None))
    assert tables().isdisjoint(MOVED)
    old = {new: rows_of(name) for new, name in MOVED.items()}
    columns = {new: set(next(iter(rows.values()))) for new, rows in old.items()}
    assert old == {new: alike(rows, columns[new]) for new, rows in before.items()}
    back = content_types()
    assert back["units", "letter"] == types["post", "letter"], "permissions hang on the same content type"
    assert back["plans", "reminder"] == types["post", "reminder"]
    written = as_of_november()
    migrate()
    letter = Letter.objects.get(key="thu-cu")
    assert (letter.pk, letter.to.username) == (written, "nguoi.cu")
    assert letter.reminders.get().subject == "p9"
    now = {table: alike(rows_of(table), columns[table]) for table in MOVED}
    assert {table: {key: rows[key] for key in before[table]} for table, rows in now.items()} == {
        table: alike(rows, columns[table]) for table, rows in before.items()
    }
    assert {table: len(rows) - len(before[table]) for table, rows in now.items() if len(rows) > len(before[table])} == {
        "post_letter": 1, "post_reminder": 1,
    }  # fmt: skip
    assert tables().isdisjoint(MOVED.values())
    assert content_types() == types
    assert Progress.objects.filter(task__plan__number="04/KH-UBND").count() == 3
