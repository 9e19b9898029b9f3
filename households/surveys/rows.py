"""The cells of one row → a HouseholdRow, with a finding for every cell that cannot be taken as it stands."""

from operator import itemgetter

from households.bmn import (
    UNKNOWN,
    join_results,
    judge,
    result_of,
)
from households.surveys import cells as read
from households.surveys.cells import Odd, shown, shown_id, titled, year_of
from households.surveys.household_row import Finding, HouseholdRow, Waiting, column_letters
from households.surveys.money import SOURCES, SPENDING, read_coordinates, read_money
from households.surveys.places import Unresolved, place_key
from households.surveys.sentences import VERDICT_OF, sentence
from kusiao.thai import split_name

EXAMPLES = 5


def whole_code(codes):
    """A subdistrict's two digits count within its district."""
    code = codes["subdistrict"]
    if code.isdigit() and len(code) <= 2:
        return f"{codes['district'] or '0000'}"[:4] + code.zfill(2)
    return code


TEXTS = {
    "village": 120,
    "title": 40,
    "first_name": 100,
    "last_name": 100,
    "full_name": 200,
    "causes": 2000,
    "note": 2000,
}
PARSERS = {
    "house_code": read.house_code, "house_no": read.house_no, "moo": read.moo, "phone": read.phone,
    "members": read.members, "latitude": read.degrees, "longitude": read.degrees, "class": read.track, "happiness": read.happiness,
    **dict.fromkeys((*SOURCES, "income_total", "income_average", *SPENDING), read.baht),
    **{name: read.short_text(limit) for name, limit in TEXTS.items()},
}  # fmt: skip


DITTO = frozenset(('"', "”", "''", ",,", "〃"))
REMEMBERED = 1_000  # cells of a column; those with more are not worth remembering
PLACE_COLUMNS = ("province", "district", "subdistrict", "province_code", "district_code", "subdistrict_code")
NESTED = ("province", "district", "subdistrict", "moo", "village")
_WITHIN = {name: NESTED[place + 1 :] for place, name in enumerate(NESTED)}


