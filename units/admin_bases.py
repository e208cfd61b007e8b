"""What pages of the administration share: changes in the journal, search without marks, or looking only."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from journal.notes import Kind, note
from units.confidential import HIDDEN, is_secret
from units.fields import IN_ADMIN
from units.models import User
from units.models.administrative import UnitQuerySet
from units.models.agencies import AgencyQuerySet

__all__ = ["Journaled", "ReadOnly", "SearchesFolded"]


class Journaled(admin.ModelAdmin):
    """What is changed in the administration stands in the journal, field by field, in the same transaction."""

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """Django's own message; what was and what is are kept for `log_change` on the way."""
        forms = [form, *(one for group in formsets or [] for one in group.forms)]
        before, after = {}, {}
        for one in forms:
            for name in one.changed_data:
                label = f"{one.instance}: {name}" if one is not form else name
                hidden = is_secret(name)
                old, new = str(one.initial.get(name, "")), str(one.cleaned_data.get(name, ""))
                if old != new:
                    before[label], after[label] = (HIDDEN, HIDDEN) if hidden else (old, new)
        request.changed_in_admin = (before, after)  # type: ignore[attr-defined]
        return super().construct_change_message(request, form, formsets, add)

    def log_addition(self, request: HttpRequest, obj: models.Model, message: object) -> LogEntry:
        self._noted(request, obj, "thêm")
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: models.Model, message: object) -> LogEntry:
        self._noted(request, obj, "sửa")
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet) -> Any:
        for obj in queryset:
            self._noted(request, obj, "xóa")
        return super().log_deletions(request, queryset)

    def _noted(self, request, obj, verb):
        before, after = getattr(request, "changed_in_admin", ({}, {}))
        said = f"{verb} {obj._meta.verbose_name}: {obj}"
        about = obj if isinstance(obj, User) else getattr(obj, "user", None)
        note(Kind.ADMIN_CHANGED, by=request.user, about=about, subject=obj, said=said, before=before, after=after)


class SearchesFolded(Journaled):
    """Searches `search_text` so that marks and capitals do not matter; the closest come first."""

    search_fields = ["search_text"]

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        return cast(UnitQuerySet | AgencyQuerySet, queryset).search(search_term), False


class ReadOnly(admin.ModelAdmin):
    """Rows that only the portal's own verbs may write: looked at here."""

    formfield_overrides = IN_ADMIN

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False
