"""Plans issued before their numbers came from the register: each number gets its row, and the book goes on behind it."""

import re

from django.db import migrations

BOOKS = {"KH": "ke_hoach", "CTr": "chuong_tri", "CT": "chi_thi", "QĐ": "quyet_dinh"}


def enter(apps, schema_editor):
    """The earlier plan keeps a number that two bear; the later one stays as it was issued, without a row."""
    Plan = apps.get_model("plans", "Plan")
    issued = Plan.objects.exclude(state="draft").exclude(number="").exclude(date=None).filter(amends=None)
    for plan in issued.order_by("date", "pk"):
        found, by = re.match(r"\s*(\d{1,6})\s*/\s*(\S.*)", plan.number), _who(apps, plan)
        if found and by and int(found[1]):
            _enter(apps, plan, int(found[1]), found[2].strip()[:60], by)


def _enter(apps, plan, number, symbol, by):
    Book, Entry = apps.get_model("reports", "Book"), apps.get_model("reports", "RegisterEntry")
    book, _ = Book.objects.get_or_create(agency_id=plan.issuer_id, kind=BOOKS[plan.kind], year=plan.date.year)
    Entry.objects.get_or_create(
        book=book,
        number=number,
        defaults={"symbol": symbol, "date": plan.date, "title": plan.title, "state": "issued", "by_id": by},
    )
    Book.objects.filter(pk=book.pk, last__lt=number).update(last=number)


def _who(apps, plan):
    """Who issued or wrote the plan, else an administrator: every row of the register names a person."""
    step = apps.get_model("plans", "PlanStep").objects.filter(plan=plan, verb="issue").first()
    User = apps.get_model("units", "User")
    return (
        (step and step.by_id)
        or plan.created_by_id
        or User.objects.order_by("-is_superuser", "pk").values_list("pk", flat=True).first()
    )


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_detail_sheet"), ("plans", "0001_initial")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
