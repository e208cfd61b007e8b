"""What stands around the form and is read off the entry alone: cards of evidence, its steps, who returned it and when."""

from typing import Any

from django.urls import reverse

from plans.entering.forms import EvidenceFacts
from plans.models import Evidence, Progress, Step
from plans.progress import trace
from plans.progress import workflow as way
from plans.progress.evidence_files import kind_of
from units.vietnamese import vn_date, vn_time


def sent(entry: Progress) -> list[Step]:
    """Steps by which the entry left the unit, latest first: each sending again has its own date and receipt."""
    return [step for step in entry.steps.all() if step.verb in way.SENT_UP]


def over(entry: Progress) -> str:
    """Why an entry that was never handed in is asked for no more."""
    return "" if entry.state in Progress.RECEIVED else way.why_over(entry)


def card(row: Evidence, editable: bool, form: EvidenceFacts | None) -> dict[str, Any]:
    """A piece of evidence as its card shows it; `form`: its facts to show again with their errors."""
    return {
        "pk": row.pk, "name": row.name, "size": row.size, "kind": kind_of(row.mime), "link": row.link,
        "given_by": row.given_by,
        "url": row.link or reverse("evidence", args=[row.pk]), "number": row.doc_number,
        "thumbnail": reverse("evidence_thumb", args=[row.pk]) if row.thumbnail and not row.is_limited else "",
        "row": row,
        "issued": row.doc_date, "issuer": row.issuer, "proves": row.proves_at,
        "lacking": editable and not row.proves_at.strip(), "bound": form is not None,
        "form": form or EvidenceFacts(prefix=f"ev{row.pk}", initial=_facts(row)),
    }  # fmt: skip


def _facts(row):
    return {name: getattr(row, name) for name in ("doc_number", "doc_date", "issuer", "proves_at")}


def history(entry: Progress) -> list[dict[str, Any]]:
    """Who did what and when, figures by their names."""
    return trace.events(entry.steps.all(), {row.pk: row.name for row in entry.task.measures.all()})


def returned(entry: Progress) -> str:
    """ "Chuyên viên Sở Nội vụ trả lại lúc 09:41 ngày 19/11/2026:" """
    step = next((step for step in entry.steps.all() if step.verb in ("send_back", "hand_back", "reopen")), None)
    said = f"{trace.who(step)} {trace.VERBS[step.verb]} lúc {vn_time(step.at)} ngày {vn_date(step.at)}" if step else ""
    return f"{said or 'Trả lại'}:"
