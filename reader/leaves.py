"""Leaf items of the content sections become tasks; field lines under an item become its attributes."""

import re

from . import dimensions, duties, markers, roles
from .closing import is_closing
from .shapes import Passage, Task, TaskSection
from .text import fold, is_caps, squeeze
from .tree import Node, is_heading

_ACTION = re.compile(r"^(?:giao|yeu cau|de nghi|phan cong|kinh de nghi)\s")
_CITES = re.compile(
    r"^(thuc hien|can cu|nham|de) .{0,400}(ke hoach so|cong van so|nghi quyet so|quyet dinh so|van ban so)"
)
_NOT_ITEM = re.compile(r"^(?:\W*$|\(|ghi chu\b|luu y\b|chu thich|noi nhan|kinh gui)")
_FIELDS_KEPT = ("lead", "leader", "coordinating", "deadline", "output")


def tasks_of(root: Node, papi: bool) -> tuple[TaskSection, ...]:
    """Every leaf whose section is content, in document order; a heading opens a new group each time it comes."""
    groups: list[tuple[Node, list[tuple[Node, Task]]]] = []
    last_marked = _last_marked(root)
    for node in root.walk():
        if node.block and is_task(node, last_marked):
            heading = node if papi and dimensions.of_heading(node.text) else section_of(node)
            if not groups or groups[-1][0] is not heading:
                groups.append((heading, []))
            groups[-1][1].append((node, _task(node)))
    return tuple(_section(heading, found, papi) for heading, found in groups)


def _last_marked(root: Node) -> int:
    return max((n.block.lines[0] for n in root.walk() if n.block and n.kind != markers.PLAIN), default=0)


def is_task(node: Node, last_marked: int) -> bool:
    """Whether a node is a leaf item that somebody is to carry out."""
    if node.role != roles.CONTENT and not _is_order(node):
        return False
    text = node.text
    real = [child for child in node.children if not is_field(child) and not _NOT_ITEM.match(fold(child.text))]
    if real or is_field(node) or _is_field_block(node) or not text or _NOT_ITEM.match(fold(text)):
        return False
    if (text.endswith(":") and not node.children) or len(text) < 6 or len(text.split()) < 2:
        return False
    if node.kind == markers.PLAIN:
        return _is_plain_task(node, last_marked)
    if node.kind in (markers.ROMAN, markers.PART):
        return len(text) > 100
    return not is_closing(text) or (node.kind in markers.NUMBERED and not fold(text).startswith("tren day"))


def _is_order(node: Node) -> bool:
    """In a letter without marks, "Giao Sở X …" is a task although no heading says so."""
    return (
        node.kind == markers.PLAIN
        and node.role == roles.PREAMBLE
        and bool(_ACTION.match(fold(node.text)))
        and duties.unit_of_heading(node.text)[0] is not None
        and not node.text.endswith(":")
        and not _closes(node)
    )


def _closes(node: Node) -> bool:
    """A call to action closes the text when it stands last or ends with the closing sign "./."."""
    if not is_closing(node.text):
        return False
    return node.text.endswith("./.") or fold(node.text).startswith("tren day") or node is node.parent.children[-1]


def _is_plain_task(node: Node, last_marked: int) -> bool:
    """An unmarked paragraph: a task unless it closes the text, leads in, or goes on with the item above."""
    text, parent = node.text, node.parent
    if node.block.lines[0] > last_marked and _closes(node):
        return False
    if len(text) < 25 or is_caps(text) or text.endswith((":", "như sau")) or _CITES.match(fold(text)):
        return False
    if parent.block and _introduces(node):
        return False
    return parent is None or parent.block is None or is_heading(parent) or parent.text.endswith(":")


def _introduces(node: Node) -> bool:
    """A paragraph above the numbered headings of its section says what comes, and is no task itself."""
    place = node.parent.children.index(node)
    above, below = node.parent.children[:place], node.parent.children[place + 1 :]
    return all(n.kind == markers.PLAIN for n in above) and any(
        n.kind in markers.NUMBERED and n.children for n in below
    )


