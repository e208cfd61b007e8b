"""The present: the two-level plan of today's tỉnh Hưng Yên, its communes' plans, and progress in every state.

Deadlines stand around the day of loading, so that dashboards and reminders are alive at once. Everything here is
sample data; the same seed gives the same rows (`entries`).
"""

from datetime import date, timedelta
from decimal import Decimal

from indicators.models import Dimension, StructureVersion, SubDimension
from plans.models import (
    Measure,
    Period,
    PeriodException,
    Plan,
    Relation,
    Target,
    Task,
)
from units.models import Agency, Post, Role, Unit, User

from .entries import SHOWCASE_UNIT, Entries
from .people import FRONT, NEW_ERA, PARTY, SPECIMEN_NAME, Account, agency, committee, new_unit, seat, slug, staff
from .texts import (
    PRESENT_MEASURES,
    PRESENT_PROVINCE,
    PRESENT_RELATIONS,
    PRESENT_SUBS,
)

LEADS = (
    "Sở Tài chính", "Sở Y tế", "Sở Giáo dục và Đào tạo", "Sở Nông nghiệp và Môi trường", "Sở Khoa học và Công nghệ",
    "Thanh tra tỉnh", "Văn phòng UBND tỉnh",
)  # fmt: skip
PULSE_COMMUNE = "12196"  # Hồng Quang
WITHOUT_PLAN, WITHOUT_PEOPLE = 8, 2
SAMPLE = "Dữ liệu mẫu để dùng thử"


def load(hashed: str, today: date) -> None:
    """Write the province's plan of this year, the communes' plans under it, two periods and their entries."""
    province = new_unit("33")
    communes = list(Unit.objects.filter(parent=province, valid_to__isnull=True).order_by("sort_key"))
    offices = _people(province, communes, hashed)
    plan = _province_plan(province, today)
    if plan.periods.exists():
        return
    plans = _commune_plans(plan, communes[: len(communes) - WITHOUT_PLAN], offices, today)
    told: dict[int, Decimal] = {}
    _relations(plan.tasks.all())
    for period, past in _periods(plan, today):
        Entries(period, past=past, today=today, told=told).write(plans, offices)


def _people(province, communes, hashed):
    """Agencies and accounts; returns {commune id: Agency}. Two communes have nobody who can be reached."""
    office = committee(province)
    home_affairs = agency(province, "Sở Nội vụ tỉnh Hưng Yên", reviews=True, symbol="SNV")
    for name in LEADS:
        agency(province, name if name.endswith("tỉnh") else f"{name} tỉnh Hưng Yên", aliases=name)
    agency(province, "Ủy ban MTTQ Việt Nam tỉnh Hưng Yên", FRONT)
    party = agency(province, "Ban Tuyên giáo và Dân vận Tỉnh ủy", PARTY)
    staff("hungyen", office, reviewing=home_affairs, hashed=hashed, level="UBND tỉnh")
    seat(Account("hungyen.quantri", Role.UNIT_ADMIN, "", "Quản trị tài khoản của tỉnh"), office, hashed, since=NEW_ERA)
    inspectors = Agency.objects.get(unit=province, name="Thanh tra tỉnh")
    seat(Account("hungyen.kiemtra", Role.AUDITOR, "", "Thanh tra viên"), inspectors, hashed, since=NEW_ERA)
    seat(Account("hungyen.theodoi", Role.OVERSEER, "", "Chuyên viên theo dõi"), party, hashed, since=NEW_ERA)
    seat(Account("snv.lanhdao", Role.LEADER, "", "Giám đốc Sở Nội vụ"), home_affairs, hashed, since=NEW_ERA)
    seat(Account("snv.vanthu", Role.CLERK, "", "Văn thư Sở Nội vụ"), home_affairs, hashed, since=NEW_ERA)
    offices = {commune.pk: committee(commune) for commune in communes}
    _commune_staff(communes[: len(communes) - WITHOUT_PEOPLE], offices, hashed)
    desk = next((commune for commune in communes if commune.code == PULSE_COMMUNE), None)
    if desk:
        account = Account("hongquang.thamdo", Role.PULSE_DESK, "", "Nhân viên Trung tâm Phục vụ hành chính công")
        seat(account, offices[desk.pk], hashed, since=NEW_ERA)
    return offices


