"""Toàn cảnh: figures of the nation and of a province equal the rows they open; who lacks what; the grid of tiles."""

from collections import Counter
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import make_person, make_unit
from plans.models import Progress
from plans.tests.paper import make_period, make_plan
from reports.boards import tallying
from reports.boards.tiles import PLACES
from units.loading import FIXTURES, read_rows
from units.models import Role, Unit

State, Level = Progress.State, Progress.Level


@pytest.fixture
def nation(cast):
    """Hưng Yên with two communes, of which one has a plan and entries and the other nobody at all; Tỉnh Khác without any."""
    head = make_plan(cast.province, cast.province_office, number="1/KH-UBND", year=2026, tasks=0)
    make_plan(cast.new_commune, cast.new_commune_office, year=2026, reports_under=head)
    make_unit("Xã Vắng", "12197", kind="xa", parent=cast.province, since=date(2025, 7, 1))
    period = make_period(head, year=2026)
    sent = list(period.entries.order_by("pk"))[:2]
    for row, level in zip(sent, (Level.DONE, Level.DOING), strict=True):
        Progress.objects.filter(pk=row.pk).update(state=State.IN_REVIEW, level=level, handed_in_at=timezone.now())
    Unit.objects.filter(pk=cast.old_province.pk).update(valid_to=date(2025, 6, 30))
    tallying.refresh()
    return period


@pytest.fixture
def admin(cast):
    return make_person("quantri", Role.ADMIN, cast.province_office, "Quản trị")


def lines_of(page):
    return {line["row"].unit.pk: line for line in page.context["lines"]}


@pytest.mark.django_db
@pytest.mark.usefixtures("bar")
def test_the_nation_down_to_the_tasks(client, cast, nation, admin, django_assert_max_num_queries):
    client.force_login(admin)
    with django_assert_max_num_queries(15):
        page = client.get(reverse("nation"))
    province = lines_of(page)[cast.province.pk]
    opened(client, province)
    assert lines_of(page)[cast.far_commune.parent_id]["row"].tally is None
    with django_assert_max_num_queries(15):
        below = client.get(province["url"])
    commune = lines_of(below)[cast.new_commune.pk]
    opened(client, commune)
    tasks = client.get(commune["url"])
    assert tasks.context["total"] == commune["row"].tally.expected == 3
    assert reverse("entry", args=[tasks.context["page"].object_list[0].pk]) in tasks.content.decode()


def opened(client, line):
    tally, to = line["row"].tally, line["rows"]
    for name in ("expected", "received", "overdue", "unproved", "late"):
        assert client.get(to[name]).context["total"] == getattr(tally, name), name
    share = client.get(to["done"]).context
    assert (share["done"], share["on_track"], share["total"]) == (tally.done, tally.on_track, tally.counted)


@pytest.mark.django_db
@pytest.mark.usefixtures("bar")
def test_who_has_no_plan_no_account_no_entry(client, cast, nation, admin):
    client.force_login(admin)
    page = client.get(reverse("picture"), {"don_vi": cast.province.pk})
    assert {name: count for name, _, count in page.context["made"].lacks} == {"plan": 1, "account": 1, "entries": 1}
    for name in ("plan", "account", "entries"):
        rows = client.get(f"{page.context['lacking_url']}&so={name}").context["page"].object_list
        assert [unit.name for unit in rows] == ["Xã Vắng"], name
    whole = client.get(reverse("nation"))
    assert whole.context["made"].units == 3  # two communes here, one elsewhere
    rows = client.get(f"{whole.context['lacking_url']}&so=plan&cua={cast.far_commune.parent_id}").context["page"]
    assert [unit.pk for unit in rows.object_list] == [cast.far_commune.pk]


@pytest.mark.django_db
@pytest.mark.usefixtures("bar")
@pytest.mark.parametrize(("role", "leads"), [(Role.REVIEWER, True), (Role.OVERSEER, False)])
def test_a_unit_without_accounts_leads_to_its_people_only_whom_may_see_them(client, cast, nation, role, leads):
    office = cast.province_home_affairs if leads else cast.province_office
    client.force_login(make_person("hungyen.khac", role, office, "Chuyên viên"))
    page = client.get(reverse("lacking"), {"don_vi": cast.province.pk, "so": "account"})
    (unit,) = page.context["page"].object_list
    assert (reverse("people_unit", args=[unit.pk]) in page.content.decode()) is leads


@pytest.mark.django_db
@pytest.mark.usefixtures("bar")
def test_who_may_look_and_sees_no_figure_of_others(client, cast, nation):
    client.force_login(cast.province_reviewer)
    page = client.get(reverse("nation"))
    assert list(lines_of(page)) == [cast.province.pk]
    assert [unit.name for unit in page.context["made"].hidden] == ["Tỉnh Khác"]
    client.force_login(cast.new_official)
    assert client.get(reverse("nation")).status_code == 403
    assert list(lines_of(client.get(reverse("picture")))) == [cast.new_commune.pk]
    assert client.get(reverse("picture"), {"don_vi": cast.province.pk}).status_code == 403
    client.force_login(cast.stranger)
    assert client.get(reverse("lacking"), {"don_vi": cast.province.pk, "so": "plan"}).status_code == 404
    assert client.get(reverse("lacking"), {"so": "plan"}).status_code == 403


def test_every_province_has_one_tile_of_its_own():
    provinces = {
        row["code"] for row in read_rows(FIXTURES / "units.csv.gz") if row["era"] == "new" and not row["parent"]
    }
    assert set(PLACES) == provinces
    assert len(provinces) == 34
    assert max(Counter(PLACES.values()).values()) == 1
