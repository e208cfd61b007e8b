"""Kinds of papers that hurt, each by the fault it has: what was written blind before the reader was mended holds now."""

import pytest

from reader.opening import plan_in
from reader.output import as_json
from reader.parser import parse
from reader.text import normalise

from .samples_fourth import FOURTH, FOURTH_FILES
from .samples_second import SECOND
from .samples_second_files import SECOND_FILES
from .samples_third import THIRD
from .samples_unseen import UNSEEN
from .samples_unseen_files import UNSEEN_FILES

TEXTS = UNSEEN | SECOND | THIRD | FOURTH
FILES = UNSEEN_FILES | SECOND_FILES | FOURTH_FILES


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    source, expected = TEXTS[name]
    _compare(as_json(parse(normalise(source))), expected)


@pytest.mark.parametrize("name", FILES)
def test_file(name):
    (make, suffix), expected = FILES[name]
    _compare(as_json(plan_in(make(), suffix)), expected)


FOOT = "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN\n- Đảng ủy xã;\tCHỦ TỊCH\n- Lưu: VT."


@pytest.mark.parametrize(
    ("below", "name", "told"),
    [
        ("\tVăn Phòng Xã\n\tNguyễn Văn Thuần", "Nguyễn Văn Thuần", False),  # the likelier, though second
        ("\tLò Văn Thuần\n\tHà Thị Lưu", "Lò Văn Thuần", False),  # of equals the first
        ("\tKế Hoạch Xã", None, True),
    ],
)
def test_of_who_may_have_signed_the_likeliest_is_taken_or_nobody(below, name, told):
    plan = parse(f"KẾ HOẠCH\nDọn chợ năm 2026\nI. NHIỆM VỤ\n1. Quét chợ.\n{FOOT}\n{below}")
    assert plan.signer_name == name
    assert any("Kế Hoạch Xã" in one.message for one in plan.warnings if one.field == "signer_name") is told


def test_dirt_about_a_recipient_is_no_part_of_it():
    foot = "Nơi nhận:\n- .Đảng ủy xã;\n- = Các thôn;\n- Lưu: VT, KT. -\nCHỦ TỊCH\nHà Thị Lưu"
    plan = parse(f"KẾ HOẠCH\nDọn chợ năm 2026\nI. NHIỆM VỤ\n1. Quét chợ.\n{foot}")
    assert [one.text for one in plan.recipients] == ["Đảng ủy xã", "Các thôn", "Lưu: VT, KT"]


@pytest.mark.parametrize(("first", "is_title"), [("UBND XÃ YÊN THẮNG", False), ("Kế hoạch dọn chợ năm 2026", True)])
def test_a_body_alone_is_no_title_and_that_is_told(first, is_title):
    plan = parse(f"{first}\n\nXã ta có ba chợ, chợ nào cũng bẩn.\n\nI. NHIỆM VỤ\n1. Quét chợ.\n2. Rửa rãnh.\n")
    assert plan.title == (first if is_title else None)
    assert any(first in one.message for one in plan.warnings if one.field == "title") is not is_title


def _compare(found, expected):
    tasks = [task | {"section": section["section"]} for section in found["tasks"] for task in section["items"]]
    beginnings = [beginning for beginning, _ in (*expected.get("tasks", ()), *expected.get("appendix", ()))]
    got = {
        "tasks": [(_beginning(task["text"], beginnings), task["lead"]) for task in tasks],
        "appendix": [(_beginning(task["text"], beginnings), task["lead"]) for task in found["appendix_tasks"]],
        "sections": [task["section"] for task in tasks],
        "outputs": [task["output"] for task in tasks],
        "times": [deadline["text"] for deadline in found["deadlines"]],
        "units": [(unit["unit"], unit["count"]) for unit in found["responsible_units"]],
    }
    assert {key: got.get(key, found.get(key)) for key in expected} == expected


def _beginning(text, beginnings):
    return next((beginning for beginning in beginnings if text.startswith(beginning)), text)
