"""An issued paper becomes an edXML file, once for the same receivers; what they answer is kept by its own moment.

lacking      what has to be entered before a paper can be sent so, in words
make         the file, signed with the agency's key where the server holds one that needs no password
told         a status file about a paper of ours
standing     of each body that answered, its newest status
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.serialization import pkcs12
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from reports.drafting import heads
from reports.exchange import writing
from reports.layout.frozen import paper_of
from reports.models import AgencyCode, Document, ExchangeStatus, Message, PaperType
from reports.papers.workflow import papers
from reports.papers.workflow.living import require_clerk
from reports.pen import keyring
from units.errors import Conflict
from units.models import Agency, User
from units.stored import contents

__all__ = ["code_of", "lacking", "make", "standing", "told"]

Kind, Relation = Document.Kind, Document.Relation
DIRECTING = (Kind.PLAN, Kind.DIRECTIVE, Kind.DECISION, Kind.PROGRAMME)
BUSINESS = {
    Relation.WITHDRAWS: Message.Business.RECALL, Relation.CORRECTS: Message.Business.UPDATE,
    Relation.ADDS_TO: Message.Business.UPDATE, Relation.REPLACES: Message.Business.REPLACE,
}  # fmt: skip


def code_of(agency: Agency) -> AgencyCode | None:
    """The code that stands for a body today."""
    return AgencyCode.objects.on(timezone.localdate()).filter(agency=agency).order_by("-valid_from", "-pk").first()


def lacking(document: Document) -> str:
    """Why there is no file yet; empty when one can be made."""
    if document.state != Document.State.ISSUED or not (document.pdf or document.scan):
        return "Chỉ trao đổi được văn bản đã phát hành, có tệp đã ký hoặc bản quét."
    if code_of(document.agency) is None:
        return f"Chưa khai mã định danh điện tử của {document.agency}; quản trị khai ở Quản trị dữ liệu."
    return ""


def make(document: Document, receivers: Sequence[AgencyCode], *, by: User) -> Message:
    """The Message of a paper for `receivers`: the one there is for the same, or a new one.

    Raises Refused, Http404; Conflict with what is lacking, ValueError without a receiver.
    """
    seat = require_clerk(document.agency, by)
    if why := lacking(document):
        raise Conflict(why)
    if not receivers:
        raise ValueError("Chọn ít nhất một nơi nhận.")
    codes = "\n".join(sorted(row.code for row in receivers))
    if there := Message.objects.filter(way=Message.Way.OUT, document=document, receivers=codes).first():
        return there
    sent = _sent(document, receivers)
    key, certificates = _key(document.agency)
    data = writing.paper(sent, key=key, certificates=certificates)
    number = writing.document_id(sent.sender.code, sent.day, f"{sent.number}/{sent.notation}")
    with transaction.atomic():
        row = Message(
            way=Message.Way.OUT, document=document, edoc_id=number, business=sent.business, sender=sent.sender.code,
            receivers=codes, sha256=hashlib.sha256(data).hexdigest(), signature="intact" if key else "none", by=by,
        )  # fmt: skip
        row.file.save(f"{document.pk}-{row.sha256[:12]}.edxml", ContentFile(data))
        papers.trace(document, "edxml", by, seat, note=", ".join(row.name for row in receivers)[:500])
    return row


def _sent(document, receivers):
    entry, own, paper = document.entry, code_of(document.agency), paper_of(document)
    lines = paper.signing.lines
    business = BUSINESS.get(document.relation, Message.Business.NEW) if document.follows_id else Message.Business.NEW
    answers = _answers(document)
    return writing.Sent(
        sender=_party(own), receivers=[_party(row) for row in receivers], number=f"{entry.number:02d}",
        notation=entry.symbol, day=entry.date, place=heads.place(document.agency), type_name=document.get_kind_display(),
        type=_type(document.kind), subject=document.title, competence=lines[0] if lines else "",
        position=lines[-1] if lines else "", signer=paper.signing.name, files=[_file(document)], pages=document.pages,
        steering=3 if answers else 2 if document.kind in DIRECTING else 1, answers=answers, business=int(business),
        business_reason=str(Message.Business(business).label), business_of=_before(document, own),
    )  # fmt: skip


def _party(row):
    return writing.Party(row.code, row.name, row.above)


def _type(kind):
    row = PaperType.objects.on(timezone.localdate()).filter(kind=kind).order_by("-valid_from", "-pk").first()
    return (row.number, row.detail) if row else None


def _file(document):
    stored = document.scan if document.by_hand and document.scan else document.pdf or document.scan
    name = f"{document.entry}".replace("/", "-")
    ending = str(stored.name).rpartition(".")[2].lower()
    kind = {"pdf": "application/pdf", "png": "image/png"}.get(ending, "image/jpeg")
    return writing.File(f"{name}.{ending}", kind, contents(stored))


def _answers(document):
    """A report on a plan answers the plans above that it carries out."""
    if document.kind != Kind.REPORT or document.plan is None:
        return ()
    above = document.plan.parents.exclude(number="").exclude(date=None).select_related("issuer").order_by("pk")
    known = [(plan, code_of(plan.issuer)) for plan in above]
    return tuple(
        writing.Answered(
            row.code if row else "", plan.number, plan.date,
            writing.document_id(row.code, plan.date, plan.number) if row else "",
        )
        for plan, row in known
    )  # fmt: skip


def _before(document, own):
    """The id of the paper that this one recalls, updates or replaces."""
    before = document.follows.entry if document.follows_id and document.relation else None
    return writing.document_id(own.code, before.date, str(before)) if before else ""


def _key(agency) -> tuple[Any, list[Any]]:
    """(private key, certificates) of the agency, where the server holds them without a password; else nothing."""
    place = keyring.of_agency(agency)
    if not place.agency_file.exists() or place.asks_password:
        return None, []
    held = place.agency_key()
    key, own, more = pkcs12.load_key_and_certificates(held.path.read_bytes(), held.password.encode() or None)
    return key, [own, *more] if own else []


def told(data: dict[str, Any], *, of: Document | None = None) -> ExchangeStatus:
    """Keep a status that was read (`reader.edxml`), with the paper it is about; twice the same is kept once.

    Raises ValueError for a paper we did not send (or not `of`), a code nobody knows or a moment that is none.
    """
    ids = [one["DocumentId"] for one in data["of"]]
    message = Message.objects.filter(way=Message.Way.OUT, edoc_id__in=ids).order_by("pk").first()
    if message is None or (of and message.document != of):
        raise ValueError("Trạng thái này không nói về văn bản đã gửi từ đây.")
    if data["code"] not in ExchangeStatus.Code.values:
        raise ValueError(f"Mã trạng thái “{data['code'][:10]}” không có trong chín mã đã biết.")
    sender = data["from"].get("OrganId", "")[:35]
    if sender not in message.receivers.split("\n"):
        raise ValueError(f"Trạng thái do {sender or 'nơi không có mã'} báo, không phải là nơi nhận của văn bản này.")
    words = {"name": data["from"].get("OrganName", "")[:300], "description": data["description"][:300]}
    key = {"message": message, "sender": sender, "code": data["code"], "said_at": _moment(data["at"])}
    try:
        with transaction.atomic():
            return ExchangeStatus.objects.create(**key, **words)
    except IntegrityError:
        return ExchangeStatus.objects.get(**key)


def _moment(said):
    try:
        return timezone.make_aware(datetime.strptime(said, "%Y/%m/%d %H:%M:%S"))
    except ValueError:
        raise ValueError(f"Thời điểm “{said[:30]}” không đúng dạng năm/tháng/ngày giờ:phút:giây.") from None


def standing(message: Message) -> list[ExchangeStatus]:
    """One row a body: what it said last by its own clock; three that say the same moment, the highest code."""
    newest: dict[str, ExchangeStatus] = {}
    for row in message.statuses.order_by("said_at", "code", "pk"):
        newest[row.sender] = row
    return sorted(newest.values(), key=lambda row: row.sender)