def _commune_staff(communes, offices, hashed):
    """Entry, leader and clerk of every commune, in three bulk writes."""
    taken, rows = set(User.objects.values_list("username", flat=True)), []
    for commune in communes:
        prefix = slug(commune)
        if f"{prefix}.nhaplieu" in taken:
            prefix = f"{prefix}{commune.code}"
        if Post.objects.filter(agency=offices[commune.pk]).exists():
            continue
        where = "UBND phường" if commune.kind == Unit.Kind.WARD else "UBND xã"
        for name, role, title in (
            ("nhaplieu", Role.ENTRY, "Công chức Văn phòng"),
            ("lanhdao", Role.LEADER, f"Chủ tịch {where}"),
            ("vanthu", Role.CLERK, f"Văn thư {where}"),
        ):
            taken.add(f"{prefix}.{name}")
            rows.append((User(username=f"{prefix}.{name}", title=title, password=hashed,
                              email=f"{prefix}.{name}@vi-du.example",
                              legal_name=SPECIMEN_NAME if role == Role.LEADER else ""),
                         offices[commune.pk], role, title))  # fmt: skip
    User.objects.bulk_create(user for user, *_ in rows)
    made = {user.username: user for user in User.objects.filter(username__in=[row[0].username for row in rows])}
    Post.objects.bulk_create(
        Post(user=made[user.username], agency=office, role=role, title=title, valid_from=NEW_ERA, confirmed_for=title)
        for user, office, role, title in rows
    )


def _province_plan(province, today):
    office = Agency.objects.get(unit=province, heads_unit=True)
    plan, made = Plan.objects.get_or_create(
        unit=province, issuer=office, year_from=today.year, year_to=today.year,
        title=f"Nâng cao Chỉ số Hiệu quả quản trị và hành chính công (PAPI) tỉnh Hưng Yên năm {today.year}",
        defaults={
            "number": "18/KH-UBND", "date": min(date(today.year, 1, 15), today), "place": "Hưng Yên",
            "state": Plan.State.ISSUED,
            "source_note": SAMPLE, "purpose": "Cải thiện Chỉ số PAPI của tỉnh sau khi sắp xếp đơn vị hành chính.",
            "requirements": "Rõ người, rõ việc, rõ thời gian, rõ sản phẩm, rõ trách nhiệm.",
            "organisation": "Sở Nội vụ theo dõi, đôn đốc, tổng hợp; UBND xã, phường báo cáo theo kỳ.",
            "recipients": "Thường trực Tỉnh ủy\nThường trực HĐND tỉnh\nUBND các xã, phường\nLưu: VT, SNV",
        },
    )  # fmt: skip
    if made:
        Target.objects.create(
            plan=plan, kind=Target.Kind.RANKS_UP, text=f"Tăng bậc so với năm {today.year - 1}",
            baseline_year=today.year - 1, by_year=today.year,
        )  # fmt: skip
        _province_tasks(plan)
    return plan


def _province_tasks(plan):
    leads = {row.aliases or row.name: row for row in Agency.objects.filter(unit=plan.unit)}
    front = Agency.objects.get(unit=plan.unit, kind=FRONT)
    dimensions = {row.number: row for row in Dimension.objects.all()}
    subs = {row.code: row for row in SubDimension.objects.filter(version=StructureVersion.of_year(plan.year_from))}
    for position, (code, text, numbers, lead, product, month, for_communes) in enumerate(PRESENT_PROVINCE, start=1):
        found = (leads.get(lead) or leads.get(f"{lead} tỉnh Hưng Yên")) if lead else None
        task = Task.objects.create(
            plan=plan, code=code, position=position, text=text, product=product, deadline=_month_end(plan.year_from, month),
            rhythm=Task.Rhythm.ONCE, lead=found, lead_text="" if found else "UBND các xã, phường" if for_communes else "",
        )  # fmt: skip
        task.dimensions.set(dimensions[n] for n in numbers)
        task.sub_dimensions.set(subs[wanted] for wanted in PRESENT_SUBS.get(code, ()))
        if for_communes:
            task.coordinating.add(front)
        _measures(task)


