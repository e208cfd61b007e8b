"""Random histories of acts over delegation and closing: whoever did what, another reading of the trace finds it lawful.

Nothing here asks the code that allowed an act: the rules are written once more over the rows it left behind.
"""

import random

import pytest
from django.http import Http404

from conftest import make_person
from plans.models import Period, Progress, Step
from plans.progress import periods
from plans.progress import workflow as way
from plans.reviewing import delegation as lending
from plans.tests.paper import entries_of, make_period, make_plan
from units.errors import Conflict, Refused
from units.models import Delegation, Post, Power, Role, Unit, User
from units.unit_settings import switch_one_hand

pytestmark = [pytest.mark.django_db, pytest.mark.long]
State = Progress.State
REFUSALS = (Refused, Conflict, Http404, ValueError, way.Incomplete)
SENT = ("hand_in", "hand_in_alone")
LENDS = {  # the power a verb needs when it is done in somebody's stead
    **dict.fromkeys(("save", "submit", "withdraw"), "enter"),
    **dict.fromkeys((*SENT, "hand_back"), "send_up"),
    **dict.fromkeys(("approve", "undo", "send_back", "reopen"), "approve"),
}


class History:
    """One office above, one commune, six people, and sixty things that somebody tries."""

    def __init__(self, cast, today, seed):
        self.cast, self.today, self.dice = cast, today, random.Random(seed)
        upper = make_plan(cast.district, cast.district_office, number="30/KH-UBND", tasks=0)
        make_plan(cast.commune, cast.commune_office, reports_under=upper, tasks=3)
        self.period = make_period(upper)
        self.entries = [entry.pk for entry in entries_of(self.period)]
        second = make_person("anthi.haithamdinh", Role.REVIEWER, cast.district_home_affairs, "Chuyên viên")
        both = make_person("tienphong.kiem", Role.ENTRY, cast.commune_office, "Công chức kiêm nhiệm")
        Post.objects.create(
            user=both, agency=cast.commune_office, role=Role.LEADER, title="PT", valid_from="2020-01-01"
        )
        people = (cast.official, cast.leader, cast.clerk, both, cast.reviewer, second)
        self.people = [person.pk for person in people]
        self.is_open, self.delegations, self.done, self.refused = dict.fromkeys(self.entries, True), 0, 0, 0

    def one(self, keys):
        return self.dice.choice(keys)

    def person(self):
        return User.objects.get(pk=self.one(self.people))

    def entry(self):
        return Progress.objects.for_rows().get(pk=self.one(self.entries))

    def run(self, steps):
        often = [self.type_in] * 8 + [self.move] * 22 + [self.lend] * 5
        acts = [*often, self.take_back, self.close, self.let_in, self.switch]
        for _ in range(steps):
            try:
                self.one(acts)()
                self.done += 1
            except REFUSALS:
                self.refused += 1
            self.check_now()

    def type_in(self):
        entry, by = self.entry(), self.person()
        by = by if self.dice.random() < 0.4 else User.objects.get(pk=self.cast.official.pk)
        was_open = self.is_open[entry.pk]
        way.save(entry, by=by, version=entry.version, values={"level": "nothing", "result": str(self.done)})
        assert was_open, "typed after closing"

    def move(self):
        entry, by, name = self.entry(), self.person(), self.one(list(way.MOVES))
        if self.dice.random() < 0.7:  # somebody who may, else whatever comes to mind
            people = User.objects.filter(pk__in=self.people).order_by("pk")
            offered = [(person, move) for person in people for move in way.moves_for(entry, person)]
            by, name = self.one(offered) if offered else (by, name)
        was_open = self.is_open[entry.pk]
        way.move(entry, name, by=by, note="Lý do")
        assert was_open or name not in ("submit", "withdraw", "hand_back", "hand_in_alone"), name
        if name in ("send_back", "reopen"):
            self.is_open[entry.pk] = True  # returned, it is open to be mended

    def lend(self):
        rights = self.dice.sample([power for power in Power.values if power != "sign"], k=self.dice.randint(2, 5))
        lender = self.one([self.cast.official, self.cast.leader, self.cast.reviewer])
        near = list(lending.colleagues(lender, today=self.today)) if self.dice.random() < 0.8 else [self.person()]
        to = self.one(near)
        lending.delegate(by=lender, to=to, valid_from=self.today, valid_to=self.today, today=self.today, rights=rights)

    def take_back(self):
        row = self.dice.choice(list(Delegation.objects.select_related("from_user", "to_user")) or [None])
        if row:
            lending.end(row, by=row.from_user, today=self.today)

    def close(self):
        period = Period.objects.select_related("plan__unit").get(pk=self.period.pk)
        if self.dice.random() < 0.3:
            periods.close_period(period, by=self.cast.reviewer)
            self.is_open = dict.fromkeys(self.entries, False)
        else:
            periods.open_period(period, by=self.cast.reviewer)
            self.is_open = dict.fromkeys(self.entries, True)

    def let_in(self):
        """The commune is let in on its own, or shut on its own, until told otherwise."""
        period = Period.objects.select_related("plan__unit").get(pk=self.period.pk)
        period.exceptions.all().delete()
        state = self.one([Period.State.OPEN, Period.State.OPEN, Period.State.CLOSED, ""])
        periods.except_unit(period, self.cast.commune, by=self.cast.reviewer, reason="Lý do", state=state)
        self.is_open = dict.fromkeys(self.entries, (state or period.state) == Period.State.OPEN)
        period.exceptions.filter(state="").delete()
        if state:
            period.exceptions.all().delete()
            Period.objects.filter(pk=period.pk).update(state=state)

    def switch(self):
        unit = Unit.objects.get(pk=self.cast.commune.pk)
        switch_one_hand(unit, by=self.cast.leader, on=not unit.one_hand, reason="Lý do")

    def check_now(self):
        """What must hold after every act."""
        closed = Period.objects.get(pk=self.period.pk).state == Period.State.CLOSED
        late = Progress.objects.filter(pk__in=self.entries, state=State.APPROVED)
        assert not (closed and late.exists()), "approved in a closed period, and not locked"
        now = Delegation.objects.count()
        assert now >= self.delegations, "a delegation is gone, and with it the proof of what was done"
        self.delegations = now


