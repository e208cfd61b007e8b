"""What a round says, and with how much doubt; nothing of a round that still runs.

Under FEWEST answers nothing is shown, and no figure of one place under FEWEST_AT_A_PLACE: our own limits. Where only one
place of a question would be hidden, the next smallest is hidden too, or the whole less the others would give it away; what
came in bursts is left out only where it is not few, or the two views would tell of it by their difference.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from .intervals import apart, difference, wilson
from .models import Ballot, Place, Question, Round, Words
from .models.answers import NO, UNKNOWN, UNMET, YES

__all__ = ["FEWEST", "FEWEST_AT_A_PLACE", "Asked", "Change", "Results", "Share", "figures_of", "open_to"]

FEWEST, FEWEST_AT_A_PLACE = 30, 10


@dataclass(frozen=True)
class Share:
    """Of those who met it and knew (`of`), how many had a good experience; how many did not know, had not met it."""

    good: int
    of: int
    unknown: int = 0
    unmet: int = 0

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.good, self.of)

    @property
    def share(self) -> float:
        return self.good / self.of


@dataclass(frozen=True)
class Change:
    """Against the round before: the interval of the difference, and whether it may be called one."""

    before: Share
    title: str
    low: float
    high: float

    @property
    def says(self) -> str:
        if self.low > 0:
            return "tăng"
        return "giảm" if self.high < 0 else ""


@dataclass(frozen=True)
class Asked:
    """One question: over all places, by place (None: too few to tell), against the round before."""

    question: Question
    whole: Share
    places: list[tuple[Place, Share | None]]
    change: Change | None = None

    @property
    def enough(self) -> bool:
        return self.whole.of >= FEWEST

    @property
    def parted(self) -> list[tuple[str, str]]:
        """(lower, higher) of places whose intervals have nothing in common: only these may be compared."""
        told = [(place.name, share) for place, share in self.places if share]
        return [
            (one, other)
            for one, low in told
            for other, high in told
            if low.share < high.share and apart(low.interval, high.interval)
        ]


@dataclass(frozen=True)
class Results:
    """A round that is over; `without`: what came in bursts is left out, `may_leave`: it may be."""

    round: Round
    ballots: int
    suspect: int
    words: int
    asked: list[Asked]
    may_leave: bool
    without: bool


def open_to(row: Round) -> bool:
    """Whether its figures may be seen: a round under way sways nobody."""
    return row.state in (Round.State.CLOSED, Round.State.PUBLISHED)


def figures_of(row: Round, *, without: bool = False) -> Results:
    """A constant number of queries; `without`: leave out what came in bursts, where that is not few. Raises ValueError
    for a round under way."""
    if not open_to(row):
        raise ValueError("a round under way has no figures")
    questions, places = _questions(row), list(row.places.all())
    counts = _counts(row)
    suspect = sum(n for *_, of_burst, n in counts if of_burst)
    may_leave = suspect >= FEWEST_AT_A_PLACE
    without = without and may_leave
    counted = _counted([one for one in counts if not (without and one[2])], len(questions))
    before = _before(row, questions)
    asked = [_asked(one, counted[n], places, before.get(one.pk)) for n, one in enumerate(questions)]
    words = Words.objects.filter(round=row).count()
    return Results(row, sum(n for *_, n in counts), suspect, words, asked, may_leave, without)


def _questions(row):
    return [one.question for one in row.asked.select_related("question__dimension")]


def _counts(row) -> list[tuple[int, str, bool, int]]:
    """[(place key, answers, whether of a burst, how many)]: as many as there are different answers."""
    ballots = Ballot.objects.filter(place__round=row)
    return list(ballots.values_list("place", "answers", "suspect").annotate(n=Count("pk")).order_by())


def _counted(counts, number):
    """[{place key: {answer: how many}}] of each question."""
    found: list[defaultdict[int, defaultdict[str, int]]]
    found = [defaultdict(lambda: defaultdict(int)) for _ in range(number)]
    for place, answers, _, n in counts:
        for position, answer in enumerate(answers[:number]):
            found[position][place][answer] += n
    return found


def _share(question, counts):
    of = counts[YES] + counts[NO]
    return Share(counts[question.good], of, counts[UNKNOWN], counts[UNMET])


def _whole(question, by_place):
    total: defaultdict[str, int] = defaultdict(int)
    for counts in by_place.values():
        for answer, n in counts.items():
            total[answer] += n
    return _share(question, total)


def _asked(question, by_place, places, before):
    whole = _whole(question, by_place)
    change = None
    if before and whole.of >= FEWEST:
        title, share = before
        change = Change(share, title, *difference((share.good, share.of), (whole.good, whole.of)))
    return Asked(question, whole, _told(question, by_place, places, whole.of), change)


def _told(question, by_place, places, of):
    shares = {place.pk: _share(question, by_place[place.pk]) for place in places if place.pk in by_place}
    told = {pk for pk, share in shares.items() if share.of >= FEWEST_AT_A_PLACE} if of >= FEWEST else set()
    hidden = [pk for pk, share in shares.items() if share.of and pk not in told]
    if len(hidden) == 1 and told:
        told.discard(min(told, key=lambda pk: shares[pk].of))
    return [(place, shares[place.pk] if place.pk in told else None) for place in places]


def _before(row, questions):
    """{question key: (title, share)} of the unit's last round before this one that asked any of them, of enough people."""
    earlier = (
        Round.objects.filter(
            unit=row.unit_id,
            closes__lt=row.opens,
            state__in=[Round.State.CLOSED, Round.State.PUBLISHED],
            asked__question__in=questions,
        )
        .distinct()
        .order_by("-closes")[:1]
    )
    for last in earlier:
        asked = _questions(last)
        counted = _counted(_counts(last), len(asked))
        shares = {one.pk: _whole(one, counted[n]) for n, one in enumerate(asked)}
        wanted = {one.pk for one in questions}
        return {pk: (last.title, share) for pk, share in shares.items() if pk in wanted and share.of >= FEWEST}
    return {}
