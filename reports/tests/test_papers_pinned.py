"""The way of a paper from draft to issue, the kinds of the register and its states, written once more from the rule.

An official drafts and hands in, the leader signs, the clerk numbers and issues: the person first, the agency's seal last
(Nghị định 30/2020/NĐ-CP, Điều 13, 15). What is sent back or loses its number needs a reason.
"""

import pytest

from reports.layout.decree30 import KINDS
from reports.models import Document, RegisterEntry
from reports.papers.workflow import papers
from units.models import Post

# name | button | right | from | to | reason needed? | key needed? | verb in the trace
WAY = """
send | Trình ký | soạn văn bản | Bản nháp | Chờ ký | - | - | trình ký
initial | Ký nháy | ký nháy văn bản | Chờ ký | Chờ ký | - | khóa | ký nháy
sign | Ký số | ký văn bản | Chờ ký | Chờ phát hành | - | khóa | ký số
issue | Ký số cơ quan, phát hành | cấp số, phát hành văn bản | Chờ phát hành | Đã phát hành | - | khóa | phát hành
issue_by_hand | Cấp số, phát hành bản giấy | cấp số, phát hành văn bản | Chờ ký | Đã phát hành | - | - | cấp số, phát hành bản giấy ký tay
attach_scan | Đính kèm bản quét | cấp số, phát hành văn bản | Đã phát hành | Đã phát hành | - | - | đính kèm bản quét
send_back | Trả lại | ký văn bản | Chờ ký, Chờ phát hành | Bản nháp | lý do | - | trả lại
hand_back | Trả lại người soạn | cấp số, phát hành văn bản | Chờ phát hành | Bản nháp | lý do | - | trả lại người soạn
take_back | Rút lại để sửa | soạn văn bản | Chờ ký | Bản nháp | - | - | rút lại
cancel | Hủy số | cấp số, phát hành văn bản | Bản nháp, Chờ ký, Chờ phát hành | Đã hủy | lý do | - | hủy số
discard | Bỏ bản nháp | soạn văn bản | Bản nháp | Đã hủy | - | - | bỏ bản nháp
"""  # noqa: E501  (one step a line, to be read across)


def _lines(text):
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def _step(name):
    step, label = papers.MOVES[name], lambda state: Document.State(state).label
    marks = ["lý do" if step.needs_note else "-", "khóa" if step.needs_key else "-"]
    return [name, step.label, step.action.value, ", ".join(map(label, step.start)), label(step.end), *marks, step.said]


@pytest.mark.parametrize("line", _lines(WAY), ids=lambda line: line[0])
def test_each_step_of_a_paper_is_the_rule(line):
    assert _step(line[0]) == line


def test_no_step_stands_outside_and_the_order_of_the_buttons_is_this():
    assert list(papers.MOVES) == [line[0] for line in _lines(WAY)]


def test_kinds_of_papers_with_their_letters_in_the_number():
    """Phụ lục III of the decree: a công văn has neither name nor letters."""
    assert {kind.value: kind.label for kind in Document.Kind} == {
        "bao_cao": "Báo cáo", "ke_hoach": "Kế hoạch", "cong_van": "Công văn", "to_trinh": "Tờ trình",
        "thong_bao": "Thông báo", "quyet_dinh": "Quyết định", "chuong_tri": "Chương trình", "giay_moi": "Giấy mời",
        "cong_dien": "Công điện", "bien_ban": "Biên bản", "chi_thi": "Chỉ thị",
    }  # fmt: skip
    assert KINDS == {
        "ke_hoach": ("KẾ HOẠCH", "KH"), "bao_cao": ("BÁO CÁO", "BC"), "to_trinh": ("TỜ TRÌNH", "TTr"),
        "thong_bao": ("THÔNG BÁO", "TB"), "cong_van": ("", ""), "quyet_dinh": ("QUYẾT ĐỊNH", "QĐ"),
        "chuong_tri": ("CHƯƠNG TRÌNH", "CTr"), "giay_moi": ("GIẤY MỜI", "GM"), "cong_dien": ("CÔNG ĐIỆN", "CĐ"),
        "bien_ban": ("BIÊN BẢN", "BB"), "chi_thi": ("CHỈ THỊ", "CT"),
    }  # fmt: skip


def test_states_of_a_paper_and_of_a_number():
    assert {state.value: state.label for state in Document.State} == {
        "draft": "Bản nháp", "to_sign": "Chờ ký", "signed": "Chờ phát hành", "issued": "Đã phát hành",
        "cancelled": "Đã hủy",
    }  # fmt: skip
    assert {state.value: state.label for state in RegisterEntry.State} == {
        "held": "Giữ số", "issued": "Đã phát hành", "cancelled": "Đã hủy số",
    }  # fmt: skip


def test_the_forms_of_signing():
    assert [form.label for form in Post.Signs] == [
        "Cấp trưởng", "Cấp phó (KT.)", "Quyền cấp trưởng (Q.)", "Thừa lệnh (TL.)", "Thừa ủy quyền (TUQ.)",
    ]  # fmt: skip
