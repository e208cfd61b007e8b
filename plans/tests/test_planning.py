"""A plan's life: drafted, issued and frozen, amended with what changed, ended; two editors lose nothing."""

import re
from datetime import date

import pytest
from django.db import transaction
from django.http import Http404
from django.urls import reverse

from conftest import make_agency, make_person
from plans.counting.overview import overview
from plans.counting.owed import owed
from plans.drafting.wording import difference, task_words
from plans.drafting.workflow import life
from plans.drafting.workflow import tasks as plan_tasks
from plans.drafting.workflow.life.moves import guard
from plans.models import Plan, Progress, Target, Task
from plans.tests.paper import fitting, make_period, make_plan
from units.errors import Conflict, Refused
from units.merging import Clash
from units.models import Delegation, Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast):
    plan = life.new_plan(
        cast.commune, by=cast.official, issuer=cast.commune_office, title="Chỉ số PAPI", year_from=2024, year_to=2024
    )
    for n in range(1, 4):
        plan_tasks.add_task(plan, by=cast.official, words={"text": f"Nhiệm vụ số {n}", "code": f"{n}a"})
    return plan


def words_of(task):
    return task_words(Task.objects.worded().get(pk=task.pk))


def codes(plan):
    return list(plan.tasks.current().order_by("position").values_list("code", flat=True))


def test_issue_gives_number_freezes_names_and_owes_entries(cast, draft):
    upper = make_plan(cast.district, cast.district_office, number="10/KH-UBND")
    period = make_period(upper)
    Plan.objects.filter(pk=draft.pk).update(reports_under=upper)
    task = draft.tasks.first()
    task.lead = cast.commune_office
    task.save()
    issued = life.issue(draft, by=cast.leader, number=" 04/KH-UBND ", date=date(2024, 1, 12))
    assert (issued.state, issued.number, issued.place) == (Plan.State.ISSUED, "04/KH-UBND", "Tiền Phong")
    assert Task.objects.get(pk=task.pk).lead_text == "UBND xã Tiền Phong"
    assert issued.steps.get(verb="issue").changes[0]["frozen"]["tasks"][0]["text"] == "Nhiệm vụ số 1"
    assert Progress.objects.filter(period=period, plan=issued).count() == 3


def test_what_was_signed_comes_into_force_by_whoever_signed_it_and_for_whom(cast, draft):
    plan = life.issue_as_signed(
        draft, by=cast.clerk, acting_for=cast.leader, number=" 04/KH-UBND ", date=date(2024, 1, 20)
    )
    assert (plan.state, plan.number, plan.date) == (Plan.State.ISSUED, "04/KH-UBND", date(2024, 1, 20))
    step = plan.steps.get(verb="issue")
    assert (step.by, step.acting_for, step.note) == (cast.clerk, cast.leader, "Số 04/KH-UBND ngày 20/01/2024")


def test_an_issued_plan_cannot_be_edited_but_through_an_amendment(cast, draft):
    life.issue(draft, by=cast.leader, number="04/KH-UBND", date=date(2024, 1, 12))
    with pytest.raises(Conflict):
        plan_tasks.add_task(draft, by=cast.official, words={"text": "Thêm"})
    with pytest.raises(Conflict):
        life.save_plan(draft, by=cast.official, version=1, values={"title": "Khác"})
    with pytest.raises(Conflict):
        life.issue(draft, by=cast.leader, number="05/KH-UBND", date=date(2024, 1, 13))


