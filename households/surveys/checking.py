"""The one function that rehearses and performs: sheets in, outcomes and findings out. It writes nothing itself."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from types import MappingProxyType

from households.surveys.annexes import find_annex
from households.surveys.cells import plain, shown
from households.surveys.checked import Checked
from households.surveys.columns import HEADER_ROWS, SAMPLE_ROWS, find_layout, find_topic
from households.surveys.heads import head_of
from households.surveys.household_row import Finding, HouseholdRow, column_letters
from households.surveys.mapping import corrected_layout, meanings_of
from households.surveys.matching import CONFLICT, MISSING, REFUSED, Outcome, Register, outcome_of
from households.surveys.members import with_people
from households.surveys.people import HomeReader, homes, is_too_long
from households.surveys.plainrows import PlainReader
from households.surveys.rows import RowReader
from households.surveys.sentences import WARN, FileRefused, sentence
from households.surveys.skipping import below_header
from households.surveys.suspecting import NO_LOOKALIKES, broken_sample, right_form, second_table
from households.surveys.template import refuse_another
from households.surveys.topics import BasicReader, Topics, as_topics

CHUNK = 1_000
ROWS_OF_A_SHEET = 2**32


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
):
    """`each(outcomes)` receives every row in handfuls, `note(finding)` every finding. Raises FileRefused."""
    work = _Check(
        year, form, places, register or Register(), blind, each, note, progress, corrections, lookalikes
    )
    try:
        work.book(sheets)
        return work.finish()
    except FileRefused as refusal:
        refusal.heads = work.checked.heads
        raise


class _Check:
    def __init__(self, year, form, places, register, blind, each, note, progress, corrections, lookalikes):
        self.year, self.form, self.places, self.register, self.blind = year, form, places, register, blind
        self.each, self._note, self.progress = each, note, progress
        self.corrections, self.lookalikes = corrections, lookalikes
        self.checked = Checked()
        self.rows_seen = 0
        self._digest = hashlib.sha256()
        self._waiting, self._unsure = [], []
        self._seen, self._sheet_numbers = {}, {}
        self._subdistricts = set()
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
        if layout.people:
            return self._people(sheet, layout)
        reader = self.reader(BasicReader if topics else RowReader, sheet, layout)
        reader.topics = topics
        plain = None if topics else PlainReader(reader, is_text=sheet.is_text)
        for number, cells, skip, row in below_header(sheet, layout, self.checked.skipped, plain):
            if row:
                self._seen_row()
                self._take(reader, row, cells)
            else:
                self._row(reader, number, cells, skip, is_text=sheet.is_text)
        self._flush()

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
        self._flush()

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
        self._done([Outcome(HouseholdRow(sheet, number, refused=True), REFUSED)])

    # --- a row ------------------------------------------------------------------------------------------------

    def _row(self, reader, number, cells, skip, *, is_text=False):
        self._seen_row()
        if skip:
            self.checked.skipped[skip] += 1
            return
        if is_text and is_too_long(cells, reader.layout):
            return self._refuse_long(reader, number, cells)
        if is_text and len(cells) <= reader.last_position:
            reader.finding(number, len(cells), "row_too_short")
        return self._take(reader, reader.read(number, cells), cells)

    def _seen_row(self):
        self.rows_seen += 1
        if self.rows_seen % CHUNK == 0:
            self.progress(self.rows_seen)

    def _take(self, reader, row, cells):
        if not row.refused:
            self._repeats(reader, row, cells)
        known = None
        if not row.refused:
            self._subdistricts.add(row.place.code)
            known = self.register.certain(row)
            if known is None and self.register.stands_twice(row):
                row.refused = True
                reader.finding(row.row, None, "merged_repeated")
            elif known is None and self.register.may_match_by_code(row):
                self._unsure.append(row)
                return None
        self._waiting.append((row, known))
        if len(self._waiting) >= CHUNK:
            self._flush()
        return None

    def _refuse_long(self, reader, number, cells):
        """Nobody knows which cell is which, so none is read."""
        position = len(reader.layout.headers)
        reader.finding(number, position, "row_too_long", cells[position])
        self.refuse_row(reader.sheet, number)

    def _repeats(self, reader, row, cells):
        here = self._here(row.row, row.sheet)
        first = self._seen.setdefault(hash(row.identity()), here)
        columns = reader.layout.columns.get
        if first != here:
            row.refused = True
            position = columns("house_code", columns("house_no"))
            cell = plain(cells, position)
            return reader.finding(
                row.row, position, "household_repeated", cell, first=self._row_name(first, row.sheet)
            )
        point = (row.latitude, row.longitude) if row.latitude is not None else ""
        for code, value, column in (
            ("house_code_repeated", row.house_code, "house_code"),
            ("id_repeated", row.national_id, "national_id"),
            ("coordinate_repeated", point, "latitude"),
        ):
            first = self._seen.setdefault(hash((code, value)), here) if value else here
            if first != here:
                position = columns(column)
                reader.finding(
                    row.row, position, code, plain(cells, position), first=self._row_name(first, row.sheet)
                )
        for person in row.people:
            self._id_again(row, person)
        return None

    def _id_again(self, row, person):
        if person.is_head or not person.national_id:
            return
        here = self._here(person.row, row.people_sheet)
        first = self._seen.setdefault(hash(("id_repeated", person.national_id)), here)
        if first != here:
            value, told = shown(person.national_id), self._row_name(first, row.people_sheet)
            self._tell_person(row, person.row, "national_id", "id_repeated", value, first=told)

    def _tell_person(self, row, number, name, code, value, **words):
        layout = self.checked.layouts[row.people_sheet]
        position = layout.columns.get(name, layout.columns.get("full_name"))
        cell = f"{column_letters(position)}{number}" if position is not None else ""
        header, told = layout.header(position), sentence(code, **words)
        self.note(Finding(row.people_sheet, cell, number, header, WARN, code, value, told))

    def _here(self, number, sheet):
        """Sheet and row in one number: a million of them must fit, and so must the hashes they stand under."""
        return self._sheet_numbers.setdefault(sheet, len(self._sheet_numbers)) * ROWS_OF_A_SHEET + number

    def _row_name(self, here, sheet):
        name, row = list(self._sheet_numbers)[here // ROWS_OF_A_SHEET], here % ROWS_OF_A_SHEET
        return str(row) if name == sheet else f"{row} แผ่น {name}"

    # --- outcomes ---------------------------------------------------------------------------------------------

    def _flush(self):
        rows, self._waiting = self._waiting, []
        facts = self.register.facts_of([known.pk for _row, known in rows if known])
        outcomes = [
            Outcome(row, REFUSED)
            if row.refused
            else outcome_of(row, known, facts[known.pk] if known else None, self.blind)
            for row, known in rows
        ]
        if any(outcome.row.people for outcome in outcomes):
            outcomes = self._with_people(outcomes, facts)
        self.lookalikes.take([row for row, known in rows if known is None and not row.refused])
        self._done(outcomes)

    def _with_people(self, outcomes, facts):
        known = [outcome.household for outcome in outcomes if outcome.row.people and outcome.household]
        members, compared = self.register.members_of(known), []
        for outcome in outcomes:
            if outcome.household in members:
                edited = facts[outcome.household].edited
                outcome, absent = with_people(outcome, members[outcome.household], edited, self.blind)
                self._tell_absent(outcome.row, absent)
            compared.append(outcome)
        return compared

    def _tell_absent(self, row, absent):
        for member in absent:
            self._tell_person(row, row.people[0].row, "first_name", "member_absent", member.name)

    def _done(self, outcomes):
        counts, said = self.checked.counts, []
        for outcome in outcomes:
            kind, row = outcome.outcome, outcome.row
            counts[kind] += row.rows
            self.checked.households[kind] += 1
            if row.place:
                self.checked.count(row.place.district_code, kind)
            said.append(f"{row.sheet}|{row.row}|{kind}|{outcome.household}")
            if outcome.changes or outcome.conflicts:
                said.append(repr((outcome.changes, outcome.conflicts)))
            if outcome.people:
                said.append(repr(outcome.people))
            if kind == CONFLICT:
                self._tell_conflicts(outcome)
        if outcomes:
            self._digest.update("|".join(said).encode())
            self.each(outcomes)

    def _tell_conflicts(self, outcome):
        layout = self.checked.layouts[outcome.row.sheet]
        for name, now, then in outcome.conflicts:
            code = "class_conflict" if name == "class" else "edited_conflict"
            position = layout.columns.get(name)
            address = f"{column_letters(position)}{outcome.row.row}" if position is not None else ""
            words = {"now": TRACK_NAMES.get(now, now)} if name == "class" else {}
            told = shown(TRACK_NAMES.get(then, then)) if name != "national_id" else ""
            self.note(
                Finding(
                    outcome.row.sheet, address, outcome.row.row, layout.header(position), WARN, code, told,
                    sentence(code, **words),
                )
            )  # fmt: skip
        for change in outcome.people:
            for name, _now, _then in change.conflicts:
                column = COLUMN_NAMES.get(name, name)
                self._tell_person(
                    outcome.row, change.person.row, column, "edited_conflict", change.person.name
                )

    def finish(self):
        if not self.checked.layouts:
            if self._broken:
                raise FileRefused("mojibake", value=self._broken)
            if self._annex:
                raise FileRefused("annex_not_survey")
            raise FileRefused("no_header")
        for row in self._unsure:
            self._waiting.append((row, self.register.by_code(row)))
            if len(self._waiting) >= CHUNK:
                self._flush()
        self._flush()
        for finding in self.lookalikes.tell(self.register.taken, self.checked.layouts):
            self.checked.findings[finding.verdict, finding.code] += 1
            self._note(finding)  # a question to a person: no part of what will be written
        self.checked.missing = self.register.missing(self._subdistricts)
        self.progress(self.rows_seen)
        for known in self.checked.missing:
            self._digest.update(f"{MISSING}{known.pk}".encode())
        self._digest.update(repr(sorted(self.places.used.items())).encode())
        self.checked.fingerprint = self._digest.hexdigest()
        return self.checked


COLUMN_NAMES = {"body_state": "body", "can_help_self": "self_help", "person": "first_name"}
TRACK_NAMES = {"developable": "พัฒนาได้", "welfare": "สงเคราะห์"}
