"""Who we are: administrative units, agencies, people."""

from .accounts import AccountAsk, AccountStep, FirstKey
from .administrative import Succession, Unit
from .agencies import Agency
from .certificates import Certificate
from .people import TWO_PEOPLE_RULE, Delegation, Post, Power, Role, Seat, User, predecessors_of
from .saved import SavedFilter
from .settings_trace import SettingStep

__all__ = [
    "TWO_PEOPLE_RULE",
    "AccountAsk",
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
    "predecessors_of",
]
