"""A text column that is worked out from its row on every write, so that no form, loader or script can forget it."""

from collections.abc import Sequence
from typing import Any

from django.db import models


class ComputedTextField(models.CharField):
    """A CharField whose value comes from the row's method `compute` (a name) when the row is inserted or saved."""

    def __init__(self, *args: Any, compute: str = "", **kwargs: Any) -> None:
        self.compute = compute
        kwargs.update(editable=False, blank=True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "compute": self.compute}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = getattr(model_instance, self.compute)()[: self.max_length] if self.compute else ""
        setattr(model_instance, self.attname, value)
        return value
