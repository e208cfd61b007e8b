"""Vết xử lý of a paper: its steps as rows of components/_trace.html."""

from collections.abc import Iterable
from typing import Any

from reports.models import Document, DocumentStep
from reports.papers.checks import ANSWER, ASKING, FELL, FEW, MOVED, SECOND
from reports.papers.workflow.papers import MOVES
from reports.papers.workflow.tries import VERB

VERBS = {
    "begin": "soạn văn bản",
    "edit": "sửa",
    "redraft": "soạn lại từ số liệu",
    "retry": "lập lại bản in",
    "attach_annex": "đính kèm phụ lục",
    "remove_annex": "bỏ phụ lục đính kèm",
    "sign_annex": "ký số của cơ quan lên phụ lục",
    "make_copy": "ký số bản sao điện tử",
    "give_number": "ghi số cho văn bản",
    "paper_copy": "lập bản sao giấy",
    "edxml": "lập tệp trao đổi edXML",
    VERB: "thử ký không thành",
    "seen": "xác nhận đã xem trước khi ký",
    "relate": "ghi quan hệ với văn bản trước",
    **{f"{ANSWER}{name}": f"ghi ý kiến trước khi {MOVES[name].said}" for name in ASKING},
    **{name: move.said for name, move in MOVES.items()},
}
FIELDS = {
    "title": "trích yếu", "place": "địa danh", "addressees": "kính gửi", "bases": "căn cứ", "recipients": "nơi nhận",
    "archive": "nơi lưu", "urgency": "mức độ khẩn", "setting": "cỡ chữ, giãn dòng",
    FEW: "chưa đủ số liệu", SECOND: "báo cáo khác của kỳ", MOVED: "số liệu đã đổi",
    FELL: "số lũy kế giảm",
}  # fmt: skip


def events(steps: Iterable[DocumentStep]) -> list[dict[str, Any]]:
    """Rows for the template, newest first, one a change."""
    return [row for step in steps for row in _rows(step)]


def _rows(step):
    who = f"{step.by} (thay {step.acting_for})" if step.acting_for else str(step.by)
    head = {"who": who, "verb": VERBS.get(step.verb, step.verb), "at": step.at, "note": step.note}
    if not step.changes:
        return [head]
    return [
        {**head, "what": FIELDS.get(change["field"], change["field"]), "old": _short(change["old"]),
         "new": _short(change["new"])}
        for change in step.changes
    ]  # fmt: skip


def _short(words):
    words = " ".join(words.split())
    return "–" if not words else f"“{words[:117]}…”" if len(words) > 120 else f"“{words}”"


def in_stead_of(document: Document) -> str:
    """In whose stead an issued paper was signed, as its trace says it; "" when nobody stood in."""
    signed = document.steps.filter(verb="sign").first()
    return signed.note if signed else ""
