"""Two tagged PDFs become one: the structure of the annexes is hung behind that of the paper, page by page.

A reader for the blind follows the structure tree, which finds a page's marked words by the number the page bears in the
tree's table of parents. Numbers of the second file begin where those of the first end.
"""

import pikepdf
from pikepdf import Array, Dictionary, Name

__all__ = ["append"]


def append(whole: pikepdf.Pdf, added: pikepdf.Pdf) -> None:
    """The pages of `added` behind those of `whole`, with their structure where both have one."""
    before = len(whole.pages)
    whole.pages.extend(added.pages)
    root, more = whole.Root.get("/StructTreeRoot"), added.Root.get("/StructTreeRoot")
    if root is None or more is None:
        return
    first = _next(root)
    for page in whole.pages[before:]:
        _renumber(page.obj, "/StructParents", first)
        for note in page.get("/Annots", []):
            _renumber(note, "/StructParent", first)
    _hang(root, whole.copy_foreign(more), first)


def _next(root) -> int:
    """The first number the table of parents has not given."""
    return max([int(number) for number, _ in _pairs(root.ParentTree)] or [-1]) + 1


def _pairs(tree):
    """(number, value) of a number tree, its branches included."""
    numbers = list(tree.get("/Nums", []))
    yield from zip(numbers[::2], numbers[1::2], strict=False)
    for branch in tree.get("/Kids", []):
        yield from _pairs(branch)


def _renumber(one, key, first):
    if key in one:
        one[key] = int(one[key]) + first


def _hang(root, more, first):
    old = list(_pairs(root.ParentTree))
    new = [(int(number) + first, value) for number, value in _pairs(more.ParentTree)]
    root.ParentTree = Dictionary(Nums=Array([part for pair in [*old, *new] for part in pair]))
    root.ParentTreeNextKey = first + len(new)
    trunk = _trunk(root)
    for one in _children(more):
        for child in _children(one) if one.get("/S") == Name.Document else [one]:
            child.P = trunk
            trunk.K = Array([*_children(trunk), child])
    for key in ("/RoleMap", "/IDTree"):
        _merge(root, more, key)


def _trunk(root):
    """The one element that holds the document, or the root itself."""
    elements = _children(root)
    return elements[0] if len(elements) == 1 and elements[0].get("/S") == Name.Document else root


def _children(one):
    held = one.get("/K", Array())
    return list(held) if isinstance(held, Array) else [held]


def _merge(root, more, key):
    """The first file uses no names of its own in a tree of identifiers; roles it maps already stay."""
    if key in more:
        root[key] = Dictionary({**dict(more[key].items()), **dict(root.get(key, Dictionary()).items())})
