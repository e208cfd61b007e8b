"""Papers that wait for a signature or a number, incoming papers that wait for a hand or a deadline, certificates that run
out: the top floor's part of the daily digest."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from post import milestones, subjects
from post.due import Due, Line, in_days, shortened, waited
from post.people import Directory
from post.working_days import Calendar
from reports.models import Document, Incoming
from units.models import Certificate, Role

__all__ = ["due", "still_open"]

RUNNING_OUT, MOST_PAST = (30, 14, 7, 3, 1), 30  # days before the last one; after a month nobody is told again
WAITING = (1, 2, 3, 5)  # working days; then every five


def due(today: date, calendar: Calendar, directory: Directory) -> Iterator[Due]:
    """What waits and what runs out, three queries."""
    yield from _papers(today, calendar, directory)
    yield from _incoming(today, calendar, directory)
    yield from _certificates(today, calendar, directory)


def _certificates(today, calendar, directory):
    """A certificate with at most 30 days left: told its holder, and the clerks and leaders of its unit."""
    for row in Certificate.objects.running_out(today).with_holder():
        last = timezone.localtime(row.valid_to).date()
        reached = milestones.of_deadline(last, today, calendar, RUNNING_OUT)
        if reached and reached.days <= MOST_PAST and row.post_stands(today):
            text = f"Chứng thư số của {row.holder} hết hạn ngày {last:%d/%m/%Y}: xin cấp mới và đăng ký vào danh bạ"
            url = reverse("unit_certificates", args=[row.agency.unit_id])
            line = Line("Chứng thư số", shortened(text), in_days(reached), url, reached.days, last)
            for person, role in _of_certificate(row, directory):
                yield Due(person, "paper", subjects.of_certificate(row.pk), reached.code, line,
                          post=(role, row.agency.unit_id))  # fmt: skip


def _of_certificate(row, directory):
    """{person: role} of those who are told, the holder among them."""
    unit = row.agency.unit_id
    found = {person: role for role in (Role.CLERK, Role.LEADER) for person in directory.holders(role, unit)}
    if row.post and row.post.user_id in directory.people:
        found[row.post.user_id] = row.post.role
    return found.items()


def _papers(today, calendar, directory):
    """Papers to sign (told: the signer) and signed papers to issue (told: the agency's clerks)."""
    waiting = Document.objects.filter(state__in=[Document.State.TO_SIGN, Document.State.SIGNED])
    for paper in waiting.select_related("agency__unit", "plan", "signer").annotate(since=Max("steps__at")):
        since = timezone.localtime(paper.since or paper.created_at).date()
        reached = milestones.of_waiting(since, today, calendar, WAITING)
        if reached:
            yield from _told(paper, since, reached, directory)


def _told(paper, since, reached, directory):
    signing = paper.state == Document.State.TO_SIGN
    people = _signers(paper, directory) if signing else directory.holders(Role.CLERK, paper.agency.unit_id)
    text = f"{'Chờ ký' if signing else 'Chờ phát hành'}: {paper.get_kind_display()} {shortened(paper.title)}"
    group = (paper.plan and paper.plan.number) or "Văn bản"
    line = Line(group, text, waited(reached), reverse("document", args=[paper.pk]), reached.days, since, waits=True)
    for person in people:
        post = _post(paper, person, signing)
        yield Due(person, "paper", subjects.of_paper(paper.pk, paper.state), reached.code, line, post=post)


def _incoming(today, calendar, directory):
    """Newly come (told: the clerks), in the register and with nobody (the leaders), in somebody's hand with a deadline (she,
    and the leaders once it is past); a unit without a clerk has its leaders told."""
    rows = Incoming.objects.exclude(state__in=[Coming.DONE, Coming.REFUSED]).select_related("handler")
    for paper in rows.annotate(since=Max("steps__at")).order_by("pk"):
        waits = paper.state in FIRST_HANDS
        since = timezone.localdate(paper.since or paper.at)
        reached = (
            milestones.of_waiting(since, today, calendar, WAITING) if waits
            else milestones.of_deadline(paper.deadline, today, calendar) if paper.deadline else None
        )  # fmt: skip
        if reached and reached.days <= MOST_PAST:
            yield from _told_of_incoming(paper, since if waits else paper.deadline, reached, waits, directory)


def _told_of_incoming(paper, day, reached, waits, directory):
    said = waited(reached) if waits else in_days(reached)
    text = shortened(f"{WHAT_WAITS[paper.state]}: {paper.sender}, {paper.title}")
    url = reverse("incoming_paper", args=[paper.pk])
    line = Line("Văn bản đến", text, said, url, reached.days, day, waits=waits)
    for person, post in _whose_incoming(paper, waits, not waits and reached.days > 0, directory).items():
        yield Due(person, "paper", subjects.of_incoming(paper.pk, paper.state), reached.code, line, post=post)


def _whose_incoming(paper, waits, late, directory):
    """{person: (role, unit)}."""
    unit = paper.unit_id
    roles = FIRST_HANDS.get(paper.state, (Role.LEADER,) if late else ())
    held = [(role, directory.holders(role, unit)) for role in roles]
    first = next(((role, people) for role, people in held if people), (Role.LEADER, ()))
    found = dict.fromkeys(first[1], (first[0], unit))
    if not waits and paper.handler and paper.handler.user_id in directory.people:
        found[paper.handler.user_id] = (paper.handler.role, unit)
    return found


Coming = Incoming.State
FIRST_HANDS = {Coming.ARRIVED: (Role.CLERK, Role.LEADER), Coming.RECEIVED: (Role.LEADER,)}
WHAT_WAITS = {
    Coming.ARRIVED: "Chờ vào sổ", Coming.RECEIVED: "Chờ phân công", Coming.ASSIGNED: "Xử lý văn bản đến",
    Coming.HANDLING: "Xử lý văn bản đến",
}  # fmt: skip


def _post(paper, person, signing):
    """In which post she is told: the named signer's own; who signs for her is told by herself."""
    if signing and paper.signer:
        return (paper.signer.role, paper.agency.unit_id) if person == paper.signer.user_id else None
    return (Role.LEADER if signing else Role.CLERK, paper.agency.unit_id)


def _signers(paper, directory):
    """The signer and those she delegated to; any leader of the unit while nobody is named."""
    if paper.signer:
        return directory.standing_in(paper.signer.user_id)
    return directory.holders(Role.LEADER, paper.agency.unit_id)


def still_open(told: set[str]) -> set[str]:
    """Those of the subjects `told` that still wait as they were told of, or still run out."""
    running = {subjects.of_certificate(row.pk) for row in Certificate.objects.running_out(timezone.localdate())}
    papers = {int(match[1]) for subject in told if (match := subjects.PAPER.fullmatch(subject))}
    waiting = Document.objects.filter(pk__in=papers, state__in=[Document.State.TO_SIGN, Document.State.SIGNED])
    come = {int(match[1]) for subject in told if (match := subjects.INCOMING.fullmatch(subject))}
    arrived = Incoming.objects.filter(pk__in=come).values_list("pk", "state") if come else []
    running |= {subjects.of_incoming(*row) for row in arrived if row[1] in WHAT_WAITS}
    return told & (running | {subjects.of_paper(*row) for row in waiting.values_list("pk", "state")})
