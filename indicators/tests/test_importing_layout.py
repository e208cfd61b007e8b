"""The shapes of PAPI's files, built here as they are described: found by provinces, read by number, errors at their cell."""

from decimal import Decimal as D

import pytest

from indicators.importing.cells import Label, figure, label, province_key
from indicators.importing.layout import find
from indicators.importing.reading import of_year

KNOWN = dict.fromkeys(["hanoi", "hagiang", "hungyen"])
SINCE_2018 = [
    ["PAPI 2023", None, None],
    ["English", "Tiếng Việt", "Scale", "Hà Nội", "Hà Giang", "Hưng Yên"],
    ["Dimension 1: Participation", "Nội dung 1: Tham gia", "1-10 điểm", 5.0, 5.5, 0],
    ["Civic Knowledge", "1.1: Tri thức công dân", "0.25-2.5 điểm", 1.5, "1,75", 0],
    ["95% CI Low", "Cận dưới 95% CI", None, 1.4, 1.7, None],
    ["95% CI High", "Cận trên 95% CI", None, 1.6, 1.8, None],
    ["Standard Error", "Sai số chuẩn", None, 0.05, 0.025, None],
    ["Proportion with Civic Knowledge", "Hiểu biết về chính sách (%)", "0%-100%", {"share": 40}, 50, 60],
    ["95% CI Low", None, None, 1, 2, 3],
    ["Unweighted score", "Điểm không có trọng số", "10-80 điểm", 43.96, 44.25, 0],
    ["95% CI Low", None, None, 43.70, 42.79, None],
    ["95% CI High", None, None, 44.22, 45.71, None],
    ["Weighted score", "Điểm có trọng số", None, 40, 41, 42],
    ["95% CI Low", None, None, 39, 40, 41],
]


def read(*sheets, known=KNOWN):
    found = find([(f"T{n}", sheet) for n, sheet in enumerate(sheets)], known)
    return found, {(f.province, f.code, f.kind): f.value for f in found.figures.values()}


def test_provinces_in_columns_since_2018():
    found, said = read(SINCE_2018)
    assert found.mistakes == []
    assert {code for _, code, _ in said} == {"1", "1.1", ""}
    assert [said["hanoi", "1.1", kind] for kind in ("value", "low", "high", "error")] == [
        D("1.5"),
        D("1.4"),
        D("1.6"),
        D("0.05"),
    ]
    assert (said["hagiang", "", "low"], said["hagiang", "1.1", "value"]) == (D("42.79"), D("1.75"))
    assert said["hungyen", "", "value"] is None and found.zeros == 3, "0 is missing"
    assert (found.names["1.1"], found.english["1.1"]) == ("Tri thức công dân", "Civic Knowledge")


def test_metadata_rows_and_blank_columns_of_2024():
    """Four rows above, of the new provinces; blank columns between; English names."""
    new = ["", "", "", "Hà Nội", None, "Tuyên Quang", "Hưng Yên"]
    head = ["Label", "Nhãn", "Thang", "Hanoi", None, "Ha Giang", "Hung Yen"]
    line = ["Dimension 5.1: Certification", None, None, 2.1, None, 2.2, "2.3"]
    found, said = read([new, ["note"], ["x", "y"], new, head, line])
    assert said == {
        ("hanoi", "5.1", "value"): D("2.1"),
        ("hagiang", "5.1", "value"): D("2.2"),
        ("hungyen", "5.1", "value"): D("2.3"),
    }
    assert str(found.figures["hungyen", "5.1", "value"].place) == "G6"


