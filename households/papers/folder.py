"""แฟ้มครัวเรือน (Family Folder): what is kept about a family, in plain words, for the family itself (s. 30).

Their health is in it, because it is theirs; no citizen id, which they have on their cards, and nothing of other families."""

import datetime

from households.papers.blocks import (
    Paper,
    knots,
    listed,
    quiet,
    said,
    signatures,
    table,
    text_rows,
    timeline,
)
from households.papers.plans import plan_sections
from households.papers.steps import checklists, ladders, measured_again, seen_at_the_house
from households.story import story
from kusiao.thai import format_date, format_datetime, format_number, format_phone

NOTHING = "ยังไม่มีข้อมูลส่วนนี้"


def folder(case, *, at, by):
    """`case` is read by `by`, who hands it to the family."""
    return Paper(
        title="แฟ้มครัวเรือน",
        at=at,
        corner="แฟ้มชีวิต โครงการคู่เสี่ยวเกี่ยวก้อย แก้จนคนขอนแก่น",
        head=_head(case),
        knots=knots(case),
        sections=[
            ("", [quiet(_why(at))]),
            ("คนในบ้าน", _people(case)),
            ("เคยอยู่ในบ้านนี้", _gone(case)),
            ("ผลสำรวจ จปฐ.", _surveys(case)),
            ("ที่ตรวจเห็นจริงในบ้าน", seen_at_the_house(case)),
            *plan_sections(case),
            ("รายได้ที่วัดใหม่", measured_again(case)),
            ("รายการที่ตรวจร่วมกัน", checklists(case)),
            ("ความช่วยเหลือที่ขอและได้รับ", _help(case)),
            ("การเยี่ยมบ้าน", _visits(case)),
            ("เรื่องราวทั้งหมด", _story(case)),
            ("ตรวจแล้วพบว่าไม่ถูกต้อง", [quiet(_wrong(case))]),
            ("", [signatures("ผู้รับแฟ้มแทนครอบครัว", "ผู้มอบแฟ้ม")]),
        ],
        foot=f"พิมพ์เมื่อ {format_datetime(at)} โดย {by} · ข้อมูลของครอบครัวนี้ เก็บไว้ให้ดี",
    )


def _why(at):
    return (
        "แฟ้มนี้เป็นของครอบครัว พิมพ์ให้ตามสิทธิขอดูข้อมูลของตนเอง (มาตรา 30 พระราชบัญญัติคุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562) "
        f"แสดงทุกอย่างที่โครงการเก็บไว้เกี่ยวกับครอบครัว ณ วันที่ {format_date(at, 'long')} "
        "เลขประจำตัวประชาชนเก็บแบบเข้ารหัสและไม่พิมพ์ออกมา"
    )


def _wrong(case):
    who = f" {case.pairing.officer}" if case.pairing else ""
    return f"ขอให้แก้ได้ทุกเมื่อ บอกข้าราชการคู่เสี่ยว{who} หรือพัฒนาการอำเภอ หรือเขียนตรงนี้แล้วส่งคืน"


def _head(case):
    household = case.household
    yield "ครอบครัวของ", household.head_name
    yield "ที่อยู่", household.place_words
    if household.phone:
        yield "โทรศัพท์", format_phone(household.phone)
    if case.pairing:
        officer = case.pairing.officer
        yield "คู่เสี่ยว", f"{officer} {officer.agency or ''}".strip()
    if case.track:
        yield "ประเภท", case.track.get_track_display()
    yield from ladders(case)
    if case.enrolment:
        yield "อยู่ในทะเบียนตั้งแต่", format_date(case.enrolment.entered_on)
    elif case.enrolments:
        last = case.enrolments[0]
        yield (
            "ออกจากทะเบียน",
            f"{format_date(last.ended_on)} {last.get_end_reason_display()} {last.end_note}".strip(),
        )


def _people(case):
    rows = [
        [
            one, "หัวหน้าครัวเรือน" if one.is_head else one.relation or "-", _born(one),
            " ".join(filter(None, (one.occupation, one.education))) or "-", one.health_words or "-",
            {True: "มี", False: "ไม่มี"}.get(one.welfare_card, "-"), "มี" if one.national_id else one.no_id_reason or "ไม่มี",
        ]
        for one in case.living
    ]  # fmt: skip
    head = ["ชื่อ", "ความเกี่ยวข้อง", "เกิด", "อาชีพ การศึกษา", "สุขภาพ", "บัตรสวัสดิการ", "เลขประจำตัว"]
    return (
        [table(head, rows, widths=[2.2, 1.4, 1.6, 1.8, 1.8, 1.4, 1.4])]
        if rows
        else [said("ไม่มีใครอยู่ในบ้านแล้ว")]
    )


def _born(one):
    return (
        f"{format_date(one.birth_date, precision=one.birth_precision)} ({one.age} ปี)"
        if one.birth_date
        else "-"
    )


