"""Coverage matrix, plan page and roll-up of a province: 60 tasks, 104 communes, 6,240 child tasks, on SQLite.

Times are of whole requests inside the process (middleware, rights, queries, template), the middle of many after a
warm-up. The bar is the issue's: the matrix stays readable and pages in under a second.
"""

import os
import statistics
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

COMMUNES, TASKS, ROUNDS = 104, 60, 9


def rows():
    """Bench rows of issue B, the part of plans."""
    with tempfile.TemporaryDirectory(prefix="papi-plans-") as folder:
        set_up(Path(folder))
        plan, leader, official = build()
        return measure(plan, leader, official)


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
    """The province's plan in force, handed down to every commune, issued there, figures entered and approved."""
    from plans.cascade.workflow import handing_down as cascade
    from plans.models import Measure, Plan, Task
    from units.models import Role

    province, communes = _units()
    offices = {unit.pk: _office(unit) for unit in (province, *communes)}
    leader = _person("tinh", offices[province.pk], Role.LEADER)
    official = _person("xa", offices[communes[0].pk], Role.ENTRY)
    plan = Plan.objects.create(
        unit=province,
        issuer=offices[province.pk],
        number="18/KH-UBND",
        date=date(2026, 1, 15),
        title="Nâng cao Chỉ số PAPI năm 2026",
        year_from=2026,
        year_to=2026,
        state=Plan.State.ISSUED,
    )
    for n in range(1, TASKS + 1):
        task = Task.objects.create(
            plan=plan,
            code=f"{n}",
            position=n,
            text=f"Nhiệm vụ số {n} của tỉnh giao xuống xã",
            deadline=date(2026, 12, 31),
        )
        if n <= 5:
            Measure.objects.create(task=task, name=f"Chỉ tiêu {n}", unit_of_measure="hồ sơ")
    cascade.hand_down(plan, list(plan.tasks.all()), communes, by=leader)
    Plan.objects.filter(parents=plan).update(state=Plan.State.ISSUED, date=date(2026, 1, 20))
    _report(plan)
    return plan, leader, official


def _units():
    from units.models import Unit

    def unit(name, code, parent=None):
        row = Unit(name=name, code=code, kind="xa" if parent else "tinh", parent=parent, valid_from=date(2025, 7, 1))
        row.place()
        row.save()
        return row

    province = unit("Tỉnh Hưng Yên", "33")
    return province, [unit(f"Xã Mẫu số {n:03d}", f"12{n:03d}", province) for n in range(1, COMMUNES + 1)]


def _office(unit):
    from units.models import Agency

    return Agency.objects.create(unit=unit, name=f"UBND {unit.short_name}", heads_unit=True, symbol="UBND")


def _person(username, office, role):
    from units.models import Post, User

    user = User.objects.create_user(username, password=None, title=role.label)
    Post.objects.create(user=user, agency=office, role=role, title=role.label, valid_from=date(2025, 7, 1))
    return user


def _report(plan):
    from plans.models import Figure, Measure, Period, Progress
    from plans.progress.periods import owe_entries

    period = Period.objects.create(
        plan=plan,
        name="9 tháng",
        kind="nine_months",
        starts=date(2026, 1, 1),
        ends=date(2026, 9, 30),
        due_inside=date(2026, 10, 1),
        due=date(2026, 10, 5),
        state=Period.State.OPEN,
    )
    owe_entries(period)
    Progress.objects.filter(period=period).update(
        state=Progress.State.APPROVED, level=Progress.Level.DOING, handed_in_at=datetime(2026, 10, 1, tzinfo=UTC)
    )
    entries = dict(Progress.objects.filter(period=period).values_list("task_id", "pk"))
    below = Measure.objects.exclude(parent=None)
    Figure.objects.bulk_create(Figure(entry_id=entries[row.task_id], measure=row, value=10) for row in below)


def measure(plan, leader, official):
    client = _client(leader)
    pages = {
        "coverage matrix, 60 tasks x 104 communes, 24 communes a page": f"/ke-hoach/{plan.pk}/bao-phu/",
        "coverage matrix, one dimension, only communes lacking something": f"/ke-hoach/{plan.pk}/bao-phu/?nd=2&thieu=on",
        "plan page, 60 tasks with coverage and progress of 104 communes": f"/ke-hoach/{plan.pk}/?nd=tat-ca",
        "rolled-up figures, 5 measures x 104 communes, every source listed": f"/ke-hoach/{plan.pk}/so-lieu/",
        "hierarchy of 105 plans": "/ke-hoach/",
    }
    found = []
    for name, path in pages.items():
        seconds, queries = _timed(client, path)
        found.append(_row(f"{name}, s", seconds, 1.0))
        found.append(_row(f"{name}, queries", queries, 40))
    draft = _draft(plan, official)
    seconds, queries = _timed(_client(official), f"/ke-hoach/{draft.pk}/soan/")
    found.append(_row("editor of 60 tasks, s", seconds, 1.0))
    return found


def _draft(plan, official):
    from plans.drafting.workflow import life
    from plans.models import Plan

    own = Plan.objects.get(parents=plan, unit=official.seats[0].unit)
    return life.start_from(own, unit=own.unit, by=official, year=2027)


def _client(user):
    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _timed(client, path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        client.get(path)
    count = len(seen)
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        client.get(path)
        times.append(time.perf_counter() - start)
    return round(statistics.median(times), 3), count


def _row(name, figure, bar):
    return {"issue": "plans", "name": name, "figure": figure, "bar": bar, "met": figure <= bar}


if __name__ == "__main__":
    for row in rows():
        print("met " if row["met"] else "MISS", row["name"], row["figure"], "<=", row["bar"])