def test_amendment_is_numbered_tells_what_changed_and_keeps_reported_tasks(cast, draft):
    plan = life.issue(draft, by=cast.leader, number="04/KH-UBND", date=date(2024, 1, 12))
    period = make_period(plan)
    first, second, third = plan.tasks.order_by("position")
    Progress.objects.filter(task=second).update(**fitting(Progress.State.APPROVED))
    amendment = life.amend(plan, by=cast.official)
    assert life.amend(plan, by=cast.official).pk == amendment.pk
    head = ("unit", "issuer", "place", "title", "created_by", "amends")
    assert [getattr(amendment, name) for name in head] == [getattr(plan, name) for name in head[:4]] + [
        cast.official,
        plan,
    ]
    mine = amendment.tasks.get(amends=first)
    plan_tasks.save_task(mine, by=cast.official, version=mine.version, words=words_of(mine) | {"product": "Biên bản"})
    plan_tasks.remove_task(amendment.tasks.get(amends=second), by=cast.official)
    plan_tasks.remove_task(amendment.tasks.get(amends=third), by=cast.official)
    plan_tasks.add_task(amendment, by=cast.official, words={"text": "Việc mới", "code": "4a"})
    assert words_of(first)["product"] == ""
    assert codes(plan) == ["1a", "2a", "3a"]
    kinds = [kind for kind, *_ in life.tasks_changed(amendment)]
    assert sorted(kinds) == ["added", "changed", "withdrawn", "withdrawn"]
    after = life.issue(amendment, by=cast.leader, number="15/KH-UBND", date=date(2024, 3, 1))
    assert (after.pk, after.state, after.number) == (plan.pk, Plan.State.AMENDED, "04/KH-UBND")
    assert codes(plan) == ["1a", "4a"]
    assert words_of(first)["product"] == "Biên bản"
    step = plan.steps.get(verb="amend")
    assert step.note == "Lần 1: số 15/KH-UBND ngày 01/03/2024"
    assert {(row["kind"], row["new"]) for row in step.changes} >= {
        ("changed", "Biên bản"),
        ("added", "Việc mới"),
        ("withdrawn", ""),
    }
    assert not Plan.with_amendments.filter(pk=amendment.pk).exists()
    states = dict(Progress.objects.filter(period=period).values_list("task__code", "state"))
    assert states == {"1a": "missing", "2a": "approved", "3a": "missing", "4a": "missing"}
    # An untouched entry of a withdrawn task stays: on days before the amendment it was owed.
    for day, codes_owed in ((date(2024, 2, 29), {"1a", "2a", "3a"}), (date(2024, 3, 1), {"1a", "4a"})):
        assert set(period.entries.filter(owed(day)).values_list("task__code", flat=True)) == codes_owed


def test_an_amendment_that_changes_nothing_is_not_issued(cast, draft):
    plan = life.issue(draft, by=cast.leader, number="04/KH-UBND", date=date(2024, 1, 12))
    amendment = life.amend(plan, by=cast.official)
    with pytest.raises(ValueError, match="chưa thay đổi"):
        life.issue(amendment, by=cast.leader, number="05/KH-UBND", date=date(2024, 2, 1))


def test_an_amendment_brings_targets_and_parents_in_and_tells_which(cast, draft):
    upper = make_plan(cast.district, cast.district_office, number="10/KH-UBND")
    row = ["ranks_up", "Tăng 3 bậc", "3", True, False, 2023, 2024, None]
    values = {"targets": [row], "parents": [upper.pk], "reports_under": upper.pk}
    life.save_plan(draft, by=cast.official, version=1, values=values)
    plan = life.issue(draft, by=cast.leader, number="04/KH-UBND", date=date(2024, 1, 12))
    amendment = life.amend(plan, by=cast.official)
    more = [[*row[:1], "Tăng 5 bậc", "5", *row[3:]], ["keep_group", "Giữ nhóm 1", None, True, False, None, None, None]]
    life.save_plan(amendment, by=cast.official, version=1, values={"targets": more})
    assert plan.targets.get().text == "Tăng 3 bậc"
    after = life.issue(amendment, by=cast.leader, number="15/KH-UBND", date=date(2024, 3, 1))
    assert [target.text for target in after.targets.order_by("pk")] == ["Tăng 5 bậc", "Giữ nhóm 1"]
    assert (list(after.parents.all()), after.reports_under) == ([upper], upper)
    (told,) = after.steps.get(verb="amend").changes
    assert told["label"] == "Mục tiêu" and "Tăng 3 bậc" in told["old"] and "Giữ nhóm 1" in told["new"]


def test_a_number_is_given_once_and_an_empty_plan_not_at_all(cast, draft):
    life.issue(draft, by=cast.leader, number="04/KH-UBND", date=date(2024, 1, 12))
    more = {"by": cast.official, "issuer": cast.commune_office, "title": "Khác", "year_from": 2024, "year_to": 2024}
    other = life.new_plan(cast.commune, **more)
    with pytest.raises(ValueError, match="chưa có nhiệm vụ"):
        life.issue(other, by=cast.leader, number="06/KH-UBND", date=date(2024, 1, 12))
    plan_tasks.add_task(other, by=cast.official, words={"text": "Việc"})
    with pytest.raises(ValueError, match="đã dùng"):
        life.issue(other, by=cast.leader, number="04/KH-UBND", date=date(2024, 1, 12))


