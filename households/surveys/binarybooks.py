"""An old .xls measured before a parser lays it out: the stream found inside its container, its records walked.

Container: [MS-CFB]; records: [MS-XLS]. A walk that does not end where it should is a file cut short or tampered with."""

import struct
from collections import Counter

from households.surveys.sentences import FileRefused

END_OF_CHAIN, FREE, MOST_SECTORS = 0xFFFFFFFE, 0xFFFFFFFF, 400_000
_BOF, _EOF, _BOUNDSHEET, _FILEPASS, _SST, _CONTINUE, _LABELSST = 0x0809, 0x0A, 0x85, 0x2F, 0xFC, 0x3C, 0xFD
_OLD_BOF = (0x0009, 0x0209, 0x0409)
_CELLS = frozenset(
    (
        0x0001,
        0x0002,
        0x0003,
        0x0004,
        0x0006,
        0x0201,
        0x0203,
        0x0204,
        0x0205,
        0x0206,
        0x0406,
        0x027E,
        0xD6,
        _LABELSST,
    )
)
_MANY = frozenset((0xBD, 0xBE))
_WORKSHEET = 0x0010


def measure_binary(path, limits):
    content = path.read_bytes() if path.stat().st_size <= limits.binary_bytes else None
    if content is None:
        raise FileRefused("too_big", value=f"{path.stat().st_size // 2**20} MB")
    try:
        _Records(_Container(content).stream("Workbook", "Book"), limits).walk()
    except (struct.error, IndexError, UnicodeDecodeError):
        raise FileRefused("broken") from None


