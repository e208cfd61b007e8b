"""Kinds of documents the reader knows: the name on its own line and the letters in the number (Phụ lục III, NĐ 30)."""

import pytest

from reader.kinds import KINDS, kind_of_line, kind_of_number, kind_of_words

# code | name on its line | letters in the number, in the writings met
NAMES = """
KE_HOACH     | KẾ HOẠCH      | KH
CHUONG_TRINH | CHƯƠNG TRÌNH  | CTr CTR CTrHĐ
BAO_CAO      | BÁO CÁO       | BC
CHI_THI      | CHỈ THỊ       | CT
QUYET_DINH   | QUYẾT ĐỊNH    | QĐ QD
THONG_BAO    | THÔNG BÁO     | TB
TO_TRINH     | TỜ TRÌNH      | TTr
NGHI_QUYET   | NGHỊ QUYẾT    | NQ
HUONG_DAN    | HƯỚNG DẪN     | HD
PHUONG_AN    | PHƯƠNG ÁN     | PA
DE_AN        | ĐỀ ÁN         | ĐA
CONG_DIEN    | CÔNG ĐIỆN     | CĐ
KET_LUAN     | KẾT LUẬN      | KL
GIAY_MOI     | GIẤY MỜI      | GM
QUY_CHE      | QUY CHẾ       | QC
THU_KEU_GOI  | LỜI KÊU GỌI   |
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in NAMES.strip().splitlines()]


def test_these_kinds_and_no_others_in_this_order():
    assert [code for code, _ in KINDS] == [code for code, _, _ in ROWS]


@pytest.mark.parametrize(("code", "name", "letters"), ROWS, ids=[row[0] for row in ROWS])
def test_each_kind_by_its_line_its_words_and_its_number(code, name, letters):
    small = name.capitalize()
    assert kind_of_line(name) == (code, name, "") and kind_of_line(small) == (code, small, "")
    assert kind_of_line(f"{name}: Nâng cao chỉ số") == (code, name, "Nâng cao chỉ số")
    assert kind_of_line(f"{small} này nêu rõ") is None
    assert kind_of_words(f"{small} số 01 năm 2024") == code
    for written in letters.split():
        assert kind_of_number(f"09/{written}-UBND") == code, written


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("1487/UBND-NC", "CONG_VAN"), ("15/CV-UBND", "CONG_VAN"), ("12729/VPCP-KGVX", "CONG_VAN"),
        ("03-KH/TU", "KE_HOACH"), ("06/CT-CTUBND", "CHI_THI"), ("09/kh-ubnd", "KE_HOACH"), ("", None),
    ],
)  # fmt: skip
def test_letters_between_offices_have_no_kind_of_their_own(number, code):
    assert kind_of_number(number) == code


@pytest.mark.parametrize(
    "line", ["Kế hoạch số 09/KH-UBND", "theo KẾ HOẠCH", "KẾ HOẠCHĐẦU", "", "Thông báo tới người dân"]
)
def test_running_text_names_no_kind(line):
    assert kind_of_line(line) is None


def test_letters_spaced_out_for_looks_and_kinds_with_an_addition():
    assert kind_of_line("K Ế H O Ạ C H") == ("KE_HOACH", "KẾ HOẠCH", "")
    assert kind_of_line("CHƯƠNG TRÌNH HÀNH ĐỘNG") == ("CHUONG_TRINH", "CHƯƠNG TRÌNH HÀNH ĐỘNG", "")
    assert kind_of_line("THÔNG BÁO KẾT LUẬN") == ("THONG_BAO", "THÔNG BÁO KẾT LUẬN", "")
