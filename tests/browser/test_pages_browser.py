"""Every main page on a desk and on a phone: it answers, fits, stays silent, loads nothing foreign, and all can use it."""

import os

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.models import Plan, Progress
from reports.papers import press
from reports.papers.workflow import papers
from reports.signing.workflow import signing
from tests.browser.demo_site import SCREENS, load, shoot
from units.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def demo(settings, transactional_db):
    settings.DEMO = True
    load()


def issued_report(period, plan):
    """A report of Hồng Quang that has gone all its way, on paper."""
    official, clerk = who("hongquang.nhaplieu"), who("hongquang.vanthu")
    report = papers.begin("bao_cao", plan.issuer, by=official, plan=plan, period=period)
    press.make(report.pk)
    report.refresh_from_db()
    papers.move(report, "send", by=official)
    signing.issue_by_hand(report, by=clerk)
    return report


def who(username):
    return User.objects.get(username=username)


def pages():
    """[(name of the picture, user or None, address, expected status)] of the main pages on the demo data."""
    above = Plan.objects.get(number="18/KH-UBND", unit__code="33", year_from=timezone.localdate().year)
    plan = Plan.objects.get(unit__code="12196", reports_under=above)
    period = above.periods.get(state="open")
    entry = Progress.objects.get(plan=plan, period=period, task__code="5a")
    waiting = Progress.objects.filter(period=period, state=Progress.State.IN_REVIEW).first()
    report = issued_report(period, plan)

    def at(name, *where):
        return reverse(name, args=where)

    official, reviewer, leader = "hongquang.nhaplieu", "hungyen.thamdinh", "hungyen.lanhdao"
    return [
        ("dang-nhap", None, at("login"), 200),
        ("kiem-tra", None, at("verify"), 200),
        ("kiem-tra-cong-khai", None, at("public_document", report.code), 200),
        ("viec", official, at("work"), 200),
        ("nhap", official, at("entry", entry.pk), 200),
        ("luoi", official, at("grid", period.pk), 200),
        ("ke-hoach", official, at("plans"), 200),
        ("mot-ke-hoach", official, at("plan", plan.pk), 200),
        ("van-ban", official, at("documents"), 200),
        ("mot-van-ban", official, at("document", report.pk), 200),
        ("soan-van-ban", official, at("document_new"), 200),
        ("so-van-ban", official, at("registers"), 200),
        ("thong-bao", official, at("notices"), 200),
        ("cai-dat-nhac", official, at("my_reminders"), 200),
        ("huong-dan", official, at("help"), 200),
        ("loi-404", official, "/khong-co-trang-nay/", 404),
        ("loi-403", official, at("review"), 403),
        ("viec-so", reviewer, at("work"), 200),
        ("tham-dinh", reviewer, at("review"), 200),
        ("tham-dinh-mot", reviewer, at("review_entry", waiting.pk), 200),
        ("tong-hop", reviewer, at("dashboard"), 200),
        ("bao-phu", reviewer, at("coverage", above.pk), 200),
        ("giao-xuong", reviewer, at("cascade", above.pk), 200),
        ("ky", reviewer, at("periods", above.pk), 200),
        ("chi-so", reviewer, at("indicators"), 200),
        ("chi-so-tinh", reviewer, at("indicators_province", above.unit_id), 200),
        ("tim", reviewer, at("search") + "?q=hong+quang", 200),
        ("uy-quyen", leader, at("delegations"), 200),
        ("nhac-viec", "quantri", at("reminders"), 200),
        ("thu", "quantri", at("letters"), 200),
    ]


def test_every_main_page_on_a_desk_and_on_a_phone(demo, page_as, live_server, axe, tmp_path):
    wrong, desks = {}, {}
    for name, username, address, status in pages():
        if username not in desks:
            desks[username] = listened_to(page_as(username and who(username), reverse("verify")))
        page, heard = desks[username]
        heard.clear()
        problems = looked_at(page, live_server.url + address, status, axe)
        problems += [said for said in heard if not (status != 200 and f"status of {status}" in said)]
        if "SCREENSHOTS" in os.environ:
            shoot(page, tmp_path, name)
        if problems:
            wrong[name] = problems
    assert wrong == {}


def listened_to(page):
    """(page, list that fills with its console errors and its requests to other hosts)."""
    heard, own = [], page.url.removesuffix(reverse("verify"))
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on(
        "request", lambda asked: None if asked.url.startswith((own, "data:", "blob:")) else heard.append(asked.url)
    )
    return page, heard


def looked_at(page, url, status, axe):
    """What is wrong with one page at both widths, in words."""
    problems = []
    for width, height in SCREENS.items():
        page.set_viewport_size({"width": width, "height": height})
        answer = page.goto(url)
        if answer.status != status:
            problems.append(f"{width}: answers {answer.status}")
        reach = page.evaluate("document.documentElement.scrollWidth")
        if reach > width:
            problems.append(f"{width}: scrolls sideways to {reach}")
        problems += [f"{width}: {rule} {places}" for rule, places in axe(page)]
    return problems
