"""Who we are: administrative units, agencies, people."""

from .administrative import Succession, Unit
from .people import Agency, Delegation, Post, Role, Seat, User

__all__ = [
    "Agency",
    "Delegation",
    "Post",
    "Role",
    "Seat",
    "Succession",
    "Unit",
    "User",
]
