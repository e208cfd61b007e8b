"""The review queue and its pages: who sees what, what is offered is allowed, many at once, nothing typed lost."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.counting import closely
from plans.models import Evidence, Figure, Progress, Step, Task
from plans.progress import looking
from plans.progress import objections as after
from plans.progress import workflow as way
from plans.reviewing import by_task
from plans.reviewing import queue as reviewing
from plans.reviewing.views.shared import NOTHING_CLEAR
from plans.tests.paper import entries_of, fitting, make_period, make_plan
from post.models import Letter
from units.models import Unit
from units.statuses import GENERAL_TASKS
from units.text import sort_key

pytestmark = pytest.mark.django_db
State, Level = Progress.State, Progress.Level


@pytest.fixture
def entries(cast):
    plan = make_plan(cast.commune, cast.commune_office)
    return entries_of(make_period(plan))


def hand_over(*rows, level=Level.NONE, **more):
    """Bring entries to the reviewer's desk without walking them there."""
    now = timezone.now()
    values = {"state": State.IN_REVIEW, "level": level, "handed_in_at": now, "waiting_since": now, **more}
    Progress.objects.filter(pk__in=[row.pk for row in rows]).update(**values)


def fresh(entry):
    return Progress.objects.for_rows().get(pk=entry.pk)


def test_the_queue_is_what_the_moves_offer(cast, entries):
    """Everybody's list holds exactly the entries on which `approve` is offered, whatever the route."""
    make_period(
        make_plan(cast.neighbour, cast.neighbour_office, number="05/KH-UBND", receiving_agency=cast.district_culture)
    )
    make_period(make_plan(cast.new_commune, cast.new_commune_office, year=2026), year=2026)
    make_period(make_plan(cast.district, cast.district_office, number="06/KH-UBND"))
    Progress.objects.update(**fitting(State.IN_REVIEW))
    for person in cast.everyone():
        offered = {row.pk for row in Progress.objects.for_rows() if "approve" in way.moves_for(row, person)}
        assert set(reviewing.awaiting(person).values_list("pk", flat=True)) == offered, person.username


def test_filters_know_names_without_marks_dimension_period_and_lateness(cast, entries):
    hand_over(*entries)
    Progress.objects.filter(pk=entries[0].pk).update(due="2099-01-01")
    queue = reviewing.awaiting(cast.reviewer)
    assert reviewing.filtered(queue, unit="tien phong").count() == 3
    assert reviewing.filtered(queue, unit="ho tung mau").count() == 0
    assert reviewing.filtered(queue, dimension=0).count() == 3
    assert reviewing.filtered(queue, dimension=5).count() == 0
    assert reviewing.filtered(queue, lateness="late").count() == 2
    assert reviewing.filtered(queue, lateness="in_time").get() == entries[0]
    assert list(reviewing.in_order(queue))[-1] == entries[0]


def test_pages_open_for_the_reviewer_only(client, cast, entries):
    hand_over(*entries)
    page = reverse("review_entry", args=[entries[0].pk])
    for person, wanted in [
        (cast.reviewer, 200),
        (cast.leader, 403),
        (cast.culture_reviewer, 403),
        (cast.stranger, 404),
    ]:
        client.force_login(person)
        assert client.get(page).status_code == wanted, person.username
    client.force_login(cast.leader)
    assert client.get(reverse("review")).status_code == 403


def test_the_buttons_are_the_allowed_moves_in_every_state(client, cast, entries):
    client.force_login(cast.reviewer)
    for state in State:
        Progress.objects.filter(pk=entries[0].pk).update(**fitting(state, Level.NONE))
        page = client.get(reverse("review_entry", args=[entries[0].pk]))
        assert page.context["moves"] == way.moves_for(fresh(entries[0]), cast.reviewer), state
        for name in ("approve", "send_back", "reopen"):
            address = reverse("review_move", args=[entries[0].pk, name])
            assert (address in page.content.decode()) == (name in page.context["moves"]), (state, name)


