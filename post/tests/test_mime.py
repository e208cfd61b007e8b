"""Mails written by hand are read by others as they were meant."""

from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from post.mime import Mail

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]) | st.just(" "), max_size=250
)


def mail(**more):
    given = {"sender": "PAPI Portal <khong-tra-loi@hungyen.example.vn>", "to": "xa@example.vn", "subject": "Nhắc việc",
             "message_id": "<" + "a" * 40 + "@example.vn>", "text": "Chào", "html": "<p>Chào</p>"}  # fmt: skip
    return Mail(**(given | more))


def read(one):
    raw = one.as_bytes(linesep="\r\n")
    assert all(len(line) <= 78 for line in raw.split(b"\r\n")) and b"\n" not in raw.replace(b"\r\n", b"")
    return message_from_bytes(raw, policy=policy.default)


@given(WORDS)
def test_subjects_survive_whatever_they_hold(text):
    assert read(mail(subject=text))["Subject"] == " ".join(text.split())


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=400))
def test_bodies_survive_whatever_they_hold(text):
    got = read(mail(text=text, html=text or "x"))
    assert got.get_body(("plain",)).get_content() == text and not got.defects
    assert got.get_body(("html",)).get_content() == (text or "x")
    assert read(mail(text=text, html="")).get_content() == text


def test_heads():
    got = read(mail())
    assert got["From"] == "PAPI Portal <khong-tra-loi@hungyen.example.vn>" and got["To"] == "xa@example.vn"
    assert got["Message-ID"] == "<" + "a" * 40 + "@example.vn>" and got["Date"]
    assert got["Auto-Submitted"] == "auto-generated"


def test_no_address_brings_a_head_of_its_own():
    with pytest.raises(ValueError):
        mail(to="a@example.vn\nBcc: b@example.vn")