def lawful(entry):
    """Every line of one entry's trace read again, oldest first: whose hand, whose words, whose right."""
    typed = sent = None
    for step in Step.objects.filter(entry=entry).order_by("pk").select_related("by", "acting_for"):
        if step.acting_for:
            proof = Delegation.objects.filter(from_user=step.acting_for, to_user=step.by, created_at__lte=step.at)
            held = [row for row in proof if not row.ended_at or row.ended_at >= step.at]
            assert any(LENDS[step.verb] in row.rights for row in held), (step.verb, step.by, step.acting_for)
        if step.verb == "save":
            typed = step.by
        if step.verb in SENT:
            said = any(change["field"] == "one_hand" for change in step.changes)
            assert (typed == step.by) == said, (step.verb, step.by, typed)
            sent = step.by
        if step.verb == "approve":
            assert step.by not in (typed, sent)
    return typed, sent


@pytest.mark.one_engine
@pytest.mark.parametrize("seed", range(4))
def test_a_random_history_of_acts_is_lawful_line_by_line(cast, today, seed):
    history = History(cast, today, seed)
    history.run(50)
    for entry in history.entries:
        lawful(entry)
    assert history.done > 10 and history.refused > 5, (history.done, history.refused)
    assert Step.objects.exists()


def test_the_histories_really_meet_what_they_are_about(cast, today):
    """Over some seeds together: acts in somebody's stead, both facts in one trace, approvals locked at once."""
    history = History(cast, today, 11)
    history.run(160)
    steps = Step.objects.all()
    for entry in history.entries:
        lawful(entry)
    assert steps.exclude(acting_for=None).count() > 3
    assert {step.verb for step in steps} >= {"save", "submit", "hand_in", "approve", "send_back", "lock"}
