"""Who we are: administrative units, agencies, people, and the post office's rows."""

from .administrative import Succession, Unit
from .people import Agency, Delegation, Post, Role, Seat, User
from .post_office import DayOverride, Letter, Notice, Preference

__all__ = [
    "Agency",
    "DayOverride",
    "Delegation",
    "Letter",
    "Notice",
    "Post",
    "Preference",
    "Role",
    "Seat",
    "Succession",
    "Unit",
    "User",
]
