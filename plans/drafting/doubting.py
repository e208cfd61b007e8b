"""What of a reading has to be looked at: doubts at one task, and those that many tasks share, asked once for all of them."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from plans.drafting.reading import timing
from units.matching import Match, Matcher

# As many tasks that write the same name or time are asked about it once.
SHARED = 3
GROUPS = 12
NAME, TIME, NO_LEAD = "ten", "han", "trong"


@dataclass(frozen=True)
class Group:
    """One doubt of many tasks: `kind` NAME, TIME or NO_LEAD, the `words` they write, `keys` of the tasks."""

    kind: str
    words: str
    message: str
    keys: tuple[int, ...]


@dataclass(frozen=True)
class Doubts:
    """`at`: {key of a task: {part: [message]}}; `groups`: asked once; `foreign`: names that stay as the document writes
    them, because no agency of the own line is like them."""

    at: dict[int, dict[str, list[str]]]
    groups: list[Group]
    foreign: list[str]

    def counts(self) -> list[tuple[str, int]]:
        """[(kind in words, how many tasks)] of the doubts that stand at tasks."""
        of = {"text": "đọc chưa chắc", "lead": "chủ trì", "coordinating": "phối hợp", "deadline": "thời gian"}
        return [(said, n) for part, said in of.items() if (n := sum(bool(at[part]) for at in self.at.values()))]


def doubts_of(tasks: list[dict[str, Any]], matcher: Matcher) -> Doubts:
    """The doubts of the rows of a reading that are kept."""
    kept = [row for row in tasks if row["keep"]]
    names, times = _names(kept, matcher), _times(kept)
    groups = [*_shared(NAME, names), *_shared(TIME, times)][:GROUPS]
    if bare := tuple(row["key"] for row in kept if not row["lead"]):
        said = "Văn bản không ghi chủ trì; để trống được, phân công sau."
        groups.append(Group(NO_LEAD, "", said, bare))
    asked = {(group.kind, group.words) for group in groups}
    at = {row["key"]: _own(row, names, times, asked) for row in kept}
    foreign = [name for name, (message, _, like) in names.items() if not like and (NAME, name) not in asked]
    return Doubts({key: found for key, found in at.items() if any(found.values())}, groups, foreign)


def said_of(match: Match) -> str:
    """Why a name is not a known agency, with what it may be; nothing for one that is."""
    if match.agency or not match.text:
        return ""
    like = " hoặc ".join(f"“{agency.name}”" for agency in match.suggestions)
    return f"“{match.text}”: {match.note}" + (f" Có phải {like}?" if like else "")


def _names(rows, matcher):
    """{name as written: (message, keys, whether some agency is like it)} of the names nobody knows."""
    written = defaultdict(list)
    for row in rows:
        for name in {match.text for match in _matches(row, matcher) if not match.agency}:
            written[name].append(row["key"])
    found = {}
    for name, keys in written.items():
        match = matcher.match(name)
        found[name] = (said_of(match), tuple(keys), bool(match.suggestions))
    return found


def _matches(row, matcher):
    lead = [matcher.match(row["lead"])] if row["lead"] else []
    return [*lead, *matcher.match_many(row["coordinating"])]


def _times(rows):
    written = defaultdict(list)
    for row in rows:
        if row["deadline"]:
            written[row["deadline"]].append(row["key"])
    return {words: (said, tuple(keys), True) for words, keys in written.items() if (said := timing(words)[2])}


def _shared(kind, found):
    """Those of many tasks, the likeliest to be mended first."""
    rows = [Group(kind, words, said, keys) for words, (said, keys, _) in found.items() if len(keys) >= SHARED]
    return sorted(rows, key=lambda group: (not found[group.words][2], -len(group.keys)))


def _own(row, names, times, asked):
    """The doubts of one task that no group asks about."""
    at = {"text": list(row["doubts"]), "lead": [], "coordinating": [], "deadline": []}
    for name, (message, keys, like) in names.items():
        if row["key"] in keys and like and (NAME, name) not in asked:
            at["lead" if name in row["lead"] else "coordinating"].append(message)
    if row["deadline"] in times and (TIME, row["deadline"]) not in asked:
        at["deadline"].append(times[row["deadline"]][0])
    return at