def test_one_row_a_province_until_2017():
    """A sheet of totals and one of parts; the same total twice is no mistake, another one is, at its cell."""
    totals = [
        ["BẢNG TỔNG HỢP"],
        ["STT", "Tỉnh", "1. Tham gia", "Điểm chưa có trọng số"],
        [1, "Hà Nội", 5, 36.4],
        [2, "Hà Giang", 6, 0],
    ]
    parts = [
        ["TT", "Tỉnh/TP", "1.1 Tri thức", "Nội dung 1: Tham gia"],
        [1, "Hà Nội", 1.26, 5],
        [2, "Hà Giang", 1.3, 7],
    ]
    found, said = read(totals, parts)
    assert (said["hanoi", "", "value"], said["hagiang", "1.1", "value"], said["hagiang", "", "value"]) == (
        D("36.4"),
        D("1.3"),
        None,
    )
    assert [(one.cell, one.message) for one in found.mistakes] == [
        ("T1!D3", "Khác với ô T0!C4 cùng tỉnh, cùng nội dung 1.")
    ]


def test_a_list_with_intervals_and_groups():
    heads = ["Tỉnh, thành phố", "Mã nội dung", "Điểm", "Cận dưới 95%", "Cận trên 95%", "Sai số chuẩn", "Nhóm công bố"]
    found, said = read(
        [
            heads,
            ["Hưng Yên", "", "44,4", "43", "45", "", "Trung bình cao"],
            ["Hưng Yên", "5.1", "2.1"],
            ["Hà Nội", "", "44", "", "", "", "đầu"],
        ]
    )
    assert (said["hungyen", "", "value"], said["hungyen", "", "group"], said["hungyen", "5.1", "value"]) == (
        D("44.4"),
        2,
        D("2.1"),
    )
    assert [one.cell for one in found.mistakes] == ["G4"]


def test_of_a_book_of_many_sheets_those_of_the_year_are_read():
    book = [(name, []) for name in ("2011PAPI- Bảng tổng hợp kết quả", "2012PAPI- Bảng tổng hợp kết quả", "Ghi chú")]
    assert [name for name, _ in of_year(book, 2012)] == ["2012PAPI- Bảng tổng hợp kết quả"]
    assert [name for name, _ in of_year([("Điểm thành phần", []), ("2010", [])], 2012)] == ["Điểm thành phần"]
    assert [name for name, _ in of_year([("2023_VIE_ENG", []), ("2023 notes", [])], 2023)] == ["2023_VIE_ENG"]


def test_a_province_twice_is_named():
    found, _ = read([["", "Hà Nội", "Hưng Yên", "TP. Hà Nội"], ["1.1: Tri thức", 1, 2, 1]])
    assert [(one.cell, one.message) for one in found.mistakes] == [("D1", "Tỉnh này đã có ở ô B1.")]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("1.1: Tri thức công dân", Label("value", "1.1", "Tri thức công dân")), ("Dimension 5", Label("value", "5")),
        ("Dimension 5.1 - Certification", Label("value", "5.1", "Certification")), ("95% CI Low", Label("low")),
        ("Standard Error", Label("error")), ("Unweighted score", Label("value")), ("Weighted score", Label("weighted")),
        ("10-80 điểm", None), ("0.25-2.5 điểm", None), ("1.1.1 Biết tên lãnh đạo", None), ("2023 PAPI", None), ("5", None),
    ],
)  # fmt: skip
def test_labels_are_read_by_number(words, said):
    assert label(words) == said


@pytest.mark.parametrize(
    ("cell", "points"),
    [
        (0, None),
        ("0,000", None),
        ("–", None),
        ("", None),
        (None, None),
        ("1.264", D("1.264")),
        ("1,5", D("1.5")),
        (2, D(2)),
    ],
)
def test_points_and_what_means_missing(cell, points):
    assert figure(cell) == points


@pytest.mark.parametrize(
    "cell", ["1.264,5", "1/2", "abc", True, "-1", {"share": 3}, {"uncounted": True}, {"day": "2024-05-06"}]
)
def test_no_points_are_said_so(cell):
    with pytest.raises(ValueError, match=r"ô|Ô|điểm"):
        figure(cell)


def test_names_of_one_province_meet():
    assert {province_key(name) for name in ("TP. Hồ Chí Minh", "HCMC", "Thành phố Hồ Chí Minh")} == {"hochiminh"}
    assert province_key("Thua Thien-Hue") == province_key("Thành phố Huế")
