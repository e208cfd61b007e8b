"""One paper that has gone the whole way, so that register, verification and public page are alive at once."""

from django.db import transaction

from plans.models import Period, Plan
from reports.models import Document
from reports.papers import press
from reports.papers.workflow import papers
from reports.registers.workflow import enter_issued
from reports.signing.workflow import signing
from units.models import Agency, User

from .present import SHOWCASE_UNIT


def load() -> None:
    """Xã Hồng Quang's report on the period before: drafted, made, signed by the leader, sealed and issued."""
    agency = Agency.objects.get(unit__code=SHOWCASE_UNIT, unit__valid_to=None, heads_unit=True)
    official, leader, clerk = (
        User.objects.get(username=f"hongquang.{role}") for role in ("nhaplieu", "lanhdao", "vanthu")
    )
    issued = Plan.objects.exclude(state=Plan.State.DRAFT).exclude(number="").select_related("issuer")
    enter_issued(issued.order_by("date", "pk"), by=clerk)
    period = Period.objects.filter(entries__unit=agency.unit, state=Period.State.CLOSED).latest("ends")
    plan = period.plan.reporting_plans.get(unit=agency.unit)
    with transaction.atomic():  # a worker that is up already finds it made
        document = papers.begin(Document.Kind.REPORT, agency, by=official, plan=plan, period=period)
        press.make(document.pk)
    papers.move(_fresh(document), "send", by=official)
    signing.sign(_fresh(document), by=leader)
    signing.issue(_fresh(document), by=clerk)


def _fresh(document):
    return Document.objects.get(pk=document.pk)
