"""Entering one task: what the page keeps, merges, refuses and hands on, measured at the door."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest

from conftest import make_person, words
from journal.guards import lifted
from plans.entering.forms import EntryForm
from plans.models import Measure, Progress, Step
from plans.progress import workflow as way
from plans.tests.paper import entries_of, fitting, make_period, make_plan
from units.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(cast):
    return make_plan(cast.commune, cast.commune_office)


@pytest.fixture
def entry(plan):
    return entries_of(make_period(plan))[0]


@pytest.fixture
def door(cast, client):
    """The official's browser."""
    client.force_login(cast.official)
    return client


def typed(entry, **fields):
    """What the form sends: the fields, with the version and the base the page had."""
    base = {"level": "", "result": "", "difficulties": "", "proposals": "", "explanation": ""}
    return {"version": fields.pop("version", 1), "base": json.dumps(base | fields.pop("base", {})), **fields}


def save(door, entry, **fields):
    return door.post(f"/tien-do/{entry.pk}/luu/", typed(entry, **fields))


def fresh(entry):
    return Progress.objects.get(pk=entry.pk)


def figure_of(entry):
    return f"figure-{entry.task.measures.get().pk}"


def test_a_save_overtaken_by_its_own_submission_is_kept_and_other_words_are_told(door, entry):
    save(door, entry, level="nothing", result="Không có vụ việc")
    door.post(f"/tien-do/{entry.pk}/", {**typed(entry, version=2), "level": "nothing", "act": "submit"})
    assert fresh(entry).state == "with_leader"
    same = save(door, entry, version=2, level="nothing", result="Không có vụ việc")
    assert (same.status_code, same.json()["version"]) == (200, fresh(entry).version)
    other = save(door, entry, version=2, result="Viết thêm")
    assert (other.status_code, other.json()["reason"]) == (409, "moved")
    assert "Viết thêm" not in fresh(entry).result


@pytest.mark.parametrize("text", ["1284", "1.284", " 1 284 ", "1.284,0"])
def test_figures_are_read_as_people_type_them(door, entry, text):
    assert save(door, entry, **{figure_of(entry): text}).json()["errors"] == {}
    assert entry.figures.get().value == 1284


@pytest.mark.parametrize("text", ["mười hai", "1,2,3", "9" * 14, "1,23456", "12a"])
def test_a_wrong_figure_is_told_at_its_field_and_the_rest_is_kept(door, entry, text):
    answer = save(door, entry, result="Đã làm", **{figure_of(entry): text})
    assert answer.status_code == 200 and list(answer.json()["errors"]) == [figure_of(entry)]
    assert fresh(entry).result == "Đã làm" and not entry.figures.exists()


@pytest.mark.parametrize(
    ("text", "both"), [("0.284", "0,284 hay 284"), ("95.125%", "95,125 hay 95125"), ("7 12", "7,12 hay 712")]
)
def test_a_figure_with_two_readings_is_asked_back_with_both_at_its_field(door, entry, text, both):
    answer = save(door, entry, result="Đã làm", **{figure_of(entry): text})
    assert answer.json()["errors"] == {figure_of(entry): [f"“{text}” chưa rõ là {both}. Gõ lại cho rõ."]}
    assert fresh(entry).result == "Đã làm" and not entry.figures.exists()
    page = door.post(f"/tien-do/{entry.pk}/", typed(entry, version=2, **{figure_of(entry): text}))
    assert page.status_code == 422 and f'value="{text}"' in page.content.decode()


def test_a_share_typed_with_a_decimal_point_is_asked_back_without_its_percent_sign_too(door, entry):
    entry.task.measures.update(unit_of_measure="%")
    assert "95,125 hay 95125" in str(save(door, entry, **{figure_of(entry): "95.125"}).json()["errors"])
    assert save(door, entry, **{figure_of(entry): "1284,5"}).json()["errors"] == {}
    page = door.get(f"/tien-do/{entry.pk}/").content.decode()
    assert 'value="1284,5"' in page and 'data-number="small"' in page  # shown so that it is read back
    again = save(door, entry, version=2, base={figure_of(entry): "1284.5000"}, **{figure_of(entry): "1284,5"})
    assert (again.json()["errors"], entry.figures.get().value) == ({}, Decimal("1284.5"))


