"""Files that must be refused before a parser sees them, each with the cause that must be given. A maker gets the path."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Hostile:
    name: str
    ending: str
    code: str
    make: Callable

    def write(self, folder):
        path = folder / f"{self.name}.{self.ending}"
        self.make(path)
        return path


HOSTILE = {}


def hostile(ending, code):
    def enter(make):
        HOSTILE[make.__name__] = Hostile(make.__name__, ending, code, make)
        return make

    return enter


def many(ending, code, cases):
    """Enters (name, maker) pairs."""
    for name, make in cases:
        HOSTILE[name] = Hostile(name, ending, code, make)


def everything():
    from households.tests.workbooks import (  # noqa: F401
        hostile_archives,
        hostile_documents,
        hostile_markup,
        hostile_people,
        hostile_text,
    )

    return list(HOSTILE.values())
