"""ใบเชิญ: many officers have no official mail, so a first password, or a forgotten one, comes by a printed slip."""

import datetime as dt
import secrets
from hmac import compare_digest

from axes.utils import reset as release
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kusiao import audit
from kusiao.fields import blind_index
from kusiao.refusal import Refused
from officers.accounts import account_of
from officers.models import Invitation, Officer, Posting, Role

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # no I L O 0 1: a slip is read from paper
DAYS = 14
TRIES = 5
# Twelve letters by chance need no slow hash, and a sheet of sixty slips must not take half a minute: a keyed digest.
PURPOSE = "invitation"
_NOBODYS = "0" * 64


@transaction.atomic
def issue_all(*, officers, by):
    """[(invitation, code)] for one sheet of paper: all of them or, with the reason, none."""
    return [issue(officer=one, by=by) for one in officers]


@transaction.atomic
def issue(*, officer, by):
    """(invitation, code). The code is shown once; the old slip, the old password and every session end here."""
    officer = Officer.objects.select_for_update(of=("self",)).select_related("agency").get(pk=officer.pk)
    _refuse_what_is_not_his(officer, by)
    moment = timezone.now()
    officer.invitations.filter(closed_at__isnull=True).update(closed_at=moment)
    code = "-".join("".join(secrets.choice(LETTERS) for _n in range(4)) for _m in range(3))
    slip = officer.invitations.create(
        code_hash=blind_index(code, PURPOSE), made_by=by, expires_at=moment + dt.timedelta(days=DAYS)
    )
    officer.set_unusable_password()
    officer.save(update_fields=["password"])
    audit.record(by=by, verb="invitation.made", on=slip, fields=["officer", "expires_at"])
    return slip, code


def _refuse_what_is_not_his(officer, by):
    """Whoever holds a slip becomes that person: a coordinator may make one only for those who can do less than he."""
    if officer.pk == by.pk:
        raise Refused(_("ออกใบเชิญให้ตัวเองไม่ได้ เปลี่ยนรหัสผ่านของคุณที่หน้าเปลี่ยนรหัสผ่าน"))
    if not officer.is_active:
        raise Refused(_("บัญชีนี้ปิดใช้งานอยู่ ให้ผู้ดูแลระบบเปิดบัญชีก่อน แล้วออกใบเชิญใหม่"))
    if by.is_superuser:
        return
    if officer.is_superuser or officer.is_staff:
        raise Refused(_("บัญชีนี้ดูแลระบบ ให้ผู้ดูแลระบบอีกคนออกใบเชิญให้"))
    if Role.PROVINCE in by.roles:
        return
    his = by.postings.active().filter(role=Role.DISTRICT).values("district_id")
    beyond = Posting.objects.filter(officer=officer).not_ended().exclude(role=Role.OFFICER, district__in=his)
    if beyond.exists() or officer.seats.exists():
        raise Refused(
            _("%(officer)s มีหน้าที่อื่นนอกอำเภอของคุณด้วย ให้สำนักงานจังหวัดออกใบเชิญให้") % {"officer": officer}
        )


def use(*, username, code, password):
    """Sets the password of the person whose slip this is. Every wrong code costs a try, so that is kept even though
    the act is refused; an unknown user costs the same time and gets the same sentence."""
    slip = _one_more_try(username)
    if not compare_digest(blind_index(code.upper(), PURPOSE), slip.code_hash if slip else _NOBODYS):
        raise Refused(
            _(
                "ชื่อผู้ใช้หรือรหัสในใบเชิญไม่ถูกต้อง หรือใบเชิญใช้ไปแล้วหรือหมดอายุ ตรวจตัวอักษรในใบอีกครั้ง ลองได้ไม่เกิน %(tries)s ครั้ง แล้วต้องขอใบใหม่"
            )
            % {"tries": TRIES}
        )
    _refuse_a_weak(password, slip)
    return _accept(slip, password)


@transaction.atomic
def _one_more_try(username):
    person = account_of(username)
    slips = Invitation.objects.filter(
        officer=person,
        officer__is_active=True,
        closed_at__isnull=True,
        expires_at__gt=timezone.now(),
        tries__lt=TRIES,
    )
    slip = slips.select_related("officer").first() if person else None
    # Conditional, so that six guesses at once are still five.
    return slip if slip and slips.filter(pk=slip.pk).update(tries=F("tries") + 1) else None


def _refuse_a_weak(password, slip):
    try:
        validate_password(password, slip.officer)
    except ValidationError as weak:
        # The code was right: a second look at the rules must not use up the slip.
        Invitation.objects.filter(pk=slip.pk).update(tries=0)
        raise Refused(" ".join(weak.messages), field="password1") from None


@transaction.atomic
def _accept(slip, password):
    officer = Officer.objects.select_for_update().get(pk=slip.officer_id)
    moment = timezone.now()
    if not Invitation.objects.filter(pk=slip.pk, closed_at__isnull=True).update(
        used_at=moment, closed_at=moment
    ):
        raise Refused(_("ใบเชิญนี้ใช้ไปแล้ว ขอใบใหม่จากผู้ประสานงานอำเภอ"))
    officer.set_password(password)
    officer.save(update_fields=["password"])
    release(username=officer.username)
    audit.record(by=officer, verb="invitation.used", on=slip, fields=["used_at"])
    return officer
