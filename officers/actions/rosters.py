"""A roster: received, shown, and carried out as one act or not at all."""

from django.db import transaction
from django.utils.translation import gettext as _

from households.surveys.keeping import keep
from kusiao import audit
from kusiao.refusal import Refused
from kusiao.thai import now
from officers.actions import people
from officers.models import Agency, Roster
from officers.rosters import CHANGED, NEW, REFUSED, as_it_stands, read_table


def receive(*, chunks, name, district, by):
    """(roster, whether it had come before). Raises Refused where the file is no roster: then no row is kept of it."""
    digest, _size = keep(chunks)
    read_table(digest)
    with transaction.atomic():
        roster, new = Roster.objects.get_or_create(
            digest=digest, district=district, uploaded_by=by, defaults={"name": name[:200]}
        )
        if new:
            audit.record(by=by, verb="roster.received", on=roster, fields=["name", "digest", "district"])
    return roster, not new


@transaction.atomic
def confirm(*, roster, seen, make_agencies=False, by):
    """Every row or none. `seen`: the fingerprint on the page."""
    roster = Roster.objects.select_for_update().get(pk=roster.pk)
    if roster.confirmed_at:
        raise Refused(_("รายชื่อนี้บันทึกไปแล้ว ถ้ามีฉบับใหม่ ให้ส่งไฟล์ใหม่"))
    read = as_it_stands(roster, by)
    if read.fingerprint != seen:
        raise Refused(_("ข้อมูลเปลี่ยนไประหว่างที่คุณดูอยู่ ยังไม่ได้บันทึกใครเลย ดูผลตรวจใหม่แล้วยืนยันอีกครั้ง"))
    _refuse_what_asks(read, make_agencies)
    agencies = _agencies(read, roster.district, by)
    added = []
    for row in read.rows:
        agency = row.agency or agencies.get(row.written["agency"])
        if row.state == NEW:
            added.append(_added(row, agency, roster.district, by))
        elif row.state == CHANGED:
            _change(row, agency, roster.district, by)
    roster.confirmed_at, roster.changed = now(), read.counts[CHANGED]
    roster.save(update_fields=["confirmed_at", "changed"])
    roster.added.set(added)
    audit.record(by=by, verb="roster.confirmed", on=roster, fields=["added", "changed"])
    return roster


def _refuse_what_asks(read, make_agencies):
    if read.counts[REFUSED]:
        count = f"{read.counts[REFUSED]:,}"
        raise Refused(_("มี %(count)s แถวที่ต้องแก้ ยังไม่ได้บันทึกใครเลย แก้ในไฟล์แล้วส่งใหม่") % {"count": count})
    if not read.counts[NEW] + read.counts[CHANGED]:
        raise Refused(_("ทุกแถวตรงกับที่มีอยู่แล้ว ไม่มีอะไรต้องบันทึก"))
    if read.new_agencies and not make_agencies:
        raise Refused(
            _("มีหน่วยงานที่ยังไม่อยู่ในตาราง ถ้าสะกดถูกแล้ว เลือก “เพิ่มหน่วยงานใหม่” ถ้าสะกดผิด แก้ในไฟล์แล้วส่งใหม่"),
            field="make_agencies",
        )


def _agencies(read, district, by):
    made = {name: Agency.objects.create(name=name, district=district) for name in read.new_agencies}
    if made:
        audit.record(by=by, verb="agency.created", on=list(made.values()), fields=["name", "district"])
    return made


def _added(row, agency, district, by):
    told = {
        name: row.written[name]
        for name in ("title", "first_name", "last_name", "position", "email", "username")
    }
    return people.add(
        district=district, phone=row.written["phone"] or None, agency=agency, home_village=row.home, by=by, **told
    )  # fmt: skip


def _change(row, agency, district, by):
    changes = {
        name: after
        for name, _label, _before, after in row.differences
        if name not in ("agency", "posting", "home_village")
    }
    names = {name for name, *_rest in row.differences}
    if "agency" in names:
        changes["agency"] = agency
    if "home_village" in names:
        changes["home_village"] = row.home
    people.change(officer=row.person, district=district if "posting" in names else None, by=by, **changes)