def test_approving_opens_the_next_and_keeps_the_filters(client, cast, entries):
    hand_over(*entries)
    client.force_login(cast.reviewer)
    answer = client.post(
        reverse("review_move", args=[entries[0].pk, "approve"]) + "?don_vi=tien", {"outcome": "as_reported"}
    )
    assert answer.url == reverse("review_entry", args=[entries[1].pk]) + "?don_vi=tien"
    assert fresh(entries[0]).state == State.APPROVED
    for row in entries[1:]:
        answer = client.post(reverse("review_move", args=[row.pk, "approve"]), {"outcome": "as_reported"})
    assert answer.url == reverse("review")


def test_returning_needs_a_reason_and_loses_nothing_typed(client, cast, entries):
    hand_over(*entries)
    client.force_login(cast.reviewer)
    address = reverse("review_move", args=[entries[0].pk, "send_back"])
    assert 'name="note"' in client.get(address).content.decode()  # the page of its own, without JavaScript
    answer = client.post(address, {"note": "   "})
    assert answer.status_code == 422
    assert answer.context["form"].errors["note"] == ["Cần ghi lý do để đơn vị biết phải sửa gì."]
    client.post(address, {"note": "Thiếu biên bản"})
    assert (fresh(entries[0]).state, fresh(entries[0]).return_reason) == (State.RETURNED, "Thiếu biên bản")


def test_judging_otherwise_needs_level_and_reason_and_the_second_click_is_told(client, cast, entries):
    hand_over(entries[0], level=Level.DONE)
    client.force_login(cast.reviewer)
    address = reverse("review_move", args=[entries[0].pk, "approve"])
    refused = client.post(address, {"outcome": "otherwise"})
    assert set(refused.context["form"].errors) == {"appraised", "note"}
    client.post(address, {"outcome": "otherwise", "appraised": Level.DOING, "note": "Chưa đạt chỉ tiêu"})
    assert (fresh(entries[0]).appraised_level, fresh(entries[0]).appraisal_note) == (Level.DOING, "Chưa đạt chỉ tiêu")
    assert client.post(address, {"outcome": "as_reported"}).status_code == 409


def test_bulk_approval_leaves_out_what_needs_a_look_and_names_it(client, cast, entries):
    hand_over(*entries)
    Progress.objects.filter(pk=entries[2].pk).update(level=Level.DONE, explanation="Có biên bản giấy")
    client.force_login(cast.reviewer)
    answer = client.post(reverse("review_bulk"), {"chon": [row.pk for row in entries]}, follow=True)
    assert [fresh(row).state for row in entries] == [State.APPROVED, State.APPROVED, State.IN_REVIEW]
    said = [str(message) for message in answer.context["messages"]]
    assert said[0].startswith("Đã duyệt 2 mục")
    assert "Xã Tiền Phong, 3a (cần xem kỹ: báo “Hoàn thành” nhưng không có tài liệu kiểm chứng" in said[1]


def test_an_approval_is_undone_for_a_while_by_who_gave_it(client, cast, entries):
    """The toast's button: back in the queue where it stood, with a trace, told to the unit; later only reopening."""
    sent = timezone.now() - timedelta(days=5)
    hand_over(*entries, handed_in_at=sent, waiting_since=sent, typed_by=cast.official, signed_off_by=cast.leader)
    Step.objects.create(entry=entries[0], verb="hand_in", by=cast.leader, at=sent)
    client.force_login(cast.reviewer)
    address = reverse("review_move", args=[entries[0].pk, "approve"])
    said = client.post(address, {"outcome": "otherwise", "appraised": Level.DOING, "note": "Chưa đủ"}, follow=True)
    keys = re.search(r'name="muc" value="([\d ]+)"', said.content.decode())[1]
    assert keys == str(entries[0].pk)
    client.post(reverse("review_undo"), {"muc": keys})
    row = fresh(entries[0])
    assert (row.state, row.appraised_level, row.reviewer, row.waiting_since) == (State.IN_REVIEW, "", None, sent)
    assert [(step.verb, step.changes[0]["new"]) for step in row.steps.filter(verb="undo")] == [("undo", Level.NONE)]
    assert Letter.objects.filter(to=cast.official, subject__contains="hoàn tác").exists()
    client.post(reverse("review_bulk"), {"chon": [row.pk for row in entries]})
    Progress.objects.filter(pk=entries[1].pk).update(waiting_since=timezone.now() - way.UNDO_WITHIN)
    Progress.objects.filter(pk=entries[2].pk).update(reviewer=cast.culture_reviewer)
    answer = client.post(reverse("review_undo"), {"muc": " ".join(str(row.pk) for row in entries)}, follow=True)
    assert [fresh(row).state for row in entries] == [State.IN_REVIEW, State.APPROVED, State.APPROVED]
    assert [message.level_tag for message in answer.context["messages"]].count("warning") == 2


