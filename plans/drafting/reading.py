"""What the document reader found, as plain values a form can show, correct and turn into a plan; nothing invented.

A reading is JSON: {"fields": {name: text}, "lines": {name: [line numbers]}, "doubts": {name: [message]},
"tasks": [{key, text, section, dimension, lead, coordinating, deadline, product, lines, doubts, keep, annex}],
"targets": [text], "duties": [{unit, text, lines, take}], "places": {line: [page, left, top, right, bottom]},
"version": how often rows were added, split or joined, "next": the next key, "first": what was read before anybody
corrected it, with the kind of source}.
"""

import re
from calendar import monthrange
from datetime import date

from plans.models import Plan, Task
from reader.shapes import ParsedPlan
from units.addresses import wholes
from units.text import fold, nfc
from units.vietnamese import vn_date

PARTS = ("text", "section", "dimension", "lead", "coordinating", "deadline", "product")
SOURCES = {"pdf": "pdf", "html": "html", "htm": "html", "txt": "text", "xlsx": "sheet", "ods": "sheet"}
KINDS = {"KE_HOACH": Plan.Kind.PLAN, "CHUONG_TRINH": Plan.Kind.PROGRAMME, "CHI_THI": Plan.Kind.DIRECTIVE,
         "QUYET_DINH": Plan.Kind.DECISION}  # fmt: skip
# One kind of stroke throughout: "6 - 9/2024" are months.
DAY = re.compile(r"\b(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4})\b")
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
PERIOD = re.compile(r"(?:quy\s+(iv|i{1,3}|[1-4])|thang\s+(\d{1,2})|nam)\s*(?:[/.,-]|nam)?\s*(?:nam\s*)?(20\d\d)\b")
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
RHYTHMS = (
    ("hang thang", Task.Rhythm.MONTH), ("hang quy", Task.Rhythm.QUARTER), ("moi quy", Task.Rhythm.QUARTER),
    ("6 thang", Task.Rhythm.HALF_YEAR), ("hang nam", Task.Rhythm.YEAR), ("thuong xuyen", Task.Rhythm.ONGOING),
)  # fmt: skip


def reading_of(parsed: ParsedPlan, source: str = "text") -> dict:
    """The reading of one parsed document; `source`: a `ReadingCheck.Source`."""
    doubts: dict[str, list[str]] = {}
    of_tasks = [warning for warning in parsed.warnings if warning.field == "tasks" and warning.source_lines]
    for warning in parsed.warnings:
        if warning in of_tasks and _task_of(warning, parsed):
            continue
        doubts.setdefault(warning.field, []).append(warning.message + (f" (ô {warning.cell})" if warning.cell else ""))
    rows = [(task, section, of_tasks, False) for section in parsed.tasks for task in section.items]
    rows += [(task, section, [], True) for section in parsed.appendix for task in section.items]
    tasks = [_task(*row) | {"key": key} for key, row in enumerate(rows)]
    fields, targets = _fields(parsed), [passage.text for passage in parsed.targets]
    return {
        "fields": fields,
        "lines": {name: list(lines) for name, lines in parsed.source_lines.items()},
        "doubts": doubts,
        "targets": targets,
        "tasks": tasks,
        "duties": [
            {"unit": duty.unit or "", "text": nfc(item.text), "lines": list(item.source_lines), "take": False}
            for duty in parsed.responsible_units
            for item in duty.items
        ],
        "places": {line: list(place) for line, place in parsed.places.items()},
        "version": 0,
        "next": len(tasks),
        "first": {
            "source": source,
            "fields": dict(fields),
            "targets": list(targets),
            "tasks": {str(row["key"]): {part: row[part] for part in PARTS} for row in tasks},
        },
    }


def source_of(filename: str, parsed: ParsedPlan) -> str:
    """Which kind of file a reading came out of."""
    suffix = filename.lower().rpartition(".")[2]
    scanned = any(warning.field == "source_text" and "OCR" in warning.message for warning in parsed.warnings)
    return "scan" if scanned else SOURCES.get(suffix, "word")


