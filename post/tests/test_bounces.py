"""Notices of non-delivery find their letter; everything else is left alone."""

from email.message import EmailMessage

import pytest
from django.utils import timezone

from post import bounces
from post.models import Letter
from units.models import User


@pytest.fixture
def sent(db):
    to = User.objects.create(username="an", email="an@example.vn")
    return Letter.objects.create(key="a", to=to, subject="Nhắc việc", text="x", state="sent", sent_at=timezone.now())


def notice(message_id, action="failed"):
    returned = EmailMessage()
    returned["Message-ID"], returned["Subject"] = message_id, "Nhắc việc"
    returned.set_content("x")
    report = (
        "Reporting-MTA: dns; mail.example.vn\n\nFinal-Recipient: rfc822; an@example.vn\n"
        f"Action: {action}\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no such user\n"
    )
    head = b'MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
    return (
        head + b"--b\nContent-Type: text/plain\n\nUndelivered\n--b\nContent-Type: message/delivery-status\n\n"
        + report.encode() + b"\n--b\nContent-Type: message/rfc822\n\n" + returned.as_bytes() + b"\n--b--\n"
    )  # fmt: skip


def test_the_letter_that_came_back_is_marked(sent):
    assert bounces.take(notice(sent.message_id("localhost"))) == sent
    sent.refresh_from_db()
    assert sent.state == "failed" and "550 no such user" in sent.error


def test_delays_strangers_and_rubbish_change_nothing(sent):
    assert bounces.take(notice(sent.message_id("localhost"), action="delayed")) is None
    assert bounces.take(notice("<other@example.vn>")) is None
    assert bounces.take(b"Subject: hello\n\nno report") is None
    sent.refresh_from_db()
    assert sent.state == "sent"
