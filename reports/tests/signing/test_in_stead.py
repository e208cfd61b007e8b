"""Nobody signs with another's key: who signs in a colleague's stead, by which form, with whose certificate and name."""

from datetime import timedelta
from itertools import product

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.urls import reverse

from conftest import make_agency, make_person
from plans.models import Plan
from plans.tests.paper import make_plan
from reports.layout import frozen
from reports.models import RegisterEntry
from reports.papers import press
from reports.papers.workflow import papers
from reports.pen import keyring
from reports.pen.verdict import verify
from reports.signing.workflow import signing
from reports.tests import desk
from units.errors import Conflict, Refused
from units.models import Delegation, Post, Power, Role, User
from units.signing_forms import in_stead

pytestmark = pytest.mark.django_db
Signs = Post.Signs


@pytest.fixture
def office(cast, settings, tmp_path, signing_folder):
    """A head, a deputy, the head of a part of the office, somebody who signs by order, and officials."""
    settings.DEMO, settings.SIGNING_DIR, settings.MEDIA_ROOT = True, signing_folder, tmp_path / "media"
    settings.SIGNING_TSA_URL = settings.SIGNING_PKCS11_MODULE = settings.SIGNING_REMOTE_URL = ""
    settings.SIGNING_TRUST = []
    part = make_agency(cast.commune, "Phòng Văn hóa – Xã hội xã Tiền Phong")
    named = [
        ("deputy", Role.LEADER, cast.commune_office, "Phó Chủ tịch UBND xã", Signs.DEPUTY, "Trần Thị Bình"),
        ("of_part", Role.LEADER, part, "Trưởng Phòng Văn hóa – Xã hội", Signs.HEAD, "Lê Văn Cường"),
        ("by_order", Role.ENTRY, cast.commune_office, "Chánh Văn phòng", Signs.ORDER, "Phạm Thị Dung"),
    ]
    for name, role, agency, title, signs, legal in named:
        person = make_person(f"tienphong.{name}", role, agency, title, signs=signs)
        User.objects.filter(pk=person.pk).update(legal_name=legal)
        setattr(cast, name, User.objects.get(pk=person.pk))
    User.objects.filter(pk=cast.leader.pk).update(legal_name="Nguyễn Văn An")
    return cast


def lend(cast, person, today, *, rights=(Power.SIGN,), days=0):
    Delegation.objects.create(
        from_user=cast.leader, to_user=person, valid_from=today + timedelta(days=days),
        valid_to=today + timedelta(days=days), rights=list(rights),
    )  # fmt: skip
    return User.objects.get(pk=person.pk)


# The rule, word for word: who holds what may sign from the head's post by which form; "" is not at all.
FORMS = {
    (Role.LEADER, "same", Signs.DEPUTY): "KT",
    (Role.LEADER, "same", Signs.HEAD): "KT",
    (Role.LEADER, "same", Signs.ACTING): "KT",
    (Role.LEADER, "part", Signs.HEAD): "TUQ",
    (Role.LEADER, "part", Signs.ACTING): "TUQ",
    (Role.LEADER, "part", Signs.DEPUTY): "",
    **{(role, where, Signs.ORDER): "TL" for role in Role for where in ("same", "part")},
    **{(role, where, Signs.MANDATE): "TUQ" for role in Role for where in ("same", "part")},
}


@pytest.mark.parametrize(("role", "where", "signs"), list(product(Role, ("same", "part", "other unit"), Signs)))
def test_the_rule_of_signing_in_stead(office, role, where, signs):
    lent = office.leader.posts.select_related("agency").get()
    agency = {"same": office.commune_office, "part": office.of_part.posts.get().agency}.get(where, office.far_office)
    stead = in_stead(lent, (Post(role=role, agency=agency, signs=signs, title="Chức vụ"),))
    assert (stead.form if stead else "") == FORMS.get((role, where, signs), "")


@pytest.mark.parametrize("signs", [Signs.DEPUTY, Signs.ORDER, Signs.MANDATE])
def test_who_signs_for_another_does_not_hand_it_on(office, signs):
    lent = Post(role=Role.LEADER, agency=office.commune_office, signs=signs, title="Phó Chủ tịch")
    assert in_stead(lent, tuple(office.deputy.posts.select_related("agency"))) is None


