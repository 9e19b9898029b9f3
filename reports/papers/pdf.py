"""A report as a PDF: what of the document its template reads."""

from pathlib import Path

from kusiao.typesetting import typeset

TEMPLATE = Path(__file__).resolve().parent / "report.typ"


def pdf(document):
    """The same document gives the same bytes."""
    return typeset(TEMPLATE, _paper(document), document.timestamp)


def _paper(document):
    plain = {
        name: getattr(document, name)
        for name in (
            "number", "title", "office", "to", "signer", "letter_number", "letter_date", "as_of", "summary", "problems",
            "proposals", "marks",
        )
    }  # fmt: skip
    return plain | {"tables": [_table(one) for one in document.tables]}


def _table(one):
    return {
        "title": one.title,
        "note": one.note,
        "is_grouped": one.is_grouped,
        "groups": one.groups,
        "columns": [
            {"label": c.label, "kind": c.kind, "group": c.group, "width": c.width, "is_number": c.is_number}
            for c in one.columns
        ],
        "rows": one.shown(),
        "total": one.shown_total() if one.total else [],
    }
