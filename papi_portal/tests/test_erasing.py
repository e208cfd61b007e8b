"""A person's data erased: who may, when, by two; what goes, what stays under her position, and that nothing breaks."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.urls import reverse

from conftest import make_person
from journal import chain, checking, traces
from journal.models import Note
from journal.notes import Kind, note
from journal.whence import coming_from
from papi_portal.accounts.erasing import GOES, STAYS
from plans.models import Step
from plans.tests.paper import entries_of, make_period, make_plan
from post.models import Letter
from units.accounts import managing, second
from units.errors import Refused
from units.models import AccountAsk, AccountStep, Role, User

pytestmark = pytest.mark.django_db
HERS = ("ke.thu", "Nguyễn Thị Mẫu", "mau@example.vn", "0912345678", "203.0.113.9")


@pytest.fixture
def keepers(cast):
    return [make_person(f"hungyen.quantri{n}", Role.UNIT_ADMIN, cast.province_office, "Quản trị") for n in (1, 2)]


@pytest.fixture
def person(cast, keepers, today):
    """Gone since yesterday, her account stopped, her traces chained."""
    made = make_person("ke.thu", Role.ENTRY, cast.new_commune_office, "Kế toán")
    managing.rename(made, by=keepers[0], legal_name=HERS[1], email=HERS[2], phone=HERS[3])
    with coming_from(HERS[4], "Firefox"):
        note(Kind.SIGN_IN, by=made, said="ke.thu")
    Letter.objects.create(to=made, key="k", subject="Chào chị Mẫu", text="…")
    plan = make_plan(cast.new_commune, cast.new_commune_office)
    entry = entries_of(make_period(plan))[0]
    Step.objects.create(entry=entry, verb="submit", by=made, at=plan.created_at)
    managing.end(made.posts.get(), by=keepers[0], last=today - timedelta(days=1))
    managing.stop(made, by=keepers[0])
    chain.link_new()
    return User.objects.get(pk=made.pk)


def ask(client, keeper, person, reason="Đơn ngày 01/12/2026"):
    client.force_login(keeper)
    return client.post(reverse("account_act", args=[person.pk]), {"act": "erase", "reason": reason}, follow=True)


def said_anywhere():
    """Every word of every table but the sessions."""
    return "\n".join(str(list(model._base_manager.values())) for model in apps.get_models() if model._meta.managed)


def test_two_erase_what_names_her_and_her_work_stays(client, cast, keepers, person):
    assert "chờ một quản trị khác xác nhận" in ask(client, keepers[0], person).content.decode()
    asked = AccountAsk.objects.get()
    with pytest.raises(Refused):
        second.agree(asked, by=keepers[0])
    client.force_login(keepers[1])
    page = client.get(reverse("account", args=[person.pk])).content.decode()
    assert "Đơn ngày 01/12/2026" in page
    client.post(reverse("account_ask", args=[asked.pk]), {"act": "agree"})
    person.refresh_from_db()
    assert (person.username, person.title, person.is_erased) == (f"da-xoa-{person.pk}", "Kế toán", True)
    found = said_anywhere()
    assert [word for word in HERS if word in found] == []
    assert Step.objects.get(by=person).verb == "submit" and person.posts.count() == 1
    assert AccountStep.objects.filter(account=person).latest("pk").said == "Đơn ngày 01/12/2026"
    told = Note.objects.filter(kind=Kind.PERSONAL_ERASED, about=person)
    assert told.count() == 3 and set(told.values_list("by", flat=True)) == {keepers[1].pk}
    chain.link_new()
    assert [one for label in traces.labels() if (one := checking.broken(label))] == [] and checking.bare() == []
    again = client.post(reverse("account_act", args=[person.pk]), {"act": "resume"}, follow=True)
    assert "lập tài khoản mới" in again.content.decode() and not User.objects.get(pk=person.pk).is_active


@pytest.mark.parametrize(
    ("changes", "reason", "said"),
    [({"is_active": True}, "Đơn", "Ngừng tài khoản trước"), ({}, " ", "Ghi căn cứ"),
     ({"until": 0}, "Đơn", "còn giữ chức vụ"), ({"until": 1}, "Đơn", "còn giữ chức vụ")],
)  # fmt: skip
def test_what_comes_first(client, keepers, person, today, changes, reason, said):
    if "until" in changes:
        person.posts.update(valid_to=today + timedelta(days=changes.pop("until")))
    User.objects.filter(pk=person.pk).update(**changes or {"is_active": False})
    assert said in ask(client, keepers[0], person, reason).content.decode()
    assert not AccountAsk.objects.exists()


def test_nobody_else_asks(client, cast, person):
    for other, status in ((cast.new_leader, 403), (cast.stranger, 404)):
        assert ask(client, other, person).status_code == status
    assert not AccountAsk.objects.exists()


def test_every_table_that_names_an_account_is_decided_upon():
    naming = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is User
    }
    stays = {label for labels in STAYS.values() for label in labels.split()}
    assert naming == GOES.keys() | stays and not GOES.keys() & stays