@pytest.mark.parametrize("odd", ["NaN", "sNaN", "Infinity", "1e5", "٣", "9" * 41, 7, [], {}])
def test_what_a_page_claims_to_know_of_a_figure_is_no_number_unless_it_is_one(door, entry, odd):
    answer = save(door, entry, base={figure_of(entry): odd}, **{figure_of(entry): "5"})
    assert (answer.status_code, entry.figures.get().value) == (200, 5)


def test_what_the_gate_changed_is_no_clash_with_oneself(door, entry):
    """The page goes on knowing what it sent; the portal keeps it clean."""
    pasted = "\uf0b7 Họp\x0b3 thôn\ufffe：đủ"
    assert save(door, entry, result=pasted).status_code == 200
    assert fresh(entry).result == "- Họp\n3 thôn:đủ"
    again = save(door, entry, version=2, base={"result": pasted}, result=pasted + " 👍", difficulties="Không")
    assert again.status_code == 200 and fresh(entry).result == "- Họp\n3 thôn:đủ 👍"


def test_text_stored_before_the_gate_is_no_clash_and_is_cleaned_when_saved(door, entry):
    save(door, entry, result="Đã họp")
    Progress.objects.update(result="\uf0b7 Đã họp\x0b")
    answer = save(door, entry, version=2, base={"result": "\uf0b7 Đã họp\x0b"}, result="\uf0b7 Đã họp\x0b thêm")
    assert (answer.status_code, fresh(entry).result) == (200, "- Đã họp\n thêm")


def test_text_is_kept_to_the_letter(door, entry):
    text = "  Họp 3 thôn\r\n\r\n– “đủ”  "
    save(door, entry, result=text)
    assert fresh(entry).result == "  Họp 3 thôn\n\n– “đủ”  "


def test_nothing_typed_is_not_an_answer(door, entry):
    answer = door.post(f"/tien-do/{entry.pk}/", typed(entry, level="", result="", act="save"))
    assert answer.status_code == 302 and fresh(entry).state == "missing" and not Step.objects.exists()


def test_nothing_arose_differs_from_nothing_entered(door, entry):
    door.post(f"/tien-do/{entry.pk}/", typed(entry, level="nothing", act="submit"))
    assert (fresh(entry).level, fresh(entry).state) == ("nothing", "with_leader")


def test_saving_takes_at_most_ten_queries_the_whole_request_counted_and_doubts_answered(
    door, entry, django_assert_max_num_queries
):
    """Session, person, posts, row with figures, writing and the trace; savepoints counted too, and what does not look
    right about a figure."""
    save(door, entry, level="in_progress")
    fields = {"result": "Đã làm", figure_of(entry): "12", "version": 2, "base": {"level": "in_progress"}}
    with django_assert_max_num_queries(10):
        assert save(door, entry, level="in_progress", **fields).json()["version"] == 3
    with django_assert_max_num_queries(10):
        form = typed(entry, version=3, base={"level": "in_progress", "result": "Đã làm"}, act="save",
                     level="in_progress", result="Đã làm xong")  # fmt: skip
        assert door.post(f"/tien-do/{entry.pk}/", form).status_code == 302
    assert fresh(entry).result == "Đã làm xong"


def test_a_lost_session_is_said_and_not_redirected(client, entry):
    assert client.post(f"/tien-do/{entry.pk}/luu/", typed(entry)).json() == {"reason": "session"}


def test_strangers_meet_404_and_members_without_the_right_403(cast, client, entry):
    expected = {
        cast.stranger: 404,
        cast.neighbour_official: 404,
        cast.reviewer: 403,
        cast.leader: 403,
        cast.clerk: 403,
    }
    for person, status in expected.items():
        client.force_login(person)
        assert save(client, entry, result="Tôi sửa").status_code in (status, 404 if status == 404 else 403), person
        assert client.get(f"/tien-do/{entry.pk}/").status_code == (404 if status == 404 else 200), person
    assert fresh(entry).result == ""


