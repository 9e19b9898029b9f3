"""How a survey file gets into the register: `Writer` turns outcomes into rows, a `Pen` writes rows of any model."""

from households.surveys.writing.images import Pen
from households.surveys.writing.ink import flowing
from households.surveys.writing.outcomes import Writer, wait_for_turn
from households.surveys.writing.tables import NULL, SEPARATOR, Table, document, line, lines

__all__ = [
    "NULL",
    "SEPARATOR",
    "Pen",
    "Table",
    "Writer",
    "document",
    "flowing",
    "line",
    "lines",
    "wait_for_turn",
]
