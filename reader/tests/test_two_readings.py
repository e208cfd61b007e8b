"""Two readings of a page as one: agreement is sure, a difference is doubted, words run into one are parted again."""

import pytest

from reader import scans, two_readings


def _row(text, sure, left=100, width=80, top=50):
    box = {"left": str(left), "top": str(top), "width": str(width), "height": "40"}
    return {"level": "5", "text": text, "conf": str(sure), "block_num": "1", "par_num": "1", "line_num": "1"} | box


@pytest.mark.parametrize(
    ("one", "sure", "other", "surely", "text", "conf"),
    [
        ("dân", 90, "dân", 96, "dân", 93),  # they agree
        ("KH-UBND47", 70, "KH-UBND47", 90, "KH-UBND47", 90),  # so many letters alike are no chance
        ("dần", 96, "dân", 97, "dân", 60),  # the second knows the marks of small letters better
        ("dần", 70, "dân", 96, "dân", 96),  # and is so much surer that it is believed
        ("Tểnh", 68, "Tềnh", 16, "Tểnh", 60),  # unless it hardly believes itself
        ("NC", 73, "NG", 80, "NC", 60),  # the first knows capitals better
        ("VI,", 93, "VT,", 80, "VT,", 80),  # unless the other is a word of the form
        ("BAN", 97, "BẠN", 75, "BAN", 97),
        ("sổ", 95, "Sổ", 97, "sổ", 60),  # a letter larger or smaller
        ("mọi.", 43, "mọi", 83, "mọi", 53),  # dirt read as a stop
        ("xây,", 92, "xây", 97, "xây", 84.5),
    ],
)
def test_one_word_read_twice(one, sure, other, surely, text, conf):
    (found,) = two_readings.joined([_row(one, sure)], [_row(other, surely)])
    assert (found["text"], float(found["conf"])) == (text, conf)


def _said(rows):
    return [(row["text"], float(row["conf"])) for row in rows]


def test_words_run_into_one_by_either_reading_stay_parted():
    apart = [_row("I.", 93, width=20), _row("MỤC", 95, left=130, width=50)]
    assert _said(two_readings.joined([_row("I.MỤC", 90)], apart)) == [("I.", 93), ("MỤC", 95)]
    assert _said(two_readings.joined(apart, [_row("I.MỤC", 90)])) == [("I.", 93), ("MỤC", 95)]
    assert _said(two_readings.joined(apart, [_row("IMUC", 97)])) == [("I.", 60), ("MỤC", 60)]


def test_what_the_other_reading_has_not_is_a_speck_or_as_sure_as_it_was():
    rows = [_row("như", 96), _row("ˆ_", 69, left=300), _row("sau", 95, left=500)]
    assert _said(two_readings.joined(rows, [_row("như", 96)])) == [("như", 96), ("ˆ_", 0), ("sau", 95)]
    assert _said(two_readings.joined(rows[:1], [_row("như", 96, top=200)])) == [("như", 96)]


def test_dirt_parts_two_words_and_goes_before_a_mark_and_a_numeral_is_no_rule():
    line = [
        _row("-_", 90, left=50),
        _row("2.", 95, left=80),
        _row("Công.an", 95),
        _row("III.", 88, left=300),
        _row("a.gov.vn", 90, left=500),
    ]
    assert [word.text for word in scans._line_words(line, [scans.Strip((0, 0, 2000, 3000), None, 0)])] == [
        "2.", "Công", "an", "III.", "a.gov.vn",
    ]  # fmt: skip
