"""Rows on their way into PostgreSQL while the next ones are made ready: one thread, on the same connection, in order.

Whoever asks the database anything meanwhile waits until all that was handed over is in; so nothing is ever seen half."""

import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection

AHEAD = 8  # handfuls that may wait
# The database's every answer would wait for the end of our turn, of 5 ms as Python comes, some ten times a handful.
TURN_SECONDS = 0.0002


class Ink:
    def __init__(self, pool):
        self._pool, self._on_its_way, self._failed = pool, deque(), False

    def hand(self, work):
        """`work(connection of psycopg)`."""
        self._on_its_way.append(self._pool.submit(self._do, connection.connection, work))
        while len(self._on_its_way) > AHEAD:
            self._on_its_way.popleft().result()

    def _do(self, raw, work):
        if not self._failed:
            try:
                work(raw)
            except BaseException:
                self._failed = True
                raise

    def dry(self):
        while self._on_its_way:
            self._on_its_way.popleft().result()

    def before(self, execute, *words):
        self.dry()
        return execute(*words)


@contextmanager
def flowing():
    """An Ink for as long as the block lasts; None where the database is part of this process."""
    if connection.vendor != "postgresql":
        yield None
        return
    with ThreadPoolExecutor(1, "ink") as pool:
        ink = Ink(pool)
        with connection.execute_wrapper(ink.before):
            turn = sys.getswitchinterval()
            sys.setswitchinterval(TURN_SECONDS)
            try:
                yield ink
            finally:
                sys.setswitchinterval(turn)
                ink.dry()
