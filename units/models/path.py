"""The line of keys from the root to a unit, asked "this unit and below" in a way every database answers by its index."""

from typing import Any

from django.db import models
from django.db.models.lookups import StartsWith

__all__ = ["PathField"]


class PathField(models.CharField):
    """Stored as any other text; only the question is put otherwise."""

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


@PathField.register_lookup
class _Below(StartsWith):
    """SQLite's LIKE minds no capitals and so passes the index by: each question of rights walked the whole register, and
    the successions three times. A span of keys is looked up."""

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        if not (isinstance(self.rhs, str) and self.rhs):
            return super().as_sql(compiler, connection)
        lhs, params = self.process_lhs(compiler, connection)
        after = self.rhs[:-1] + chr(ord(self.rhs[-1]) + 1)
        return f"({lhs} >= %s AND {lhs} < %s)", [*params, self.rhs, *params, after]
