"""Verbs on accounts: whose they are to touch, what each leaves behind, the key of a first sign-in and its last minute."""

from datetime import date, timedelta

import pytest
from axes.models import AccessAttempt
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone

from conftest import make_agency, make_person
from units.accounts import first_sign_in, managing, table
from units.accounts.names import suggested
from units.errors import Conflict, Refused
from units.models import AccountStep, Agency, FirstKey, Post, Role, Unit, User
from units.permissions import Action, can, who_may

TODAY = date(2026, 3, 10)
NEW = {"role": Role.ENTRY, "since": TODAY, "username": "hongquang.moi", "title": "Công chức Văn hóa – xã hội"}


@pytest.fixture
def keeper(cast):
    """The province's administrator of accounts."""
    return make_person("hungyen.quantri", Role.UNIT_ADMIN, cast.province_office, "Quản trị đơn vị")


def again(row):
    return type(row).objects.get(pk=row.pk)


def trace(person):
    return [(step.verb, step.by.username) for step in AccountStep.objects.filter(account=person).order_by("pk")]


def test_made_with_a_post_and_no_password_by_the_administrator_of_the_unit_alone(cast, keeper):
    made = managing.make(cast.new_commune_office, by=keeper, **NEW)
    assert not made.has_usable_password() and can(again(made), Action.ENTER, cast.new_commune)
    assert trace(made) == [("made", "hungyen.quantri")] and "Quản trị" in who_may(Action.ACCOUNTS, cast.new_commune)
    with pytest.raises(Refused):  # the leader looks at it, no more
        managing.make(cast.new_commune_office, by=cast.new_leader, **NEW | {"username": "x"})
    with pytest.raises(Http404):
        managing.make(cast.far_office, by=keeper, **NEW | {"username": "x"})
    with pytest.raises(Refused, match="Quản trị dữ liệu"):
        managing.make(cast.new_commune_office, by=keeper, **NEW | {"username": "x", "role": Role.ADMIN})
    with pytest.raises(ValidationError, match="chữ hoa"):
        managing.make(cast.new_commune_office, by=keeper, **NEW | {"username": "HongQuang.moi"})


def test_an_account_with_a_post_elsewhere_or_of_the_system_is_not_hers(cast, keeper):
    assert managing.may_manage(keeper, cast.new_leader) and not managing.may_manage(keeper, cast.stranger)
    assert not managing.may_manage(cast.new_leader, cast.new_official)
    post = Post.objects.create(user=cast.new_leader, agency=cast.far_office, role=Role.OVERSEER, title="Theo dõi")
    assert not managing.may_manage(keeper, cast.new_leader)
    yesterday = timezone.localdate() - timedelta(days=1)
    Post.objects.filter(pk=post.pk).update(valid_from=yesterday, valid_to=yesterday + timedelta(days=1))
    assert not managing.may_manage(keeper, cast.new_leader)
    Post.objects.filter(pk=post.pk).update(valid_to=yesterday)
    assert managing.may_manage(keeper, cast.new_leader)
    User.objects.filter(pk=cast.new_leader.pk).update(is_staff=True)
    with pytest.raises(Refused, match="phạm vi quản lý"):
        first_sign_in.key_for(again(cast.new_leader), by=keeper, way="phiếu")


def test_a_post_ends_on_its_last_day_and_not_before_it_began(cast, keeper):
    post = cast.new_official.posts.get()
    managing.end(post, by=keeper, last=TODAY)
    assert [Post.objects.in_force(TODAY + timedelta(days=n)).filter(pk=post.pk).exists() for n in (-1, 0, 1)] == [
        True, True, False,
    ]  # fmt: skip
    with pytest.raises(ValueError, match="hết hiệu lực ngày 10/03/2026"):
        managing.end(again(post), by=keeper, last=TODAY + timedelta(days=1))
    with pytest.raises(ValueError, match="bắt đầu từ 01/01/2020"):
        managing.end(cast.new_leader.posts.get(), by=keeper, last=date(2019, 12, 31))
    with pytest.raises(ValueError, match="Không tự cho mình thôi"):
        managing.end(keeper.posts.get(), by=keeper, last=TODAY)
    with pytest.raises(ValueError, match="Không tự ngừng"):
        managing.stop(keeper, by=keeper)


def test_moved_and_handed_over_without_a_day_between_or_twice(cast, keeper):
    office = make_agency(cast.new_commune, "Phòng Kinh tế")
    moved = managing.move(cast.new_official.posts.get(), office, by=keeper, title="Chuyên viên", since=TODAY)
    old = cast.new_official.posts.exclude(pk=moved.pk).get()
    assert (old.valid_to, moved.valid_from, moved.role) == (date(2026, 3, 9), TODAY, Role.ENTRY)
    seat = Post.objects.get(user=cast.new_leader)
    Post.objects.filter(pk=seat.pk).update(confirmed_for=seat.title)
    taken = managing.hand_over(again(seat), cast.new_official, by=keeper, since=TODAY)
    assert (taken.role, taken.title, taken.confirmed_for, again(seat).valid_to) == (
        Role.LEADER, seat.title, "", date(2026, 3, 9),
    )  # fmt: skip
    assert trace(cast.new_leader)[-1] == trace(cast.new_official)[-1] == ("handed", "hungyen.quantri")
    with pytest.raises(ValueError, match="Không tự nhận bàn giao"):  # an account keeper would make herself the leader
        managing.hand_over(taken, keeper, by=keeper, since=TODAY + timedelta(days=5))
    with pytest.raises(ValueError, match="đang giữ chính chức vụ"):
        managing.hand_over(taken, cast.new_official, by=keeper, since=TODAY + timedelta(days=5))
    with pytest.raises(ValueError, match="đã giữ vai trò này"):
        managing.appoint(again(cast.new_official), office, by=keeper, role=Role.ENTRY, title="x", since=TODAY)


