"""Who we are: administrative units, agencies, people."""

from .administrative import Succession, Unit
from .certificates import Certificate
from .people import Agency, Delegation, Post, Power, Role, Seat, User
from .settings_trace import SettingStep

__all__ = [
    "Agency",
    "Certificate",
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
