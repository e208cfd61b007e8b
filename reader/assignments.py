"""A task with what its own fields, its words, its list and its heading say about who, by when, with what result."""

import re

from . import duties
from .fields import is_field, shared_by_list, values
from .shapes import Task
from .tree import Node, is_heading


def task_of(node: Node) -> Task:
    """The item's own fields come first, then its own words, then the fields and the unit of its whole section."""
    text = node.text
    own = values([child for child in node.children if is_field(child)]) or duties.fields_in(text)
    shared = {}
    if not own and node.parent and node.parent.block:
        shared = values(shared_by_list(node)[:6])
    unit = next((unit for n in node.ancestors() if n.block and (unit := _heading_unit(n))), None)
    lead, helpers = duties.lead_and_helpers(
        own.get("lead") or duties.lead_in(text, None, node.known) or shared.get("lead"), node.known
    )
    return Task(
        text=text.rstrip(" ,"),
        lead=lead or own.get("leader") or shared.get("leader") or duties.lead_in(text, unit, node.known),
        coordinating=own.get("coordinating")
        or duties.coordinating_in(text, node.known)
        or helpers
        or shared.get("coordinating")
        or _heading_helpers(node),
        deadline=own.get("deadline") or duties.deadline_in(text) or shared.get("deadline") or _heading_deadline(node),
        output=own.get("output") or shared.get("output"),
        source_lines=tuple(sorted({*node.block.lines, *(i for c in node.children for i in c.block.lines)})),
        label=node.label(),
    )


def _heading_unit(node: Node) -> str | None:
    return duties.unit_of_heading(node.text, node.known)[0] if is_heading(node) or node.text.endswith(":") else None


def _heading_helpers(node: Node) -> str | None:
    """Who helps, where the line that gives the whole list says it: "Giao X chủ trì, phối hợp với Y:"."""
    above = next((n for n in node.ancestors() if n.block and duties.assigns(n.text, n.known)), None)
    return duties.coordinating_in(above.text, above.known) if above else None


def _heading_deadline(node: Node) -> str | None:
    """A deadline in brackets behind a heading holds for all its items."""
    for above in node.ancestors():
        match = re.search(r"\(([^)]*)\)\s*[:.]?$", above.text)
        if match and duties.deadline_in(match.group(1)):
            return duties.deadline_in(match.group(1))
    return None
