"""Bộ lọc đã lưu: what one looks at again and again, one press away."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from units.fields import CharField
from units.models import SavedFilter
from units.requests import SignedInRequest
from units.text import nfc

PAGES = {  # url name -> as the bar and the pages call it
    "dashboard": "Tổng hợp",
    "review_units": "Thẩm định theo đơn vị",
    "review_tasks": "Thẩm định theo nhiệm vụ",
    "plans": "Kế hoạch",
}
NOT_KEPT = {"ngay", "page", "trang", "tu", "csrfmiddlewaretoken"}  # the day is today's, a list begins at its beginning
LONGEST = 900
MOST = 50


class SavedFilterForm(forms.Form):
    """The name, and what it stands for; refuses more than MOST of one person."""

    trang = forms.ChoiceField(choices=list(PAGES.items()), widget=forms.HiddenInput)
    loc = CharField(required=False, widget=forms.HiddenInput)
    ten = CharField(label="Tên bộ lọc", max_length=60, widget=forms.TextInput(attrs={"class": "form-control"}))

    def clean_loc(self) -> str:
        """The query as it is kept."""
        query = kept(self.cleaned_data["loc"])
        if len(query) > LONGEST:
            raise forms.ValidationError("Bộ lọc này dài quá, không lưu được; bớt điều kiện rồi lưu lại.")
        return query


def kept(query: str) -> str:
    """`query` of an address without what is not kept and through the gate for text, in its order."""
    given = QueryDict(query)
    pairs = [(name, nfc(value)) for name, values in given.lists() for value in values if name not in NOT_KEPT]
    return urlencode([pair for pair in pairs if pair[1]])


@login_required
def saved_filters(request: SignedInRequest) -> HttpResponse:
    """GET lists them and offers to keep the filter one came from (`?trang=dashboard&loc=…`); POST keeps it."""
    form = SavedFilterForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid() and not _too_many(form, request.user):
        given = form.cleaned_data
        row, _ = SavedFilter.objects.update_or_create(
            user=request.user, page=given["trang"], name=given["ten"], defaults={"query": given["loc"]}
        )
        messages.success(request, f"Đã lưu bộ lọc “{row}”")
        return redirect(address_of(row))
    if form is None and request.GET.get("trang") in PAGES:
        form = SavedFilterForm(initial={"trang": request.GET["trang"], "loc": request.GET.get("loc", "")})
    rows = [(PAGES[row.page], row, address_of(row)) for row in request.user.saved_filters.all() if row.page in PAGES]
    context = {"form": form, "rows": rows}
    return render(request, "units/saved_filters.html", context, status=422 if form and form.errors else 200)


def _too_many(form, user):
    """A person of so many filters finds none of them; one of the same name is written anew, not added."""
    given = form.cleaned_data
    others = user.saved_filters.exclude(page=given["trang"], name=given["ten"])
    if others.count() >= MOST:
        form.add_error("ten", f"Đã có {MOST} bộ lọc; bỏ bớt rồi lưu lại.")
    return not form.is_valid()


def address_of(row: SavedFilter) -> str:
    return f"{reverse(row.page)}?{row.query}"


@login_required
@require_POST
def saved_filter_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """One's own, and nobody else's."""
    row = get_object_or_404(request.user.saved_filters, pk=pk)
    row.delete()
    messages.success(request, f"Đã bỏ bộ lọc “{row}”")
    return redirect("saved_filters")
