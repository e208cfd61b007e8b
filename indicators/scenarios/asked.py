"""What the form of sliders and numbers asks for: whichever of the two was touched last counts, with or without a script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from indicators.composites import SHOWN_PLACES
from indicators.importing.cells import figure
from indicators.scores import Part
from units.vietnamese import vn_num

__all__ = ["Asked", "as_text", "asked", "from_text"]

STEP = Decimal("0.01")
NUMBER, SLIDER, WAS = "n-", "d-", "t-"  # beginnings of the fields' names: typed, moved, what the page showed before


@dataclass
class Asked:
    """Points wanted by code, and what was refused: {code: (text typed, why)}."""

    moves: dict[str, Decimal] = field(default_factory=dict)
    refused: dict[str, tuple[str, str]] = field(default_factory=dict)


def asked(given: Mapping[str, str], parts: Sequence[Part]) -> Asked:
    """The Asked of a query; parts without points cannot be moved."""
    found = Asked()
    for part in parts:
        if part.value is None:
            continue
        base = part.value.quantize(SHOWN_PLACES)
        try:
            wanted = _wanted(given, part.code, base)
            _check(part, wanted)
        except ValueError as wrong:
            found.refused[part.code] = (given.get(NUMBER + part.code, "")[:20], str(wrong))
        else:
            if wanted != base:
                found.moves[part.code] = wanted
    return found


def _wanted(given, code, base):
    """A number that differs from what the page showed, else a slider that does, else what it showed."""
    was = _plain(given.get(WAS + code)) or base
    typed, slid = given.get(NUMBER + code, "").strip(), _plain(given.get(SLIDER + code))
    if typed and typed != vn_num(was, 4):
        return (figure(typed) or Decimal(0)).quantize(SHOWN_PLACES)
    return slid if slid is not None and slid != was.quantize(STEP) else was


def _plain(text):
    try:
        value = Decimal(text or "")
    except InvalidOperation:
        return None
    return value.quantize(SHOWN_PLACES) if value.is_finite() and abs(value) < 100 else None


def _check(part, wanted):
    if part.range_min is not None and not part.range_min <= wanted <= part.range_max:
        if wanted == part.value.quantize(SHOWN_PLACES):
            return
        raise ValueError(f"Điểm của {part.code} từ {vn_num(part.range_min)} đến {vn_num(part.range_max)}.")


def as_text(moves: Mapping[str, Decimal]) -> str:
    """1.1=2.0500;5.1=… for one hidden field."""
    return ";".join(f"{code}={value}" for code, value in moves.items())


def from_text(text: str) -> dict[str, Decimal]:
    """The way back; raises ValueError for what `as_text` did not write."""
    pairs = [one.partition("=") for one in text.split(";") if one]
    found = {code: _plain(value) for code, _, value in pairs}
    if any(value is None for value in found.values()) or not found:
        raise ValueError("Chưa đổi điểm nào.")
    return {code: value for code, value in found.items() if value is not None}
