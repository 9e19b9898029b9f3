"""The one timeline of a case: everything that happened to the family, newest first."""

import datetime

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from households import plan_story
from households.changes import indicator_words
from households.models import Went
from households.models.exit import ExitGoal
from households.targeting import counted
from kusiao.thai import BUDDHIST, format_date, format_number


def story(case):
    """Rows of {% timeline %}: (when, title, words, who, address, kind)."""
    return [entry for _teller, entry in told(case)]


def told(case):
    """(who tells it, a row of {% timeline %})."""
    entries = []
    for tell in (
        _enrolments,
        _step_requests,
        _nominations,
        _classes,
        _people,
        _ladders,
        _targeting,
        _pairings,
        _substitutes,
        _visits,
        _surveys,
        _remeasurements,
        _reviews,
        _relapses,
        _answers,
        _referrals,
        _supports,
        _merges,
        _splits,
        plan_story.plans,
        plan_story.activities,
        plan_story.promises,
    ):
        entries += [(tell.__name__, entry) for entry in tell(case)]
    # Each teller goes forward in time; turned round, what came last on one day stands first on it.
    entries.reverse()
    entries.sort(key=lambda one: one[1][0], reverse=True)
    return [
        (teller, (shown or day, title, words, who, "".join(address), kind))
        for teller, (day, shown, title, words, who, kind, *address) in entries
    ]


def _enrolments(case):
    for row in reversed(case.enrolments):
        words = " · ".join(part for part in (row.get_basis_display(), row.note) if part)
        yield row.entered_on, "", _("เข้าทะเบียนเป้าหมาย"), words, row.created_by or "", ""
        for step in reversed(row.steps.all()):
            title = _("เริ่มกระบวนงาน %(number)s %(name)s") % {
                "number": step.number,
                "name": step.get_number_display(),
            }
            yield step.started_on, "", title, step.reason, step.moved_by or "", "step"
        if row.watch_from:
            yield row.watch_from, "", _("ยืนยันพ้นเกณฑ์ เริ่มเฝ้าระวัง"), "", "", "step"
        if row.ended_on:
            title = _("ออกจากทะเบียน: %(reason)s") % {"reason": row.get_end_reason_display()}
            yield row.ended_on, "", title, row.end_note, "", "step"


def _step_requests(case):
    """What was asked; what came of it. The step that was begun by it is told by itself."""
    for row in reversed(case.step_requests):
        name = f"{row.number} {row.get_number_display()}"
        title = _("ขอย้ายไปกระบวนงาน %(name)s") % {"name": name}
        yield localdate(row.asked_at), "", title, row.reason, row.asked_by, "step"
        if row.answered_at:
            title = _("คำขอย้ายไปกระบวนงาน %(name)s: %(answer)s") % {
                "name": name,
                "answer": row.get_answer_display(),
            }
            yield localdate(row.answered_at), "", title, row.words, row.answered_by or "", "step"


def _classes(case):
    for row in reversed(case.classes):
        title = _("จัดประเภทเป็น “%(track)s”") % {"track": row.get_track_display()}
        yield row.started_on, "", title, row.reason, row.decided_by or "", ""


def _people(case):
    for row in reversed(case.member_events):
        if row.kind != Went.MISTAKEN:
            title = _("%(who)s: %(what)s") % {"who": row.who, "what": row.get_kind_display()}
            yield row.happened_on, "", title, row.reason, row.recorded_by or "", "people"


def _nominations(case):
    for row in reversed(case.targeting.nominations):
        yield localdate(row.nominated_at), "", _("เสนอชื่อเป็นคนตกหล่น"), row.why, row.nominated_by, ""
        if row.answered_at:
            title = _("คนตกหล่น: %(answer)s") % {"answer": row.get_answer_display()}
            yield localdate(row.answered_at), "", title, row.words, row.answered_by, ""


def _ladders(case):
    for name, rows in case.targeting.ladders.items():
        what = _("ความเป็นอยู่") if name == "outcome" else _("ความเร่งด่วน")
        for row in reversed(rows):
            title = _("%(what)s: %(level)s") % {"what": what, "level": row.get_level_display()}
            yield row.started_on, "", title, row.reason, row.decided_by or "", ""


