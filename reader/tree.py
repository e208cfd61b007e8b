"""Blocks become a tree of sections: by the kind of mark, not by its number, since numbers are often wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from . import dimensions, duties, markers
from .blocks import Block
from .closing import is_closing
from .text import ends_sentence, is_caps, squeeze
from .unit_names import NOBODY, Names

_RANK = {markers.PART: 0, markers.ARTICLE: 1, markers.ROMAN: 1, markers.NUM: 2}
_NATURAL = {markers.LETTER: 0, markers.PAREN: 0, markers.STAR: 1, markers.DASH: 2, markers.PLUS: 3, markers.BULLET: 3}
_RANKED_HIGH = (markers.PART, markers.ARTICLE, markers.ROMAN)
_INLINE = re.compile(r"\((\d{1,2})\)\.?\s*")


@dataclass
class Node:
    """One block in the tree; the root has no block."""

    block: Block | None
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    role: str = ""
    known: Names = NOBODY

    @property
    def kind(self) -> str:
        return self.block.kind if self.block else "root"

    @property
    def text(self) -> str:
        return self.block.text if self.block else ""

    def ancestors(self) -> Iterator["Node"]:
        """The node's parents, nearest first, without the root."""
        node = self.parent
        while node and node.block:
            yield node
            node = node.parent

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def label(self) -> str | None:
        """The path of labels as people cite it: II.1.1, IV.2, II.3.a."""
        own = [self] if self.block else []
        chain = [n for n in (*reversed(list(self.ancestors())), *own) if n.kind in markers.NUMBERED]
        labels: list[str] = []
        for node in chain:
            if node.kind == markers.MULTI and labels:
                labels = [label for label in labels if not label.isdecimal() and "." not in label]
            labels.append(node.block.label.rstrip("."))
        return ".".join(labels) or None


def build(blocks: list[Block], known: Names = NOBODY) -> Node:
    """The tree of a body's blocks; `known` are the names its readers may ask for."""
    root = Node(None, known=known)
    stack = [root]
    heads = _plain_heads(blocks, known)
    last_marked = max((i for i, block in enumerate(blocks) if block.kind != markers.PLAIN), default=-1)
    for index, block in enumerate(blocks):
        closes = index > last_marked and is_closing(block.text)
        stack = stack[:1] if closes else _stack_for(block, stack, index in heads)
        parent = stack[-1]
        node = Node(block, parent, known=known)
        parent.children.append(node)
        unopened = block.kind == markers.TABLE or (block.kind == markers.PLAIN and index not in heads)
        stack = stack if unopened else [*stack, node]
        _split_inline(node)
    return root


def _plain_heads(blocks: list[Block], known: Names) -> set[int]:
    """Unmarked headings: a short line that ends no sentence, or says whom the list right below it is given to."""
    found = set()
    for index, (block, below) in enumerate(pairwise(blocks)):
        starts_list = below.kind in markers.BULLETS or (below.kind in markers.NUMBERED and below.value == 1)
        above = blocks[index - 1].text if index else "."
        if (block.kind == markers.PLAIN and starts_list and duties.assigns(block.text, known)) or (
            block.kind == markers.PLAIN
            and starts_list
            and below.kind not in _RANKED_HIGH
            and len(block.text) <= 130
            and block.text[0] in f'“"{block.text[0].upper()}'
            and not ends_sentence(block.text)
            and (ends_sentence(above) or is_caps(above) or blocks[index - 1].kind in markers.NUMBERED)
        ):
            found.add(index)
    return found


def _stack_for(block: Block, stack: list[Node], is_head: bool) -> list[Node]:
    """The open nodes that stay open for this block; the last is its parent."""
    if block.kind in (markers.PLAIN, markers.TABLE):
        stack = _closed_at_plain(stack) if is_head else stack
        return _plain_stack(stack)
    rank = _rank(block)
    if rank is not None:
        cut = next((i for i, node in enumerate(stack) if node.block and not _rank_below(node, rank)), len(stack))
        return stack[:cut]
    for index in range(len(stack) - 1, 0, -1):
        if stack[index].kind == block.kind:
            return stack[:index]
        block_above = stack[index].block
        if block_above and _rank(block_above) is not None:
            break
    while stack[-1].kind in _NATURAL and _NATURAL[stack[-1].kind] > _NATURAL[block.kind] and not leads_in(stack[-1]):
        stack = stack[:-1]
    return stack


def _closed_at_plain(stack: list[Node]) -> list[Node]:
    """A new unmarked heading ends the one before it with all below."""
    cut = next((index for index, node in enumerate(stack) if node.kind == markers.PLAIN), len(stack))
    return stack[:cut]


def _rank(block: Block) -> int | None:
    if block.kind == markers.MULTI:
        return 2 + block.label.count(".")
    return _RANK.get(block.kind)


def _rank_below(node: Node, rank: int) -> bool:
    """Whether `node` may stay open above a block of this rank."""
    own = _rank(node.block) if node.block else -1
    if node.kind == markers.PLAIN:
        own = (_rank(node.parent.block) if node.parent.block else 0) or 0
    return own is not None and own < rank


def _plain_stack(stack: list[Node]) -> list[Node]:
    """An unmarked paragraph belongs to the nearest node that reads like a heading or leads into a list."""
    for index in range(len(stack) - 1, 0, -1):
        if leads_in(stack[index]):
            return stack[: index + 1]
    return stack[:1]


def leads_in(node: Node) -> bool:
    """A heading, or an item that ends with a colon."""
    text = node.text
    if text.endswith(":"):
        return True
    if node.kind in markers.BULLETS:
        return False
    return is_heading(node)


def is_heading(node: Node) -> bool:
    """Short, or in capitals, and not closed like an item of a list."""
    text = node.text
    if node.kind in (markers.PART, markers.ROMAN) or is_caps(text):
        return len(text) < 250
    return (
        len(text) <= 130
        and not text.endswith(";")
        and (
            not text.endswith(".") or (len(text) <= 55 and node.kind in (markers.NUM, markers.MULTI, markers.ARTICLE))
        )
    )


def _split_inline(node: Node) -> None:
    """ "… như sau: (1) …; (2) …" in one paragraph becomes a parent with items."""
    text = node.text
    marks: list[re.Match[str]] = []
    for match in _INLINE.finditer(text):
        if int(match.group(1)) == len(marks) + 1:
            marks.append(match)
    if len(marks) < 2 or len(text) - marks[0].start() < 60:
        return
    lead = squeeze(text[: marks[0].start()])
    own_first = not lead and node.kind == markers.PLAIN
    if not own_first and not lead.endswith(":"):
        return
    block = node.block
    if block is None:
        return
    ends = [match.start() for match in marks[1:]] + [len(text)]
    pieces = [squeeze(text[match.end() : end]) for match, end in zip(marks, ends, strict=True)]
    if all(dimensions.of_heading(piece) for piece in pieces):
        return  # names told in a sentence, neither headings nor tasks
    for number, piece in enumerate(pieces, start=1):
        node.children.append(
            Node(Block(markers.PAREN, str(number), number, piece, block.lines), node, known=node.known)
        )
    node.block = replace(block, text=lead)