def _measures(task):
    Measure.objects.bulk_create(
        Measure(task=task, position=n, name=name, unit_of_measure=unit, target=target, rollup=rollup)
        for n, (name, unit, target, rollup) in enumerate(PRESENT_MEASURES.get(task.code, ()), start=1)
    )


def _month_end(year, month):
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _commune_plans(plan, communes, offices, today):
    """One issued plan per commune, its tasks hung on the province's tasks for communes."""
    for number, commune in enumerate(communes):
        Plan.objects.create(
            unit=commune, issuer=offices[commune.pk], number=f"{number % 40 + 5:02d}/KH-UBND",
            date=min(date(plan.year_from, 1, 20) + timedelta(days=number % 25), today), place=commune.place_name,
            title=f"Nâng cao Chỉ số PAPI năm {plan.year_from} trên địa bàn {commune.short_name}",
            year_from=plan.year_from, year_to=plan.year_from, state=Plan.State.ISSUED, reports_under=plan,
            bases=f"Thực hiện Kế hoạch số {plan.number} ngày {plan.date:%d/%m/%Y} của UBND tỉnh Hưng Yên",
            source_note=SAMPLE,
        ).parents.add(plan)  # fmt: skip
    below = list(plan.reporting_plans.select_related("unit").order_by("unit__sort_key"))
    wanted = [row[0] for row in PRESENT_PROVINCE if row[-1]]
    upper = {task.code: task for task in plan.tasks.prefetch_related("dimensions", "measures") if task.code in wanted}
    Task.objects.bulk_create(
        Task(plan=own, code=up.code, position=n, text=up.text, product=up.product, rhythm=up.rhythm, parent=up,
             deadline=up.deadline, lead=offices[own.unit_id], parent_version=up.version)
        for own in below
        for n, up in enumerate(upper.values(), start=1)
    )  # fmt: skip
    made = Task.objects.filter(plan__in=below).select_related("parent")
    Task.dimensions.through.objects.bulk_create(
        Task.dimensions.through(task_id=task.pk, dimension_id=dimension.pk)
        for task in made
        for dimension in upper[task.code].dimensions.all()
    )
    Measure.objects.bulk_create(
        Measure(task=task, position=m.position, name=m.name, unit_of_measure=m.unit_of_measure, target=m.target,
                rollup=m.rollup, parent=m)
        for task in made
        for m in upper[task.code].measures.all()
    )  # fmt: skip
    _relations(made)
    return below


def _relations(tasks):
    """What the figures of `tasks` must hold to: the periods of the sample all begin on 1 January, so they add up."""
    rows = []
    for task in tasks.prefetch_related(None).prefetch_related("measures"):
        named = {row.name: row for row in task.measures.all()}
        rows += [
            Relation(measure=named[name], kind=kind, of=named.get(of))
            for name, kind, of in PRESENT_RELATIONS.get(task.code, ())
        ]
    Relation.objects.bulk_create(rows)


def _periods(plan, today):
    """The period before (closed, approved) and the one being reported now: due two days ago, Hồng Quang has more time."""
    now_ends = today.replace(day=1) - timedelta(days=1)
    before_ends = now_ends.replace(day=1) - timedelta(days=1)
    for ends, due, state in (
        (before_ends, _month_end(before_ends.year, before_ends.month) + timedelta(days=16), Period.State.CLOSED),
        (now_ends, today - timedelta(days=2), Period.State.OPEN),
    ):
        period = Period.objects.create(
            plan=plan, name=f"{ends.month} tháng năm {ends.year}", kind=Period.Kind.FREE, starts=date(ends.year, 1, 1),
            ends=ends, due_inside=due - timedelta(days=3), due=due, state=state,
        )  # fmt: skip
        if state == Period.State.OPEN:
            PeriodException.objects.create(
                period=period, unit=new_unit(SHOWCASE_UNIT), due_inside=today + timedelta(days=1),
                due=today + timedelta(days=3), reason="Trụ sở mới, đường truyền lắp chậm",
            )  # fmt: skip
        yield period, state == Period.State.CLOSED
