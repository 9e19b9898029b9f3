from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kusiao import audit
from kusiao.refusal import Refused
from kusiao.thai import today
from officers.accounts import account_of
from officers.models import Officer, Role


@transaction.atomic
def add(*, district, by, username="", phone=None, role=Role.OFFICER, **named):
    """An account that nobody can sign in to before the invitation slip is used. `named`: title, first_name,
    last_name, position, agency, email."""
    username = username.lower() or phone
    if not username:
        raise Refused(_("ใส่เบอร์โทรหรือชื่อผู้ใช้อย่างน้อยหนึ่งอย่าง เพื่อใช้เข้าสู่ระบบ"), field="phone")
    _refuse_a_taken_name(username, phone)
    try:
        with transaction.atomic():
            person = Officer.objects.create_user(username, phone=phone, **named)
    except IntegrityError:
        _refuse_a_taken_name(username, phone)
        raise
    posting = person.postings.create(role=role, district=district, started_on=today())
    fields = ["username", *(name for name in ("phone", *named) if getattr(person, name))]
    audit.record(by=by, verb="officer.added", on=person, fields=fields)
    audit.record(by=by, verb="posting.posted", on=posting, fields=["role", "district", "started_on"])
    return person


@transaction.atomic
def change(*, officer, by, district=None, **named):
    """What a roster says of an account that is there. `district`: he is posted there as an officer from today."""
    officer = Officer.objects.select_for_update().get(pk=officer.pk)
    if named.get("phone") and Officer.objects.filter(phone=named["phone"]).exclude(pk=officer.pk).exists():
        raise Refused(_("เบอร์โทร %(phone)s มีบัญชีอยู่แล้ว ตรวจในไฟล์แล้วส่งใหม่") % {"phone": named["phone"]})
    for name, value in named.items():
        setattr(officer, name, value)
    if named:
        officer.save(update_fields=[*named])
        audit.record(by=by, verb="officer.changed", on=officer, fields=[*named])
    if district:
        posting = officer.postings.create(role=Role.OFFICER, district=district, started_on=today())
        audit.record(by=by, verb="posting.posted", on=posting, fields=["role", "district", "started_on"])
    return officer


@transaction.atomic
def choose(*, email, weekly_digest, home_village, by):
    """His own address for mails, whether he wants the one of the week, and where he is at home."""
    told = {"email": email, "weekly_digest": weekly_digest, "home_village": home_village}
    changed = [name for name, value in told.items() if getattr(by, name) != value]
    for name in changed:
        setattr(by, name, told[name])
    if changed:
        by.save(update_fields=changed)
        audit.record(by=by, verb="officer.changed", on=by, fields=changed)
    return changed


def _refuse_a_taken_name(username, phone):
    for field, text in (("phone", phone), ("username", username)):
        if text and account_of(text):
            raise Refused(
                _("“%(text)s” มีบัญชีอยู่แล้ว ตรวจว่าเป็นคนเดียวกันหรือไม่ ถ้าใช่ ให้สำนักงานจังหวัดเพิ่มอำเภอนี้ให้บัญชีเดิม")
                % {"text": text},
                field=field,
            )
