"""Chứng thư số of a unit: which certificate stands for which post and agency, how long, and entering or ending one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from reports.pen.errors import SigningError
from reports.signing.forms import CertificateForm
from reports.signing.workflow import certificates
from units.models import Certificate, Post, Unit
from units.permissions import Action, can, require
from units.requests import SignedInRequest
from units.text import nfc


@login_required
def unit_certificates(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET lists them, newest first, and the posts that have none; POST enters one."""
    unit = get_object_or_404(Unit, pk=pk)
    if not any(can(request.user, action, unit) for action in (Action.NUMBER, Action.INITIAL, Action.SIGN)):
        require(request.user, Action.SETTINGS, unit)
    holders = _holders(unit)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = CertificateForm(*data, holders=holders)
    if request.method == "POST":
        require(request.user, Action.SETTINGS, unit)
        if form.is_valid() and _entered(form, holders, request.user):
            messages.success(request, "Đã đăng ký chứng thư số")
            return redirect("unit_certificates", pk)
    rows = list(Certificate.objects.filter(agency__unit=unit).with_holder())
    context = {
        "unit": unit, "form": form, "rows": rows, "rule": certificates.RULE, "today": timezone.localdate(),
        "lacking": _lacking(holders, rows), "may_change": can(request.user, Action.SETTINGS, unit),
    }  # fmt: skip
    return render(request, "reports/certificates.html", context, status=422 if form.errors else 200)


@login_required
def certificate_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET asks for the reason, POST ends it."""
    row = get_object_or_404(Certificate.objects.with_holder(), pk=pk)
    require(request.user, Action.SETTINGS, row.agency.unit)
    error, reason = "", nfc(request.POST.get("reason", ""))
    if request.method == "POST":
        try:
            certificates.end(row, by=request.user, reason=reason)
            messages.success(request, "Đã ghi thôi dùng chứng thư số")
            return redirect("unit_certificates", row.agency.unit_id)
        except ValueError as refusal:
            error = str(refusal)
    context = {"row": row, "unit": row.agency.unit, "error": error, "reason": reason}
    return render(request, "reports/certificate_end.html", context, status=422 if error else 200)


def _holders(unit):
    """{value of the form: (agency, post or None)}: agencies of the unit, and the posts that sign in them today."""
    posts = Post.objects.in_force(timezone.localdate()).filter(
        agency__unit=unit, role__in=["leader", "clerk", "reviewer"]
    )
    found = {f"a{agency.pk}": (agency, None) for agency in unit.agencies.order_by("-heads_unit", "name")}
    return found | {
        f"p{post.pk}": (post.agency, post) for post in posts.select_related("agency", "user").order_by("pk")
    }


def _lacking(holders, rows):
    """Leaders and heading agencies without a certificate that stands."""
    have = {(row.agency_id, row.post_id) for row in rows if row.badge in ("cert_good", "cert_ending")}
    wanted = [(agency, post) for agency, post in holders.values()
              if (post.role == "leader" if post else agency.heads_unit)]  # fmt: skip
    return [str(post or agency) for agency, post in wanted if (agency.pk, post and post.pk) not in have]


def _entered(form, holders, user):
    given = form.cleaned_data
    agency, post = holders[given["holder"]]
    try:
        certificates.enter(agency, post, given["file"].read(), by=user, confirmed=given["confirmed"])
        return True
    except (SigningError, ValueError) as refusal:
        form.add_error("file", str(refusal))
    return False
