"""Rows that wait for the end of a file: some in memory, more of them in a nameless file that is gone with us."""

import pickle
import tempfile

from households.surveys.keeping import path_of

HANDFUL = 1_000


class Aside:
    def __init__(self, most=5_000):
        self._rows, self._most, self._file, self._handfuls = [], most, None, 0

    def append(self, row):
        self._rows.append(row)
        if len(self._rows) >= self._most:
            self._put()

    def _put(self):
        """They hold citizen ids: beside the sent files, under the same protection."""
        if self._file is None:
            folder = path_of("x").parent
            folder.mkdir(parents=True, exist_ok=True)
            self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed when we are forgotten
        for first in range(0, len(self._rows), HANDFUL):
            pickle.dump(self._rows[first : first + HANDFUL], self._file)
            self._handfuls += 1
        self._rows = []

    def handfuls(self):
        """In the order in which they came."""
        if self._file is not None:
            self._file.seek(0)
            for _ in range(self._handfuls):
                yield pickle.load(self._file)  # noqa: S301 - nobody else can write into it
        for first in range(0, len(self._rows), HANDFUL):
            yield self._rows[first : first + HANDFUL]