def test_an_entry_that_left_the_units_hands_takes_no_more(door, entry):
    Progress.objects.filter(pk=entry.pk).update(**fitting("submitted"))
    answer = save(door, entry, result="Muộn rồi")
    assert answer.status_code == 409 and "Chờ thẩm định" in answer.json()["message"]
    page = door.post(f"/tien-do/{entry.pk}/", typed(entry, result="Muộn rồi, nhưng chữ này còn", act="save"))
    assert page.status_code == 409 and "Muộn rồi, nhưng chữ này còn" in page.content.decode()


def second(cast):
    return make_person("tienphong.hai", Role.ENTRY, cast.commune_office, "Công chức Văn hóa – Xã hội")


def test_two_officials_merge_by_field(cast, door, entry):
    way.save(entry, by=second(cast), version=1, values={"difficulties": "Mưa bão"})
    answer = save(door, entry, result="Đã làm", difficulties="").json()
    assert (answer["version"], answer["values"]["difficulties"]) == (3, "Mưa bão")
    assert (fresh(entry).result, fresh(entry).difficulties) == ("Đã làm", "Mưa bão")


def test_a_clash_shows_both_versions_and_the_choice_is_kept(cast, door, entry):
    way.save(entry, by=second(cast), version=1, values={"result": "8 đợt", "difficulties": "Mưa bão"})
    mine = typed(entry, result="7 đợt", difficulties="", proposals="Thêm xe", act="save")
    page = door.post(f"/tien-do/{entry.pk}/", mine)
    html = page.content.decode()
    assert page.status_code == 409 and "7 đợt" in html and "8 đợt" in html and "Công chức Văn hóa" in html
    assert fresh(entry).result == "8 đợt" and fresh(entry).proposals == ""
    hidden = dict(page.context["merged"]) | {"version": page.context["version"], "base": page.context["base"]}
    choice = {"choose-result": "both", "both-result": "8 đợt, 1 đợt chung", "mine-result": "7 đợt"}
    assert door.post(f"/tien-do/{entry.pk}/", {**hidden, **choice, "act": "save"}).status_code == 302
    row = fresh(entry)
    assert (row.result, row.difficulties, row.proposals) == ("8 đợt, 1 đợt chung", "Mưa bão", "Thêm xe")


def test_ones_own_unanswered_save_is_no_clash(door, entry):
    save(door, entry, result="Nửa câu")
    answer = save(door, entry, result="Nửa câu đã trọn", base={"result": ["", "Nửa câu"]})
    assert answer.status_code == 200 and fresh(entry).result == "Nửa câu đã trọn"


def test_a_missing_base_never_overwrites_silently(cast, door, entry):
    way.save(entry, by=second(cast), version=1, values={"result": "8 đợt"})
    answer = door.post(f"/tien-do/{entry.pk}/luu/", {"version": 1, "base": "không phải JSON", "result": "7 đợt"})
    assert answer.status_code == 409 and fresh(entry).result == "8 đợt"


def test_a_figure_of_another_task_is_refused(door, entry, cast):
    other = Measure.objects.create(task=entry.plan.tasks.last(), name="Khác")
    assert save(door, entry, **{f"figure-{other.pk}": "5"}).status_code == 409
    assert not other.figures.exists()


def test_copied_text_is_marked_until_edited_or_confirmed(cast, plan, door):
    before = entries_of(make_period(plan, starts=date(2024, 1, 1), ends=date(2024, 6, 30), name="6 tháng"))[1]
    Progress.objects.filter(pk=before.pk).update(level="done", result="Họp 3 thôn", state="approved")
    entry = entries_of(make_period(plan))[1]
    assert door.post(f"/tien-do/{entry.pk}/chep/").status_code == 302
    row = fresh(entry)
    assert (row.result, row.copied, row.state) == ("Họp 3 thôn", True, "draft")
    page = door.get(f"/tien-do/{entry.pk}/").content.decode()
    assert 'id="copied"' in page and "Chép từ kỳ trước" in words(page) and "giữ nguyên văn" in page
    refused = door.post(f"/tien-do/{entry.pk}/", typed(entry, version=2, level="in_progress", act="submit"))
    assert refused.status_code == 422 and "chép từ kỳ trước, cần sửa hoặc xác nhận" in refused.content.decode()
    base = {"level": "in_progress", "result": "Họp 3 thôn"}
    form = typed(entry, version=3, base=base, level="in_progress", result="Họp 3 thôn", keep_copied="on", act="submit")
    assert door.post(f"/tien-do/{entry.pk}/", form).status_code == 302
    assert (fresh(entry).copied, fresh(entry).state) == (False, "with_leader")


