"""Work list and review queue of a province: 104 communes, 60 tasks each, 12 periods, 75,000 entries on SQLite.

Times are of whole requests inside the process (middleware, rights, queries, template), the middle of many after a
warm-up; a logged-in page without data in the same run is the yardstick. Query counts are of the same requests.
"""

import os
import statistics
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

COMMUNES, TASKS, PERIODS = 104, 60, 12
WAITING_PERIODS = 1  # a whole month of the province waits for review, 6,240 entries; the last month is being entered
ROUNDS = 15


def rows():
    """Bench rows of issue C."""
    with tempfile.TemporaryDirectory(prefix="papi-progress-") as folder:
        set_up(Path(folder))
        people = build()
        return measure(people)


def set_up(folder):
    os.environ.update(DATABASE_URL=f"sqlite:///{folder}/bench.sqlite3", VAR_DIR=str(folder), DEBUG="1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "papi_portal.settings")
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)


def build():
    """Units, people, plans and entries; returns the reviewer of the province and an official of one commune."""
    province, communes = _units()
    reviewer, official = _people(province, communes[0])
    calendar, periods = _calendar(province)
    tasks = _tasks(communes, calendar)
    _entries(communes, periods, tasks, official)
    return reviewer, official


def _units():
    from units.models import Unit

    def unit(name, code, parent=None):
        row = Unit(name=name, code=code, kind="xa" if parent else "tinh", parent=parent, valid_from=date(2025, 7, 1))
        row.place()
        row.search_text, row.sort_key = row.compute_search_text(), row.compute_sort_key()
        return row

    province = unit("Tỉnh Hưng Yên", "33")
    province.save()
    communes = [unit(f"Xã Mẫu số {n:03d}", f"12{n:03d}", province) for n in range(1, COMMUNES + 1)]
    return province, Unit.objects.bulk_create(communes)


def _people(province, commune):
    from units.models import Agency, Post, Role, User

    def person(username, unit, role, agency_name, **more):
        agency = Agency.objects.create(unit=unit, name=agency_name, **more)
        user = User.objects.create_user(username, password=None, title=role.label)
        Post.objects.create(user=user, agency=agency, role=role, title=role.label, valid_from=date(2025, 7, 1))
        return user

    reviewer = person("hungyen.thamdinh", province, Role.REVIEWER, "Sở Nội vụ", reviews=True)
    return reviewer, person("xa001.nhaplieu", commune, Role.ENTRY, "UBND xã Mẫu số 001", heads_unit=True)


def _calendar(province):
    from plans.models import Period, Plan
    from units.models import Agency

    office = Agency.objects.get(unit=province)
    plan = Plan.objects.create(
        unit=province, issuer=office, title="Nâng cao Chỉ số PAPI", year_from=2026, year_to=2026, state="issued"
    )
    today, made = date.today(), []
    for n in range(PERIODS):
        ends = today - timedelta(days=30 * (PERIODS - 1 - n) + 3)
        made.append(
            Period(
                plan=plan,
                name=f"Kỳ {n + 1}",
                kind="month",
                starts=ends - timedelta(days=29),
                ends=ends,
                state="open",
                due_inside=ends + timedelta(days=3),
                due=ends + timedelta(days=7),
            )
        )
    return plan, Period.objects.bulk_create(made)


def _tasks(communes, calendar):
    from indicators.models import Dimension
    from plans.models import Measure, Plan, Task

    dimensions = [
        Dimension.objects.create(
            number=n, name=f"Nội dung {n}", short_name=f"Nội dung {n}", name_en=str(n), year_from=2011
        )
        for n in range(1, 9)
    ]
    office = calendar.issuer
    plans = Plan.objects.bulk_create(
        Plan(unit=commune, issuer=office, title=f"Kế hoạch PAPI {commune.name}", year_from=2026, year_to=2026,
             state="issued", reports_under=calendar) for commune in communes
    )  # fmt: skip
    later = date.today() + timedelta(days=60)
    tasks = Task.objects.bulk_create(
        (Task(plan=plan, code=f"{n % 8 + 1}{chr(97 + n // 8)}", position=n, text=f"Nhiệm vụ số {n}", deadline=later)
         for plan in plans for n in range(TASKS)), batch_size=2000,
    )  # fmt: skip
    links = Task.dimensions.through
    links.objects.bulk_create(
        (links(task_id=task.pk, dimension_id=dimensions[task.position % 8].pk) for task in tasks), batch_size=2000
    )
    Measure.objects.bulk_create(
        (Measure(task=task, name="Hồ sơ", target=100) for task in tasks if task.position % 2), batch_size=2000
    )
    return tasks


def _entries(communes, periods, tasks, person):
    from plans.models import Figure, Measure, Progress

    unit_of = {
        plan_id: commune.pk for plan_id, commune in zip(dict.fromkeys(t.plan_id for t in tasks), communes, strict=True)
    }
    rows = (
        _entry(task, period, place, unit_of[task.plan_id], person)
        for place, period in enumerate(periods)
        for task in tasks
    )
    Progress.objects.bulk_create(rows, batch_size=2000)
    measures = dict(Measure.objects.values_list("task_id", "pk"))
    recent = Progress.objects.filter(period__in=periods[-WAITING_PERIODS - 1 :], task__in=measures)
    figures = (
        Figure(entry_id=pk, measure_id=measures[task], value=50 + pk % 60)
        for pk, task in recent.values_list("pk", "task_id")
    )
    Figure.objects.bulk_create(figures, batch_size=2000)


def _entry(task, period, place, unit, person):
    from plans.models import Progress

    sent = datetime(period.ends.year, period.ends.month, period.ends.day, 3, tzinfo=UTC) + timedelta(
        days=place % 3 + 5
    )
    state = "approved" if place < PERIODS - WAITING_PERIODS - 1 else "submitted" if place < PERIODS - 1 else "draft"
    sent = None if state == "draft" else sent
    return Progress(
        task=task, period=period, unit_id=unit, plan_id=task.plan_id, due_inside=period.due_inside, due=period.due,
        level="in_progress", result="Đã tổ chức thực hiện theo kế hoạch " * 4, state=state, handed_in_at=sent,
        waiting_since=sent, typed_by=person, signed_off_by=person if sent else None,
    )  # fmt: skip


def measure(people):
    """Time and count the pages, each beside the page without data of the same person."""
    from django.urls import reverse

    reviewer, official = people
    figures = []
    for label, person, name in [("review queue", reviewer, "review"), ("work list", official, "work")]:
        spent, empty, queries = timed(person, reverse(name), reverse("more"))
        ratio = spent / empty
        figures.append(row(f"{label}, 75,000 entries, server time, ms", round(spent, 1), 150, spent <= 150))
        figures.append(row(f"{label}, times a logged-in page without data", round(ratio, 2), 3, ratio <= 3))
        figures.append(row(f"{label}, queries", queries, 12, queries <= 12))
    return figures


def timed(person, address, empty):
    """(ms of GET `address`, ms of GET `empty`, queries of `address`) by `person`; middles of ROUNDS, taken in turns.

    In turns, so that what else the machine does weighs on both alike.
    """
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    spent = {address: [], empty: []}
    for number in range(ROUNDS + 1):
        for page, times in spent.items():
            began = time.perf_counter()
            answer = client.get(page)
            if number:  # the first round warms up
                times.append(1000 * (time.perf_counter() - began))
            assert answer.status_code == 200, page
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return statistics.median(spent[address]), statistics.median(spent[empty]), len(seen)


def row(name, figure, bar, met):
    return {"issue": "progress", "name": name, "figure": figure, "bar": bar, "met": met}
