"""A paper as JSON and back, so that the figures of an issued document are kept with it for ever."""

import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from reports.layout import content
from reports.layout.content import Paper

_TYPES: tuple[type, ...] = (
    content.Span,
    content.Heading,
    content.Paragraph,
    content.Bullet,
    content.Column,
    content.Table,
)
_TYPES += (content.Annex, content.Signing, content.Paper)
_BY_NAME = {kind.__name__: kind for kind in _TYPES}


class Keeps(Protocol):
    """What keeps a paper: a document of `reports.models`."""

    @property
    def content(self) -> Any: ...


def to_json(value: object) -> Any:
    """Plain lists, dicts, strings and numbers for a `Paper` or any part of it."""
    match value:
        case tuple() | list():
            return [to_json(item) for item in value]
        case Decimal():
            return {"is": "Decimal", "value": str(value)}
        case date():
            return {"is": "date", "value": value.isoformat()}
        case _ if dataclasses.is_dataclass(value):
            fields = [(field, getattr(value, field.name)) for field in dataclasses.fields(value)]
            kept = {field.name: to_json(item) for field, item in fields if _says_something(field, item)}
            return {"is": type(value).__name__} | kept
    return value


def _says_something(field, item) -> bool:
    """Empty values stay out of the JSON, unless the part cannot be made without them."""
    return field.default is dataclasses.MISSING or item not in ("", (), None)


def from_json(value: object) -> Any:
    """The paper that `to_json` wrote; raises KeyError for a part that this version does not know."""
    match value:
        case list():
            return tuple(from_json(item) for item in value)
        case {"is": "Decimal", "value": number}:
            return Decimal(number)
        case {"is": "date", "value": day}:
            return date.fromisoformat(day)
        case {"is": name, **fields}:
            return _BY_NAME[name](**{str(key): from_json(item) for key, item in fields.items()})
    return value


def paper_of(document: Keeps) -> Paper:
    """The paper a document keeps; raises KeyError as `from_json` does."""
    paper: Paper = from_json(document.content)
    return paper