def _gone(case):
    return (
        [listed(f"{one} {one.get_left_how_display()} {format_date(one.left_on)}" for one in case.gone)]
        if case.gone
        else []
    )


def _surveys(case):
    if not case.surveys:
        return [said(NOTHING)]
    money = lambda baht: "ยังไม่วัด" if baht is None else format_number(baht)  # noqa: E731 - one word for many columns
    rows = [
        [f"ปี {one.round_id}", one.members_count or "-", money(one.income_total), money(one.income_per_person_year),
         format_number(one.line_baht), _result(one)] for one in case.surveys
    ]  # fmt: skip
    head = ["รอบ", "สมาชิก (คน)", "รายได้ทั้งบ้าน (บาท/ปี)", "ต่อคน (บาท/ปี)", "เส้น (บาท)", "ผล"]
    blocks = [table(head, rows, widths=[1, 1, 1.7, 1.4, 1.1, 1.4], right=(1, 2, 3, 4))]
    blocks += [_money(one) for one in case.surveys[:1]]
    if case.card:
        blocks += _card(case.card)
    elif case.failing:
        blocks += [said("ข้อที่ตกในรอบล่าสุด"), listed(f"{number}. {text}" for number, text in case.failing)]
    for row in case.change_answers:
        if row.replaced_at is None:
            blocks.append(
                said(f"คำตอบของคู่เสี่ยวต่อผลสำรวจปี {row.after_id}: {row.get_says_display()} {row.words}".strip())
            )
    return blocks


def _result(survey):
    if survey.below_line is None:
        return "ยังไม่วัด"
    return "ต่ำกว่าเส้น" if survey.below_line else "ไม่ต่ำกว่าเส้น"


def _money(survey):
    told = [
        ("อาชีพหลัก", survey.income_main), ("อาชีพรอง", survey.income_second), ("รายได้อื่น", survey.income_other),
        ("ปลูก เลี้ยง หาเอง", survey.income_own_produce), ("รายจ่าย", survey.expenses), ("หนี้ในระบบ", survey.debt_formal),
        ("หนี้กองทุน", survey.debt_fund), ("หนี้นอกระบบ", survey.debt_informal),
    ]  # fmt: skip
    known = [f"{label} {format_number(baht)} บาท" for label, baht in told if baht is not None]
    return quiet(
        f"ปี {survey.round_id}: {' · '.join(known)}" if known else f"ปี {survey.round_id}: ไม่ระบุที่มาของรายได้"
    )


def _card(card):
    groups = card.changes.groups
    words = (("escaped", "หลุดพ้น"), ("fell", "ตกใหม่"), ("still", "ยังตก"))
    blocks = [said(f"เทียบปี {card.before.round_id} กับปี {card.after.round_id}: {card.verdict}")]
    for name, label in words:
        if groups[name]:
            blocks += [
                said(f"{label} {len(groups[name])} ข้อ"),
                listed(f"{one.number}. {one.text}" for one in groups[name]),
            ]
    return blocks


def _help(case):
    blocks = []
    if case.supports:
        rows = [
            [one.what, format_date(one.delivered_on), one.committee.short_name, one.get_source_display(), format_number(one.baht)]
            for one in case.supports
        ]  # fmt: skip
        rows.append(["รวม", "", "", "", format_number(case.supports_baht)])
        head = ["ได้รับอะไร", "เมื่อ", "คณะ", "จาก", "มูลค่า (บาท)"]
        blocks.append(table(head, rows, widths=[2.6, 1.2, 2, 1.2, 1.2], right=(4,)))
    blocks += [
        said(f"ขอเมื่อ {format_date(row.asked_on)} ถึงคณะ{row.committee.short_name} เรื่อง{row.need}: {row.text} ({row.get_state_display()})")
        for row in case.referrals
    ]  # fmt: skip
    return blocks or [said(NOTHING)]


def _visits(case):
    rows = [
        [format_date(one.visited_on), one.get_kind_display(), " · ".join(filter(None, (one.met, one.done, one.changed))) or "-",
         "" if one.income_month is None else format_number(one.income_month), one.officer]
        for one in case.visits
    ]  # fmt: skip
    head = ["วันที่", "อย่างไร", "พบใคร ทำอะไร เปลี่ยนอะไร", "รายได้เดือนนั้น", "ใคร"]
    return [table(head, rows, widths=[1.3, 1.3, 4, 1.1, 1.7], right=(3,))] if rows else [said(NOTHING)]


def _story(case):
    entries = [
        (when if not isinstance(when, datetime.date) else format_date(when), title, words, who)
        for when, title, words, who, _address, kind in story(case) if kind not in ("visit", "attempt", "contact")
    ]  # fmt: skip
    return [timeline(text_rows(entries))] if entries else [said(NOTHING)]