def test_what_has_ended_gets_no_new_post_from_the_next_day_on(cast):
    keeper = make_person("hungyen.quantri.cu", Role.UNIT_ADMIN, cast.old_province_office, "Quản trị đơn vị")
    last = cast.commune.valid_to
    with pytest.raises(ValueError, match="hết hiệu lực ngày 30/06/2025"):
        managing.make(cast.commune_office, by=keeper, **NEW | {"since": last + timedelta(days=1)})
    assert managing.make(cast.commune_office, by=keeper, **NEW | {"since": last})


def test_renamed_says_what_changed_and_a_wrong_address_changes_nothing(cast, keeper):
    words = {"title": cast.new_leader.title, "legal_name": "Trần Thị Bình", "email": cast.new_leader.email}
    assert managing.rename(cast.new_leader, by=keeper, **words) == ["họ và tên khi ký: Lê Thị Hòa → Trần Thị Bình"]
    assert managing.rename(again(cast.new_leader), by=keeper, **words) == []
    with pytest.raises(ValidationError):
        managing.rename(cast.new_leader, by=keeper, email="không phải thư")
    assert trace(cast.new_leader) == [("renamed", "hungyen.quantri")]


def test_a_key_lets_its_owner_in_once_within_seven_days_and_ends_what_opened_before(cast, keeper, client):
    official = cast.new_official
    client.force_login(official)
    first = first_sign_in.key_for(official, by=keeper, way="phiếu in")
    assert client.get("/viec/").status_code == 302  # her old session is over
    key = first_sign_in.key_for(official, by=keeper, way="phiếu in")
    assert first_sign_in.whose(first) is None and first_sign_in.whose(f" {key.lower().replace('-', '')} ") == official
    assert key not in str(list(FirstKey.objects.values())) and key not in str(list(AccountStep.objects.values()))
    until = FirstKey.objects.get().expires_at
    for moment, opens in ((until - timedelta(seconds=1), 1), (until, 0)):
        assert FirstKey.objects.open(moment).of(key).count() == opens
    assert timedelta(days=6, hours=23) < until - timezone.now() <= timedelta(days=7)
    person = first_sign_in.own_password(key, "ruộng bậc thang 2026")
    assert person.check_password("ruộng bậc thang 2026") and trace(person)[-1] == ("own", official.username)
    with pytest.raises(Conflict, match="đã dùng rồi"):
        first_sign_in.own_password(key, "lần thứ hai 2026")


def test_who_is_stopped_signs_in_by_no_key_and_may_come_back(cast, keeper):
    key = first_sign_in.key_for(cast.new_official, by=keeper, way="thư")
    managing.stop(cast.new_official, by=keeper)
    assert first_sign_in.whose(key) is None
    with pytest.raises(ValueError, match="đang ngừng"):
        first_sign_in.key_for(again(cast.new_official), by=keeper, way="thư")
    managing.resume(again(cast.new_official), by=keeper)
    assert first_sign_in.whose(key) == cast.new_official
    assert [verb for verb, _ in trace(cast.new_official)] == ["keyed", "stopped", "resumed"]


def test_the_page_says_who_holds_what_who_is_missing_and_who_is_locked_out(cast, keeper, django_assert_num_queries):
    today = timezone.localdate()
    AccessAttempt.objects.create(username="hongquang.lanhdao", failures_since_start=5, attempt_time=timezone.now())
    with django_assert_num_queries(3):
        (office,) = table.of_unit(cast.new_commune, today)
    assert [(row.post.role, row.badge) for row in office.rows] == [("entry", "acc_never"), ("leader", "acc_locked")]
    assert office.missing == [Role.CLERK]
    assert managing.unlock(cast.new_leader, by=keeper) == 1
    User.objects.filter(pk=cast.new_leader.pk).update(last_login=timezone.now())
    Post.objects.filter(user=cast.new_official).update(valid_to=today - timedelta(days=1))
    rows = {row.post.role: row.badge for row in table.of_unit(cast.new_commune, today)[0].rows}
    assert rows == {"leader": "acc_used", "entry": "acc_ended"}
    with django_assert_num_queries(2):
        (row,) = table.below(cast.province, today)
    assert (row.people, row.never, row.missing) == (1, 0, [Role.ENTRY, Role.CLERK])
    assert set(Unit.objects.filter(table.without("pk", today), depth=1, valid_to=None)) == {cast.new_commune}


def test_names_to_sign_in_with_are_proposed_and_never_twice():
    unit = Unit(name="Xã Tiền Phong", code="12193")
    office = Agency(unit=unit, name="UBND xã Tiền Phong", heads_unit=True)
    proposed = [suggested(office, Role.LEADER, taken) for taken in (
        (), {"tienphong.lanhdao"}, {"tienphong.lanhdao", "tienphong12193.lanhdao"},
    )]  # fmt: skip
    assert proposed == ["tienphong.lanhdao", "tienphong12193.lanhdao", "tienphong12193.lanhdao2"]
    assert suggested(Agency(unit=unit, name="Phòng Văn hóa – Xã hội"), Role.ENTRY, ()) == "phongvanhoaxahoi.nhaplieu"
