"""Issue "dashboards": every board of a province on both databases, and of the nation when asked.

The set is `load_benchmark`'s with its roll-ups. A figure is the processor time of a page, its server's included, as a
multiple of a page without data of the same person; of the nation also as a multiple of the same page at a province.
BENCH_NATION=1 measures the nation on PostgreSQL too: its loading takes ten minutes, its roll-ups another seven; ask
for it by `python -m bench.bench_dashboards`.
"""

import json
import os
from collections.abc import Iterator

from bench.bench_scale import QUERIES, row, run

HEAT_MAP, OTHER_DAY, OTHERS, TWICE = 5, 10, 3, 2
BARS = {"heat map": HEAT_MAP, "heat map, end of a period": HEAT_MAP, "heat map, another past day": OTHER_DAY}


def rows() -> list[dict]:
    from tools.servers import give_addresses, start_servers

    found = list(rows_of("a province, SQLite", measured(dict(os.environ), "--provinces=1")))
    start_servers()
    give_addresses(0)
    province = measured(dict(os.environ), "--provinces=1")
    found += rows_of("a province, PostgreSQL", province)
    if os.environ.get("BENCH_NATION"):
        run(dict(os.environ), "manage.py", "load_benchmark", "--drop")
        nation = measured(dict(os.environ))
        found += rows_of("the nation, PostgreSQL", nation)
        found += beside(nation, province)
    return found


def measured(env: dict[str, str], *size: str) -> dict[str, dict]:
    """{label: its figures} of `bench.board_pages`, in a database that is filled first."""
    env |= {"DEBUG": "1", "DJANGO_SETTINGS_MODULE": "papi_portal.settings"}
    run(env, "manage.py", "migrate", "--verbosity=0")
    run(env, "manage.py", "load_benchmark", *size)
    run(env, "manage.py", "rebuild_tallies")
    return json.loads(run(env, "-m", "bench.board_pages"))


def rows_of(name: str, pages: dict[str, dict]) -> Iterator[dict]:
    """Times a page without data, and queries; a page that was not answered says so."""
    for label, one in pages.items():
        if "status" in one:
            yield row("dashboards", f"{name}: {label}, answered", one["status"], 200, one["status"] == 200)
            continue
        times, bar = round(one["ms"] / one["empty"], 2), BARS.get(label, OTHERS)
        yield row("dashboards", f"{name}: {label}, times a page without data", times, bar, times <= bar)
        yield row("dashboards", f"{name}: {label}, queries", one["queries"], QUERIES, one["queries"] <= QUERIES)


def beside(nation: dict[str, dict], province: dict[str, dict]) -> Iterator[dict]:
    """The nation's pages as multiples of the province's, in one run."""
    for label, one in nation.items():
        if "ms" in one and "ms" in province.get(label, {}):
            times = round(one["ms"] / province[label]["ms"], 2)
            yield row("dashboards", f"the nation: {label}, times a province's", times, TWICE, times <= TWICE)


if __name__ == "__main__":
    for one in rows():
        print(f"{one['name']}: {one['figure']} (bar {one['bar']}) {'met' if one['met'] else 'MISSED'}")
