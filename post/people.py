"""Who is told: who holds which role in which unit on a day, colleagues acting for them included, and who is above."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Exists, F, OuterRef

from post.channels import offered
from post.models import Letter
from units.holders import STANDS_IN
from units.models import Delegation, Post, Power, Role, Unit, User

__all__ = ["Directory"]


class Directory:
    """The country's people on `today`, in four queries: posts with people, delegations, units, letters given up."""

    def __init__(self, today: date) -> None:
        self._held: dict[tuple[Role, int], list[int]] = defaultdict(list)
        self._entering: dict[int, list[int]] = defaultdict(list)
        self._collecting: dict[int, list[int]] = defaultdict(list)
        self._in_agency: dict[int, list[int]] = defaultdict(list)
        self._in_post: dict[int, list[int]] = defaultdict(list)
        self._reviewing: dict[tuple[int | None, int | None], list[int]] = defaultdict(list)
        self._deputies = _deputies(today)
        self.people: dict[int, User] = {}
        for post in _posts(today):
            self.people.setdefault(post.user_id, post.user)
            if post.role in STANDS_IN:
                self._note_post(post, Role(post.role))
        self._parents = dict(Unit.objects.values_list("pk", "parent_id"))
        self._given_up = _given_up()

    def _note_post(self, post, role):
        lent = self._deputies[post.user_id]
        for person in (post.user_id, *(who for who, rights in lent if STANDS_IN[role] in rights)):
            self._note(person, role, post.in_unit, post.agency_id, post.reviews)
            if role == Role.ENTRY:
                self._note_entering(person, post.in_unit, post.agency_id, post.collects, post.enters_own, post.pk)

    def _note(self, person, role, unit, agency, reviews):
        if person not in self._held[role, unit]:
            self._held[role, unit].append(person)
        if role == Role.REVIEWER:
            for route in {agency, None} if reviews else {agency}:
                if person not in self._reviewing[unit, route]:
                    self._reviewing[unit, route].append(person)

    def _note_entering(self, person, unit, agency, collects, own_only, post):
        for wanted, found in ((not own_only, self._entering[unit]), (collects, self._collecting[unit]),
                              (True, self._in_agency[agency]), (True, self._in_post[post])):  # fmt: skip
            if wanted and person not in found:
                found.append(person)

    def entering(self, unit: int) -> list[int]:
        """Ids of people who enter whatever is in nobody's charge in the unit: not those kept to their agency's work."""
        return self._present(self._entering.get(unit))

    def collecting(self, unit: int) -> list[int]:
        """Ids of the officials of the agency through which the unit's others hand in; none where none is named."""
        return self._present(self._collecting.get(unit))

    def in_charge(self, agency: int, post: int | None) -> list[int]:
        """Ids of who holds the named post (key), else of the officials of the agency (key)."""
        return self._present(self._in_post.get(post) if post else None) or self._present(self._in_agency.get(agency))

    def _present(self, found):
        return [pk for pk in found or () if pk in self.people]

    def holders(self, role: Role, unit: int) -> list[int]:
        """Ids of people with `role` in the unit (id)."""
        return [pk for pk in self._held.get((role, unit), ()) if pk in self.people]

    def standing_in(self, person: int) -> list[int]:
        """`person` (id) and those who may sign for her today."""
        signing = [deputy for deputy, rights in self._deputies[person] if Power.SIGN in rights]
        return [pk for pk in (person, *signing) if pk in self.people]

    def reviewers(self, unit: int, agency: int | None = None) -> list[int]:
        """Ids of people who review what `unit` sends up, through `agency` where the plan names one."""
        above = self._parents.get(unit)
        return [pk for pk in self._reviewing.get((above, agency), ()) if pk in self.people]

    def office_above(self, unit: int, agency: int | None = None) -> list[int]:
        """Who answers for `unit` above: its reviewers; while none of them can be reached, the leaders there or the next
        unit up as well."""
        found, above = self.reviewers(unit, agency), self._parents.get(unit)
        while not self.reachable(found) and above:
            more = self.holders(Role.LEADER, above) or self.reviewers(above)
            found = [*found, *(pk for pk in more if pk not in found)]
            above = self._parents.get(above)
        return found

    def above_as(self, person: int, unit: int) -> tuple[str, int] | None:
        """The (role, unit) in which `person` answers for `unit` from above, the nearest first."""
        above = self._parents.get(unit)
        while above:
            for role in (Role.REVIEWER, Role.LEADER):
                if person in self._held.get((role, above), ()):
                    return role.value, above
            above = self._parents.get(above)
        return None

    def top_leaders(self, unit: int) -> list[int]:
        """Leaders of the highest unit above `unit` (tỉnh, thành phố); none for that unit itself."""
        top = unit
        while self._parents.get(top):
            top = self._parents[top]
        return self.holders(Role.LEADER, top) if top != unit else []

    def reachable(self, people: Collection[int]) -> list[int]:
        """Those of `people` (ids) whom some channel beside the bell reaches: an address, and no letter given up since."""
        channels = offered()
        return [pk for pk in people if any(self._reached(pk, channel) for channel in channels)]

    def _reached(self, pk, channel):
        return channel.reaches(self.people[pk]) and (pk, channel.code) not in self._given_up


def _posts(today):
    """Posts of active people with what their agency does; one query."""
    agency = {name: F(f"agency__{name}") for name in ("reviews", "collects", "enters_own")}
    rows = Post.objects.in_force(today).filter(user__is_active=True).select_related("user")
    return rows.annotate(in_unit=F("agency__unit_id"), **agency).order_by("user_id")


def _deputies(today):
    """{lender: [(deputy, what was lent)]}, each deputy once."""
    found: dict[int, list[tuple[int, set[str]]]] = defaultdict(list)
    rows = Delegation.objects.in_force(today).order_by("pk")
    for lender, deputy, rights in rows.values_list("from_user", "to_user", "rights"):
        known = dict(found[lender])
        found[lender] = [*({**known, deputy: {*known.get(deputy, ()), *rights}}).items()]
    return found


def _given_up():
    """{(person id, channel)} where a letter was refused for good or came back, and none has gone through since."""
    later = Letter.objects.filter(
        to=OuterRef("to"), channel=OuterRef("channel"), state=Letter.State.SENT, sent_at__gt=OuterRef("created_at")
    )
    return set(Letter.objects.failed().filter(~Exists(later)).order_by().values_list("to", "channel"))
