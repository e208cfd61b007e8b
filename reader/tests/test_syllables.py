"""What no syllable is spelt like is doubted although both readings agree; right words stay undoubted."""

import pytest

from reader import recognised, repairs, syllables
from reader.layout import Piece
from reader.shapes import ParsedPlan, Passage, Task, TaskSection
from reader.unit_names import names_of


@pytest.mark.parametrize(
    "word",
    ["gì", "giếng", "giết", "giữa", "quốc", "quyền", "quỳnh", "quý", "quận", "Tểnh", "nghiêng", "khuỷu", "yêu", "ý",
     "Hoà", "Hòa", "thuở", "boong", "ngoằng", "kỹ", "UYÊN", "Nguyễn", "ghế", "xoong", "huých", "đêm", "uể", "oải"],
)  # fmt: skip
def test_a_syllable(word):
    assert syllables.can_be(word)


@pytest.mark.parametrize(
    "word",
    ["tổnh", "kám", "ngiêng", "ghà", "cế", "đôch", "thât", "thàt", "mẻt", "xạă", "phưn", "ức-", "đ", "bỷ", "quố", "iên",
     "ựĆ", "zô", "trưởngg", "họcc"],
)  # fmt: skip
def test_no_syllable(word):
    assert not syllables.can_be(word)


def _read(*tasks, number="5/KH-UBND", title="Dọn suối", recipients=()):
    items = tuple(Task(text, source_lines=(2,)) for text in tasks)
    plan = ParsedPlan(number=number, title=title, tasks=(TaskSection("I", "Việc", None, items),),
                      recipients=tuple(Passage(one, ()) for one in recipients), source_lines={"title": (3,)})  # fmt: skip
    return recognised.doubted(plan, [Piece("", words=(("Việc", 96.0),))] * 3, names_of([]))


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Phát thùng rác ở mặt tiền.", False),
        ("Phát thùng rác ở mặt tiềmh.", True),
        ("Trả lời phản ánh. chậm nhất sau hai ngày.", True),
        ("Mỗi đợt: không dưới ba tháng.", True),
        ("Nhân rộng ra toàn -_ thành phố.", True),
        ("Làm xong, báo cáo. Sau đó nghỉ.", False),
        ("Mua bàn, ghế v.v. cho trạm y tế.", False),
        ("Mở lớp ở xã Đơk và xã Kon Tum.", True),  # a name of another language is looked at once more
        ("Gửi HĐND, QĐ và NĐ cho UBND.", False),
    ],
)
def test_a_task_whose_words_cannot_stand_so_is_doubted(text, doubted):
    assert [one.field for one in _read(text).warnings].count("tasks") == doubted


def test_a_number_that_ends_in_one_letter_is_doubted_and_dirt_before_a_recipient_goes():
    read = _read(number="19/KH-UBND-Đ", title="Lấy ý kiến nhâmn dân", recipients=("'~ Các phòng, ban", "Lưu: VT"))
    assert [one.text for one in read.recipients] == ["Các phòng, ban", "Lưu: VT"]
    assert {one.field for one in read.warnings} == {"source_text", "number", "title", "signer_title"}


def test_a_list_whose_first_stop_was_misread_and_a_date_that_a_blank_parts():
    lines = ["II. NHIỆM VỤ", "", "1, Đắp đập ở vàm trước ngày 30/ 11/2026.", "2. Nạo vét mương."]
    pieces, notes = repairs.repaired([Piece(line) for line in lines])
    assert pieces[2].text == "1. Đắp đập ở vàm trước ngày 30/11/2026."
    assert [one.source_lines for one in notes] == [(3,), (3,)]
    plain = ["Năm nay theo khoản", "1, Điều 5.", "2. Nạo vét mương."]
    assert [piece.text for piece in repairs.repaired([Piece(line) for line in plain])[0]] == plain
