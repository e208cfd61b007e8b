"""What a monitoring machine and an administrator see: guarded, right at its limits, and the same in rules and page."""

import json
import logging
import re
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from papi_portal.seeing import counters
from papi_portal.seeing.advice import CHECKS, GB, findings
from papi_portal.seeing.figures import Figure
from papi_portal.seeing.lines import JsonLine, Numbered
from post.models import Letter
from units.models import User

LINE = re.compile(r'papi_[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?[0-9.e+]+')


@pytest.fixture
def letters(db):
    to = User.objects.create(username="an")
    for n, state in enumerate(["pending", "failed", "failed", "sent"]):
        Letter.objects.create(key=str(n), to=to, subject="x", text="x", state=state)


def test_figures_for_prometheus(client, letters):
    client.get("/huong-dan/")
    text = client.get("/metrics").content.decode()
    assert [line for line in text.splitlines() if not LINE.fullmatch(line)] == []
    assert 'papi_letters{state="failed"} 2' in text and 'papi_up{part="database"} 1' in text
    assert 'papi_requests_total{page="help",status="200"}' in text and 'papi_queries_total{page="help"}' in text


@pytest.mark.parametrize(
    ("head", "token", "status"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, "", 200),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, "", 403),
        ({"REMOTE_ADDR": "192.0.2.7"}, "", 403),
        ({"REMOTE_ADDR": "192.0.2.7", "HTTP_AUTHORIZATION": "Bearer "}, "", 403),
        ({"REMOTE_ADDR": "192.0.2.7", "HTTP_AUTHORIZATION": "Bearer khóa".encode().decode("latin1")}, "khac", 403),
        ({"REMOTE_ADDR": "192.0.2.7", "HTTP_AUTHORIZATION": "Bearer khoa"}, "khoa", 200),
    ],
)
def test_only_the_monitoring_machine_sees_them(db, client, settings, head, token, status):
    settings.METRICS_TOKEN = token
    assert client.get("/metrics", **head).status_code == status


def test_what_redis_does_not_take_is_counted_later(db, client, settings, monkeypatch, tmp_path):
    monkeypatch.setattr(counters, "_counts", counters.Counter())
    monkeypatch.setattr(counters, "_carried", lambda sent: False)
    monkeypatch.setattr(counters, "_next", 0.0)
    client.get("/huong-dan/")
    assert counters._counts["requests|help|200"] == 1


def figure_of(check, value):
    return Figure(check.figure, value, (("x", check.label),) if check.label else ())


@pytest.mark.parametrize(
    ("words", "good", "bad"),
    [
        ("Cơ sở dữ liệu", 1, 0), ("Redis", 1, 0), ("Việc nền và lịch chạy", 1, 0),
        ("Chỗ trống trên ổ đĩa", 2 * GB, 2 * GB - 1), *((f"Việc đang xếp hàng: {kind}", 500, 501)
          for kind in ("việc ngắn", "thư", "lập văn bản", "đọc tệp", "tổng hợp")),
        ("Thư đến hạn mà chưa gửi, phút chờ lâu nhất", 1800, 1801), ("Thư không gửi được", 0, 1),
        ("Văn bản không lập được", 0, 1), ("Tệp kế hoạch không đọc được", 20, 21),
    ],
)  # fmt: skip
def test_limits(words, good, bad):
    check = next(one for one in CHECKS if one.words == words)
    for value, wanted in ((good, True), (bad, False)):
        found = next(row for row in findings([figure_of(check, value)]) if row.words == words)
        assert (found.good, bool(found.act)) == (wanted, not wanted)


def test_rules_for_prometheus_have_the_same_limits():
    rules = Path(settings.BASE_DIR, "deploy/prometheus-rules.yml").read_text()
    for text in ("papi_up < 1", "papi_disk_free_bytes < 2 * 1024 * 1024 * 1024", "papi_queue_length > 500",
                 "papi_letters_oldest_due_seconds > 1800", 'papi_letters{state="failed"} > 0',
                 'papi_papers{making="failed"} > 0'):  # fmt: skip
        assert f"expr: {text}\n" in rules


def test_the_page_says_to_the_administrator_what_to_do(cast, client, letters):
    client.force_login(cast.official)
    assert client.get("/tinh-trang/").status_code == 403
    client.force_login(User.objects.create(username="quantri", is_superuser=True, is_staff=True))
    rows = {row.words: row for row in client.get("/tinh-trang/").context["rows"]}
    assert rows["Thư không gửi được"].act and rows["Thư không gửi được"].value == "2"
    assert rows["Cơ sở dữ liệu"].good and len(rows) == len(CHECKS)


def test_a_log_line_carries_request_and_person():
    told = {}

    def view(request):
        request.__dict__["_cached_user"] = User(pk=7)
        try:
            raise ValueError("hỏng")
        except ValueError:
            record = logging.LogRecord("x", logging.ERROR, "f", 1, "Lỗi %s", ("a",), sys.exc_info())
        told.update(json.loads(JsonLine().format(record)))
        return {}

    answer = Numbered(view)(RequestFactory().get("/", headers={"X-Request-ID": "abc123"}))
    assert answer["X-Request-ID"] == "abc123" == told["request"]
    assert (told["person"], told["message"], told["level"]) == (7, "Lỗi a", "ERROR")
    assert "ValueError: hỏng" in told["traceback"] and told["time"][:4] == str(timezone.now().year)
    odd = RequestFactory().get("/", headers={"X-Request-ID": "a b"})
    assert Numbered(lambda request: HttpResponse())(odd)["X-Request-ID"].isalnum()
