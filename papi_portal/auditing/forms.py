"""What an auditor looks for: days, a person, a kind of act, a unit, an address."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from journal.kinds import GROUPS
from journal.models import Note
from papi_portal.accounts.forms import Dressed
from units.fields import CharField, DateField
from units.models import Unit, User
from units.text import fold

KINDS = [("", "Mọi việc"), *((name, [(kind.value, kind.label) for kind in kinds]) for name, kinds in GROUPS.items())]


class LookForm(Dressed):
    """All optional; what cannot be read is said at its field."""

    tim = CharField(label="Người, nội dung", required=False, max_length=100)
    tu = DateField(label="Từ ngày", required=False)
    den = DateField(label="Đến ngày", required=False)
    viec = forms.ChoiceField(label="Việc", required=False, choices=KINDS)
    don_vi = CharField(label="Đơn vị", required=False, max_length=100)
    dia_chi = CharField(label="Địa chỉ", required=False, max_length=45)

    def clean(self) -> dict[str, Any]:
        """Days in order."""
        found = super().clean() or self.cleaned_data
        if found.get("tu") and found.get("den") and found["den"] < found["tu"]:
            self.add_error("den", "Đến ngày phải từ ngày bắt đầu trở đi.")
        return found

    def of(self, notes: QuerySet[Note]) -> QuerySet[Note]:
        """Those of `notes` that are looked for."""
        asked = self.cleaned_data
        for key, lookup in (("tu", "at__date__gte"), ("den", "at__date__lte"), ("viec", "kind"),
                            ("dia_chi", "words__address__startswith")):  # fmt: skip
            if value := asked.get(key):
                notes = notes.filter(**{lookup: value})
        for word in (asked.get("tim") or "").split():
            people = User.objects.filter(
                Q(username__icontains=word) | Q(title__icontains=word) | Q(legal_name__icontains=word)
            )
            named = Q(by__in=people.values("pk")) | Q(about__in=people.values("pk"))
            notes = notes.filter(
                named | Q(words__name__icontains=word) | Q(words__said__icontains=word) | Q(subject__icontains=word)
            )
        if name := asked.get("don_vi"):
            notes = notes.filter(unit__in=Unit.objects.filter(search_text__contains=fold(name)).values("pk"))
        return notes
