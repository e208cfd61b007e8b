"""Every dashboard of the set of `load_benchmark`, asked in turns with a page without data, in one process.

`python -m bench.board_pages` measures the database of DATABASE_URL and prints JSON: {label: {ms, empty, queries}}; the
roll-ups must be there (`rebuild_tallies`). The set has no trace: what is told of a past day is what the traces leave out.
"""

import json
import sys
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from bench.scale_pages import measured  # sets Django up
from papi_portal.benchmark.size import PREFIX
from plans.models import Period, Plan
from units.models import Unit, User


def pages() -> list[tuple[str, str, str]]:
    """[(label, name of the account, address)]"""
    province = Unit.objects.get(code="33", valid_to=None)
    commune = Unit.objects.filter(parent=province, valid_to=None).order_by("pk")[0]
    plan = Plan.objects.get(unit=province)
    periods = list(Period.objects.filter(plan=plan).exclude(state="planned").order_by("ends"))
    now, before = periods[-1], periods[-2]
    above, official = f"{PREFIX}33.thamdinh", f"{PREFIX}{commune.code}.nhaplieu"
    admin = User.objects.get(username__endswith=".quantri").username
    past = timezone.localdate() - timedelta(days=3)

    def at(name, **query):
        return f"{reverse(name)}?{urlencode({'don_vi': province.pk, **query})}"

    of_period = {"ke_hoach": plan.pk, "ky": before.pk}
    return [
        ("heat map", above, at("dashboard")),
        ("heat map, end of a period", above, at("dashboard", **of_period, ngay=f"{before.ends:%d-%m-%Y}")),
        ("heat map, another past day", above, at("dashboard", ngay=f"{past:%d-%m-%Y}")),
        ("rows of a figure", above, at("dashboard_rows", so="share", ke_hoach=plan.pk, ky=now.pk)),
        ("one unit's mean", above, f"{reverse('dashboard_unit', args=[commune.pk])}?don_vi={province.pk}"),
        ("picture of the nation", admin, reverse("nation")),
        ("picture of a province", above, at("picture")),
        ("who lacks accounts", above, at("lacking", so="account")),
        ("trend of a province", above, at("trends")),
        ("trend of a province, figures", above, at("trends", xem="chi-tieu")),
        ("trend of a commune", official, f"{reverse('trends')}?don_vi={commune.pk}"),
        ("what changed", above, at("changed", tu=f"{past:%d-%m-%Y}")),
        ("alerts", above, at("alerts")),
        ("briefings", above, at("briefings")),
    ]


def main(words: list[str]) -> None:
    settings.DEBUG, settings.ALLOWED_HOSTS = False, ["testserver"]
    found = {}
    for label, who, address in pages():
        if not words or any(word in label for word in words):
            found[label] = one = measured(who, address, {})
            told = (
                one if "status" in one else f"{one['ms'] / one['empty']:6.2f} x {one['ms']:8.1f} ms {one['queries']} q"
            )
            print(f"{label:40} {told}", file=sys.stderr, flush=True)
    json.dump(found, sys.stdout, indent=1, ensure_ascii=False)


if __name__ == "__main__":
    main(sys.argv[1:])