def is_field(node: Node) -> bool:
    """A line that only states an attribute: Thời gian, Đơn vị chủ trì, Đơn vị phối hợp, Kết quả, Địa điểm …"""
    if node.children and node.kind in markers.NUMBERED:
        return False
    if duties.field_of(node.text) or _leads_the_rest(node):
        return True
    if not duties.is_soft_field(node.text) or node.children or node.kind not in (*markers.BULLETS, markers.LETTER):
        return False
    siblings = [n for n in node.parent.children if n is not node]
    return sum(bool(duties.field_of(n.text)) for n in siblings) >= 2


def _leads_the_rest(node: Node) -> bool:
    """An unmarked line below a section's items that says no more than who leads them."""
    below = node.kind == markers.PLAIN and node.parent and node.parent.children[0] is not node
    return bool(below and duties.lead_of_all(node.text))


def _is_field_block(node: Node) -> bool:
    """ "1.2. Phân công thực hiện" over nothing but fields: it says who does what stands above it."""
    return bool(node.children) and roles.role_of_heading(node) == roles.ORGANISATION


def section_of(node: Node) -> Node:
    """The nearest heading above a leaf, numbered or unmarked; the root where there is none."""
    return next((n for n in node.ancestors() if n.kind not in markers.BULLETS), None) or _plain_root(node)


def _plain_root(node: Node) -> Node:
    while node.parent is not None:
        node = node.parent
    return node


def _task(node: Node) -> Task:
    """The item's own fields come first, then its own words, then the fields and the unit of its whole section."""
    text = node.text
    own = _values([child for child in node.children if is_field(child)]) or duties.fields_in(text)
    shared = {}
    if not own and node.parent and node.parent.block:
        shared = _values(_fields_after(node)[:6])
    unit = next((unit for n in node.ancestors() if n.block and (unit := _heading_unit(n))), None)
    lead, helpers = duties.lead_and_helpers(own.get("lead") or duties.lead_in(text, None) or shared.get("lead"))
    return Task(
        text=text,
        lead=lead or own.get("leader") or shared.get("leader") or duties.lead_in(text, unit),
        coordinating=own.get("coordinating") or duties.coordinating_in(text) or helpers or shared.get("coordinating"),
        deadline=own.get("deadline") or duties.deadline_in(text) or shared.get("deadline") or _heading_deadline(node),
        output=own.get("output") or shared.get("output"),
        source_lines=tuple(sorted({*node.block.lines, *(i for c in node.children for i in c.block.lines)})),
    )


def _heading_unit(node: Node) -> str | None:
    return duties.unit_of_heading(node.text)[0] if is_heading(node) or node.text.endswith(":") else None


def _heading_deadline(node: Node) -> str | None:
    """A deadline in brackets behind a heading holds for all its items."""
    for above in node.ancestors():
        match = re.search(r"\(([^)]*)\)\s*[:.]?$", above.text)
        if match and duties.deadline_in(match.group(1)):
            return duties.deadline_in(match.group(1))
    return None


def _values(sources: list[Node]) -> dict[str, str]:
    """The attributes some field lines state, each the first time."""
    values: dict[str, str] = {}
    for source in sources:
        text = squeeze(" ".join([source.text, *(child.text for child in source.children)]))
        for name, value in (duties.fields_in(text) or duties.lead_of_all(text)).items():
            if name in _FIELDS_KEPT:
                values.setdefault(name, value)
    return values


def _fields_after(node: Node) -> list[Node]:
    """Fields that stand once for a whole section: beside its items, under its last item, or in a block below them."""
    beside = [n for n in node.parent.children if n.block.lines[0] > node.block.lines[0]]
    fields = [n for n in beside if is_field(n)]
    if not fields and beside and not any(is_field(c) for n in beside[:-1] for c in n.children):
        fields = [c for c in beside[-1].children if c.kind in (markers.STAR, markers.PLAIN) and is_field(c)]
    if fields or not node.parent.parent:
        return fields
    after = [n for n in node.parent.parent.children if n.block.lines[0] > node.block.lines[0]][:1]
    return [c for n in after if n.children and all(is_field(c) for c in n.children) for c in n.children]


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


def dimensions_in(root: Node, papi: bool) -> tuple[int, ...]:
    """Dimensions that a numbered or list heading of the content names."""
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
    return tuple(sorted(found))
