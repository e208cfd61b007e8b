"""Quan hệ với văn bản đã phát hành: what a draft replaces, adds to, corrects or withdraws."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render

from reports.papers import related
from reports.papers.forms.relation import RelationForm
from reports.papers.workflow import relating
from reports.permissions import fetch
from units.permissions import Action, require
from units.requests import SignedInRequest


@login_required
def document_relation(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET shows what may be chosen, POST writes it down; a relation the rules forbid stands at its field."""
    document = fetch(request.user, pk)
    require(request.user, Action.DRAFT_PAPER, document.agency.unit)
    form = RelationForm(request.POST or None, document=document)
    if request.method == "POST" and form.is_valid():
        try:
            relating.relate(document, form.cleaned_data["relation"], by=request.user, to=form.cleaned_data["to"])
            messages.success(request, "Đã ghi quan hệ với văn bản đã phát hành")
            return redirect("document", pk)
        except ValueError as refusal:
            form.add_error("relation", str(refusal))
    context = {"document": document, "form": form, "rule": related.RULE}
    return render(request, "reports/document_relation.html", context, status=422 if form.errors else 200)
