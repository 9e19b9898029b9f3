"""A pairing annex: received, shown, and carried out as one act or not at all."""

from django.db import transaction
from django.utils.translation import gettext as _

from households.surveys.keeping import keep
from kusiao import audit
from kusiao.refusal import Refused
from kusiao.thai import now
from officers.actions import pairings, people
from officers.annexes import ASKS, READY, as_it_stands, read_book
from officers.models import Agency, Annex, Pairing


def receive(*, chunks, name, order_number="", by):
    """Raises FileRefused where the file is no annex: then nothing is kept of it."""
    digest, _size = keep(chunks, look=read_book)
    with transaction.atomic():
        annex = Annex.objects.create(
            name=name[:200], digest=digest, order_number=order_number, uploaded_by=by
        )
        audit.record(by=by, verb="annex.received", on=annex, fields=["name", "digest", "order_number"])
    return annex


@transaction.atomic
def printed(*, count, purpose, by):
    """The annex left the house as paper: who took it and what for."""
    told = _("%(purpose)s · บัญชีแนบท้ายคำสั่ง %(count)s คน") % {"purpose": purpose, "count": f"{count:,}"}
    audit.record(by=by, verb="annex.printed", on=Pairing, purpose=told)


@transaction.atomic
def confirm(*, annex, seen, only_ready=False, make_accounts=False, by):
    """All its pairs, or with `only_ready` those of the rows that ask nothing. `seen`: the fingerprint on the page."""
    annex = Annex.objects.select_for_update().get(pk=annex.pk)
    if annex.confirmed_at:
        raise Refused(_("บัญชีนี้จับคู่ไปแล้ว ถ้ามีฉบับใหม่ ให้ส่งไฟล์ใหม่"))
    read = as_it_stands(annex, by)
    if read.fingerprint != seen:
        raise Refused(_("ข้อมูลเปลี่ยนไประหว่างที่คุณดูอยู่ ยังไม่ได้จับคู่ใคร ดูผลตรวจใหม่แล้วยืนยันอีกครั้ง"))
    ready = [row for row in read.rows if row.state == READY]
    _refuse_what_asks(read, ready, only_ready, make_accounts)
    made, added = [], {}
    for row in ready:
        officer = row.officer or (_account(row, added, by) if make_accounts else None)
        for place in row.places if officer else ():
            if place.state == READY:
                pair = {"officer": officer, "household": place.household, "order_number": annex.order_number}
                made.append(pairings.pair(**pair, by=by))
    if not made:
        raise Refused(_("ไม่มีคู่ใดที่พร้อมจับ แก้ในไฟล์แล้วส่งใหม่"))
    annex.confirmed_at, annex.paired = now(), len(made)
    annex.save(update_fields=["confirmed_at", "paired"])
    annex.added.set(added.values())
    audit.record(by=by, verb="annex.confirmed", on=annex, fields=["paired"])
    return annex


def _refuse_what_asks(read, ready, only_ready, make_accounts):
    asks = read.counts[ASKS]
    if asks and not only_ready:
        raise Refused(
            _("มี %(count)s แถวที่ยังจับคู่ไม่ได้ แก้ในไฟล์แล้วส่งใหม่ หรือเลือก “จับเฉพาะแถวที่พร้อม” แล้วยืนยันอีกครั้ง")
            % {"count": f"{asks:,}"},
            field="only_ready",
        )
    new = len({row.phone for row in ready if row.is_new})
    if new and not make_accounts and not only_ready:
        raise Refused(
            _("เจ้าหน้าที่ %(count)s คนยังไม่มีบัญชี เลือก “ทำบัญชีให้” หรือ “จับเฉพาะแถวที่พร้อม” แล้วยืนยันอีกครั้ง")
            % {"count": f"{new:,}"},
            field="make_accounts",
        )


def _account(row, added, by):
    """One account for however many rows name the person, in the district of the family he is to care for."""
    if row.phone not in added:
        first = next(place for place in row.places if place.state == READY)
        district = first.household.village.subdistrict.district
        agency = Agency.objects.filter(name=row.agency, district__in=[district]).first()
        agency = agency or Agency.objects.filter(name=row.agency, district=None).first()
        added[row.phone] = people.add(
            district=district, by=by, phone=row.phone, title=row.title, first_name=row.first_name,
            last_name=row.last_name, position=row.position, agency=agency,
        )  # fmt: skip
    return added[row.phone]
