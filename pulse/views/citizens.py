"""What a citizen sees: one screen without scripts, and what was answered once it is told to all.

Nothing here looks at who asks (`nameless`); a signed form of some hours stands for the CSRF token, which needs a cookie.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from pulse import answering
from pulse.figures import FEWEST, FEWEST_AT_A_PLACE, figures_of
from pulse.forms import AnswerForm
from pulse.languages import LANGUAGES, VIETNAMESE, WORDS
from pulse.models import Place, Round

__all__ = ["pulse_form", "pulse_public", "pulse_thanks"]

STALE = "Trang này mở đã lâu. Câu trả lời của ông bà còn nguyên bên dưới; xin bấm gửi lại."
WRONG = "Mã phiếu không đúng hoặc đã dùng. Xem lại tám chữ in trên phiếu."


@csrf_exempt
@never_cache
def pulse_form(request: HttpRequest, key: str) -> HttpResponse:
    """The form of one place, and its answer."""
    place = _place(key)
    language = request.GET.get("ng", VIETNAMESE)
    language = language if language in WORDS else VIETNAMESE
    if not answering.is_open(place.round, timezone.localdate()):
        return _page(request, place, None, language, status=200 if request.method == "GET" else 409)
    if request.method != "POST":
        return _page(request, place, AnswerForm(row=place.round, language=language), language)
    form = AnswerForm(request.POST, row=place.round, language=language)
    if form.is_valid() and _taken(request, place, form):
        return redirect("pulse_thanks", place.key)
    return _page(request, place, form, language, status=422)


def _place(key):
    return get_object_or_404(
        Place.objects.select_related("round__unit").exclude(round__state=Round.State.DRAFT), key=key
    )


def _taken(request, place, form) -> bool:
    """Whether the answer is in; else the form says why not."""
    sent = request.POST
    try:
        answering.take(
            place, sent.get("pass", ""), form.answers(), words=form.cleaned_data.get("words", ""),
            code=sent.get("code", "")[:40], work=sent.get("work", ""),
        )  # fmt: skip
    except answering.Stale:
        form.add_error(None, STALE)
    except answering.WrongCode:
        form.add_error(None, WRONG)
    return not form.errors


def _page(request, place, form, language, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "place": place, "round": place.round, "form": form, "fixed": WORDS[language], "language": language,
        "languages": [(VIETNAMESE, "Tiếng Việt"), *LANGUAGES], "token": answering.form_pass(place) if form else "",
        "code": request.POST.get("code", "")[:40], "begins": place.round.opens > timezone.localdate(),
    }  # fmt: skip
    return render(request, "pulse/form.html", context, status=status)


@never_cache
def pulse_thanks(request: HttpRequest, key: str) -> HttpResponse:
    """Said after an answer."""
    return render(request, "pulse/thanks.html", {"place": _place(key), "language": VIETNAMESE})


def pulse_public(request: HttpRequest, key: str) -> HttpResponse:
    """What came of a round that was published, and what was done about it."""
    row = get_object_or_404(Round.objects.select_related("unit"), key=key)
    if row.state != Round.State.PUBLISHED:
        raise Http404("Kết quả này chưa được công bố.")
    context = {"round": row, "results": figures_of(row), "replies": row.replies.select_related("question"),
               "fewest": FEWEST, "fewest_at": FEWEST_AT_A_PLACE, "language": VIETNAMESE}  # fmt: skip
    return render(request, "pulse/public.html", context)
