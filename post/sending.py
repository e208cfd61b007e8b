"""Sending: claims waiting letters, carries them through their channels, records the outcome, mends what a crash left.

    send_waiting    everything that is due, batch by batch
    recover         letters whose sender died go back to the queue, or count as sent where its journal says so
    retry           a letter given up is tried once more

pending -> sending (claimed: several workers never take the same letter) -> sent (the other side accepted). A letter
may be repeated in one case only: its sender died, or lost the line, after the other side accepted and before it could
be written down. It then carries the same Message-ID, and `repeats` counts it.
"""

import logging
import time
from collections import Counter, defaultdict
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from post.models import Letter, LetterQuerySet

from . import journal as journals
from .channels import CHANNELS, channel_of
from .journal import Journal
from .readdressing import readdressed
from .ways_out import Channel, Down, NoLonger, Quiet, Undeliverable

__all__ = ["recover", "retry", "send_waiting"]

log = logging.getLogger(__name__)
State = Letter.State
BATCH = 500
BUDGET = 240  # seconds one run may take: well within a job's time limit, whatever the servers do
REFUSED_AT_MOST = 3  # a refusal for good is believed the third time: servers say 550 when they mean "later"
PAUSES = (1, 2, 5, 15, 30, 60, 120, 240, 480)  # minutes before the next try; the last one repeats
LINE_PAUSE = timedelta(minutes=1)
LOOK_AGAIN = 5  # seconds
NO_JOURNAL_AFTER = timedelta(minutes=10)  # longer than a job may live: a claim of another machine this old is dead


def send_waiting(*, budget: float = BUDGET) -> Counter[str]:
    """Send all that is due within `budget` seconds; returns a Counter of sent, failed, later, untried, recovered."""
    ends, counts = time.monotonic() + budget, Counter(recovered=recover())
    _mind_the_clock(timezone.now())
    while time.monotonic() < ends:
        done = _send_batch(ends)
        counts += done
        if not done or (done["untried"] and not done["sent"]):  # nothing left, or every line is dead
            break
    return counts


def _mind_the_clock(now):
    """A letter put off for longer than we ever do was written while the clock ran ahead: it is due."""
    ahead = Letter.objects.filter(state=State.PENDING, not_before__gt=now + timedelta(minutes=PAUSES[-1] + 1))
    ahead.update(not_before=now)


def retry(letters: LetterQuerySet) -> int:
    """Put letters that were given up (a queryset) back into the queue at once; returns how many.

    A letter past its hour (a reminder of another day) is not sent as it stands: whoever wrote it writes it anew.
    """
    return letters.failed().update(state=State.PENDING, tries=0, refusals=0, not_before=timezone.now())


# --- Claiming --------------------------------------------------------------------------------------------------------


@transaction.atomic
def _claim(claim, now):
    """Take up to BATCH due letters for this sender: rows another sender holds are passed over (SKIP LOCKED); on SQLite
    the transaction itself holds the only write lock."""
    due = Letter.objects.due(now).select_for_update(skip_locked=True)
    taken = list(due.only("pk", "to", "channel", "topic", "repeats")[:BATCH])
    merged = _merge([row for row in taken if row.topic and not row.repeats])
    keys = [row.pk for row in taken if row.pk not in merged]
    Letter.objects.filter(pk__in=keys, state=State.PENDING).update(state=State.SENDING, claim=claim, claimed_at=now)
    return list(
        Letter.objects.filter(claim=claim, state=State.SENDING).select_related("to").order_by("not_before", "pk")
    )


def _merge(taken):
    """Letters of one person, channel and topic become one, those not yet due included; returns the keys merged away.

    A letter that may have arrived already keeps its content: readers fold what has the same Message-ID.
    """
    if not taken:
        return set()
    waiting = Letter.objects.filter(
        state=State.PENDING, repeats=0, to__in={row.to_id for row in taken}, topic__in={row.topic for row in taken}
    )
    groups = defaultdict(list)
    for row in waiting.select_for_update(skip_locked=True).order_by("pk"):
        groups[row.to_id, row.channel, row.topic].append(row)
    wanted = {(row.to_id, row.channel, row.topic) for row in taken}
    heads, rest = [], []
    for name, rows in groups.items():
        if name in wanted and len(rows) > 1:
            head = _head(rows, {row.pk for row in taken})
            heads.append(_joined(head, rows))
            rest += [_merged_away(row, head) for row in rows if row is not head]
    if heads:
        Letter.objects.bulk_update(heads, ["subject", "text", "html"])
        Letter.objects.bulk_update(rest, ["state", "merged_into"])
    return {row.pk for row in rest}


def _head(rows, taken):
    return next(row for row in rows if row.pk in taken)


def _joined(head, rows):
    head.text = "\n\n".join(f"* {row.subject}\n\n{row.text.strip()}" for row in rows)
    head.html = '<hr style="border:0;border-top:1px solid #d5dbe3">'.join(row.html for row in rows)
    head.subject = f"{len(rows)} thông báo mới: {rows[-1].subject}"[:250]
    return head


def _merged_away(row, head):
    row.state, row.merged_into = State.MERGED, head
    return row


# --- Sending ---------------------------------------------------------------------------------------------------------


def _send_batch(ends):
    """One batch: claimed, each looked at once more for who holds its post now, sent, written down."""
    with Journal() as journal:
        claimed = _claim(journal.claim, timezone.now())
        if not claimed:
            return Counter()
        letters = readdressed(claimed)
        results: dict[int, Exception | None] = {}  # pk -> None when accepted
        dead: dict[Channel, str] = {}  # channel -> why nothing goes that way
        try:
            for channel, own in _by_channel(letters).items():
                dead[channel] = _through(channel, own, journal, results, ends)
        finally:
            counts = _record(letters, results, dead)
    return counts


