"""A hundred answers, then every table, log and key of Redis is read: nothing tells who, on what, at which hour."""

import re
import time

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse

from papi_portal.access_log import AccessLog
from pulse import answering, workflow
from pulse.models import Ballot, Code, Place, Round, Waiting, Words
from pulse.nameless import AHEAD
from pulse.personal import seems_personal
from pulse.tests.country import make_round, open_round
from units.confidential import masked

ADDRESS, BROWSER, COOKIE = "203.0.113.77", "Kiosk-of-the-commune/7", "phien-cua-nguoi-nay"
AT = "2026-03-10 10:37:00+07:00"


def pass_of(page):
    return re.search(r'name="pass" value="([^"]+)"', page)[1]


def visitor(**more):
    return Client(REMOTE_ADDR=ADDRESS, HTTP_USER_AGENT=BROWSER, HTTP_X_FORWARDED_FOR=ADDRESS, **more)


def answer(place, client=None, **given):
    """Opens the form and sends it as a browser without scripts would."""
    client = client or visitor()
    address = reverse("pulse_form", args=[place.key])
    token = pass_of(client.get(address).text)
    return client.post(address, {"pass": token, "q0": "y", "q1": "n", **given})


@pytest.fixture
def clock():
    caches["redis"].clear()
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def row(cast, clock):
    return open_round(cast, asks_words=True)


