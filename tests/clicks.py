"""A hand on the pages: follows links and presses buttons by what they say, and counts; nothing but what the page offers."""

from urllib.parse import urljoin

from lxml import html

from tests.world import signed_in


class Hand:
    """One person at a page; `clicks` so far. What is typed into fields is no click."""

    def __init__(self, person, start):
        self.client, self.clicks = signed_in(person), 0
        self._open(self.client.get(start, follow=True), start)

    def click(self, words):
        """The first link that says `words`."""
        link = next(one for one in self.tree.iter("a") if words in _said(one))
        self.clicks += 1
        target = urljoin(self.address, link.get("href"))
        self._open(self.client.get(target, follow=True), target)
        return self

    def press(self, words, **typed):
        """The first button that says `words`, with its form as it stands but for `typed`; a dialog before it is a click
        of its own."""
        buttons = [one for one in self.tree.iter("button") if one.get("type") != "button"]
        button = next((one for one in buttons if words in _said(one)), None)
        assert button is not None, (words, [_said(one) for one in buttons], _said(self.tree)[:1500])
        form = self.tree.get_element_by_id(button.get("form")) if button.get("form") else _around(button, "form")
        opener = button.get("data-dialog")
        if opener:  # with scripts the button opens the dialog, whose own button sends
            self.clicks += 1
        values = {}
        for name, value in form.form_values():
            values.setdefault(name, []).append(value)
        values |= typed
        if button.get("name"):
            values[button.get("name")] = button.get("value") or ""
        self.clicks += 1
        target = urljoin(self.address, button.get("formaction") or form.get("action") or "")
        self._open(self.client.post(target, values, follow=True), target)
        return self

    def again(self):
        """The page as it stands by now; it comes by itself when the worker is done."""
        self._open(self.client.get(self.address, follow=True), self.address)
        return self

    def _open(self, answer, address):
        assert answer.status_code == 200, (address, answer.status_code, _said(html.fromstring(answer.content))[:600])
        self.address = answer.redirect_chain[-1][0] if answer.redirect_chain else address
        self.answer, self.file = answer, answer["Content-Type"].startswith("application/")
        if not self.file:
            self.tree = html.fromstring(answer.content.decode())


def _said(one):
    return " ".join(one.text_content().split())


def _around(one, tag):
    return next(one.iterancestors(tag))
