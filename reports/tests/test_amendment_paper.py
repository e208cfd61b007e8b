"""An amendment goes the way of a plan: its paper takes the number from the register, is signed, and changes the plan."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.drafting.workflow import life
from plans.drafting.workflow.tasks import remove_task, save_task
from plans.models import Plan, Task
from plans.tests.paper import make_plan
from reports.layout import content, frozen
from reports.models import Document, RegisterEntry
from reports.papers import press
from reports.papers.workflow import papers
from reports.registers import workflow as plans_register
from reports.signing.workflow import signing
from reports.tests import desk
from units.errors import Conflict

pytestmark = pytest.mark.one_engine  # the story and the walks go this way on both engines


@pytest.fixture
def plan(cast):
    return make_plan(cast.commune, cast.commune_office, number="04/KH-UBND", year=2026)


@pytest.fixture
def draft(cast, plan):
    """The amendment: the first task reworded, the second taken out, one added."""
    draft = life.amend(plan, by=cast.official)
    first, second, _ = draft.tasks.order_by("position")
    Task.objects.filter(pk=first.pk).update(text="Niêm yết kết quả bình xét hộ nghèo")
    remove_task(second, by=cast.official)
    Task.objects.create(plan=draft, code="4a", position=4, text="Đối thoại với người dân")
    return draft


def paper_of(draft, cast, *, sent=True):
    document = papers.begin("ke_hoach", cast.commune_office, by=cast.official, plan=draft)
    assert press.make(document.pk)
    if sent:
        papers.move(desk.fresh(document), "send", by=cast.official)
    return desk.fresh(document)


def test_draft_paper_number_signature_issue(cast, keys, plan, draft):
    document = paper_of(draft, cast)
    assert document.title == "Sửa đổi, bổ sung một số nội dung của Kế hoạch số 04/KH-UBND ngày 12/01/2026"
    words = "\n".join(content.plain(block) for block in frozen.paper_of(document).blocks)
    assert "sửa nội dung “Nhiệm vụ số 1 của Xã Tiền Phong” thành “Niêm yết kết quả bình xét hộ nghèo”" in words
    assert "Bổ sung nhiệm vụ\nĐối thoại với người dân." in words
    assert "Thôi thực hiện nhiệm vụ\nNhiệm vụ số 2 của Xã Tiền Phong." in words
    signing.sign(document, by=cast.leader)
    plan.refresh_from_db()
    assert plan.state == Plan.State.ISSUED, "not before the paper has gone out"
    signing.issue(desk.fresh(document), by=cast.clerk)
    plan.refresh_from_db()
    assert (plan.state, plan.number) == (Plan.State.AMENDED, "04/KH-UBND")
    assert list(plan.tasks.current().values_list("text", flat=True)) == [
        "Niêm yết kết quả bình xét hộ nghèo", "Nhiệm vụ số 3 của Xã Tiền Phong", "Đối thoại với người dân",
    ]  # fmt: skip
    step, today = plan.steps.get(verb="amend"), timezone.localdate()
    assert (step.by, step.note) == (cast.leader, f"Lần 1: số 01/KH-UBND ngày {today:%d/%m/%Y}")
    assert plan.tasks.get(withdrawn__isnull=False).withdrawn == plan.tasks.get(code="4a").since == today
    assert not Plan.with_amendments.filter(amends=plan).exists()
    document = desk.fresh(document)
    assert (document.plan, document.state, document.is_copy) == (plan, Document.State.ISSUED, False)
    assert [str(row) for row in RegisterEntry.objects.all()] == ["01/KH-UBND"]


def test_what_would_stop_it_in_the_end_is_said_before_it_is_signed(cast, plan):
    unchanged = life.amend(plan, by=cast.official)
    document = paper_of(unchanged, cast, sent=False)
    with pytest.raises(ValueError, match="chưa thay đổi gì"):
        papers.move(document, "send", by=cast.official)
    empty = make_plan(cast.commune, cast.commune_office, number="", state=Plan.State.DRAFT, tasks=0)
    with pytest.raises(ValueError, match="chưa có nhiệm vụ nào"):
        papers.move(paper_of(empty, cast, sent=False), "send", by=cast.official)


def test_a_plan_edited_after_its_paper_was_drafted_is_asked_about_before_the_signature(cast, keys, draft):
    document = paper_of(draft, cast)
    task = draft.tasks.get(code="4a")
    save_task(task, by=cast.official, version=task.version, words={"text": "Đối thoại hai lần"})
    with pytest.raises(Conflict, match="1 nhiệm vụ của kế hoạch sửa sau khi lập văn bản"):
        signing.sign(desk.fresh(document), by=cast.leader)
    papers.answer(desk.fresh(document), "sign", by=cast.leader, words="Đã biết, giữ lời văn bản")
    signing.sign(desk.fresh(document), by=cast.leader)


def test_one_amendment_one_paper(cast, keys, draft):
    first, second = paper_of(draft, cast), paper_of(draft, cast, sent=False)
    with pytest.raises(ValueError, match="mỗi kế hoạch một văn bản"):
        papers.move(second, "send", by=cast.official)
    with pytest.raises(Conflict, match="đang được ký"):
        plans_register.issue(draft, by=cast.leader, number="05/KH-UBND", date=timezone.localdate())
    signing.sign(first, by=cast.leader)
    signing.issue(desk.fresh(first), by=cast.clerk)
    assert desk.fresh(second).is_copy and "send" not in dict(papers.moves_for(desk.fresh(second), cast.official))


def test_what_was_issued_on_paper_is_entered_and_a_draft_paper_stays_with_the_plan(cast, plan, draft):
    document = paper_of(draft, cast, sent=False)
    day = timezone.localdate() - timedelta(days=3)
    assert plans_register.issue(draft, by=cast.leader, number="05/KH-UBND", date=day) == plan
    assert desk.fresh(document).plan == plan
    assert plan.tasks.get(code="4a").since == day and str(RegisterEntry.objects.get()) == "05/KH-UBND"


@pytest.mark.parametrize("act", ["remove", "close"])
def test_a_draft_with_a_paper_stays_until_the_paper_is_given_up(client, cast, plan, draft, act):
    document = paper_of(draft, cast, sent=False)

    def end():
        if act == "remove":
            life.remove_draft(Plan.with_amendments.get(pk=draft.pk), by=cast.official)
        else:
            life.close(plan, by=cast.leader, note="Hết việc")

    with pytest.raises(Conflict, match="đã có văn bản lập trên hệ thống"):
        end()
    papers.move(document, "discard", by=cast.official)
    end()
    assert not Plan.with_amendments.filter(pk=draft.pk).exists() and desk.fresh(document).plan == plan


def test_the_pages_lead_from_the_amendment_to_its_paper(client, cast, plan, draft):
    client.force_login(cast.leader)
    page = client.get(reverse("plan_issue", args=[draft.pk])).text
    assert reverse("plan_paper", args=[draft.pk]) in page and "Văn bản sửa đổi, bổ sung được trình ký" in page
    client.force_login(cast.official)
    new = client.get(reverse("plan_paper", args=[draft.pk]))
    assert new.url == reverse("document_new") + f"?kind=ke_hoach&plan={draft.pk}"
    report = client.post(reverse("document_new"), {"kind": "bao_cao", "plan": draft.pk})
    assert "chỉ lập được văn bản kế hoạch" in report.text
    made = client.post(reverse("document_new"), {"kind": "ke_hoach", "plan": draft.pk})
    assert made.status_code == 302 and Document.objects.get().plan == draft
