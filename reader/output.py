"""A ParsedPlan as the JSON object of the command line, and as a short summary for people."""

from .shapes import ParsedPlan, Passage, TaskSection


def as_json(plan: ParsedPlan) -> dict:
    """One JSON-ready object; keys and shapes are those of the expected results, absent values are null."""
    return {
        "doc_type": plan.doc_type,
        "doc_type_text": plan.doc_type_text,
        "is_plan": plan.is_plan,
        "number": plan.number,
        "issuer": plan.issuer,
        "place": plan.place,
        "date": plan.date,
        "date_partial": plan.date_partial,
        "title": plan.title,
        "years_covered": list(plan.years_covered),
        "signer_name": plan.signer_name,
        "signer_title": plan.signer_title,
        "signing_form": list(plan.signing_form),
        "dimensions_present": list(plan.dimensions_present),
        "based_on": [{"number": b.number, "date": b.date, "issuer": b.issuer} for b in plan.based_on],
        "purpose": _texts(plan.purpose),
        "requirements": _texts(plan.requirements),
        "targets": _texts(plan.targets),
        "tasks": [_section(section) for section in plan.tasks],
        "appendix_tasks": [_task(task) for task in plan.appendix_tasks],
        "scope": [{"section": p.section, "heading": p.heading, "text": p.text} for p in plan.scope],
        "funding": plan.funding
        and {"section": plan.funding.section, "unit": plan.funding.unit, "text": plan.funding.text},
        "responsible_units": [_unit(unit) for unit in plan.responsible_units],
        "deadlines": [
            {"date": d.date, "what": d.what, "who": d.who, "kind": d.kind, "text": d.text} for d in plan.deadlines
        ],
        "addressees": _texts(plan.addressees),
        "recipients": _texts(plan.recipients),
        "about_document": _about(plan),
        "metadata_block": plan.metadata_block or None,
        "truncated": plan.truncated,
        "source_lines": {name: list(lines) for name, lines in plan.source_lines.items()},
        "warnings": [
            {"field": w.field, "message": w.message, "lines": list(w.source_lines), "cell": w.cell}
            for w in plan.warnings
        ],
    }


def _texts(passages: tuple[Passage, ...]) -> list[str]:
    return [passage.text for passage in passages]


def _task(task) -> dict:
    return {
        "text": task.text,
        "lead": task.lead,
        "coordinating": task.coordinating,
        "deadline": task.deadline,
        "output": task.output,
        "label": task.label,
    }


def _section(section: TaskSection) -> dict:
    return {
        "section": section.section,
        "heading": section.heading,
        "dimension": section.dimension,
        "count": len(section.items),
        "items": [_task(task) for task in section.items],
        "parents": list(section.parents),
    }


def _unit(unit) -> dict:
    return {
        "section": unit.section,
        "unit": unit.unit,
        "requested": unit.requested,
        "count": len(unit.items),
        "items": _texts(unit.items),
    }


def _about(plan: ParsedPlan) -> dict | None:
    about = plan.about_document
    return (
        about
        if about is None
        else {
            "doc_type": about.doc_type,
            "number": about.number,
            "date": about.date,
            "issuer": about.issuer,
            "title": about.title,
            "years_covered": list(about.years_covered),
        }
    )


def summary(plan: ParsedPlan) -> str:
    """The main fields, counts and warnings in Vietnamese, one a line."""
    rows = [
        ("Loại văn bản", plan.doc_type_text or plan.doc_type),
        ("Số, ký hiệu", plan.number),
        ("Cơ quan ban hành", plan.issuer),
        ("Ngày ban hành", _day(plan.date) or plan.date_partial),
        ("Trích yếu", plan.title),
        ("Người ký", plan.signer_name),
        ("Số nhiệm vụ", str(len(plan.all_tasks))),
        ("Đơn vị được phân công", str(len(plan.responsible_units))),
        ("Nơi nhận", str(len(plan.recipients))),
    ]
    lines = [f"{name}: {value or 'không có trong văn bản'}" for name, value in rows]
    lines += [f"  {s.section or ''} {s.heading or ''}: {len(s.items)} nhiệm vụ" for s in plan.tasks]
    lines += [f"! {w.cell + ': ' if w.cell else ''}{w.message}" for w in plan.warnings]
    return "\n".join(lines)


def _day(iso: str | None) -> str | None:
    return "/".join(reversed(iso.split("-"))) if iso else None
