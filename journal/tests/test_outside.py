"""Heads are told over the wire as they are: a real syslog socket and a real mail server take them down."""

import socket

from journal import outside
from post.tests.mail_server import MailServer

LINES = ["2026-11-30 plans.Step 7 " + "a" * 64, "2026-11-30 journal.Note 9 " + "b" * 64]


def test_syslog_takes_one_datagram_a_line(settings):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.settimeout(5)
        settings.JOURNAL_HEADS = [f"syslog:127.0.0.1:{taken.getsockname()[1]}"]
        assert outside.tell(LINES) == settings.JOURNAL_HEADS[0]
        got = [taken.recv(2000).decode().rstrip("\0") for _ in LINES]
    assert got == [f"<14>papi-journal {line}" for line in LINES]


def test_a_syslog_file_of_an_operator_is_compared_like_a_file_of_heads(tmp_path):
    kept = tmp_path / "syslog"
    kept.write_text(f"Nov 30 23:59:00 may papi-journal {LINES[0]}\nNov 30 23:59:01 may cron[7]: khác\n")
    assert outside.kept(kept) == {("2026-11-30", "plans.Step"): (7, "a" * 64)}


def test_a_letter_carries_them_whole(settings):
    with MailServer() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
        settings.JOURNAL_HEADS = ["mail:giu@tinh.vn"]
        outside.tell(LINES)
        (to, _), (mail,) = server.mails[0], server.opened()
    assert to == "giu@tinh.vn" and mail["Subject"] == "Đầu chuỗi nhật ký của ngày"
    assert mail.get_content().splitlines()[:2] == LINES
