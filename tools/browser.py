"""A pytest plugin for tests that click: one Chromium a worker, one context a person, and the accessibility check.

`page_as(user, path="/", width=1366)` gives a signed-in page on the live server; every person has a context of their
own, so that two people can look at one page. A page that meets a script error fails its test.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:  # a run without browser tests needs none of it
    from django.test import Client
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

# The windowless build draws the same pages for half the work: no tabs, no address bar in processes of their own.
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
STANDARDS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    "resultTypes": ["violations"],  # the passes of a large page are megabytes that nobody reads
}
running: list[Any] = []  # the Chromium of this process and the Playwright that started it


@pytest.fixture
def chromium() -> Browser:
    """Debian's Chromium, kept as long as the next test clicks too."""
    if not running:
        from playwright.sync_api import sync_playwright  # imported late: a run without browser tests needs none of it

        playwright = sync_playwright().start()
        running.extend(
            [playwright.chromium.launch(executable_path=CHROMIUM, chromium_sandbox=False, args=QUIET), playwright]
        )
    return running[0]


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """Playwright's event loop must be gone before a test that opens one of its own."""
    if running and (nextitem is None or "chromium" not in getattr(nextitem, "fixturenames", ())):
        browser, playwright = running
        running.clear()
        browser.close()
        playwright.stop()


def come_to_rest(context) -> None:
    """Waits for what the pages are still sending: a save on its way would meet the database being emptied."""
    for page in context.pages:
        with suppress(Exception):  # a page left on purpose with a dead line never comes to rest
            page.wait_for_load_state("networkidle", timeout=3_000)


@pytest.fixture
def page_as(chromium: Browser, live_server: LiveServer, client: Client) -> Iterator[Callable[..., Page]]:
    """A function (user or None, path, width, height, scripts) -> Page of the live server, signed in as `user`."""
    contexts, errors = [], []

    def open_page(user=None, path="/", *, width=1366, height=768, scripts=True):
        context = chromium.new_context(
            viewport={"width": width, "height": height}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh",
            java_script_enabled=scripts,
        )  # fmt: skip
        context.set_default_timeout(15_000)
        context.set_default_navigation_timeout(60_000)  # the first page of a run imports the whole house
        contexts.append(context)
        if user is not None:
            client.force_login(user)
            context.add_cookies(
                [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
            )
            client.cookies.clear()
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(live_server.url + path)
        return page

    yield open_page
    for context in contexts:
        come_to_rest(context)
        context.close()
    assert errors == []


@pytest.fixture
def axe() -> Callable[[Page], list[tuple[str, list[str]]]]:
    """A function page -> violations of WCAG 2.1 AA and best practice as [(rule, places)]; [] when there are none."""
    from axe_playwright_python.sync_playwright import Axe

    def check(page):
        found = Axe().run(page, options=STANDARDS).response["violations"]
        return [(rule["id"], [node["html"][:200] for node in rule["nodes"]]) for rule in found]

    return check
