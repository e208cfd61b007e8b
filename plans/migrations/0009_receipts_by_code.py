"""Receipts are numbered by the unit's code and the year: two units of one code never share a number again."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Max


def by_code(apps, schema_editor):
    """One counter a code and year, at the highest number given under it so far; numbers given stay as they are."""
    Counter = apps.get_model("plans", "ReceiptCounter")
    Counter.objects.update(code=models.Subquery(_code_of(apps)))
    highest = Counter.objects.values("code", "year").annotate(last=Max("last"), kept=Max("pk"))
    for row in list(highest):
        Counter.objects.filter(pk=row["kept"]).update(last=row["last"])
        Counter.objects.filter(code=row["code"], year=row["year"]).exclude(pk=row["kept"]).delete()
    _settle(schema_editor)


def _code_of(apps):
    return apps.get_model("units", "Unit").objects.filter(pk=models.OuterRef("unit")).values("code")


def by_unit(apps, schema_editor):
    """Each unit of the code goes on from the common number, so that none is given twice either."""
    Counter, Unit = apps.get_model("plans", "ReceiptCounter"), apps.get_model("units", "Unit")
    for row in list(Counter.objects.all()):
        units = Unit.objects.filter(code=row.code).order_by("-valid_from").values_list("pk", flat=True)
        Counter.objects.bulk_create(Counter(unit_id=pk, code=row.code, year=row.year, last=row.last) for pk in units)
        row.delete()
    _settle(schema_editor)


def _settle(schema_editor):
    """PostgreSQL alters no table whose foreign keys still wait for the end of the transaction to be checked."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [("plans", "0008_measure_identity")]

    operations = [
        migrations.RemoveConstraint("receiptcounter", "receipt_counter_once"),
        migrations.AddField(
            "receiptcounter", "code", models.CharField(default="", max_length=16), preserve_default=False
        ),
        migrations.AlterField(
            "receiptcounter",
            "unit",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.unit",
            ),
        ),
        migrations.RunPython(by_code, by_unit),
        migrations.RemoveField("receiptcounter", "unit"),
        migrations.AddConstraint(
            "receiptcounter", models.UniqueConstraint(fields=("code", "year"), name="receipt_counter_of_code")
        ),
    ]
