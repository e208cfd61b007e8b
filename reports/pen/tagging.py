"""Places of signatures for who cannot see them: a spoken name, and a leaf in the structure of the page (PDF/UA-1, 7.18).

Done before the first signature, while the structure may still grow.
"""

from collections.abc import Sequence

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

__all__ = ["tag_last_fields"]


def tag_last_fields(writer: IncrementalPdfFileWriter, spoken: Sequence[str]) -> None:
    """Hang the fields appended last into the structure, each spoken as its words; nothing in a file without one."""
    if "/StructTreeRoot" not in writer.root:
        return
    for place, words in zip(range(-len(spoken), 0), spoken, strict=True):
        _tag(writer, writer.root["/AcroForm"]["/Fields"].raw_get(place), words)


def _tag(writer, field, words):
    widget, root = field.get_object(), writer.root["/StructTreeRoot"]
    if "/P" not in widget:
        return
    number = _next(root)
    leaf = {"/Type": pdf_name("/OBJR"), "/Obj": field, "/Pg": widget.raw_get("/P")}
    element = {
        "/Type": pdf_name("/StructElem"), "/S": pdf_name("/Form"), "/P": _trunk(root), "/Pg": widget.raw_get("/P"),
        "/Alt": pdf_string(words), "/K": _dictionary(leaf),
    }  # fmt: skip
    made = writer.add_object(_dictionary(element))
    widget[pdf_name("/StructParent")] = generic.NumberObject(number)
    writer.update_container(widget)
    _grow(writer, root, made, number)


def _dictionary(values):
    return generic.DictionaryObject({pdf_name(key): value for key, value in values.items()})


def _next(root):
    """The first number nobody bears: the tree says it, or its table does."""
    if "/ParentTreeNextKey" in root:
        return int(root["/ParentTreeNextKey"])
    held = root["/ParentTree"]["/Nums"]
    return max(int(held[place]) for place in range(0, len(held), 2)) + 1


def _trunk(root):
    """A reference to the element that holds the document."""
    held = root["/K"]
    return held.raw_get(0) if isinstance(held, generic.ArrayObject) else root.raw_get("/K")


def _grow(writer, root, made, number):
    numbers, trunk = root["/ParentTree"]["/Nums"], _trunk(root).get_object()
    numbers.extend([generic.NumberObject(number), made])
    held = trunk["/K"]
    trunk[pdf_name("/K")] = generic.ArrayObject([*(_raw(held)), made])
    root[pdf_name("/ParentTreeNextKey")] = generic.NumberObject(number + 1)
    for one in (numbers, trunk, root):
        writer.update_container(one)


def _raw(held):
    """Children as they are written, references included."""
    if not isinstance(held, generic.ArrayObject):
        return [held]
    return [held.raw_get(place) for place in range(len(held))]
