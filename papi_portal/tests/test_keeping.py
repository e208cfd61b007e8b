"""Backup, restore and comparison of what is stored: equal row by row and file by file, or told which is not."""

import errno
import hashlib
import json
import os
import subprocess
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from journal import partitions
from papi_portal import kept_files
from papi_portal.keeping import archive, database, secrets, storage
from plans.models import Evidence
from plans.tests.paper import entries_of, make_period, make_plan
from units.models import AccountStep, User


@pytest.fixture
def media(settings, tmp_path):
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    return tmp_path / "media"


def test_a_deleted_file_stays_aside_and_its_name_is_not_given_away(media):
    name = default_storage.save("issued/a.pdf", ContentFile(b"signed"))
    default_storage.delete(name)
    assert not default_storage.exists(name) and (kept_files.aside() / name).read_bytes() == b"signed"
    assert default_storage.save("issued/a.pdf", ContentFile(b"other")) != name
    default_storage.delete("issued/never-there.pdf")
    assert kept_files.forget_aside(1) == 0
    os.utime(kept_files.aside() / name, (0, 0))
    assert kept_files.forget_aside(1) == 1 and not (kept_files.aside() / name).exists()


def test_rows_and_files_are_compared_both_ways(cast, media):
    entry = entries_of(make_period(make_plan(cast.commune, cast.commune_office)))[0]
    rows = []
    for text in (b"same", b"gone", b"other"):
        sum_ = hashlib.sha256(b"same").hexdigest()
        rows.append(Evidence.objects.create(
            entry=entry, added_by=cast.official, name="a.txt", sha256=sum_, file=ContentFile(text, name="a.txt")
        ))  # fmt: skip
    (media / str(rows[1].file)).unlink()
    (media / "evidence" / "nobody.txt").write_bytes(b"")
    found = storage.compared()
    assert [line.split(":")[0] for line in found.missing] == [f"plans.Evidence {rows[1].pk}"]
    assert [line.split(":")[0] for line in found.changed] == [f"plans.Evidence {rows[2].pk}"]
    assert found.unnamed == ["evidence/nobody.txt"] and not found.well
    with pytest.raises(CommandError, match="1 tệp thiếu, 1 tệp bị thay đổi"):
        call_command("check_storage")


@pytest.mark.django_db(transaction=True)
def test_a_backup_restores_equal_and_says_what_is_not(media, tmp_path):
    kept = default_storage.save("issued/a.pdf", ContentFile(b"signed"))
    assert kept == f"issued/s{hashlib.sha256(b'signed').hexdigest()[:32]}-a.pdf"
    deleted = default_storage.save("issued/b.pdf", ContentFile(b"deleted since"))
    default_storage.delete(deleted)
    made = archive.back_up(tmp_path / "backups")
    manifest = archive.verified(made)
    assert {f"media/{kept}", f"deleted/{deleted}"} < set(manifest["files"])
    assert manifest["tables"]["django_migrations"][0] > 50
    archive.drill(made)
    with pytest.raises(archive.Differs, match="không trống"):
        archive.restore(made)
    User.objects.create(username="sau")
    now = database.sums_of()
    assert [name for name in now if now[name] != manifest["tables"][name]] == ["units_user"]
    (made / f"media/{kept}").unlink()
    (made / f"media/{kept}").write_bytes(b"forged")
    with pytest.raises(CommandError, match=kept):
        call_command("restore", str(tmp_path / "backups"), drill=True)


@pytest.mark.django_db(transaction=True)
def test_traces_divided_by_year_are_backed_up_and_come_back_divided(media, tmp_path):
    """Two rules that cross: a table in parts is still kept row by row, its parts with it."""
    if connection.vendor != "postgresql":
        pytest.skip("other databases do not divide tables")
    for table in partitions.divisible():
        partitions.divide(table, 2026)
    try:
        AccountStep.objects.create(account=User.objects.create(username="vet"), verb="make", said="Lập", year=2027)
        made = archive.back_up(tmp_path / "backups")
        kept = archive.verified(made)["tables"]
        assert kept["units_accountstep"][0] == kept["units_accountstep_2027"][0] == 1
        archive.drill(made)
    finally:
        for table in partitions.divisible():
            partitions.put_together(table)


def test_only_whole_backups_remain_the_newest_of_them(tmp_path):
    for name in (
        "papi-20261101-010000",
        "papi-20261102-010000",
        "papi-20261103-010000",
        "papi-20261104-010000.partial",
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / archive.MANIFEST).write_text(json.dumps({}))
    (tmp_path / "mine").mkdir()
    archive.thin_out(tmp_path, 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "papi-20261102-010000", "papi-20261103-010000"]
    assert archive.newest(tmp_path).name == "papi-20261103-010000"


