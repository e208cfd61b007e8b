"""The process of one area: sets up Django and the tests once, then tries the mutants chosen of the area's modules."""

import hashlib
import os
import sys
from argparse import Namespace

import pytest

from tools.mutants.__main__ import arguments
from tools.mutants.keeping import Kept
from tools.mutants.making import Mutant, of_module
from tools.mutants.targets import MODULES, ROOT, area_of, tests_of

ENDED_BEFORE = 9


def main() -> int:
    """0 when it came to its end, whatever came out."""
    asked = arguments()
    os.environ["PAPI_TEST_DB"] = "sqlite"
    os.chdir(ROOT)
    modules = [module for module in asked.modules or MODULES if area_of(module) == asked.area]
    starter = _Starter(asked)
    options = ["-q", "-n0", "-p", "no:cacheprovider", "-p", "no:randomly"]
    pytest.main([*options, *tests_of(modules)], [starter])
    return 0 if getattr(starter, "runner", None) and starter.runner.ended else ENDED_BEFORE


class _Starter:
    """Chooses the mutants once Django is ready, for a module's tables name members of its own classes."""

    def __init__(self, asked: Namespace) -> None:
        self.asked = asked

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        from tools.mutants.running import Runner  # needs Django's settings

        kept, mutants = Kept(self.asked.area), chosen(self.asked)
        left = kept.begin(mutants)
        print(f"{len(mutants)} mutants chosen, {len(left)} to try")
        self.runner = Runner(left, kept, self.asked.minutes * 60)
        config.pluginmanager.register(self.runner)


def chosen(asked: Namespace) -> list[Mutant]:
    """The area's part: of every module's mutants, all of the tables and a sample of the rest.

    The sample is drawn by a hash of each mutant, so that a changed line changes the draw of that line only.
    """
    every = [mutant for module in asked.modules or MODULES for mutant in of_module(module)]
    tables = [mutant for mutant in every if mutant.table] if asked.tables == "yes" else []
    rest = sorted((mutant for mutant in every if not mutant.table), key=lambda mutant: _lot(mutant, asked.seed))
    picked = sorted(rest[: asked.sample], key=lambda mutant: (mutant.module, mutant.line))
    return [mutant for mutant in tables + picked if area_of(mutant.module) == asked.area]


def _lot(mutant, seed):
    said = mutant.key.removeprefix(mutant.module)  # a module that moves keeps its lots
    return hashlib.sha256(f"{seed}{said}".encode()).digest()


if __name__ == "__main__":
    sys.exit(main())
