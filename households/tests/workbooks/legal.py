"""Odd but legal spreadsheets, each with the truth that must be read from it: every household, in its order, and how
many rows are skipped, refused and questioned. A maker writes the file and returns the households."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from households.tests.workbooks.villages import key_of


@dataclass(frozen=True)
class Legal:
    name: str
    ending: str
    make: Callable
    skipped: int = 0
    refused: int = 0
    findings: Counter = field(default_factory=Counter)
    year: int = 2562
    key: Callable = key_of  # of a row that was read, to be compared with the truth's
    rows: int | None = None  # that stand for the households, where it is not one each

    def write(self, folder):
        """(path, the households that must be read)"""
        path = folder / f"{self.name}.{self.ending}"
        return path, self.make(path)


LEGAL = {}


def legal(ending, *, findings=None, **truth):
    def enter(make):
        LEGAL[make.__name__] = Legal(make.__name__, ending, make, findings=Counter(findings or {}), **truth)
        return make

    return enter


def everything():
    from households.tests.workbooks import (  # noqa: F401
        legal_cells,
        legal_containers,
        legal_layouts,
        legal_markup,
        legal_people,
        legal_topics,
    )

    return list(LEGAL.values())
