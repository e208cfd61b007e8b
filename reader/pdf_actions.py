"""What a PDF may do by itself when it is opened: scripts, commands, files inside it. Told by kind, and taken out.

Works on every object of the file rather than on the places where such things usually hang: a script is a script in an
outline, a page, a link or a tree of names. Links to places and addresses stay.
"""

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

__all__ = ["KINDS", "clean", "found"]

KINDS = {
    "script": "mã JavaScript",
    "launch": "lệnh mở chương trình hoặc tệp khác",
    "send": "lệnh gửi hoặc nạp dữ liệu biểu mẫu",
    "media": "phim, âm thanh, mô hình 3D",
    "files": "tệp đính bên trong",
}
_ACTIONS = {
    "/JavaScript": "script", "/Launch": "launch", "/GoToR": "launch", "/GoToE": "launch", "/SubmitForm": "send",
    "/ImportData": "send", "/ResetForm": "send", "/Rendition": "media", "/Movie": "media", "/Sound": "media",
    "/RichMediaExecute": "media", "/GoTo3DView": "media",
}  # fmt: skip
_ANNOTATIONS = {
    "/FileAttachment": "files", "/Screen": "media", "/Movie": "media", "/Sound": "media", "/RichMedia": "media",
    "/3D": "media",
}  # fmt: skip
_TREES = {"/JavaScript": "script", "/EmbeddedFiles": "files", "/Renditions": "media"}
_KEYS = {"/EF": "files", "/JS": "script", "/XFA": "send", "/Collection": "files", "/AF": "files"}
_DEEPEST = 60


def found(pdf: pikepdf.Pdf) -> list[str]:
    """Codes of KINDS that the file holds, each once, in the order of KINDS."""
    return _kinds(_walked(pdf, take_out=False))


def clean(pdf: pikepdf.Pdf) -> list[str]:
    """The same, taken out of the open file; it has to be saved anew."""
    seen = _kinds(_walked(pdf, take_out=True))
    pdf.remove_unreferenced_resources()
    return seen


def _kinds(seen: Iterator[str]) -> list[str]:
    there = set(seen)
    return [kind for kind in KINDS if kind in there]


def _walked(pdf, *, take_out):
    for one in [pdf.trailer, *pdf.objects]:
        yield from _in(one, take_out, 0)


def _in(one: Object, take_out: bool, depth: int) -> Iterator[str]:
    """Kinds inside one object; what it points to is met by itself among the file's objects."""
    if depth > _DEEPEST:
        return
    if isinstance(one, Dictionary | Stream):
        yield from _in_dictionary(one, take_out, depth)
    elif isinstance(one, Array):
        yield from _in_array(one, take_out, depth)


def _in_dictionary(one, take_out, depth):
    for key in list(one.keys()):
        value = one.get(key)
        kind = _KEYS.get(key) or _tree(one, key, value) or _of(value)
        if kind:
            yield kind
            if take_out:
                del one[key]
        elif not value.is_indirect if isinstance(value, Object) else False:
            yield from _in(value, take_out, depth + 1)


def _in_array(one, take_out, depth):
    for place in reversed(range(len(one))):
        value = one[place]
        kind = _of(value)
        if kind:
            yield kind
            if take_out:
                del one[place]
        elif isinstance(value, Object) and not value.is_indirect:
            yield from _in(value, take_out, depth + 1)


def _tree(one, key, value):
    """A tree of names in the catalogue; a structure element may be called anything."""
    named = key in _TREES and isinstance(value, Dictionary) and one.get("/Type") != Name.StructElem
    return _TREES[key] if named and ("/Names" in value or "/Kids" in value) else ""


def _of(value):
    """The kind of an action or annotation, "" for anything else."""
    if not isinstance(value, Dictionary) or value.get("/Type") == Name.StructElem:
        return ""
    if value.get("/Type") in (None, Name.Action) and isinstance(value.get("/S"), Name):
        return _ACTIONS.get(str(value.S), "")
    return _ANNOTATIONS.get(str(value.get("/Subtype", "")), "") if "/Rect" in value else ""
