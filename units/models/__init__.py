"""Who we are: administrative units, agencies, people."""

from .administrative import Succession, Unit
from .people import Agency, Delegation, Post, Power, Role, Seat, User
from .settings_trace import SettingStep

__all__ = [
    "Agency",
    "Delegation",
    "Post",
    "Power",
    "Role",
    "Seat",
    "SettingStep",
    "Succession",
    "Unit",
    "User",
]
