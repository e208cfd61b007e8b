"""Django's admin for the calendar's exceptions, and the letters: the latter only to be looked at."""

from django.contrib import admin

from post.models import DayOverride, Letter
from units.admin_bases import Journaled, ReadOnly
from units.fields import IN_ADMIN


@admin.register(DayOverride)
class DayOverrideAdmin(Journaled):
    formfield_overrides = IN_ADMIN
    list_display = ["day", "working", "name", "source"]
    list_filter = ["working"]
    search_fields = ["name", "source"]
    date_hierarchy = "day"


@admin.register(Letter)
class LetterAdmin(ReadOnly):
    list_display = ["subject", "to", "channel", "state", "tries", "created_at", "sent_at"]
    list_filter = ["state", "channel"]
    list_select_related = ["to"]
    search_fields = ["subject", "to__username", "key"]
    date_hierarchy = "created_at"
