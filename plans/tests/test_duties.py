"""Việc của kế hoạch on the work list: each kind waits for whoever may do it, and the number is what the list shows."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import make_person
from plans.browsing import duties
from plans.cascade.workflow import handing_down as cascade
from plans.drafting.workflow import life
from plans.models import Extension, Period, Plan, Progress, Task
from plans.tests.paper import entries_of, make_period, make_plan
from post import bell
from post.models import Notice
from reports.desk import waiting
from units.models import Post, Role, User

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


def told(user):
    """{verb: [title]} of what waits for her; the number of the bar is the same."""
    found = duties.rows(user)
    assert duties.count(user) == (len(found),)
    return {verb: [row.title for row in found if row.verb == verb] for verb in {row.verb for row in found}}


def test_a_draft_waits_for_who_writes_it_and_for_who_issues_it(cast):
    draft = make_plan(cast.commune, cast.commune_office, number="", state=Plan.State.DRAFT)
    assert told(cast.official) == {"Soạn tiếp": [draft.title]}
    assert told(cast.leader) == {"Xem, ban hành": [draft.title]}
    assert told(cast.clerk) == told(cast.stranger) == told(cast.reviewer) == {}
    plan = make_plan(cast.neighbour, cast.neighbour_office, year=YEAR)
    make_period(plan, year=YEAR)
    life.amend(plan, by=cast.neighbour_official)
    assert told(cast.neighbour_official) == {"Soạn tiếp": [plan.title]}


def test_tasks_handed_down_wait_to_be_taken_until_they_are_issued(cast):
    upper = make_plan(cast.district, cast.district_office, number="30/KH-UBND")
    ((_, draft, _),) = cascade.hand_down(upper, [upper.tasks.first()], [cast.commune], by=cast.district_leader)
    assert told(cast.official) == {"Xem, nhận nhiệm vụ": [draft.title]}
    assert told(cast.leader) == {"Nhận, ban hành": [draft.title]}
    Plan.objects.filter(pk=draft.pk).update(state=Plan.State.ISSUED, date=date(YEAR, 1, 2))
    assert told(cast.official) == {}


def test_units_without_accounts_are_one_line_for_who_keeps_accounts_and_for_the_office_above(
    cast, django_assert_num_queries
):
    entries_of(make_period(make_plan(cast.new_commune, cast.new_commune_office, year=YEAR), year=YEAR))
    keeper = make_person("hungyen.quantri", Role.UNIT_ADMIN, cast.province_office, "Quản trị đơn vị")
    last = timezone.localdate() - timedelta(days=1)
    for valid_to, waits in ((last + timedelta(days=1), False), (last, True)):
        Post.objects.filter(user=cast.new_official).update(valid_to=valid_to)
        line = ["Chưa có ai nhập tiến độ: Xã Hồng Quang"]
        assert told(keeper) == ({"Lập tài khoản": line} if waits else {})
        assert told(cast.province_reviewer) == ({"Xem": line} if waits else {})
        assert told(cast.province_leader) == told(cast.reviewer) == {}
    with django_assert_num_queries(1):
        assert duties.count(keeper) == (1,)
    assert duties.rows(keeper)[0].url == f"{reverse('people_unit', args=[cast.province.pk])}?xem=chua-nhap"


@pytest.mark.parametrize(("last", "waits"), [(YEAR - 1, False), (YEAR, True), (YEAR + 1, True)])
def test_a_plan_without_periods_waits_for_its_leader_while_its_years_run(cast, last, waits):
    plan = make_plan(cast.district, cast.district_office, year=YEAR - 1)
    Plan.objects.filter(pk=plan.pk).update(year_to=last)
    name = f"{plan.number} – {plan.title}"
    assert told(cast.district_leader) == ({"Lập kỳ": [name]} if waits else {})
    if waits:
        Period.objects.create(plan=plan, name="Kỳ", kind=Period.Kind.YEAR, starts=date(last, 1, 1), ends=date(last, 12, 31),
                              due_inside=date(last, 12, 10), due=date(last, 12, 15))  # fmt: skip
        assert told(cast.district_leader) == {}


def test_a_change_above_waits_until_it_is_answered_in_the_amendment(cast):
    upper = make_plan(cast.district, cast.district_office, number="30/KH-UBND")
    make_period(upper)
    plan = make_plan(cast.commune, cast.commune_office, reports_under=upper)
    above, below = upper.tasks.first(), plan.tasks.first()
    Task.objects.filter(pk=below.pk).update(parent=above, parent_version=1)
    assert told(cast.official) == {}
    Task.objects.filter(pk=above.pk).update(version=2)
    assert told(cast.official) == {"Xem thay đổi": [f"{plan.number} – {plan.title}"]}
    draft = life.amend(plan, by=cast.official)
    Task.objects.filter(plan=draft, amends=below).update(parent_version=2)
    assert told(cast.official) == {"Soạn tiếp": [draft.title]}


def test_requests_wait_for_the_leader_then_for_the_office_above(cast):
    plan = make_plan(cast.commune, cast.commune_office, year=YEAR)
    make_period(plan, year=YEAR)
    task = plan.tasks.first()
    asked = Extension.objects.create(
        task=task, old_deadline=task.deadline, new_deadline=task.deadline + timedelta(days=30), reason="Mưa lũ",
        asked_by=cast.official, state=Extension.State.WITH_LEADER,
    )  # fmt: skip
    assert told(cast.leader) == {"Xem, gửi cấp trên": [task.text]}
    assert told(cast.reviewer) == {}
    Extension.objects.filter(pk=asked.pk).update(state=Extension.State.ASKED)
    assert told(cast.leader) == {}
    assert told(cast.reviewer) == {"Trả lời": [task.text]}


def test_an_objection_waits_for_the_reviewer_and_the_page_leads_there(client, cast):
    entry = entries_of(make_period(make_plan(cast.commune, cast.commune_office)))[0]
    Progress.objects.filter(pk=entry.pk).update(
        state=Progress.State.APPROVED,
        level="done",
        appraised_level="in_progress",
        objection="Đã đủ",
        objected_at=timezone.now(),
    )
    assert told(cast.reviewer) == {"Trả lời": [entry.task.text]}
    client.force_login(cast.reviewer)
    page = client.get(reverse("work"))
    assert reverse("review_answer", args=[entry.pk]) in page.content.decode()
    assert waiting.count(cast.reviewer) == page.context["tally"]["all"] + len(page.context["duties"]) == 1


def test_the_bell_counts_what_is_unread_by_the_query_that_reads_the_latest(cast, django_assert_num_queries):
    for n in range(7):
        Notice.objects.create(to=cast.official, key=str(n), text="Trả lại", read_at=timezone.now() if n < 2 else None)
    Notice.objects.create(to=cast.leader, key="k", text="Chờ bạn ký")
    with django_assert_num_queries(1):
        assert len(bell.latest(cast.official, 3)) == 3 and bell.unread(cast.official) == 5
    assert (bell.unread(cast.leader), bell.latest(cast.clerk, 5), bell.unread(cast.clerk)) == (1, [], 0)


def test_the_numbers_of_the_bar_and_the_bell_are_one_question_that_follows_her_rights(cast, django_assert_num_queries):
    """Put together once, asked anew on every page: other rights make another question, other rows another answer."""
    entries_of(make_period(make_plan(cast.new_commune, cast.new_commune_office, year=YEAR), year=YEAR))
    clerk, entries = make_person("moi.vanthu", Role.CLERK, cast.new_commune_office, "Văn thư"), Progress.objects.all()
    Notice.objects.create(to=cast.new_official, key="1", text="Trả lại")

    def asked(who):
        person = User.objects.get(pk=who.pk)
        assert person.seats  # read by then on every page
        with django_assert_num_queries(1):
            return waiting.count(person), bell.unread(person)

    owed = entries.count()
    assert (asked(cast.new_official), asked(clerk), asked(cast.new_official)) == ((owed, 1), (0, 0), (owed, 1))
    entries.update(open=False)
    assert asked(cast.new_official) == (0, 1)
    entries.update(open=True)
    Post.objects.filter(user=clerk).update(role=Role.ENTRY)
    assert asked(clerk) == (owed, 0) != (0, 0)