class RowReader:
    """Reads the rows of one sheet under one layout. `note(Finding)` receives the findings."""

    def __init__(self, sheet, layout, *, form, year, places, note, unplaced=None):
        self.sheet, self.layout, self.form, self.year, self.places, self.note = (
            sheet,
            layout,
            form,
            year,
            places,
            note,
        )
        self._plan = [
            (name, layout.columns[name], PARSERS[name], {}) for name in PARSERS if name in layout.columns
        ]
        self._places_at = tuple(layout.columns.get(name) for name in PLACE_COLUMNS)
        self._answers = sorted(layout.indicators.items())
        self._answer_cells = (
            itemgetter(*(place for _n, place in self._answers)) if len(self._answers) > 1 else None
        )
        self._complete = list(layout.indicators) == list(range(1, form.indicators + 1))
        self.last_position = max(
            (*layout.columns.values(), *layout.indicators.values(), *layout.failing.values()), default=0
        )
        self._remembered = {}
        self._above = {}
        self._unplaced = {} if unplaced is None else unplaced

    def finding(self, row, position, code, cell="", *, value=None, **words):
        address = f"{column_letters(position)}{row}" if position is not None and row else ""
        header = self.layout.header(position)
        told = shown(cell) if value is None else value
        self.note(
            Finding(self.sheet, address, row, header, VERDICT_OF[code], code, told, sentence(code, **words))
        )

    def read(self, number, cells):
        row = HouseholdRow(self.sheet, number)
        found = self._cells(number, cells)
        self._where(row, cells)
        self._who(row, found)
        row.house_code, row.house_no = found.get("house_code") or "", found.get("house_no") or ""
        row.moo, row.village = (
            self._ditto("moo", found.get("moo")),
            self._ditto("village", found.get("village") or ""),
        )
        row.phone = found.get("phone") or ""
        row.national_id = self._id(number, cells)
        row.track, row.causes, row.note = (found.get(name) or "" for name in ("class", "causes", "note"))
        read_money(row, found, self.layout, self.finding)
        self._results(row, cells)
        read_coordinates(row, found, self.layout, self.finding)
        row.refused = self.other_year(number, cells) or row.refused
        self._required(row, cells)
        return row

    # --- cells ------------------------------------------------------------------------------------------------

    def _cells(self, number, cells):
        found, width = {}, len(cells)
        for name, position, parse, memory in self._plan:
            cell = cells[position] if position < width else ""
            if cell == "" or cell is None:
                continue
            is_text = type(cell) is str
            if is_text and cell in memory:  # 1, 1.0 and True would be one key
                found[name] = memory[cell]
                continue
            try:
                value = found[name] = parse(read.tidy(cell))
                if is_text and len(memory) < REMEMBERED:
                    memory[cell] = value
            except Odd as odd:
                found[name] = odd.kept
                self.finding(number, position, odd.code, cell, **odd.words)
        return found

    def _text(self, cells, name):
        position = self.layout.columns.get(name)
        return read.plain(cells, position)

    def _id(self, number, cells):
        position = self.layout.columns.get("national_id")
        if position is None:
            return ""
        text = read.plain(cells, position)
        try:
            return read.national_id(text)
        except Odd as odd:
            self.finding(number, position, odd.code, value=shown_id(cells[position]), **odd.words)
            return odd.kept

    def _ditto(self, name, value):
        if value and value not in DITTO:
            if self._above.get(name) == value:
                return value
            for within in _WITHIN[name]:
                self._above.pop(within, None)
            self._above[name] = value
            return value
        ditto_mark = value not in ("", None)
        return self._above.get(name, value) if ditto_mark or name in self.layout.ditto else value

    # --- what belongs together --------------------------------------------------------------------------------

    def _where(self, row, cells):
        texts = [read.plain(cells, position) if position is not None else "" for position in self._places_at]
        codes = dict(zip(PLACE_COLUMNS[:3], texts[3:], strict=True))
        code = whole_code(codes)
        if len(code) >= 6 and not texts[1] and not texts[2]:
            self._stands_by_its_code(code)
        words = {name: self._ditto(name, text) for name, text in zip(PLACE_COLUMNS[:3], texts, strict=False)}
        asked = {"code": code, **{name: words[name] or codes[name] for name in ("district", "subdistrict")}}
        try:
            found = self.places.resolve(province=words["province"] or codes["province"], **asked)
        except Unresolved as unresolved:
            self._no_place(row, cells, unresolved.code, words, asked)
            return
        row.place = found.place
        if found.code_differs:
            self.finding(
                row.row, self.layout.columns.get("subdistrict_code"), "place_code_differs", code,
                district=found.place.district, subdistrict=found.place.subdistrict,
            )  # fmt: skip

    def stands_below(self, words):
        """`words`: {name: …} of a row that somebody else has read."""
        for name, word in words.items():
            self._ditto(name, word)

    def _stands_by_its_code(self, code):
        """A row that names no place but states a code is not of the place named above, unless the code says the same."""
        above = {name: self._above.get(name, "") for name in ("district", "subdistrict")}
        try:
            same = code[:6] in self.places and not self.places.resolve(code=code, **above).code_differs
        except Unresolved:
            same = False
        if not same:
            self._above.clear()

    def _no_place(self, row, cells, code, words, asked):
        row.refused = True
        column = "province" if code == "other_province" else self._guilty(words)
        position = self.layout.columns.get(column)
        cell = cells[position] if position is not None and position < len(cells) else ""
        told = {"district": words["district"][:60] or "-", "subdistrict": words["subdistrict"][:60] or "-"}
        told = (
            {"value": words["province"][:60]}
            if code == "other_province"
            else told
            if code == "place_unknown"
            else {}
        )
        self.finding(row.row, position, code, cell, **told)
        if code != "other_province":
            self._wait_for_a_place(place_key(**asked), position, row.row)

    def _wait_for_a_place(self, words, position, row):
        waiting = self._unplaced.setdefault(words, Waiting())
        waiting.rows += 1
        if len(waiting.cells) < EXAMPLES:
            waiting.cells.append([self.sheet, f"{column_letters(position or 0)}{row}"])

    def _guilty(self, words):
        """The cell to correct: the district when that is what nobody knows, else the subdistrict."""
        if not words["district"] or not self.places.knows_district(words["district"]):
            return "district" if "district" in self.layout.columns else "subdistrict"
        return "subdistrict"

    def _who(self, row, found):
        title, first, last = (found.get(name) or "" for name in ("title", "first_name", "last_name"))
        whole = found.get("full_name") or ""
        own_title = title if "title" in self.layout.columns and title else None
        if first and last:
            row.title, row.first_name, row.last_name = *titled(own_title, first), last
        elif first or whole:
            row.title, row.first_name, row.last_name = split_name(whole or first, title=own_title)
        if last and not row.last_name:
            row.last_name = last

    def _results(self, row, cells):
        if not self._answers:
            return
        stated = self._stated_answers(row.row, cells)
        row.results = judge(stated, self.form, row.average)
        income = self.form.income_number
        before = result_of(stated, income)
        if before != UNKNOWN and before != result_of(row.results, income):
            position = self.layout.indicators[income]
            self.finding(row.row, position, "income_indicator_differs", cells[position])
        row.failing = self._counts(row.row, cells)

    def _stated_answers(self, number, cells):
        remembered = self._remembered
        try:
            if self._answer_cells:
                letters = list(map(remembered.__getitem__, self._answer_cells(cells)))
            else:
                letters = [remembered[cells[position]] for _number, position in self._answers]
        except (KeyError, IndexError):
            letters = [self._answer(number, position, cells) for _number, position in self._answers]
        if self._complete:
            return "".join(letters)
        return join_results(dict(zip(self.layout.indicators, letters, strict=True)), self.form.indicators)

    def _answer(self, number, position, cells):
        cell = cells[position] if position < len(cells) else ""
        try:
            letter = read.answer(read.tidy(cell))
        except Odd as odd:
            self.finding(number, position, odd.code, cell)
            return UNKNOWN
        if len(self._remembered) < 1000:
            self._remembered[cell] = letter
        return letter

    def _counts(self, number, cells):
        counts = {}
        for indicator, position in self.layout.failing.items():
            cell = cells[position] if position < len(cells) else ""
            if cell == "" or cell is None:
                continue
            try:
                amount = read.count(read.tidy(cell))
            except Odd as odd:
                self.finding(number, position, odd.code, cell)
                continue
            if amount:
                counts[indicator] = amount
        return counts

    def other_year(self, number, cells):
        """Each year's survey stands beside the others: a row of another year is never written as this one."""
        year = year_of(self.layout, cells) if "year" in self.layout.columns else None
        if year in (None, self.year):
            return False
        self.finding(
            number, self.layout.columns["year"], "other_year", str(year), stated=year, year=self.year
        )
        return True

    def _required(self, row, cells):
        """What a household cannot do without; each cause is told, so that one sending mends them all."""
        column = self.layout.columns.get
        if row.moo is None:
            self._refuse(row, "moo_missing", column("moo"), cells)
        if not row.house_code and not row.house_no:
            self._refuse(row, "no_household_key", column("house_no", column("house_code")), cells)
        if not row.first_name:
            self._refuse(row, "name_missing", column("first_name", column("full_name")), cells)

    def _refuse(self, row, code, position, cells):
        row.refused = True
        self.finding(
            row.row, position, code, cells[position] if position is not None and position < len(cells) else ""
        )
