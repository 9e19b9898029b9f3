"""Blank forms of every step for paper, A4, made of the rows and choices that the screens are made of: they cannot differ. Made
from a case they bear the family's name, place, step and friend on top, and what its page would ask."""

from django.apps import apps

from households.exits import blank_rows
from households.facts import FACTS, HEALTH
from households.models import AccountKind, Doer, ForumSays, Need, Remeasurement, StrengthKind, Track, Verdict
from households.models.exit import Answer, ExitGoal
from households.models.goal import Horizon
from households.models.promise import Promiser
from households.models.remeasurement import SOURCES
from households.papers.blocks import Paper, blanks, choices, grid, knots, lines, quiet, signatures
from kusiao.thai import format_date, format_datetime

RANKS = 5
MONTHS = 12


# --- the same rows and words as on the screens --------------------------------------------------------------------------


def _needs():
    return [need.name_th for need in Need.objects.all()]


def _committees():
    """Those to which a need goes; known in a room above, reached by their name."""
    numbers = Need.objects.values("committee_number")
    rows = apps.get_model("committees", "Committee").objects.filter(number__in=numbers).order_by("number")
    return [f"{row.number} {row.short_name}" for row in rows]


def _visit_kinds():
    return [
        str(label) for _code, label in apps.get_model("officers", "Visit")._meta.get_field("kind").choices
    ]


def _labels(choice):
    return [str(label) for label in choice.labels]


def _facts(case):
    """(fact, what the survey says): of a case what its page asks; of nobody the fixed ones, and room for indicators."""
    if not case:
        return [[str(fact.label)] for fact in FACTS] + [["จปฐ. ข้อ ………"]] * 6
    return [
        [fact.label, "" if fact.code == HEALTH and not case.shows_health else fact.said]
        for fact in case.targeting.facts
    ]


# --- the forms ----------------------------------------------------------------------------------------------------------


def _verify(case):
    verdicts = [str(one.label) for one in (Verdict.AGREES, Verdict.DIFFERS)]
    return [
        ("", [blanks(["วันที่ไปตรวจ", "พบใคร"])]),
        ("1 เทียบผลสำรวจกับที่เห็น", [grid(["ข้อเท็จจริง", "ในผลสำรวจ", *verdicts, "เห็นจริงว่า", "หลักฐาน"], _facts(case), widths=[2.9, 1.3, 0.6, 0.6, 2, 1.6])]),
        ("2 สิ่งที่ขาด เรียงจากหนักที่สุด", [choices("เลือกจาก", *_needs()), grid(["อันดับ", "สิ่งที่ขาด", "สาเหตุ"], [[n] for n in range(1, RANKS + 1)], widths=[0.6, 2, 4])]),
        ("3 ทุนและจุดแข็ง", [grid(["เรื่อง", "มีอะไร"], [[one] for one in _labels(StrengthKind)], widths=[1.6, 4])]),
        ("4 ประเภท", [choices("เห็นว่าเป็นครัวเรือน", *_labels(Track)), lines("เหตุผล", 1)]),
        ("5 มติเวทีประชาคม", [blanks(["วันที่", "สถานที่"], ["ประธาน", "ผู้เข้าประชุม (คน)"]), choices("มติ", *_labels(ForumSays))]),
        ("", [signatures("ตัวแทนครอบครัว", "ข้าราชการคู่เสี่ยว")]),
    ]  # fmt: skip


def _plan(case):
    money = _labels(AccountKind)
    failing = [[number, text] for number, text in case.failing] if case else []
    return [
        ("1 ครอบครัวอยากให้เป็น", [lines("", 2)]),
        ("2 ความสามารถของคนในบ้าน", [grid(["ใคร", "ทำอะไรเป็น", "อยากเรียนอะไร"], [[""]] * 3, widths=[1.5, 2.5, 2])]),
        ("3 เงินในบ้านต่อเดือน", [blanks(money[:2], money[2:]), lines("ของดีที่มีอยู่", 1)]),
        ("4 ข้อ จปฐ. ที่ตก ทุกข้อมีเป้าหมายหรือเหตุผล", [grid(["ข้อ", "เรื่อง", "เป้าหมายที่เท่าไร หรือเพราะอะไรจึงไม่ตั้ง"], failing or [[""]] * 6, widths=[0.6, 2.6, 3])]),
        ("5 เป้าหมาย สามเรื่องแรกของครอบครัวเขียนไว้บนสุด", [grid(
            ["ที่", "เป้าหมาย", *_labels(Horizon), "วัดจากอะไร ตอนนี้เท่าไร จะให้เป็นเท่าไร"],
            [[n] for n in range(1, 7)], widths=[0.4, 2.4, 0.8, 0.8, 0.9, 2.8], high=28)]),
        ("6 งานที่จะทำ", [grid(
            ["เป้าหมายที่", "ทำอะไร", *_labels(Doer), "ภายในวันที่"], [[""]] * 8, widths=[0.9, 2.8, 0.9, 0.9, 1.2, 1.2])]),
        ("", [signatures("ตัวแทนครอบครัว", "ข้าราชการคู่เสี่ยว", "พัฒนาการอำเภอ (อนุมัติ)")]),
    ]  # fmt: skip


