"""Papers, their registers, and who has seen what was sent to her unit."""

from .alerts import AlertKind, AlertMute, AlertRule, AlertSpell
from .briefings import Briefing, BriefingOrder
from .documents import PLAN_PAPERS, Attachment, Document, DocumentQuerySet, DocumentStep, public_code
from .exchange import AgencyCode, ExchangeStatus, Message, PaperType
from .incoming import Incoming, IncomingBook, IncomingFile, IncomingQuerySet, IncomingStep
from .receiving import Receipt
from .registers import Book, RegisterEntry
from .tallies import WHOLE, Tallied, Tally, TallyMark

__all__ = [
    "PLAN_PAPERS",
    "WHOLE",
    "AgencyCode",
    "AlertKind",
    "AlertMute",
    "AlertRule",
    "AlertSpell",
    "Attachment",
    "Book",
    "Briefing",
    "BriefingOrder",
    "Document",
    "DocumentQuerySet",
    "DocumentStep",
    "ExchangeStatus",
    "Incoming",
    "IncomingBook",
    "IncomingFile",
    "IncomingQuerySet",
    "IncomingStep",
    "Message",
    "PaperType",
    "Receipt",
    "RegisterEntry",
    "Tallied",
    "Tally",
    "TallyMark",
    "public_code",
]
