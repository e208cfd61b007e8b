"""Many tasks of one period at once: the grid and its Excel form."""

from django.contrib.auth.decorators import login_required
from django.http import Http404


@login_required
def grid(request, period_pk):
    raise Http404


excel = upload = grid
