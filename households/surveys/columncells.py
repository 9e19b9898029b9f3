"""The cells of one column → their values, many at a time. What means nothing plain is ODD.

Where a column repeats itself its words are remembered; where each cell is another, all are held against one pattern."""

import re
from operator import mul

from households.surveys.cells import MOST_BAHT, NOTHING, Odd, tidy
from kusiao.thaitext import CLEAN_LETTER

ODD = object()
REMEMBERED, SHORT, MOST_WHOLE = 2_000, 80, 1e15


class Column(dict):
    """`glance(cells)`: the values of all, or None where one of them is not of the plainest kind."""

    def __init__(self, parse, glance=None, *, is_number=False):
        super().__init__()
        self._parse, self._glance, self._is_number = parse, glance, is_number
        self._missed, self._is_various = 0, False

    def read(self, cells):
        if self._is_various and self._glance:
            found = self._glance(cells)
            if found is not None:
                return found
        before = self._missed
        found = list(map(self.__getitem__, cells))
        self._is_various = (self._missed - before) * 4 > len(cells)
        return found

    def __missing__(self, cell):
        self._missed += 1
        try:
            value = self._parse(tidy(cell))
        except Odd:
            value = ODD
        if len(self) < REMEMBERED and self._is_itself(cell):
            self[cell] = value
        return value

    def _is_itself(self, cell):
        """0.0 and -0.0, a long whole number and its float are one key and two texts."""
        if type(cell) is str:
            return len(cell) < SHORT
        return type(cell) is float and (0 < cell < MOST_WHOLE or (self._is_number and cell == 0))


# --- at a glance: each agrees with the parser of its column, or says nothing ----------------------------------------


def _lines(cells):
    """The cells of a text column, a line each, or None."""
    try:
        joined = "\n".join(cells) + "\n"
    except TypeError:
        return None
    return joined if joined.count("\n") == len(cells) else None


def _all(pattern):
    matches = re.compile(f"(?:{pattern}\n)*+").fullmatch
    return lambda cells: bool((joined := _lines(cells)) and matches(joined))


_are_codes = _all("(?![0-9]{3}0{8})[0-9]{11}")
_are_house_numbers = _all("[0-9]{1,6}(?:/[0-9]{1,6}){0,2}")
_are_phones = _all("0[689][0-9]{8}")
_are_ids = _all(r"(?![0-9]{5}0{8})(?!([0-9])\1{11})[0-9]{13}")
_are_words = _all(f"(?:{CLEAN_LETTER})*+")
_are_whole = _all("[0-9]{1,9}")
_are_decimal = _all(r"[0-9]{1,3}(?:\.[0-9]{1,15})?")
_NOTHING = NOTHING - {""}
_THAI_DIGIT = re.compile("[๐-๙]")


def _as_they_stand(are_plain):
    return lambda cells: list(cells) if are_plain(cells) else None


house_codes, house_numbers, phones = map(_as_they_stand, (_are_codes, _are_house_numbers, _are_phones))


def words(limit, but=frozenset()):
    apart = _NOTHING | but

    def glance(cells):
        plain = _are_words(cells) and apart.isdisjoint(cells) and max(map(len, cells)) <= limit
        return list(cells) if plain and not any(map(_THAI_DIGIT.search, cells)) else None

    return glance


def _are_floats(cells, least, most):
    if set(map(type, cells)) != {float}:
        return False
    return min(cells) >= least and max(cells) <= most and sum(cells) == sum(cells)


def amounts(cells):
    if _are_whole(cells):
        return list(map(int, cells))
    whole = _are_floats(cells, 0, MOST_BAHT) and all(map(float.is_integer, cells))
    return list(map(int, cells)) if whole else None


def degrees(cells):
    if _are_floats(cells, -180, 180):
        return list(cells)
    found = list(map(float, cells)) if _are_decimal(cells) else None
    return found if found and max(found) <= 180 else None


_WEIGHTS = tuple(range(13, 1, -1))
_ZEROS = 48 * sum(_WEIGHTS)


def national_ids(cells):
    if not _are_ids(cells):
        return None
    return [
        cell if (11 - (sum(map(mul, _WEIGHTS, digits)) - _ZEROS) % 11) % 10 == digits[12] - 48 else ODD
        for cell, digits in zip(cells, map(str.encode, cells), strict=True)
    ]
