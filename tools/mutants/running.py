"""A pytest plugin that runs the tests once, notes which function each calls, and then every mutant in a fork of itself."""

import ast
import io
import os
import shutil
import signal
import sys
import time
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path

import hypothesis
import pytest
from django.db import connection, connections

from tools.mutants.making import Mutant
from tools.mutants.patching import put_in_place
from tools.mutants.targets import MODULES, ROOT

TOO_LONG = 8.0  # seconds; such a test is no fast one
KILLED, LIVED, BROKEN = 1, 0, 3


class Runner:
    """`mutants` to be tried; `outcomes` maps each to "killed", "lived" or "unreached"."""

    def __init__(self, mutants: list[Mutant], budget: float) -> None:
        self.mutants, self.began, self.budget = mutants, time.monotonic(), budget
        self.outcomes: dict[int, str] = {}
        self.calls: dict[tuple[str, str], set[pytest.Item]] = defaultdict(set)
        self.took: dict[pytest.Item, float] = {}
        self.files = {str(ROOT / mutant.module): mutant.module for mutant in mutants}
        self.spans = {module: _functions(module) for module in self.files.values()}

    def pytest_configure(self, config: pytest.Config) -> None:
        hypothesis.settings.register_profile(
            "mutants", deadline=None, max_examples=40, derandomize=True, database=None
        )
        hypothesis.settings.load_profile("mutants")

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if _is_quick(item)]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = session.items
        failed = [item.nodeid for item, following in _with_following(items) if not self._recorded(item, following)]
        connections.close_all()
        if failed:
            print(f"\nnot green without any mutant: {failed[:9]}")
        kept = [item for item in items if item.nodeid not in failed and self.took[item] < TOO_LONG]
        print(f"\n{len(kept)} tests noted in {time.monotonic() - self.began:.0f} s; {len(self.mutants)} mutants")
        for mutant in self.mutants:
            if time.monotonic() - self.began > self.budget:
                print("the time is over")
                break
            self.outcomes[id(mutant)] = outcome = self._tried(mutant, kept)
            if outcome != "killed":
                print(f"{outcome:9} {mutant.module}:{mutant.line}  {mutant.what}", flush=True)
        return True

    # --- Noting ---

    def _recorded(self, item, following):
        """Run one test and note the functions it calls; whether it passed."""
        start, self.passed = time.monotonic(), True
        with self._noting(item):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        self.took[item] = time.monotonic() - start
        return self.passed

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.passed = self.passed and not report.failed
        if report.failed and getattr(self, "in_child", False):
            os._exit(KILLED)

    @contextmanager
    def _noting(self, item):
        files, calls = self.files, self.calls

        def note(frame, event, _):
            if event == "call" and frame.f_code.co_filename in files:
                calls[files[frame.f_code.co_filename], frame.f_code.co_firstlineno].add(item)

        sys.setprofile(note)
        try:
            yield
        finally:
            sys.setprofile(None)

    # --- Trying ---

    def _tried(self, mutant, kept):
        reaching = self._reaching(mutant) if not mutant.table else None
        chosen = kept if reaching is None else [item for item in kept if item in reaching]
        if not chosen:
            return "unreached"
        own = MODULES[mutant.module]
        chosen.sort(key=lambda item: (item.location[0] not in own, "pinned" not in item.location[0], self.took[item]))
        return (
            "killed"
            if _forked(lambda: self._in_child(mutant, chosen), 20 + 4 * sum(self.took[item] for item in chosen))
            else "lived"
        )

    def _reaching(self, mutant):
        """Tests that call the function of the changed line; None for a line outside every function."""
        spans = [span for span in self.spans[mutant.module] if span[0] <= mutant.line <= span[1]]
        if not spans:
            own = (items for (module, _), items in self.calls.items() if module == mutant.module)
            return set().union(*own)
        start, end = max(spans)
        inner = (
            items for (module, line), items in self.calls.items() if module == mutant.module and start <= line <= end
        )
        return set().union(*inner)

    def _in_child(self, mutant, chosen):
        self.in_child = True
        chosen[0].config.pluginmanager.get_plugin("terminalreporter")._tw._file = io.StringIO()
        _own_database()
        try:
            put_in_place(mutant.module, mutant.source)
        except BaseException:  # a change that cannot even be loaded is noticed by everybody
            return BROKEN
        session = chosen[0].session
        session._setupstate.teardown_exact(chosen[0])
        for item, following in _with_following(chosen):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return LIVED


def _with_following(items):
    """(test, the one it makes room for): never none, so that what was set up for the session stays."""
    last = next(item for item in items[0].session.items if item is not items[-1])
    return zip(items, [*items[1:], last], strict=True)


def _is_quick(item):
    database = item.get_closest_marker("django_db")
    return not item.get_closest_marker("browser") and not (database and database.kwargs.get("transaction"))


def _functions(module):
    tree = ast.parse((ROOT / module).read_text())
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = [node for node in ast.walk(tree) if isinstance(node, kinds)]
    return [(min([node.lineno, *(one.lineno for one in node.decorator_list)]), node.end_lineno) for node in found]


def _own_database():
    """A copy of the prepared file, so that a child that is killed spoils nothing."""
    own = Path(f"{connection.settings_dict['NAME']}.mutant")
    shutil.copyfile(connection.settings_dict["NAME"], own)
    connection.settings_dict["NAME"] = str(own)


def _forked(work, most):
    """Whether `work` in a child noticed something: failed, could not be loaded, or took longer than `most` seconds."""
    child = os.fork()
    if not child:
        _silence()
        os._exit(_guarded(work))
    until = time.monotonic() + most
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status != 0
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _silence():
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def _guarded(work):
    try:
        return work()
    except BaseException:
        return BROKEN
