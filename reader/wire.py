"""Values and bytes between the portal and its sandboxed child: JSON with the bytes behind it, never pickles."""

import dataclasses
import json
import types
import typing
from typing import Any, TypeVar

Kind = TypeVar("Kind")
_BLOB = "\u0000bytes"
_LENGTH = 8


def pack(value: object) -> bytes:
    """`value` (plain values, bytes, dataclasses of them) as one message."""
    blobs: list[bytes] = []
    head = json.dumps(_plain(value, blobs), ensure_ascii=False).encode("utf-8", "surrogatepass")
    sizes = (len(head), len(head) + sum(map(len, blobs)))
    return b"".join((*(size.to_bytes(_LENGTH, "big") for size in sizes), head, *blobs))


def unpack(message: bytes) -> Any:
    """What `pack` was given, dataclasses as dicts, tuples as lists. Raises ValueError for anything else."""
    head, whole = (int.from_bytes(message[at : at + _LENGTH], "big") for at in (0, _LENGTH))
    body = message[2 * _LENGTH :]
    if len(body) != whole or not 0 < head <= whole:
        raise ValueError("the message is cut off")
    return _full(json.loads(body[:head].decode("utf-8", "surrogatepass")), body[head:])


def _plain(value, blobs):
    if isinstance(value, bytes):
        start = sum(map(len, blobs))
        blobs.append(value)
        return {_BLOB: [start, len(value)]}
    if dataclasses.is_dataclass(value):
        value = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {key: _plain(one, blobs) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one, blobs) for one in value]
    return value


def _full(value, blobs):
    if isinstance(value, list):
        return [_full(one, blobs) for one in value]
    if not isinstance(value, dict):
        return value
    if _BLOB in value:
        start, length = value[_BLOB]
        return blobs[start : start + length]
    return {key: _full(one, blobs) for key, one in value.items()}


def into(kind: type[Kind], value: Any) -> Kind:
    """`value` off the wire as an instance of the dataclass `kind`, its fields by their types."""
    hints = typing.get_type_hints(kind)
    return kind(**{name: _typed(hints[name], one) for name, one in value.items()})


def _typed(hint, value):
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if value is None:
        return None
    if origin in (types.UnionType, typing.Union):
        return _typed(next(one for one in inner if one is not type(None)), value)
    if origin in (tuple, list):
        return origin(_typed(inner[0], one) for one in value)
    if origin is dict:
        return {key: _typed(inner[1], one) for key, one in value.items()}
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return into(hint, value)
    return hint.fromisoformat(value) if hasattr(hint, "fromisoformat") else value