def test_bulk_approval_of_another_reviewers_entries_does_nothing(client, cast, entries):
    hand_over(*entries)
    client.force_login(cast.province_reviewer)
    client.post(reverse("review_bulk"), {"chon": [row.pk for row in entries]})
    assert {fresh(row).state for row in entries} == {State.IN_REVIEW}


def test_what_deserves_a_close_look(cast, entries):
    plan = entries[0].plan
    later = make_period(plan, name="10 tháng", ends="2024-10-31", starts="2024-01-01")
    now = entries_of(later)[0]
    measure = now.task.measures.get()
    for row, value in ((entries[0], 90), (now, 50)):
        Figure.objects.create(entry=row, measure=measure, value=value)
    Progress.objects.filter(pk=entries[0].pk).update(level=Level.DONE, result="Đã làm", state=State.APPROVED)
    hand_over(now, level=Level.DONE, result="Đã làm")
    item = closely.items([fresh(now)])[0]
    assert item.last.pk == entries[0].pk
    assert item.flags == [
        "báo “Hoàn thành” nhưng Hồ sơ 50 chưa đạt chỉ tiêu 100", "Hồ sơ giảm 40 so với kỳ trước",
        "báo “Hoàn thành” nhưng không có tài liệu kiểm chứng", "kết quả ghi giống hệt kỳ trước",
    ]  # fmt: skip
    Evidence.objects.create(entry=now, link="https://example.vn/bb.pdf", name="Biên bản", added_by=cast.official)
    Figure.objects.filter(entry=now).update(value=120)
    Progress.objects.filter(pk=now.pk).update(result="Làm thêm 30 hồ sơ")
    assert closely.items([fresh(now)])[0].flags == []


def test_the_queue_takes_at_most_twelve_queries_at_any_size(client, cast, entries, django_assert_max_num_queries):
    client.force_login(cast.reviewer)
    for tasks in (3, 80):
        plan = make_plan(cast.neighbour, cast.neighbour_office, number=f"{tasks}/KH-UBND", tasks=tasks)
        hand_over(*entries_of(make_period(plan)))
        with django_assert_max_num_queries(12):
            assert client.get(reverse("review")).status_code == 200


def test_the_leader_objects_once_and_the_reviewer_answers(client, cast, entries):
    hand_over(entries[0], level=Level.DONE)
    way.move(fresh(entries[0]), "approve", by=cast.reviewer, note="Chưa đủ", appraised=Level.DOING)
    page = reverse("entry_objection", args=[entries[0].pk])
    client.force_login(cast.leader)
    assert client.get(page).context["may_object"]
    assert client.post(page, {"note": " "}).status_code == 422
    assert client.post(page, {"note": "Đã có đủ biên bản"}).status_code == 302
    assert client.post(page, {"note": "Lần nữa"}).status_code == 409
    client.force_login(cast.reviewer)
    assert list(reviewing.objections(cast.reviewer)) == [entries[0]]
    assert client.get(reverse("review") + "?xem=kien-nghi").context["total"] == 1
    client.post(reverse("review_answer", args=[entries[0].pk]), {"note": "Đồng ý", "accept": "on"})
    row = fresh(entries[0])
    assert (row.final_level, row.objection_answer, row.objected_at) == (Level.DONE, "Đồng ý", None)
    assert [step.verb for step in row.steps.all()] == ["answer", "object", "approve"]


