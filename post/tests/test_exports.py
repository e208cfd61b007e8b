"""Long exports: from one row over the limit on a worker makes them; hers alone, rights asked again, killed makings go on."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from appraisal.workbook.layout import MOST_ROWS
from journal.models import Note
from papi_portal.auditing.noted import NOTED
from plans.tests.paper import make_plan
from post.exports import gate, making, workflow
from post.exports.tasks import sweep_exports
from post.models import Export, Notice
from units.errors import Conflict
from units.models import Post
from units.watching import EVERY, listening, watched

State = Export.State


def limits(monkeypatch, most):
    monkeypatch.setitem(gate.LIMITS, "coverage_excel", gate.LIMITS["coverage_excel"]._replace(most=most))


@pytest.fixture
def address(cast):
    """The matrix of a plan of three tasks and one unit below it: three cells."""
    plan = make_plan(cast.province, cast.province_office, year=timezone.localdate().year)
    return reverse("coverage_excel", args=[plan.pk])


@pytest.fixture
def asked(cast, address, bar):
    return workflow.ask(address, by=cast.province_reviewer)


def test_what_may_be_long_and_from_where_on():
    """Every table of the journal's exports has its limit or a reason to be short."""
    assert {name: (row.most, row.unit) for name, row in gate.LIMITS.items()} == {
        "coverage_excel": (20_000, "ô"), "dashboard_excel": (500, "đơn vị"), "people_excel": (2_000, "chức vụ"),
        "register_xlsx": (5_000, "văn bản"), "register_print": (300, "văn bản"), "journal_export": (2_000, "dòng"),
        "incoming_xlsx": (5_000, "văn bản"), "incoming_print": (300, "văn bản"),
    }  # fmt: skip
    short = {"document_xlsx": "of one paper", "grid_excel": "of one unit", "plan_tasks_csv": "streamed row by row",
             "export_file": "made already", "index_set_excel": f"of one set, {MOST_ROWS} rows"}  # fmt: skip
    assert MOST_ROWS == 600
    assert {name for name, kind in NOTED.items() if kind == "export"} == set(gate.LIMITS) | set(short)
    assert {one.name for one in _addresses() if hasattr(one.callback, "how_many")} == set(gate.LIMITS)


def _addresses(patterns=None):
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLPattern):
            yield one
        else:
            yield from _addresses(one.url_patterns)


@pytest.mark.parametrize(("most", "at_once"), [(2, False), (3, True), (4, True)])
def test_the_page_hands_out_what_is_within_the_limit(client, cast, address, monkeypatch, bar, most, at_once):
    limits(monkeypatch, most)
    client.force_login(cast.province_reviewer)
    answer = client.get(address + "?xep=ten")
    assert answer.status_code == (200 if at_once else 302)
    if not at_once:
        offered = client.get(answer.url)
        assert "3 ô" in offered.content.decode() and not Export.objects.exists()
        assert not Note.objects.filter(kind="export").exists()
        followed = client.post(reverse("export_ask"), {"tu": offered.context["address"]}, follow=True)
        assert "Đang chờ đến lượt" in followed.content.decode()
        assert (
            client.post(reverse("export_ask"), {"tu": offered.context["address"]}).url == followed.redirect_chain[0][0]
        )
        assert Export.objects.get().address == address + "?xep=ten"
        assert Note.objects.filter(kind="export").count() == 1


