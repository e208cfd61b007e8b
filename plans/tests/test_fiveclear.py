"""The 5 rõ check tells a vague task from a clear one and says why."""

from datetime import date

import pytest

from plans.counting.fiveclear import findings, rule
from plans.models import Task
from plans.tests.paper import make_plan
from units.models import Agency

pytestmark = pytest.mark.django_db
CLEAR = {
    "text": "Niêm yết danh sách hộ nghèo tại nhà văn hóa các thôn", "lead_text": "Công chức Văn hóa – Xã hội",
    "deadline": date(2024, 11, 30), "product": "Ảnh niêm yết", "rhythm": "once",
}  # fmt: skip


@pytest.fixture
def plan(cast):
    return make_plan(cast.commune, cast.commune_office, tasks=0)


def said(plan, **changes):
    task = Task.objects.create(plan=plan, **(CLEAR | changes))
    return [found.what for found in findings(task)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"lead_text": ""}, ["rõ người"]),
        ({"lead_text": "Các ban, ngành, đoàn thể"}, ["rõ người"]),
        ({"text": "Đẩy mạnh công tác tuyên truyền về PAPI"}, ["rõ việc"]),
        ({"text": "Đẩy mạnh tuyên truyền: 12 buổi phát thanh"}, []),
        ({"text": "Tuyên truyền"}, ["rõ việc"]),
        ({"deadline": None}, ["rõ thời gian"]),
        ({"deadline": None, "rhythm": "ongoing"}, ["rõ thời gian"]),
        ({"deadline": None, "rhythm": "quarter"}, []),
        ({"product": ""}, ["rõ sản phẩm"]),
        ({"lead_text": "Sở Nội vụ; Sở Tài chính"}, ["rõ trách nhiệm"]),
        ({"lead_text": "Sở Văn hóa và Thể thao"}, []),
        ({"lead_text": "UBND các xã, phường"}, []),
    ],
)
def test_what_is_vague(plan, changes, expected):
    assert said(plan, **changes) == expected


def test_a_measure_is_a_product(plan):
    task = Task.objects.create(plan=plan, **(CLEAR | {"product": ""}))
    task.measures.create(name="Số buổi")
    assert findings(task) == []


def test_six_asks_whether_the_issuer_may_order_the_lead_at_all(plan, cast, settings):
    """A lead of another line of units; Party and Front bodies are asked, not ordered, so nothing is unclear there."""
    clear = CLEAR | {"lead_text": ""}
    own, above, front = (
        Task(plan=plan, **clear, lead=lead)
        for lead in (
            cast.commune_office,
            cast.district_home_affairs,
            Agency.objects.create(unit=cast.district, name="Ban Thường trực UBMTTQ huyện", kind=Agency.Kind.FRONT),
        )
    )
    assert [findings(task) for task in (own, above, front)] == [[], [], []]
    settings.CLEAR_RULE = 6
    assert [[found.what for found in findings(task)] for task in (own, above, front)] == [[], ["rõ thẩm quyền"], []]
    assert (rule().name, rule().source) == ("6 rõ", "")