def test_objection_and_answer_are_offered_exactly_when_allowed(cast, entries):
    """People x objection and answer x states x judged otherwise or not x objected or not."""
    wrong = []
    marks = [
        ("", "", ""),
        (Level.DOING, "", ""),
        (Level.DOING, "Kiến nghị", ""),
        (Level.DOING, "Kiến nghị", "Trả lời"),
    ]
    for state in State:
        for appraised, objection, reply in marks:
            said = {"appraised_level": appraised, "objection": objection, "objection_answer": reply}
            row = stands_at(entries[0], state, said)
            for person in cast.everyone():
                for offers, verb in ((after.may_object, after.object_to), (after.may_answer, after.answer)):
                    went = goes_through(verb, row, person)
                    if offers(row, person) != went:
                        wrong.append((state, said, person.username, verb.__name__))
                    if went:
                        row = stands_at(entries[0], state, said)
    assert wrong == []


def stands_at(entry, state, said):
    Progress.objects.filter(pk=entry.pk).update(**fitting(state, Level.DONE), **said)
    return fresh(entry)


def goes_through(verb, entry, person):
    from django.http import Http404

    from units.errors import Conflict, Refused

    try:
        verb(entry, by=person, text="Lý do")
    except (Refused, Conflict, Http404):
        return False
    return True


# --- By unit, by task ---------------------------------------------------------------------------------------------------


def said(answer):
    return [str(message) for message in answer.context["messages"]]


@pytest.fixture
def two_units(cast):
    """Two communes carry out the district's three tasks: six entries in review, of each unit one wants a look."""
    upper = make_plan(cast.district, cast.district_office, number="30/KH-UBND")
    for unit, office in ((cast.commune, cast.commune_office), (cast.neighbour, cast.neighbour_office)):
        plan = make_plan(unit, office, reports_under=upper)
        for below, above in zip(plan.tasks.all(), upper.tasks.all(), strict=True):
            Task.objects.filter(pk=below.pk).update(parent=above)
            below.measures.update(parent=above.measures.first())
    rows = [row for row in entries_of(make_period(upper)) if row.unit in (cast.commune, cast.neighbour)]
    hand_over(*rows)
    for row in rows[:2]:
        Progress.objects.filter(pk=row.pk).update(level=Level.DONE, explanation="Có biên bản giấy")
    looking.look_at_all()
    return rows


def test_the_list_of_units_counts_what_is_clear_and_what_is_not(client, cast, two_units):
    client.force_login(cast.reviewer)
    page = client.get(reverse("review_units"))
    assert [(unit.key, unit.waiting, unit.clear, unit.flagged) for unit, _ in page.context["rows"]] == sorted(
        ((unit.pk, 3, 2, 1) for unit in (cast.commune, cast.neighbour)), key=lambda row: sort_key(name_of(row[0]))
    )
    assert page.context["clear"] == 4
    page = client.get(reverse("review_units"), {"loc": "ro"})
    assert page.context["rows"] == []
    client.force_login(cast.leader)
    assert client.get(reverse("review_units")).status_code == 403


def name_of(key):
    return Unit.objects.get(pk=key).name


def test_the_clear_ones_of_a_unit_are_approved_together_and_the_next_unit_opens(client, cast, two_units):
    client.force_login(cast.reviewer)
    page = client.get(reverse("review_unit", args=[cast.commune.pk]))
    chosen = [item.entry.pk for item in page.context["clear"]]
    assert len(chosen) == 2 and [item.flags for item in page.context["flagged"]] == [
        ["báo “Hoàn thành” nhưng không có tài liệu kiểm chứng"]
    ]
    answer = client.post(reverse("review_clear"), {"xa": cast.commune.pk, "chon": chosen}, follow=True)
    assert said(answer)[0].startswith(f"Đã duyệt 2 mục của {cast.commune.name}")
    assert answer.redirect_chain[-1][0] == reverse("review_unit", args=[cast.commune.pk])  # one is left to look at
    left = Progress.objects.get(unit=cast.commune, state=State.IN_REVIEW)
    answer = client.post(
        reverse("review_move", args=[left.pk, "approve"]) + f"?xa={cast.commune.pk}", {"outcome": "as_reported"}
    )
    assert answer.url == reverse("review_unit", args=[cast.commune.pk])
    assert client.get(answer.url).context["next"].key == cast.neighbour.pk


