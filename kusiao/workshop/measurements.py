"""Figures of drills and benchmarks, written into docs/measurements.md with the day, the machine and the versions."""

import datetime
import json
import os
import platform
from importlib.metadata import version

from kusiao.workshop.practice import CHECKOUT

NOTEBOOK = CHECKOUT / "var" / "measurements.jsonl"
PAGE = CHECKOUT / "docs" / "measurements.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
HEAD = """# Measurements

Made by `make long` and `make bench`; each figure's test has a control that must fail. Nothing here is typed by hand.
"""


def record(what, **figures):
    """One line; the same `what` measured again replaces it on the page."""
    NOTEBOOK.parent.mkdir(parents=True, exist_ok=True)
    line = {"what": what, "day": datetime.date.today().isoformat(), **figures}
    with open(NOTEBOOK, "a") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def write_page():
    """What was measured in this checkout takes the place of its own earlier row; the others stay."""
    text = PAGE.read_text() if PAGE.exists() else HEAD + f"\n{BEGIN}\n{END}\n"
    before, _, rest = text.partition(BEGIN)
    standing, _, after = rest.partition(END)
    rows = rows_of(standing) | {line["what"]: row(line) for line in recorded()}
    table = ["| what | figures | day |", "| --- | --- | --- |", *rows.values()]
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(f"{before}{BEGIN}\n\n{machine()}\n\n" + "\n".join(table) + f"\n\n{END}{after}")


def recorded():
    return [json.loads(line) for line in NOTEBOOK.read_text().splitlines()] if NOTEBOOK.exists() else []


def rows_of(text):
    """{what: its row} of the table on the page."""
    lines = [line for line in text.splitlines() if line.startswith("| ")][2:]
    return {line.split(" | ")[0].removeprefix("| "): line for line in lines}


def row(line):
    figures = "; ".join(
        f"{name.replace('_', ' ')} {value}" for name, value in line.items() if name not in ("what", "day")
    )
    return f"| {line['what']} | {figures} | {line['day']} |"


def machine():
    packages = ", ".join(f"{name} {version(name)}" for name in ("Django", "celery", "psycopg"))
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {packages}."
