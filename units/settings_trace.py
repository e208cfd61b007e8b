"""A change of a unit's setting, written down: in the trace its page shows, and in the journal."""

from journal.notes import Kind, note
from units.models import SettingStep, Unit, User

__all__ = ["switched"]


def switched(unit: Unit, setting: str, *, old: bool, new: bool, by: User, reason: str) -> SettingStep:
    """One line of both; call it in the transaction of the change."""
    label = SettingStep.Setting(setting).label
    note(Kind.SETTING, by=by, unit=unit, said=f"{label}: {reason}", before={label: old}, after={label: new})
    return SettingStep.objects.create(unit=unit, setting=setting, old=old, new=new, reason=reason[:300], by=by)