def test_all_clear_ones_go_at_once_but_nothing_that_came_after_the_page(client, cast, two_units):
    client.force_login(cast.reviewer)
    moment = client.get(reverse("review_units")).context["moment"]
    late = two_units[2]
    Progress.objects.filter(pk=late.pk).update(waiting_since=timezone.now() + timedelta(seconds=5))
    answer = client.post(reverse("review_clear"), {"luc": moment}, follow=True)
    assert said(answer)[0].startswith("Đã duyệt 3 mục rõ của 2 đơn vị")
    states = [fresh(row).state for row in two_units]
    assert states == [State.IN_REVIEW] * 3 + [State.APPROVED] * 3
    keys = answer.content.decode().split('name="muc" value="')[1].split('"')[0]
    client.post(reverse("review_undo"), {"muc": keys})
    assert {fresh(row).state for row in two_units} == {State.IN_REVIEW}


def test_what_stands_out_since_the_marks_were_made_is_left_and_named(client, cast, two_units):
    Progress.objects.filter(pk=two_units[2].pk).update(level=Level.DONE)  # behind the marks' back
    client.force_login(cast.reviewer)
    answer = client.post(reverse("review_clear"), {"luc": timezone.now().isoformat()}, follow=True)
    assert said(answer)[0].startswith("Đã duyệt 3 mục")
    assert "cần xem kỹ: báo “Hoàn thành” nhưng không có tài liệu" in said(answer)[1]
    assert fresh(two_units[2]).state == State.IN_REVIEW
    answer = client.post(reverse("review_clear"), {"xa": cast.commune.pk}, follow=True)
    assert said(answer) == [NOTHING_CLEAR], "a press that did nothing says so"


def test_marks_are_made_by_handing_in_and_unlooked_entries_are_never_clear(cast, entries):
    Progress.objects.filter(pk=entries[1].pk).update(state=State.WITH_LEADER, level=Level.DONE, result="Xong",
                                                     explanation="Có biên bản giấy", typed_by=cast.official)  # fmt: skip
    way.move(fresh(entries[1]), "hand_in", by=cast.leader)
    kept = fresh(entries[1])
    assert (kept.looked, kept.flags) == (True, "báo “Hoàn thành” nhưng không có tài liệu kiểm chứng")
    hand_over(entries[2])
    clear = reviewing.filtered(reviewing.awaiting(cast.reviewer), lateness="clear")
    assert not clear.exists()
    assert looking.look_at_all() == 1
    assert clear.get() == entries[2]
    looking.forget(entries[2].plan_id)
    assert not clear.exists()


@pytest.mark.parametrize(("days", "clear"), [(-1, False), (0, True), (1, True)])
def test_a_deadline_is_judged_on_the_day_itself(cast, entries, days, clear):
    hand_over(entries[0], level=Level.DOING)
    looking.look_at_all()
    Task.objects.filter(pk=entries[0].task_id).update(deadline=timezone.localdate() + timedelta(days=days))
    assert reviewing.filtered(reviewing.awaiting(cast.reviewer), lateness="clear").exists() == clear


