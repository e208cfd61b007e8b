"""One spelling, one folded form, one order."""

import unicodedata

import pytest
from django.db import connection

from units.loading import FIXTURES, read_rows
from units.text import fold, nfc, sort_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("van phuc", "Vạn Phúc"),
        ("dak lak", "Đắk Lắk"),
        ("Ðắk Lắk", "Đắk Lắk"),
        ("hòa bình", "Hoà Bình"),
        ("ỦY BAN", "Uỷ ban"),
        ("Ea H’leo", "Ea Hleo"),
        ("Bà Rịa - Vũng Tàu", "ba ria vung tau"),
        ("  Tiền \u00a0 Phong ", "tien phong"),
        (unicodedata.normalize("NFD", "Đường Hoa"), "đường hoa"),
    ],
)
def test_alike_when_searching(one, other):
    assert fold(one) == fold(other)


def test_folded_form_is_plain():
    assert fold("Thị trấn Đắk Hà, Huyện Đắk Hà") == "thi tran dak ha huyen dak ha"
    assert fold("") == ""


def test_nfc_composes_and_strips():
    assert nfc(unicodedata.normalize("NFD", " Ngô Quyền ")) == "Ngô Quyền"


def test_alphabet():
    words = ["Huế", "Hà Nội", "Ăn", "Âu", "An Giang", "Đà Nẵng", "Dung", "Ê", "Em", "Ơ", "Ô", "O", "Ư", "U", "Zét"]
    expected = ["An Giang", "Ăn", "Âu", "Dung", "Đà Nẵng", "Em", "Ê", "Hà Nội", "Huế", "O", "Ô", "Ơ", "U", "Ư", "Zét"]
    assert sorted(words, key=sort_key) == expected


def test_tones_after_letters_and_capitals_last():
    words = ["Hạ", "hạ", "Ha B", "Há", "Hã", "Hả", "Hà", "Ha", "Hà A"]
    assert sorted(words, key=sort_key) == ["Ha", "Hà", "Hả", "Hã", "Há", "hạ", "Hạ", "Hà A", "Ha B"]


def test_digits_by_digit_before_letters():
    assert sorted(["Phường A", "Phường 2", "Phường 10"], key=sort_key) == ["Phường 10", "Phường 2", "Phường A"]


@pytest.mark.django_db
def test_every_unit_name_sorts_as_icu():
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has the ICU collation to compare with")
    names = sorted({row["name"] for row in read_rows(FIXTURES / "units.csv.gz")})
    with connection.cursor() as cursor:
        sql = 'select name from unnest(%s::text[]) name order by name collate "vi-x-icu"'
        cursor.execute(sql, [names])
        icu = [name for (name,) in cursor.fetchall()]
    assert len(names) > 9000
    assert sorted(names, key=sort_key) == icu


def test_key_survives_any_collation():
    """Only digits and lower-case hex letters: no locale orders these otherwise than bytes do."""
    assert set(sort_key("Phường Ô Chợ Dừa – 12’ (Đ)")) <= set("0123456789abcdef")