class _Container:
    def __init__(self, content):
        self.content = content
        (self.shift, self.small_shift) = struct.unpack_from("<HH", content, 30)
        if self.shift not in (9, 12) or self.small_shift != 6:
            raise FileRefused("broken")
        self.size = 1 << self.shift
        self.fat = self._fat()
        self.entries = list(self._entries(struct.unpack_from("<I", content, 48)[0]))

    def _sector(self, number):
        start = (number + 1) << self.shift
        if number > MOST_SECTORS * 8 or start >= len(self.content):
            raise FileRefused("broken")
        return self.content[start : start + self.size]

    def _fat(self):
        sectors = [n for n in struct.unpack_from("<109I", self.content, 76) if n < END_OF_CHAIN]
        following, count = struct.unpack_from("<II", self.content, 68)
        seen = set()
        while following < END_OF_CHAIN:
            if following in seen or len(seen) > count:
                raise FileRefused("broken")
            seen.add(following)
            *numbers, following = struct.unpack(f"<{self.size // 4}I", self._sector(following))
            sectors += [n for n in numbers if n < END_OF_CHAIN]
        if len(set(sectors)) != len(sectors) or len(sectors) > MOST_SECTORS:
            raise FileRefused("broken")
        return [n for sector in sectors for n in struct.unpack(f"<{self.size // 4}I", self._sector(sector))]

    def _chain(self, number, table, length=None):
        seen = 0
        while number < END_OF_CHAIN and (length is None or seen < length):
            seen += 1
            if seen > len(table) or number >= len(table):
                raise FileRefused("broken")
            yield number
            number = table[number]

    def _entries(self, first):
        directory = b"".join(self._sector(n) for n in self._chain(first, self.fat))
        for start in range(0, len(directory) - 127, 128):
            length, kind = struct.unpack_from("<HB", directory, start + 64)
            place, size = struct.unpack_from("<II", directory, start + 116)
            if kind and 2 <= length <= 64:
                name = directory[start : start + length - 2].decode("utf-16-le")
                yield name, kind, place, size

    def stream(self, *names):
        found = [
            entry
            for name in names
            for entry in self.entries
            if entry[0].casefold() == name.casefold() and entry[1] == 2
        ]
        if not found:
            raise FileRefused("not_spreadsheet")
        if len(found) > 1 and found[0][0] == found[1][0]:
            raise FileRefused("bomb")
        _name, _kind, place, size = found[0]
        if size > len(self.content):
            raise FileRefused("broken")
        cutoff = struct.unpack_from("<I", self.content, 56)[0]
        content = self._small(place, size) if size < cutoff else self._large(place, size)
        if len(content) < size:
            raise FileRefused("broken")
        return content[:size]

    def _large(self, place, size):
        count = -(-size // self.size)
        return b"".join(self._sector(n) for n in self._chain(place, self.fat, count))

    def _small(self, place, size):
        root = next((entry for entry in self.entries if entry[1] == 5), None)
        if root is None:
            raise FileRefused("broken")
        ministream = self._large(root[2], root[3])
        first = struct.unpack_from("<I", self.content, 60)[0]
        table = [
            n
            for sector in self._chain(first, self.fat)
            for n in struct.unpack(f"<{self.size // 4}I", self._sector(sector))
        ]
        return b"".join(ministream[n << 6 : (n + 1) << 6] for n in self._chain(place, table, -(-size // 64)))


class _Records:
    def __init__(self, stream, limits):
        self.stream, self.limits = stream, limits
        self.sheets, self.texts, self.area = [], [], 0

    def walk(self):
        kind, length = struct.unpack_from("<HH", self.stream)
        if kind in _OLD_BOF:
            raise FileRefused("unsupported", value="Excel 4")
        version = struct.unpack_from("<H", self.stream, 4)[0]
        if kind != _BOF or length < 4:
            raise FileRefused("broken")
        if version not in (0x0500, 0x0600):
            raise FileRefused("unsupported", value="Excel 4")
        self._globals()
        starts = [start for start, _kind in self.sheets]
        if not starts or len(set(starts)) != len(starts):
            raise FileRefused("bomb" if starts else "broken")
        used = Counter()
        for start, kind in self.sheets:
            used += self._sheet(start, is_grid=kind == 0)
        written = sum(self.texts[index] * count for index, count in used.items() if index < len(self.texts))
        if written > self.limits.text_bytes:
            raise FileRefused("bomb")
        if self.texts and max(used, default=0) >= len(self.texts):
            raise FileRefused("broken")

    def _records(self, place):
        """(type, start of its content, length) until the end record of the substream, which must be there."""
        stream, end, depth = self.stream, len(self.stream), 0
        while place + 4 <= end:
            kind, length = struct.unpack_from("<HH", stream, place)
            place += 4
            if place + length > end:
                break
            if kind == _BOF:
                depth += 1
            elif kind == _EOF:
                depth -= 1
                if depth <= 0:
                    return
            yield kind, place, length
            place += length
        raise FileRefused("broken")

    def _globals(self):
        before, shared = None, []
        for kind, place, length in self._records(0):
            if kind == _FILEPASS:
                raise FileRefused("encrypted")
            if kind == _BOUNDSHEET:
                start, _visible, sheet_kind = struct.unpack_from("<IBB", self.stream, place)
                self.sheets.append((start, sheet_kind & 0x0F))
            if kind == _SST or (kind == _CONTINUE and before == _SST):
                shared.append(self.stream[place : place + length])
                kind = _SST
            before = kind
        if shared:
            self.texts = list(_lengths(shared))

    def _sheet(self, start, *, is_grid):
        if start + 8 > len(self.stream) or struct.unpack_from("<H", self.stream, start)[0] != _BOF:
            raise FileRefused("broken")
        stream, unpack, used = self.stream, struct.unpack_from, Counter()
        width = height = cells = 0
        for kind, place, length in self._records(start):
            if kind in _CELLS:
                row, column = unpack("<HH", stream, place)
                cells += 1
                if kind == _LABELSST:
                    used[unpack("<I", stream, place + 6)[0]] += 1
            elif kind in _MANY:
                row = unpack("<H", stream, place)[0]
                column = unpack("<H", stream, place + length - 2)[0]
                cells += (length - 6) // (6 if kind == 0xBD else 2)
            else:
                continue
            width, height = max(width, column + 1), max(height, row + 1)
        if is_grid:
            self.area += max(cells, width * height)
        if width > 256 or self.area > self.limits.cells:
            raise FileRefused("too_big", value=f"{width:,} คอลัมน์ × {height:,} แถว")
        return used


def _lengths(records):
    """Bytes that each shared string comes to. A string cut by the end of a record begins the next with a flag."""
    total = struct.unpack_from("<I", records[0], 4)[0]
    index, place = 0, 8
    for _number in range(total):
        if place >= len(records[index]):
            index, place = index + 1, 0
        letters, flags = struct.unpack_from("<HB", records[index], place)
        place += 3
        runs = phonetic = 0
        if flags & 8:
            runs, place = struct.unpack_from("<H", records[index], place)[0], place + 2
        if flags & 4:
            phonetic, place = struct.unpack_from("<I", records[index], place)[0], place + 4
        yield letters * 3
        wide, left = flags & 1, letters
        while left:
            room = (len(records[index]) - place) >> wide
            taken = min(left, room)
            left, place = left - taken, place + (taken << wide)
            if left:
                index, place = index + 1, 1
                wide = records[index][0] & 1
        place += runs * 4 + phonetic
        while place > len(records[index]):
            place -= len(records[index])
            index += 1
