"""What stands in front of a signature is said there and answered in words; issue closes what the report counted."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from plans.models import Figure, Progress
from plans.tests.paper import fitting
from reports.layout import frozen
from reports.models import Document, DocumentStep, RegisterEntry
from reports.papers import checks, press, reported, screen
from reports.papers.workflow import papers, relating
from reports.signing.workflow import elsewhere, signing
from reports.tests import desk
from units.errors import Conflict, Refused

pytestmark = pytest.mark.one_engine  # the stories hand in and sign on both

State, Entry = Document.State, Progress.State
WHY = "Hai nhiệm vụ còn lại gửi sau, sẽ báo cáo bổ sung"


def sparse(cast):
    """The commune's report of which one task of three has come."""
    document = desk.report(cast)
    Progress.objects.filter(task__position__gt=1).update(state=Entry.DRAFT, handed_in_at=None)
    return remade(document)


def remade(document):
    Document.objects.filter(pk=document.pk).update(making=Document.Making.WAITING)
    assert press.make(document.pk)
    return desk.fresh(document)


def send(document, cast):
    papers.move(document, "send", by=cast.official)
    return desk.fresh(document)


def accept(document, name, person, words=WHY):
    papers.answer(document, name, by=person, words=words)
    return desk.fresh(document)


def second(cast, first):
    made = papers.begin("bao_cao", first.agency, by=cast.official, plan=first.plan, period=first.period)
    assert press.make(made.pk)
    return desk.fresh(made)


def codes(document, name):
    return {one.code for one in checks.grave(document, name)}


# --- Said and answered ----------------------------------------------------------------------------------------------


def test_a_whole_report_asks_nothing(cast, keys):
    document = desk.to_sign(cast)
    assert not checks.grave(document, "sign")
    signing.sign(document, by=cast.leader)
    signing.issue(desk.fresh(document), by=cast.clerk)
    assert not DocumentStep.objects.filter(verb__startswith=checks.ANSWER).exists()


def test_a_report_with_one_task_of_three_goes_no_step_unanswered(cast, keys):
    document = sparse(cast)
    with pytest.raises(Conflict, match="Mới 1/3 nhiệm vụ"):
        papers.move(document, "send", by=cast.official)
    document = send(accept(document, "send", cast.official), cast)
    for verb in (signing.sign, lambda row, by: elsewhere.prepare(row, "sign", by=by),
                 lambda row, by: elsewhere.begin_apart(row, "sign", b"", by=by)):  # fmt: skip
        with pytest.raises(Conflict, match="Cần xem và ghi ý kiến trước khi ký số"):
            verb(document, by=cast.leader)
    assert not RegisterEntry.objects.exists()  # a refusal holds no number
    signing.sign(accept(document, "sign", cast.leader), by=cast.leader)
    document = desk.fresh(document)
    with pytest.raises(Conflict):
        signing.issue(document, by=cast.clerk)
    signing.issue(accept(document, "issue", cast.clerk), by=cast.clerk)
    assert desk.fresh(document).state == State.ISSUED


def test_the_paper_copy_is_asked_about_as_well(cast):
    document = send(accept(sparse(cast), "send", cast.official), cast)
    with pytest.raises(Conflict):
        signing.issue_by_hand(document, by=cast.clerk)
    signing.issue_by_hand(accept(document, "issue_by_hand", cast.clerk), by=cast.clerk)


def test_words_stand_in_the_trace_with_what_they_answer(cast):
    document = accept(sparse(cast), "send", cast.official)
    step = document.steps.get(verb="answer_send")
    assert (step.by, step.note) == (cast.official, WHY)
    assert [(row["field"], row["new"]) for row in step.changes] == [("few", "Mới 1/3 nhiệm vụ đã có số liệu")]


def test_an_answer_needs_words_and_the_right_to_the_step(cast):
    document = sparse(cast)
    for wordless in ("  ", ".", "…", "1"):
        with pytest.raises(ValueError, match="ghi ý kiến"):
            papers.answer(document, "send", by=cast.official, words=wordless)
    with pytest.raises(Refused):
        papers.answer(document, "send", by=cast.clerk, words=WHY)
    with pytest.raises((Refused, Conflict)):
        papers.answer(document, "sign", by=cast.leader, words=WHY)


