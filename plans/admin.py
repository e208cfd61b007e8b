"""The days reports are cut off on and due after, in the administration: data with a source and how sure it is."""

from django.contrib import admin

from plans.models import CutOff, ReportingDays
from units.admin_bases import Journaled
from units.fields import IN_ADMIN


@admin.register(CutOff)
class CutOffAdmin(Journaled):
    formfield_overrides = IN_ADMIN
    list_display = ["kind", "first_day", "last_day", "mark", "source"]


@admin.register(ReportingDays)
class ReportingDaysAdmin(Journaled):
    formfield_overrides = IN_ADMIN
    list_display = ["__str__", "inside", "up", "cut", "mark", "source"]
    raw_id_fields = ["plan", "unit"]
