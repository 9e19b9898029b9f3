"""1 ชี้เป้าชีวิต: the facts held against what is seen at the house, and what the village forum said."""

from django.db import transaction
from django.utils.translation import gettext as _

from households.actions.conflicts import EditConflict
from households.models import (
    Certification,
    ForumSays,
    Household,
    Need,
    RankedNeed,
    Strength,
    Verdict,
    Verification,
    VerifiedFact,
)
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import format_date, now, today


def _held(enrolment, by):
    household = Household.objects.select_for_update().get(pk=enrolment.household_id)
    enrolment.refresh_from_db()
    if enrolment.ended_on:
        raise Refused(_("ครัวเรือนนี้ออกจากทะเบียนแล้ว บันทึกไม่ได้"))
    if not by.cared_for.filter(pk=household.pk).exists():
        raise Refused(_("ผู้บันทึกต้องเป็นคู่เสี่ยวของครัวเรือนนี้ หรือผู้ประสานงานอำเภอ"))
    return household


def _words(box, value):
    """What stands in a box, as people read it."""
    kind = box.partition("-")[0]
    if kind in ("visited_on", "held_on"):
        return format_date(value) if value else ""
    if kind == "need":
        return Need.objects.filter(pk=value).values_list("name_th", flat=True).first() or ""
    labels = {"verdict": Verdict.choices, "result": ForumSays.choices}.get(kind)
    return dict(labels).get(value, "") if labels else value


def _refuse_second(standing, stands, mine, seen):
    if seen is None or seen == (standing.pk if standing else 0):
        return
    names = [name for name in {**stands, **mine} if stands.get(name, "") != mine.get(name, "")]
    sentence = _("มีผู้บันทึกไปก่อนคุณ ยังไม่ได้บันทึกของคุณ เทียบทีละช่องด้านล่าง แล้วกดบันทึกอีกครั้งถ้ายังต้องการ")
    differences = [
        (name, _words(name, stands.get(name, "")), _words(name, mine.get(name, ""))) for name in names
    ]
    raise EditConflict(sentence, differences, standing.pk if standing else 0)


def _replace(standing):
    if standing:
        standing.replaced_at = now()
        standing.save(update_fields=["replaced_at"])


# --- what is seen at the house ---------------------------------------------------------------------------------------


@transaction.atomic
def verify(*, enrolment, survey, visited_on, facts, needs, strengths, by, seen=None):
    """`facts`: {code: (verdict, what is seen, evidence)}; `needs`: [(code, cause)] from the heaviest on; `strengths`:
    {kind: words}. What was verified before stays as history."""
    household = _held(enrolment, by)
    standing = enrolment.verifications.standing().first()
    given = {"visited_on": visited_on, "facts": facts, "needs": needs, "strengths": strengths}
    _refuse_second(standing, flat(**_told(standing)), flat(**given), seen)
    if not household.visits.filter(
        counted=True, visited_on=visited_on, visited_on__gte=enrolment.entered_on
    ).exists():
        raise Refused(_("เลือกวันที่ไปเยี่ยมและพบคนในบ้าน ถ้ายังไม่ได้บันทึกการเยี่ยม บันทึกก่อน"), field="visited_on")
    _refuse_unsaid(facts, needs)
    _replace(standing)
    made = Verification.objects.create(
        enrolment=enrolment, survey=survey, visited_on=visited_on, made_by=by, made_at=now()
    )
    VerifiedFact.objects.bulk_create(
        VerifiedFact(verification=made, code=code, verdict=verdict, seen=what, evidence=evidence)
        for code, (verdict, what, evidence) in facts.items()
    )
    RankedNeed.objects.bulk_create(
        RankedNeed(verification=made, rank=rank, need_id=need, cause=cause)
        for rank, (need, cause) in enumerate(needs, start=1)
    )
    Strength.objects.bulk_create(
        Strength(verification=made, kind=kind, words=words) for kind, words in strengths.items() if words
    )
    record(by=by, verb="verification.recorded", on=made, fields=["visited_on"])
    return made


def _told(standing):
    """What stands, as it was given."""
    if standing is None:
        return {"visited_on": None, "facts": {}, "needs": [], "strengths": {}}
    return {
        "visited_on": standing.visited_on,
        "facts": {row.code: (row.verdict, row.seen, row.evidence) for row in standing.facts.all()},
        "needs": [(row.need_id, row.cause) for row in standing.needs.all()],
        "strengths": {row.kind: row.words for row in standing.strengths.all()},
    }


def flat(*, visited_on, facts, needs, strengths):
    """{name of the box on the form: what stands in it}."""
    boxes = {"visited_on": visited_on or ""}
    for code, (verdict, what, evidence) in facts.items():
        boxes |= {f"verdict-{code}": verdict, f"seen-{code}": what, f"evidence-{code}": evidence}
    for rank, (need, cause) in enumerate(needs, start=1):
        boxes |= {f"need-{rank}": need, f"cause-{rank}": cause}
    return boxes | {f"strength-{kind}": words for kind, words in strengths.items()}


def given(enrolment):
    """The boxes of the form as they stand."""
    return flat(**_told(enrolment.verifications.standing().first()))


def _refuse_unsaid(facts, needs):
    for code, (verdict, what, evidence) in facts.items():
        if verdict not in Verdict.values:
            raise Refused(_("เลือกว่าตรงหรือต่าง"), field=f"verdict-{code}")
        if verdict == Verdict.DIFFERS and not what:
            raise Refused(_("เขียนว่าเห็นจริงเป็นอย่างไร"), field=f"seen-{code}")
        if verdict == Verdict.DIFFERS and not evidence:
            raise Refused(_("เขียนว่ารู้จากอะไร เช่น สมุดบัญชี คำบอกของผู้ใหญ่บ้าน เห็นเอง"), field=f"evidence-{code}")
    known = set(Need.objects.values_list("code", flat=True))
    for rank, (need, cause) in enumerate(needs, start=1):
        if need not in known or need in [before for before, _cause in needs[: rank - 1]]:
            raise Refused(_("เลือกเรื่องที่ต่างกันในแต่ละลำดับ"), field=f"need-{rank}")
        if not cause:
            raise Refused(_("เขียนสาเหตุของเรื่องนี้"), field=f"cause-{rank}")


# --- the village forum -----------------------------------------------------------------------------------------------

FORUM = ("held_on", "place", "presided_by", "attended", "result", "paper_number", "note")


@transaction.atomic
def certify(*, enrolment, by, seen=None, **told):
    """`told`: the columns of FORUM."""
    _held(enrolment, by)
    standing = enrolment.certifications.standing().first()
    stands = {name: getattr(standing, name) for name in FORUM} if standing else {}
    _refuse_second(standing, stands, told, seen)
    if told["held_on"] > today():
        raise Refused(_("วันที่ประชุมต้องไม่เกินวันนี้ แก้วันที่แล้วบันทึกใหม่"), field="held_on")
    if told["result"] == ForumSays.CERTIFIED and not told["paper_number"]:
        raise Refused(_("เขียนเลขที่หนังสือหรือรายงานประชุมที่รับรอง"), field="paper_number")
    if told["result"] == ForumSays.REFUSED and not told["note"]:
        raise Refused(_("เขียนว่าเวทีไม่รับรองเพราะอะไร"), field="note")
    _replace(standing)
    made = Certification.objects.create(enrolment=enrolment, made_by=by, made_at=now(), **told)
    record(by=by, verb="certification.recorded", on=made, fields=list(FORUM))
    return made
