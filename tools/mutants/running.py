"""A pytest plugin that runs the tests once, notes which function each calls, and then every mutant in a fork of itself."""

import io
import os
import resource
import shutil
import signal
import time
from collections import defaultdict
from pathlib import Path

import hypothesis
import pytest
from django.db import connection, connections

from tools.mutants import noting, opening
from tools.mutants.keeping import Kept, code
from tools.mutants.making import Mutant
from tools.mutants.patching import put_in_place
from tools.mutants.targets import MODULES

TOO_LONG = 8.0  # seconds of the processor; such a test is no fast one
TELL_EVERY = 30.0  # seconds
KILLED, LIVED, BROKEN = 1, 0, 3


class Runner:
    """Tries `mutants` within `budget` seconds and keeps what comes out in `kept`; `ended` once all were had."""

    def __init__(self, mutants: list[Mutant], kept: Kept, budget: float) -> None:
        self.mutants, self.kept, self.began, self.budget = mutants, kept, time.monotonic(), budget
        self.ended, self.in_child, self.told, self.survivors = False, False, time.monotonic(), 0
        self.spans = {module: noting.spans(module) for module in kept.modules}
        self.opened = False
        self.calls: dict[tuple[str, int], set[pytest.Item]] = defaultdict(set)
        self.took: dict[pytest.Item, float] = {}

    def pytest_configure(self, config: pytest.Config) -> None:
        hypothesis.settings.register_profile(
            "mutants", deadline=None, max_examples=40, derandomize=True, database=None
        )
        hypothesis.settings.load_profile("mutants")

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if _is_quick(item)] if self.mutants else []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if self.mutants:
            vars(session.config.get_terminal_writer())["_file"] = (
                io.StringIO()
            )  # its dots would stand between our lines
            with opening.here():
                self._all_tried(session)
        self.ended = True
        return True

    def _all_tried(self, session):
        with noting.telling(self.spans):
            kept = self._noted(session.items)
        connections.close_all()
        print(f"{len(kept)} tests noted in {self._passed():.0f} s; {len(self.mutants)} mutants", flush=True)
        for number, mutant in enumerate(self.mutants, 1):
            if self._passed() > self.budget:
                print("the time is over", flush=True)
                break
            self._had(mutant, kept)
            self._tell(f"{number} of {len(self.mutants)} mutants tried, {self.survivors} not killed")

    def _had(self, mutant, kept):
        self.kept.go_to(f"{mutant.module}:{mutant.line} {mutant.what}")
        outcome = self._tried(mutant, kept)
        self.kept.keep(mutant, outcome)
        if outcome != "killed":
            self.survivors += 1
            print(f"{outcome:9} {mutant.module}:{mutant.line}  {mutant.what}", flush=True)

    def _passed(self):
        return time.monotonic() - self.began

    def _tell(self, words):
        if time.monotonic() - self.told > TELL_EVERY:
            self.told = time.monotonic()
            print(f"{self._passed():5.0f} s  {words}", flush=True)

    # --- Noting ---

    def _noted(self, items):
        """The quick tests that are green without any mutant; what each calls is noted, or known from an earlier run."""
        known, now = self.kept.noted(), {}
        for number, (item, following) in enumerate(_with_following(items), 1):
            name, version = item.nodeid, code(item.location[0], *self.spans)
            now[name] = known.get(name, {})
            if self._opens_the_database(item):
                self._recorded(item, following)  # for nothing but to make it: a test is not slow for having come first
                item._initrequest()  # so that it can run once more
            if now[name].get("code") != version:
                self.kept.go_to(name)
                now[name] = self._recorded(item, following) | {"code": version}
                self.kept.note(known | now)
            self._learned(item, now[name])
            self._tell(f"{number} of {len(items)} tests noted")
        return [item for item in items if now[item.nodeid]["passed"] and self.took[item] < TOO_LONG]

    def _opens_the_database(self, item):
        """The first test that needs it runs in any case, so that each mutant finds it made."""
        opens = "django_db_setup" in item.fixturenames and not self.opened
        self.opened = self.opened or opens
        return opens

    def _learned(self, item, noted):
        self.took[item] = noted["took"]
        for module, line in noted["calls"]:
            self.calls[module, line].add(item)

    def _recorded(self, item, following):
        """Run one test: {seconds it took of the processor, whether it passed, functions it called}."""
        start, self.passed = time.process_time(), True
        noting.calls.clear()
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return {"took": time.process_time() - start, "passed": self.passed, "calls": sorted(noting.calls)}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.passed = not report.failed and getattr(self, "passed", True)
        if report.failed and self.in_child:
            os._exit(KILLED)
        if report.failed:
            print(f"not green without any mutant: {report.nodeid}\n{report.longreprtext[-400:]}", flush=True)

    # --- Trying ---

    def _tried(self, mutant, kept):
        reaching = self._reaching(mutant) if not mutant.table else None
        chosen = kept if reaching is None else [item for item in kept if item in reaching]
        if not chosen:
            return "unreached"
        own = MODULES[mutant.module]
        chosen.sort(key=lambda item: (item.location[0] not in own, "pinned" not in item.location[0], self.took[item]))
        most = 60 + 10 * sum(self.took[item] for item in chosen)
        return "killed" if _forked(lambda: self._in_child(mutant, chosen), most) else "lived"

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


def _own_database():
    """A copy of the prepared file, so that a child that is killed spoils nothing."""
    own = Path(f"{connection.settings_dict['NAME']}.mutant")
    shutil.copyfile(connection.settings_dict["NAME"], own)
    connection.settings_dict["NAME"] = str(own)


def _forked(work, most):
    """Whether `work` in a child noticed something: failed, could not be loaded, or took longer than `most` seconds of the
    processor, and ten times that on the clock: a busy machine kills no mutant."""
    child = os.fork()
    if not child:
        _silence()
        resource.setrlimit(resource.RLIMIT_CPU, (int(most), int(most) + 1))
        os._exit(_guarded(work))
    until = time.monotonic() + 10 * most
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
