"""The plans of a family for its folder: the one in force, and every earlier one with what became of it."""

from households.papers.blocks import compass, facts, listed, said, table
from households.plan_paper import books, closed
from kusiao.thai import format_number


def plan_sections(case):
    """The plan in force, where there is one, what the family has apart from any plan, and every earlier plan."""
    plan = case.plan_on_paper
    if plan:
        pictures = [compass(plan["directions"])] if plan["directions"] else []
        yield "เข็มทิศชีวิต", [facts(_about(plan)), *pictures]
        yield "เป้าหมายและงานที่จะทำ", [_goals(plan["goals"]), *_dropped(plan), *_undone(plan)]
    else:
        yield "เข็มทิศชีวิต", [said("ยังไม่มีแผนที่ใช้อยู่")]
    plan = plan or books(case.months, case.able, case.promises)
    yield "บัญชีครัวเรือน", _account(plan["account"])
    yield (
        "ความถนัดของคนในบ้าน",
        [listed(" · ".join(filter(None, row)) for row in plan["abilities"])] if plan["abilities"] else [],
    )
    yield (
        "ที่มีผู้รับปากไว้",
        [
            listed(
                f"{one['who']}: {one['what']} ภายใน {one['due_on']} ({one['state']})"
                for one in plan["promises"]
            )
        ]
        if plan["promises"]
        else [],
    )
    yield "แผนฉบับก่อน", [block for one in closed(case.plans) for block in _earlier(one)]


def _earlier(plan):
    yield said(
        f"ฉบับที่ {plan['edition']} ใช้ตั้งแต่ {plan['begun_on']} ถึง {plan['closed_on']} ({plan['closed_as']})"
    )
    yield facts(_about(plan))
    if plan["goals"]:
        rows = [
            [one["title"], f"{one['horizon']} ({one['due_on']})", _stands(one), one["became"], _work(one)] for one in plan["goals"]
        ]  # fmt: skip
        yield table(["เป้าหมาย", "เมื่อใด", "ถึงไหน", "ผล", "งาน"], rows, widths=[2, 1.4, 1.2, 1.4, 2.4])
    yield from _dropped(plan)
    yield from _undone(plan)


def _about(plan):
    signed, approved = plan["signed"], plan["approved"]
    yield "ฉบับที่", f"{plan['edition']} เริ่ม {plan['begun_on']} ({plan['state']})"
    if plan["wish"]:
        yield "สิ่งที่ครอบครัวอยากให้เป็น", plan["wish"]
    if plan["strengths"]:
        yield "จุดแข็ง", plan["strengths"]
    if plan["top"]:
        yield "สามเรื่องแรกของครอบครัว", " · ".join(plan["top"])
    if plan["because"]:
        yield "เหตุที่ปรับแผน", plan["because"]
    if signed:
        yield "ลงนาม", f"{signed['family']} กับ {signed['friend']} {signed['on']}"
    if approved:
        yield "อนุมัติ", f"{approved['by']} {approved['on']}"


def _goals(goals):
    rows = [[one["title"], f"{one['horizon']} ({one['due_on']})", _stands(one), _work(one)] for one in goals]
    return table(["เป้าหมาย", "เมื่อใด", "ถึงไหนแล้ว", "งานที่จะทำ"], rows, widths=[2, 1.4, 1.2, 3])


def _stands(goal):
    return f"{format_number(goal['now'])} จาก {format_number(goal['target'])} {goal['unit']}".strip()


def _work(goal):
    work = [
        " ".join(filter(None, (one["what"], f"({one['who']} {one['state']})", one["because"])))
        for one in goal["work"]
    ]
    return " · ".join(work) or "-"


def _dropped(plan):
    rows = [f"{title} เลิกเมื่อ {on} เพราะ {because}" for title, on, because in plan["dropped"]]
    return [said("เป้าหมายที่เลิก"), listed(rows)] if rows else []


def _undone(plan):
    rows = [
        f"ข้อ {number} {text}: {because} {words}".strip() for number, text, because, words in plan["no_goals"]
    ]
    return [said("ข้อที่ตกซึ่งไม่ตั้งเป้าหมาย"), listed(rows)] if rows else []


def _account(months):
    rows = [
        [
            one["month"],
            *(format_number(one[name]) for name in ("income", "spending", "left", "debt", "saving")),
        ]
        for one in months
    ]
    head = ["เดือน", "รายรับ", "รายจ่าย", "เหลือ", "หนี้", "เงินออม"]
    return [table(head, rows, right=(1, 2, 3, 4, 5))] if rows else []
