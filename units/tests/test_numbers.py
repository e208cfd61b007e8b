"""The gate of numbers: what is taken, what is asked back with both readings, what is no number; the page's own copy."""

import json
import os
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from units.fields import NumberField
from units.numbers import Doubtful, field_text, plain_text, read_number, said, within
from units.vietnamese import vn_num

TAKEN = [  # typed, value, said beside the field
    ("1284", "1284", "hiểu là 1.284"),
    ("1.284", "1284", "hiểu là 1.284, không phải 1,284"),
    ("12.500", "12500", "hiểu là 12.500, không phải 12,5"),
    ("-1.284", "-1284", "hiểu là −1.284, không phải -1,284"),
    ("1284,5", "1284.5", "hiểu là 1.284,5"),
    ("21.651,5", "21651.5", ""),
    ("21651,5", "21651.5", "hiểu là 21.651,5"),
    ("1.250.000", "1250000", ""),
    ("12 345", "12345", "hiểu là 12.345"),
    ("1 250 000", "1250000", "hiểu là 1.250.000"),
    ("1 284,5", "1284.5", "hiểu là 1.284,5"),
    ("1\u00a0284", "1284", "hiểu là 1.284"),
    ("1\u202f284", "1284", "hiểu là 1.284"),
    (" 95,2% ", "95.2", "hiểu là 95,2"),
    ("95,2 %", "95.2", "hiểu là 95,2"),
    ("95%", "95", "hiểu là 95"),
    ("44.4042", "44.4042", "hiểu là 44,4042"),
    ("12.5", "12.5", "hiểu là 12,5"),
    ("0,284", "0.284", ""),
    ("0.000", "0", "hiểu là 0"),
    ("0,5", "0.5", ""),
    ("-3,4", "-3.4", "hiểu là −3,4"),
    ("\u22123,4", "-3.4", ""),
    ("\u22125", "-5", ""),
    ("–5", "-5", "hiểu là −5"),
    ("- 5", "-5", "hiểu là −5"),
    ("-0", "0", "hiểu là 0"),
    ("007", "7", "hiểu là 7"),
    ("5", "5", ""),
]
ASKED = [  # typed, both readings
    ("0.284", "0,284 hay 284"),
    ("0.125", "0,125 hay 125"),
    ("-0.125", "-0,125 hay -125"),
    ("012.345", "12,345 hay 12345"),
    ("95.125%", "95,125 hay 95125"),
    ("1284.500", "1284,5 hay 1284500"),
    ("1.2.3", "12,3 hay 123"),
    ("1.28.4", "128,4 hay 1284"),
    ("1.28.400", "128,4 hay 128400"),
    ("7 12", "7,12 hay 712"),
    ("5 10", "5,1 hay 510"),
    ("1234 567", "1234,567 hay 1234567"),
    ("1 284.500", "1284,5 hay 1284500"),
    ("1.28,4", "128,4"),
    ("0.284,5", "284,5"),
    ("7 12,5", "712,5"),
]
NUMBERLESS = [
    "", "  ", "abc", "12a", "1,2,3", "1,284.5", "12,", ",5", ".5", "5.", "--1", "1e5", "1..2", "1 . 2", "%", "5%%",
    "٣", "١٢", "1,٢", "１２", "½", "²", "१२", "nan", "NaN", "inf", "-Infinity", "sNaN", "0x10", "1_000", "9" * 41,
]  # fmt: skip


@pytest.mark.parametrize(("typed", "value", "words"), TAKEN)
def test_numbers_are_taken_and_said(typed, value, words):
    assert (str(read_number(typed)), said(typed)) == (value, words)  # a zero has no sign


@pytest.mark.parametrize(("typed", "both"), ASKED)
def test_what_has_two_readings_is_asked_back_with_both(typed, both):
    with pytest.raises(Doubtful) as refusal:
        read_number(typed)
    assert str(refusal.value) == f"“{typed}” chưa rõ là {both}. Gõ lại cho rõ."
    assert said(typed) == f"{both}?"
    for answer in both.split(" hay "):
        assert read_number(answer)  # each reading can be typed as it is named


