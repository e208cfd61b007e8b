"""A pytest plugin that says which tests a run holds and in which order.

What takes longest begins first, so that no worker ends the run alone. `--second-engine` leaves out what no other
database engine can change: tests that ask no database anything, tests that click, and those marked `one_engine`.
"""

from pathlib import Path

import pytest

NO_DATABASE = {"reader", "tools", "browser", "layout"}  # folders that hold nothing for a second engine: not even read
DATABASE = {"db", "transactional_db", "django_db_setup", "_django_db_helper"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--second-engine", action="store_true", help="only what another database engine could change")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    within = collection_path.relative_to(config.rootpath).parts if collection_path.is_dir() else ()
    return True if config.getoption("second_engine") and NO_DATABASE & set(within) else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """After pytest-django, which puts tests with real transactions last."""
    if config.getoption("second_engine"):
        left_out = [item for item in items if not engine_matters(item)]
        items[:] = [item for item in items if engine_matters(item)]
        config.hook.pytest_deselected(items=left_out)
    items.sort(key=turn)


def engine_matters(item: pytest.Item) -> bool:
    """Whether the test could answer differently on another database engine."""
    if item.get_closest_marker("browser") or item.get_closest_marker("one_engine"):
        return False
    return bool(item.get_closest_marker("django_db") or DATABASE & set(getattr(item, "fixturenames", ())))


def turn(item: pytest.Item) -> int:
    """Browser tests one after the other, for they share a Chromium; then what is long; then the rest as collected."""
    return 0 if item.get_closest_marker("browser") else 1 if item.get_closest_marker("long") else 2
