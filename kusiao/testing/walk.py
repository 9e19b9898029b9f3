"""Knocks at every address of the URLconf as one actor, with every method, at own, other and missing doors.

What comes back is held against policy.py, and listened to for marks (canaries.py) of families that are not his."""

import io
import logging
import re
import shutil
import subprocess
import uuid
import zipfile
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from django.urls.resolvers import RegexPattern

from kusiao.audit.models import Event
from kusiao.testing import doors, policy

METHODS = ("GET", "HEAD", "POST", "EMPTY", "PUT", "DELETE", "OPTIONS")
ASKING = ("GET", "POST", "EMPTY")  # the others are turned away unlooked, or are a GET without its body
MISSING = {"uuid": uuid.uuid4, "int": lambda: 987_654_321}
_CHANGES = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|nonce-[\w+/=-]+')


@dataclass(frozen=True)
class Address:
    name: str
    parameters: tuple = ()  # (name, kind of converter)


def addresses(resolver=None, namespace="", outer=()):
    """Every address of the URLconf with what it takes; unnamed ones as "?pattern"."""
    for pattern in (resolver or get_resolver()).url_patterns:
        taken = outer + tuple(_parameters(pattern.pattern))
        if isinstance(pattern, URLPattern):
            yield Address(f"{namespace}{pattern.name or f'?{pattern.pattern}'}", taken)
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern, inner, taken)


def _parameters(pattern):
    if isinstance(pattern, RegexPattern):
        return [(name, "str") for name in pattern.regex.groupindex]
    return [
        (name, type(one).__name__.removesuffix("Converter").lower())
        for name, one in pattern.converters.items()
    ]