def test_a_click_made_twice_answers_once_and_hears_that_the_step_was_made(cast, keys):
    document = send(accept(sparse(cast), "send", cast.official), cast)
    for _ in range(2):
        papers.answer(document, "sign", by=cast.leader, words=WHY)
    assert document.steps.filter(verb="answer_sign").count() == 1
    second = papers.guard(document, "sign", cast.leader)
    signing.sign(desk.fresh(document), by=cast.leader)
    with pytest.raises(Conflict, match="Chờ phát hành"):
        papers.answered(second)  # the second hand still holds the paper as it was


def test_an_answer_is_one_person_s_for_one_step_and_lapses_when_the_paper_comes_back(cast):
    document = send(accept(sparse(cast), "send", cast.official), cast)
    assert checks.unanswered(checks.grave(document, "sign"), document, "sign", cast.leader)
    papers.move(document, "send_back", by=cast.leader, note="Bổ sung số liệu")
    back = desk.fresh(document)
    assert checks.unanswered(checks.grave(back, "send"), back, "send", cast.official)


def test_figures_that_move_between_drafting_and_signature_are_asked_about(cast):
    document = desk.to_sign(cast)
    Figure.objects.update(value=91)
    assert codes(document, "sign") == {"moved"}
    with pytest.raises(Conflict, match="1 nhiệm vụ đã đổi"):
        signing.sign(document, by=cast.leader)


def test_the_page_asks_and_the_answer_goes_with_the_step(client, cast):
    document = sparse(cast)
    client.force_login(cast.official)
    address = f"/van-ban/{document.pk}/buoc/send/"
    assert "1/3 nhiệm vụ đã có số liệu" in client.get(address).content.decode()
    assert client.post(address, {}).status_code == 422 and desk.fresh(document).state == State.DRAFT
    assert client.post(address, {"answer": WHY}).status_code == 302 and desk.fresh(document).state == State.TO_SIGN


# --- A second report of one period ----------------------------------------------------------------------------------


def test_a_second_report_says_whether_it_replaces_or_adds(cast, keys):
    first = desk.to_sign(cast)
    other = second(cast, first)
    assert codes(other, "send") == {"second"}
    with pytest.raises(ValueError, match="thay thế hay bổ sung"):
        papers.move(other, "send", by=cast.official)
    with pytest.raises(ValueError):
        relating.relate(other, "khac", by=cast.official)
    relating.relate(other, "thay_the", by=cast.official)
    with pytest.raises(Conflict, match="Thay thế báo cáo"):
        papers.move(other, "send", by=cast.official)
    other = send(accept(other, "send", cast.official), cast)
    assert (other.follows, other.relation) == (first, "thay_the")
    assert [(what, row.pk) for what, row in screen.relatives(other)] == [("Thay thế", first.pk)]
    assert [(what, row.pk) for what, row in screen.relatives(first)] == [("Được thay thế bởi", other.pk)]
    assert codes(other, "sign") == {"second"} and not checks.grave(desk.fresh(first), "sign")


@pytest.mark.parametrize(
    ("state", "asks"), [(State.DRAFT, False), (State.TO_SIGN, True), (State.SIGNED, True), (State.ISSUED, True),
                        (State.CANCELLED, False)],
)  # fmt: skip
def test_only_a_report_on_its_way_or_out_counts_as_the_first(cast, state, asks):
    first = desk.report(cast)
    other = second(cast, first)
    Document.objects.filter(pk=first.pk).update(state=state)
    assert ("second" in codes(other, "send")) is asks


def test_the_page_of_handing_in_asks_for_the_relation(client, cast):
    other = second(cast, desk.to_sign(cast))
    client.force_login(cast.official)
    address = f"/van-ban/{other.pk}/buoc/send/"
    assert client.post(address, {"answer": WHY}).status_code == 422
    assert client.post(address, {"answer": WHY, "relation": "bo_sung"}).status_code == 302
    assert desk.fresh(other).relation == "bo_sung"


# --- What is closed, and what moved since ---------------------------------------------------------------------------


def issued(cast, document):
    signing.sign(document, by=cast.leader)
    signing.issue(desk.fresh(document), by=cast.clerk)
    return desk.fresh(document)


