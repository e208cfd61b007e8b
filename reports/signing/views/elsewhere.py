"""Signing with a key that is not on the server: a page for each way, and the two addresses the local service calls."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.core import signing as passes
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from reports.papers.forms.files import FileForm
from reports.papers.forms.steps import RemoteForm
from reports.papers.workflow import papers
from reports.pen import keyring, vgca
from reports.pen.chain import Role
from reports.pen.errors import SigningError
from reports.pen.remote import RemoteService
from reports.permissions import fetch
from reports.signing.workflow import elsewhere
from reports.signing.workflow.signing import ROLES
from units import confidential
from units.errors import Conflict, Refused
from units.requests import SignedInRequest

PAGES = {
    keyring.ELSEWHERE: "document_elsewhere",
    keyring.PLUGIN: "document_plugin",
    keyring.REMOTE: "document_remote",
    keyring.APART: "document_apart",
}
CERTIFICATES = (".cer", ".crt", ".pem", ".der", ".p7b", ".p7c")
SIGNATURES = (".sig", ".bin", ".p7s", ".pem", ".der", ".txt")
APART_FILES = {"thuoc-tinh.bin": "attributes", "noi-dung.bin": "content"}
PASS_LIFE = 30 * 60  # seconds from opening the page to the signed file
SALT = "reports.plugin"


@login_required
def document_elsewhere(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """Take the file, sign it with any program, bring it back."""
    row, step = _standing(request, pk, name)
    form = _file_form(request, (".pdf",), "Tệp đã ký")
    if request.method == "POST" and form.is_valid():
        answer = _try(form, "file", elsewhere.take_in, row, name, _bytes(form), by=request.user)
        if answer:
            return _done(request, row, step)
    return _page(request, "elsewhere", row, step, name, form=form, field=ROLES[name].value)


@login_required
@require_POST
def document_to_sign(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """Make the file to be signed elsewhere and hand it out; the number is held with the leader's first one."""
    row, _ = _standing(request, pk, name)
    return _pdf(elsewhere.prepare(row, name, by=request.user), row)


# --- In two steps -----------------------------------------------------------------------------------------------------