def _request(case):
    return [
        ("", [blanks(["วันที่ขอ", "เพื่อเป้าหมายที่"])]),
        ("ขอให้คณะทำงานย่อย", [choices("", *_committees())]),
        ("ขอความช่วยเหลือเรื่อง", [choices("", *_needs()), lines("ต้องการอะไร เท่าไร", 3), lines("ครอบครัวจะทำอะไรเอง", 2), lines("เคยขอที่ใดมาแล้ว ได้ผลอย่างไร", 1)]),
        ("สำหรับคณะทำงานย่อย", [choices("ผล", "รับ", "ไม่รับ"), lines("เพราะอะไร จะส่งมอบอะไร เมื่อใด", 2)]),
        ("ส่งมอบและยืนยันว่าได้รับ", [grid(["วันที่", "ได้รับอะไร จำนวน", "มูลค่า (บาท)", "จาก"], [[""]] * 2, widths=[1.2, 3, 1.2, 1.4], high=24)]),
        ("", [signatures("ตัวแทนครอบครัว", "ข้าราชการคู่เสี่ยว")]),
    ]  # fmt: skip


def _visit(case):
    return [
        ("", [blanks(["วันที่เยี่ยม", "เวลา"]), choices("ผล", *_visit_kinds())]),
        ("พบใคร", [lines("", 1)]),
        ("ทำอะไรด้วยกัน", [lines("", 2)]),
        ("มีอะไรเปลี่ยนไปจากครั้งก่อน", [lines("", 2)]),
        ("รายได้เดือนนี้ของทั้งบ้าน", [blanks(["บาท", "จากอะไร"])]),
        ("สิ่งที่ขาด", [choices("", *_needs()), lines("", 1)]),
        ("ที่รับปากไว้", [choices("ใครรับปาก", *_labels(Promiser)), grid(["ชื่อคนหรือหน่วยงาน", "ทำอะไร", "ภายในวันที่"], [[""]] * 2, widths=[1.6, 3.2, 1.4])]),
        ("นัดครั้งหน้า", [blanks(["วันที่", "เรื่องที่จะดู"])]),
        ("", [signatures("ตัวแทนครอบครัว", "ผู้เยี่ยม")]),
    ]  # fmt: skip


def _remeasure(case):
    sources = [str(Remeasurement._meta.get_field(name).verbose_name) for name in SOURCES]
    return [
        ("", [blanks(["วันที่วัด", "ผู้ให้ข้อมูล"]), quiet("รายได้สิบสองเดือนที่ผ่านมา ยังไม่หักค่าใช้จ่าย ใส่ตัวเลขเป็นบาท เดือนที่ไม่มีใส่ 0")]),
        ("1 รายได้ของทั้งบ้านในสิบสองเดือน", [
            grid(["ที่มา", *[str(n) for n in range(1, MONTHS + 1)], "รวม"], [[one] for one in (*sources, "รวม (ก)")], widths=[3.4, *[0.6] * MONTHS, 1.0], high=24)]),
        ("2 คิดต่อคน", [blanks(["รายได้รวม (ก) บาท", "จำนวนคนในบ้าน (ข)"], ["(ก) ÷ (ข) ปัดเศษทิ้ง บาท/คน/ปี", "เส้นรายได้ของปีนี้ บาท"]), choices("ผล", "ต่ำกว่าเส้น", "ไม่ต่ำกว่าเส้น")]),
        ("3 ดูจากอะไร", [lines("สมุดบัญชี ใบรับเงิน ผลผลิตที่เห็น", 2)]),
        ("4 รายได้นี้จะอยู่ต่อไปหรือไม่ เพราะอะไร", [lines("", 2)]),
        ("", [signatures("ผู้ให้ข้อมูลแทนครอบครัว", "ผู้วัด")]),
    ]  # fmt: skip


