"""Bản tóm tắt: one click, made by the worker, two pages, vectors, figures frozen with their rows; orders and failures."""

import io
from datetime import timedelta
from unittest.mock import patch

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from plans.models import Progress
from plans.tests.paper import make_period, make_plan
from post.models import Notice
from reports.boards import tallying
from reports.briefing import press, tasks, workflow
from reports.models import Briefing, BriefingOrder
from units.errors import Conflict

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bar")]
State = Briefing.State


@pytest.fixture
def period(cast, today):
    head = make_plan(cast.district, cast.district_office, number="01/KH-UBND", year=today.year, tasks=0)
    make_plan(cast.commune, cast.commune_office, year=today.year, tasks=4, reports_under=head)
    period = make_period(head, year=today.year, ends=today, due_inside=today, due=today - timedelta(days=0))
    for row in Progress.objects.filter(period=period)[:3]:
        Progress.objects.filter(pk=row.pk).update(level="done", state="submitted", handed_in_at=timezone.now())
    tallying.refresh()
    return period


def test_one_click_makes_two_pages_whose_figures_stay(client, cast, period, today):
    client.force_login(cast.reviewer)
    asked = client.post(reverse("briefing_ask", args=[cast.district.pk, period.pk]))
    row = Briefing.objects.get()
    assert asked.url == reverse("briefing", args=[row.pk])
    assert "báo ở chuông" in client.get(asked.url).content.decode()
    client.post(reverse("briefing_ask", args=[cast.district.pk, period.pk]))
    assert Briefing.objects.count() == 1, "a second click asks for nothing more"
    assert press.make(row.pk)
    assert not press.make(row.pk)
    row.refresh_from_db()
    assert (row.state, row.pages, row.as_of) == (State.READY, 2, today)
    assert Notice.objects.get(to=cast.reviewer).url == asked.url
    with pikepdf.open(io.BytesIO(row.pdf.read())) as pdf:
        assert len(pdf.pages) == 2
        assert not any(page.get_images() for page in pdf.pages), "drawings are vectors"
        links = [note.A.URI for page in pdf.pages for note in page.get("/Annots", [])]
    assert len(links) == len(row.figures) == 6 + 8 + 1 + len([f for f in row.figures if ":" in f["what"]])
    said = {one["what"]: one for one in row.figures}
    assert said["Mục đã nhận trên mục phải gửi"]["value"] == "3/4"
    assert client.get(said["Mục đã nhận trên mục phải gửi"]["url"]).context["total"] == 3
    Progress.objects.filter(period=period).update(level="", state="missing", handed_in_at=None)
    assert "3/4" in client.get(asked.url).content.decode()
    assert client.get(reverse("briefing_pdf", args=[row.pk])).status_code == 200
    client.force_login(cast.stranger)
    assert client.get(reverse("briefing_pdf", args=[row.pk])).status_code == 404


def test_what_fails_says_so_and_is_tried_again(client, cast, period):
    client.force_login(cast.reviewer)
    row = workflow.ask(cast.district, period, by=cast.reviewer)
    with patch.object(press, "compose", side_effect=RuntimeError("x")):
        assert not press.make(row.pk)
    page = client.get(reverse("briefing", args=[row.pk])).content.decode()
    assert "Lập lại" in page
    client.post(reverse("briefing_again", args=[row.pk]))
    assert Briefing.objects.get().state == State.WAITING
    with pytest.raises(Conflict):
        workflow.try_again(row, by=cast.reviewer)
    Briefing.objects.update(state=State.RUNNING, since=timezone.now() - press.LOST_AFTER - timedelta(seconds=1))
    assert tasks.sweep_briefings() == 1
    assert Briefing.objects.get().state == State.WAITING


def test_a_unit_that_reports_by_anothers_calendar_gets_its_ordered_briefing(cast, period, today):
    """The periods of the page: those of the district's plan, in which the commune has entries and its neighbour none."""
    workflow.order(cast.commune, by=cast.official, on=True, days=0)
    workflow.order(cast.neighbour, by=cast.neighbour_official, on=True, days=0)
    assert [workflow.make_ordered(today + timedelta(days=n)) for n in (-1, 0, 1)] == [0, 1, 0]
    assert [(row.unit, row.period) for row in Briefing.objects.all()] == [(cast.commune, period)]


def test_an_order_makes_one_of_every_period_after_its_due_date(client, cast, period, today):
    client.force_login(cast.reviewer)
    address = reverse("briefing_order", args=[cast.district.pk])
    assert client.post(address, {"days": "61", "on": "on"}).status_code == 422
    client.post(address, {"days": "2", "on": "on"})
    assert [workflow.make_ordered(today + timedelta(days=n)) for n in (1, 2, 2, 3)] == [0, 1, 0, 0]
    Briefing.objects.all().delete()
    assert workflow.make_ordered(today + timedelta(days=8)) == 1
    Briefing.objects.all().delete()
    assert workflow.make_ordered(today + timedelta(days=9)) == 0, "an order of a period long past asks for nothing"
    client.post(address, {"days": "2"})
    assert not BriefingOrder.objects.get().on
    assert workflow.make_ordered(today + timedelta(days=2)) == 0
