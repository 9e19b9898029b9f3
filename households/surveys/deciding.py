"""Rows as they were read → outcomes: which household each is, and what it would change. Rows come from a sheet, or as they
were kept from the last reading of the same bytes; what is decided is the same."""

import hashlib

from households.surveys.cells import shown
from households.surveys.household_row import Finding, column_letters
from households.surveys.matching import CONFLICT, MISSING, REFUSED, Outcome, outcome_of
from households.surveys.members import with_people
from households.surveys.repeats import of_a_person
from households.surveys.sentences import VERDICT_OF, WARN, sentence

CHUNK = 1_000
COLUMN_NAMES = {"body_state": "body", "can_help_self": "self_help", "person": "first_name"}
TRACK_NAMES = {"developable": "พัฒนาได้", "welfare": "สงเคราะห์"}


class Deciding:
    """`take(row)`, then `finish()`; `digest()` says whether two decided alike, however the rows came in handfuls."""

    def __init__(self, checked, register, blind, each, note, lookalikes):
        self.checked, self.register, self.blind = checked, register, blind
        self.each, self._note, self.lookalikes = each, note, lookalikes
        self._outcomes, self._said = hashlib.sha256(), 0
        self._waiting, self._unsure = [], []
        self._subdistricts, self._nobody = set(), register.is_empty

    def take(self, row):
        known = None
        if not row.refused:
            self._subdistricts.add(row.place.code)
            known = None if self._nobody else self.register.certain(row)
            if self._nobody:
                pass
            elif known is None and self.register.stands_twice(row):
                row.refused = True
                code = "merged_repeated"
                self.note(Finding(row.sheet, "", row.row, "", VERDICT_OF[code], code, "", sentence(code)))
            elif known is None and self.register.may_match_by_code(row):
                self._unsure.append(row)
                return
        self._waiting.append((row, known))
        if len(self._waiting) >= CHUNK:
            self.flush()

    def note(self, finding):
        self.checked.findings[finding.verdict, finding.code] += 1
        # A sum, for handfuls of another size tell the same findings in another order.
        digest = hashlib.sha256(repr(finding[:6]).encode()).digest()
        self._said = (self._said + int.from_bytes(digest)) % 2**256
        self._note(finding)

    def finish(self):
        for row in self._unsure:
            self._waiting.append((row, self.register.by_code(row)))
            if len(self._waiting) >= CHUNK:
                self.flush()
        self.flush()
        for finding in self.lookalikes.tell(self.register.taken, self.checked.layouts):
            self.checked.findings[finding.verdict, finding.code] += 1
            self._note(finding)  # a question to a person: no part of what will be written
        self.checked.missing = self.register.missing(self._subdistricts)
        for known in self.checked.missing:
            self._outcomes.update(f"{MISSING}{known.pk}".encode())

    def digest(self):
        return f"{self._outcomes.hexdigest()}{self._said:064x}"

    # --- a handful --------------------------------------------------------------------------------------------

    def flush(self):
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
        if outcomes:
            self._done(outcomes)

    def _with_people(self, outcomes, facts):
        known = [outcome.household for outcome in outcomes if outcome.row.people and outcome.household]
        members, compared = self.register.members_of(known), []
        for outcome in outcomes:
            if outcome.household in members:
                edited = facts[outcome.household].edited
                outcome, absent = with_people(outcome, members[outcome.household], edited, self.blind)
                for member in absent:
                    first = outcome.row.people[0].row
                    self._tell_person(outcome.row, first, "first_name", "member_absent", member.name)
            compared.append(outcome)
        return compared

    def _done(self, outcomes):
        counts, households, said = self.checked.counts, self.checked.households, []
        for outcome in outcomes:
            kind, row = outcome.outcome, outcome.row
            counts[kind] += row.rows
            households[kind] += 1
            if row.place:
                self.checked.count(row.place.district_code, kind)
            said.append(f"{row.sheet}|{row.row}|{kind}|{outcome.household}|")
            if outcome.changes or outcome.conflicts:
                said.append(f"{(outcome.changes, outcome.conflicts)!r}|")
            if outcome.people:
                said.append(f"{outcome.people!r}|")
            if kind == CONFLICT:
                self._tell_conflicts(outcome)
        self._outcomes.update("".join(said).encode())
        self.each(outcomes)

    def _tell_conflicts(self, outcome):
        row = outcome.row
        layout = self.checked.layouts[row.sheet]
        for name, now, then in outcome.conflicts:
            code = "class_conflict" if name == "class" else "edited_conflict"
            position = layout.columns.get(name)
            address = f"{column_letters(position)}{row.row}" if position is not None else ""
            words = {"now": TRACK_NAMES.get(now, now)} if name == "class" else {}
            told = shown(TRACK_NAMES.get(then, then)) if name != "national_id" else ""
            header = layout.header(position)
            self.note(Finding(row.sheet, address, row.row, header, WARN, code, told, sentence(code, **words)))
        for change in outcome.people:
            for name, _now, _then in change.conflicts:
                column, who = COLUMN_NAMES.get(name, name), change.person
                self._tell_person(row, who.row, column, "edited_conflict", who.name)

    def _tell_person(self, row, number, name, code, value):
        self.note(of_a_person(self.checked.layouts[row.people_sheet], row, number, name, code, value))