def test_two_editors_merge_fields_and_are_asked_about_the_same_one(cast, draft):
    task = draft.tasks.first()
    base, version = words_of(task), task.version
    plan_tasks.save_task(
        task, by=cast.official, version=version, words=base | {"text": "Của người thứ nhất"}, base=base
    )
    merged = plan_tasks.save_task(
        task, by=cast.leader, version=version, words=base | {"product": "Biên bản"}, base=base
    )
    assert (merged.text, merged.product) == ("Của người thứ nhất", "Biên bản")
    with pytest.raises(Clash) as clash:
        plan_tasks.save_task(
            task, by=cast.leader, version=version, words=base | {"text": "Của người thứ hai"}, base=base
        )
    assert clash.value.fields == {"text": ("Của người thứ hai", "Của người thứ nhất")}
    assert words_of(task)["text"] == "Của người thứ nhất"


def test_saving_the_plans_own_text_merges_too(cast, draft):
    base = {"title": draft.title, "purpose": "", "funding": ""}
    life.save_plan(draft, by=cast.official, version=1, values={**base, "purpose": "Mục đích"}, base=base)
    fresh = life.save_plan(draft, by=cast.leader, version=1, values={**base, "funding": "Ngân sách xã"}, base=base)
    assert (fresh.purpose, fresh.funding) == ("Mục đích", "Ngân sách xã")
    with pytest.raises(Clash):
        life.save_plan(draft, by=cast.leader, version=1, values={**base, "purpose": "Khác"}, base=base)


def test_rows_move_duplicate_and_change_many_at_once(cast, draft):
    first, second, third = draft.tasks.order_by("position")
    plan_tasks.move_task(third, by=cast.official, up=True)
    assert codes(draft) == ["1a", "3a", "2a"]
    plan_tasks.move_task(Task.objects.get(pk=first.pk), by=cast.official, up=True)
    assert codes(draft) == ["1a", "3a", "2a"]
    twin = plan_tasks.duplicate(Task.objects.get(pk=first.pk), by=cast.official)
    assert codes(draft) == ["1a", "", "3a", "2a"]
    assert twin.text == first.text
    keys = [first.pk, second.pk]
    changed = plan_tasks.edit_many(draft, keys, by=cast.official, words={"deadline": "2024-10-15"})
    assert changed == 2
    assert list(draft.tasks.filter(deadline=date(2024, 10, 15)).values_list("pk", flat=True)) == keys
    assert plan_tasks.edit_many(draft, keys, by=cast.official, words={"deadline": "2024-10-15"}) == 0


def test_many_changed_and_moved_at_once_are_put_back_as_they_stood(cast, draft, client):
    first, second, third = draft.tasks.order_by("position")
    Task.objects.filter(pk=third.pk).update(section="II. Nhiệm vụ")
    stood = [words_of(task) for task in (first, second, third)]
    client.force_login(cast.official)
    typed = {"keys": [first.pk, second.pk], "after": third.pk, "deadline": "15/10/2024"}
    said = client.post(reverse("tasks_many", args=[draft.pk]), typed, follow=True).content.decode()
    assert codes(draft) == ["3a", "1a", "2a"]
    kept = re.search(r'name="kept" value="([^"]+)"', said)[1]
    assert client.post(reverse("tasks_undo", args=[draft.pk]), {"kept": kept}).status_code == 302
    assert codes(draft) == ["1a", "2a", "3a"] and [words_of(task) for task in (first, second, third)] == stood


def test_many_move_behind_another_and_join_its_section(cast, draft):
    first, second, third = draft.tasks.order_by("position")
    Task.objects.filter(pk=third.pk).update(section="II. Nhiệm vụ")
    assert plan_tasks.move_many(draft, [first.pk, second.pk], by=cast.official, after=third.pk) == 2
    assert codes(draft) == ["3a", "1a", "2a"]
    assert set(draft.tasks.values_list("section", flat=True)) == {"II. Nhiệm vụ"}
    plan_tasks.move_many(draft, [second.pk], by=cast.official, after=0)
    assert codes(draft) == ["2a", "3a", "1a"]
    with pytest.raises(ValueError, match="nơi đặt"):
        plan_tasks.move_many(draft, [first.pk], by=cast.official, after=first.pk)


