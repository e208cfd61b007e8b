"""Vết xử lý of an incoming paper: its steps as rows of components/_trace.html."""

from typing import Any

from reports.incoming.workflow import MOVES
from reports.models import Incoming

VERBS = {
    "enter": "ghi văn bản đến, vào sổ", "paper_copy": "lập bản sao giấy",
    "exchange": "nhận tệp edXML", "exchange_later": "nhận tệp edXML về văn bản này",

    "read_in": "đọc văn bản thành dự thảo kế hoạch",
    **{name: step.label[:1].lower() + step.label[1:] for name, step in MOVES.items()},
}  # fmt: skip


def events(row: Incoming) -> list[dict[str, Any]]:
    """Newest first; the arrival of a paper of the portal is the last."""
    steps = row.steps.select_related("by", "acting_for")
    told = [_row(step) for step in steps]
    return told if row.document_id is None else [*told, {"who": row.sender, "verb": "gửi đến", "at": row.at}]


def _row(step):
    who = f"{step.by} (thay {step.acting_for})" if step.acting_for else str(step.by)
    row = {"who": who, "verb": VERBS.get(step.verb, step.verb), "at": step.at, "note": step.note}
    return row | ({"new": step.changes[0]["new"], "what": step.changes[0]["field"]} if step.changes else {})
