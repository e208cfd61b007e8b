"""A pytest plugin that ends a run with the files that took longest, so that whoever adds to the suite sees its price."""

from collections import defaultdict

import pytest

SHOWN = 15
seconds: defaultdict[str, float] = defaultdict(float)  # of each file, setups and teardowns too, over all workers


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    seconds[report.nodeid.partition("::")[0]] += report.duration


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Only where there are enough files to choose from."""
    if len(seconds) <= SHOWN:
        return
    terminalreporter.section("files that took longest")
    for file, took in sorted(seconds.items(), key=lambda one: -one[1])[:SHOWN]:
        terminalreporter.write_line(f"{took:7.1f} s  {file}")