def test_issue_closes_what_was_counted_and_nothing_else(cast, keys):
    document = send(accept(sparse(cast), "send", cast.official), cast)
    late = Progress.objects.get(task__position=2)
    Progress.objects.filter(pk=late.pk).update(**fitting(Entry.APPROVED), handed_in_at=timezone.now())
    document = accept(document, "sign", cast.leader)
    signing.sign(document, by=cast.leader)
    signing.issue(accept(desk.fresh(document), "issue", cast.clerk), by=cast.clerk)
    assert list(Progress.objects.order_by("task__position").values_list("state", flat=True)) == [
        Entry.LOCKED, Entry.APPROVED, Entry.DRAFT,
    ]  # fmt: skip


def test_an_entry_that_changed_after_it_was_counted_is_not_closed_as_reported(cast, keys):
    document = desk.to_sign(cast)
    changed = Progress.objects.get(task__position=2)
    Progress.objects.filter(pk=changed.pk).update(appraised_level="in_progress")
    document = accept(document, "sign", cast.leader)
    signing.sign(document, by=cast.leader)
    signing.issue(accept(desk.fresh(document), "issue", cast.clerk), by=cast.clerk)
    changed.refresh_from_db()
    assert changed.state == Entry.APPROVED
    assert Progress.objects.filter(state=Entry.LOCKED).count() == 2


def test_what_the_issue_closes_is_said_as_it_is(client, cast, keys):
    """An entry that still waits for review is closed on its approval only; one that moved since is not closed at all."""
    document = accept(desk.to_sign(cast), "sign", cast.leader)
    signing.sign(document, by=cast.leader)
    Progress.objects.filter(task__position=2).update(state=Entry.IN_REVIEW)
    document = desk.fresh(document)
    client.force_login(cast.clerk)
    page = client.get(f"/van-ban/{document.pk}/buoc/issue/").content.decode()
    assert reported.closing(document) == (3, 1) and "bị khóa: 2 mục đã duyệt khóa ngay, 1 mục chờ thẩm định" in page
    Progress.objects.filter(task__position=2).update(state=Entry.RETURNED, level="not_started")
    assert reported.closing(document) == (2, 0)


def test_the_issued_paper_says_when_the_portal_has_moved_since(client, cast, keys):
    document = issued(cast, desk.to_sign(cast))
    paper = frozen.paper_of(document)
    assert [(one.tone, one.head) for one in checks.findings(document, paper)] == [("good", "Khớp")]
    Figure.objects.update(value=91)
    assert [(one.head, one.text.split(" tính")[0]) for one in checks.findings(document, paper)] == [
        ("Đã khác", "1 nhiệm vụ trên hệ thống khác với báo cáo,")
    ]
    client.force_login(cast.official)
    page = client.get(f"/van-ban/{document.pk}/").content.decode()
    assert "1 nhiệm vụ trên hệ thống khác với báo cáo" in page and "khóa tiến độ của kỳ" not in page


def test_what_comes_after_the_report_stands_visibly_outside_it(cast, keys):
    document = send(accept(sparse(cast), "send", cast.official), cast)
    signing.sign(accept(document, "sign", cast.leader), by=cast.leader)
    document = desk.fresh(document)
    signing.issue(accept(document, "issue", cast.clerk), by=cast.clerk)
    document, entry = desk.fresh(document), Progress.objects.filter(task__position=2)
    for came, outside in ((timezone.now() + timedelta(days=1), 0), (timezone.now(), 1)):
        entry.update(**fitting(Entry.IN_REVIEW), handed_in_at=came)
        found = checks.findings(document, frozen.paper_of(document))
        assert [one.head for one in found] == (["Ngoài báo cáo"] if outside else ["Khớp"])


# --- The sheet --------------------------------------------------------------------------------------------------------


def test_a_paper_with_words_beyond_its_margin_is_not_handed_in(cast):
    document = desk.report(cast)
    with document.draft_pdf.open("rb") as file, pikepdf.open(io.BytesIO(file.read())) as pdf:
        pdf.pages[0].contents_add(b"1 0 0 1 40 0 cm", prepend=True)  # 14 mm to the right
        moved = io.BytesIO()
        pdf.save(moved)
    document.draft_pdf.save("moved.pdf", ContentFile(moved.getvalue()))
    with pytest.raises(ValueError, match="Có chữ nằm ngoài lề trang giấy, trang 1"):
        papers.move(desk.fresh(document), "send", by=cast.official)
    assert desk.fresh(document).state == State.DRAFT