class Ear(logging.Handler):
    """Every line that is written to any log, to be heard and forgotten."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []

    def emit(self, record):
        self.lines.append(f"{record.getMessage()} {record.exc_text or ''}")

    def told(self):
        told, self.lines = "\n".join(self.lines), []
        return told


@dataclass
class Walker:
    scene: object
    actor: str
    methods: tuple = METHODS
    findings: list = field(default_factory=list)
    knocks: int = 0

    def walk(self, only=None):
        """The findings at every address, or at those whose name begins with one of `only`."""
        client = self.scene.client(self.actor)
        ear, root = Ear(), logging.getLogger()
        root.addHandler(ear)
        try:
            for address in sorted(set(addresses()), key=lambda one: one.name):
                if policy.unnamed_elsewhere(address.name) or (
                    only and not address.name.startswith(tuple(only))
                ):
                    continue
                if policy.line_for(address.name) is None:
                    self.findings.append(f"{address.name}: no line in kusiao/testing/lines/")
                    continue
                self._address(client, ear, address, policy.line_for(address.name))
        finally:
            root.removeHandler(ear)
        return self.findings

    def _address(self, client, ear, address, line):
        """Other and missing doors must answer alike, whatever the method."""
        for variant in line.variants:
            strangers = {}
            for target in ("own", "other", "missing") if address.parameters else ("own",):
                path = self.path(address, line, target, variant)
                every = METHODS if variant is line.variants[0] else ("GET",)
                knocks = policy.methods(line, self.actor, target, every) if path else ()
                for method in (method for method in knocks if method in self.methods):
                    response = self._knock(client, ear, address, method, target, path)
                    if method in ("GET", "POST") and target != "own" and response.status_code == 404:
                        strangers.setdefault(method, set()).add(_CHANGES.sub("", _body(response)))
            for method in (method for method, answers in strangers.items() if len(answers) > 1):
                self.findings.append(
                    f"{self.actor} {method} {address.name}: other and missing can be told apart"
                )
        if line.asks and not policy.turned_away(line, self.actor):
            path = self.path(address, line, "own", line.variants[0])
            for query in line.asks(self.scene, self.actor):
                self._knock(client, ear, address, "ASK", "own", f"{path}?{query}")

    def path(self, address, line, target, variant):
        if address.name == "admin:app_list":
            kwargs = {"app_label": "households"} if target == "own" else None
        elif line.kwargs:
            kwargs = line.kwargs(self.scene, self.actor, target)
        elif target == "missing":
            kwargs = {name: MISSING.get(kind, lambda: "none")() for name, kind in address.parameters}
        else:
            case = self.scene.behind(self.actor, target)
            if case and target == "other" and policy.sees_everything(self.actor):
                return None
            kwargs = {name: self._key(address, name, case) for name, _ in address.parameters}
        try:
            return None if kwargs is None else reverse(address.name, kwargs={**kwargs, **variant})
        except NoReverseMatch:
            self.findings.append(f"{address.name}: no path for {kwargs}")

    def _key(self, address, name, case):
        if address.name.startswith("admin:"):
            return "csv" if name == "form" else "1"
        if name not in doors.DOORS:
            self.findings.append(f"{address.name}: doors.DOORS does not say what {name} is")
            return "1"
        return doors.DOORS[name](case)

    def _knock(self, client, ear, address, method, target, path):
        self.knocks += 1
        line, where = policy.line_for(address.name), f"{self.actor} {method} {address.name} [{target}]"
        body = self._body_for(line, target) if method == "POST" else {}
        before = Event.objects.count()
        mail.outbox.clear()
        ear.told()
        cache.clear()  # what throttles
        kept = {
            name: one.value for name, one in client.cookies.items()
        }  # signing out is undone with the rest
        with transaction.atomic():
            if method in ("POST", "EMPTY"):
                response = client.post(path, body)
            else:
                response = getattr(client, "get" if method == "ASK" else method.lower())(path)
            heard = [*sounds(response), ("log", ear.told()), ("mail", _mails())]
            acted = Event.objects.count() - before
            transaction.set_rollback(True)
        client.cookies = SimpleCookie(kept)
        self._judge(address, line, method, target, response, acted, where)
        self._listen(line, method, target, heard, body, where)
        return response

    def _body_for(self, line, target):
        if not callable(line.post):
            return line.post or {}
        case = self.scene.behind(self.actor, "own" if target == "missing" else target)
        return line.post(self.scene, case, self.actor)

    def _judge(self, address, line, method, target, response, acted, where):
        status, wanted = (
            response.status_code,
            policy.expected(line, self.actor, method, target, bool(address.parameters)),
        )
        if response.crash:
            self.findings.append(f"{where}: {response.crash!r}")
        elif status not in wanted:
            self.findings.append(f"{where}: {status} instead of {sorted(wanted)}")
        if policy.turned_away(line, self.actor):
            to_login = "/accounts/login/" in response.headers.get("Location", "")
            if status == 302 and not to_login:
                self.findings.append(f"{where}: sent to {response.headers['Location']}")
            if acted:
                self.findings.append(f"{where}: turned away, yet {acted} acts were written")

    def _listen(self, line, method, target, heard, body, where):
        cage, own = self.scene.cage, set()
        said = cage.heard(" ".join(str(value) for value in body.values()))
        if not cage.heard("\n".join(text for _place, text in heard)):
            heard = ()
        for place, text in heard:
            for canary in cage.heard(text) - said:
                if not policy.may_hear(self.actor, line, canary, method, target, self.scene):
                    self.findings.append(f"{where}: {canary} in {place}")
                elif canary.case == policy.case_of(self.actor, canary.label):
                    own.add(canary.label)
        if target == "own":
            for label in policy.must_show(line, self.actor, method) - own:
                self.findings.append(f"{where}: his own {label} is not there")


# --- what a response says, in whichever shape ------------------------------------------------------------------


def sounds(response):
    """(where, text) of everything that goes out with a response."""
    yield "status line", response.reason_phrase
    # A page of 31,981 bytes says nothing of anybody whose mark is that number.
    told = (f"{name}: {value}" for name, value in response.headers.items() if name != "Content-Length")
    yield "headers", " ".join(told)
    yield "cookies", response.cookies.output()
    yield from _contents(response)
    queued = getattr(getattr(response.wsgi_request, "_messages", None), "_queued_messages", [])
    yield "messages", " ".join(str(message) for message in queued)


def _contents(response):
    raw = b"".join(response.streaming_content) if response.streaming else response.content
    kind = response.headers.get("Content-Type", "")
    if raw[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(raw)) as book:
            for part in book.namelist():
                yield f"{part} of the workbook", f"{part} {book.read(part).decode('utf-8', 'replace')}"
    elif raw[:5] == b"%PDF-":
        yield "pdf", pdf_text(raw)
    elif "csv" in kind:
        yield "csv", raw.decode("utf-8-sig", "replace")
        yield "csv (cp874)", raw.decode("cp874", "replace")
    else:
        yield "body", raw.decode("utf-8", "replace")


def pdf_text(raw):
    """Needs poppler's pdftotext; without it the raw bytes, whose uncompressed parts are still heard."""
    if not shutil.which("pdftotext"):
        return raw.decode("latin-1")
    read = subprocess.run(["pdftotext", "-", "-"], input=raw, capture_output=True, check=False)
    return read.stdout.decode() if read.returncode == 0 else raw.decode("latin-1")


def _body(response):
    return "" if response.streaming else response.content.decode("utf-8", "replace")


def _mails():
    return "\n".join(f"{one.message().as_string()} {one.subject} {one.body}" for one in mail.outbox)