def test_one_task_across_units_marks_the_figure_far_from_the_rest(client, cast, two_units):
    task, own = two_units[0].task.parent, two_units[:2]
    for row, value in zip(own, (12, 700), strict=True):
        Figure.objects.create(entry=row, measure=row.task.measures.get(), value=value)
    client.force_login(cast.reviewer)
    page = client.get(reverse("review_task", args=[task.pk]))
    strip = page.context["strips"][0]
    assert (strip.name, strip.median, strip.apart) == ("Hồ sơ", 356, {})  # two units say nothing about the usual
    assert {item.entry.unit for item, _ in page.context["items"]} == {cast.commune, cast.neighbour}
    assert client.get(reverse("review_tasks")).context["rows"][0].units == 2
    answer = client.post(reverse("review_bulk"), {"nv": task.pk, "chon": [two_units[2].pk]})
    assert answer.url == reverse("review_tasks")  # who came from a task goes on with the tasks


@pytest.mark.parametrize(("count", "apart"), [(7, False), (8, True)])
def test_far_from_the_rest_means_beyond_the_widened_quartiles_of_eight_units(count, apart):
    values = [Decimal(10 + n % 3) for n in range(count - 1)]
    strip = by_task.Strip("Số hồ sơ", [(n, f"Xã {n}", value) for n, value in enumerate([*values, Decimal(99)])])
    assert strip.apart == ({count - 1: "cao hơn hẳn"} if apart else {})
    if apart:  # quartiles 10 and 12: usual is 7 to 15, both included
        assert by_task.fences([Decimal(n) for n in (10, 10, 10, 11, 11, 12, 12, 12)]) == (7, 15)


def test_pages_by_unit_cost_the_same_however_long_the_queue(client, cast, two_units, django_assert_max_num_queries):
    client.force_login(cast.reviewer)
    for address in (reverse("review_units"), reverse("review_unit", args=[cast.commune.pk]), reverse("review_tasks")):
        client.get(address)
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("proves_at", "page"),
    [("mục 2, trang 5", 5), ("tr. 12–13", 12), ("Trang số 3", 3), ("tr.7", 7), ("trang bìa", None), ("mục 2", None),
     ("biên bản tranh chấp 4", None), ("trang 0", None), ("", None)],
)  # fmt: skip
def test_a_paper_opens_at_the_page_that_proves(proves_at, page):
    assert Evidence(proves_at=proves_at).proving_page == page


def test_the_queue_is_sorted_and_grouped_as_asked_and_approved_as_far_as_the_filter_reaches(client, cast, entries):
    """Eleven clear ones and a flagged one of two units: only ten are shown, all that fit go, the flagged one is named."""
    plan = make_plan(cast.neighbour, cast.neighbour_office, number="7/KH-UBND", tasks=9)
    more = entries_of(make_period(plan))
    hand_over(*entries, *more)
    looking.look([row.pk for row in (*entries, *more)])
    hand_over(entries[0], level=Level.DONE)
    look = reviewing.awaiting(cast.reviewer)
    assert [row.unit for row in reviewing.in_order(look, "don_vi")] == sorted(
        [row.unit for row in look], key=lambda unit: unit.sort_key
    )
    client.force_login(cast.reviewer)
    for order in ("", "cho", "don_vi", "nhiem_vu", "noi_dung", "khong-co"):
        page = client.get(reverse("review") + f"?xep={order}")
        assert (page.status_code, len(page.context["items"]), page.context["total"]) == (200, 10, 12)
        heads = [head for head, _ in page.context["items"] if head]
        texts = dict.fromkeys(str(item.entry.task) for _, item in page.context["items"])
        units = dict.fromkeys(item.entry.unit.name for _, item in page.context["items"])
        wanted = {"don_vi": list(units), "nhiem_vu": list(texts), "noi_dung": [GENERAL_TASKS]}
        assert heads == wanted.get(order, []) and page.text.count('<li class="group">') == len(heads), order
    (row,) = client.get(reverse("review_dimensions")).context["rows"]
    assert (row[0].number, row[0].waiting, row[0].units) == (0, 12, 2)
    address = reverse("review_bulk") + "?don_vi=" + cast.commune.name
    said = client.post(address, {"act": "all"}, follow=True).content.decode()
    assert "Đã duyệt 2 mục khớp bộ lọc" in said and "Để lại 1 mục" in said and "không có tài liệu kiểm chứng" in said
    assert reviewing.awaiting(cast.reviewer).count() == 10
