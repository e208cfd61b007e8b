"""Who we are: administrative units, agencies, people."""

from .accounts import AccountStep, FirstKey
from .administrative import Succession, Unit
from .agencies import Agency
from .certificates import Certificate
from .people import Delegation, Post, Power, Role, Seat, User
from .saved import SavedFilter
from .settings_trace import SettingStep

__all__ = [
    "AccountStep",
    "Agency",
    "Certificate",
    "Delegation",
    "FirstKey",
    "Post",
    "Power",
    "Role",
    "SavedFilter",
    "Seat",
    "SettingStep",
    "Succession",
    "Unit",
    "User",
]
