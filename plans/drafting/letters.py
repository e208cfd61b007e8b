"""Who is told when plans move: tasks handed down, superior's changes, extensions asked and answered."""

from collections.abc import Iterable, Mapping, Sequence

from django.conf import settings

from plans.progress.letters import KIND
from post import letters as post_office
from units.models import Role, Unit, User


def people_of(units: Iterable[Unit | int], *roles: Role) -> dict[User, tuple[Role, int]]:
    """Active people holding one of `roles` in an agency of `units` today, or standing in there: {person: post}."""
    found = {}
    for unit in units:
        key = unit if isinstance(unit, int) else unit.pk
        for role in roles:
            found |= post_office.in_post(role, key) | found
    return found


def tell(people: Mapping[User, tuple[str, int]], *, key: str, subject: str, lines: Sequence[str], path: str) -> None:
    """Ring and write to each of `people` (of `people_of`) once per `key`; `lines`: what happened; `path`: where to go."""
    for person, post in people.items():
        context = {"person": person, "subject": subject, "lines": lines, "link": settings.SITE_URL + path}
        own_key = f"{key}-{person.pk}"
        post_office.tell(
            person, key=own_key, subject=subject, template="plans/letters/plan_note", context=context, kind=KIND,
            topic=KIND, url=path, post=post, matter=key,
        )  # fmt: skip


WRITERS = (Role.ENTRY, Role.LEADER)
DECIDERS = (Role.LEADER, Role.REVIEWER)
