"""A table handed out as CSV: text is never a formula."""

import pytest

from units.csv_files import lines


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("=1+1", "'=1+1"), ("+84 912", "'+84 912"), ("-5", "'-5"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"),
        ("Công khai; minh bạch", "Công khai; minh bạch"), ('nói "được", ghi', '"nói ""được"", ghi"'), (None, ""), (-5, "-5"),
        ("＝1", "'＝1"), ("dòng\nhai", '"dòng\nhai"'),
    ],
)  # fmt: skip
def test_text_is_never_a_formula(typed, written):
    assert list(lines([[typed, "b"]])) == [f"{written},b\r\n"]
