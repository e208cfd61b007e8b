"""Who signs, in the right words: a person confirms title, form and name before a paper is sent up."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.layout import frozen
from reports.papers import checks
from reports.papers.workflow import papers
from reports.signing.workflow import signing
from reports.tests import desk
from units.errors import Refused
from units.models import Post, Role, SettingStep, User
from units.signers import confirm, problems, waiting

HEAD, DEPUTY, ACTING = Post.Signs.HEAD, Post.Signs.DEPUTY, Post.Signs.ACTING
WRONG = [
    ("Chủ tịch", HEAD, "", "chưa khai họ và tên"),
    ("Chủ tịch", HEAD, "Nguyễn Văn A", "tên mẫu"),
    ("Chủ tịch", HEAD, "nguyễn thị b", "tên mẫu"),
    ("", HEAD, "Trần Bình", "còn trống"),
    ("Phó Bí thư Đảng ủy", HEAD, "Trần Bình", "không ghi chức vụ khác"),
    ("Chủ tịch UBND xã", HEAD, "Trần Bình", "không ghi chức vụ khác"),
    ("Chủ tịch, Trưởng ban", HEAD, "Trần Bình", "không ghi chức vụ khác"),
    ("Phó Chủ tịch", HEAD, "Trần Bình", "KT."),
    ("Quyền Chủ tịch", HEAD, "Trần Bình", "Q."),
    ("Chủ tịch", DEPUTY, "Trần Bình", "không phải cấp phó"),
]
RIGHT = [("Chủ tịch", HEAD, "Trần Bình"), ("Phó Chủ tịch", DEPUTY, "Nguyễn Văn An"), ("Quyền Chủ tịch", ACTING, "Lê A Páo"),
         ("Chánh Văn phòng", Post.Signs.ORDER, "Trần Bình")]  # fmt: skip


@pytest.fixture
def post(cast):
    found = Post.objects.get(user=cast.leader)
    Post.objects.filter(pk=found.pk).update(confirmed_for="", title="Phó Bí thư Đảng ủy, Chủ tịch UBND xã")
    return Post.objects.get(pk=found.pk)


@pytest.mark.parametrize(("title", "form", "name", "why"), WRONG)
def test_what_does_not_stand_over_a_signature(cast, post, settings, title, form, name, why):
    settings.DEMO = False
    with pytest.raises(ValueError, match=why):
        confirm(post, by=cast.leader, title=title, form=form, name=name)
    assert Post.objects.get(pk=post.pk).confirmed_for == ""


@pytest.mark.parametrize(("title", "form", "name"), RIGHT)
def test_what_does(cast, post, title, form, name):
    confirm(post, by=cast.leader, title=title, form=form, name=name)
    fresh = Post.objects.get(pk=post.pk)
    assert (fresh.signing_title, fresh.signs, fresh.user.legal_name, problems(fresh)) == (title, form, name, [])
    assert title in SettingStep.objects.get(setting="signing").reason


def test_the_blank_name_of_forms_never_leaves_the_demo(cast, settings):
    User.objects.filter(pk=cast.leader.pk).update(legal_name="Nguyễn Văn A")
    for demo in (True, False):
        settings.DEMO = demo
        assert bool(problems(Post.objects.get(user=cast.leader))) is not demo


def test_a_paper_is_not_sent_up_over_a_title_nobody_has_confirmed(cast, post):
    document = desk.report(cast)
    with pytest.raises(ValueError, match=r"“Chủ tịch”, cấp trưởng\) chưa được xác nhận.*Người ký văn bản"):
        papers.move(document, "send", by=cast.official)
    assert "Người ký:" in {one.head for one in checks.findings(document, frozen.paper_of(document))}
    confirm(post, by=cast.leader, title="Chủ tịch", form=HEAD, name="Trần Bình")
    papers.move(desk.fresh(document), "send", by=cast.official)
    assert desk.fresh(document).state == "to_sign"


def test_another_title_is_confirmed_again(cast):
    Post.objects.filter(user=cast.leader).update(title="Chủ tịch UBND phường")
    assert len(problems(Post.objects.get(user=cast.leader))) == 1


def test_nor_signed(cast, keys):
    document = desk.to_sign(cast)
    Post.objects.filter(user=cast.leader).update(confirmed_for="")
    with pytest.raises(ValueError, match="Chưa ký được"):
        signing.sign(document, by=User.objects.get(pk=cast.leader.pk))


def test_the_page_shows_the_block_and_confirms_it(client, cast, post):
    client.force_login(cast.leader)
    address = reverse("signers", args=[cast.commune.pk])
    page = client.get(address).content.decode()
    assert "TM. ỦY BAN NHÂN DÂN" in page and "chưa được xác nhận" in page and 'value="Chủ tịch"' in page
    typed = {
        "post": post.pk,
        f"p{post.pk}-title": "Phó Bí thư",
        f"p{post.pk}-form": "head",
        f"p{post.pk}-name": "Trần Bình",
    }
    answer = client.post(address, typed)
    assert answer.status_code == 422 and 'value="Phó Bí thư"' in answer.content.decode()
    assert client.post(address, {**typed, f"p{post.pk}-title": "Chủ tịch"}).status_code == 302
    assert "Đã xác nhận" in client.get(address).content.decode()


def test_signers_nobody_has_confirmed_are_a_list_of_work_with_a_press_for_each(client, cast, post):
    User.objects.filter(pk=cast.leader.pk).update(legal_name="Trần Bình")
    client.force_login(cast.leader)
    page = client.get(reverse("signers_waiting"))
    assert [row[0] for row in page.context["rows"]] == [post] == list(waiting(cast.leader))
    assert client.get(reverse("unit_settings", args=[cast.commune.pk])).context["signers"] == 1
    Post.objects.create(user=cast.official, agency=post.agency, role=Role.UNIT_ADMIN, title="Quản trị")
    client.force_login(cast.official)
    assert client.get(reverse("work")).context["signers"] == 1
    client.force_login(cast.leader)
    typed = {
        "post": post.pk,
        f"p{post.pk}-title": "Chủ tịch",
        f"p{post.pk}-form": "head",
        f"p{post.pk}-name": "Trần Bình",
    }
    for name, value in typed.items():
        assert f'name="{name}" value="{value}"' in page.content.decode()
    answer = client.post(reverse("signers", args=[cast.commune.pk]) + "?danh-sach", typed)
    assert answer.url == reverse("signers_waiting") and not waiting(cast.leader)
    assert not waiting(cast.stranger)


@pytest.mark.parametrize(("day", "found"), [(-1, 0), (0, 1), (1, 1)])
def test_nobody_is_asked_about_signers_of_a_unit_that_ended(cast, post, day, found):
    last = timezone.localdate() + timedelta(days=day)
    type(cast.commune).objects.filter(pk=cast.commune.pk).update(valid_to=last)
    assert waiting(cast.leader).count() == found


def test_only_who_keeps_the_unit_s_settings(client, cast, post):
    with pytest.raises(Refused):
        confirm(post, by=cast.official, title="Chủ tịch", form=HEAD, name="Trần Bình")
    client.force_login(cast.stranger)
    assert client.get(reverse("signers", args=[cast.commune.pk])).status_code == 404