def test_measures_keep_their_figures_when_the_task_is_saved_again(cast, draft):
    task = draft.tasks.first()
    words = words_of(task) | {"measures": [["Hồ sơ", "hồ sơ", "100", "sum"], ["Buổi", "", None, "max"]]}
    plan_tasks.save_task(task, by=cast.official, version=task.version, words=words)
    key = task.measures.get(name="Hồ sơ").pk
    words["measures"] = [["Hồ sơ", "hồ sơ", "120", "average"]]
    after = plan_tasks.save_task(task, by=cast.official, version=task.version + 1, words=words)
    assert [(row.pk, row.target, row.rollup) for row in after.measures.all()] == [(key, 120, "average")]


def test_start_from_last_year_moves_title_and_deadlines(cast):
    old = make_plan(cast.commune, cast.commune_office)
    draft = life.start_from(old, unit=cast.commune, by=cast.official, year=2025)
    assert (draft.title, draft.year_from, draft.state) == ("Nâng cao Chỉ số PAPI năm 2025", 2025, Plan.State.DRAFT)
    assert {task.deadline for task in draft.tasks.all()} == {date(2025, 10, 15)}
    assert draft.tasks.first().measures.get().name == "Hồ sơ"


def test_start_from_last_year_takes_targets_and_the_parents_that_run_in_the_new_year(cast):
    old = make_plan(cast.commune, cast.commune_office)
    ended = make_plan(cast.district, cast.district_office, number="10/KH-UBND")
    next_year = make_plan(cast.district, cast.district_office, number="11/KH-UBND", year=2029)
    long = make_plan(cast.old_province, cast.old_province_office, number="1/CTr-UBND")
    Plan.objects.filter(pk=long.pk).update(year_to=2030)
    old.parents.set([ended, long])
    Plan.objects.filter(pk=old.pk).update(
        title="Kế hoạch PAPI 2024-2028", year_to=2028, reports_under=ended, receiving_agency=cast.district_home_affairs
    )
    aim = {"kind": "ranks_up", "amount": 3, "baseline_year": 2023, "by_year": 2024}
    Target.objects.create(plan=old, text="Năm 2024 tăng 3 bậc so với năm 2023, theo Nghị quyết năm 2020", **aim)
    old.refresh_from_db()
    draft = life.start_from(old, unit=cast.commune, by=cast.official, year=2029)
    assert (draft.title, draft.years) == ("Kế hoạch PAPI 2029-2033", "2029–2033")
    assert set(draft.parents.all()) == {next_year, long}
    assert (draft.reports_under, draft.receiving_agency) == (next_year, cast.district_home_affairs)
    target = draft.targets.get()
    assert target.text == "Năm 2029 tăng 3 bậc so với năm 2028, theo Nghị quyết năm 2020"
    assert (target.baseline_year, target.by_year, target.amount) == (2028, 2029, 3)


def test_an_heir_starts_from_the_old_units_plan_in_its_own_name(cast):
    """Its own heading agency issues it, its agencies are found by name, nobody's signature of before is taken over."""
    signed = {"signing_form": "TM. ỦY BAN NHÂN DÂN", "signer_title": "CHỦ TỊCH", "signer_name": "Nguyễn Văn An"}
    old = make_plan(cast.commune, cast.commune_office, tasks=1, **signed)
    theirs, ours = (make_agency(unit, "Phòng Kinh tế") for unit in (cast.commune, cast.new_commune))
    old.tasks.update(lead=theirs)
    heir = life.start_from(old, unit=cast.new_commune, by=cast.new_official, year=2026)
    own = life.start_from(old, unit=cast.commune, by=cast.official, year=2025)
    assert (heir.issuer, heir.tasks.get().lead) == (cast.new_commune_office, ours)
    assert (own.issuer, own.tasks.get().lead) == (cast.commune_office, theirs)
    assert [{getattr(plan, name) for name in signed} for plan in (heir, own)] == [{""}, set(signed.values())]


