"""Số liệu hợp lý: each rule with the number that just holds and the one that just breaks it, and every place that asks."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from conftest import words
from plans.cascade.workflow import handing_down
from plans.counting import closely, plausible, wanted
from plans.counting.plausible import Relation, Was, judge
from plans.drafting.relations import suggested, write_relations
from plans.drafting.workflow import life
from plans.drafting.workflow import tasks as plan_tasks
from plans.models import Measure, Progress, Step, Task
from plans.models import Relation as Row
from plans.progress import evidence
from plans.progress import workflow as way
from plans.reviewing import queue
from plans.tests.paper import entries_of, make_period, make_plan

NAMES = (("Tiếp nhận", "hồ sơ"), ("Đúng hạn", "hồ sơ"), ("Trễ hạn", "hồ sơ"), ("Tỷ lệ đúng hạn", "%"))
FOUR = [Measure(pk=n, name=name, unit_of_measure=unit) for n, (name, unit) in enumerate(NAMES, 1)]
STARTS = date(2024, 1, 1)
LAST = Was(Decimal(100), STARTS, date(2024, 6, 30))


def asked(relations, now, before=None, starts=STARTS):
    """The questions as (figure, text) of four figures under `relations`."""
    now = {key: Decimal(str(value)) for key, value in now.items()}
    return [(one.name, one.text) for one in judge(FOUR, relations, now, before or {}, starts)]


@pytest.mark.parametrize(
    ("relation", "holds", "breaks", "text"),
    [
        (Relation("part", 2, 1), {1: 1317, 2: 1317}, {1: 1317, 2: 9999},
         "9.999 lớn hơn 1.317 (Tiếp nhận). Kiểm tra lại?"),
        (Relation("grows", 1), {1: 100}, {1: 99}, "99 nhỏ hơn kỳ trước (100) dù là số lũy kế. Kiểm tra lại?"),
        (Relation("jump", 1, limit=Decimal(50)), {1: 150}, {1: 151},
         "151 tăng 51% so với kỳ trước (100), quá 50%. Kiểm tra lại?"),
        (Relation("jump", 1, limit=Decimal(50)), {1: 50}, {1: 49},
         "49 giảm 51% so với kỳ trước (100), quá 50%. Kiểm tra lại?"),
        (Relation("share", 4, 2, 1), {1: 8, 2: 7, 4: "87.5"}, {1: 8, 2: 7, 4: "87.4"},
         "87,4 khác 87,5 (Đúng hạn chia Tiếp nhận). Kiểm tra lại?"),
        (Relation("percent", 4), {4: 100}, {4: "100.1"}, "100,1% lớn hơn 100%. Kiểm tra lại dấu phẩy?"),
        (Relation("percent", 4), {4: 0}, {4: "-0.1"}, "−0,1% nhỏ hơn 0%. Kiểm tra lại dấu?"),
    ],
)  # fmt: skip
def test_each_relation_at_its_edge(relation, holds, breaks, text):
    before = {1: LAST} if relation.kind in ("grows", "jump") else {}
    assert asked([relation], holds, before) == []
    assert [said for _, said in asked([relation], breaks, before)] == [text]


def test_addends_together_make_their_whole_and_are_judged_once_all_are_there():
    parts = [Relation("addend", 2, 1), Relation("addend", 3, 1)]
    assert asked(parts, {1: 100, 2: 97, 3: 3}) == []
    assert asked(parts, {1: 100, 2: 97}) == []
    assert asked(parts, {1: 100, 2: 97, 3: 4}) == [("Đúng hạn", "97 + 4 = 101, khác 100 (Tiếp nhận). Kiểm tra lại?")]


def test_without_a_relation_percent_trong_do_and_ten_times_go_without_saying():
    whole, part = Measure(pk=1, name="Đã giải quyết"), Measure(pk=2, name="Trong đó trễ hạn")
    now = {1: Decimal(1271), 2: Decimal(12710), 3: Decimal(5)}
    found = {
        one.field: one.text for one in judge([whole, part, Measure(pk=3, name="Khác")], [], now, {1: LAST}, STARTS)
    }
    assert found == {
        "figure-1": "1.271 gấp từ 10 lần kỳ trước (100). Có thừa chữ số?",
        "figure-2": "12.710 lớn hơn 1.271 (Đã giải quyết). Kiểm tra lại?",
    }
    assert asked([], {1: 999}, {1: LAST}) == [] and asked([], {4: 101})[0][0] == "Tỷ lệ đúng hạn"
    assert asked([Relation("jump", 1, limit=Decimal(2000))], {1: 1271}, {1: LAST}) == []  # its own limit is told


def test_a_cumulative_figure_begins_anew_with_the_first_period_of_a_later_year():
    grows = [Relation("grows", 1)]
    assert asked(grows, {1: 5}, {1: LAST}, starts=date(2025, 1, 1)) == []
    assert asked(grows, {1: 5}, {1: LAST}, starts=date(2024, 7, 1)) != []
    half_year = Was(Decimal(9), date(2023, 12, 1), date(2024, 5, 31))  # 01/12 to 31/05 is a real half-year
    assert asked(grows, {1: 5}, {1: half_year}, starts=date(2023, 12, 1)) != []


def test_names_only_suggest_and_what_is_written_is_not_suggested_again():
    names = ["Hồ sơ tiếp nhận", "Hồ sơ giải quyết đúng hạn", "Số buổi"]
    row = ["Hồ sơ giải quyết đúng hạn", "part", "Hồ sơ tiếp nhận", "", None]
    assert suggested(names, []) == [row] and suggested(names, [row]) == [] and suggested(["Đúng hạn"], []) == []


# --- Where it is asked ------------------------------------------------------------------------------------------------


@pytest.fixture
def entry(cast):
    """An entry whose task asks for "Hồ sơ" and "Hồ sơ đúng hạn", the second a part of the first: 1.317 and 9.999."""
    plan = make_plan(cast.commune, cast.commune_office, tasks=2)
    took = Measure.objects.get(task__plan=plan)
    part = Measure.objects.create(task=took.task, name="Hồ sơ đúng hạn", unit_of_measure="hồ sơ", position=1)
    Row.objects.create(measure=part, kind="part", of=took)
    row = entries_of(make_period(plan))[0]
    values = {"level": "in_progress", "result": "Đã làm"}
    figures = {took.pk: Decimal(1317), part.pk: Decimal(9999)}
    way.save(row, by=cast.official, version=1, values=values, figures=figures)
    return fresh(row)


def fresh(entry):
    return Progress.objects.select_related("task__plan", "unit", "plan", "period").get(pk=entry.pk)


QUESTION = "Hồ sơ đúng hạn: 9.999 lớn hơn 1.317 (Hồ sơ). Kiểm tra lại?"


@pytest.mark.django_db
def test_two_queries_however_many_entries(cast, entry, django_assert_num_queries):
    more = entries_of(make_period(make_plan(cast.neighbour, cast.neighbour_office, tasks=30)))
    with django_assert_num_queries(2):
        found = plausible.of_entries([entry, *more])
    assert [one.said for one in found[entry.pk]] == [QUESTION] and len(found) == 31
    with django_assert_num_queries(0):
        assert plausible.of_entries([]) == {}


@pytest.mark.django_db
def test_handing_on_asks_for_a_reason_and_the_trace_keeps_it(cast, client, entry):
    client.force_login(cast.official)
    url = reverse("entry_move", args=[entry.pk, "submit"])
    page = client.post(url)
    assert page.status_code == 409 and QUESTION in words(page.content.decode())
    assert fresh(entry).state == "draft"
    assert client.post(url, {"confirmed": "  "}).status_code == 409
    assert client.post(url, {"confirmed": "Gồm hồ sơ kỳ trước chuyển sang"}).status_code == 302
    step = Step.objects.get(entry=entry, verb="submit")
    assert step.changes == [{"field": "confirmed", "old": QUESTION, "new": "Gồm hồ sơ kỳ trước chuyển sang"}]


@pytest.mark.django_db
def test_many_at_once_leave_it_out_and_say_why(cast, entry):
    other = entries_of(entry.period)[1]
    way.save(other, by=cast.official, version=1, values={"level": "nothing"})
    made, left = way.move_many([entry, fresh(other)], "submit", by=cast.official)
    assert [step.entry_id for step in made] == [other.pk]
    assert [(row.pk, reason) for row, reason in left] == [
        (entry.pk, f"{QUESTION} Cần xác nhận kèm lý do, nên mở từng nhiệm vụ.")
    ]


@pytest.mark.django_db
def test_the_official_is_asked_while_typing_in_the_grid_and_from_excel(cast, client, entry):
    client.force_login(cast.official)
    assert QUESTION in words(client.get(reverse("entry", args=[entry.pk])).content.decode())
    key = f"figure-{entry.task.measures.last().pk}"
    answer = client.post(reverse("entry_autosave", args=[entry.pk]), {"version": entry.version, key: "9.998"}).json()
    assert answer["doubts"] == {key: "9.998 lớn hơn 1.317 (Hồ sơ). Kiểm tra lại?"}
    answer = client.post(reverse("entry_autosave", args=[entry.pk]), {"version": answer["version"], key: "1.317"})
    assert answer.json()["doubts"] == {}
    ground = plausible.load([fresh(entry)])
    brought = {entry.task.measures.first().pk: Decimal(1000)}  # the file lowers the whole only
    assert [one.text for one in ground.findings(fresh(entry), brought)] == [
        "1.317 lớn hơn 1.000 (Hồ sơ). Kiểm tra lại?"
    ]


@pytest.mark.django_db
def test_leader_and_reviewer_see_it_and_the_leader_confirms_in_her_turn(cast, client, entry):
    way.move(entry, "submit", by=cast.official, confirmed="Đã rà soát")
    client.force_login(cast.leader)
    assert QUESTION in words(client.get(reverse("work")).content.decode())
    page = words(client.get(reverse("entry", args=[entry.pk])).content.decode())
    assert QUESTION in page and "Đơn vị đã xác nhận: “Đã rà soát”" in page
    with pytest.raises(way.Doubtful):
        way.move(fresh(entry), "hand_in", by=cast.leader)
    way.move(fresh(entry), "hand_in", by=cast.leader, confirmed="Đúng theo biểu Một cửa")
    item = closely.items(queue.awaiting(cast.reviewer).for_rows())[0]
    assert item.flags[0] == QUESTION.rstrip(".")
    client.force_login(cast.reviewer)
    client.post(reverse("review_bulk"), {"chon": [entry.pk]})
    assert fresh(entry).state == "submitted"


@pytest.mark.parametrize(
    ("note", "asks"),
    [
        ("Thiếu tài liệu kiểm chứng.", True), ("đề nghị BỔ SUNG thêm các tài liệu", True), ("Chưa có minh chứng", True),
        ("chưa kèm 02 tài liệu", True), ("Viết lại phần tài liệu kiểm chứng cho gọn", False), ("Thiếu sản phẩm", False),
        ("Bổ sung kết quả; tài liệu đã đủ", False), ("", False),
    ],
)  # fmt: skip
def test_a_reason_in_words_asks_for_a_paper_as_the_box_does(note, asks):
    assert wanted.asks(note) is asks


def test_what_is_counted_is_not_below_nothing_unless_it_was_before():
    assert asked([], {1: 0}) == [] and asked([], {4: -1})[0][1].startswith("−1% nhỏ hơn 0%")
    assert asked([], {1: -5}) == asked([], {1: -5}, {1: LAST}) == [("Tiếp nhận", "−5 nhỏ hơn 0. Kiểm tra lại dấu?")]
    assert asked([], {1: -5}, {1: LAST._replace(value=Decimal(-4))}) == []


@pytest.mark.django_db
@pytest.mark.parametrize("by_words", [True, False])
def test_sent_again_without_the_paper_it_was_returned_for(cast, client, entry, by_words):
    part = entry.task.measures.last()
    way.save(entry, by=cast.official, version=entry.version, values={}, figures={part.pk: Decimal(9)})
    way.move(fresh(entry), "submit", by=cast.official)
    way.move(fresh(entry), "hand_in", by=cast.leader)
    client.force_login(cast.reviewer)
    ready = "Thiếu tài liệu kiểm chứng kết quả đã báo cáo."
    sent = {"note": ready} if by_words else {"note": "Bổ sung biên bản", "wants_evidence": "1"}
    client.post(reverse("review_move", args=[entry.pk, "send_back"]), sent)
    lacks = "Bị trả lại vì thiếu tài liệu kiểm chứng nhưng từ đó số tài liệu không tăng."
    assert [one.said for one in plausible.of_entries([fresh(entry)])[entry.pk]] == [lacks]
    with pytest.raises(way.Doubtful):
        way.move(fresh(entry), "submit", by=cast.official)
    row = evidence.add(
        fresh(entry), by=cast.official, link="https://vi-du.example/bb.pdf", facts={"proves_at": "trang 1"}
    )
    assert plausible.of_entries([fresh(entry)])[entry.pk] == []
    evidence.remove(row, by=cast.official)
    assert [one.said for one in plausible.of_entries([fresh(entry)])[entry.pk]] == [lacks]


@pytest.mark.django_db
def test_a_return_for_another_reason_asks_for_no_paper(cast, entry):
    way.move(entry, "submit", by=cast.official, confirmed="Đúng")
    way.move(fresh(entry), "hand_back", by=cast.leader, note="Viết lại phần tài liệu kiểm chứng cho gọn")
    assert [one.said for one in plausible.of_entries([fresh(entry)])[entry.pk]] == [QUESTION]


# --- Written in the plan ----------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_relations_are_written_in_the_task_suggestions_only_when_ticked(cast, client):
    plan = make_plan(cast.commune, cast.commune_office, state="draft", tasks=1)
    task = plan.tasks.get()
    task.measures.all().delete()
    Measure.objects.create(task=task, name="Tiếp nhận", position=0)
    Measure.objects.create(task=task, name="Đúng hạn", position=1)
    client.force_login(cast.official)
    url = reverse("task_edit", args=[task.pk])
    form = client.get(url).context["form"]
    assert [label for _, label in form.fields["suggested"].choices] == ["“Đúng hạn” không lớn hơn “Tiếp nhận”"]
    sent = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    client.post(url, sent)
    assert not Row.objects.exists()
    sent |= {"version": task.version + 1, "suggested": ["2-1"], "r0_measure": "1", "r0_kind": "jump"}
    assert client.post(url, sent).context["form"].errors["r0_limit"] == ["Ghi ngưỡng lớn hơn 0."]
    client.post(url, sent | {"r0_limit": "50"})
    kept = Row.objects.order_by("pk").values_list("measure__name", "kind", "of__name", "limit")
    assert list(kept) == [("Tiếp nhận", "jump", None, Decimal(50)), ("Đúng hạn", "part", "Tiếp nhận", None)]


@pytest.mark.django_db
def test_an_amendment_carries_relations_and_a_copy_has_its_own(cast, entry):
    draft = life.begin_amendment(entry.plan, by=cast.official)
    task = draft.tasks.get(amends=entry.task)
    row = Row.objects.get(measure__task=task)
    assert (row.measure.name, row.kind, row.of.task_id) == ("Hồ sơ đúng hạn", "part", task.pk)
    form = {"relations": []}
    plan_tasks.save_task(task, by=cast.official, version=task.version, words=form)
    (_, _, _, changes), *rest = life.tasks_changed(draft)
    assert not rest and [(one.label, one.old, one.new) for one in changes] == [
        ("Quan hệ giữa các chỉ tiêu", "“Hồ sơ đúng hạn” không lớn hơn “Hồ sơ”", "–")
    ]
    life.issue(draft, by=cast.leader, number="09/KH-UBND", date=date(2024, 3, 1))
    assert not Row.objects.filter(measure__task=entry.task).exists()


@pytest.mark.django_db
def test_whatever_way_a_task_goes_its_relations_go_along_between_its_own_figures(cast, client, entry):
    """Into next year's plan, a second time into a draft, down to a unit, and to the unit that takes it by itself."""
    head = make_plan(cast.district, cast.district_office, number="01/KH-UBND", tasks=1)
    above = head.tasks.get()
    Measure.objects.create(task=above, name="Hồ sơ đúng hạn", position=1)
    write_relations(above, [["Hồ sơ đúng hạn", "part", "Hồ sơ", "", None], ["Hồ sơ", "jump", "", "", "50"]])
    told = {"“Hồ sơ” không tăng, giảm so với kỳ trước quá 50%", "“Hồ sơ đúng hạn” không lớn hơn “Hồ sơ”"}
    client.force_login(cast.district_leader)
    assert set(client.get(reverse("task", args=[above.pk])).context["relations"]) == told
    later = life.start_from(head, unit=cast.district, by=cast.district_leader, year=2025)
    twice = plan_tasks.duplicate(later.tasks.get(), by=cast.district_leader)
    handing_down.hand_down(head, [above], [cast.commune, cast.neighbour], by=cast.district_leader)
    down = Task.objects.filter(parent=above)
    assert down.count() == 2
    for task in (later.tasks.first(), twice, *down):
        rows = Row.objects.filter(measure__task=task)
        assert rows.count() == 2 and set(rows.exclude(of=None).values_list("of__task", flat=True)) == {task.pk}


@pytest.mark.django_db
def test_who_edits_the_plan_writes_its_relations_and_nobody_else(cast, client):
    task = make_plan(cast.commune, cast.commune_office, state="draft", tasks=1).tasks.get()
    for person, status in ((cast.official, 200), (cast.leader, 200), (cast.clerk, 403), (cast.stranger, 404)):
        client.force_login(person)
        assert client.get(reverse("task_edit", args=[task.pk])).status_code == status
