"""Who we are: administrative units, agencies, people."""

from .administrative import Succession, Unit
from .agencies import Agency
from .certificates import Certificate
from .people import Delegation, Post, Power, Role, Seat, User
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