@pytest.mark.parametrize(
    ("who", "lines", "name", "said"),
    [
        (
            "deputy", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Trần Thị Bình",
            "Ký thay (KT.) Chủ tịch UBND xã, Nguyễn Văn An",
        ),
        (
            "of_part", ("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG VĂN HÓA – XÃ HỘI"), "Lê Văn Cường",
            "Ký thừa ủy quyền (TUQ.) Chủ tịch UBND xã, Nguyễn Văn An, theo ủy quyền",
        ),
        (
            "by_order", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"), "Phạm Thị Dung",
            "Ký thừa lệnh (TL.) Chủ tịch UBND xã, Nguyễn Văn An, theo ủy quyền",
        ),
    ],
)  # fmt: skip
def test_her_own_certificate_title_and_name_and_the_verdict_says_in_whose_stead(
    client, office, today, who, lines, name, said
):
    person = getattr(office, who)
    own_key, heads_key = keyring.of_post(person.posts.get()), keyring.of_post(office.leader.posts.get())
    document = desk.to_sign(office)
    by_her_own_post = who == "deputy"
    signing.sign(document, by=person if by_her_own_post else lend(office, person, today))
    document = desk.fresh(document)
    block = frozen.paper_of(document).signing
    assert (block.lines, block.name) == (lines, name)
    signature = verify(document.pdf.read()).signatures[0]
    common = {place: _name_in(place) for place in (own_key, heads_key)}
    assert signature.who == common[own_key] != common[heads_key]
    step = document.steps.get(verb="sign")
    assert (step.by, step.acting_for, step.note) == (person, None if by_her_own_post else office.leader, said)
    assert document.signer.user == person
    assert RegisterEntry.objects.get().signer.startswith(name)
    signing.issue(document, by=office.clerk)
    document = desk.fresh(document)
    assert said in client.get(reverse("public_document", args=[document.code])).content.decode()
    file = SimpleUploadedFile("a.pdf", document.pdf.read(), "application/pdf")
    assert said in client.post(reverse("verify"), {"file": file}).content.decode()


def _name_in(place):
    """The common name in the certificate of a key folder."""
    with place.leader_key().opened() as opened:
        return opened.signing_cert.subject.native["common_name"]


def test_officials_and_strangers_to_the_agency_sign_in_no_form(office, today):
    document = desk.to_sign(office)
    for person in (office.official, office.clerk, office.reviewer, office.neighbour_official):
        with pytest.raises((Refused, Conflict, Exception)) as refusal:
            signing.sign(document, by=lend(office, person, today))
        assert type(refusal.value).__name__ in ("Refused", "Http404")
    assert "sign" not in dict(papers.moves_for(document, User.objects.get(pk=office.official.pk)))
    assert not RegisterEntry.objects.exists()


def test_the_head_of_a_part_does_not_sign_the_papers_of_the_committee_by_her_own_post(office, today):
    document = desk.to_sign(office)
    with pytest.raises(Refused, match="lãnh đạo của chính cơ quan đó"):
        signing.sign(document, by=office.of_part)
    signing.sign(document, by=lend(office, office.of_part, today))


@pytest.mark.parametrize(("days", "may"), [(-1, False), (0, True), (1, False)])
def test_only_on_the_days_of_the_delegation_and_only_when_signing_was_lent(office, today, days, may):
    document = desk.to_sign(office)
    assert ("sign" in dict(papers.moves_for(document, lend(office, office.of_part, today, days=days)))) == may
    Delegation.objects.all().delete()
    others = [power for power in Power if power is not Power.SIGN]
    assert "sign" not in dict(papers.moves_for(document, lend(office, office.of_part, today, rights=others)))


def test_without_a_name_nobody_signs_in_anothers_stead(office, today):
    User.objects.filter(pk=office.of_part.pk).update(legal_name="")
    with pytest.raises(ValueError, match="họ và tên"):
        signing.sign(desk.to_sign(office), by=lend(office, office.of_part, today))
    assert not RegisterEntry.objects.exists()


@pytest.mark.parametrize("ended", [-1, 0, 1])
def test_what_was_lawfully_signed_stays_so_when_the_delegation_ends_before_the_seal(office, today, ended):
    """Issued the day after the delegation's last day, on it, the day before it."""
    plan = make_plan(office.commune, office.commune_office, number="", state=Plan.State.DRAFT, year=today.year)
    document = papers.begin("ke_hoach", office.commune_office, by=office.official, plan=plan)
    assert press.make(document.pk)
    papers.move(desk.fresh(document), "send", by=office.official)
    signing.sign(desk.fresh(document), by=lend(office, office.of_part, today))
    span = {"valid_from": today - timedelta(days=5), "valid_to": today + timedelta(days=ended)}
    Delegation.objects.filter(to_user=office.of_part).update(**span)
    signing.issue(desk.fresh(document), by=office.clerk)
    step = plan.steps.get(verb="issue")
    assert (step.by, step.acting_for) == (office.of_part, office.leader)
    plan.refresh_from_db()
    assert (plan.state, plan.number) == (Plan.State.ISSUED, "01/KH-UBND")


def test_the_day_after_its_end_nothing_more_is_signed(office, today):
    document = desk.to_sign(office)
    with pytest.raises((Refused, Http404)):
        signing.sign(document, by=lend(office, office.of_part, today, days=-1))
    with pytest.raises((Refused, Http404)):
        signing.sign(document, by=lend(office, office.of_part, today, days=1))
