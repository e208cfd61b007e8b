"""An edXML file that came: read in the sandboxed child, then an incoming paper of the unit; twice the same is taken once.

read_file    the plain values of a file
take         a paper: new, update, recall, replacement
status_of    the status message about an incoming paper as it stands
"""

import hashlib
from datetime import date, datetime
from typing import Any

from asn1crypto.x509 import Certificate
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from reader import child
from reports.drafting import heads
from reports.exchange import writing
from reports.exchange.sending import code_of
from reports.incoming import workflow as incoming
from reports.incoming.files import judged
from reports.models import ExchangeStatus, Incoming, Message
from reports.pen import trust
from units.errors import Conflict
from units.models import Unit, User
from units.permissions import Action, require

__all__ = ["SIGNATURES", "read_file", "status_of", "take"]

Business, Code = Message.Business, ExchangeStatus.Code
SIGNATURES = {
    "trusted": "Chữ ký của tệp nguyên vẹn, chứng thư thuộc tổ chức tin cậy",
    "intact": "Chữ ký của tệp nguyên vẹn, chưa đủ tin cậy về người ký",
    "broken": "Tệp đã bị sửa sau khi ký, hoặc chữ ký không đúng",
    "none": "Tệp không có chữ ký số",
}
CODES = {
    Incoming.State.ARRIVED: Code.ARRIVED, Incoming.State.REFUSED: Code.REFUSED, Incoming.State.RECEIVED: Code.RECEIVED,
    Incoming.State.ASSIGNED: Code.HANDLING, Incoming.State.HANDLING: Code.HANDLING, Incoming.State.DONE: Code.DONE,
}  # fmt: skip


def read_file(data: bytes) -> dict[str, Any]:
    """As `reader.edxml.read`. Raises ChildRefused (a ValueError) in words for the official."""
    return child.run("reader.edxml:read", data)  # type: ignore[return-value]


@transaction.atomic
def take(found: dict[str, Any], data: bytes, unit: Unit, *, by: User) -> tuple[Incoming, bool]:
    """(incoming paper of `unit`, whether it was new) of a file that was read. A broken signature is not taken.

    Raises Refused, Http404, ValueError for a file that is not for the unit or lacks what the register needs.
    """
    seat = require(by, Action.RECEIVE, unit)
    Unit.objects.select_for_update().get(pk=unit.pk)
    _fits(found, unit)
    sha256, verdict = hashlib.sha256(data).hexdigest(), _verdict(found["signature"])
    if verdict == "broken":
        raise ValueError(f"{SIGNATURES['broken']}: không nhận; đề nghị bên gửi gửi lại.")
    business, number = _business(found), found["document_id"]
    mine = Message.objects.filter(way=Message.Way.IN, incoming__unit=unit)
    papers = Incoming.objects.filter(unit=unit).order_by("pk")
    if there := mine.filter(edoc_id=number, business=business, sha256=sha256).first():
        return papers.get(messages=there), False
    about = mine.filter(edoc_id=_about(found)).order_by("pk").first()
    before = papers.get(messages=about) if about else None
    if business == Business.NEW and before:
        raise ValueError(f"Văn bản {number} đã nhận với nội dung khác; bên gửi cần gửi dạng cập nhật hoặc thay thế.")
    if business != Business.NEW and before is None:
        raise ValueError("Tệp thu hồi, cập nhật hoặc thay thế một văn bản chưa nhận ở đây; nhận văn bản gốc trước.")
    files = [judged(file["data"], file["name"]) for file in found["attachments"]]
    row = _new(found, unit, by) if before is None or business == Business.REPLACE else before
    _keep(row, found, data, sha256, business, verdict, files, by, seat)
    if before:
        note = f"{Business(business).label} theo văn bản {number}: {found['business_reason'] or 'không nêu lý do'}"
        incoming.trace(before, "exchange_later", by, seat, note=note[:500])
    return row, True


def _fits(found, unit):
    if found["kind"] != "document" or not found["document_id"] or not found["subject"]:
        raise ValueError("Tệp thiếu mã văn bản hoặc trích yếu nên chưa vào sổ được.")
    office = heads.office_of(unit)
    own = code_of(office) if office else None
    codes = [one.get("OrganId") for one in found["to"]]
    if own and codes and own.code not in codes:
        raise ValueError(
            f"Tệp gửi cho {', '.join(filter(None, codes))[:200]}, không phải cho {unit.name} ({own.code})."
        )


def _business(found):
    try:
        return Business(int(found["business"]))
    except ValueError:
        raise ValueError(f"Nghiệp vụ “{found['business'][:10]}” không có trong bốn loại đã biết.") from None


def _about(found):
    """The paper a recall, an update or a replacement speaks of; of a new one itself."""
    return next(filter(None, [found["business_of"], *found["replaces"], found["document_id"]]), "")


def _new(found, unit, by):
    answers = "; ".join(f"{one['Code']} ngày {one['PromulgationDate']}" for one in found["answers"])
    return Incoming.objects.create(
        unit=unit, channel=Incoming.Channel.EXCHANGE, by=by,
        sender=(found["from"].get("OrganName") or found["from"].get("OrganId") or "không rõ")[:300],
        kind=found["type_name"][:60], number="/".join(filter(None, [found["number"], found["notation"]]))[:60],
        date=_day(found["date"]), title=found["subject"][:500], deadline=_day(found["due"]),
        note=f"Trả lời văn bản {answers}"[:300] if answers else "",
    )  # fmt: skip


def _day(said) -> date | None:
    try:
        return datetime.strptime(said, "%Y/%m/%d").date() if said else None
    except ValueError:
        return None


def _keep(row, found, data, sha256, business, verdict, files, by, seat):
    message = Message(
        way=Message.Way.IN, incoming=row, edoc_id=found["document_id"][:160], business=business,
        sender=found["from"].get("OrganId", "")[:35], sha256=sha256, signature=verdict, by=by,
    )  # fmt: skip
    message.file.save(f"den-{row.pk}-{sha256[:12]}.edxml", ContentFile(data))
    for data_of, name in files:
        incoming.keep_file(row, data_of, name, by=by)
    incoming.trace(row, "exchange", by, seat, note=SIGNATURES[verdict])


def _verdict(signature):
    if signature["state"] != "intact":
        return signature["state"]
    led = trust.leads(Certificate.load(signature["certificate"]), [])
    return "trusted" if led and not signature["weak"] else "intact"


def status_of(row: Incoming) -> bytes:
    """The status file of an incoming paper that came by the exchange, for its sender. Raises Conflict with what lacks."""
    office = heads.office_of(row.unit)
    own = code_of(office) if office else None
    came = row.messages.filter(way=Message.Way.IN).order_by("pk").first()
    if own is None or office is None or came is None:
        raise Conflict(
            "Chưa lập được tệp trạng thái: văn bản không đến qua trao đổi, hoặc đơn vị chưa khai mã định danh."
        )
    last = row.steps.order_by("-at", "-pk").first()
    of = writing.Answered(came.sender, row.number, row.date, came.edoc_id)
    return writing.status(
        writing.Party(own.code, own.name, own.above), of, CODES[Incoming.State(row.state)],
        at=last.at if last else timezone.now(), description=row.note if row.state == Incoming.State.REFUSED else "",
    )  # fmt: skip
