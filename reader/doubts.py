"""What the reading of a document leaves open: one doubt a field that is not in the text, or told by two sources."""

from collections.abc import Iterator

from .bases import names_term
from .duties import unsure_lead
from .letterhead import Letterhead
from .shapes import ParsedPlan, Warning
from .signature import Foot
from .text import fold

_EXPECTED = (
    ("number", "Không đọc được số, ký hiệu văn bản."),
    ("date", "Không đọc được đủ ngày, tháng, năm ban hành."),
    ("issuer", "Không thấy cơ quan ban hành."),
    ("place", "Không thấy địa danh."),
    ("title", "Không thấy trích yếu."),
    ("signer_name", "Không thấy họ tên người ký."),
    ("recipients", "Không thấy mục Nơi nhận."),
    ("years_covered", "Không thấy năm thực hiện trong trích yếu."),
    ("tasks", "Không thấy nhiệm vụ nào."),
)


def of(plan: ParsedPlan, head: Letterhead, foot: Foot, unsure_title: str | None = None) -> tuple[Warning, ...]:
    """One warning for each field the text does not show, plus what two sources say differently."""
    found = [*plan.warnings, *_of_missing(plan, foot, unsure_title)]
    metadata_number, metadata_date = head.number_beside(), head.date_beside()
    if head.number and metadata_number and fold(head.number) != fold(metadata_number):
        found.append(
            Warning(
                "number",
                f"Hai nguồn ghi khác nhau: {head.number} và {metadata_number}.",
                plan.source_lines.get("number", ()),
            )
        )
    if head.date and metadata_date and head.date != metadata_date:
        found.append(
            Warning(
                "date", f"Hai nguồn ghi khác nhau: {head.date} và {metadata_date}.", plan.source_lines.get("date", ())
            )
        )
    if plan.doc_type and plan.doc_type not in ("KE_HOACH", "CHUONG_TRINH"):
        found.append(
            Warning("doc_type", "Văn bản này không phải là kế hoạch; hãy kiểm tra trước khi tạo kế hoạch từ nó.")
        )
    found += _of_leads(plan)
    if plan.truncated:
        found.append(Warning("tasks", "Văn bản bị cắt bớt (“[...]”), phần sau không có trong tệp."))
    return tuple(found)


def _of_missing(plan: ParsedPlan, foot: Foot, unsure_title: str | None) -> Iterator[Warning]:
    """One for each field that is expected and empty, with what was seen in its place."""
    instead = {
        "signer_name": foot.damaged_name and f"Họ tên người ký không đọc được chắc chắn (“{foot.damaged_name}”).",
        "title": unsure_title and f"“{unsure_title}” chưa chắc là trích yếu nên để trống.",
        "years_covered": names_term(plan.title)
        and "Trích yếu chỉ nêu nhiệm kỳ, không phải năm thực hiện kế hoạch; hãy ghi năm thực hiện.",
        "tasks": plan.responsible_units
        and "Không thấy nhiệm vụ ngoài phần Tổ chức thực hiện; hãy đọc việc giao cho từng đơn vị ở đó.",
    }
    for name, message in _EXPECTED:
        if not getattr(plan, name):
            yield Warning(name, instead.get(name) or message, plan.source_lines.get(name, ()))


def _of_leads(plan: ParsedPlan) -> Iterator[Warning]:
    """Tasks that begin like a unit without enough to be taken for one: no lead is read, and that is told."""
    for task in plan.all_tasks:
        unsure = None if task.lead else unsure_lead(task.text)
        if unsure:
            message = f"“{unsure}” chưa chắc là đơn vị chủ trì nên để trống."
            yield Warning("tasks", message, task.source_lines, task.cell)
