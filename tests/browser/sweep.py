"""A sweep over pages: each answers, fits a desk and a phone, stays silent, loads nothing foreign, and all can use it."""

import os

from django.urls import reverse

from tests.browser.demo_site import SCREENS, shoot
from units.models import User


def swept(pages, page_as, site, axe, folder):
    """{name: what is wrong with the page, in words} of [(name, username or None, address, expected status)]."""
    wrong, desks = {}, {}
    for name, username, address, status in pages:
        if username not in desks:
            desks[username] = listened_to(page_as(username and who(username), reverse("verify")))
        page, heard = desks[username]
        heard.clear()
        problems = looked_at(page, site + address, status, axe)
        problems += [said for said in heard if not (status != 200 and f"status of {status}" in said)]
        if "SCREENSHOTS" in os.environ:
            shoot(page, folder, name)
        if problems:
            wrong[name] = problems
    return wrong


def who(username):
    return User.objects.get(username=username)


def listened_to(page):
    """(page, list that fills with its console errors and its requests to other hosts)."""
    heard, own = [], page.url.removesuffix(reverse("verify"))
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on(
        "request", lambda asked: None if asked.url.startswith((own, "data:", "blob:")) else heard.append(asked.url)
    )
    return page, heard


def looked_at(page, url, status, axe):
    """What is wrong with one page at both widths, in words."""
    problems = []
    for width, height in SCREENS.items():
        page.set_viewport_size({"width": width, "height": height})
        answer = page.goto(url)
        if answer.status != status:
            problems.append(f"{width}: answers {answer.status}")
        reach = page.evaluate("document.documentElement.scrollWidth")
        if reach > width:
            problems.append(f"{width}: scrolls sideways to {reach}")
        problems += [f"{width}: {rule} {places}" for rule, places in axe(page)]
    return problems
