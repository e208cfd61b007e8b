"""Tổ chức thực hiện: what each unit is given, the funding section, and every time that binds someone."""

import re

from . import deadlines, duties, markers, roles
from .closing import is_closing
from .fields import is_field
from .shapes import Deadline, Funding, Passage, TaskSection, UnitDuties
from .text import fold, squeeze, strip_end
from .tree import Node, is_heading

_REPORTS = re.compile(r"\bbao cao\b")
_REPORT_TO = re.compile(
    r"bao cao (?:ket qua |tinh hinh )?(?:ve |voi |len )?(?:ubnd|uy ban|tinh|huyen|so |phong "
    r"|van phong|dang uy|chu tich|ban )"
)


def responsible_units(root: Node) -> tuple[UnitDuties, ...]:
    """Items under "Tổ chức thực hiện", by unit, in order."""
    units = []
    for node in root.walk():
        if node.role == roles.ORGANISATION and node.block and _is_unit_node(node):
            units.append(_duties(node))
    return tuple(unit for unit in units if unit.items)


def _is_unit_node(node: Node) -> bool:
    """Direct children of the organisation heading; its own lists and paragraphs included."""
    parent = node.parent or node
    top = parent.role != roles.ORGANISATION or roles.role_of_heading(parent) == roles.ORGANISATION
    if not top or roles.role_of_heading(node) == roles.ORGANISATION:
        return False
    return not is_closing(node.text) or (node.kind != markers.PLAIN and not fold(node.text).startswith("tren day"))


def _duties(node: Node) -> UnitDuties:
    unit, requested = duties.unit_of_heading(node.text, node.known)
    leaves = [
        n
        for n in node.walk()
        if n is not node
        and not n.children
        and not is_field(n)
        and not (n.kind == markers.PLAIN and is_closing(n.text))
    ]
    items = tuple(Passage(n.text, n.block.lines) for n in leaves if len(n.text) > 5)
    if not items:
        says = len(node.text) > 20 or (unit is not None and len(unit) + 5 < len(node.text))
        items = (Passage(node.text, node.block.lines),) if says else ()
    elif unit is None and is_heading(node):
        unit = strip_end(node.text)
    return UnitDuties(node.label(), unit, items, requested, node.block.lines)


def funding(root: Node) -> Funding | None:
    """The first funding section, with the unit it opens with."""
    for node in root.walk():
        if node.block and node.role == roles.FUNDING and roles.role_of_heading(node) == roles.FUNDING:
            leaves = [n for n in node.walk() if n is not node and not n.children]
            text = squeeze(" ".join(n.text for n in leaves)) or node.text.partition(":")[2].strip() or node.text
            lines = tuple(i for n in node.walk() for i in n.block.lines)
            unit = duties.unit_of_heading(leaves[0].text, node.known)[0] if leaves else None
            return Funding(node.label(), unit if unit and len(unit) < 80 else None, text, lines)
    return None


def all_deadlines(root: Node, sections: tuple[TaskSection, ...]) -> tuple[Deadline, ...]:
    """Times in tasks, unit duties, reporting and closing paragraphs; documents cited as a basis give none."""
    by_line = {item.source_lines[0]: item for section in sections for item in section.items if item.source_lines}
    found: list[Deadline] = []
    for node in root.walk():
        if node.block and not any(not is_field(child) for child in node.children) and _binds(node):
            found.extend(_of_node(node, by_line.get(node.block.lines[0])))
    return tuple(found)


def _binds(node: Node) -> bool:
    if node.role in (roles.PURPOSE, roles.REQUIREMENTS, roles.BASIS, roles.TARGETS, roles.STATUS, roles.SLOGANS):
        return False
    if node.role == roles.PREAMBLE:
        return bool(re.match(r"(giao|yeu cau|de nghi|tren day)", fold(node.text))) or "bao cao" in fold(node.text)
    return True


def _of_node(node: Node, task) -> list[Deadline]:
    text = node.text
    who = _who(node) or (task.lead if task else None)
    is_time_place = not _is_due(text) if duties.field_of(text) else node.role == roles.WHEN_WHERE
    results = []
    for time in deadlines.find(text):
        before = (
            squeeze(re.split(r"[.;](?=\s)", text[: time.start])[-1]).strip(" ,(:")
            or strip_end(node.parent.text)
            or None
        )
        results.append(
            Deadline(
                time.date, before, who, _kind(time, text, before or "", is_time_place), time.text, node.block.lines
            )
        )
    if (
        not results
        and node.role == roles.ORGANISATION
        and _REPORT_TO.search(fold(text))
        and re.match(r"(tong hop|bao cao)", fold(text))
    ):
        results.append(Deadline(None, strip_end(text), who, "reporting", None, node.block.lines))
    return results


def _is_due(text: str) -> bool:
    """ "Thời gian: trước ngày …", "Thời gian: Quý III/2024": by then, and no date of an event."""
    value = fold(text.partition(":")[2]).strip()
    return bool(re.match(r"(xong |hoan thanh |trong )?(truoc|cham nhat|quy|thang|het|khong qua|muon nhat)\b", value))


def _kind(time: deadlines.Time, text: str, before: str, is_time_place: bool) -> str:
    if time.kind == "window":
        return "window"
    if _REPORTS.search(fold(before)) or (time.kind == "rhythm" and _REPORTS.search(fold(text))):
        return "reporting"
    return "event" if is_time_place and time.kind == "by" else "task"


def _who(node: Node) -> str | None:
    for current in (node, *node.ancestors()):
        unit = duties.unit_of_heading(current.text, node.known)[0]
        if unit:
            return unit
    return None