def test_copying_never_overwrites(plan, door):
    before = entries_of(make_period(plan, starts=date(2024, 1, 1), ends=date(2024, 6, 30), name="6 tháng"))[1]
    Progress.objects.filter(pk=before.pk).update(result="Họp 3 thôn")
    entry = entries_of(make_period(plan))[1]
    answer = door.post(f"/tien-do/{entry.pk}/chep/", typed(entry, result="Tự viết"))
    assert answer.status_code == 409 and fresh(entry).result == "Tự viết"


def test_handing_on_lists_what_is_missing_each_a_link(door, entry):
    untouched = door.post(f"/tien-do/{entry.pk}/", typed(entry, act="submit"))
    assert untouched.status_code == 422 and 'href="#div_id_level"' in untouched.content.decode()
    page = door.post(f"/tien-do/{entry.pk}/", typed(entry, level="done", act="submit"))
    places = re.findall(r'href="#(div_id_[\w-]+)"', page.content.decode())
    assert page.status_code == 422 and places[:3] == [
        "div_id_result",
        f"div_id_{figure_of(entry)}",
        "div_id_explanation",
    ]
    assert all(f'id="{place}"' in page.content.decode() for place in places)
    assert fresh(entry).level == "done"


def test_every_submission_has_a_receipt_the_unit_can_open(cast, door, client, entry):
    door.post(f"/tien-do/{entry.pk}/", typed(entry, level="nothing", act="submit"))
    number = Step.objects.get(verb="submit").receipt
    assert "Biên nhận" in door.get(f"/bien-nhan/{number}/").content.decode()
    client.force_login(cast.stranger)
    assert client.get(f"/bien-nhan/{number}/").status_code == 404


def test_many_at_once_share_one_receipt(cast, plan, door, client):
    entries = entries_of(make_period(plan))
    for row in entries[1:]:
        save(door, row, level="nothing")
    answer = door.post("/tien-do/trinh/", {"name": "submit"})
    number = Step.objects.filter(verb="submit").values_list("receipt", flat=True).distinct().get()
    assert answer["Location"] == f"/bien-nhan/{number}/" and fresh(entries[0]).state == "missing"
    client.force_login(cast.leader)
    assert client.post("/tien-do/trinh/", {"name": "hand_in"}).status_code == 302
    assert {fresh(row).state for row in entries[1:]} == {"submitted"}


def test_the_leader_hands_back_with_a_reason(cast, door, client, entry):
    door.post(f"/tien-do/{entry.pk}/", typed(entry, level="nothing", act="submit"))
    client.force_login(cast.leader)
    page = client.get(f"/tien-do/{entry.pk}/")
    assert [button.name for button in page.context["buttons"]] == ["hand_back", "hand_in"]
    assert client.get(f"/tien-do/{entry.pk}/buoc/hand_back/").status_code == 200
    assert client.post(f"/tien-do/{entry.pk}/buoc/hand_back/", {"note": " "}).status_code == 422
    assert client.post(f"/tien-do/{entry.pk}/buoc/hand_back/", {"note": "Xem lại mục 2"}).status_code == 302
    assert "“Xem lại mục 2”" in door.get(f"/tien-do/{entry.pk}/").content.decode()


def test_the_trace_tells_who_changed_what_from_what_to_what(door, entry):
    save(door, entry, **{figure_of(entry): "11"})
    with lifted("test"):
        Step.objects.update(at=Step.objects.get().at.replace(year=2020))
    save(door, entry, version=2, base={figure_of(entry): "11"}, **{figure_of(entry): "12"})
    row = door.get(f"/tien-do/{entry.pk}/").context["trace"][0]
    assert (row["what"], row["old"], row["new"]) == ("Hồ sơ", "11", "12")


def test_too_long_a_text_says_how_long():
    form = EntryForm({"version": "1", "result": "a" * 4001})
    assert not form.is_valid() and "4.001 ký tự, tối đa 4.000" in str(form.errors["result"])
