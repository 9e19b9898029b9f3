"""A table from a file: rehearsed, shown, then taken whole or not at all. The same function rehearses and performs."""

import hashlib
import json
from dataclasses import dataclass

import tablib
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kusiao import audit
from kusiao.refusal import Refused
from kusiao.tables.reading import Table
from kusiao.tables.resources import NUMBER
from kusiao.thai import clean

NEW, CHANGED, SAME, WRONG = "new", "update", "skip", "error"
WORDS = {
    NEW: (gettext_lazy("ใหม่"), "new"),
    CHANGED: (gettext_lazy("เปลี่ยน"), "soon"),
    SAME: (gettext_lazy("เหมือนเดิม"), "good"),
    WRONG: (gettext_lazy("ผิด"), "late"),
}
AN_HOUR = 3600


@dataclass(frozen=True)
class Row:
    number: int
    outcome: str
    name: str
    differences: tuple  # (attribute, label, before, after)
    faults: tuple

    @property
    def words(self):
        return WORDS[self.outcome][0]

    @property
    def state(self):
        return WORDS[self.outcome][1]


@dataclass(frozen=True)
class Rehearsal:
    rows: tuple
    notes: tuple
    faults: tuple  # of the file as a whole

    @property
    def counts(self):
        return {outcome: sum(row.outcome == outcome for row in self.rows) for outcome in WORDS}

    @property
    def told(self):
        """[(words, state, count)]"""
        return [(*WORDS[outcome], count) for outcome, count in self.counts.items()]

    @property
    def may_be_taken(self):
        return not self.faults and not self.counts[WRONG] and self.counts[NEW] + self.counts[CHANGED] > 0

    @property
    def fingerprint(self):
        told = [(row.number, row.outcome, row.differences) for row in self.rows]
        return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()


def rehearse(resource_class, table, *, by):
    return _run(resource_class, table, by, dry_run=True)


@transaction.atomic
def take(resource_class, table, fingerprint, *, by):
    """Raises Refused, with nothing written, where a row is wrong or the table is no longer what the person was shown."""
    done = _run(resource_class, table, by, dry_run=False)
    if done.faults or done.counts[WRONG]:
        raise Refused(_("มีแถวที่ผิด ยังไม่ได้บันทึกแถวใดเลย ดูเหตุผลในตาราง แก้ไฟล์แล้วส่งใหม่"))
    if done.fingerprint != fingerprint:
        raise Refused(_("ตารางนี้เปลี่ยนไปหลังจากที่ตรวจ ยังไม่ได้บันทึกแถวใดเลย ดูผลตรวจใหม่แล้วยืนยันอีกครั้ง"))
    counts = done.counts
    purpose = f"{table.digest[:12]} {WORDS[NEW][0]} {counts[NEW]} {WORDS[CHANGED][0]} {counts[CHANGED]}"
    audit.record(by=by, verb="reference.imported", on=resource_class._meta.model, purpose=purpose)
    return done


def _run(resource_class, table, by, *, dry_run):
    resource = resource_class()
    columns, notes, faults = _columns(resource, table.headers)
    if faults:
        return Rehearsal((), tuple(table.notes), tuple(faults))
    data = tablib.Dataset(headers=[*columns.values(), NUMBER])
    for number, texts in table.rows:
        data.append([*(texts[place] for place in columns), number])
    result = resource.import_data(
        data, dry_run=dry_run, use_transactions=True, rollback_on_validation_errors=True, user=by
    )
    faults = [_("อ่านตารางนี้ไม่ได้ แจ้งผู้ดูแลระบบ") for _fault in result.base_errors]
    rows = [
        _row(resource, number, one) for (number, _texts), one in zip(table.rows, result.rows, strict=True)
    ]
    if resource.kept_blanks:
        count = f"{resource.kept_blanks:,}"
        notes.append(_("ช่องว่าง %(count)s ช่อง ไม่ลบค่าที่มีอยู่ ถ้าต้องการลบให้แก้ในหน้ารายการ") % {"count": count})
    return Rehearsal(tuple(rows), (*table.notes, *notes), tuple(faults))


def _columns(resource, headers):
    """{place: header of the resource}, notes, faults."""
    known, columns, notes, faults, unknown = resource.columns(), {}, [], [], []
    for place, header in enumerate(headers):
        name = known.get(clean(header))
        if name is None:
            unknown.append(f"“{header}”" if header else _("ช่องที่ %(place)s") % {"place": place + 1})
        elif name in columns.values():
            faults.append(_("หัวตาราง “%(name)s” มีสองช่อง เหลือไว้ช่องเดียวแล้วส่งใหม่") % {"name": name})
        else:
            columns[place] = name
    if unknown:
        notes.append(_("ไม่รู้จักหัวตาราง %(names)s จึงไม่ได้อ่านช่องเหล่านี้") % {"names": ", ".join(unknown)})
    missing = [
        field.column_name for field in resource.fields.values() if field.column_name not in columns.values()
    ]
    if missing:
        names = ", ".join(f"“{name}”" for name in missing)
        notes.append(_("ไฟล์ไม่มีช่อง %(names)s ค่าเดิมอยู่ครบ") % {"names": names})
    return columns, notes, faults


def _row(resource, number, result):
    faults = tuple(resource.sentences_of(result))
    name = str(result.instance) if result.instance is not None else ""
    outcome = WRONG if faults else result.import_type
    return Row(number, outcome, name, tuple(getattr(result, "differences", ())), faults)


# --- what was shown goes back signed, so that no file waits on the server and nobody changes it on the way ---------


def sealed(table, fingerprint, *, salt):
    kept = {"headers": table.headers, "rows": table.rows, "notes": table.notes, "digest": table.digest}
    return signing.dumps({"table": kept, "fingerprint": fingerprint}, salt=salt, compress=True)


def unsealed(text, *, salt):
    """(table, fingerprint); raises Refused where it is too old or not ours."""
    try:
        kept = signing.loads(text, salt=salt, max_age=AN_HOUR)
    except signing.BadSignature:
        raise Refused(_("ผลตรวจนี้เก่าเกินหนึ่งชั่วโมงหรือไม่ครบ ส่งไฟล์ใหม่อีกครั้ง")) from None
    rows = tuple((number, tuple(texts)) for number, texts in kept["table"].pop("rows"))
    lists = {name: tuple(kept["table"].pop(name)) for name in ("headers", "notes")}
    return Table(rows=rows, **lists, **kept["table"]), kept["fingerprint"]
