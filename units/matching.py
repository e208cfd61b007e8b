"""Typed or imported agency names become known agencies: old and new names, aliases, marks or no marks; asked if unsure.

Only agencies in the own line of a plan's unit (it, the units above and directly below, and the units it succeeded) are
candidates, so that "Sở Nội vụ" of two provinces never meet.
"""

import difflib
import re
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from units.models import Agency, Unit
from units.text import fold, nfc

CLOSE_ENOUGH = 0.84
SUGGESTED = 3
SHORTENED = (("uy ban nhan dan", "ubnd"), ("hoi dong nhan dan", "hdnd"),
             ("mat tran to quoc viet nam", "mttq"), ("mat tran to quoc", "mttq"), ("uy ban mttq", "mttq"))  # fmt: skip
REQUEST = re.compile(r"^(đề nghị|đ/n)\s+", re.IGNORECASE)
BETWEEN = re.compile(r"\s*[;\n]\s*")


@dataclass(frozen=True)
class Match:
    """What a name turned out to be: `agency` None when unknown or unsure; then `suggestions`; `note` says why."""

    text: str
    agency: Agency | None
    suggestions: tuple = ()
    note: str = ""


class Matcher:
    """Names against the agencies around one unit; loads them once (two queries)."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        line = Q(unit__path__in=[*unit.superior_paths(), unit.path]) | Q(unit__parent=unit)
        self.agencies = list(Agency.objects.filter(line).select_related("unit"))
        former = Agency.objects.filter(unit__successors__new=unit, heads_unit=True).select_related("unit")
        self.former = {_key(row.name) for row in former}
        self.by_name = defaultdict(list)
        for row in self.agencies:
            for key in {_key(name) for name in (row.name, row.short_name, *row.aliases.splitlines())} - {""}:
                self.by_name[key].append(row)

    def match(self, text: str | None) -> Match:
        """The Match of one name; "Đề nghị" in front is no part of it."""
        name = REQUEST.sub("", nfc(text or ""))
        key = _key(name)
        found = self.by_name.get(key, []) or self.by_name.get(_key(f"{name} {self.unit.short_name}"), [])
        nearest = self._nearest(found)
        if nearest:
            return Match(name, nearest)
        if found:
            return Match(name, None, tuple(found[:SUGGESTED]), "Có nhiều cơ quan cùng tên; hãy chọn.")
        if key in self.former:
            heads = tuple(row for row in self.agencies if row.unit_id == self.unit.pk and row.heads_unit)
            return Match(name, None, heads, f"“{name}” là tên cũ trước khi sắp xếp đơn vị; hãy xác nhận tên mới.")
        return Match(name, None, self._like(key), "Chưa có trong danh mục cơ quan." if name else "")

    def match_many(self, text: str | None) -> list[Match]:
        """[Match] of names set apart by ";" or line ends."""
        return [self.match(name) for name in BETWEEN.split(text or "") if name.strip()]

    def names(self) -> list[str]:
        """What to suggest while typing: agencies of the unit itself, then above, then below."""
        own = sorted(self.agencies, key=lambda row: (row.unit_id != self.unit.pk, row.unit.depth, row.name))
        return [row.name for row in own]

    def catalogue(self) -> list[str]:
        """Every name these agencies are written by, long, short and former, for a reader that knows no database."""
        named = (name for row in self.agencies for name in (row.name, row.short_name, *row.aliases.splitlines()))
        return sorted({nfc(name).strip() for name in named} - {""})

    def _nearest(self, found):
        """The one of the unit itself, else of the unit nearest above; several below are not told apart."""
        above = sorted((row for row in found if row.unit.depth <= self.unit.depth), key=lambda row: -row.unit.depth)
        if above and (len(above) == 1 or above[0].unit_id != above[1].unit_id):
            return above[0]
        return found[0] if len(found) == 1 else None

    def _like(self, key):
        if not key:
            return ()
        close = difflib.get_close_matches(key, self.by_name, n=SUGGESTED, cutoff=CLOSE_ENOUGH)
        rows = [row for name in close for row in self.by_name[name]]
        return tuple(dict.fromkeys(rows))[:SUGGESTED]


def _key(name):
    """Folded, long and short forms of committee names alike."""
    folded = fold(name)
    for long, short in SHORTENED:
        folded = folded.replace(long, short)
    return folded
