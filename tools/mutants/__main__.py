"""`make mutants`: every mutant of the tables, a seeded sample of the rest; prints killed and survived, module by module.

python -m tools.mutants [--sample 300] [--seed 20261130] [--minutes 60] [--tables no] [module …]
"""

import argparse
import json
import os
import random
import sys
from argparse import Namespace
from collections import Counter, defaultdict

import pytest

from tools.mutants.targets import MODULES, ROOT, tests_of

BAR = 92.0  # percent killed
RESULTS = ROOT / "var" / "mutants.json"


def main() -> int:
    """0 when the bar is met."""
    asked = _arguments()
    os.environ["PAPI_TEST_DB"] = "sqlite"
    os.chdir(ROOT)
    modules = [module for module in MODULES if not asked.modules or module in asked.modules]
    starter = _Starter(modules, asked)
    pytest.main(
        ["-q", "-n0", "-p", "no:cacheprovider", "-p", "no:randomly", "--no-header", *tests_of(modules)], [starter]
    )
    return _told(starter.runner)


class _Starter:
    """Makes the mutants once Django is ready, for a module's tables name members of its own classes."""

    def __init__(self, modules: list[str], asked: Namespace) -> None:
        self.modules, self.asked = modules, asked

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        from tools.mutants.running import Runner  # needs Django's settings

        self.runner = Runner(_chosen(self.modules, self.asked), self.asked.minutes * 60)
        config.pluginmanager.register(self.runner)


def _chosen(modules, asked):
    from tools.mutants import making

    every = [mutant for module in modules for mutant in making.of_module(module)]
    tables = [mutant for mutant in every if mutant.table] if asked.tables == "yes" else []
    rest = [mutant for mutant in every if not mutant.table]
    print(f"{len(every)} mutants: {len(every) - len(rest)} of tables, {len(rest)} of the rest", flush=True)
    picked = random.Random(asked.seed).sample(rest, min(asked.sample, len(rest)))
    return tables + sorted(picked, key=lambda mutant: (mutant.module, mutant.line))


def _told(runner):
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    lived = []
    for mutant in runner.mutants:
        if outcome := runner.outcomes.get(id(mutant)):
            counted[mutant.module][outcome] += 1
            if outcome != "killed":
                lived.append((mutant, outcome))
    print()
    for module, outcomes in counted.items():
        print(f"{outcomes['killed']:5} killed {outcomes['lived'] + outcomes['unreached']:4} survived  {module}")
    return _verdict(sum(counted.values(), Counter()), lived)


def _verdict(total, lived):
    made = sum(total.values()) or 1
    share = 100 * total["killed"] / made
    print(f"{total['killed']} of {made} killed: {share:.1f} % (bar {BAR:.0f} %)")
    RESULTS.parent.mkdir(exist_ok=True)
    rows = [[outcome, mutant.module, mutant.line, mutant.what] for mutant, outcome in lived]
    RESULTS.write_text(
        json.dumps({"killed": total["killed"], "made": made, "survived": rows}, ensure_ascii=False, indent=1)
    )
    return 0 if share >= BAR else 1


def _arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=20261130)
    parser.add_argument("--minutes", type=int, default=60)
    parser.add_argument("--tables", choices=["yes", "no"], default="yes")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