@login_required
def document_apart(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """Certificate in, bytes to be signed out; signature in, done. `?lai` begins again."""
    row, step = _standing(request, pk, name)
    waiting = None if "lai" in request.GET else elsewhere.waiting_apart(row, name, by=request.user)
    form = _file_form(request, *((SIGNATURES, "Chữ ký") if waiting else (CERTIFICATES, "Chứng thư số")))
    if request.method == "POST" and form.is_valid():
        verb = elsewhere.finish_apart if waiting else elsewhere.begin_apart
        answer = _try(form, "file", verb, row, name, _bytes(form), by=request.user)
        if answer:
            return _done(request, row, step) if waiting else redirect("document_apart", pk, name)
    return _page(request, "apart", row, step, name, form=form, waiting=waiting)


@login_required
def document_apart_file(request: SignedInRequest, pk: int, name: str, what: str) -> HttpResponse:
    """The bytes to be signed: the attributes for a bare signature, the content for a detached CMS."""
    row, _ = _standing(request, pk, name)
    waiting = elsewhere.waiting_apart(row, name, by=request.user)
    if not waiting or what not in APART_FILES:
        raise Http404("Chưa có tệp chờ ký; làm lại bước 1.")
    answer = HttpResponse(getattr(waiting, APART_FILES[what]), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{row.pk}-{what}"'
    return answer


# --- At a remote service ----------------------------------------------------------------------------------------------


@sensitive_post_parameters(*confidential.FIELDS)
@login_required
def document_remote(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """An account of the configured service; `otp` in the post sends the code to the phone and keeps the page."""
    row, step = _standing(request, pk, name)
    if not settings.SIGNING_REMOTE_URL:
        raise Http404("Chưa cấu hình dịch vụ ký số từ xa.")
    form = RemoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verb = _send_code if "otp" in request.POST else _sign_remotely
        sent = _try(form, None, verb, row, name, form.cleaned_data, by=request.user)
        if sent and "otp" not in request.POST:
            return _done(request, row, step)
        if sent:
            messages.info(request, "Đã yêu cầu gửi mã xác nhận đến điện thoại của bạn; nhập lại mật khẩu và mã đó.")
    return _page(request, "remote", row, step, name, form=form)


@sensitive_variables("given")
def _send_code(row, name, given, *, by):
    service, credential = _service(given)
    service.send_code(credential)


@sensitive_variables("given")
def _sign_remotely(row, name, given, *, by):
    service, credential = _service(given)
    elsewhere.sign_remotely(row, name, service, credential, by=by, pin=given["pin"], code=given["one_time_code"])


@sensitive_variables("given")
def _service(given):
    service = RemoteService.entered(settings.SIGNING_REMOTE_URL, given["account"], given["password"])
    return service, given["credential"] or service.credential()


# --- By the national plug-in ------------------------------------------------------------------------------------------


@login_required
def document_plugin(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """The page that talks to the service on this computer, once a post has made the file the service will fetch.

    `?xong` is where it goes when the service says it is done.
    """
    if "xong" in request.GET:
        row = fetch(request.user, pk)
        last = row.steps.first()
        if last and last.verb == name and last.by == request.user:
            return _done(request, row, papers.MOVES[name])
    row, step = _standing(request, pk, name)
    if request.method == "POST":
        elsewhere.prepare(row, name, by=request.user)
        return redirect("document_plugin", pk, name)
    made = elsewhere.hand_out(row, name, by=request.user) is not None
    return _page(
        request, "plugin", row, step, name, order=_order(request, row, name) if made else None,
        service=settings.SIGNING_PLUGIN_URL, not_running=vgca.NOT_RUNNING, lost="xong" in request.GET,
    )  # fmt: skip


def _order(request, row, name):
    given = passes.dumps({"d": row.pk, "m": name, "u": request.user.pk, "v": row.version}, salt=SALT)
    address = {page: settings.SITE_URL + reverse(page, args=[given]) for page in ("plugin_file", "plugin_upload")}
    numbered = {"reference": str(row.entry), "day": row.entry.date} if name == "issue" else {}
    what = "agency" if ROLES[name] is Role.AGENCY else "leader"
    return vgca.order(
        what, download_url=address["plugin_file"], upload_url=address["plugin_upload"], session=given, **numbered
    )


def plugin_file(request: HttpRequest, given: str) -> HttpResponse:
    """The file for the local service, which has the pass and no session."""
    row, name, user = _carried(given)
    file = elsewhere.hand_out(row, name, by=user)
    if file is None:
        raise Http404("Tệp chờ ký không còn khớp với văn bản; mở lại trang ký số.")
    return _pdf(file, row)


@csrf_exempt
@require_POST
def plugin_upload(request: HttpRequest, given: str) -> HttpResponse:
    """The signed file from the local service; the answer is what it shows to the official."""
    try:
        row, name, user = _carried(given)
        file = request.FILES.get(vgca.UPLOAD)
        if not file or file.size > settings.UPLOAD_MAX_MB * 1024 * 1024:
            raise SigningError("Không nhận được tệp đã ký, hoặc tệp quá lớn.")
        elsewhere.take_in(row, name, file.read(), by=user)
    except (SigningError, ValueError, Conflict, Refused) as refusal:
        return JsonResponse(vgca.receipt(refusal=str(refusal)))
    except Http404:
        return JsonResponse(vgca.receipt(refusal="Phiên ký đã hết hạn; mở lại trang ký số của văn bản."))
    return JsonResponse(vgca.receipt(f"{row.code}.pdf"))


def _carried(given):
    """(document, step, user) of a pass. Raises Http404 for one that is forged, too old, or of an earlier version."""
    try:
        said = passes.loads(given, salt=SALT, max_age=PASS_LIFE)
    except passes.BadSignature:
        raise Http404("Phiên ký đã hết hạn.") from None
    user = get_user_model().objects.filter(pk=said["u"], is_active=True).first()
    row = fetch(user, said["d"]) if user else None
    if not row or row.version != said["v"]:
        raise Http404("Phiên ký đã hết hạn.")
    return row, said["m"], user


# --- Shared -----------------------------------------------------------------------------------------------------------


def _standing(request, pk, name):
    if name not in ROLES:
        raise Http404("Bước này không ký số.")
    row = fetch(request.user, pk)
    return row, papers.guard(row, name, request.user).step


def _file_form(request, endings, label):
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FileForm(*data, endings=endings, most=settings.UPLOAD_MAX_MB)
    form.fields["file"].label = label
    return form


def _bytes(form):
    return form.cleaned_data["file"].read()


@sensitive_variables("args")
def _try(form, place, verb, *args, **kwargs):
    """Whether the verb went through; a refusal stands in the form."""
    try:
        verb(*args, **kwargs)
        return True
    except (SigningError, ValueError) as refusal:
        form.add_error(place, str(refusal))
    return False


def _done(request, row, step):
    messages.success(request, f"Đã {step.said}: {Truncator(row.title).words(16)}")
    return redirect("document", row.pk)


def _pdf(data, row):
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="cho-ky-{row.pk}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer


def _page(request, page, row, step, name, *, form=None, **more):
    context = {"document": row, "step": step, "name": name, "form": form, **more}
    return render(request, f"reports/document_{page}.html", context, status=422 if form and form.errors else 200)
