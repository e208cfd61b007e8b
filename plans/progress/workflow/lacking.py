"""What an entry still lacks before it may be handed on, each with its place on the form."""

from dataclasses import dataclass

from plans.models import Progress


@dataclass(frozen=True)
class Missing:
    """Something an entry lacks: the form field to go to, and the message."""

    field: str
    message: str


def missing(entry: Progress) -> list[Missing]:
    """List of Missing: what must be there before the entry leaves a hand."""
    lacking = []
    if not entry.level:
        lacking.append(Missing("level", "Chưa chọn mức độ thực hiện"))
    if entry.copied:
        lacking.append(Missing("result", "Kết quả còn nguyên văn chép từ kỳ trước, cần sửa hoặc xác nhận"))
    if entry.level in (Progress.Level.DOING, Progress.Level.DONE):
        lacking += _missing_of_work(entry)
    return lacking


def _missing_of_work(entry):
    lacking = [] if entry.result.strip() else [Missing("result", "Chưa ghi kết quả đã làm")]
    have = {row.measure_id for row in entry.figures.all()}
    lacking += [
        Missing(f"figure-{measure.pk}", f"Chưa có số liệu: {measure.name}")
        for measure in entry.task.asked_measures()
        if measure.pk not in have
    ]
    papers = list(entry.evidence.all())
    if entry.level == Progress.Level.DONE and not papers and not entry.explanation.strip():
        lacking.append(Missing("explanation", "“Hoàn thành” cần tài liệu kiểm chứng hoặc lời giải trình"))
    lacking += [
        Missing(f"evidence-{paper.pk}", f"“{paper.name}” chưa ghi chứng minh tại mục, trang nào")
        for paper in papers
        if not paper.proves_at.strip()
    ]
    return lacking
