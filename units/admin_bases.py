"""What pages of the administration share: changes in the journal, search without marks, or looking only."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.widgets import AutocompleteSelect
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


class Named(AutocompleteSelect):
    """Its empty choice has a word, as HTML asks of an option."""

    def optgroups(self, name: str, value: Sequence[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        groups = super().optgroups(name, value, attrs)
        for row in (one for _, rows, _ in groups for one in rows if not one["label"]):
            row["label"] = "–"
        return groups


class PlainForm(forms.ModelForm):
    """Without the browser's own "required": HTML asks a list so marked for an empty first choice, which these lack."""

    use_required_attribute = False


class Journaled(admin.ModelAdmin):
    """What is changed in the administration stands in the journal, field by field, in the same transaction."""

    form = PlainForm

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **more: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            more.setdefault("widget", Named(db_field, self.admin_site, using=more.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **more)

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

    def get_exclude(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        """Files open on the portal's own pages, which ask who may see them; no address here leads to one."""
        return [field.name for field in self.model._meta.get_fields() if isinstance(field, models.FileField)]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False
