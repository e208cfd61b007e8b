"""Every main page of the commune and of everybody on a desk and on a phone."""

import pytest
from django.urls import reverse
from django.utils import timezone

from papi_portal.demo.papers import write
from plans.models import Plan, Progress
from reports.papers import press
from reports.papers.workflow import papers
from reports.signing.workflow import signing
from tests.browser.sweep import swept, who

WHY = "Các nhiệm vụ còn lại gửi sau, sẽ báo cáo bổ sung"  # the answer to what the checks find in the demo's period
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def above():
    """The present plan of the province."""
    return Plan.objects.get(number="18/KH-UBND", unit__code="33", year_from=timezone.localdate().year)


def issued_report(period, plan):
    """A report of Hồng Quang that has gone all its way, on paper."""
    official, clerk = who("hongquang.nhaplieu"), who("hongquang.vanthu")
    report = papers.begin("bao_cao", plan.issuer, by=official, plan=plan, period=period)
    press.make(report.pk)
    write(report, official)
    report.refresh_from_db()
    papers.answer(report, "send", by=official, words=WHY)
    papers.move(report, "send", by=official)
    papers.answer(report, "issue_by_hand", by=clerk, words=WHY)
    signing.issue_by_hand(report, by=clerk)
    return report


def pages():
    """[(name of the picture, user or None, address, expected status)] of the commune's pages and the public ones."""
    plan = Plan.objects.get(unit__code="12196", reports_under=above())
    period = above().periods.get(state="open")
    entry = Progress.objects.get(plan=plan, period=period, task__code="5a")
    report = issued_report(period, plan)

    def at(name, *where):
        return reverse(name, args=where)

    official = "hongquang.nhaplieu"
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
    ]


def test_every_main_page_on_a_desk_and_on_a_phone(demo_site, page_as, live_server, axe, tmp_path):
    assert swept(pages(), page_as, live_server.url, axe, tmp_path) == {}
