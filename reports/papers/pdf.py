"""A document as a PDF: the one file that speaks to typst, through a process that can be ended when it hangs."""

import json
import subprocess
import sys
from pathlib import Path

from django.conf import settings

HERE = Path(__file__).resolve().parent
TEMPLATE = HERE / "report.typ"
FONTS = settings.BASE_DIR / "node_modules" / "@expo-google-fonts" / "sarabun"
LONGEST = 60  # seconds; a thousand rows take two


class PaperFailed(Exception):
    pass


def pdf(document):
    """The same document gives the same bytes."""
    order = {
        "source": str(TEMPLATE),
        "root": str(HERE),
        "fonts": [str(FONTS / "400Regular"), str(FONTS / "700Bold")],
        "paper": _paper(document),
        "timestamp": document.timestamp,
    }
    if not FONTS.is_dir():
        raise PaperFailed("The Sarabun fonts are not there: run `make setup`.")
    return _made(json.dumps(order, ensure_ascii=False).encode())


def _made(order):
    command = [sys.executable, "-m", "reports.papers.typeset"]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=order, capture_output=True, cwd=settings.BASE_DIR, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired as hung:
        raise PaperFailed("typst did not finish in time") from hung
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        # Only the last line: a diagnostic may quote the paper.
        raise PaperFailed(f"typst ended with {done.returncode}")
    return done.stdout


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
