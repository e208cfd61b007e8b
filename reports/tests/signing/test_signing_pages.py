"""Signing through the portal's pages with keys that lie elsewhere: tokens, two steps, a remote service, the plug-in."""

import json
import subprocess

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509 import load_der_x509_certificate
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.models import Document, RegisterEntry
from reports.papers.workflow import papers
from reports.pen import cabinet, chain, keyring
from reports.pen.chain import Role
from reports.pen.verdict import VALID, verify
from reports.tests import desk
from reports.tests.signing import services
from reports.tests.signing.services import CODE, PASSWORD, PIN


@pytest.fixture
def office(settings, tmp_path, authority):
    """A portal without keys of its own that trusts the authority."""
    settings.DEMO, settings.SIGNING_DIR, settings.MEDIA_ROOT = False, tmp_path / "keys", tmp_path / "media"
    settings.SIGNING_TRUST = [str(authority / "goc-tin-cay.pem")]
    settings.SIGNING_TSA_URL = settings.SIGNING_PKCS11_MODULE = settings.SIGNING_REMOTE_URL = ""
    return settings


@pytest.fixture
def paper(cast, office):
    return desk.to_sign(cast)


def send(client, person, name, *args, **data):
    client.force_login(person)
    return client.post(reverse(name, args=args), data)


def get(client, person, name, *args, **query):
    client.force_login(person)
    return client.get(reverse(name, args=args), query)


def upload(data, name="a.bin"):
    return SimpleUploadedFile(name, data)


def verdict(document, roots):
    return verify(desk.fresh(document).pdf.read(), roots)


def lacks_only_the_seal(document, roots):
    """Signed by the leader, and nothing else to be said of it."""
    return [one.code for one in verdict(document, roots).points] == ["no_seal"]


# --- A token on the server --------------------------------------------------------------------------------------------


def test_leader_and_clerk_sign_with_tokens(client, cast, paper, office, token, roots):
    office.SIGNING_PKCS11_MODULE = token
    answer = send(client, cast.leader, "document_move", paper.pk, "sign", method="token", secret="0000")
    assert (answer.status_code, "PIN" in answer.content.decode()) == (422, True)
    assert not RegisterEntry.objects.exists()
    assert send(client, cast.leader, "document_move", paper.pk, "sign", method="token", secret=PIN).status_code == 302
    assert send(client, cast.clerk, "document_move", paper.pk, "issue", method="token", secret=PIN).status_code == 302
    found = verdict(paper, roots)
    assert (found.overall, [one.field for one in found.signatures]) == (VALID, ["KyLanhDao", "KyCoQuan"])


def test_two_posts_of_one_office_never_share_a_token(cast, office):
    post = cast.leader.posts.get()
    deputy = type(post)(agency=post.agency, title="Chủ tịch UBND xã (quyền)")
    labels = {keyring.token_label(keyring.of_post(one)) for one in (post, deputy)}
    assert len(labels) == 2 and all(len(label) <= 32 for label in labels)


# --- In two steps -----------------------------------------------------------------------------------------------------


