"""What is looked at: the rows of the board, its period and the one before, the day, and who sent what."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from plans.counting.as_of import columns, standing
from plans.counting.completeness import Sending, expected, merged, sendings
from plans.counting.terms import Terms, terms_on
from plans.models import Period, Progress
from plans.models.progress import ProgressQuerySet
from post import working_days
from post.working_days import Calendar
from reports.dashboard import forecast
from reports.dashboard.rollup.conditions import counted, entry_conditions
from units.models import Unit

NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Group:
    """One row of the board: a unit and the ids of the units (itself, those below) whose entries it stands for."""

    unit: Unit
    members: tuple[int, ...]


@dataclass(frozen=True)
class Survey:
    """What is looked at: rows of the board, the period and the one before, the as-of date, and who sent what.

    Each period has its own groups, so that its figures are those of its own board.
    """

    unit: Unit
    period: Period
    last: Period | None
    as_of: date
    groups: tuple[Group, ...]
    last_groups: tuple[Group, ...]
    silent: tuple[Unit, ...]  # units below that owe nothing in this period, most of them without a plan
    sent: dict[tuple[int, int], Sending]
    from_start: bool  # no period of the plan began earlier: figures add up from its first day
    worked: Calendar
    terms: Terms  # dates and targets of the day, where they were others

    def sending(self, group: Group, period: Period) -> Sending | None:
        """The unit's own sending; for a unit that owes nothing itself, that of all below it together."""
        return sending_of(group, period, self.sent)

    def senders(self, group: Group, period: Period) -> tuple[int, ...]:
        """Ids of the units `sending` speaks of."""
        own = (group.unit.pk, period.pk) in self.sent
        return (group.unit.pk,) if own else group.members

    def entries(self) -> ProgressQuerySet:
        """Progress rows of the board's groups that count on the day."""
        return self._standing(_of_groups(self.period, self.groups))

    def both(self) -> ProgressQuerySet:
        """The same with those of the last period."""
        both = _of_groups(self.period, self.groups) | _of_groups(self.last, self.last_groups)
        return self._standing(both)

    @property
    def of(self) -> str:
        """The columns its day is read from: today's, or those of the day."""
        return columns(self.as_of)

    def _standing(self, groups):
        return standing(Progress.objects.filter(groups), self.as_of, self.terms).filter(expected(self.as_of, self.of))

    def conditions(self) -> dict[str, Q]:
        """`entry_conditions` of this survey, and what its pace foretells."""
        slow = counted(self.as_of, self.of) & forecast.behind(self.period, self.as_of, self.of, self.terms)
        behind = slow if self.from_start else NOTHING
        return {**entry_conditions(self.as_of, self.worked, self.of), "behind": behind}


def sending_of(group: Group, period: Period, sent: dict[tuple[int, int], Sending]) -> Sending | None:
    """How a row of a board sent: the unit's own sending, else that of all below it together."""
    own = sent.get((group.unit.pk, period.pk))
    below = (sent[pk, period.pk] for pk in group.members)
    return own or merged(below, unit_id=group.unit.pk, path=group.unit.path)


def _of_groups(period, groups):
    return Q(period=period, unit__in=[pk for group in groups for pk in group.members])


def survey(
    unit: Unit, period: Period, *, as_of: date, kind: str = "", children: Sequence[Unit] | None = None
) -> Survey:
    """Look at the units below `unit` (of one `kind` when told) in `period`; four queries, of a past day up to three more.

    children: every unit directly below, by name, where they have been read already: one query less.
    """
    terms = terms_on(as_of)
    periods = list(period.plan.periods.order_by("-ends", "-starts"))
    last = next((row for row in periods if row.ends < period.ends), None)
    seen = [period, last] if last else [period]
    entries = Progress.objects.filter(period__in=seen, unit__path__startswith=unit.path)
    sent = sendings(entries, today=as_of, terms=terms)
    last = last if last and any(of_period == last.pk for _, of_period in sent) else None
    children = list(Unit.objects.filter(parent=unit).order_by("sort_key")) if children is None else children
    groups, silent = groups_of(unit, period, children, sent)
    before = groups_of(unit, last, children, sent)[0] if last else []
    return Survey(
        unit, terms.put_back(period), last, as_of, _of_kind(groups, kind), _of_kind(before, kind),
        tuple(row for row in silent if not kind or row.kind == kind), sent,
        from_start=all(row.starts >= period.starts for row in periods), worked=working_days.load(),
        terms=terms,
    )  # fmt: skip


def groups_of(
    unit: Unit, period: Period, children: Iterable[Unit], sent: dict[tuple[int, int], Sending]
) -> tuple[list[Group], list[Unit]]:
    """([Group], [Unit that owes nothing]) of `period`; a unit without units that report stands for itself."""
    members = defaultdict(list)
    for (pk, of_period), part in sent.items():
        if of_period == period.pk:
            members[_child_path(part.path, unit.path)].append(pk)
    there = [row for row in children if row.valid_from <= period.ends and not _ended_before(row, period.starts)]
    groups = [Group(child, tuple(members[child.path])) for child in there if child.path in members]
    if not groups and unit.path in members:
        groups = [Group(unit, tuple(members[unit.path]))]
    return groups, [child for child in there if child.path not in members]


def _ended_before(unit, day):
    return unit.valid_to is not None and unit.valid_to < day


def _of_kind(groups, kind):
    return tuple(group for group in groups if not kind or group.unit.kind == kind)


def _child_path(path, above):
    """`a/b/c/` seen from `a/` is `a/b/`; `a/` itself stays."""
    rest = path[len(above) :]
    return f"{above}{rest.split('/')[0]}/" if rest else above