@pytest.mark.parametrize("typed", NUMBERLESS)
def test_what_is_no_number_is_refused_with_a_way_out(typed):
    with pytest.raises(ValueError, match=r"không phải là số\. Nhập như 1284, 1\.284 hoặc 95,2\."):
        read_number(typed)
    assert said(typed) == ""


@pytest.mark.parametrize(
    ("typed", "taken"),
    [("95.125", None), ("1.284", None), ("95,125", "95.125"), ("1284", "1284"), ("12.345,5", "12345.5")],
)
def test_a_share_is_asked_back_where_a_dot_may_be_its_decimal_point(typed, taken):
    if taken:
        assert read_number(typed, small=True) == Decimal(taken)
        return
    with pytest.raises(Doubtful):
        read_number(typed, small=True)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4), st.booleans())
def test_what_is_written_is_read_back(value, small):
    assert read_number(vn_num(value)) == value
    assert read_number(field_text(value, small=small), small=small) == value
    assert Decimal(plain_text(value)) == value
    assert "E" not in plain_text(value)


@pytest.mark.parametrize(
    ("number", "limits", "reason"),
    [
        ("1e12", {}, "1.000.000.000.000 quá lớn: phải nhỏ hơn 1.000 tỷ."),
        ("9" * 30, {}, "quá lớn"),
        ("-" + "9" * 30, {}, "quá lớn"),
        ("0.12345", {}, "0,12345 có quá 4 chữ số sau dấu phẩy."),
        ("1.125", {"places": 2}, "1,125 có quá 2 chữ số sau dấu phẩy."),
        ("-1", {"least": Decimal(0)}, "−1 quá nhỏ: ít nhất là 0."),
        ("10000", {"below": Decimal(10_000)}, "10.000 quá lớn: phải nhỏ hơn 10.000."),
        ("NaN", {}, "Không phải là số."),
        ("sNaN", {}, "Không phải là số."),
        ("Infinity", {}, "Không phải là số."),
    ],
)
def test_a_number_that_fits_nowhere_is_refused(number, limits, reason):
    with pytest.raises(ValueError, match=reason):
        within(Decimal(number), **limits)


@pytest.mark.parametrize("number", ["999999999999.9999", "-999999999999.9999", "0", "0.1234", "5.1000000"])
def test_a_number_that_fits_is_kept(number):
    assert within(Decimal(number)) == Decimal(number)


def test_a_field_says_the_words_of_the_gate_and_takes_nothing_for_nothing():
    field = NumberField()
    assert (field.clean(""), field.clean("  "), field.clean(None)) == (None, None, None)
    assert field.clean("1.284") == 1284
    for typed in ("0.284", "5 10", "9" * 30, "1,23456", "1" * 70):
        with pytest.raises(forms.ValidationError):
            field.clean(typed)
    shown = NumberField(small=True)
    assert (field.prepare_value(Decimal(1284)), shown.prepare_value(Decimal("1284.5"))) == ("1.284", "1284,5")
    assert field.prepare_value("1.2.3") == "1.2.3"


def test_the_page_says_the_same_as_the_gate():
    typed = [row[0] for row in TAKEN + ASKED] + NUMBERLESS + ["95.125", "1.284.000%", "12.345,50", "\t5 "]
    pairs = [(text, small) for text in typed for small in (False, True)]
    program = (
        f'import {{said}} from "{Path(settings.BASE_DIR, "static/js/numbers.js").as_uri()}"; '
        "console.log(JSON.stringify(JSON.parse(process.argv[1]).map(([text, small]) => said(text, small))))"
    )
    node = shutil.which("node", path=f"{settings.BASE_DIR}/.venv/bin:{os.environ['PATH']}")
    done = subprocess.run(
        [node, "--input-type=module", "-e", program, json.dumps(pairs)], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == [said(text, small=small) for text, small in pairs]
