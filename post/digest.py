"""One digest a day per person: what is due and not yet told, grouped by plan, most urgent first.

    compose         work out the digests of a day; writes nothing
    send_out        write letters and reminders of a day, once: safe to run again, and twice at the same time

REMINDER_SOURCES (settings) names the functions that know what is due, on every floor that has some.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from post import working_days
from post.due import Due, Line
from post.handing_over import told_before
from post.letters import channels_for, preferences
from post.milestones import in_words
from post.models import EARLIEST, KINDS, LATEST, Letter, Preference, Reminder
from post.people import Directory
from post.subjects import by_channel, day_key
from post.taking_back import take_back
from units.models import User

__all__ = ["Digest", "compose", "is_time", "next_day", "send_out"]

A_CHUNK = 500  # people written in one transaction
LINES_OF_A_PLAN = 15
LONGEST_URL = 200  # of a letter and a notice
BELL = "app"


@dataclass(frozen=True)
class Digest:
    """What one person is to be told on one day."""

    person: User
    preference: Preference
    dues: tuple[Due, ...]

    @property
    def lines(self) -> list[Line]:
        return sorted((due.line for due in self.dues), key=lambda line: (-line.days, line.text))

    def groups(self) -> list[tuple[str, list[Line], int]]:
        """[(plan, its lines, how many more)], the plan with the most urgent line first; a list of units is never cut."""
        grouped: dict[str, list[Line]] = defaultdict(list)
        more: Counter[str] = Counter()
        for line in self.lines:
            if line.listed or len(grouped[line.group]) < LINES_OF_A_PLAN:
                grouped[line.group].append(line)
            else:
                more[line.group] += 1
        return [(name, rows, more[name]) for name, rows in grouped.items()]

    @property
    def url(self) -> str:
        """Where its line under the bell leads: the one page all of it is about, else the list of her work."""
        pages = {line.url for line in self.lines}
        page = pages.pop()
        return page if not pages and len(page) <= LONGEST_URL else reverse("work")

    @property
    def subject(self) -> str:
        """How many and how late: "Nhắc việc: 3 việc quá hạn (lâu nhất 4 ngày), 2 việc đến hạn hôm nay"."""
        dated = [line.days for line in self.lines if not line.waits and not line.warns]
        late, soon = [days for days in dated if days > 0], [days for days in dated if days < 0]
        waiting, warning = [line.days for line in self.lines if line.waits], sum(line.warns for line in self.lines)
        parts = [
            f"{len(late)} việc quá hạn (lâu nhất {max(late)} ngày)" if late else "",
            f"{dated.count(0)} việc đến hạn hôm nay" if 0 in dated else "",
            f"{len(soon)} việc sắp đến hạn (sớm nhất còn {-max(soon)} ngày)" if soon else "",
            f"{len(waiting)} việc chờ xử lý (lâu nhất {max(waiting)} ngày làm việc)" if waiting else "",
            f"{warning} cảnh báo" if warning else "",
        ]
        return "Nhắc việc: " + ", ".join(part for part in parts if part)

    def reasons(self) -> list[tuple[Line, str, str]]:
        """[(line, label of its kind, milestone in words)] for the page that says why, most urgent first."""
        urgent = sorted(self.dues, key=lambda due: -due.line.days)
        return [(due.line, KINDS[due.kind][0], in_words(due.milestone)) for due in urgent]


def is_time(now: datetime, calendar: working_days.Calendar) -> bool:
    """Reminders go out on working days within office hours."""
    local = timezone.localtime(now)
    return calendar.is_working_day(local.date()) and EARLIEST <= local.time() <= LATEST


def next_day(now: datetime, calendar: working_days.Calendar) -> date:
    """The day on which reminders go out next: today until the office closes, else the next working day."""
    local = timezone.localtime(now)
    return calendar.on_or_after(local.date() + timedelta(days=local.time() > LATEST))


def compose(today: date, *, calendar: working_days.Calendar) -> list[Digest]:
    """Digests of `today`, of everybody whatever her hour: what is due and a person has not been told.

    Whoever has had today's digest is left out: what falls due later in the day goes into tomorrow's. What stands in a
    letter of another day that has not been sent counts as not told, for that letter will be taken back.
    """
    unsent = Q(letter__state=Letter.State.PENDING, letter__repeats=0) & ~Q(letter__key__startswith=day_key(today))
    dues, people = _all_due(today, calendar)
    return _untold(dues, people, today, None, told=Reminder.objects.exclude(unsent))


def send_out(now: datetime, *, today: date | None = None, by_hand: bool = False) -> int:
    """Write the letters of the day whose hour has come; returns how many people get one.

    `by_hand`: everybody, whatever the hour and the weekday, as of `today`. Letters that wait in the post office and no
    longer hold, because something was handed in or the day is over, are taken back first and written anew.
    """
    calendar, local = working_days.load(), timezone.localtime(now)
    today = today or local.date()
    if not by_hand and not is_time(now, calendar):
        return 0
    dues, people = _all_due(today, calendar)
    until = None if by_hand else timezone.make_aware(datetime.combine(today, LATEST))
    take_back({due.mark for due in dues}, today=today, now=now, until=until)
    digests = _untold(dues, people, today, None if by_hand else local.time(), told=Reminder.objects.all())
    chunks = (digests[start : start + A_CHUNK] for start in range(0, len(digests), A_CHUNK))
    return sum(_written_once(chunk, today, until) for chunk in chunks)


# --- Working out ----------------------------------------------------------------------------------------------------


def _all_due(today, calendar):
    """(everything due on `today`, {id: person})."""
    directory = Directory(today)
    dues = [due for name in settings.REMINDER_SOURCES for due in import_string(name)(today, calendar, directory)]
    return dues, directory.people


def _untold(dues, people, today, at, *, told):
    """The digests of `dues`, without people whose hour has not come or who had theirs, and without what they know."""
    wishes = preferences({due.person for due in dues})
    wanted: dict[int, dict[tuple[int, str, str, str], Due]] = defaultdict(dict)
    for due in dues:
        wish = wishes[due.person]
        if due.wish not in wish.off and (at is None or wish.hour <= at):
            wanted[due.person].setdefault((*due.mark, due.milestone), due)
    known, had = _known(wanted, dues, told) | told_before(dues, today), _had_today(wanted, today)
    digests = (
        Digest(people[pk], wishes[pk], tuple(due for mark, due in own.items() if mark not in known))
        for pk, own in sorted(wanted.items())
    )
    return [digest for digest in digests if digest.dues and _ways(digest, had)]


def _known(people, dues, told):
    """Milestones that stand in `told` (Reminders), as (person, kind, subject, milestone), of the people in question."""
    rows = _of(people, told, "person").filter(milestone__in={due.milestone for due in dues})
    return set(rows.values_list("person", "kind", "subject", "milestone"))


def _had_today(people, today):
    """{person id: channels of the letters of today written to her}."""
    had = defaultdict(set)
    letters = _of(people, Letter.objects, "to").filter(key__startswith=day_key(today))
    for person, channel in letters.values_list("to", "channel"):
        had[person].add(channel)
    return had


def _ways(digest, had):
    """Channels the digest still goes by today, the one that carries the reminders first; none when she had it.

    Whose letter was taken back after the bell had rung is written to again, without ringing twice.
    """
    outward, done = channels_for(digest.person, digest.preference), had.get(digest.person.pk, set())
    if done - {BELL} or (done and not outward):
        return []
    return [code for code in (*outward, BELL) if code not in done]


def _of(people, rows, field):
    """`rows` of `people` (ids); of everybody where naming each would make the query longer than its answer."""
    return rows.filter(**{f"{field}__in": people}) if len(people) <= 2 * A_CHUNK else rows.all()


# --- Writing --------------------------------------------------------------------------------------------------------


def _written_once(digests, today, until):
    """Write one chunk; when another run wrote some of it meanwhile, look again and write the rest."""
    try:
        return _write(digests, today, until)
    except IntegrityError:
        return _write(digests, today, until)


@transaction.atomic
def _write(digests, today, until):
    """Letters and the reminders that stand in them, both or neither; five queries however many people."""
    people = [digest.person.pk for digest in digests]
    known = _known(people, [due for digest in digests for due in digest.dues], Reminder.objects)
    had, letters, heads = _had_today(people, today), [], []
    for digest in digests:
        fresh = tuple(due for due in digest.dues if (*due.mark, due.milestone) not in known)
        if fresh and (ways := _ways(digest, had)):
            own = _letters(replace(digest, dues=fresh), ways, today, until)
            letters += own
            heads.append((own[0], fresh))
    Letter.objects.bulk_create(letters)
    Reminder.objects.bulk_create(_reminder(due, head) for head, fresh in heads for due in fresh)
    return len(heads)


def _reminder(due, letter):
    role, unit = due.post or ("", None)
    return Reminder(
        person_id=due.person, kind=due.kind, subject=due.subject, milestone=due.milestone, letter=letter, role=role,
        unit_id=unit,
    )  # fmt: skip


def _letters(digest, ways, today, until):
    """The person's letters of the day: one per channel, the one that leaves the house first, and one for the bell."""
    text, html = _rendered(digest)
    key, subject, url = f"{day_key(today)}{digest.person.pk}", digest.subject[:250], digest.url
    return [
        Letter(
            key=by_channel(key, code), channel=code, to=digest.person, subject=subject,
            text=text, html=html if code == "email" else "", url=url, not_after=until,
        )
        for code in ways
    ]  # fmt: skip


def _rendered(digest):
    context = {"digest": digest, "groups": digest.groups(), "site": settings.SITE_URL, "all": reverse("work")}
    return (get_template(f"plans/letters/digest.{kind}").render(context) for kind in ("txt", "html"))
