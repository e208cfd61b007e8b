"""Who is told when plans move: tasks handed down, superior's changes, extensions asked and answered."""

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from plans.progress.letters import KIND
from post import letters as post_office
from units.models import Role, User


def people_of(units, *roles):
    """Active people holding one of `roles` in an agency of `units` today."""
    today = timezone.localdate()
    in_force = Q(posts__valid_to__isnull=True) | Q(posts__valid_to__gte=today)
    held = Q(posts__role__in=roles, posts__agency__unit__in=units, posts__valid_from__lte=today) & in_force
    return User.objects.filter(held, is_active=True).distinct().order_by("pk")


def tell(people, *, key, subject, lines, path):
    """Ring and write to each of `people` once per `key`; `lines`: what happened, a line each; `path`: where to go."""
    for person in people:
        context = {"person": person, "subject": subject, "lines": lines, "link": settings.SITE_URL + path}
        own_key = f"{key}-{person.pk}"
        post_office.ring(person, key=own_key, text=subject, url=path)
        options = {"kind": KIND, "topic": KIND, "url": path}
        post_office.hand_in(
            person, key=own_key, subject=subject, template="plans/letters/plan_note", context=context, **options
        )


WRITERS = (Role.ENTRY, Role.LEADER)
DECIDERS = (Role.LEADER, Role.REVIEWER)
