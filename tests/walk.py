"""Every page of the project asked for by some roles: what a GET wrote, what was answered, and the forms that were met."""

import re
from contextlib import contextmanager

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from lxml import html

from papi_portal.hints import HINTS
from tests.forms import PLAIN, STRANGE, forms_on, unlike
from tests.world import addresses, signed_in

# What a GET may write, by name: {table: columns}; None: the whole table.
MAY_WRITE = {
    "django_session": None,  # who is signed in, and what a form keeps for her
    "axes_accessattempt": None,  # journals of wrong passwords
    "axes_accesslog": None,  # journals of signing in
    "axes_accessfailurelog": None,
    "journal_note": None,  # downloads, exports and looks at personal data are written down
    "journal_apart": None,
    "post_notice": {"read_at"},  # seen-mark: opening a line of the bell marks it as read
}
WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)"?', re.IGNORECASE)


def tables():
    """{table: every row}: without the columns and tables that a GET may write."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        left_out = MAY_WRITE.get(table, set())
        if left_out is not None:
            columns = [field.attname for field in model._meta.concrete_fields if field.column not in left_out]
            found[table] = sorted(map(repr, model._base_manager.order_by().values_list(*columns)))
    return found


@contextmanager
def written(into):
    """Tables that statements wrote into, collected in the set `into`."""

    def look(execute, sql, params, many, context):
        if (match := WRITES.match(sql)) and match[1] not in MAY_WRITE:
            into.add(match[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield


def files():
    return sorted(str(path) for path in settings.MEDIA_ROOT.rglob("*") if path.is_file())


def filled_in(answer):
    """Whether somebody signed in fills something in on the page and sends it; a filter asks for nothing."""
    inside = html.fromstring(answer.content.decode()).xpath(
        "//main//form[translate(@method, 'POST', 'post') = 'post']"
    )
    own = answer.wsgi_request.user.is_authenticated and not answer.wsgi_request.path.startswith("/quan-tri/")
    typed = "//select | .//textarea | .//input[not(@type) or @type != 'hidden']"
    return own and any(form.xpath("." + typed) for form in inside)


class Walk:
    """One round through all addresses by each of `roles`: {(role, address): status}, and what else it saw.

    forms: {(role, sort of form): Form} of all pages; wrote: {(role, address): tables}; changed: tables and files that
    are not what they were before the round.
    """

    def __init__(self, world, roles):
        people, todo = world.roles(), addresses(world)
        self.clients = {role: signed_in(people[role]) for role in roles}
        self.answered, self.wrote, self.forms, self.unhelped = {}, {}, {}, set()
        before, kept = tables(), files()
        for role in roles:
            for address in todo:
                self._ask(role, address)
        after = tables()
        self.changed = [table for table in before if before[table] != after[table]] + sorted({*kept} ^ {*files()})

    def _ask(self, role, address):
        touched = set()
        with written(touched):
            answer = self.clients[role].get(address)
        self.answered[role, address] = answer.status_code
        if touched:
            self.wrote[role, address] = touched
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html") and not answer.streaming:
            if filled_in(answer) and (name := answer.resolver_match.url_name) not in HINTS:
                self.unhelped.add(name)
            for form in forms_on(address, answer.content.decode()):
                if form.ours:
                    self.forms.setdefault((role, form.sort), form)

    def broken_pages(self):
        return {key: status for key, status in self.answered.items() if status >= 500}

    def welcomed(self):
        return {role for (role, _), status in self.answered.items() if status == 200}

    def broken_forms(self):
        """Every form sent filled by every role that has it; as it stands and with odd keys by the first role only."""
        broken, seen = [], set()
        for (role, sort), form in self.forms.items():
            changes = {"filled": PLAIN["filled"]} if sort in seen else PLAIN | STRANGE
            seen.add(sort)
            for name, values in unlike(form, changes).items():
                if (status := self._send(role, form, values)) >= 500:
                    broken.append((role, form.method, form.action, form.button, name, status))
        return broken

    def _send(self, role, form, values):
        """The status of the answer; nothing of it stays, neither in the database nor in the browser."""
        client = self.clients[role]
        cookies = client.cookies.output()
        with transaction.atomic():
            answer = getattr(client, form.method)(form.action, values)
            transaction.set_rollback(True)
        client.cookies.clear()
        client.cookies.load(cookies.replace("Set-Cookie: ", ""))
        return answer.status_code
