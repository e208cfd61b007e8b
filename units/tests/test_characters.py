"""Every character of Unicode: what comes in clean, what a file carries, what a typeface shows."""

import sys
import unicodedata
from functools import cache
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.characters import UNKNOWN, StandIns, clean, fit_for_files, one_line

LATIN = frozenset([*range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x1EA0, 0x1EFA), *map(ord, "–“”√►→•·×□♦≤≥°")])
PRIVATE = range(0xF0000, 0x110000)  # all alike


@cache  # not when the file is read, which every process of a run does
def every():
    """Whatever is assigned; of the private signs those at the ends."""
    alike = PRIVATE[9:-9]
    return [
        code
        for code in range(sys.maxunicode + 1)
        if (code not in alike and unicodedata.category(chr(code)) != "Cn") or code & 0xFFFE == 0xFFFE
    ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Họp\x0b3 thôn", "Họp\n3 thôn"),
        ("Họp\x0c3 thôn", "Họp\n3 thôn"),
        ("Họp\u20283 thôn\u2029hết\x85", "Họp\n3 thôn\nhết\n"),
        ("dòng 1\r\ndòng 2\rdòng 3\n", "dòng 1\ndòng 2\ndòng 3\n"),
        ("cột 1\tcột 2", "cột 1\tcột 2"),
        ("a\x01b\x1fc\x7fd\x9fe", "a b c d e"),
        ("\x00đủ\x00", "đủ"),
        ("\uf0b7 Đã niêm yết\n\uf0a7 Đã họp\n\uf0d8\tĐã in", "- Đã niêm yết\n- Đã họp\n-\tĐã in"),
        ("\uf0fc xong \uf0e0 tiếp", "✓ xong → tiếp"),
        ("\U000f0000\U0010fffd", "--"),
        ("Kết quả： ＡＢ（１２）％", "Kết quả: AB(12)%"),
        ("rộng\u3000đều", "rộng đều"),
        ("vô\u200bhình\ufeff\u2060\u00ad", "vôhình"),
        ("ngược\u202e\u2066chiều", "ngượcchiều"),
        ("ti\u200cếng Vi\u200dệt", "tiếng Việt"),
        ("👩\u200d🌾", "👩\u200d🌾"),
        ("hỏng\ufffe\uffff\ufdd0\U0001ffff", "hỏng"),
        ("nửa\ud800dấu\udc00", "nửadấu"),
        (unicodedata.normalize("NFD", "Đường Hoà Bình"), "Đường Hoà Bình"),
        ("✓ ➢ ① 👍 ភាសា ꪼ", "✓ ➢ ① 👍 ភាសា ꪼ"),
        ("1.284\u00a0hồ sơ", "1.284\u00a0hồ sơ"),
        ("“đủ” – H'Leo Ê-đê", "“đủ” – H'Leo Ê-đê"),
    ],
)
def test_what_comes_in_is_made_clean(typed, kept):
    assert clean(typed) == kept


def test_nothing_that_came_in_is_changed_again_and_files_carry_it():
    for code in every():
        kept = clean(chr(code))
        assert clean(kept) == kept == fit_for_files(kept)
        kind = unicodedata.category(chr(code))
        if kind[0] == "L" and kind != "Lm" and not 0xFF00 < code < 0xFFEF:
            assert kept == unicodedata.normalize("NFC", chr(code))  # no letter is lost


def test_what_goes_into_a_file_is_xml_for_every_character():
    whole = fit_for_files("".join(chr(code) for code in every()))
    root = ElementTree.Element("a")
    root.text = whole
    assert ElementTree.fromstring(ElementTree.tostring(root, "utf-8")).text == whole


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("✓ ✔ xong", "√ √ xong"), ("➢ Mở 2 lớp", "► Mở 2 lớp"), ("⇒ đạt", "→ đạt"), ("❖ ý", "♦ ý"), ("☐ ☑", "□ √"),
        ("①②⑳", "(1)(2)(20)"), ("❶", "(1)"), ("⑴", "(1)"), ("ⓐ", "a"), ("1️⃣", "1"), ("٣", "3"), ("Ⅷ", "VIII"),
        ("㎡ ℃ ﬁ 𝐀", "m2 °C fi A"), ("xong 👍🎉", "xong "), ("👩\u200d🌾", ""), ("🇻🇳", ""), ("中文", "□□"),
        ("ភស", "□□"), ("：、。", ":,."), ("\uf0b7 họp", "- họp"), ("a\x0bb\ufffe", "a\nb"), ("\u200b\u202e", ""),
        ("5\u20116", "5-6"), ("〈x〉", "(x)"), ("x\u0489", "x"), ("s\u0323\u0307", "s"),
    ],
)  # fmt: skip
def test_a_readable_sign_or_nothing_stands_for_what_a_typeface_lacks(stored, shown):
    assert StandIns(LATIN)(stored) == shown


@given(st.text(st.characters(), max_size=60))
def test_only_what_the_typeface_has_is_shown_and_the_words_around_stay_whole(stored):
    shown = StandIns(LATIN)(stored)
    assert all(char in "\n\t" or ord(char) in LATIN for char in shown + shown.upper())
    assert StandIns(LATIN)(shown) == shown
    assert StandIns(LATIN)(f"Đã họp {stored} đủ hồ sơ").startswith("Đã họp ")


def test_one_line_has_one_blank_between_words():
    assert one_line("  a\n b\t\u00a0c ") == "a b c"


def test_the_sign_for_an_unknown_letter_is_seen():
    assert StandIns(LATIN)("កខ") == UNKNOWN * 2
