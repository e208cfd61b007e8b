"""Periods and delegation: made by the calendar or freely, opened for everybody, excepted for some; both names kept."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from plans.models import Period, Progress, Step
from plans.progress import period_making as making
from plans.progress import workflow as way
from plans.reviewing import delegation as lending
from plans.tests.paper import entries_of, fitting, make_period, make_plan
from post.models import Notice
from post.working_days import Calendar
from units.errors import Conflict, Refused
from units.models import Delegation, User
from units.permissions import Action, can

pytestmark = pytest.mark.django_db
Kind, State = Period.Kind, Progress.State


@pytest.fixture
def plan(cast):
    return make_plan(cast.district, cast.district_office, number="01/KH-UBND", tasks=0)


@pytest.fixture
def communes(cast, plan):
    """Two communes that report by the district's periods."""
    for unit, office in ((cast.commune, cast.commune_office), (cast.neighbour, cast.neighbour_office)):
        make_plan(unit, office, number=f"{unit.code}/KH-UBND", reports_under=plan)


def fresh_person(person):
    return User.objects.get(pk=person.pk)


@pytest.mark.parametrize(
    ("kind", "count", "first", "last"),
    [
        (Kind.MONTH, 12, date(2024, 1, 31), date(2024, 12, 31)),
        (Kind.QUARTER, 4, date(2024, 3, 31), date(2024, 12, 31)),
        (Kind.HALF_YEAR, 2, date(2024, 6, 30), date(2024, 12, 31)),
        (Kind.NINE_MONTHS, 1, date(2024, 9, 30), date(2024, 9, 30)),
        (Kind.YEAR, 1, date(2024, 12, 31), date(2024, 12, 31)),
    ],
)
def test_kinds_of_the_calendar(kind, count, first, last):
    found = making.spans(kind, 2024)
    assert (len(found), found[0][2], found[-1][2]) == (count, first, last)
    assert len({name for name, _, _ in found}) == count


def test_periods_are_made_on_the_page_once(client, cast, plan):
    client.force_login(cast.reviewer)
    page = reverse("periods", args=[plan.pk])
    form = {"form": "calendar", "kind": "quarter", "year": "2024", "days_inside": "3", "days_up": "7"}
    assert client.post(page, form).status_code == 302
    assert plan.periods.get(name="Quý I năm 2024").due == date(2024, 4, 7)
    again = client.post(page, form)
    assert (again.status_code, again.context["calendar"].non_field_errors()) == (422, ["Các kỳ này đã có."])
    refused = client.post(page, {**form, "days_up": "1"})
    assert "days_up" in refused.context["calendar"].errors


def test_periods_made_a_moment_ago_are_taken_back_and_opened_ones_turned_round(client, cast, plan):
    made = making.make_periods(plan, by=cast.reviewer, kind=Kind.QUARTER, year=2024, days_inside=3, days_up=7)
    client.force_login(cast.reviewer)
    typed = {"chon": [made[0].pk], "viec": "mo"}
    said = client.post(reverse("periods_switch", args=[plan.pk]), typed, follow=True).content.decode()
    undo, kept = reverse("periods_undo", args=[plan.pk]), re.search(r'name="kept" value="([^"]+)"', said)[1]
    assert client.post(undo, {"kept": kept}).status_code == 302
    assert plan.periods.get(pk=made[0].pk).state == "closed"
    with pytest.raises(Conflict, match="đã mở"):
        making.unmake(plan, [row.pk for row in made], by=cast.reviewer)
    assert making.unmake(plan, [row.pk for row in made[1:]], by=cast.reviewer) == 3


def test_a_free_period_may_cross_the_year(client, cast, plan):
    client.force_login(cast.reviewer)
    form = {"form": "free", "name": "6 tháng đầu năm 2024", "starts": "01/12/2023", "ends": "31/05/2024",
            "due_inside": "02/06/2024", "due": "05/06/2024"}  # fmt: skip
    assert client.post(reverse("periods", args=[plan.pk]), form).status_code == 302
    assert plan.periods.get().starts == date(2023, 12, 1)
    wrong = client.post(reverse("periods", args=[plan.pk]), {**form, "ends": "30/11/2023"})
    assert wrong.context["free"]["name"].value() == "6 tháng đầu năm 2024"
    assert wrong.status_code == 422


def test_opening_and_closing_for_all_units_at_once(client, cast, plan, communes):
    rows = making.make_periods(plan, by=cast.reviewer, kind=Kind.QUARTER, year=2024, days_inside=3, days_up=7)
    client.force_login(cast.reviewer)
    switch = reverse("periods_switch", args=[plan.pk])
    client.post(switch, {"chon": [row.pk for row in rows[:2]], "viec": "mo"})
    assert Progress.objects.filter(open=True).count() == 2 * 2 * 3
    client.post(switch, {"chon": [rows[0].pk], "viec": "dong"})
    assert Progress.objects.filter(open=True).count() == 2 * 3