def _targeting(case):
    for row in reversed(case.targeting.verifications):
        found = counted(row)
        words = _("ตรง %(agrees)s ต่าง %(differs)s ยังไม่ได้ตรวจ %(unseen)s ข้อ") % found
        yield row.visited_on, "", _("ตรวจสภาพจริงเทียบผลสำรวจ"), words, row.made_by, ""
    for row in reversed(case.targeting.certifications):
        title = _("เวทีประชาคม: %(result)s") % {"result": row.get_result_display()}
        words = _("%(place)s ประธาน %(who)s ผู้เข้าประชุม %(count)s คน") % {
            "place": row.place, "who": row.presided_by, "count": row.attended,
        }  # fmt: skip
        words = " · ".join(part for part in (words, row.paper_number, row.note) if part)
        yield row.held_on, "", title, words, row.made_by, ""


def _pairings(case):
    for row in reversed(case.pairings):
        yield row.started_on, "", _("จับคู่เสี่ยว"), row.on_behalf_of, row.officer, ""
        if row.ended_on:
            yield row.ended_on, "", _("สิ้นสุดการเป็นคู่เสี่ยว"), row.end_reason, row.officer, ""


def _substitutes(case):
    for row in reversed(case.substitutes):
        title = _("ดูแลแทนถึงก่อนวันที่ %(date)s") % {"date": format_date(row.ended_on)}
        yield row.started_on, "", title, row.get_why_display(), row.officer, ""


def _visits(case):
    for visit in reversed(case.visits):
        met = _("พบ %(who)s") % {"who": visit.met} if visit.met else ""
        words = " · ".join(part for part in (met, visit.done, visit.changed) if part)
        title = visit.get_kind_display()
        if visit.photo:
            title = _("%(kind)s (ดูภาพ)") % {"kind": title}
        yield visit.visited_on, "", title, words, visit.officer, visit.kind, visit.photo_page


def _surveys(case):
    before = None
    for survey in reversed(case.surveys):
        day = datetime.date(survey.round_id - BUDDHIST, *settings.SURVEY_FIELD_WORK_ENDS)
        shown = _("ปี %(year)s") % {"year": survey.round_id}
        words = _income_words(survey)
        if before:
            changed = indicator_words(case.cards.card(before, survey).changes)
            words = _("%(words)s เทียบปี %(year)s %(changed)s") % {
                "words": words, "year": before.round_id, "changed": changed,
            }  # fmt: skip
        before = survey
        yield day, shown, _("ผลสำรวจ จปฐ."), words, "", ""


def _remeasurements(case):
    for row in reversed(case.care.remeasurements):
        yield row.measured_on, "", _("วัดรายได้ใหม่"), _income_words(row), row.measured_by or "", ""
        if row.withdrawn_on:
            yield row.withdrawn_on, "", _("ถอนการวัดรายได้"), row.withdrawn_reason, row.withdrawn_by or "", ""


def _reviews(case):
    for row in reversed(case.care.reviews):
        what = row.get_goal_display()
        if row.signed_on:
            title = _("ลงนามรายการ%(what)sทั้งสองฝ่าย") % {"what": what}
            yield row.signed_on, "", title, row.household_signer, row.signed_by or "", ""
        if row.confirmed_on and row.goal == ExitGoal.ASSURED:
            yield row.confirmed_on, "", _("ยืนยันว่าได้รับการดูแลครบ"), "", row.confirmed_by or "", "step"
        if (
            row.confirmed_on and row.goal == ExitGoal.EXIT and row.ended_on
        ):  # a watch that lasts is told by its enrolment
            yield row.confirmed_on, "", _("ยืนยันพ้นเกณฑ์ เริ่มเฝ้าระวัง"), "", row.confirmed_by or "", "step"
        if row.ended_on:
            yield row.ended_on, "", _("รายการ%(what)sสิ้นผล") % {"what": what}, row.end_reason, "", ""


def _relapses(case):
    for card in reversed(case.care.relapse_cards):
        words = " · ".join(fact.rule.said for fact in card.facts.all())
        yield card.opened_on, "", _("เฝ้าระวัง: มีเหตุที่อาจทำให้ตกซ้ำ"), words, "", ""
        if card.dismissed_on:
            title = _("ดูแล้ว ปิดบัตรเฝ้าระวัง")
            yield card.dismissed_on, "", title, card.dismissed_reason, card.dismissed_by or "", ""


