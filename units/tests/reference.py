"""The whole country for a module of tests: loaded once inside one transaction and rolled back after it."""

from contextlib import contextmanager

from django.db import transaction


@contextmanager
def loaded(blocker, *loaders):
    """Run `loaders` and keep their rows until the block ends; tests inside see them through their own savepoints.

    Not committed, because the cast of the other tests uses the same codes. Not for tests with real transactions.
    """
    with blocker.unblock(), transaction.atomic():
        for load in loaders:
            load()
        yield
        transaction.set_rollback(True)