def _checklist(goal, done):
    def made(case):
        rows = blank_rows(goal)
        asked = [[row.order, row.words, "", "", "" if row.may_not_apply else "–"] for row in rows]
        answers = [str(one.label) for one in (Answer.YES, Answer.NO, Answer.NOT_APPLICABLE)]
        return [
            ("", [blanks(["วันที่ตรวจร่วมกัน", "พบใคร"]), quiet("ทำกับครอบครัวทีละข้อ ทุกข้อเขียนว่าเห็นอะไร ข้อที่ยังไม่ใช่ให้เขียนว่าจะทำอะไรต่อ")]),
            (f"รายการ {len(rows)} ข้อ", [grid(["ข้อ", "เรื่อง", *answers, "เห็นว่า"], asked, widths=[0.4, 2.6, 0.6, 0.8, 0.9, 2.8], high=28)]),
            ("สรุป", [choices("เห็นร่วมกันว่า", done, "ดูแลต่อ"), lines("เหตุผล", 2)]),
            ("", [signatures("ตัวแทนครอบครัว", "ข้าราชการคู่เสี่ยว", "ผู้ยืนยัน (ไม่ใช่คู่เสี่ยว)")]),
        ]  # fmt: skip

    return made


def _hand_over(case):
    return [
        ("", [blanks(["วันที่ส่งมอบ", "คู่เสี่ยวคนใหม่"])]),
        ("1 ควรคุยกับใครในบ้าน และเรื่องที่ควรระวัง", [lines("", 2)]),
        ("2 อะไรได้ผล อะไรไม่ได้ผล", [lines("", 3)]),
        ("3 เยี่ยมสามครั้งหลัง", [grid(["วันที่", "พบใคร", "เรื่องสำคัญ"], [[""]] * 3, widths=[1.2, 1.4, 4], high=22)]),
        ("4 ที่รับปากไว้และยังไม่เสร็จ", [grid(["ใครรับปาก", "ทำอะไร", "ภายในวันที่"], [[""]] * 2, widths=[1.4, 3.4, 1.4])]),
        ("5 คำขอที่ค้าง", [lines("", 2)]),
        ("6 เยี่ยมครั้งต่อไป", [blanks(["ภายในวันที่", "ไปด้วยกันหรือไม่"])]),
        ("", [signatures("ผู้ส่งมอบ", "ผู้รับมอบ")]),
    ]  # fmt: skip


# code: (title, step, what it is for, how it is made)
FORMS = {
    "verify": ("แบบตรวจสภาพจริง", "กระบวนงาน 1 ชี้เป้าชีวิต", _verify),
    "plan": ("แบบเข็มทิศชีวิต", "กระบวนงาน 2 จัดทำเข็มทิศชีวิต", _plan),
    "request": ("แบบคำขอรับการสนับสนุน", "กระบวนงาน 3 บริหารจัดการชีวิต", _request),
    "visit": ("แบบบันทึกการเยี่ยม", "ทุกกระบวนงาน", _visit),
    "income": ("แบบวัดรายได้ใหม่", "กระบวนงาน 4 ดูแลชีวิต", _remeasure),
    "exit": ("แบบตรวจรายการพ้นเกณฑ์", "กระบวนงาน 4 ดูแลชีวิต", _checklist(ExitGoal.EXIT, "พ้นเกณฑ์ เริ่มเฝ้าระวัง")),
    "assured": ("แบบตรวจรายการดูแลครบ", "กระบวนงาน 4 ดูแลชีวิต", _checklist(ExitGoal.ASSURED, "ได้รับการดูแลครบ")),
    "handover": ("แบบส่งมอบงานคู่เสี่ยว", "เมื่อย้ายหรือเกษียณ", _hand_over),
}


def blank(code, *, at, by=None, case=None):
    """Without a case it is of nobody, and the same all day."""
    title, step, made = FORMS[code]
    head = [["ครัวเรือน", ""], ["บ้านเลขที่ หมู่บ้าน ตำบล อำเภอ", ""], ["คู่เสี่ยว", ""]]
    foot = f"{title} · ฉบับวันที่ {format_date(at)}"
    if case:
        friend = case.pairing.officer if case.pairing else ""
        foot = f"{title} · พิมพ์เมื่อ {format_datetime(at)} โดย {by}"
        head = [["ครัวเรือน", case.household.head_name], ["ที่อยู่", case.household.place_words], ["คู่เสี่ยว", friend]]
    return Paper(
        title=title, at=at, corner=f"โครงการคู่เสี่ยว · {step}", knots=knots(case) if case else (),
        sections=[("", [blanks(*([one] for one in head))]), *made(case)],
        foot=foot,
    )  # fmt: skip
