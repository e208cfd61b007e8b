"""Every parameter that a page takes from its address may be anything."""

import inspect
import re
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from tests.forms import ODD, Form
from tests.world import addresses, signed_in

pytestmark = pytest.mark.long
ASKED = re.compile(r"""GET(?:\.get|\.getlist)?[\[(]["'](\w+)["']|["'](\w+)["'] in request\.GET""")


def parameters(address):
    """Names that the module of this address's page takes from the query."""
    view = inspect.unwrap(resolve(urlsplit(address).path).func)
    module = inspect.getmodule(view)
    source = inspect.getsource(module) if module and module.__name__.partition(".")[0] != "django" else ""
    return sorted({one or other for one, other in ASKED.findall(source)})


def pages(world, client, met):
    """One address of every page not yet in `met` that takes parameters and opens to this person: {address: names}."""
    found = {}
    for address in dict.fromkeys(one.partition("?")[0] for one in addresses(world)):
        page = resolve(address).view_name
        names = parameters(address) if page not in met and Form(address, "get", (), None).ours else []
        if names and client.get(address).status_code == 200:
            met.add(page)
            found[address] = names
    return found


def test_every_parameter_of_every_page_takes_odd_values(world):
    """All together, and each alone where no other is refused first; by the first who opens the page."""
    failed, asked, met = [], 0, set()
    for person in (world.cast.reviewer, world.cast.official, world.admin):
        client = signed_in(person)
        for address, names in pages(world, client, met).items():
            singly = [{name: "²"} for name in names] if len(names) > 1 else []
            for query in [dict.fromkeys(names, value) for value in ODD] + singly:
                asked += 1
                if (status := client.get(address, query).status_code) >= 500:
                    failed.append((person.username, address, query, status))
    assert failed == [] and asked > 100
