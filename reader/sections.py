"""Sections: tasks, purposes, targets under the headings they stand below, tables in their place, dimensions by name."""

from collections.abc import Sequence
from dataclasses import replace

from . import dimensions, duties, markers, roles
from .assignments import task_of
from .fields import is_field
from .leaves import is_task, last_marked_line
from .shapes import Passage, Task, TaskSection
from .tables import TaskTable
from .tree import Node, is_heading


def tasks_of(root: Node, papi: bool, tables: Sequence[TaskTable] = ()) -> tuple[TaskSection, ...]:
    """Every leaf whose section is content, in document order; a heading opens a new group each time it comes.

    `tables`: the tables of tasks by the number their node carries.
    """
    found: list[TaskSection] = []
    group: list[tuple[Node, Task]] = []
    heading: Node | None = None
    last_marked = last_marked_line(root)
    for node in root.walk():
        if not node.block or not (node.kind == markers.TABLE or is_task(node, last_marked)):
            continue
        own = node if papi and dimensions.of_heading(node.text) else section_of(node)
        if heading is not None and group and (own is not heading or node.kind == markers.TABLE):
            found.append(_section(heading, group, papi))
            group = []
        heading = own
        if node.kind == markers.TABLE:
            found += _of_table(tables[node.block.value], node, papi)
        else:
            group.append((node, task_of(node)))
    if heading is not None and group:
        found.append(_section(heading, group, papi))
    return tuple(found)


def _of_table(table: TaskTable, node: Node, papi: bool) -> list[TaskSection]:
    """A table's sections under the heading it stands below; what leads into it is told, and leads where no row says who."""
    above = section_of(node)
    lead_in = _lead_in(node)
    lead = duties.lead_in(lead_in, None, node.known) if lead_in else None
    sections = []
    for part in table.sections:
        own = part.heading is not None
        names = [part.heading or "", *(n.text for n in (above, *above.ancestors()) if n.block)]
        sections.append(
            replace(
                part,
                section=part.section if own or not above.block else above.label(),
                heading=part.heading if own or not above.block else above.text,
                dimension=next((d for name in names if (d := dimensions.of_heading(name))), None) if papi else None,
                items=tuple(replace(task, lead=task.lead or lead) for task in part.items),
                parents=tuple(text for text in (above.text if own else "", lead_in or "") if text),
                source_lines=above.block.lines if above.block else (),
            )
        )
    return sections


def _lead_in(node: Node) -> str | None:
    """The sentence right above a table that ends with a colon."""
    place = node.parent.children.index(node)
    above = node.parent.children[place - 1] if place else node.parent
    return above.text if above.kind == markers.PLAIN and above.text.endswith(":") else None


def section_of(node: Node) -> Node:
    """The nearest heading above a leaf, numbered or unmarked; the root where there is none."""
    return next((n for n in node.ancestors() if n.kind not in markers.BULLETS), None) or _plain_root(node)


def _plain_root(node: Node) -> Node:
    while node.parent is not None:
        node = node.parent
    return node


def _section(heading: Node, found: list[tuple[Node, Task]], papi: bool) -> TaskSection:
    parents = []
    for node, _ in found:
        above = node.parent
        if above is not heading and above.block and above.text not in parents:
            parents.append(above.text)
    number = None
    if papi:
        chain = [heading, *heading.ancestors()] if heading.block else []
        number = next((d for n in chain if (d := dimensions.of_heading(n.text))), None)
    return TaskSection(
        section=heading.label() if heading.block else None,
        heading=_heading_text(heading, found[0][0]),
        dimension=number,
        items=tuple(task for _, task in found),
        parents=tuple(parents),
        source_lines=heading.block.lines if heading.block else (),
    )


def _heading_text(heading: Node, first: Node) -> str | None:
    """A heading that runs on into its only task ("2.4. Nội dung “…”: Rút ngắn …") ends at the colon."""
    if not heading.block:
        return None
    return heading.text.partition(":")[0] + ":" if heading is first and ":" in heading.text else heading.text


def passages(root: Node, role: str) -> tuple[Passage, ...]:
    """Leaf texts of the sections with this role (purposes, requirements, targets, scope)."""
    found = []
    for node in root.walk():
        if not node.block or node.role != role or any(not is_field(c) for c in node.children):
            continue
        text = _after_role_word(node) if node.kind in markers.NUMBERED else node.text
        if len(text) < 15 or text.endswith(":") or (is_heading(node) and node.kind in (markers.ROMAN, markers.PART)):
            continue
        heading = section_of(node)
        found.append(
            Passage(
                text,
                node.block.lines,
                heading.label() if heading.block else node.label(),
                heading.text if heading.block else None,
            )
        )
    return tuple(found)


def _after_role_word(node: Node) -> str:
    """ "1. Mục đích: nâng cao …" gives the part after the colon."""
    head, colon, rest = node.text.partition(":")
    if colon and len(head) < 40 and roles.role_of_heading(node) and len(rest) > 15:
        return rest.strip()
    return node.text


def dimensions_in(root: Node, papi: bool, sections: Sequence[TaskSection]) -> tuple[int, ...]:
    """Dimensions that a numbered or list heading of the content names, or a group of a table."""
    if not papi:
        return ()
    found = {
        number
        for node in root.walk()
        if node.block
        and (node.kind != markers.PLAIN or node.children)
        and node.role in (roles.CONTENT, roles.ORGANISATION, roles.TARGETS)
        and (node.children or node.kind in markers.NUMBERED or ":" in node.text)
        and (number := dimensions.of_heading(node.text))
    }
    return tuple(sorted(found | {section.dimension for section in sections if section.dimension}))
