"""Passwords and user names: one Unicode form, names without regard to capitals, nothing monotonous."""

import unicodedata

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from conftest import PASSWORD, make_person
from units.models import Role, User
from units.passwords import OneFormHasher

FORMS = ("NFC", "NFD", "NFKC", "NFKD")


@pytest.fixture
def person(cast):
    made = make_person("Thị.Thu", Role.CLERK, cast.commune_office, "Văn thư")
    made.set_password("Đường Trường Sơn 7")
    made.save()
    return made


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
def test_a_password_is_the_same_in_every_form(person, form):
    assert person.check_password(unicodedata.normalize(form, "Đường Trường Sơn 7"))
    person.set_password(unicodedata.normalize(form, "Ngõ Huế 36 phố cổ"))
    assert person.check_password("Ngõ Huế 36 phố cổ") and not person.check_password("Ngo Hue 36 pho co")
    assert not person.check_password("ngõ huế 36 phố cổ"), "capitals of a password count"


@pytest.mark.django_db
def test_a_hash_of_before_still_lets_its_owner_in(person):
    apart = unicodedata.normalize("NFD", "Đường Trường Sơn 7")
    person.password = PBKDF2PasswordHasher().encode(apart, "muoi", 1000)
    assert person.check_password(apart) and not person.check_password("Đường")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", ["Thị.Thu", "thị.thu", "THỊ.THU", unicodedata.normalize("NFD", "thị.Thu"), "Ｔhị.Thu"]
)
def test_a_name_is_the_same_in_every_form_and_capital(client, person, typed):
    answer = client.post(reverse("login"), {"username": typed, "password": "Đường Trường Sơn 7"})
    assert answer.status_code == 302 and client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.django_db
def test_wrong_passwords_count_whatever_the_capitals(client, cast):
    for name in (
        "tienphong.nhaplieu",
        "TIENPHONG.nhaplieu",
        "Tienphong.Nhaplieu",
        "tienphong.NHAPLIEU",
        "TienPhong.nhaplieu",
    ):
        answer = client.post(reverse("login"), {"username": name, "password": "sai"})
    assert answer.status_code == 429
    assert client.post(reverse("login"), {"username": "tienphong.nhaplieu", "password": PASSWORD}).status_code == 429


@pytest.mark.django_db
def test_no_second_account_differs_in_capitals_only(person):
    with pytest.raises(ValidationError, match="không phân biệt chữ hoa"):
        User(username="THỊ.thu", password="x").full_clean()
    person.clean()  # the account itself is no second one


@pytest.mark.django_db
def test_of_two_old_accounts_the_one_written_exactly_so_is_meant(person):
    twin = User.objects.create_user("thị.thu", password="Đường Láng Hòa Lạc 8")
    named = User.objects.get_by_natural_key
    assert (named("thị.thu"), named("Thị.Thu")) == (twin, person)
    with pytest.raises(User.DoesNotExist):
        named("THỊ.THU")


MONOTONOUS = ["aaaaaaaaaaaa1", "1111111111", "123456789abc", "abcabcabcabc", "qwertyuiop12", "0987654321aa", "aAaAaAaAaA1",
              "ababababab99", "ａａａａａａａａａａａ１"]  # fmt: skip


@pytest.mark.parametrize("password", MONOTONOUS)
def test_monotonous_passwords_are_refused(password):
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert "password_monotonous" in {error.code for error in refused.value.error_list}


@pytest.mark.parametrize("password", ["mat-khau-dai-2024", "papi-mau-2026", "ruộng bậc thang", "Xk7#pq2!mZ"])
def test_honest_passwords_pass(password):
    validate_password(password)


EVERYBODYS = ["matkhau@2026", "Matkhau123456", "M@tkh4u2026", "anhyeuem123", "Anh yêu em 2026", "Hungyen@2026", "ubndxa2026",
              "admin@papi2026", "nguyenvana1990", "VietNam@123", "0912345678", "qwerty@2026", "tuananh1995!"]  # fmt: skip


@pytest.mark.parametrize("password", EVERYBODYS)
def test_what_everybody_takes_is_refused_in_our_own_words(password):
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert {"password_everybodys", "password_monotonous"} & {error.code for error in refused.value.error_list}


def test_her_own_title_and_phone_are_no_password():
    owner = User(username="tp.nl", title="Công chức Văn phòng", phone="0987123465")
    for password in ("công chức văn phòng", "0987123465x"):
        with pytest.raises(ValidationError, match=r"chức danh|điện thoại"):
            validate_password(password, owner)


@pytest.mark.django_db
def test_a_hash_of_before_becomes_argon2_at_the_next_sign_in(client, person):
    person.password = OneFormHasher().encode("Đường Trường Sơn 7", "muoi")
    person.save()
    client.post(reverse("login"), {"username": "thị.thu", "password": "Đường Trường Sơn 7"})
    person.refresh_from_db()
    assert person.password.startswith("argon2$argon2id$") and person.check_password("Đường Trường Sơn 7")
