"""A country that owes reports, for benches: provinces, communes under them, people in each, one late period."""

from datetime import date, time, timedelta

from plans.models import Period, Plan, Task
from plans.progress.periods import owe_entries
from post.models import DayOverride, Preference
from units.models import Agency, Post, Role, Unit, User

COMMUNES_OF_A_PROVINCE = 98


def build(communes: int, people: int, today: date) -> None:
    """`communes` units, each with a plan of three tasks two days late and its share of `people` officials; `today` is
    made a working day, and everybody wants letters at midnight."""
    province_count = -(-communes // COMMUNES_OF_A_PROVINCE)
    provinces = _units([(f"Tỉnh {n}", f"P{n}", None) for n in range(province_count)])
    rows = [(f"Xã {n}", f"X{n}", provinces[n // COMMUNES_OF_A_PROVINCE]) for n in range(communes)]
    units = _units(rows)
    offices = Agency.objects.bulk_create(
        [Agency(unit=unit, name=f"UBND {unit.name}", heads_unit=True) for unit in (*units, *provinces)], batch_size=500
    )
    _staff(offices[:communes], people)
    calendars = Plan.objects.bulk_create(
        _plan(unit, office, today) for unit, office in zip(provinces, offices[communes:], strict=True)
    )
    plans = [
        _plan(unit, office, today, calendars[n // COMMUNES_OF_A_PROVINCE])
        for n, (unit, office) in enumerate(zip(units, offices, strict=False))
    ]
    plans = Plan.objects.bulk_create(plans, batch_size=500)
    Task.objects.bulk_create(
        [Task(plan=plan, code=f"{n}a", position=n, text=f"Nhiệm vụ số {n}") for plan in plans for n in (1, 2, 3)],
        batch_size=1000,
    )
    for calendar in calendars:
        owe_entries(_period(calendar, today))
    DayOverride.objects.update_or_create(day=today, defaults={"working": True, "name": "đo"})


def _units(rows):
    since = date(2025, 7, 1)
    units = [Unit(name=name, code=code, kind="xa", parent=parent, valid_from=since) for name, code, parent in rows]
    for unit in units:
        unit.place()
    return Unit.objects.bulk_create(units, batch_size=500)


def _staff(offices, people):
    users = User.objects.bulk_create(
        [User(username=f"nguoi{n}", email=f"nguoi{n}@example.vn", title="Công chức") for n in range(people)],
        batch_size=500,
    )
    Post.objects.bulk_create(
        [
            Post(
                user=user,
                agency=offices[n % len(offices)],
                role=Role.ENTRY,
                title="Công chức",
                valid_from=date(2025, 7, 1),
            )
            for n, user in enumerate(users)
        ],
        batch_size=500,
    )
    Preference.objects.bulk_create([Preference(user=user, hour=time(0)) for user in users], batch_size=500)


def _plan(unit, office, today, calendar=None):
    return Plan(
        unit=unit, issuer=office, title=f"Nâng cao Chỉ số PAPI của {unit.name}", state=Plan.State.ISSUED,
        number="" if calendar else f"{unit.code}/KH", year_from=today.year, year_to=today.year, reports_under=calendar,
    )  # fmt: skip


def _period(calendar, today):
    return Period.objects.create(
        plan=calendar, name="9 tháng", kind=Period.Kind.FREE, starts=today - timedelta(days=200), state=Period.State.OPEN,
        ends=today - timedelta(days=20), due_inside=today - timedelta(days=2), due=today - timedelta(days=1),
    )  # fmt: skip