def test_a_figures_new_name_and_its_end_are_said_also_of_texts_kept_without_keys():
    def said(before, after, **more):
        rows = ({"measures": [[name, "%", None, "sum", *key] for name, *key in one]} for one in (before, after))
        return difference(*rows, **more)[0].new.rpartition(" (")[2]

    assert said([("Hồ sơ", 1)], [("Hồ sơ đúng hạn", 1)]) == "đổi tên “Hồ sơ” thành “Hồ sơ đúng hạn”)"
    assert said([("Hồ sơ", 1), ("Họp", 2)], [("Họp", 2)]) == "thôi theo dõi “Hồ sơ”)"
    assert said([("Hồ sơ", 1), ("Họp", 2)], [("Họp",)], day=date(2024, 3, 1)) == "thôi theo dõi “Hồ sơ” từ 01/03/2024)"
    assert "theo dõi" not in said([("Hồ sơ",)], [("Họp",)])


def test_what_owes_nothing_is_not_late(cast):
    """The draft of a change and a plan that ended show no "Quá hạn" of tasks whose day is over."""
    plan = make_plan(cast.commune, cast.commune_office)
    amendment = life.amend(plan, by=cast.official)

    def badges(of):
        return {line.badge for line in overview(of, date(2024, 12, 1), cast.official).lines}

    assert (badges(plan), badges(amendment)) == ({"overdue"}, {"not_started"})
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.CLOSED)
    assert badges(Plan.objects.get(pk=plan.pk)) == {"not_started"}


def test_what_is_no_longer_in_force_is_amended_no_more(cast, draft):
    plan = life.issue(draft, by=cast.leader, number="04/KH-UBND", date=date(2024, 1, 12))
    amendment = life.amend(plan, by=cast.official)
    Plan.with_amendments.filter(pk=amendment.pk).update(title="Tên khác")
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.CLOSED)
    with pytest.raises(Conflict, match="Kế hoạch gốc không còn hiệu lực"):
        life.issue(amendment, by=cast.leader, number="15/KH-UBND", date=date(2024, 3, 1))


def test_closing_needs_a_reason_and_superseding_a_plan_of_the_same_unit(cast):
    plan = make_plan(cast.commune, cast.commune_office)
    with pytest.raises(ValueError, match="lý do"):
        life.close(plan, by=cast.leader, note=" ")
    other = make_plan(cast.neighbour, cast.neighbour_office, number="07/KH-UBND")
    with pytest.raises(ValueError, match="cùng đơn vị"):
        life.supersede(plan, by=cast.leader, successor=other)
    heir = make_plan(cast.commune, cast.commune_office, number="08/KH-UBND")
    assert life.supersede(plan, by=cast.leader, successor=heir).badge == "superseded"


def test_a_plan_that_ends_keeps_its_reason_and_its_work_is_open_no_more(cast, today):
    plan = make_plan(cast.commune, cast.commune_office, tasks=1)
    entry = make_period(plan).entries.get()
    chief = make_person("tienphong.cvp", "entry", cast.commune_office, "Chánh Văn phòng", signs=Post.Signs.ORDER)
    Delegation.objects.create(from_user=cast.leader, to_user=chief, valid_from=today, valid_to=today)
    life.close(plan, by=chief, note=" Hết giai đoạn ")
    plan.refresh_from_db()
    entry.refresh_from_db()
    assert (plan.state, plan.ended, entry.open) == (Plan.State.CLOSED, today, False)
    (step,) = plan.steps.all()
    assert (step.verb, step.by, step.acting_for, step.note) == ("close", chief, cast.leader, "Hết giai đoạn")


@pytest.mark.one_engine
def test_offered_equals_allowed_for_people_and_states(cast, draft):
    """People x moves x states: the button is there exactly when the verb would not refuse."""
    wrong = []
    for state in Plan.State:
        for person in cast.everyone():
            for name in life.MOVES:
                Plan.objects.filter(pk=draft.pk).update(state=state)
                row = Plan.objects.select_related("unit").get(pk=draft.pk)
                if (name in life.moves_for(row, person)) != _goes_through(row, name, person):
                    wrong.append((state, person.username, name))
    assert wrong == []


def _goes_through(plan, name, person):
    try:
        with transaction.atomic():
            guard(plan, name, person)
    except (Refused, Conflict, Http404):
        return False
    return True