def _by_channel(letters):
    grouped = defaultdict(list)
    for letter in letters:
        grouped[channel_of(letter)].append(letter)
    return grouped


def _through(channel, letters, journal, results, ends):
    """Send `letters` through one channel, noting each result; a line that breaks is taken up again while it moves.

    Returns why the line is dead, "" while it lives.
    """
    while letters and time.monotonic() < ends:
        before = len(results)
        try:
            _along(channel, letters, journal, results, ends)
            break
        except Down as failure:
            log.warning("%s: %s", channel.label, failure)
            if failure.letter:
                results[failure.letter.pk] = failure
            if len(results) - before < 2:  # nothing got through before it broke
                return str(failure)[:500]
        letters = [letter for letter in letters if letter.pk not in results]
    return ""


def _along(channel, letters, journal, results, ends):
    for letter, refusal in channel.send(_still_wanted(letters), journal.begin):
        results[letter.pk] = refusal
        if refusal is None:
            journal.accepted(letter)
        if time.monotonic() > ends:
            return


def _still_wanted(letters):
    """`letters` without those whose time was over meanwhile (`not_after`), be it late or what they ask for be done: a
    slow server takes minutes for a batch, so the rows are looked at again every few seconds."""
    looked, over = time.monotonic(), set()
    for letter in letters:
        if time.monotonic() - looked > LOOK_AGAIN:
            rows = Letter.objects.filter(pk__in=[row.pk for row in letters], not_after__lt=timezone.now())
            looked, over = time.monotonic(), set(rows.values_list("pk", flat=True))
        if letter.pk not in over:
            yield letter


def _record(letters, results, dead):
    """Write down what happened to each claimed letter; a few queries however many letters."""
    now = timezone.now()
    sent = [letter.pk for letter in letters if letter.pk in results and results[letter.pk] is None]
    refused = [_refused(letter, results[letter.pk], now) for letter in letters if results.get(letter.pk)]
    untried = [letter for letter in letters if letter.pk not in results]
    with transaction.atomic():
        if sent:
            Letter.objects.filter(pk__in=sent).update(state=State.SENT, sent_at=now, error="", claim="")
            _count_cost(sent)
        if refused:
            Letter.objects.bulk_update(
                refused, ["state", "tries", "refusals", "repeats", "error", "not_before", "claim"]
            )
        for channel, own in _by_channel(untried).items():
            why = {"error": dead[channel]} if dead.get(channel) else {}
            back = Letter.objects.filter(pk__in=[letter.pk for letter in own])
            back.update(not_before=now + LINE_PAUSE, **_back(), **why)
    failed = sum(letter.state == State.FAILED for letter in refused)
    return Counter(sent=len(sent), failed=failed, later=len(refused) - failed, untried=len(untried))


def _count_cost(sent):
    """What the letters just accepted (keys) cost, where their channel costs anything; a doubtful try may have cost too."""
    dear = [code for code, channel in CHANNELS.items() if channel.brief and channel.configured]
    for letter in Letter.objects.filter(pk__in=sent, channel__in=dear) if dear else ():
        if channel_of(letter).brief:  # in rehearsal it was mailed
            Letter.objects.filter(pk=letter.pk).update(cost=channel_of(letter).cost(letter) * (1 + letter.repeats))


def _refused(letter, reason, now):
    """The letter after a try that failed: given up at the third refusal for good, later whatever else happened to it
    (451, a dropped line, silence) and however often."""
    letter.error, letter.claim = str(reason)[:500], ""
    if isinstance(reason, Quiet):
        letter.state, letter.not_before = State.PENDING, reason.until
        return letter
    letter.tries += 1
    letter.repeats += isinstance(reason, Down) and reason.doubtful  # the next try may be its second arrival
    letter.refusals += isinstance(reason, Undeliverable)
    given_up = letter.refusals >= REFUSED_AT_MOST or isinstance(reason, NoLonger)
    letter.state = State.FAILED if given_up else State.PENDING
    letter.not_before = now + timedelta(minutes=PAUSES[min(letter.tries, len(PAUSES)) - 1])
    return letter


# --- After a crash ---------------------------------------------------------------------------------------------------


def recover() -> int:
    """Settle the claims of dead senders; returns how many letters went back to the queue."""
    claims = Letter.objects.filter(state=State.SENDING).order_by().values_list("claim").annotate(Max("claimed_at"))
    return sum(_settle(claim, since) for claim, since in claims)


def _settle(claim, since):
    try:
        record = journals.read_of_dead(claim)
    except FileNotFoundError:
        return _settle_blindly(claim) if timezone.now() - since > NO_JOURNAL_AFTER else 0
    if record is None:
        return 0
    claimed = Letter.objects.filter(claim=claim, state=State.SENDING)
    with transaction.atomic():
        claimed.filter(pk__in=record.accepted).update(state=State.SENT, sent_at=timezone.now(), error="", claim="")
        _count_cost(record.accepted)
        doubtful = claimed.filter(pk__in=record.in_doubt).update(repeats=F("repeats") + 1, **_back())
        untouched = claimed.update(**_back())
    journals.strike(claim)
    return doubtful + untouched


def _settle_blindly(claim):
    """A sender of another machine died: any of its letters may have arrived."""
    return Letter.objects.filter(claim=claim, state=State.SENDING).update(repeats=F("repeats") + 1, **_back())


def _back():
    return {"state": State.PENDING, "claim": ""}
