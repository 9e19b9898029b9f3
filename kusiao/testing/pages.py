"""Every page that a person may open at his own doors, and what can be read on it."""

import re
from html.parser import HTMLParser
from http.cookies import SimpleCookie

from django.db import transaction

from kusiao.testing import policy
from kusiao.testing.walk import Walker, addresses

# What a page says anew each time: tokens against forgery, nonces, the key that a visit is sent under.
_ANEW = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|name="key" value="[^"]*"|value="[^"]*" name="key"'
)


def pages_of(scene, actor, but=("admin:", "healthz", "readyz")):
    """(what was asked, response) for every address with its variants and questions; `but`: names that begin so."""
    client, walker = scene.client(actor), Walker(scene, actor)
    for address in sorted(set(addresses()), key=lambda one: one.name):
        line = policy.line_for(address.name)
        if address.name.startswith(but) or line is None or line.get is None or actor not in line.may:
            continue
        for variant in line.variants:
            path = walker.path(address, line, "own", variant)
            for question in ["", *(line.asks(scene, actor) if line.asks else ())]:
                asked = f"{path}?{question}" if question else path
                yield f"{actor} {address.name} {variant or ''} {question}".strip(), client.get(asked)


def refusals_of(scene, actor):
    """(what was asked, response) of every form that this actor sends without having filled it in."""
    client, walker = scene.client(actor), Walker(scene, actor)
    for address in sorted(set(addresses()), key=lambda one: one.name):
        line = policy.line_for(address.name)
        if address.name.startswith("admin:") or line is None or line.post is None or actor not in line.may:
            continue
        kept = {name: one.value for name, one in client.cookies.items()}
        with transaction.atomic():
            yield (
                f"{actor} {address.name} (empty)",
                client.post(walker.path(address, line, "own", line.variants[0])),
            )
            transaction.set_rollback(True)
        client.cookies = SimpleCookie(kept)


def without_the_new(response):
    return _ANEW.sub("", response.content.decode("utf-8", "replace"))


class Reader(HTMLParser):
    """What stands on the page or is read aloud; not scripts, styles, addresses or values that a person typed."""

    ALOUD = ("alt", "title", "placeholder", "aria-label", "aria-description", "data-label", "label")

    def __init__(self, page):
        super().__init__()
        self.silent, self.words = 0, []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.silent += tag in ("script", "style")
        given = dict(attributes)
        self.words += [given[name] for name in self.ALOUD if given.get(name)]
        if tag == "input" and given.get("type") in ("submit", "button", "reset"):
            self.words.append(given.get("value") or "")

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style")

    def handle_data(self, text):
        if not self.silent and text.strip():
            self.words.append(text.strip())


def readable(response):
    return " | ".join(Reader(response.content.decode()).words)


def is_page(response):
    return response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html")