def _answers(case):
    for row in reversed(case.change_answers):
        title = _("ผลสำรวจปี %(year)s: %(says)s") % {"year": row.after_id, "says": row.get_says_display()}
        yield localdate(row.answered_at), "", title, row.words, row.answered_by, ""
        if row.settled_at:
            title = _("ชี้ขาดข้อโต้แย้ง: %(how)s") % {"how": row.get_settlement_display()}
            yield localdate(row.settled_at), "", title, row.settled_words, row.settled_by, ""


def _income_words(survey):
    if survey.below_line is None:
        return _("ยังไม่วัดรายได้")
    test = _("ต่ำกว่าเส้น") if survey.below_line else _("ไม่ต่ำกว่าเส้น")
    return _("รายได้ %(income)s บาท/คน/ปี %(test)s %(line)s บาท") % {
        "income": format_number(survey.income_per_person_year),
        "test": test,
        "line": format_number(survey.line_baht),
    }


def income_story(surveys):
    """(what the incomes of all rounds say in one line, [(year, income, line of that year), …]) from old to new."""
    rounds = sorted(surveys, key=lambda survey: survey.round_id)
    rows = [
        (_("ปี %(year)s") % {"year": one.round_id}, one.income_per_person_year, one.line_baht)
        for one in rounds
    ]
    measured = [one for one in rounds if one.below_line is not None]
    return _finding(measured), rows


def _finding(measured):
    if not measured:
        return _("ยังไม่มีรอบใดวัดรายได้")
    last = measured[-1]
    turned = next((after for before, after in zip(measured[-2::-1], measured[::-1], strict=False)
                   if before.below_line != last.below_line), None)  # fmt: skip
    if turned is None:
        return _("รายได้ต่ำกว่าเส้นทุกรอบที่วัด") if last.below_line else _("รายได้ไม่ต่ำกว่าเส้นทุกรอบที่วัด")
    said = _("รายได้ตกต่ำกว่าเส้นในรอบปี %(year)s") if last.below_line else _("รายได้พ้นเส้นในรอบปี %(year)s")
    return said % {"year": turned.round_id}


def _referrals(case):
    handed_over = {support.referral_id for support in case.supports}
    for row in reversed(case.referrals):
        title = _("ขอให้คณะ%(committee)sช่วยเรื่อง%(need)s") % {
            "committee": row.committee.short_name,
            "need": row.need,
        }
        yield row.asked_on, "", title, row.text, row.asked_by or "", "help"
        for answer in row.answers.all():
            if answer.state == "delivered" and row.pk in handed_over:
                continue  # the help itself is told
            title = _("คณะ%(committee)s: %(state)s") % {
                "committee": row.committee.short_name,
                "state": answer.get_state_display(),
            }
            yield localdate(answer.at), "", title, answer.text, answer.by or "", "help"


def _supports(case):
    for row in reversed(case.supports):
        words = _("%(items)s รายการ มูลค่า %(baht)s บาท %(source)s") % {
            "items": format_number(row.items),
            "baht": format_number(row.baht),
            "source": row.get_source_display(),
        }
        title = _("ได้รับความช่วยเหลือ: %(what)s") % {"what": row.what}
        yield row.delivered_on, "", title, words, row.committee.short_name, "help"


def _merges(case):
    """That another file was put together with this one; whose it was is for the office."""
    for row in reversed(case.merges):
        yield localdate(row.made_at), "", _("รวมแฟ้มที่ซ้ำเข้ามาในแฟ้มนี้"), "", row.made_by or "", ""
        if row.undone_at:
            yield localdate(row.undone_at), "", _("แยกแฟ้มที่รวมไว้กลับออกไป"), "", row.undone_by or "", ""


def _splits(case):
    for row in case.splits:
        if row.is_ours:
            title = _("ครอบครัวแยกไปตั้งครัวเรือนใหม่ %(count)s คน") % {"count": row.people}
            yield row.split_on, "", title, row.reason, row.made_by or "", "people"
        else:
            title = _("ตั้งครัวเรือนใหม่ แยกจากครอบครัวเดิม %(count)s คน") % {"count": row.people}
            yield row.split_on, "", title, row.decision, row.made_by or "", "people"
