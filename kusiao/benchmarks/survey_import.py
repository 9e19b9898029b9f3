"""Import of households of 60 columns from xlsx and csv, beside a bare floor and stock django-import-export, in one run"""

import contextlib
import json
import os
import re
import resource
import sys
import tempfile
import time
from pathlib import Path

from kusiao.benchmarks import sheets
from kusiao.testing.processes import instance_on
from kusiao.workshop import servers

ROWS, STOCK_ROWS, SMALL = 50_000, 500, 1_174
DATABASES = ("SQLite", "PostgreSQL")
KINDS, MOST_OF_A_WORKBOOK = ("xlsx", "csv"), 140_000  # rows of 60 columns that the cap on cells lets in


def measure(rows=None, stock_rows=STOCK_ROWS, only=None, kinds=None):
    """BENCH_ROWS=1000000 make bench: other sizes, and BENCH_KINDS=csv, BENCH_DATABASES=PostgreSQL. Stock is measured on few
    rows and told by the row. More rows than a workbook holds are told on the page beside fewer, not instead of them."""
    rows = rows or int(os.environ.get("BENCH_ROWS", ROWS))
    kinds = kinds or os.environ.get("BENCH_KINDS", "").split() or KINDS
    only = only or os.environ.get("BENCH_DATABASES", "").split() or DATABASES
    figures = {"rows": rows, "stock_rows": stock_rows}
    if rows > MOST_OF_A_WORKBOOK:
        figures["of"] = f"{rows:,} rows, {' and '.join(only)}"
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(servers.postgres())
        for name, database in (("SQLite", None), ("PostgreSQL", server)):
            if name == "PostgreSQL" and name in only and not database:
                figures[name] = "not measured: none is installed"
            elif name in only:
                told = _on(database, folder / name, rows, stock_rows, kinds)
                figures |= {f"{name} {what}": value for what, value in told.items()}
    return figures


def _on(database, folder, rows, stock_rows, kinds):
    told = {}
    with instance_on(database, folder / "migrated") as migrated:
        migrated.manage("migrate", "--verbosity", "0")
        for kind in kinds:
            if kind == "csv" or rows <= MOST_OF_A_WORKBOOK:
                found = _beside(database, folder / kind, migrated, kind, rows, stock_rows)
                told |= {f"{kind} {what}": value for what, value in found.items()}
    return told


def _beside(database, folder, migrated, kind, rows, stock_rows):
    """Floor and stock in one process, ours in the next, so that each one's memory is its own."""
    with instance_on(database, folder, like=migrated) as one:
        made = [
            sheets.write(folder / f"{what}.{kind}", number, raised=raised)
            for what, number, raised in (
                ("first", rows, 0), ("second", rows, 500), ("small", SMALL, 0), ("few", stock_rows, 0),
            )
        ]  # fmt: skip
        words = list(map(str, made))
        floor = _told(one, f"floor_and_stock({words!r})")
        ours = _told(one, f"ours({words!r})")
    return floor | ours | _ratios(floor, ours, rows, stock_rows)


def _told(one, call):
    code = f"from kusiao.benchmarks import survey_import as s; s.{call}"
    done = one.manage("shell", "-v", "0", "-c", code, timeout=7200)
    return json.loads(done.stdout.splitlines()[-1])


def _ratios(floor, ours, rows, stock_rows):
    found = {}
    for load, before in (("first load", ""), ("over rows", " over rows")):
        for measured, ending in (("seconds", ""), ("processor seconds", " by processor")):
            spent = ours[f"{load} rehearse {measured}"] + ours[f"{load} apply {measured}"]
            found[f"{load} of the floor{ending}"] = round(spent / floor[f"floor{before} {measured}"], 1)
    spent = ours["first load rehearse seconds"] + ours["first load apply seconds"]
    stock = floor["stock seconds a thousand rows"] * rows / 1000
    return found | {"times faster than stock": round(stock / spent, 1)}


# --- in processes of the instance's own; one line of JSON each ----------------------------------------------------


def floor_and_stock(words):
    from kusiao.benchmarks import beside

    first, second, _small, few = map(Path, words)
    beside.make_tables()
    found = {}
    for what, path in (("floor", first), ("floor over rows", second)):
        found[f"{what} seconds"], found[f"{what} processor seconds"] = _spent(beside.floor, path)
    seconds, _processor = _spent(beside.stock, few)
    found["stock seconds a thousand rows"] = round(seconds * 1000 / beside.count(), 2)
    sys.stdout.write(json.dumps(found) + "\n")


def ours(words):
    first, second, small, _few = map(Path, words)
    found = _imported(small, 2563, "1174 rows", "preview")
    _take_back()
    found |= _imported(first, 2562, "first load", "rehearse")
    found["households"] = _households()
    found |= _imported(second, 2562, "over rows", "rehearse")
    sys.stdout.write(json.dumps(found) + "\n")


def _imported(path, year, what, looking):
    """As the two jobs do it."""
    from households.actions import surveys
    from households.models import SurveyFile
    from households.surveys.keeping import chunks_of
    from kusiao.jobs import run_pending

    file = surveys.receive(chunks=chunks_of(path), name=path.name, year=year, by=None)
    looked = _spent_and_held(run_pending)
    surveys.confirm(file=SurveyFile.objects.get(pk=file.pk), skip_refused=False, by=None)
    kept = _spent_and_held(run_pending)
    if SurveyFile.objects.get(pk=file.pk).stage != "written":
        raise RuntimeError("the file was not written")
    told = ("seconds", "processor seconds", "memory MB")
    return {
        f"{what} {part} {name}": value
        for part, values in ((looking, looked), ("apply", kept))
        for name, value in zip(told, values, strict=True)
    }


def _spent_and_held(work):
    """And the most memory that this process held meanwhile, with what it still holds of the work before, as a worker's."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")  # Linux: the peak from now on
    return *_spent(work), _most_memory()


def _spent(work, *words):
    """By the clock; and by the processor, ours and that of the database's server, for other work on the machine makes
    clocks slow."""
    began, ran = time.perf_counter(), _processor()
    work(*words)
    return round(time.perf_counter() - began, 4), round(_processor() - ran, 4)


def _processor():
    from django.db import connection

    served = 0
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            stat = Path(f"/proc/{cursor.fetchone()[0]}/stat")
        if stat.exists():
            served = sum(map(int, stat.read_text().rpartition(")")[2].split()[11:13])) / os.sysconf(
                "SC_CLK_TCK"
            )
    return time.process_time() + served


def _most_memory():
    status = Path("/proc/self/status")
    told = re.search(r"VmHWM:\s*(\d+) kB", status.read_text()) if status.exists() else None
    return (int(told[1]) if told else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) // 1024


def _households():
    from households.models import Household, Survey

    return min(Household.objects.count(), Survey.objects.count())


def _take_back():
    from households.actions import surveys
    from households.models import SurveyFile
    from kusiao.jobs import run_pending

    surveys.undo(file=SurveyFile.objects.latest("arrived_at"), by=None)
    run_pending()
