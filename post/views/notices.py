"""The bell: what happened, newest first; opening a line marks it read and goes where it leads."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from post.models import Export, Notice
from units.requests import SignedInRequest

A_PAGE = 50


@login_required
def notices(request: SignedInRequest) -> HttpResponse:
    """All notices of the person, `?trang=` of 50; unread ones stand out."""
    mine = Notice.objects.filter(to=request.user)
    page = Paginator(mine, A_PAGE).get_page(request.GET.get("trang"))
    unread = mine.filter(read_at=None).count()
    making = Export.objects.filter(by=request.user, state__in=[Export.State.WAITING, Export.State.RUNNING])
    return render(request, "units/notices.html", {"page": page, "unread": unread, "making": making})


@login_required
def notice_open(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark one notice read and go to its page; opening it again changes nothing."""
    notice = get_object_or_404(Notice, pk=pk, to=request.user)
    Notice.objects.filter(pk=pk, read_at=None).update(read_at=timezone.now())
    ours = url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if notice.url and ours else "notices")


@login_required
@require_POST
def notices_read(request: SignedInRequest) -> HttpResponse:
    """Mark all as read."""
    Notice.objects.filter(to=request.user, read_at=None).update(read_at=timezone.now())
    return redirect("notices")
