"""Việc của tôi beside the entries: papers to hand in, the rows behind each figure, what the phone's bar shows."""

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import make_person, words
from papi_portal.context import Shell
from plans.models import Plan, Progress
from plans.progress import workflow as way
from plans.tests.paper import entries_of, make_period, make_plan
from reports.desk import of_period, waiting
from reports.models import Document
from reports.tests import desk
from units.models import Post, Role, User

pytestmark = pytest.mark.django_db


def waits(user):
    fresh = User.objects.get(pk=user.pk)
    found = [(row["verb"], row["title"]) for row in waiting.papers(fresh)]
    assert waiting.waiting_for(fresh).count() == len(found)
    return found


def test_a_paper_waits_for_its_drafter_to_hand_it_in_then_for_who_is_left(cast):
    desk.let_live(cast)
    paper = desk.report(cast, made=False)
    assert waits(cast.official) == []
    Document.objects.filter(pk=paper.pk).update(making=Document.Making.READY)
    other = make_person("tienphong.hai", Role.ENTRY, cast.commune_office, "Công chức Tư pháp – Hộ tịch")
    assert waits(cast.official) == [("Trình ký", paper.title)] and waits(other) == waits(cast.leader) == []
    Post.objects.filter(user=cast.official).update(valid_to=timezone.localdate().replace(year=2021))
    assert waits(other) == waits(cast.leader) == [("Trình ký", paper.title)]
    assert waits(cast.clerk) == waits(cast.reviewer) == []


def test_every_figure_of_the_period_opens_its_rows(client, cast):
    period = make_period(make_plan(cast.commune, cast.commune_office))
    entries, today = entries_of(period), timezone.localdate()
    told = of_period.summed(cast.official, today)
    assert (told["total"], told["done"]) == (len(entries), 0)
    for word, line, number in told["lines"]:
        rows = of_period.rows(cast.official, period.pk, word, today)
        assert len(rows) == number == (len(entries) if word == "chua-nhap" else 0), line
    assert of_period.rows(cast.official, period.pk, "sai", today) is None
    client.force_login(cast.official)
    work = client.get(reverse("work")).content.decode()
    address = f"{reverse('work_period', args=[period.pk])}?o=chua-nhap"
    assert address in work and str(entries[0].task) in client.get(address).content.decode()
    assert client.get(f"{reverse('work_period', args=[period.pk])}?o=sai").status_code == 404


@pytest.mark.parametrize(
    ("who", "tabs"),
    [
        ("leader", ["Việc của tôi", "Tổng hợp", "Văn bản", "Thêm"]),
        ("clerk", ["Việc của tôi", "Văn bản", "Kế hoạch", "Thêm"]),
        ("official", ["Việc của tôi", "Tổng hợp", "Kế hoạch", "Thêm"]),
    ],
)
def test_the_phone_has_at_hand_what_a_role_needs_and_the_rest_behind_more(rf, cast, who, tabs):
    request = rf.get("/")
    request.user = getattr(cast, who)
    frame = Shell(request)
    assert [entry.label for entry in frame.tabs] == tabs
    labels = [entry.label for entry in frame.more]
    assert {entry.label for entry in frame.nav} <= {*labels, *tabs} and not {*labels} & {*tabs}


def test_a_receipt_and_the_editor_lead_on(client, cast):
    period = make_period(make_plan(cast.commune, cast.commune_office))
    first, second = entries_of(period)[:2]
    client.force_login(cast.official)
    way.save(first, by=cast.official, version=1, values={"level": "not_started"})
    receipt = way.move(Progress.objects.get(pk=first.pk), "submit", by=cast.official).receipt
    page = words(client.get(reverse("receipt", args=[receipt])).content.decode())
    assert f"Việc tiếp: {str(second.task)[:30]}" in page
    draft = make_plan(cast.commune, cast.commune_office, number="", state=Plan.State.DRAFT)
    address = reverse("plan_edit", args=[draft.pk])
    assert "Người ban hành: Chủ tịch UBND xã" in words(client.get(address).content.decode())
    client.force_login(cast.leader)
    assert reverse("plan_issue", args=[draft.pk]) in client.get(address).content.decode().partition("Xong dự thảo")[2]
