"""What was typed about evidence inside the big form: kept with it, whichever of the form's buttons was pressed."""

from plans.entering.entry_page import EntryPage
from plans.entering.forms import EvidenceFacts, NewEvidence
from plans.models import Evidence, Progress
from plans.permissions import require_entering
from plans.progress import evidence as verbs
from plans.progress import evidence_files as safe
from units.requests import SignedInRequest

NEW = "ev"  # prefix of the form for one more piece; a piece that is there has ev<key>


def keep(request: SignedInRequest, page: EntryPage, *, handled: str = "") -> bool:
    """Store facts typed into the cards and a file or link not yet added, but for the form with prefix `handled`.

    What is refused goes onto the page, beside the refusals met before; whether anything was.
    """
    described = _described(request.POST, page.pk, handled)
    new = handled != NEW and (NEW + "-file" in request.FILES or request.POST.get(NEW + "-link", "").strip())
    if described or new:
        entry = page.entry  # a stranger to it goes no further
        page.facts = {row.pk: form for row, form in described if not _edited(row, form, request.user)} | page.facts
        page.new_evidence = (new and add(request, entry)) or page.new_evidence
    return bool(page.facts or page.new_evidence)


def add(request: SignedInRequest, entry: Progress) -> NewEvidence | None:
    """Attach the file or link sent; the form to show again when it was refused, None when it was taken."""
    require_entering(request.user, entry)  # before a file of hers is opened
    form = NewEvidence(request.POST, request.FILES, prefix=NEW)
    if form.is_valid():
        try:
            upload = form.cleaned_data["file"]
            paper = safe.examine(upload) if upload else None
            verbs.add(entry, by=request.user, paper=paper, link=form.cleaned_data["link"], facts=form.facts)
            return None
        except safe.FileRefused as reason:
            form.add_error("file", str(reason))
    return form


def _described(data, pk, handled):
    """[(piece, bound form)] of the cards of entry `pk` whose facts were changed by hand."""
    if not any(name.endswith("-proves_at") and not name.startswith(NEW + "-") for name in data):
        return []
    rows = Evidence.objects.filter(entry=pk).select_related("entry__unit")
    sent = [row for row in rows if f"{NEW}{row.pk}-proves_at" in data and f"{NEW}{row.pk}" != handled]
    forms = [(row, EvidenceFacts(data, prefix=f"{NEW}{row.pk}", initial=_stored(row))) for row in sent]
    return [(row, form) for row, form in forms if form.has_changed()]


def _stored(row):
    return {name: getattr(row, name) for name in EvidenceFacts.base_fields}


def _edited(row, form, by):
    if not form.is_valid():
        return False
    verbs.edit(row, by=by, facts=form.facts)
    return True
