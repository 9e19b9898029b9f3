"""Rows as they were read → outcomes: which household each is, and what it would change. Rows come from a sheet, or as they
were kept from the last reading of the same bytes; what is decided is the same."""

import hashlib
from collections import Counter

from households.surveys.aside import Aside
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

    def __init__(self, checked, register, blind, each, note, lookalikes, lacking=lambda known: None):
        self.checked, self.register, self.blind = checked, register, blind
        self.each, self._note, self.lookalikes, self._lacking = each, note, lookalikes, lacking
        self._outcomes, self._said = hashlib.sha256(), 0
        self._arrived, self._unsure = [], Aside()
        self._subdistricts, self._nobody = set(), register.is_empty

    def take(self, row):
        self._arrived.append(row)
        if len(self._arrived) >= CHUNK:
            self.flush()

    def flush(self):
        rows, self._arrived = self._arrived, []
        self._decide(list(self._known_of(rows)))

    def _known_of(self, rows):
        """(row, its household on record or None); what may be another's for certain waits until all rows were seen."""
        if not self._nobody:
            self.register.look([row for row in rows if not row.refused])
        for row in rows:
            known = None
            if not row.refused:
                self._subdistricts.add(row.place.code)
                known = None if self._nobody else self.register.certain(row)
                if self._nobody or known:
                    pass
                elif self.register.stands_twice(row):
                    self._refuse_repeated(row)
                elif self.register.may_match_by_code(row):
                    self._unsure.append(row)
                    continue
            yield row, known

    def _refuse_repeated(self, row):
        row.refused = True
        code = "merged_repeated"
        self.note(Finding(row.sheet, "", row.row, "", VERDICT_OF[code], code, "", sentence(code)))
        code = "household_refused"
        for person in row.people:
            if person.row != row.row:
                told = sentence(code, first=row.row)
                self.note(Finding(row.people_sheet, "", person.row, "", VERDICT_OF[code], code, "", told))

    def note(self, finding):
        self.checked.findings[finding.verdict, finding.code] += 1
        # A sum, for handfuls of another size tell the same findings in another order.
        digest = hashlib.sha256(repr(finding[:6]).encode()).digest()
        self._said = (self._said + int.from_bytes(digest)) % 2**256
        self._note(finding)

    def finish(self):
        self.flush()
        for rows in self._unsure.handfuls():
            self.register.look(rows)
            self._decide([(row, self.register.by_code(row)) for row in rows])
        for finding in self.lookalikes.tell(self.register.taken, self.checked.layouts):
            self.checked.findings[finding.verdict, finding.code] += 1
            self._note(finding)  # a question to a person: no part of what will be written
        for known in self.register.missing(self._subdistricts):
            self.checked.missing += 1
            self._outcomes.update(f"{MISSING}{known.pk}".encode())
            self._lacking(known)

    def digest(self):
        return f"{self._outcomes.hexdigest()}{self._said:064x}"

    # --- a handful --------------------------------------------------------------------------------------------

    def _decide(self, rows):
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
        self._count(outcomes)
        said = []
        for outcome in outcomes:
            kind, row, known = outcome.outcome, outcome.row, outcome.household
            said.append(f"{row.sheet}|{row.row}|{kind}|{getattr(known, 'hex', known)}|")
            if outcome.changes or outcome.conflicts:
                said.append(f"{(outcome.changes, outcome.conflicts)!r}|")
            if outcome.people:
                said.append(f"{outcome.people!r}|")
            if kind == CONFLICT:
                self._tell_conflicts(outcome)
        self._outcomes.update("".join(said).encode())
        self.each(outcomes)

    def _count(self, outcomes):
        checked = self.checked
        alike = Counter(
            [(one.outcome, one.row.place and one.row.place.district_code, one.row.rows) for one in outcomes]
        )
        for (kind, district, rows), times in alike.items():
            checked.counts[kind] += rows * times
            checked.households[kind] += times
            if district:
                checked.count(district, kind, times)

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
