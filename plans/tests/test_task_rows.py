"""Rows of tasks in the plan's editor: what is kept, refused, asked back, and what htmx gets."""

from datetime import date

import pytest

from plans.drafting.wording import task_words
from plans.drafting.workflow import tasks as plan_tasks
from plans.models import Task
from plans.tests.pages import HTMX, form_of, login

pytestmark = pytest.mark.django_db


def test_saving_a_row_gives_the_row_back(client, cast, draft):
    task = draft.tasks.first()
    answer = login(client, cast.official).post(
        f"/nhiem-vu/{task.pk}/sua/", form_of(task, deadline="30/11/2024"), **HTMX
    )
    assert answer.status_code == 200 and answer.templates[0].name == "plans/_task_row.html"
    task.refresh_from_db()
    assert (task.deadline, task.version) == (date(2024, 11, 30), 2)


def test_a_refused_row_keeps_what_was_typed(client, cast, draft):
    task = draft.tasks.first()
    posted = form_of(task, deadline="32/13/2024", product="Đang gõ", m0_unit="hồ sơ", m0_target="12.3.4")
    answer = login(client, cast.official).post(f"/nhiem-vu/{task.pk}/sua/", posted, **HTMX)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“32/13/2024” không phải là ngày" in page and 'value="Đang gõ"' in page
    assert "Cần tên chỉ tiêu" in page or "không phải là số" in page


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("m0_target", "0.284", "“0.284” chưa rõ là 0,284 hay 284."),
        ("m0_target", "9" * 30, "quá lớn: phải nhỏ hơn 1.000 tỷ"),
        ("m0_target", "1,23456", "quá 4 chữ số sau dấu phẩy"),
        ("weight", "1.125", "“1.125” chưa rõ là 1,125 hay 1125."),
        ("weight", "1,125", "quá 2 chữ số sau dấu phẩy"),
        ("weight", "10000", "quá lớn"),
        ("weight", "-1", "ít nhất là 0"),
        ("weight", "nan", "không phải là số"),
    ],
)
def test_numbers_of_a_task_go_through_the_one_gate(client, cast, draft, field, typed, said):
    task = draft.tasks.first()
    posted = form_of(task, **{"m0_name": "Hồ sơ", "m0_unit": "hồ sơ", field: typed})
    answer = login(client, cast.official).post(f"/nhiem-vu/{task.pk}/sua/", posted, **HTMX)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert f'value="{typed}"' in answer.content.decode()


def test_a_target_in_percent_is_asked_back_by_the_unit_of_its_own_row(client, cast, draft):
    task = draft.tasks.first()
    login(client, cast.official)
    share = form_of(task, m0_name="Đúng hạn", m0_unit="%", m0_target="95.125")
    refused = client.post(f"/nhiem-vu/{task.pk}/sua/", share, **HTMX)
    assert refused.status_code == 422 and "95,125 hay 95125" in refused.content.decode()
    assert client.post(f"/nhiem-vu/{task.pk}/sua/", share | {"m0_unit": "hồ sơ"}, **HTMX).status_code == 200
    assert task.measures.get().target == 95125


def test_a_clash_shows_what_changed_and_saving_again_decides(client, cast, draft):
    task = Task.objects.worded().get(pk=draft.tasks.first().pk)
    mine = form_of(task, text="Bản của tôi", product="Thêm của tôi")
    theirs = {"text": "Bản của lãnh đạo", "lead_text": "Ban của lãnh đạo"}
    plan_tasks.save_task(task, by=cast.leader, version=1, words=task_words(task) | theirs)
    login(client, cast.official)
    answer = client.post(f"/nhiem-vu/{task.pk}/sua/", mine, **HTMX)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "“Bản của lãnh đạo”" in page and "Bản của tôi" in page and "Chủ tịch UBND xã" in page
    again = answer.context["form"].data
    assert client.post(f"/nhiem-vu/{task.pk}/sua/", again, **HTMX).status_code == 200
    task.refresh_from_db()
    assert (task.text, task.product) == ("Bản của tôi", "Thêm của tôi")
    assert task.lead_name == "Ban của lãnh đạo"  # what only the other changed is kept


def test_rows_without_javascript_are_plain_forms(client, cast, draft):
    login(client, cast.official)
    first, second = draft.tasks.order_by("position")
    assert client.post(f"/ke-hoach/{draft.pk}/them-nhiem-vu/", {"text": "Mới"}).status_code == 302
    assert client.post(f"/nhiem-vu/{second.pk}/viec/len/").url.endswith(f"#nv-{second.pk}")
    assert client.post(f"/nhiem-vu/{first.pk}/viec/xoa/").status_code == 302
    assert client.post(f"/nhiem-vu/{second.pk}/viec/khac/").status_code == 404
    assert list(draft.tasks.order_by("position").values_list("text", flat=True)) == ["Nhiệm vụ số 2", "Mới"]
    many = {"keys": [second.pk], "lead_text": "UBND xã Tiền Phong"}
    assert client.post(f"/ke-hoach/{draft.pk}/sua-nhieu/", many).status_code == 302
    second.refresh_from_db()
    assert second.lead == cast.commune_office
    assert client.post(f"/ke-hoach/{draft.pk}/sua-nhieu/", {"deadline": "1/1/2025"}, **HTMX).status_code == 422


def test_a_refusal_without_javascript_keeps_what_was_typed(client, cast, draft):
    login(client, cast.official)
    (first, second) = draft.tasks.order_by("position")
    posted = {"keys": [second.pk], "lead_text": "UBND xã Tiền Phong", "deadline": "30/02/2024"}
    page = client.post(f"/ke-hoach/{draft.pk}/sua-nhieu/", posted)
    text = page.content.decode()
    assert page.status_code == 422 and "“30/02/2024” không phải là ngày" in text
    assert 'value="UBND xã Tiền Phong"' in text and page.context["many"].ticked() == [str(second.pk)]
    inside = {"keys": [first.pk, second.pk], "after": first.pk}
    assert client.post(f"/ke-hoach/{draft.pk}/sua-nhieu/", inside).status_code == 422
    empty = client.post(f"/ke-hoach/{draft.pk}/them-nhiem-vu/", {"text": " "})
    assert empty.status_code == 422 and "Cần ghi nội dung nhiệm vụ." in empty.content.decode()


def test_saving_beside_another_tells_what_the_other_changed(client, cast, draft):
    login(client, cast.official)
    task = draft.tasks.worded().order_by("position").first()
    opened = client.get(f"/nhiem-vu/{task.pk}/sua/").context["form"].initial
    plan_tasks.save_task(task, by=cast.leader, version=1, words=task_words(task) | {"product": "Biên bản"})
    mine = {name: opened[name] for name in ("version", "base", "text", "rhythm")} | {"code": "9z"}
    row = client.post(f"/nhiem-vu/{task.pk}/sua/", mine, **HTMX)
    assert [(change.field, change.new) for change in row.context["meanwhile"]] == [("product", "Biên bản")]
    task.refresh_from_db()
    assert (task.code, task.product) == ("9z", "Biên bản")
