"""One paper that has gone the whole way, so that register, verification and public page are alive at once."""

from django.db import transaction

from plans.models import Period, Plan
from reports.layout import content, frozen
from reports.models import Document
from reports.papers import press
from reports.papers.workflow import editing, papers
from reports.registers.workflow import enter_issued
from reports.signing.workflow import signing
from units.models import Agency, User

from .entries import SHOWCASE_UNIT


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
    write(document, official)
    papers.move(_fresh(document), "send", by=official)
    signing.sign(_fresh(document), by=leader)
    signing.issue(_fresh(document), by=clerk)


_WRITTEN = {
    "Khó khăn": "Một số nhiệm vụ cần phối hợp nhiều bộ phận nên thời gian tổng hợp còn dài.",
    "Nguyên nhân": "Cán bộ phụ trách kiêm nhiệm nhiều việc.",
    "Phương hướng": "Tiếp tục thực hiện các nhiệm vụ của Kế hoạch.",
    "Đề xuất": "Đề nghị cấp trên tổ chức tập huấn về Chỉ số PAPI cho cán bộ, công chức cấp xã.",
}


def write(document: Document, official: User) -> None:
    """What the draft leaves to a person, as the sample's official would write it; then the file is made again."""
    under, blocks = "", frozen.paper_of(_fresh(document)).blocks
    for index, block in enumerate(blocks):
        under = block.text if isinstance(block, content.Heading) else under
        if block == content.GAP:
            words = next(words for name, words in _WRITTEN.items() if name in under)
            editing.edit_block(_fresh(document), index, by=official, words=words, was=editing.words_of(block))
    press.make(document.pk)


def _fresh(document):
    return Document.objects.get(pk=document.pk)
