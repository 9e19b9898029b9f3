import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from kusiao.workshop import measurements, passes, ports, practice
from kusiao.workshop.processes import Keeper, TooManyDeaths


def test_practice_keys_are_made_once_and_only_their_owner_reads_them(tmp_path, monkeypatch):
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    for name in ("SECRET_KEY", "FIELD_KEYS", "INDEX_KEY", "SITE_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    practice.fill_environment()
    first = os.environ["SECRET_KEY"]
    assert practice.practice_file().stat().st_mode & 0o077 == 0
    monkeypatch.delenv("SECRET_KEY")
    practice.fill_environment()
    assert os.environ["SECRET_KEY"] == first


def test_keys_that_are_set_win_over_practice_keys(tmp_path, monkeypatch):
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setenv("FIELD_KEYS", "their own")
    for name in ("SECRET_KEY", "INDEX_KEY", "SITE_ADDRESS"):
        monkeypatch.setenv(name, "set")
    practice.fill_environment()
    assert os.environ["FIELD_KEYS"] == "their own"


def test_production_refuses_to_start_without_its_keys(tmp_path):
    bare = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)}
    command = [sys.executable, "manage.py", "check"]
    answer = subprocess.run(command, cwd=practice.CHECKOUT, env=bare, capture_output=True, text=True)
    assert answer.returncode != 0
    assert "SECRET_KEY is not set" in answer.stderr
    assert not (tmp_path / "practice.env").exists()


def test_an_address_of_the_database_that_is_left_empty_is_not_set(tmp_path):
    bare = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "PRACTICE": "1", "DATABASE_URL": ""}
    told = "from django.conf import settings; print(settings.DATABASES['default']['NAME'])"
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", told]
    answer = subprocess.run(command, cwd=practice.CHECKOUT, env=bare, capture_output=True, text=True)
    assert answer.stdout.strip() == str(tmp_path / "kusiao.sqlite3"), answer.stderr


def test_a_busy_port_is_seen():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        assert ports.is_busy(door.getsockname()[1])
    assert not ports.is_busy(ports.free_port())


SLEEPER = "import time\nwhile True: time.sleep(0.1)"
FAMILY = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {SLEEPER!r}])\n{SLEEPER}"


def keep(tmp_path, script):
    """A keeper in a process of its own, as it catches signals."""
    program = (
        "import sys, pathlib\nfrom kusiao.workshop.processes import Keeper\n"
        f"Keeper({{'one': [sys.executable, '-c', {script!r}]}}, pathlib.Path({str(tmp_path)!r})).run()"
    )
    return subprocess.Popen([sys.executable, "-c", program], cwd=practice.CHECKOUT, stdout=subprocess.DEVNULL)


def pid_in(tmp_path, other_than=None):
    path, deadline = tmp_path / "one.pid", time.monotonic() + 15
    while time.monotonic() < deadline:
        text = path.read_text().strip() if path.exists() else ""
        if text and int(text) != other_than:
            return int(text)
        time.sleep(0.05)
    raise AssertionError("the process was not started")


def alive(group):
    """Processes of the group that still run; a dead one that nobody has reaped yet does not."""
    listing = subprocess.run(["ps", "-e", "-o", "pgid=,stat="], capture_output=True, text=True, check=True)
    rows = [line.split() for line in listing.stdout.splitlines()]
    return any(int(pgid) == group and not state.startswith("Z") for pgid, state in rows)


def test_a_killed_process_is_started_again(tmp_path):
    keeper = keep(tmp_path, SLEEPER)
    first = pid_in(tmp_path)
    os.kill(first, signal.SIGKILL)
    second = pid_in(tmp_path, other_than=first)
    keeper.terminate()
    assert keeper.wait(15) == 0
    assert not alive(second)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_leaves_nothing_running(tmp_path, number):
    keeper = keep(tmp_path, FAMILY)
    group = pid_in(tmp_path)
    time.sleep(0.5)
    keeper.send_signal(number)
    assert keeper.wait(15) == 0
    assert not alive(group)


def test_a_process_that_keeps_dying_is_shown_not_hidden(tmp_path):
    keeper = Keeper({"one": [sys.executable, "-c", ""]}, tmp_path, say=lambda words: None)
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        with pytest.raises(TooManyDeaths):
            keeper.run()
    finally:
        for number, what in before.items():
            signal.signal(number, what)


def run_of(**counts):
    one = passes.Pass("x", "", {})
    one.counts.update(counts)
    return one


def test_a_missing_part_is_told_and_fails_only_where_all_is_required(capsys):
    assert passes.summary([run_of(passed=3)], ["Chromium"], strict=False) == 0
    assert "MISSING ON THIS MACHINE: Chromium" in capsys.readouterr().out
    assert passes.summary([run_of(passed=3)], ["Chromium"], strict=True) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "3 passed, 1 failed"


def test_a_run_without_tests_is_a_failure(capsys):
    assert passes.summary([run_of()], [], strict=False) == 1


def test_a_crashed_pytest_counts_as_failed(tmp_path):
    one = run_of()
    passes.count(one, tmp_path / "no such file.xml")
    assert one.counts["failed"] == 1


def test_figures_measured_again_replace_the_old_ones(tmp_path, monkeypatch):
    monkeypatch.setattr(measurements, "NOTEBOOK", tmp_path / "notes.jsonl")
    monkeypatch.setattr(measurements, "PAGE", tmp_path / "measurements.md")
    measurements.record("kills", lost=3)
    measurements.record("kills", lost=0)
    measurements.write_page()
    measurements.write_page()
    page = measurements.PAGE.read_text()
    assert page.count("| kills |") == 1
    assert "lost 0" in page
    assert page.count(measurements.BEGIN) == 1


def test_a_fresh_checkout_keeps_what_others_measured(tmp_path, monkeypatch):
    monkeypatch.setattr(measurements, "PAGE", tmp_path / "measurements.md")
    for notes, what, lost in (("first", "kills", 3), ("second", "freezes", 0), ("third", "kills", 1)):
        monkeypatch.setattr(measurements, "NOTEBOOK", tmp_path / f"{notes}.jsonl")
        measurements.record(what, lost=lost)
        measurements.write_page()
    page = measurements.PAGE.read_text()
    assert "lost 3" not in page and page.index("| kills | lost 1 |") < page.index("| freezes | lost 0 |")
