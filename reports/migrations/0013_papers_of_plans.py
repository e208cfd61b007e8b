"""A plan issued as a programme, directive or decision has a paper, letters and a book of that kind.

Papers of such plans still being drafted take their kind; what was numbered stays as it went out. Programmes and decisions
that only spoke of a plan of another kind are papers of their own.
"""

from django.db import migrations, models

KINDS = {"CTr": "chuong_tri", "CT": "chi_thi", "QĐ": "quyet_dinh"}


def part(apps, schema_editor):
    """First the papers that are of no plan, then the drafts that are of their plan."""
    documents = apps.get_model("reports", "Document").objects.using(schema_editor.connection.alias)
    documents.filter(kind__in=KINDS.values(), plan__isnull=False).update(plan=None)
    drafts = documents.filter(kind="ke_hoach", state="draft", entry__isnull=True, plan__kind__in=KINDS)
    for pk, letters, content in drafts.values_list("pk", "plan__kind", "content").iterator():
        symbol = letters + str(content.get("symbol", "")).removeprefix("KH")
        words = content | {"kind": KINDS[letters], "symbol": symbol} if content else content
        documents.filter(pk=pk).update(kind=KINDS[letters], content=words)


CHOICES = [
    ("bao_cao", "Báo cáo"),
    ("ke_hoach", "Kế hoạch"),
    ("cong_van", "Công văn"),
    ("to_trinh", "Tờ trình"),
    ("thong_bao", "Thông báo"),
    ("quyet_dinh", "Quyết định"),
    ("chuong_tri", "Chương trình"),
    ("chi_thi", "Chỉ thị"),
    ("giay_moi", "Giấy mời"),
    ("cong_dien", "Công điện"),
    ("bien_ban", "Biên bản"),
]


class Migration(migrations.Migration):
    dependencies = [("reports", "0012_words_of_papers"), ("plans", "0016_step_of_verb")]

    operations = [
        migrations.AlterField(
            model_name="document",
            name="kind",
            field=models.CharField(choices=CHOICES, max_length=10, verbose_name="loại"),
        ),
        migrations.RunPython(part, migrations.RunPython.noop),
    ]
