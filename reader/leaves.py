"""Which items of the content sections are tasks: leaves that somebody is to carry out, judged within their list."""

import re

from . import duties, markers, roles
from .closing import is_closing
from .fields import is_detail, is_field, is_field_block, owns_fields
from .text import fold, is_caps
from .tree import Node, is_heading

_ACTION = re.compile(r"^(?:giao|yeu cau|de nghi|phan cong|kinh de nghi)\s")
_CITES = re.compile(
    r"^(thuc hien|can cu|nham|de) .{0,400}(ke hoach so|cong van so|nghi quyet so|quyet dinh so|van ban so)"
)
_NOT_ITEM = re.compile(r"^(?:\W*$|\(|ghi chu\b|luu y\b|chu thich|noi nhan|kinh gui)")


def last_marked_line(root: Node) -> int:
    """The first source line of the last item with a mark."""
    return max((n.block.lines[0] for n in root.walk() if n.block and n.kind != markers.PLAIN), default=0)


def is_task(node: Node, last_marked: int) -> bool:
    """Whether a node is a leaf item that somebody is to carry out."""
    if node.role != roles.CONTENT and not _is_order(node):
        return False
    text = node.text
    real = [child for child in node.children if not is_field(child) and not _NOT_ITEM.match(fold(child.text))]
    if owns_fields(node):
        real = []
    if is_detail(node):
        return False
    if real or is_field(node) or is_field_block(node) or not text or _NOT_ITEM.match(fold(text)):
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
        and duties.unit_of_heading(node.text, node.known)[0] is not None
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
