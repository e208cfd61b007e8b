"""Walks through the migrations for tests: to where one of them is not yet applied, and in half of Django's time.

Django makes every model anew for almost every operation, thousands of classes a walk. Here each field is taken apart
once instead of every time it is copied, and the collector of garbage waits until the walk is over.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Field
from pytest import MonkeyPatch

Node = tuple[str, str | None]


@contextmanager
def quickly() -> Iterator[None]:
    """Within, migrations cost half."""
    gc.disable()
    try:
        with MonkeyPatch.context() as patch:
            patch.setattr(Field, "clone", _clone)
            yield
    finally:
        gc.enable()
        gc.collect()


def _clone(field: Any) -> Field:
    """Field.clone, with what it is made from kept beside the field: a field of a migration's state stays as it is."""
    if "_made_from" not in field.__dict__:
        field._made_from = field.deconstruct()[2:]
    args, keywords = field._made_from
    return field.__class__(*args, **keywords)


def migrate(*targets: Node) -> Apps:
    """Goes to the migrations named, to the newest when none is; returns the models as they are there."""
    executor = MigrationExecutor(connection)
    with quickly():
        return executor.migrate(list(targets) or executor.loader.graph.leaf_nodes()).apps


def models_now() -> Apps:
    """The models as the migrations applied so far leave them."""
    return MigrationExecutor(connection).migrate([], plan=[]).apps


def all_but(app: str, name: str) -> None:
    """Goes on from where the database is as far as it can without that migration and those built upon it."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    without = set(graph.backwards_plan((app, name)))
    plan = [
        step
        for step in executor.migration_plan(graph.leaf_nodes())
        if (step[0].app_label, step[0].name) not in without
    ]
    with quickly():
        executor.migrate(None, plan)