def test_made_found_under_the_bell_and_taken(client, cast, asked, address):
    client.force_login(cast.province_reviewer)
    assert "Ma trận bao phủ" in client.get(reverse("notices")).content.decode()
    assert client.get(reverse("export", args=[asked.pk]), headers={"HX-Request": "true"}).status_code == 200
    assert (making.make(asked.pk), making.make(asked.pk)) == (True, False)
    asked.refresh_from_db()
    assert (asked.state, asked.done, asked.of, asked.tries) == (State.READY, 3, 3, 1)
    assert Notice.objects.get().url == reverse("export", args=[asked.pk])
    assert client.get(Notice.objects.get().url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    page = client.get(Notice.objects.get().url)
    assert page.context["row"].name in page.content.decode()
    file = client.get(reverse("export_file", args=[asked.pk]))
    assert b"".join(file.streaming_content) == asked.file.read() != b""
    assert Note.objects.filter(kind="export", subject=f"export_file:{asked.pk}").count() == 1
    client.force_login(get_user_model().objects.get(pk=cast.province_leader.pk))
    for name in ("export", "export_file"):
        assert client.get(reverse(name, args=[asked.pk])).status_code == 404


def test_rights_are_asked_when_made_and_when_taken(client, cast, asked, address):
    later = workflow.ask(address + "?cap=1", by=cast.province_reviewer)
    assert making.make(asked.pk)
    client.force_login(cast.province_reviewer)
    Post.objects.filter(user=cast.province_reviewer).update(valid_to=timezone.localdate() - timedelta(days=1))
    assert client.get(reverse("export_file", args=[asked.pk])).status_code in (403, 404)
    assert not making.make(later.pk)
    later.refresh_from_db()
    assert later.state == State.FAILED and later.error.startswith("Không lập được: ")


def test_a_failure_says_so_and_is_tried_again(client, cast, asked, monkeypatch):
    monkeypatch.setattr("plans.cascade.views.coverage._fill", lambda *more: 1 / 0)
    assert not making.make(asked.pk)
    client.force_login(cast.province_reviewer)
    page = client.get(reverse("export", args=[asked.pk]))
    assert making.SORRY in page.content.decode()
    monkeypatch.undo()
    client.post(reverse("export_again", args=[asked.pk]))
    with pytest.raises(Conflict):
        workflow.try_again(asked)
    assert making.make(asked.pk)
    assert Notice.objects.count() == 2


def test_a_killed_making_goes_on_and_gives_up_after_three(cast, asked):
    now = timezone.now()
    killed = {"state": State.RUNNING, "tries": 1}
    Export.objects.update(**killed, beat_at=now - making.LOST_AFTER + timedelta(seconds=20))
    sweep_exports()
    assert Export.objects.get().state == State.RUNNING
    Export.objects.update(**killed, beat_at=now - making.LOST_AFTER - timedelta(seconds=1))
    sweep_exports()
    assert making.make(asked.pk) and Export.objects.get().tries == 2
    Export.objects.update(state=State.RUNNING, tries=making.MOST_TRIES, beat_at=now - timedelta(hours=1))
    sweep_exports()
    assert (Export.objects.get().state, Export.objects.get().error) == (State.FAILED, making.GIVEN_UP)


def test_what_an_earlier_making_finishes_late_is_not_taken(asked, monkeypatch):
    content = making._content
    monkeypatch.setattr(making, "_content", lambda answer: (Export.objects.update(tries=2), content(answer))[1])
    assert not making.make(asked.pk)
    assert not Export.objects.get().file


def test_days_over_it_is_gone(asked):
    making.make(asked.pk)
    expires = Export.objects.get().expires
    assert (expires - timezone.now()).days in (6, 7)
    assert (workflow.forget(expires), Export.objects.count()) == (0, 1)
    storage, name = Export.objects.get().file.storage, Export.objects.get().file.name
    assert workflow.forget(expires + timedelta(seconds=1)) == 1
    assert not storage.exists(name)


def test_no_more_than_five_at_once(cast, asked, address):
    for number in range(workflow.MOST_AT_ONCE - 1):
        workflow.ask(f"{address}?trang={number}", by=cast.province_reviewer)
    assert workflow.ask(address, by=cast.province_reviewer) == asked
    with pytest.raises(Conflict):
        workflow.ask(f"{address}?trang=x", by=cast.province_reviewer)


def test_whoever_listens_hears_how_far_it_is():
    heard = []
    with listening(lambda done, of: heard.append((done, of))):
        assert list(watched(range(60), 60)) == list(range(60))
    assert heard == [(EVERY, 60), (2 * EVERY, 60), (60, 60)]
    assert list(watched("ab", 2)) == ["a", "b"] and len(heard) == 3