def test_a_token_in_the_official_s_own_computer_signs_in_two_steps(
    client, cast, paper, token, leader, roots, tmp_path
):
    answer = send(client, cast.leader, "document_move", paper.pk, "sign", method="apart")
    assert answer.url == reverse("document_apart", args=[paper.pk, "sign"])
    bad = send(client, cast.leader, "document_apart", paper.pk, "sign", file=upload(b"x", "a.cer"))
    assert (bad.status_code, "Không đọc được chứng thư số" in bad.content.decode()) == (422, True)
    send(client, cast.leader, "document_apart", paper.pk, "sign", file=upload(leader[1][0], "a.cer"))
    page = get(client, cast.leader, "document_apart", paper.pk, "sign")
    assert page.context["waiting"].algorithm == "RSASSA-PSS-SHA256"
    todo = get(client, cast.leader, "document_apart_file", paper.pk, "sign", "thuoc-tinh.bin").content
    (tmp_path / "in").write_bytes(todo)
    ways = ["--sign", "--id", "01", "--mechanism", "SHA256-RSA-PKCS-PSS", "--mgf", "MGF1-SHA256", "--salt-len", "32"]
    command = [*services.pkcs11_tool("papi"), *ways, "-i", "in", "-o", "out"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    wrong = send(client, cast.leader, "document_apart", paper.pk, "sign", file=upload(b"\0" * 256, "a.sig"))
    assert (wrong.status_code, "không khớp" in wrong.content.decode()) == (422, True)
    done = send(
        client, cast.leader, "document_apart", paper.pk, "sign", file=upload((tmp_path / "out").read_bytes(), "a.sig")
    )
    assert done.url == reverse("document", args=[paper.pk])
    assert lacks_only_the_seal(paper, roots)
    assert desk.fresh(paper).awaiting.name == ""


def test_a_detached_cms_fits_as_well(client, cast, paper, leader, roots, tmp_path):
    key, certificates = leader
    pem = load_der_x509_certificate(certificates[0]).public_bytes(Encoding.PEM)
    (tmp_path / "cert.pem").write_bytes(pem)
    (tmp_path / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    send(client, cast.leader, "document_apart", paper.pk, "sign", file=upload(pem, "a.pem"))
    todo = get(client, cast.leader, "document_apart_file", paper.pk, "sign", "noi-dung.bin").content
    (tmp_path / "in").write_bytes(todo)
    made = {}
    for name, source in (("good", "in"), ("foreign", "cert.pem")):
        command = ["openssl", "cms", "-sign", "-cades", "-binary", "-md", "sha256", "-signer", "cert.pem", "-inkey"]
        command += ["key.pem", "-keyopt", "rsa_padding_mode:pss", "-in", source, "-outform", "DER", "-out", name]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
        made[name] = (tmp_path / name).read_bytes()
    wrong = send(client, cast.leader, "document_apart", paper.pk, "sign", file=upload(made["foreign"], "a.p7s"))
    assert (wrong.status_code, desk.fresh(paper).state) == (422, "to_sign")
    send(client, cast.leader, "document_apart", paper.pk, "sign", file=upload(made["good"], "a.p7s"))
    assert lacks_only_the_seal(paper, roots)


def test_what_waits_is_for_one_person_one_step_and_one_version(client, cast, paper, leader):
    send(client, cast.leader, "document_apart", paper.pk, "sign", file=upload(leader[1][0], "a.cer"))
    assert get(client, cast.clerk, "document_apart", paper.pk, "initial").context["waiting"] is None
    papers.move(desk.fresh(paper), "send_back", by=cast.leader, note="Sửa")
    papers.move(desk.fresh(paper), "send", by=cast.official)
    assert get(client, cast.leader, "document_apart", paper.pk, "sign").context["waiting"] is None
    assert get(client, cast.leader, "document_apart", paper.pk, "send_back").status_code == 404


def test_words_changed_after_a_hand_out_are_never_signed_from_the_old_file(client, cast, paper):
    before = send(client, cast.leader, "document_to_sign", paper.pk, "sign").content
    assert send(client, cast.leader, "document_to_sign", paper.pk, "sign").content == before
    papers.move(desk.fresh(paper), "send_back", by=cast.leader, note="Sửa")
    papers.move(desk.fresh(paper), "send", by=cast.official)
    assert send(client, cast.leader, "document_to_sign", paper.pk, "sign").content != before


# --- A remote service -------------------------------------------------------------------------------------------------


def test_a_remote_service_is_offered_only_where_it_is_configured(client, cast, paper, office, remote):
    methods = [value for value, _ in _methods(client, cast, paper)]
    assert "remote" not in methods
    assert get(client, cast.leader, "document_remote", paper.pk, "sign").status_code == 404
    office.SIGNING_REMOTE_URL = remote[0]
    assert "remote" in [value for value, _ in _methods(client, cast, paper)]


def _methods(client, cast, paper):
    page = get(client, cast.leader, "document_move", paper.pk, "sign")
    return page.context["form"].fields["method"].choices


def test_a_paper_is_signed_remotely_after_the_code_was_sent(client, cast, paper, office, remote, roots, caplog):
    caplog.set_level("DEBUG")
    office.SIGNING_REMOTE_URL, asked = remote
    given = {"account": "lanhdao", "password": PASSWORD}
    wrong = send(
        client, cast.leader, "document_remote", paper.pk, "sign", **given | {"password": "sai"}, one_time_code=CODE
    )
    words = wrong.content.decode()
    assert (wrong.status_code, "mật khẩu không đúng" in words, PASSWORD in words) == (422, True, False)
    sent = send(client, cast.leader, "document_remote", paper.pk, "sign", **given, otp="1")
    assert ("Đã yêu cầu gửi mã" in sent.content.decode(), asked[-1][0]) == (True, "credentials/sendOTP")
    assert desk.fresh(paper).state == "to_sign"
    assert (
        send(client, cast.leader, "document_remote", paper.pk, "sign", **given, one_time_code="9").status_code == 422
    )
    done = send(client, cast.leader, "document_remote", paper.pk, "sign", **given, one_time_code=CODE)
    assert done.url == reverse("document", args=[paper.pk])
    assert lacks_only_the_seal(paper, roots)
    kept = " ".join(str(vars(row)) for row in (desk.fresh(paper), *paper.steps.all()))
    assert not {PASSWORD, CODE} & set((caplog.text + kept).split()) and PASSWORD not in caplog.text + kept


def test_a_service_that_is_away_is_told(client, cast, paper, office):
    office.SIGNING_REMOTE_URL = "http://127.0.0.1:9/csc/v1"
    answer = send(client, cast.leader, "document_remote", paper.pk, "sign", account="a", password="b")
    assert (answer.status_code, "không trả lời" in answer.content.decode()) == (422, True)


# --- The national plug-in ---------------------------------------------------------------------------------------------


@pytest.fixture
def pen(drawer, authority):
    """bytes -> bytes: signs whichever field is next, with the key that belongs there."""

    def sign(pdf):
        if chain.next_role(pdf) is Role.INITIALS:
            own = cabinet.of(authority, "vanthu")
            return chain.sign(pdf, Role.INITIALS, own.leader_key(), image=own.signature_image)
        if chain.next_role(pdf) is Role.AGENCY:
            return chain.sign(pdf, Role.AGENCY, drawer.agency_key(), image=drawer.seal_image)
        return chain.sign(pdf, chain.next_role(pdf), drawer.leader_key(), image=drawer.signature_image)

    return sign


@pytest.mark.django_db(transaction=True)
def test_the_local_service_fetches_signs_and_uploads_every_step(client, live_server, cast, paper, office, pen, roots):
    office.SITE_URL = live_server.url
    order = _order(client, cast.clerk, paper, "initial")
    assert services.run_errand(order, pen)["Status"] == 0
    page = get(client, cast.leader, "document_plugin", paper.pk, "sign")
    assert page.context["order"] is None and not RegisterEntry.objects.exists(), "looking at the page holds no number"
    order = _order(client, cast.leader, paper, "sign")
    assert services.run_errand(order, lambda pdf: pdf)["Message"].startswith("Tệp nhận về không có chữ ký mới")
    assert services.run_errand(order, pen)["Status"] == 0
    assert "hết hạn" in services.run_errand(order, lambda pdf: b"%PDF-")["Message"], "a pass is for one signature"
    order = _order(client, cast.clerk, paper, "issue")
    assert (order["DocNumber"], services.run_errand(order, pen)["Status"]) == ("01/BC-UBND", 0)
    done = get(client, cast.clerk, "document_plugin", paper.pk, "issue", xong="")
    assert done.url == reverse("document", args=[paper.pk])
    found = verdict(paper, roots)
    assert (found.overall, len(found.signatures), desk.fresh(paper).state) == (VALID, 2, "issued")
    initialled = paper.steps.get(verb="initial")
    assert [one.field for one in verify(initialled.file.read(), roots).signatures] == ["KyNhay"]


def _order(client, person, paper, name):
    send(client, person, "document_move", paper.pk, name, method="plugin")
    page = get(client, person, "document_plugin", paper.pk, name)
    assert page.context["order"].errand == ("SignIssued" if name == "issue" else "SignApproved")
    return json.loads(page.context["order"].parameters)


def test_a_forged_pass_opens_nothing(client, paper):
    assert client.get(reverse("plugin_file", args=["forged"])).status_code == 404
    answer = client.post(reverse("plugin_upload", args=["forged"]), {"uploadfile": upload(b"%PDF-", "a.pdf")})
    assert (answer.json()["Status"], desk.fresh(paper).state) == (False, "to_sign")


def test_a_service_that_says_done_without_a_file_is_not_believed(client, cast, paper):
    page = get(client, cast.leader, "document_plugin", paper.pk, "sign", xong="")
    assert "chưa được ký" in page.content.decode() and Document.objects.get().state == "to_sign"