def test_keys_leave_only_for_the_holder_of_a_key(tmp_path, settings):
    settings.SIGNING_DIR = tmp_path / "signing"
    settings.SIGNING_DIR.mkdir()
    (settings.SIGNING_DIR / "lanhdao.p12").write_bytes(b"key")
    home = tmp_path / "gpg"
    home.mkdir(mode=0o700)
    gpg = ["gpg", "--homedir", str(home), "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", ""]
    subprocess.run([*gpg, "--quick-gen-key", "kho@example.vn", "future-default", "default", "never"], check=True)
    public = tmp_path / "kho.asc"
    public.write_bytes(subprocess.run([*gpg, "--armor", "--export"], check=True, capture_output=True).stdout)
    secrets.locked(tmp_path, public)
    locked = tmp_path / secrets.FILE
    assert b"lanhdao" not in locked.read_bytes()
    opened = subprocess.run([*gpg, "--decrypt", str(locked)], check=True, capture_output=True).stdout
    assert b"signing/lanhdao.p12" in opened and settings.SECRET_KEY.encode() in opened
    subprocess.run(["gpgconf", "--homedir", str(home), "--kill", "all"], check=True)
    with pytest.raises(RuntimeError, match="gpg"):
        secrets.locked(tmp_path, tmp_path / "nobody.asc")


def test_a_full_disk_leaves_no_half_file(media):
    class Cut(ContentFile):
        """The second reading, which is the writing, ends in the middle."""

        def chunks(self, chunk_size=None):
            yield b"half"
            if self.size == 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            yield b" and half"
            self.size = 0

    with pytest.raises(OSError, match="No space"):
        default_storage.save("evidence/a.txt", Cut(b"half and half"))
    assert not [path for path in media.rglob("*") if path.is_file()]


@pytest.mark.parametrize("harm", ["gone", "cut", "changed"])
def test_a_file_whose_row_has_no_sum_is_told_by_its_name(cast, client, media, harm):
    entry = entries_of(make_period(make_plan(cast.commune, cast.commune_office)))[0]
    row = Evidence.objects.create(
        entry=entry, added_by=cast.official, name="a.jpg", mime="image/jpeg", file=ContentFile(b"photo", name="a.jpg"),
        thumbnail=ContentFile(b"small photo", name="a.jpg"),
    )  # fmt: skip
    client.force_login(cast.official)
    assert client.get(f"/tai-lieu/{row.pk}/anh-nho/").status_code == 200
    place = media / str(row.thumbnail)
    {"gone": place.unlink, "cut": lambda: place.write_bytes(b"small"),
     "changed": lambda: place.write_bytes(b"other photo")}[harm]()  # fmt: skip
    answer = client.get(f"/tai-lieu/{row.pk}/anh-nho/")
    assert answer.status_code == 409
    assert ("Tệp bị mất" if harm == "gone" else "Tệp đã bị thay đổi") in answer.content.decode()
    found = storage.compared()
    assert (len(found.missing), len(found.changed)) == ((1, 0) if harm == "gone" else (0, 1))


def test_a_file_that_is_gone_or_changed_is_said_and_never_handed_out(cast, client, media):
    entry = entries_of(make_period(make_plan(cast.commune, cast.commune_office)))[0]
    client.force_login(cast.official)
    good = hashlib.sha256(b"same").hexdigest()
    for text, sum_, said in ((b"same", good, ""), (b"other", good, "Tệp đã bị thay đổi"), (b"", "", "Tệp bị mất")):
        row = Evidence.objects.create(
            entry=entry, added_by=cast.official, name="a.txt", mime="text/plain", sha256=sum_,
            file=ContentFile(text, name="a.txt"),
        )  # fmt: skip
        if not text:
            (media / str(row.file)).unlink()
        answer = client.get(f"/tai-lieu/{row.pk}/")
        assert answer.status_code == (409 if said else 200)
        assert said in (answer.content.decode() if said else "")


def test_where_nginx_hands_files_out_the_portal_only_judges(cast, media, client, settings):
    """X_ACCEL: rights and sum as ever, no byte in the answer, policies and name kept for nginx to carry over."""
    settings.X_ACCEL = "/kho-tep/"
    entry = entries_of(make_period(make_plan(cast.commune, cast.commune_office)))[0]
    row = Evidence.objects.create(
        entry=entry, added_by=cast.official, name="Ảnh chụp.txt", mime="text/plain",
        sha256=hashlib.sha256(b"same").hexdigest(), file=ContentFile(b"same", name="Ảnh chụp 1.txt"),
    )  # fmt: skip
    page = reverse("evidence", args=[row.pk])
    assert client.get(page).status_code == 302, "who is not signed in is led to nginx by nothing"
    client.force_login(cast.official, "django.contrib.auth.backends.ModelBackend")
    answer = client.get(page)
    assert (answer.status_code, answer.content, answer.get("Content-Length", "0")) == (200, b"", "0")
    assert unquote(answer["X-Accel-Redirect"]) == f"/kho-tep/{row.file.name}" and answer["X-Accel-Redirect"].isascii()
    assert "sandbox" in answer["Content-Security-Policy"] and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "text/plain" and "attachment" in answer["Content-Disposition"]
    (media / row.file.name).write_bytes(b"forged")
    told = client.get(page)
    assert told.status_code == 409 and "X-Accel-Redirect" not in told
    (media / row.file.name).unlink()
    assert "Tệp bị mất" in client.get(page).text
