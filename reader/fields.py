"""Field lines: who is in charge, by when, with what result; beside an item, under it, or once for a whole list."""

from . import duties, markers, roles
from .text import squeeze
from .tree import Node

_KEPT = ("lead", "leader", "coordinating", "deadline", "output")
_MAY_OWN = (markers.NUM, markers.MULTI, markers.LETTER, markers.PAREN)


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


def is_field_block(node: Node) -> bool:
    """ "1.2. Phân công thực hiện" over nothing but fields: it says who does what stands above it."""
    return bool(node.children) and roles.role_of_heading(node) == roles.ORGANISATION


def owns_fields(node: Node) -> bool:
    """A numbered item with its own fields among its dashes: the item is the task, the other dashes are its details.

    Told by the list it stands in: other items of it have fields of their own too, or the item has three of them.
    """
    if node.kind not in _MAY_OWN or not node.children:
        return False
    mine = _own_fields(node)
    if len(mine) < 2 or not {"lead", "deadline"} & {name for name, _ in mine}:
        return False
    last = max(index for index, child in enumerate(node.children) if is_field(child))
    details = [child for child in node.children[:last] if not is_field(child)]
    if any(child.children or child.kind in (*markers.NUMBERED, markers.TABLE) for child in details):
        return False
    others = [n for n in node.parent.children if n is not node and n.kind == node.kind and len(_own_fields(n)) > 1]
    return len(mine) > 2 or bool(others)


def is_detail(node: Node) -> bool:
    """A dash above the fields of an item that owns them, or anything below such a dash."""
    for one in (node, *node.ancestors()):
        above = one.parent
        if above and above.block and owns_fields(above) and not is_field(one):
            last = max(index for index, child in enumerate(above.children) if is_field(child))
            return above.children.index(one) < last
    return False


def _own_fields(node: Node) -> list[tuple[str, str]]:
    """Fields in the same kind of dash as the details, not the unmarked line that closes a section for all its items."""
    found = (duties.field_of(child.text) for child in node.children if child.kind in markers.BULLETS)
    return [one for one in found if one]


def values(sources: list[Node]) -> dict[str, str]:
    """The attributes some field lines state, each the first time."""
    found: dict[str, str] = {}
    for source in sources:
        text = squeeze(" ".join([source.text, *(child.text for child in source.children)]))
        for name, value in (duties.fields_in(text) or duties.lead_of_all(text)).items():
            if name in _KEPT:
                found.setdefault(name, value)
    return found


def shared_by_list(node: Node) -> list[Node]:
    """Fields that stand once for a whole section: beside its items, under its last item, or in a block below them."""
    beside = [n for n in node.parent.children if n.block.lines[0] > node.block.lines[0]]
    fields = [n for n in beside if is_field(n)]
    if not fields and beside and not any(is_field(c) for n in beside[:-1] for c in n.children):
        fields = [c for c in beside[-1].children if c.kind in (markers.STAR, markers.PLAIN) and is_field(c)]
    if fields or not node.parent.parent:
        return fields
    after = [n for n in node.parent.parent.children if n.block.lines[0] > node.block.lines[0]][:1]
    return [c for n in after if n.children and all(is_field(c) for c in n.children) for c in n.children]
