"""What one paper may be to another that went out before it (Điều 18.4 và 18.5 Nghị định 30/2020/NĐ-CP), and what is so.

Wrong content is put right by a paper of the same kind (thay thế, bổ sung); wrong form by a công văn (đính chính); what must
not stand at all is called back by a notice or công văn (thu hồi). Only the body that issued a paper does any of it.
"""

from django.db.models import QuerySet

from reports.models import Document
from reports.papers import reported
from units.vietnamese import vn_date

__all__ = ["BY_KIND", "OF_REPORTS", "RULE", "candidates", "followers", "refusal", "standing"]

Kind, State, Relation = Document.Kind, Document.State, Document.Relation
RULE = (
    "Sai về nội dung: thay thế hoặc bổ sung bằng văn bản cùng hình thức. Sai về thể thức, kỹ thuật trình bày, thủ tục: đính "
    "chính bằng công văn. Thu hồi bằng công văn hoặc thông báo. Do chính cơ quan đã ban hành thực hiện."
)
BY_KIND = {  # which kinds of paper may be it; nothing: the kind of the paper it follows
    Relation.REPLACES: (),
    Relation.ADDS_TO: (),
    Relation.CORRECTS: (Kind.LETTER,),
    Relation.WITHDRAWS: (Kind.LETTER, Kind.NOTICE),
}
OF_REPORTS = (Relation.REPLACES, Relation.ADDS_TO)  # what a second report of one period may be to the first
_ENDS = (Relation.REPLACES, Relation.WITHDRAWS)
_SHOWN = 100


def refusal(document: Document, relation: str, to: Document) -> str:
    """Why `document` may not be that to `to`, in words; empty when it may."""
    if relation not in Relation.values:
        return "Chọn văn bản này thay thế, bổ sung, đính chính hay thu hồi văn bản đã phát hành."
    said = Relation(relation).label.lower()
    if to.pk == document.pk or to.agency_id != document.agency_id:
        return f"Chỉ {said} được văn bản của chính cơ quan đã ban hành."
    if to.state != State.ISSUED and reported.second_to(document) != to:
        return f"Chỉ {said} được văn bản đã phát hành."
    if not _kind_fits(document, relation, to):
        return f"{RULE} {document.get_kind_display()} không {said} được {to.get_kind_display().lower()}."
    ended = followers(to).filter(relation__in=_ENDS).exclude(pk=document.pk).first()
    return f"Văn bản ấy {_by(ended)}; không {said} được nữa." if ended else ""


def _kind_fits(document, relation, to):
    allowed = BY_KIND[Relation(relation)]
    return document.kind in allowed if allowed else document.kind == to.kind


def followers(document: Document) -> QuerySet[Document]:
    """Issued papers that say something of this one, oldest first."""
    found = Document.objects.filter(follows=document, state=State.ISSUED).exclude(relation="")
    return found.select_related("entry").order_by("issued_at", "pk")


def standing(document: Document) -> list[str]:
    """What became of an issued paper, for whoever holds it: "Đã được thay thế bởi 05/BC-UBND ngày 02/03/2026"."""
    return [f"{_by(row)[:1].upper()}{_by(row)[1:]}" for row in followers(document)]


def _by(row):
    how = "bị thu hồi theo" if row.relation == Relation.WITHDRAWS else f"được {row.get_relation_display().lower()} bởi"
    return f"đã {how} văn bản {row.entry} ngày {vn_date(row.entry.date)}"


def candidates(document: Document) -> QuerySet[Document]:
    """Issued papers of the same body, the newest first, that nothing has ended."""
    ended = Document.objects.filter(state=State.ISSUED, relation__in=_ENDS).values("follows")
    found = Document.objects.filter(agency=document.agency_id, state=State.ISSUED, entry__isnull=False)
    found = found.exclude(pk=document.pk).exclude(pk__in=ended.filter(follows__isnull=False))
    keys = found.order_by("-issued_at").values_list("pk", flat=True)[:_SHOWN]
    return Document.objects.filter(pk__in=list(keys)).select_related("entry").order_by("-issued_at")