def test_exceptions_for_the_ticked_units(client, cast, plan, communes):
    period = make_period(plan)
    client.force_login(cast.reviewer)
    page = reverse("period", args=[period.pk])
    form = {"form": "exception", "due": "30/11/2024", "reason": "Bão số 3", "don_vi": [cast.commune.pk]}
    assert client.post(page, {**form, "reason": ""}).status_code == 422
    assert client.post(page, {**form, "don_vi": []}).status_code == 422
    assert client.post(page, form).status_code == 302
    assert {row.due for row in Progress.objects.filter(unit=cast.commune)} == {date(2024, 11, 30)}
    assert {row.due for row in Progress.objects.filter(unit=cast.neighbour)} == {period.due}
    dates = {"form": "dates", "name": "9 tháng", "due_inside": "24/10/2024", "due": "28/10/2024"}
    assert "reason" in client.post(page, dates).context["dates"].errors, "units have been told the old dates"
    assert client.post(page, {**dates, "reason": "Chờ số liệu"}).status_code == 302
    assert {row.due for row in Progress.objects.filter(unit=cast.commune)} == {date(2024, 11, 30)}
    assert {row.due for row in Progress.objects.filter(unit=cast.neighbour)} == {date(2024, 10, 28)}
    told = [(line["verb"], line["what"], line["old"], line["new"], line["note"]) for line in traced(client, page)]
    assert told == [
        ("đổi tên, đổi hạn của kỳ", "kỳ 9 tháng năm 2024: tên kỳ", "9 tháng năm 2024", "9 tháng", "Chờ số liệu"),
        ("đổi tên, đổi hạn của kỳ", "kỳ 9 tháng năm 2024: hạn nộp trong đơn vị", "22/10/2024", "24/10/2024", "Chờ số liệu"),
        ("đổi tên, đổi hạn của kỳ", "kỳ 9 tháng năm 2024: hạn gửi cấp trên", "25/10/2024", "28/10/2024", "Chờ số liệu"),
        ("ghi ngoại lệ của kỳ", "kỳ 9 tháng năm 2024, Xã Tiền Phong: hạn gửi cấp trên", "như cả kỳ", "30/11/2024",
         "Bão số 3"),
    ]  # fmt: skip
    client.force_login(cast.neighbour_official)
    assert [line["verb"] for line in traced(client, page)] == ["đổi tên, đổi hạn của kỳ"] * 3, (
        "not the neighbour's date"
    )


def traced(client, page):
    return client.get(page).context["events"]


def test_who_may_see_and_who_may_change_periods(client, cast, plan):
    period = make_period(plan)
    for person, sees, changes in [
        (cast.reviewer, 200, 302), (cast.official, 200, 403), (cast.stranger, 404, 404),
    ]:  # fmt: skip
        client.force_login(person)
        assert client.get(reverse("period", args=[period.pk])).status_code == sees
        empty = client.post(reverse("period", args=[period.pk]), {"form": "exception"})
        assert empty.status_code == (422 if changes == 302 else changes), "the right is asked before the form"
        page = client.get(reverse("periods", args=[plan.pk]))
        assert page.status_code == sees
        assert sees != 200 or page.context["may"] == can(fresh_person(person), Action.PERIODS, plan.unit)
        switched = client.post(reverse("periods_switch", args=[plan.pk]), {"chon": [period.pk], "viec": "dong"})
        assert switched.status_code == changes


def test_delegation_lends_the_rights_and_records_both_names(cast, today):
    entry = entries_of(make_period(make_plan(cast.commune, cast.commune_office)))[0]
    Progress.objects.filter(pk=entry.pk).update(state=State.WITH_LEADER, level="nothing")
    row = Progress.objects.for_rows().get(pk=entry.pk)
    assert "hand_in" not in way.moves_for(row, cast.clerk)
    lending.delegate(by=cast.leader, to=cast.clerk, valid_from=today, valid_to=today + timedelta(days=3), today=today)
    way.move(row, "hand_in", by=fresh_person(cast.clerk))
    step = Step.objects.get(entry=entry, verb="hand_in")
    assert (step.by, step.acting_for) == (cast.clerk, cast.leader)
    assert Notice.objects.filter(to=cast.clerk).exists()


