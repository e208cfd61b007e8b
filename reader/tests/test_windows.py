"""Times that bind: a window "từ … đến …" by its last date, a date by its day, a rhythm and a term by its words."""

import pytest

from reader.deadlines import find


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Thực hiện từ ngày 01/3/2024 đến ngày 15/3/2024.", "2024-03-15"),
        ("Thời gian: từ 01/3/2024 đến 15/3/2024", "2024-03-15"),
        ("từ ngày 01/3 đến ngày 15/3/2024", "2024-03-15"),
        ("từ 01/3/2024 - 15/3/2024", "2024-03-15"),
        ("từ 25/12/2023 đến hết ngày 05/01/2024", "2024-01-05"),
        ("từ ngày 01 tháng 3 năm 2024 đến ngày 15 tháng 3 năm 2024", "2024-03-15"),
        ("trong 01/3/2024 – 15/3/2024", "2024-03-15"),
        ("từ 8 giờ 00 ngày 01/3/2024 đến 17 giờ 00 ngày 15/3/2024", "2024-03-15"),
    ],
)
def test_a_window_binds_by_its_last_date(text, day):
    (time,) = find(text)
    assert (time.kind, time.date) == ("window", day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Hoàn thành trước ngày 25/10/2024", "2024-10-25"),
        ("chậm nhất ngày 05 tháng 01 năm 2024", "2024-01-05"),
        ("hoàn thành trong ngày 30/9/2024", "2024-09-30"),
        ("trước ngày 31/02/2024", None),  # no such day
        ("trước ngày 25 hằng tháng", None),
        ("hoàn thành trong quý III/2024", None),
    ],
)
def test_a_date_binds_by_its_day_and_an_impossible_one_by_none(text, day):
    (time,) = find(text)
    assert (time.kind, time.date) == ("by", day)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Báo cáo định kỳ hằng quý.", ["rhythm"]),
        ("trong 05 ngày làm việc kể từ khi nhận văn bản", ["relative"]),
        ("Kết quả tháng 9 năm 2024 cho thấy", []),
        ("Từ ngày 01/3/2024 đến 15/3/2024 niêm yết; báo cáo trước ngày 20/3/2024", ["window", "by"]),
    ],
)
def test_what_binds_and_what_does_not(text, kinds):
    assert [time.kind for time in find(text)] == kinds
