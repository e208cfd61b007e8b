"""Many papers, one password, each of them seen; wrong passwords slowed and traced."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from journal.guards import lifted
from journal.models import Note
from journal.notes import Kind
from plans.models import Progress
from reports.models import Document, DocumentStep
from reports.papers import checks, press
from reports.papers.workflow import papers, tries
from reports.pen import keyring
from reports.pen.errors import KeyUnavailable
from reports.signing.workflow import batch, signing
from reports.tests import desk


def notices(cast, count):
    """Papers on their way to the leader."""
    made = []
    for number in range(count):
        row = papers.begin("thong_bao", cast.commune_office, by=cast.official, title=f"Thông báo số {number}")
        assert press.make(row.pk)
        papers.move(desk.written(row, by=cast.official), "send", by=cast.official)
        made.append(desk.fresh(row))
    return made


@pytest.fixture
def locked(keys, settings, cast):
    """The leader's key asks for its password."""
    place = keyring.of_post(cast.leader.posts.get())
    password = place.password_file.read_text()
    place.password_file.rename(place.folder / "cat-di")
    yield password
    (place.folder / "cat-di").rename(place.password_file)


def test_the_seen_ones_are_signed_with_one_password_and_the_others_wait(client, cast, locked):
    first, second, third = notices(cast, 3)
    client.force_login(cast.leader)
    url = reverse("documents_together", args=["sign"])
    page = client.get(url)
    assert [row["is"].pk for row in page.context["rows"]] == [first.pk, second.pk, third.pk]
    nothing = client.post(url, {"method": "file", "secret": locked})
    assert nothing.status_code == 422 and "văn bản đã xem" in nothing.content.decode()
    seen = {f"seen_{row.pk}": row.version for row in (first, second)}
    wrong = client.post(url, seen | {"method": "file", "secret": "sai"})
    assert wrong.status_code == 422 and not Document.objects.filter(state="signed").exists()
    assert wrong.context["rows"][0]["seen"], "nothing ticked is lost"
    assert client.post(url, seen | {"method": "file", "secret": locked}).status_code == 302
    assert [desk.fresh(row).state for row in (first, second, third)] == ["signed", "signed", "to_sign"]
    assert f"phiên bản {first.version}" in first.steps.get(verb="seen").note
    assert [str(desk.fresh(row).entry)[:2] for row in (first, second)] == ["01", "02"]


def test_a_paper_that_changed_after_it_was_seen_is_left_and_the_others_go(cast, keys):
    first, second = notices(cast, 2)
    chosen = [batch.Chosen(row, row.version) for row in (first, second)]
    papers.move(first, "send_back", by=cast.leader, note="Sửa")
    done = batch.sign_all(chosen, "sign", by=cast.leader)
    assert [bool(one.refusal) for one in done] == [True, False] and "thay đổi sau khi bạn xem" in done[0].refusal
    done = batch.sign_all([batch.Chosen(desk.fresh(second), desk.fresh(second).version)], "issue", by=cast.clerk)
    assert not done[0].refusal and desk.fresh(second).state == "issued"


def test_what_the_checks_find_grave_is_answered_for_each(cast, keys):
    report = desk.report(cast, made=False)
    plan, period = report.plan, report.period
    Progress.objects.filter(plan=plan, period=period).update(state="draft", handed_in_at=None)
    assert press.make(report.pk)
    desk.written(report, by=cast.official)
    papers.answer(desk.fresh(report), "send", by=cast.official, words="Gửi trước")
    papers.move(desk.fresh(report), "send", by=cast.official)
    report = desk.fresh(report)
    (row,) = batch.waiting(cast.leader, "sign")
    assert row.found
    (done,) = batch.sign_all([batch.Chosen(report, report.version)], "sign", by=cast.leader)
    assert "Cần ghi ý kiến" in done.refusal
    (done,) = batch.sign_all([batch.Chosen(report, report.version, "Đồng ý")], "sign", by=cast.leader)
    assert not done.refusal and desk.fresh(report).state == "signed"


def test_at_most_twenty_and_only_by_who_signs(client, cast, keys):
    paper = batch.Chosen(Document(pk=0), 1)
    for many in (0, 21):
        with pytest.raises(ValueError, match="từ 1 đến 20"):
            batch.sign_all([paper] * many, "sign", by=cast.leader)
    notices(cast, 1)
    assert batch.waiting(cast.official, "sign") == [] == batch.waiting(cast.stranger, "issue")
    client.force_login(cast.official)
    assert client.get(reverse("documents_together", args=["send"])).status_code == 404


# --- Wrong passwords --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "minutes"), [(0, 0), (1, 0), (2, 0), (3, 1), (4, 2), (5, 4), (7, 16), (8, 30), (40, 30)]
)
def test_each_wrong_one_costs_more(count, minutes):
    assert tries.pause(count) == timedelta(minutes=minutes)


def test_wrong_passwords_are_traced_and_slowed_even_when_the_right_one_comes(cast, locked, caplog):
    (paper,) = notices(cast, 1)
    for number in range(3):
        with pytest.raises(KeyUnavailable, match="không đúng"):
            signing.sign(desk.fresh(paper), by=cast.leader, secret=f"sai-{number}")
    steps = DocumentStep.objects.filter(verb="wrong_secret")
    assert {tries.VERB, "seen"} <= set(checks.ASIDE), "they take nobody's answer away"
    assert [step.by for step in steps] == [cast.leader] * 3 and not any("sai-" in step.note for step in steps)
    with pytest.raises(KeyUnavailable, match="nhập sai mật khẩu hoặc mã PIN 3 lần"):
        signing.sign(desk.fresh(paper), by=cast.leader, secret=locked)
    failed = Note.objects.filter(kind=Kind.SIGNING_FAILED).select_related("words")
    assert [line.by_id for line in failed] == [cast.leader.pk] * 3 and "sai-" not in str(
        [a.words.said for a in failed]
    )
    assert desk.fresh(paper).state == "to_sign" and not hasattr(desk.fresh(paper), "entry")
    tries.slow(cast.clerk)
    with lifted("test"):
        steps.update(at=timezone.now() - timedelta(seconds=61))
    signing.sign(desk.fresh(paper), by=cast.leader, secret=locked)
    assert desk.fresh(paper).state == "signed"
    assert "sai-" not in caplog.text and locked not in caplog.text
    assert Note.objects.filter(kind=Kind.SIGNED, by=cast.leader, subject=f"document:{paper.pk}").exists()
