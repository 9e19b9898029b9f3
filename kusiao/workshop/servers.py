"""A PostgreSQL and a Redis for the tests: the ones that are reachable, or the machine's own binaries started for this run."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from kusiao.workshop import ports

START_SECONDS = 30


@contextlib.contextmanager
def postgres():
    """The address of a server where databases may be made, or None."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
    elif accepts("postgres://postgres@127.0.0.1:5432/postgres"):
        yield "postgres://postgres@127.0.0.1:5432/postgres"
    elif binary("initdb"):
        with started_postgres() as address:
            yield address
    else:
        yield None


@contextlib.contextmanager
def redis():
    """Always one of our own: tests flush and freeze it, so nobody else's may be used unless it is named."""
    given = os.environ.get("TEST_REDIS_URL")
    if given:
        yield given
    elif shutil.which("redis-server"):
        with started_redis() as address:
            yield address
    else:
        yield None


@contextlib.contextmanager
def started_postgres():
    user = unprivileged("postgres", "nobody")
    with home_of(user) as home:
        cluster = str(home / "cluster")
        make = [
            binary("initdb"),
            "-A",
            "trust",
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-D",
            cluster,
        ]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL, user=user, cwd=home)
        port = ports.free_port()
        command = [
            binary("postgres"),
            "-D",
            cluster,
            "-p",
            str(port),
            "-k",
            str(home),
            "-c",
            "listen_addresses=127.0.0.1",
        ]
        with running(command, user, home, port):
            address = f"postgres://postgres@127.0.0.1:{port}/postgres"
            wait_for(lambda: accepts(address), "PostgreSQL")
            yield address


@contextlib.contextmanager
def started_redis():
    user = unprivileged("redis", "nobody")
    with home_of(user) as home:
        port = ports.free_port()
        command = [
            shutil.which("redis-server"),
            "--port",
            str(port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--dir",
            str(home),
        ]
        with running(command, user, home, port):
            yield f"redis://127.0.0.1:{port}/0"


@contextlib.contextmanager
def running(command, user, home, port):
    with open(home / "log", "wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, user=user, cwd=home)
    try:
        wait_for(lambda: ports.answers(port), command[0])
        yield process
    finally:
        # PostgreSQL's "fast" stop; TERM would wait for every open connection.
        process.send_signal(signal.SIGINT)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def home_of(user):
    with tempfile.TemporaryDirectory(prefix="kusiao-", ignore_cleanup_errors=True) as folder:
        if user:
            shutil.chown(folder, user)
        yield Path(folder)


def unprivileged(*names):
    """PostgreSQL refuses to run as root."""
    import pwd

    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in names if name in known)


def binary(name):
    found = shutil.which(name)
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return found or (str(places[0]) if places else None)


def accepts(address):
    import psycopg

    try:
        psycopg.connect(address, connect_timeout=2).close()
    except psycopg.Error:
        return False
    return True


def wait_for(answers, what, seconds=START_SECONDS):
    deadline = time.monotonic() + seconds
    while not answers():
        if time.monotonic() > deadline:
            raise RuntimeError(f"{what} did not start within {seconds} seconds")
        time.sleep(0.1)
