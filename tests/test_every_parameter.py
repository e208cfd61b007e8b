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


def pages(world):
    """One address of every page of ours that takes parameters: {address: names}."""
    found = {}
    for address in dict.fromkeys(one.partition("?")[0] for one in addresses(world)):
        names = parameters(address) if Form(address, "get", (), None).ours else []
        if names:
            found.setdefault(resolve(address).view_name, (address, names))
    return dict(found.values())


def asked(clients, address, query):
    """The answers to `query` until it opens to somebody: [status]."""
    found = []
    for client in clients:
        found.append(client.get(address, query).status_code)
        if found[-1] < 400:
            break
    return found


def test_every_parameter_of_every_page_takes_odd_values(world):
    """All together until somebody may open the page; each alone where together they are refused to everybody."""
    clients = [signed_in(person) for person in (world.cast.reviewer, world.cast.official, world.admin)]
    failed, opened = [], 0
    for address, names in pages(world).items():
        for value in ODD:
            answers = asked(clients, address, dict.fromkeys(names, value))
            opened += answers[-1] < 400
            if answers[-1] >= 400:
                answers += [clients[0].get(address, {name: value}).status_code for name in names]
            failed += [(address, value, status) for status in answers if status >= 500]
    assert failed == [] and opened > 100
