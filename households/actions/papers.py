"""Papers that leave the house: who took which, of whom, and what for; and the consent that a card needs."""

from django.db import transaction
from django.utils.translation import gettext as _

from households.models import CardConsent, Household
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import today


@transaction.atomic
def hand_out(*, household, asked_by, purpose, by):
    """The family's own file. `asked_by`: who of the family asked for it."""
    for given, field, sentence in (
        (asked_by, "asked_by", _("เขียนว่าใครในครอบครัวขอแฟ้ม")),
        (purpose, "purpose", _("เขียนว่าขอไปทำอะไร")),
    ):
        if not given:
            raise Refused(sentence, field=field)
    record(by=by, verb="folder.printed", on=household, purpose=purpose)


@transaction.atomic
def print_form(*, household, form, by):
    record(by=by, verb="form.printed", on=household, purpose=form)


@transaction.atomic
def consent(*, household, given_by, given_on, shows_phone, by):
    Household.objects.select_for_update().get(pk=household.pk)
    if given_on > today():
        raise Refused(_("วันที่ยินยอมต้องไม่เกินวันนี้ แก้วันที่แล้วบันทึกใหม่"), field="given_on")
    if household.card_consents.standing().exists():
        raise Refused(_("ครอบครัวนี้ยินยอมไว้แล้ว พิมพ์บัตรได้เลย"))
    made = CardConsent.objects.create(
        household=household, given_by=given_by, given_on=given_on, shows_phone=shows_phone, recorded_by=by
    )
    record(by=by, verb="card.consented", on=made, fields=["given_by", "given_on", "shows_phone"])
    return made


@transaction.atomic
def revoke(*, household, words, by):
    Household.objects.select_for_update().get(pk=household.pk)
    standing = household.card_consents.standing().first()
    if standing is None:
        raise Refused(_("ไม่มีความยินยอมที่ใช้อยู่ ไม่ต้องถอน"))
    standing.revoked_on, standing.revoked_words, standing.revoked_by = today(), words, by
    standing.save(update_fields=["revoked_on", "revoked_words", "revoked_by"])
    record(by=by, verb="card.taken_back", on=standing, fields=["revoked_on", "revoked_words"])
    return standing


@transaction.atomic
def print_card(*, household, by):
    standing = household.card_consents.standing().first()
    if standing is None:
        raise Refused(_("ยังพิมพ์บัตรไม่ได้ ถามครอบครัวก่อน แล้วบันทึกความยินยอม"))
    record(by=by, verb="card.printed", on=standing)
    return standing
