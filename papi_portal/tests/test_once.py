"""The same form pressed twice makes one row; another form, another content, or one that was refused is another press."""

import os
import subprocess
import threading
import time
from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse
from django.utils import timezone

from papi_portal import once
from plans.models import Evidence, ImportDraft, Plan
from plans.tests.paper import entries_of, make_period, make_plan
from plans.tests.test_reading_in import PAPER
from pulse.models import Waiting
from pulse.tests.country import open_round
from reports.models import Document, Incoming
from reports.tests import desk

MARK = "m" * once.MASKED


@pytest.fixture
def world(cast):
    """A commune with a plan that owes a period."""
    desk.let_live(cast)
    upper = make_plan(cast.district, cast.district_office, number="30/KH-UBND")
    plan = make_plan(cast.commune, cast.commune_office, reports_under=upper)
    period = make_period(upper)
    entry = next(row for row in entries_of(period) if row.unit == cast.commune)
    return SimpleNamespace(cast=cast, plan=plan, period=period, entry=entry)


def presses(world):
    """{address: (who, its arguments, the form, the rows it makes)}."""
    cast, unit = world.cast, world.cast.commune.pk
    file, today = ("ke-hoach.txt", PAPER), timezone.localdate()
    asking = open_round(cast, opens=today)
    came = {"unit": unit, "channel": "thu", "came_on": f"{today:%d/%m/%Y}", "sender": "UBND tỉnh", "kind": "Kế hoạch",
            "title": "Kế hoạch PAPI", "file": ("a.pdf", b"%PDF-1.4")}  # fmt: skip
    return {
        "plan_new": (cast.official, [], {"unit": unit, "year": 2024, "start": "trong", "title": "KH"}, Plan.with_amendments),
        "plan_import": (cast.official, [], {"unit": unit, "file": file}, ImportDraft.objects),
        "evidence_add": (cast.official, [world.entry.pk], {"ev-link": "https://example.vn/a"}, Evidence.objects),
        "document_new": (
            cast.official, [],
            {"kind": "bao_cao", "plan": world.plan.pk, "period": world.period.pk, "agency": cast.commune_office.pk},
            Document.objects,
        ),
        "incoming_enter": (cast.clerk, [], came, Incoming.objects),
        "pulse_paper": (
            cast.official, [asking.pk],
            {"place": asking.places.first().pk, "batch": "L1", "q0": "y"}, Waiting.objects,
        ),
    }  # fmt: skip


def fresh(form):
    return {name: SimpleUploadedFile(*value) if isinstance(value, tuple) else value for name, value in form.items()}


@pytest.mark.parametrize(
    "name", ["plan_new", "plan_import", "evidence_add", "document_new", "incoming_enter", "pulse_paper"]
)
def test_pressed_twice_makes_one_row_and_leads_to_the_same_place(world, client, name):
    who, arguments, form, rows = presses(world)[name]
    address, before = reverse(name, args=arguments), rows.count()
    client.force_login(who)
    first, second, other = [
        client.post(address, fresh(form) | {"csrfmiddlewaretoken": mark}) for mark in (MARK, MARK, "o" * once.MASKED)
    ]
    assert first.status_code == second.status_code == 302 and first.url == second.url
    assert other.status_code in (302, 422)  # a page drawn anew is another press, which the verb may refuse itself
    assert rows.count() - before == (2 if other.status_code == 302 else 1)


def test_what_was_refused_or_changed_is_another_press(world, client):
    who, _, form, rows = presses(world)["plan_new"]
    client.force_login(who)
    before = rows.count()
    sent = {"csrfmiddlewaretoken": MARK}
    assert client.post(reverse("plan_new"), form | sent | {"year": "nghìn"}).status_code == 422
    assert client.post(reverse("plan_new"), form | sent | {"year": "nghìn"}).status_code == 422
    assert client.post(reverse("plan_new"), form | sent).status_code == 302
    assert client.post(reverse("plan_new"), form | sent | {"year": 2025}).status_code == 302
    assert rows.count() - before == 2


def test_a_form_of_ours_carries_its_mark(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.cast.official)
    tokens = [str(client.get(reverse("plan_new")).context["csrf_token"]) for _ in range(2)]
    assert tokens[0] != tokens[1] and {len(token) for token in tokens} == {once.MASKED}


def test_every_address_named_is_one_of_ours():
    assert not [name for name in once.MAKES_A_ROW if name not in get_resolver().reverse_dict]


@pytest.mark.django_db(transaction=True)
def test_six_at_once_are_one(monkeypatch):
    made = []

    def view(request):
        refused = guard.process_view(request, view, (), {})
        if refused:
            return refused
        made.append(1)
        time.sleep(0.3)
        return HttpResponse(status=302, headers={"Location": "/made/"})

    guard, answers = once.Once(view), []

    def press():
        request = RequestFactory().post("/x/", {"csrfmiddlewaretoken": MARK, "title": "KH"})
        request.user = SimpleNamespace(pk=1, is_authenticated=True)
        request.resolver_match = SimpleNamespace(view_name="plan_new")
        answers.append(guard(request).headers["Location"])
        connections.close_all()

    crowd = [threading.Thread(target=press) for _ in range(6)]
    [thread.start() for thread in crowd]
    [thread.join() for thread in crowd]
    assert made == [1] and answers == ["/made/"] * 6


def dead_press(name, process, host="", age=0):
    """A press whose process is gone, as it lies in the table."""
    caches["default"].set(name, f"{once.PENDING} {host or once._host()} {process} {int(time.time()) - age}", once.KEPT)


@pytest.mark.parametrize(
    ("host", "age", "died"),
    [
        ("", 0, True),  # of this host: its process is looked for
        ("khac", once.DEAD - 5, False),
        ("khac", once.DEAD + 1, True),  # of another: no process works as long
    ],
)
def test_a_press_whose_process_died_is_told_and_then_taken_once(world, client, monkeypatch, host, age, died):
    monkeypatch.setattr(once, "PATIENCE", 0.3)
    gone = subprocess.Popen(["true"])
    gone.wait()
    who, _, form, rows = presses(world)["plan_new"]
    client.force_login(who)
    seen, before = [], rows.count()
    monkeypatch.setattr(once, "key_of", lambda request: "press:died")
    dead_press("press:died", gone.pid, host, age)
    for _ in range(3):
        answer = client.post(reverse("plan_new"), form)
        seen.append((answer.status_code, "bị ngắt" in answer.content.decode()))
    assert seen == ([(409, True), (302, False), (302, False)] if died else [(409, False)] * 3)
    assert rows.count() - before == died


def test_a_press_that_lives_is_waited_for(world, client, monkeypatch):
    monkeypatch.setattr(once, "PATIENCE", 0.3)
    monkeypatch.setattr(once, "key_of", lambda request: "press:lives")
    dead_press("press:lives", os.getpid(), age=once.DEAD - 5)
    client.force_login(world.cast.official)
    answer = client.post(reverse("plan_new"), {})
    assert answer.status_code == 409 and "còn đang được xử lý" in answer.content.decode()
