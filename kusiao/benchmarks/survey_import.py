"""Import of households of 60 columns from csv, beside a bare floor and stock django-import-export, in one run"""

import contextlib
import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from kusiao.benchmarks import sheets
from kusiao.testing.processes import Instance, own_database
from kusiao.workshop import servers

ROWS, STOCK_ROWS, SMALL = 50_000, 500, 1_174


def rows_wanted():
    return int(os.environ.get("BENCH_ROWS", ROWS))


def measure(rows=None, stock_rows=STOCK_ROWS, only=("SQLite", "PostgreSQL")):
    """BENCH_ROWS=1000000 make bench: other sizes; stock is measured on few rows and told by the row."""
    rows = rows or rows_wanted()
    figures = {"rows": rows}
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(servers.postgres())
        first = sheets.write(folder / "first.csv", rows)
        second = sheets.write(folder / "second.csv", rows, raised=500)
        small = sheets.write(folder / "small.csv", SMALL)
        for name, database in (("SQLite", None), ("PostgreSQL", server)):
            if name not in only:
                continue
            if name == "PostgreSQL" and not database:
                figures["PostgreSQL"] = "not measured: none is installed"
                continue
            (folder / name).mkdir()
            own = stack.enter_context(own_database(database)) if database else None
            one = Instance(folder / name, own)
            one.manage("migrate", "--verbosity", "0")
            words = [str(first), str(second), str(small), str(stock_rows)]
            done = one.manage(
                "shell",
                "-v",
                "0",
                "-c",
                f"from kusiao.benchmarks import survey_import as s; s.inside({words!r})",
                timeout=3600,
            )
            figures |= {
                f"{name} {what}": value for what, value in json.loads(done.stdout.splitlines()[-1]).items()
            }
    return figures


def inside(words):
    """In a process of the instance's own; one line of JSON."""
    from kusiao.benchmarks import beside

    first, second, small, stock_rows = Path(words[0]), Path(words[1]), Path(words[2]), int(words[3])
    few = sheets.write(first.parent / "few.csv", stock_rows)
    rows = sum(1 for _line in first.open(encoding="utf-8")) - 1
    beside.make_tables()
    figures = {}
    floor, floor_ran = _seconds(beside.floor, first), _processor()
    again, again_ran = _seconds(beside.floor, second), _processor()
    stock = _seconds(beside.stock, few) / stock_rows
    figures["floor seconds"], figures["floor over rows seconds"] = round(floor, 2), round(again, 2)
    looked, kept = ours(small, 2563)
    figures["1174 rows preview seconds"], figures["1174 rows apply seconds"] = (
        round(looked, 2),
        round(kept, 2),
    )
    _take_back()
    _processor()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    looked, kept = ours(first, 2562)
    figures["rehearse seconds"], figures["apply seconds"] = round(looked, 2), round(kept, 2)
    figures["households"] = _households()
    figures["first load of the floor"] = round((looked + kept) / floor, 1)
    figures["first load of the floor by processor"] = round(_processor() / floor_ran, 1)
    figures["times faster than stock"] = round(stock * rows / (looked + kept), 1)
    figures["stock seconds a thousand rows"] = round(stock * 1000, 2)
    looked, kept = ours(second, 2562)
    figures["over rows rehearse seconds"], figures["over rows apply seconds"] = (
        round(looked, 2),
        round(kept, 2),
    )
    figures["over rows of the floor"] = round((looked + kept) / again, 1)
    figures["over rows of the floor by processor"] = round(_processor() / again_ran, 1)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    figures["memory MB"], figures["memory MB of floor and stock before"] = most // 1024, before // 1024
    sys.stdout.write(json.dumps(figures) + "\n")


def _seconds(work, *words):
    """By the clock; the processor's own share is told beside it, for other work on the machine makes clocks slow."""
    began, ran = time.perf_counter(), time.process_time()
    work(*words)
    _ran.append(time.process_time() - ran)
    return time.perf_counter() - began


_ran = []


def _processor():
    """Seconds of this process since the last question; the database's server, where there is one, is not in them."""
    ran = sum(_ran)
    _ran.clear()
    return ran


def ours(path, year):
    """(rehearsed, applied) as the two jobs do it, in seconds."""
    from households.actions import surveys
    from households.models import SurveyFile
    from households.surveys.keeping import chunks_of
    from kusiao.jobs import run_pending

    file = surveys.receive(chunks=chunks_of(path), name=path.name, year=year, by=None)
    looked = _seconds(run_pending)
    surveys.confirm(file=SurveyFile.objects.get(pk=file.pk), skip_refused=False, by=None)
    kept = _seconds(run_pending)
    if SurveyFile.objects.get(pk=file.pk).stage != "written":
        raise RuntimeError("the file was not written")
    return looked, kept


def _households():
    from households.models import Household, Survey

    return min(Household.objects.count(), Survey.objects.count())


def _take_back():
    from households.actions import surveys
    from households.models import SurveyFile
    from kusiao.jobs import run_pending

    surveys.undo(file=SurveyFile.objects.latest("arrived_at"), by=None)
    run_pending()