@pytest.mark.one_engine
def test_offered_equals_allowed_under_delegation_too(cast, today):
    """The clerk acting for the leader: the leader's verbs in every state, before, during and after the span."""
    entry = entries_of(make_period(make_plan(cast.commune, cast.commune_office)))[0]
    spans = [(-9, -1), (0, 0), (1, 9)]
    wrong = []
    for first, last in spans:
        Delegation.objects.all().delete()
        Delegation.objects.create(
            from_user=cast.leader, to_user=cast.clerk, valid_from=today + timedelta(days=first),
            valid_to=today + timedelta(days=last),
        )  # fmt: skip
        clerk = fresh_person(cast.clerk)
        for state in State:
            for name in way.MOVES:
                Progress.objects.filter(pk=entry.pk).update(**fitting(state, "nothing"), open=True)
                row = Progress.objects.for_rows().get(pk=entry.pk)
                offered = name in way.moves_for(row, clerk)
                as_leader = first == 0 and name in way.moves_for(row, cast.leader)
                if not offered == as_leader == _goes_through(row, name, clerk):
                    wrong.append((first, state, name))
    assert wrong == []


def _goes_through(row, name, person):
    from django.http import Http404

    try:
        way.move(row, name, by=person, note="Lý do")
    except (Refused, Conflict, Http404):
        return False
    return True


def test_the_delegation_page(client, cast, today):
    client.force_login(cast.leader)
    page = reverse("delegations")
    until = today + timedelta(days=5)
    form = {
        "to": cast.clerk.pk,
        "valid_from": f"{today:%d/%m/%Y}",
        "valid_to": f"{until:%d/%m/%Y}",
        "reason": "Đi công tác",
        "rights": ["send_up", "direct"],
    }
    assert client.post(page, {**form, "to": cast.stranger.pk}).status_code == 422
    assert client.post(page, {**form, "valid_to": f"{today - timedelta(days=2):%d/%m/%Y}"}).status_code == 422
    begun = client.post(page, {**form, "valid_from": f"{today - timedelta(days=1):%d/%m/%Y}"})
    assert "không có hiệu lực lùi" in begun.context["form"].errors["valid_from"][0]
    assert client.post(page, form).status_code == 302
    overlap = client.post(page, form)
    assert (overlap.status_code, overlap.context["form"]["reason"].value()) == (422, "Đi công tác")
    row = Delegation.objects.get()
    assert row.rights == ["send_up", "direct"]
    assert client.post(page, {**form, "rights": []}).status_code == 422
    client.force_login(cast.clerk)
    assert client.post(reverse("delegation_end", args=[row.pk])).status_code == 403
    client.force_login(cast.stranger)
    assert client.post(reverse("delegation_end", args=[row.pk])).status_code == 404
    client.force_login(cast.leader)
    client.post(reverse("delegation_end", args=[row.pk]))
    assert not can(fresh_person(cast.clerk), Action.SUBMIT, cast.commune)
    row.refresh_from_db()  # ended on its first day, it stays: it proves what was done meanwhile
    assert row.ended_at is not None and (row.valid_from, row.valid_to) == (today, until)
    assert client.post(page, form).status_code == 302, "what was taken back does not stand in the way of a new one"


# --- Due dates on days off ---------------------------------------------------------------------------------------------


def test_due_dates_on_days_off_are_named_and_stay_where_the_rule_puts_them(client, cast):
    """Quarters of 2026, due 3 and 5 days after: Friday 3/4 is worked, Sunday 5/4, 5/7 is a Sunday, 3/10 a Saturday …"""
    plan = make_plan(cast.province, cast.province_office, number="18/KH-UBND", year=2026)
    client.force_login(cast.province_leader)
    page, form = f"/ke-hoach/{plan.pk}/ky/", {"form": "calendar", "kind": "quarter", "year": 2026}
    form |= {"days_inside": 3, "days_up": 5}
    seen = client.post(page, {**form, "preview": "1"})
    assert seen.status_code == 200 and not plan.periods.exists(), "looking makes nothing"
    off = [
        "Quý I năm 2026: hạn gửi cấp trên 05/04/2026 là Chủ nhật",
        "Quý II năm 2026: hạn gửi cấp trên 05/07/2026 là Chủ nhật",
        "Quý III năm 2026: hạn nộp trong đơn vị 03/10/2026 là Thứ Bảy",
        "Quý IV năm 2026: hạn nộp trong đơn vị 03/01/2027 là Chủ nhật",
    ]
    assert seen.context["preview"]["off"] == off
    assert all(text in seen.content.decode() for text in off)
    made = client.post(page, form, follow=True)
    assert [str(m) for m in made.context["messages"]][1].count("là Chủ nhật") == 3
    assert plan.periods.get(name="Quý I năm 2026").due == date(2026, 4, 5), "not moved by the portal"


def test_a_holiday_is_named_by_its_name(cast):
    row = making.Planned(
        "month", "Tháng 08/2026", date(2026, 8, 1), date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 2)
    )
    named = making.days_off([row], Calendar())
    assert len(named) == 2 and named[1].startswith("Tháng 08/2026: hạn gửi cấp trên 02/09/2026 là Quốc khánh")
    assert making.days_off([row], Calendar({row.due_inside: (True, ""), row.due: (True, "")})) == []
