"""Whole instances of their own: own folder, own database, own ports; ended by their own process ids."""

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
import uuid
from urllib.parse import urlsplit

import psycopg

from kusiao.workshop import ports, practice
from kusiao.workshop.processes import end_group
from kusiao.workshop.servers import wait_for


class Instance:
    """SQLite and a broker of files, unless addresses of a PostgreSQL database and a Redis are given."""

    def __init__(self, folder, database=None, broker=None, **environment):
        self.folder = folder
        self.database = database
        self.port = ports.free_port()
        self.running = {}
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in practice.VARIABLES},
            **({"DATABASE_URL": database} if database else {}),
            **({"CELERY_BROKER_URL": broker} if broker else {}),
            "VAR_DIR": str(folder),
            "PORT": str(self.port),
            "PRACTICE": "1",
            "DJANGO_SETTINGS_MODULE": "kusiao.settings",
            **environment,
        }

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def manage(self, *words, timeout=300, check=True):
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(
            command,
            cwd=practice.CHECKOUT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=timeout,
        )
        if check and done.returncode:
            raise AssertionError(f"{' '.join(words)}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
        return done

    def start(self, name, command, environment=None):
        log = open(self.folder / f"{name}.out", "ab")  # noqa: SIM115
        self.running[name] = subprocess.Popen(
            command,
            cwd=practice.CHECKOUT,
            env={**self.environment, **self.keys(), **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        log.close()
        return self.running[name]

    def keys(self):
        """Celery does not go through manage.py, which reads this file for the others."""
        path = self.folder / "practice.env"
        lines = path.read_text().splitlines() if path.exists() else []
        return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))

    def make_run(self, timeout=180):
        """What a person starts; everything under it is told apart by this instance's folder and port."""
        self.start("run", ["make", "--no-print-directory", "run"])
        wait_for(self.is_ready, "make run", timeout)
        return self

    def is_ready(self):
        run = self.running.get("run")
        if run and run.poll() is not None:
            raise AssertionError("make run ended:\n" + self.told("run"))
        try:
            with urllib.request.urlopen(f"{self.address}/readyz", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    def told(self, name):
        return (self.folder / f"{name}.out").read_text()[-4000:]

    def kill(self, name, number=signal.SIGKILL):
        """The process and everything in its session, as the machine's end would."""
        process = self.running.pop(name)
        end_group(process.pid, number)
        process.wait()

    def send(self, name, number):
        """A signal to the process and everything in its session."""
        os.killpg(self.running[name].pid, number)

    def kill_child(self, name, pid):
        """One process of a frozen group; the others go on."""
        if os.getpgid(pid) != self.running[name].pid:
            raise AssertionError(f"{pid} is none of {name}'s")
        os.kill(pid, signal.SIGKILL)
        self.send(name, signal.SIGCONT)

    def kill_kept(self, name):
        """A process that `serve` keeps; it is started again by its keeper."""
        pid = int((self.folder / "log" / f"{name}.pid").read_text())
        end_group(pid, signal.SIGKILL)
        return pid

    def stop(self):
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(25)
            end_group(process.pid, signal.SIGKILL)
            process.wait()
        self.running.clear()

    def sql(self, question, *values):
        """Rows straight from the instance's database: quick enough to catch a job in the middle."""
        if self.database:
            with psycopg.connect(self.database, autocommit=True) as connection:
                cursor = connection.execute(question.replace("?", "%s"), values)
                return cursor.fetchall() if cursor.description else []
        with contextlib.closing(sqlite3.connect(self.folder / "kusiao.sqlite3", timeout=20)) as connection:
            return connection.execute(question, values).fetchall()

    def until(self, question, *values, timeout=60, pause=0.02):
        """The first rows that a question has, asked again and again."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if rows := self.sql(question, *values):
                return rows
            time.sleep(pause)
        logs = "\n".join(self.told(name) for name in self.running)
        raise AssertionError(f"nothing within {timeout} s: {question} {values}\n{logs}")


@contextlib.contextmanager
def own_database(server, like=None):
    """A database of its own on the server of this address; with the tables and rows of another that nobody uses."""
    name = f"kusiao_{uuid.uuid4().hex[:12]}"
    server = f"{server.rsplit('/', 1)[0]}/postgres"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            f"CREATE DATABASE {name}" + (f" TEMPLATE {urlsplit(like).path[1:]}" if like else "")
        )
    try:
        yield f"{server.rsplit('/', 1)[0]}/{name}"
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextlib.contextmanager
def instance(folder, **more):
    """On the services of the pass that is running: those of its environment, or the embedded ones."""
    server = os.environ.get("DATABASE_URL", "")
    server = server if server.startswith("postgres") else None
    broker = own_redis(os.environ.get("CELERY_BROKER_URL")) if server else None
    with instance_on(server, folder, broker=broker, **more) as one:
        yield one


@contextlib.contextmanager
def instance_on(server, folder, *, broker=None, like=None, **environment):
    """A database of its own on this server, or SQLite. `like` is an instance at rest on the same, whose files and rows this
    one begins with."""
    folder.mkdir(parents=True, exist_ok=True)
    if like:
        shutil.copytree(like.folder, folder, dirs_exist_ok=True)
    with contextlib.ExitStack() as stack:
        database = stack.enter_context(own_database(server, like and like.database)) if server else None
        one = Instance(folder, database, broker, **environment)
        stack.callback(one.stop)
        yield one


def own_redis(address):
    """One of Redis's numbered databases, emptied; several instances may run beside each other."""
    import redis

    if not address:
        return None
    number = 1 + uuid.uuid4().int % 15
    own = urlsplit(address)._replace(path=f"/{number}").geturl()
    redis.Redis.from_url(own, socket_timeout=5).flushdb()
    return own
