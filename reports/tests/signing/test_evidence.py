"""Uploaded evidence is verified in place: who may ask, and what is said of a signed, changed, plain or other file."""

import pytest
from django.conf import settings as portal
from django.core.files.base import ContentFile
from django.urls import reverse

from plans.models import Evidence, Progress
from reports.tests import desk


@pytest.fixture
def evidence(cast, settings, tmp_path, authority):
    """A function bytes, type -> a piece of evidence of the commune's first entry; the authority is trusted."""
    settings.MEDIA_ROOT, settings.DEMO = tmp_path, False
    settings.SIGNING_TRUST = [str(authority / "goc-tin-cay.pem")]
    desk.commune_period(cast)
    entry = Progress.objects.order_by("pk").first()

    def put(data, mime="application/pdf", **more):
        file = ContentFile(data, "a.pdf") if data is not None else ""
        return Evidence.objects.create(
            entry=entry, file=file, name="Báo cáo.pdf", mime=mime, size=1, added_by=cast.official, **more
        )

    return put


def ask(client, person, row, **headers):
    client.force_login(person)
    return client.get(reverse("evidence_verify", args=[row.pk]), headers=headers)


def test_only_who_sees_the_entry_may_ask(client, cast, evidence, signed):
    row = evidence(signed)
    seen = {"official": 200, "reviewer": 200, "stranger": 404, "neighbour_official": 404}
    assert {name: ask(client, getattr(cast, name), row).status_code for name in seen} == seen
    client.logout()
    assert client.get(reverse("evidence_verify", args=[row.pk])).status_code == 302


def test_the_verdict_comes_as_a_page_and_as_a_fragment_of_its_card(client, cast, evidence, signed):
    row = evidence(signed)
    page = ask(client, cast.reviewer, row)
    words = page.content.decode()
    assert (page.context["badge"], len(page.context["signatures"])) == ("valid", 2)
    assert "Ủy ban nhân dân xã Tiền Phong" in words and "<html" in words
    part = ask(client, cast.reviewer, row, **{"HX-Request": "true"}).content.decode()
    assert "<html" not in part and "2 chữ ký số đều hợp lệ" in part


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda pdf: pdf[:2000] + bytes([pdf[2000] ^ 1]) + pdf[2001:], "đã bị sửa"),
        (lambda pdf: b"hello", "không phải là PDF"),
        (lambda pdf: pdf[:5000], "bị hỏng hoặc chưa tải đủ"),
    ],
)
def test_a_changed_or_broken_file_is_told(client, cast, evidence, signed, change, said):
    assert said in ask(client, cast.reviewer, evidence(change(signed))).content.decode()


def test_a_file_without_signature_and_one_that_can_have_none(client, cast, evidence, rendered):
    assert ask(client, cast.reviewer, evidence(rendered.pdf)).context["badge"] == "unsigned"
    photo = ask(client, cast.reviewer, evidence(b"x", mime="image/png"))
    assert "không phải là PDF" in photo.context["refusal"]
    link = ask(client, cast.reviewer, evidence(None, link="https://vi-du.example/a.pdf"))
    assert "liên kết" in link.context["refusal"]
    lost = evidence(rendered.pdf)
    (portal.MEDIA_ROOT / lost.file.name).unlink()
    assert "không còn trong kho" in ask(client, cast.reviewer, lost).context["refusal"]
