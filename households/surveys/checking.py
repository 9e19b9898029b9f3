"""The one function that rehearses and performs: sheets in, outcomes and findings out. It writes nothing itself."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from types import MappingProxyType

from households.surveys.annexes import find_annex
from households.surveys.checked import Checked
from households.surveys.columns import HEADER_ROWS, SAMPLE_ROWS, find_layout, find_topic
from households.surveys.deciding import CHUNK, Deciding
from households.surveys.heads import head_of
from households.surveys.household_row import HouseholdRow
from households.surveys.mapping import corrected_layout, meanings_of
from households.surveys.matching import Register
from households.surveys.people import HomeReader, homes, is_too_long
from households.surveys.plainrows import PlainReader
from households.surveys.repeats import Repeats
from households.surveys.rows import RowReader
from households.surveys.sentences import FileRefused
from households.surveys.skipping import below_header
from households.surveys.suspecting import NO_LOOKALIKES, broken_sample, right_form, second_table
from households.surveys.template import refuse_another
from households.surveys.topics import BasicReader, Topics, as_topics


def check(
    sheets: Sequence,
    *,
    year: int,
    form,
    places,
    register: Register | None = None,
    blind: Callable = lambda number: number,
    each: Callable = lambda outcomes: None,
    note: Callable = lambda finding: None,
    progress: Callable = lambda rows: None,
    corrections: Mapping = MappingProxyType({}),
    lookalikes=NO_LOOKALIKES,
    keep: Callable = lambda row: None,
    lacking: Callable = lambda known: None,
):
    """`each(outcomes)` receives every row in handfuls, `note(finding)` every finding, `keep(row)` a row as it was read,
    `lacking(known)` a household that the file leaves out.
    Raises FileRefused."""
    work = _Check(
        year, form, places, register or Register(), blind, each, note, progress, corrections, lookalikes, keep,
        lacking,
    )  # fmt: skip
    try:
        work.book(sheets)
        return work.finish()
    except FileRefused as refusal:
        refusal.heads = work.checked.heads
        raise


class _Check:
    def __init__(
        self, year, form, places, register, blind, each, note, progress, corrections, lookalikes, keep, lacking
    ):  # fmt: skip
        self.year, self.form, self.places = year, form, places
        self._note, self.progress, self.corrections, self.keep = note, progress, corrections, keep
        self.checked = Checked()
        self.deciding = Deciding(self.checked, register, blind, each, note, lookalikes, lacking)
        self._repeats = Repeats(self.checked, self.note)
        self.rows_seen = 0
        self._digest = hashlib.sha256()
        self._broken, self._annex = "", False

    def note(self, finding):
        self.checked.findings[finding.verdict, finding.code] += 1
        self._digest.update(repr(finding[:6]).encode())
        self._note(finding)

    # --- a sheet ----------------------------------------------------------------------------------------------

    def book(self, sheets):
        seen = [self._look(sheet) for sheet in sheets]
        found = as_topics([(sheet, layout) for sheet, _top, layout, _signature in seen])
        for (sheet, layout), (_sheet, top, _layout, signature) in zip(found, seen, strict=True):
            self.checked.heads.append(head_of(sheet, top, layout, signature))
            if layout is None:
                self.checked.unread_sheets.append(sheet.name)
                self._broken = self._broken or broken_sample(top)
                self._annex = self._annex or find_annex(top, sheet.merged) is not None
            else:
                self._prepare(sheet, layout)
        found = [(sheet, layout) for sheet, layout in found if layout]
        topics = self._topics(found)
        for sheet, layout in found:
            if not layout.topic:
                self._sheet(sheet, layout, topics)
        if topics:
            topics.finish()

    def _look(self, sheet):
        top = list(islice(sheet.rows(), HEADER_ROWS + SAMPLE_ROWS))
        refuse_another(top, self.form, self.year)
        layout, signature = corrected_layout(top, sheet.merged, self.corrections)
        layout = layout or find_layout(top, sheet.merged, self.form.texts)
        layout = layout or find_topic(top, sheet.merged, self.form.texts)
        return sheet, top, layout, signature

    def _topics(self, found):
        """None for nearly every book."""
        if not any(layout.topic for _sheet, layout in found):
            return None
        topics = Topics(self)
        for sheet, layout in found:
            if not layout.topic and not layout.people:
                topics.count_codes(sheet, layout)
        for sheet, layout in found:
            if layout.topic:
                topics.gather(sheet, layout)
        return topics

    def _prepare(self, sheet, layout):
        self.checked.layouts[sheet.name] = layout
        self._digest.update(
            repr((sheet.name, layout.header_row, sorted(meanings_of(layout).items()))).encode()
        )
        second_table(sheet.name, layout, self.note)
        right_form(sheet.name, layout, self.form, self.year, self.note)

    def _sheet(self, sheet, layout, topics):
        self._repeats.expect(sheet.height)
        if layout.people:
            return self._people(sheet, layout)
        reader = self.reader(BasicReader if topics else RowReader, sheet, layout)
        reader.topics = topics
        plain = None if topics else PlainReader(reader, is_text=sheet.is_text)
        run = []
        for number, cells, skip, row in below_header(sheet, layout, self.checked.skipped, plain):
            if row:
                run.append((row, cells))
            if len(run) >= CHUNK or not row:
                self._run(reader, run)
                run = []
            if not row:
                self._row(reader, number, cells, skip, is_text=sheet.is_text)
        self._run(reader, run)
        self.deciding.flush()

    def reader(self, kind, sheet, layout):
        return kind(
            sheet.name, layout, form=self.form, year=self.year, places=self.places, note=self.note,
            unplaced=self.checked.unplaced,
        )  # fmt: skip

    def _people(self, sheet, layout):
        """A row is a person: the households are put together first."""
        reader = self.reader(HomeReader, sheet, layout)

        for row, nobody, numbers in homes(
            sheet, layout, reader, skipped=self.checked.skipped, refuses=self.refuses(sheet, reader)
        ):
            for number in nobody:
                self.refuse_row(sheet.name, number)
            self._take(reader, row, reader.cells)
            if row.refused:
                reader.refuse_others(row, [number for number in numbers if number not in nobody])
        self.deciding.flush()

    def refuses(self, sheet, reader):
        """What of a line in a text file a reader of people or topics need not see."""

        def refuses(number, cells):
            self._seen_row()
            if sheet.is_text and is_too_long(cells, reader.layout):
                self._refuse_long(reader, number, cells)
                return True
            if sheet.is_text and len(cells) <= reader.last_position:
                reader.finding(number, len(cells), "row_too_short")
            return False

        return refuses

    def refuse_row(self, sheet, number):
        self._keep(HouseholdRow(sheet, number, refused=True))

    # --- rows -------------------------------------------------------------------------------------------------

    def _run(self, reader, run):
        """Plain rows that stand one below the other."""
        if not run:
            return
        self._repeats.look_along(reader, run)
        for row, _cells in run:
            self._seen_row()
            self.keep(row)
            self.deciding.take(row)

    def _row(self, reader, number, cells, skip, *, is_text=False):
        self._seen_row()
        if skip:
            self.checked.skipped[skip] += 1
        elif is_text and is_too_long(cells, reader.layout):
            self._refuse_long(reader, number, cells)
        else:
            if is_text and len(cells) <= reader.last_position:
                reader.finding(number, len(cells), "row_too_short")
            self._take(reader, reader.read(number, cells), cells)

    def _seen_row(self):
        self.rows_seen += 1
        if self.rows_seen % CHUNK == 0:
            self.progress(self.rows_seen)

    def _take(self, reader, row, cells):
        if not row.refused:
            self._repeats.look(reader, row, cells)
        self._keep(row)

    def _keep(self, row):
        self.keep(row)
        self.deciding.take(row)

    def _refuse_long(self, reader, number, cells):
        """Nobody knows which cell is which, so none is read."""
        position = len(reader.layout.headers)
        reader.finding(number, position, "row_too_long", cells[position])
        self.refuse_row(reader.sheet, number)

    def finish(self):
        if not self.checked.layouts:
            if self._broken:
                raise FileRefused("mojibake", value=self._broken)
            if self._annex:
                raise FileRefused("annex_not_survey")
            raise FileRefused("no_header")
        self.deciding.finish()
        self.progress(self.rows_seen)
        self._digest.update(repr(sorted(self.places.used.items())).encode())
        self.checked.reading = self._digest.hexdigest()
        self.checked.fingerprint = fingerprint(self.checked.reading, self.deciding)
        return self.checked


def fingerprint(reading, deciding):
    """Of how a file was read and what was decided of its rows."""
    return hashlib.sha256(f"{reading}{deciding.digest()}".encode()).hexdigest()
