"""JSON that says in which form it was written, so that a later form can still read what lies in old rows."""

from typing import Any

from django.db import models

FORM, DATA = "form", "data"


class VersionedJSONField(models.JSONField):
    """A JSON column stored as {"form": n, "data": …} and read as the data alone.

    `form` is raised when the shape of the data changes; `read_old(form, data)` of the model's choosing then brings an
    older one up. Rows written before the field was versioned hold the bare data and count as form 1.
    """

    def __init__(self, *args: Any, form: int = 1, read_old: Any = None, **kwargs: Any) -> None:
        self.form, self.read_old = form, read_old
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple:
        """As Django's, with the form that new rows get."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "form": self.form}

    def get_prep_value(self, value: Any) -> Any:
        """Data -> data that carries its form; expressions pass as they are."""
        value = super().get_prep_value(value)
        return value if value is None or hasattr(value, "as_sql") else {FORM: self.form, DATA: value}

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """The data of a row, whichever form it was written in."""
        value = super().from_db_value(value, expression, connection)
        form, data = (value[FORM], value[DATA]) if _carries_form(value) else (1, value)
        return self.read_old(form, data) if self.read_old and form < self.form else data


def _carries_form(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {FORM, DATA}
