"""What a line of the journal says, where from, and that it goes back with what it tells of."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from journal.kinds import GROUPS, Kind, group_of
from journal.models import Note
from journal.notes import note
from journal.whence import coming_from, here

pytestmark = pytest.mark.django_db


def test_a_line_says_who_where_from_and_what_changed(cast):
    with coming_from("203.0.113.7", "Firefox"):
        made = note(Kind.SETTING, by=cast.leader, about=cast.official, unit=cast.commune, subject=cast.commune,
                    said="một người nhập và gửi", before={"on": False}, after={"on": True})  # fmt: skip
    line = Note.objects.select_related("words", "by").get(pk=made.pk)
    assert (line.by, line.about_id, line.unit_id) == (cast.leader, cast.official.pk, cast.commune.pk)
    assert line.subject == f"unit:{cast.commune.pk}" and str(line).startswith("đổi cài đặt ")
    assert (line.words.name, line.words.address, line.words.device) == (cast.leader.username, "203.0.113.7", "Firefox")
    assert line.words.after == {"on": True} and line.apart == line.words.digest
    assert here() == ("", ""), "what comes after the request comes from nowhere"


def test_who_is_not_signed_in_may_call_herself_anything():
    made = note(Kind.SIGN_IN_FAILED, by=AnonymousUser(), name="a\x00\ud800" + "x" * 300, said="y" * 900)
    assert made.by_id is None and len(made.words.name) == 150 and "\x00" not in made.words.name
    assert Note.objects.get().words.digest == made.apart


def test_a_line_goes_back_with_what_it_tells_of(cast):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        note(Kind.SIGNED, by=cast.leader)
        raise ZeroDivisionError
    assert not Note.objects.exists()


def test_every_kind_stands_in_one_group():
    listed = [kind for kinds in GROUPS.values() for kind in kinds]
    assert sorted(listed) == sorted(Kind) and group_of(Kind.SIGNED) == "Ký số"
    assert max(map(len, Kind.values)) <= Note._meta.get_field("kind").max_length
