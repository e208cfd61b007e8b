"""Cảnh báo: each rule at, below and above its threshold; every alert opens its rows; rules and mutes leave their trace."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import make_person, make_unit
from journal.models import Note
from plans.models import Progress
from plans.tests.paper import make_period, make_plan
from reports.alerts import finding, workflow
from reports.boards import tallying
from reports.models import WHOLE, AlertKind, AlertMute, AlertRule, Tally
from units.errors import Conflict, Refused
from units.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bar")]
State, Level = Progress.State, Progress.Level


@pytest.fixture
def head(cast, today):
    """A calendar of two periods; the commune of four tasks sent three of them, two done without papers, one of them odd."""
    head = make_plan(cast.district, cast.district_office, number="01/KH-UBND", year=today.year, tasks=0)
    make_plan(cast.commune, cast.commune_office, year=today.year, tasks=4, reports_under=head)
    starts = today - timedelta(days=60)
    before = make_period(head, name="trước", year=today.year, starts=starts - timedelta(days=90),
                         ends=starts - timedelta(days=1), due_inside=today, due=today)  # fmt: skip
    period = make_period(head, year=today.year, starts=starts, ends=today, due_inside=today, due=today)
    rows = list(Progress.objects.filter(period=period).order_by("task__position"))
    for row, level in zip(rows, (Level.DONE, Level.DONE, Level.DOING), strict=False):
        at = timezone.now() - timedelta(days=14)
        Progress.objects.filter(pk=row.pk).update(level=level, state=State.IN_REVIEW, handed_in_at=at, typed_at=at)
    Progress.objects.filter(pk=rows[0].pk).update(flags="Hồ sơ: 900 gấp từ 10 lần kỳ trước")
    tallying.refresh()
    return before, period


def figures(cast, period, today):
    found = finding.find(cast.district, period, today)
    return {alert.rule.kind.value: alert.figure for alert in found.standing if alert.about == cast.commune}


def test_what_the_entries_say(client, cast, head, today, django_assert_max_num_queries):
    _, period = head
    assert figures(cast, period, today) == {"silent": 14, "unproved": 2, "odd": 1}
    assert "silent" not in figures(cast, period, today - timedelta(days=1))
    client.force_login(cast.reviewer)
    with django_assert_max_num_queries(15):
        page = client.get(reverse("alerts"))
    urls = {alert.rule.kind.value: url for _, alerts in page.context["groups"] for alert, url, *_ in alerts}
    assert client.get(urls["silent"]).context["total"] == 1
    assert 'name="reason"' not in page.content.decode()
    chosen = client.get(reverse("alerts"), {"tat": f"silent-{cast.commune.pk}"}).content.decode()
    assert chosen.count('name="reason"') == 1 and f'id="tat-silent-{cast.commune.pk}"' in chosen
    assert client.get(urls["unproved"]).context["total"] == 2
    assert client.get(urls["odd"]).context["page"].paginator.count == 1


@pytest.mark.parametrize(("share", "gap", "fall"), [(55, 15, 10), (56, None, None), (54, 16, 11)])
def test_gap_and_fall_at_their_thresholds(cast, head, today, share, gap, fall):
    before, period = head
    for place, on_track in enumerate((70, 70, 90)):
        unit = make_unit(f"Xã Bên {place}", f"7{place:04}", parent=cast.district)
        Tally.objects.create(unit=unit, period=period, dimension=WHOLE, counted=100, on_track=on_track)
    Tally.objects.filter(unit=cast.commune, period=period, dimension=WHOLE).update(counted=100, on_track=share)
    Tally.objects.filter(unit=cast.commune, period=before, dimension=WHOLE).update(counted=20, on_track=13)
    found = figures(cast, period, today)
    assert (found.get("gap"), found.get("falling")) == (gap, fall)


def test_rules_are_data_the_unit_edits(client, cast, head, today):
    _, period = head
    client.force_login(cast.reviewer)
    address = reverse("alert_rule", args=[cast.district.pk])
    assert client.post(address, {"kind": "unproved", "threshold": 3, "on": "on"}).status_code == 403
    client.force_login(cast.district_leader)
    for odd in ("0", "²", "1000", ""):
        refused = client.post(address, {"kind": "unproved", "threshold": odd, "on": "on"})
        assert refused.status_code == 422
        assert odd in refused.content.decode()
    assert client.post(address, {"kind": "gap", "threshold": "101", "on": "on"}).status_code == 422
    client.post(address, {"kind": "unproved", "threshold": 3, "on": "on"})
    client.post(address, {"kind": "unproved", "threshold": 3, "on": "on"})
    client.post(address, {"kind": "odd", "threshold": 1})
    assert AlertRule.objects.count() == 2
    assert Note.objects.filter(kind="setting").count() == 2
    assert figures(cast, period, today) == {"silent": 14}


def test_a_mute_has_a_reason_and_an_end(client, cast, head, today):
    _, period = head
    client.force_login(cast.reviewer)
    address = reverse("alert_mute", args=[cast.district.pk])
    sent = {"period": period.pk, "kind": "odd", "about": cast.commune.pk}
    assert client.post(address, {**sent, "reason": " "}).status_code == 422
    client.post(address, {**sent, "reason": "Đã hỏi xã, số đúng"})
    assert client.post(address, {**sent, "reason": "Hai lần"}).status_code == 409
    assert "odd" not in figures(cast, period, today)
    row = AlertMute.objects.get()
    assert "Đã hỏi xã, số đúng" in client.get(reverse("alerts")).content.decode()
    client.post(reverse("alert_show_again", args=[row.pk]))
    with pytest.raises(Conflict):
        workflow.show_again(row, by=cast.reviewer)
    assert "odd" in figures(cast, period, today)
    with pytest.raises(Refused):
        workflow.mute(cast.district, cast.commune, period, AlertKind.ODD, by=make_person(
            "anthi.xem", Role.OVERSEER, cast.district_office, "Xem"), reason="x")  # fmt: skip
    assert client.post(address, {**sent, "about": cast.far_commune.pk, "reason": "x"}).status_code == 404
