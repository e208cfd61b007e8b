"""What stops a draft from being handed in to be signed: gaps, a second number, a signer or a relation nobody named."""

from plans.drafting.workflow import life
from plans.models import Plan
from reports.layout import check, frozen, measure
from reports.models import Document
from reports.papers import related, reported
from units.signers import problems

State = Document.State


def require_ready(document: Document) -> None:
    """Raises ValueError with what is missing, in the order a person mends it."""
    for asks in (
        _is_written,
        _bears_no_number,
        _may_come_into_force,
        _says_its_relation,
        _names_its_signer,
        _still_fits,
        _fits_its_sheets,
    ):
        asks(document)


def _is_written(document):
    """A gap is nobody's word: it is filled or taken out before the paper goes up."""
    paper = frozen.paper_of(document)
    if check.unwritten(paper):
        raise ValueError(
            f"Còn chỗ chưa viết (dấu “…”){check.where_unwritten(paper)}. Viết nội dung, hoặc bỏ cả mục, rồi trình ký."
        )


def _bears_no_number(document):
    """A plan read in with its number was issued on paper: that number is entered, and its paper takes no second one."""
    plan = document.plan
    if document.plan_paper and plan.state == Plan.State.DRAFT and plan.number:
        raise ValueError(
            f"Kế hoạch đọc từ tệp đã mang số {plan.number}; ghi số ấy vào sổ ở trang “Ban hành” của kế hoạch, không trình "
            "ký để lấy số thứ hai."
        )


def _may_come_into_force(document):
    """What would stop the plan when its paper is out is said before it is signed; and one plan has one paper."""
    plan = document.plan
    if not document.plan_paper or plan.state != Plan.State.DRAFT:
        return
    if document.kind != Document.OF_PLAN[plan.kind]:
        raise ValueError(
            f"Kế hoạch nay ban hành bằng {plan.get_kind_display().lower()}; bỏ bản nháp này và lập văn bản mới từ trang kế "
            "hoạch để lấy số của đúng sổ."
        )
    if reason := life.why_not_issued(plan):
        raise ValueError(reason)
    others = Document.objects.plan_papers().filter(plan=plan, state__in=[State.TO_SIGN, State.SIGNED])
    if others.exclude(pk=document.pk).exists():
        raise ValueError("Một văn bản khác của kế hoạch này đang chờ ký hoặc chờ phát hành; mỗi kế hoạch một văn bản.")


def _says_its_relation(document):
    other = reported.second_to(document)
    if other and not (document.relation and document.follows_id == other.pk):
        raise ValueError("Kỳ này đã có báo cáo; chọn báo cáo này thay thế hay bổ sung báo cáo ấy.")


def _names_its_signer(document):
    """The name and position that will stand under the paper are a person's word, not a guess."""
    lacking = problems(document.signer)
    if lacking:
        raise ValueError(f"Chưa trình ký được: {'; '.join(lacking)}. Khai báo ở trang “Người ký văn bản” của đơn vị.")


def _still_fits(document):
    """Somebody else may have replaced or withdrawn the other paper meanwhile."""
    if document.follows and (reason := related.refusal(document, document.relation, document.follows)):
        raise ValueError(reason)


def _fits_its_sheets(document):
    """What the leader will sign is measured: a signed paper must not have lost words at its margin."""
    with document.draft_pdf.open("rb") as file:
        found = measure.faults(file.read(), frozen.paper_of(document))
    if found:
        raise ValueError(
            f"{'; '.join(found)}. Sửa đoạn ấy (ngắt dòng dài, bỏ chuỗi không có dấu cách) rồi trình ký lại."
        )
