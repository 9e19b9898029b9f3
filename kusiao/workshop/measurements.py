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
    latest = {line["what"]: line for line in recorded()}
    text = PAGE.read_text() if PAGE.exists() else HEAD + f"\n{BEGIN}\n{END}\n"
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(f"{before}{BEGIN}\n{table(latest.values())}{END}{after}")


def recorded():
    return [json.loads(line) for line in NOTEBOOK.read_text().splitlines()] if NOTEBOOK.exists() else []


def table(lines):
    rows = ["| what | figures | day |", "| --- | --- | --- |"]
    for line in lines:
        figures = "; ".join(
            f"{name.replace('_', ' ')} {value}" for name, value in line.items() if name not in ("what", "day")
        )
        rows.append(f"| {line['what']} | {figures} | {line['day']} |")
    return f"\n{machine()}\n\n" + "\n".join(rows) + "\n\n"


def machine():
    packages = ", ".join(f"{name} {version(name)}" for name in ("Django", "celery", "psycopg"))
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {packages}."
