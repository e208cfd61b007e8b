"""Whose an entry of the unit is, as one person meets it: hers, her agency's, or another's whom she urges."""

from enum import IntEnum

from units.models import User
from units.permissions import Action, reaches

__all__ = ["Hands", "Whose"]


class Whose(IntEnum):
    """In the order of her list. What is in nobody's charge is everybody's own, as where nothing was ever given out."""

    MINE = 0
    AGENCYS = 1
    OTHERS = 2


class Hands:
    """Judges charges as `user` meets them; her own posts and those she stands in for, without a query."""

    def __init__(self, user: User) -> None:
        seats = [reach.seat for reach in reaches(user, Action.ENTER)]
        self.posts, self.agencies = {seat.post.pk for seat in seats}, {seat.post.agency_id for seat in seats}

    def whose(self, agency: int | None, post: int | None) -> Whose:
        """Of a task in the charge of `agency` (key), named `post` (key), or of nobody."""
        if agency is None or post in self.posts:
            return Whose.MINE
        return Whose.AGENCYS if agency in self.agencies else Whose.OTHERS