def everything_kept():
    """Every table's every row as text, with its name."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for line in cursor.fetchall():
                yield table, repr(line)


def test_a_hundred_answers_leave_nothing_that_tells_who(row, caplog):
    before = set(everything_kept())
    place = row.places.first()
    for n in range(100):
        visit = visitor()
        visit.cookies["sessionid"] = COOKIE
        sent = answer(place, visit, q0="yn"[n % 2], words=f"Việc thứ {n}" if n % 20 == 0 else "")
        assert (sent.status_code, not sent.cookies) == (302, True)
    new = [(table, line) for table, line in everything_kept() if (table, line) not in before]
    assert {table for table, _ in new} == {"pulse_ballot", "pulse_words"} | {table for table, _ in new} & {
        "pulse_waiting"
    }
    for table, line in new:
        for word in (ADDRESS, BROWSER, COOKIE, "10:37", "03:37", "37, 0"):
            assert word not in line, table
        assert "datetime.datetime" not in line
    assert sum(row.places.values_list("pk", flat=True).count() for _ in [0]) == 2
    assert Ballot.objects.count() + Waiting.objects.exclude(answers="").count() == 100
    for word in (ADDRESS, BROWSER, COOKIE, place.key):
        assert word not in caplog.text
    kept = caches["redis"]._cache.get_client().keys("*")
    assert not [key for key in kept if ADDRESS.encode() in key]


def test_the_order_of_rows_is_not_the_order_of_answers(row):
    place = row.places.first()
    for n in range(60):
        Waiting.objects.create(place=place, day=row.opens, answers="yn"[n >= 30] + "-")
    assert answering.shuffle(row.pk) == 60
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM pulse_ballot")  # as they lie
        lie = [answers for (answers,) in cursor.fetchall()]
    assert sorted(lie) == ["n-"] * 30 + ["y-"] * 30
    assert lie not in (["y-"] * 30 + ["n-"] * 30, ["n-"] * 30 + ["y-"] * 30)
    assert not Waiting.objects.exists()


def test_few_wait_until_the_night_or_the_end(row, cast):
    for _ in range(answering.SHUFFLED - 1):
        answer(row.places.first())
    assert Ballot.objects.count() == 0
    answer(row.places.first())
    assert Ballot.objects.count() == answering.SHUFFLED
    answer(row.places.first())
    workflow.move(row, "close", by=cast.leader, today=row.opens)
    assert Ballot.objects.count() == answering.SHUFFLED + 1


def test_words_lie_apart_from_answers_and_know_no_place(row):
    answer(row.places.first(), words="Bàn số 2 tiếp dân chậm, gọi 0912 345 678")
    answering.shuffle(row.pk, least=1)
    assert {field.name for field in Words._meta.fields} == {"id", "round", "text", "personal"}
    assert Words.objects.get().personal
    assert Ballot.objects.count() == 1


@pytest.mark.parametrize(("text", "personal"), [
    ("Cán bộ tiếp dân vui vẻ", False),
    ("Đường 39 hỏng từ năm 2025, chờ 45 phút", False),
    ("Gọi tôi số 0912.345.678", True),
    ("CCCD 033090001234", True),
    ("Viết cho toi@example.vn", True),
    ("Ông Nguyễn Văn Nam thu thêm tiền", True),
    ("Tôi tên Hoa ở thôn Đông", True),
])  # fmt: skip
def test_what_seems_to_name_somebody(text, personal):
    assert seems_personal(text) is personal


def test_no_table_of_answers_could_hold_who(db):
    allowed = {"id", "place", "day", "how", "batch", "suspect", "answers", "words"}
    for model in (Waiting, Ballot):
        assert {field.name for field in model._meta.fields} <= allowed
        assert model._meta.pk.get_internal_type() == "UUIDField", "a number that grows tells the order"
    assert {field.name for field in Code._meta.fields} == {"id", "round", "digest", "used"}
    assert "anonym" not in " ".join(field.name for field in Round._meta.fields), "nothing to switch off"


def test_the_same_form_twice_is_one_answer_and_a_forged_one_none(row):
    place, other = row.places.all()
    client = visitor()
    token = pass_of(client.get(reverse("pulse_form", args=[place.key])).text)
    for _ in range(2):
        client.post(reverse("pulse_form", args=[place.key]), {"pass": token, "q0": "y"})
    assert workflow.received(row) == 1
    for wrong in ("", "x", token[:-1] + ("A" if token[-1] != "A" else "E")):
        page = client.post(reverse("pulse_form", args=[place.key]), {"pass": wrong, "q0": "n"})
        assert page.status_code == 422 and "bấm gửi lại" in page.text and "checked" in page.text
    assert client.post(reverse("pulse_form", args=[other.key]), {"pass": token, "q0": "y"}).status_code == 422
    assert workflow.received(row) == 1


def test_a_form_is_good_for_four_hours(row):
    address = reverse("pulse_form", args=[row.places.first().key])
    for seconds, status in ((answering.GOOD_FOR, 302), (answering.GOOD_FOR + 2, 422)):
        token = pass_of(visitor().get(address).text)
        with time_machine.travel(time.time() + seconds, tick=False):
            assert visitor().post(address, {"pass": token, "q0": "y"}).status_code == status


def test_a_code_lets_one_answer_in(cast, clock):
    row = open_round(cast, strength="codes")
    code = workflow.codes(row, 1, by=cast.official)[0]
    place = row.places.first()
    wrong = answer(place, code="AAAA-AAAA")
    assert wrong.status_code == 422 and "AAAA-AAAA" in wrong.text and "checked" in wrong.text
    assert answer(place, code=code.lower()).status_code == 302
    assert answer(place, code=code).status_code == 422
    assert workflow.received(row) == 1


def test_what_comes_in_bursts_is_marked_and_kept(row):
    place = row.places.first()
    for _ in range(answering.USUAL[False] + 2):
        answer(place)
    answering.shuffle(row.pk, least=1)
    assert Ballot.objects.filter(suspect=True).count() == 2
    assert Ballot.objects.filter(suspect=False).count() == answering.USUAL[False]


def test_a_draft_has_no_form_and_an_empty_form_says_so(cast, clock, row):
    draft = make_round(cast, title="Đợt khác", opens=row.opens)
    assert visitor().get(reverse("pulse_form", args=[draft.places.first().key])).status_code == 404
    assert "Chưa có câu nào" in answer(row.places.first(), q0="", q1="").text
    assert answer(row.places.first(), q0="z").status_code == 422
    Round.objects.filter(pk=row.pk).update(state="closed")
    page = visitor().get(reverse("pulse_form", args=[row.places.first().key]))
    assert "đã kết thúc" in page.text and "<form" not in page.text


def test_paper_forms_are_entered_by_batch(row, cast):
    client = Client()
    client.force_login(cast.official)
    place = row.places.first()
    sent = {"place": place.pk, "batch": "L01", "q0": "y", "q1": "u"}
    for _ in range(2):
        assert client.post(reverse("pulse_paper", args=[row.pk]), sent).status_code == 302
    assert client.post(reverse("pulse_paper", args=[row.pk]), sent | {"batch": ""}).status_code == 422
    answering.shuffle(row.pk, least=1)
    assert set(Ballot.objects.values_list("how", "batch__number", "answers")) == {("paper", "L01", "yu")}


def test_all_addresses_of_citizens_lie_where_nothing_is_kept():
    public = {"pulse_form", "pulse_thanks", "pulse_public"}
    for name in public:
        assert reverse(name, args=["k"]).startswith(AHEAD)
    for pattern in get_resolver("pulse.urls").url_patterns:
        assert str(pattern.pattern).startswith(AHEAD[1:]) is (pattern.name in public)


def test_the_web_server_writes_no_line_of_them(monkeypatch):
    lines = []
    monkeypatch.setattr(
        "gunicorn.glogging.Logger.access", lambda self, resp, req, environ, took: lines.append(environ)
    )
    log = AccessLog.__new__(AccessLog)
    for path in (f"{AHEAD}abc/", "/viec/"):
        log.access(None, None, {"PATH_INFO": path}, None)
    assert [line["PATH_INFO"] for line in lines] == ["/viec/"]
    assert masked(f"Unprocessable Entity: {AHEAD}abc/") == f"Unprocessable Entity: {AHEAD}***", (
        "what was refused where"
    )


def test_the_form_is_light_and_needs_no_script(row):
    page = visitor().get(reverse("pulse_form", args=[row.places.first().key]))
    assert len(page.content) < 15_000
    assert page.text.count("<script") == 1 and "defer" in page.text
    assert Place.objects.count() == 2