def _fields(parsed):
    years = parsed.years_covered
    return {
        "kind": KINDS.get(parsed.doc_type, Plan.Kind.PLAN).value,
        "number": parsed.number or "",
        "date": vn_date(date.fromisoformat(parsed.date)) if parsed.date else "",
        "place": parsed.place or "",
        "issuer": parsed.issuer or "",
        "title": parsed.title or "",
        "year_from": str(min(years)) if years else "",
        "year_to": str(max(years)) if years else "",
        "bases": "\n".join(_basis(basis) for basis in parsed.based_on),
        "purpose": _joined(parsed.purpose),
        "requirements": _joined(parsed.requirements),
        "scope": _joined(parsed.scope),
        "funding": parsed.funding.text if parsed.funding else "",
        "organisation": "\n".join(_duty(duty) for duty in parsed.responsible_units),
        "recipients": _joined(parsed.recipients),
        "signing_form": "\n".join(parsed.signing_form),
        "signer_title": parsed.signer_title or "",
        "signer_name": parsed.signer_name or "",
    }


def _joined(passages):
    return "\n".join(passage.text for passage in passages)


def _basis(basis):
    day = f" ngày {vn_date(date.fromisoformat(basis.date))}" if basis.date else ""
    return f"{basis.number}{day}" + (f" của {basis.issuer}" if basis.issuer else "")


def _duty(duty):
    words = " ".join(item.text for item in duty.items)
    return f"{'Đề nghị ' if duty.requested else ''}{duty.unit or ''}: {words}".strip(": ")


def _task_of(warning, parsed):
    """Whether a doubt is about one task: its lines are that task's; a table left out has lines of its own."""
    return any(set(warning.source_lines) <= set(task.source_lines) for task in parsed.all_tasks)


def _task(task, section, doubts, annex):
    heading = " ".join(part for part in (section.section, section.heading) if part) if section else ""
    return {
        "text": nfc(task.text),
        "section": nfc(heading)[:250],
        "dimension": section.dimension if section else None,
        "lead": task.lead or "",
        "coordinating": task.coordinating or "",
        "deadline": task.deadline or "",
        "product": (task.output or "")[:300],
        "lines": list(task.source_lines),
        "cell": task.cell or "",
        "doubts": [one.message for one in doubts if set(one.source_lines) <= set(task.source_lines)],
        "keep": True,
        "annex": annex,
    }


def timing(text: str) -> tuple[str | None, str, str]:
    """(rhythm, ISO date or "", doubt or "") of what a document says about time; words that are no date stay a doubt."""
    found = DAY.search(text) or ISO.search(text)
    day = _day(found) if found else None
    rhythm = next((rhythm for words, rhythm in RHYTHMS if words in fold(text)), None)
    doubt = ""
    if text and not day and not rhythm:
        day = _last_day(fold(text))
        doubt = (
            f"“{text}” được hiểu là hết ngày {vn_date(date.fromisoformat(day))}; sửa lại nếu không phải."
            if day
            else f"“{text}” không thành một ngày; ghi lại thời hạn nếu có."
        )
    return (rhythm or Task.Rhythm.ONCE if day or rhythm else Task.Rhythm.ONGOING).value, day or "", doubt


def _last_day(folded):
    """ "quý III/2024", "tháng 11/2024", "trong năm 2024": the last day of the one period named, as ISO; else None."""
    found = PERIOD.findall(folded)
    if len(found) != 1 or len(re.findall(r"\b(?:quy|thang)\b", folded)) > 1:
        return None
    quarter, month, year = found[0]
    last = int(month or 3 * QUARTERS.get(quarter, 4))
    if not 1 <= last <= 12:
        return None
    return date(int(year), last, monthrange(int(year), last)[1]).isoformat()


def _day(found):
    parts = wholes(found.groups())
    year, month, number = parts if parts[0] > 31 else parts[::-1]
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return None
