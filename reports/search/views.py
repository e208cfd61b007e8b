"""Search over all one may see: what one types without marks is found with them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from units.requests import SignedInRequest
from units.text import nfc

from .kinds import groups

SHOWN, SHOWN_IN_BOX = 20, 5


@login_required
def search(request: SignedInRequest) -> HttpResponse:
    """Short lists by kind, each only of what this person may see; says how many more there are.

    The box over a page (htmx) gets the lists alone, and shorter ones.
    """
    asked = nfc(request.GET.get("q", ""))[:100]
    boxed = bool(request.htmx)
    context = {"asked": asked, "boxed": boxed, "groups": groups(request.user, asked, SHOWN_IN_BOX if boxed else SHOWN)}
    return render(request, "reports/_search_hits.html" if boxed else "reports/search.html", context)
