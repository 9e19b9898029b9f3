"""The whole suite on every database that this machine can offer; what could not be run is said at the end."""

import argparse
import os
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from dataclasses import dataclass, field

from kusiao.workshop import browsers, measurements, practice, servers
from kusiao.workshop.practice import CHECKOUT

QUICK = "not browser and not drill"
# A group stays together on one worker: what shares a province, and the drills, which would disturb each other.
TOGETHER = ["-n", "2", "--dist", "loadgroup"]
# The long walks of the matrix come one after the other: whoever is done takes some of them over.
SHARED = ["-n", "2", "--dist", "worksteal"]


@dataclass
class Pass:
    name: str
    marks: str
    environment: dict
    words: list = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)
    skips: Counter = field(default_factory=Counter)
    seconds: float = 0
    code: int = 0

    @property
    def folder(self):
        return CHECKOUT / "var" / "tests" / self.name.replace(" ", "-").replace(",", "")


def main():
    options = arguments()
    missing = missing_tools()
    with servers.postgres() as database, servers.redis() as broker:
        if not database:
            missing.append("PostgreSQL: no TEST_DATABASE_URL, nobody on 127.0.0.1:5432, no server binaries")
        if not broker:
            missing.append("Redis: no TEST_REDIS_URL, no redis-server")
        passes = list(planned(options, database, broker))
        for one in passes:
            run(one, options)
    if options.long:
        measurements.write_page()
    sys.exit(summary(passes, missing, strict=options.strict))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="only what has a longer form, with full counts")
    parser.add_argument("--only", choices=["sqlite", "postgres"], help="one database only")
    parser.add_argument("--quick", action="store_true", help="leave out browser tests and drills")
    parser.add_argument("pytest", nargs="*", help="further words for pytest, after --")
    options = parser.parse_args()
    options.strict = any(os.environ.get(name, "").lower() in ("1", "true") for name in ("CI", "REQUIRE_ALL"))
    return options


def missing_tools():
    missing = []
    if not browsers.chromium():
        missing.append("Chromium: browser tests cannot run")
    if not shutil.which("pdftoppm"):
        missing.append("pdftoppm (poppler-utils): PDF pages cannot be looked at")
    return missing


def planned(options, database, broker):
    """The same suite on both; what asks no database at all is run once."""
    if options.only != "postgres":
        yield from both("SQLite", {}, [], options)
    if options.only != "sqlite" and database:
        environment = {"DATABASE_URL": f"{database.rsplit('/', 1)[0]}/kusiao"}
        if broker:
            environment["CELERY_BROKER_URL"] = broker
        name = "PostgreSQL" + (" and Redis" if broker else "")
        yield from both(name, environment, ["--database-only"], options)


def both(name, environment, words, options):
    if options.long:
        yield Pass(f"{name}, long forms", "drill or long", environment, [*TOGETHER, *words])
        return
    yield Pass(f"{name}, quick", QUICK, environment, [*SHARED, *words])
    if not options.quick:
        marks = ["browser", "drill"] if browsers.chromium() else ["drill"]
        yield Pass(f"{name}, slow", " or ".join(marks), environment, [*TOGETHER, *words])


def run(one, options):
    shutil.rmtree(one.folder, ignore_errors=True)
    one.folder.mkdir(parents=True)
    report = one.folder / "junit.xml"
    environment = {
        **without_the_machines_own(os.environ),
        **one.environment,
        "TEST_DB_SUFFIX": f"_{os.getpid()}",
    }
    if options.long:
        environment["DRILL"] = "long"
    command = [sys.executable, "-m", "pytest", "-q", "-m", one.marks, f"--junitxml={report}"]
    command += ["--durations=10", *one.words]
    print(f"\n======== {one.name} ========", flush=True)
    began = time.monotonic()
    one.code = subprocess.run([*command, *options.pytest], cwd=CHECKOUT, env=environment).returncode
    one.seconds = time.monotonic() - began
    count(one, report)


def without_the_machines_own(environment):
    """A developer's own settings must not decide what the tests see."""
    return {name: value for name, value in environment.items() if name not in practice.VARIABLES}


def count(one, report):
    if not report.exists():
        one.counts["failed"] += 1
        return
    for case in ElementTree.parse(report).iter("testcase"):
        outcome = next(
            (child.tag for child in case if child.tag in ("failure", "error", "skipped")), "passed"
        )
        one.counts[{"failure": "failed", "error": "failed"}.get(outcome, outcome)] += 1
        if outcome == "skipped":
            one.skips[case.find("skipped").get("message", "")] += 1
    if one.code not in (0, 5) and not one.counts["failed"]:
        one.counts["failed"] += 1


def summary(passes, missing, strict):
    total = Counter()
    print("\n======== what was run ========")
    for one in passes:
        total.update(one.counts)
        print(f"{one.name}: {told(one.counts)}, in {one.seconds:.0f} s")
        for reason, times in one.skips.items():
            print(f"    skipped {times} ×: {reason}")
    for part in missing:
        print(f"!!!!!!!! NOT RUN, MISSING ON THIS MACHINE: {part}")
    if strict:
        total["failed"] += len(missing)
    if not total["passed"]:
        print("No test passed at all: that is a failure.")
        total["failed"] += 1
    print(told(total), flush=True)
    return 1 if total["failed"] else 0


def told(counts):
    return ", ".join(
        f"{counts[word]} {word}"
        for word in ("passed", "failed", "skipped")
        if counts[word] or word != "skipped"
    )


if __name__ == "__main__":
    main()
