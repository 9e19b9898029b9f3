"""What the steps keep of a family, for its folder: what was seen at the house, the income measured again, the checklists."""

from households.exits import rows_of
from households.papers.blocks import facts, listed, quiet, said, table
from kusiao.thai import format_date


def seen_at_the_house(case):
    one = case.targeting
    if not one.verification:
        return []
    rows = [
        [fact.label, fact.row.get_verdict_display(), fact.row.seen or "-", fact.row.evidence or "-"]
        for fact in one.checked
    ]
    blocks = [said(f"ตรวจเมื่อ {format_date(one.verification.visited_on)} โดย {one.verification.made_by}")]
    if rows:
        blocks.append(table(["ข้อเท็จจริง", "ผลตรวจ", "เห็นจริงว่า", "หลักฐาน"], rows, widths=[2.6, 1, 2, 1.6]))
    if one.needs:
        blocks += [
            said("สาเหตุความยากจน เรียงจากหนักที่สุด"),
            listed(f"{row.need} {cause}".strip() for row, cause in one.needs),
        ]
    strengths = one.verification.strengths.all()
    if strengths:
        blocks += [said("ทุนและจุดแข็ง"), listed(f"{row.get_kind_display()}: {row.words}" for row in strengths)]
    if one.certification:
        forum = one.certification
        blocks.append(
            said(
                f"เวทีประชาคม {format_date(forum.held_on)} {forum.place}: {forum.get_result_display()} {forum.note}".strip()
            )
        )
    return blocks


def ladders(case):
    """(label, where it stands) of those that somebody judged."""
    labels = {"outcome": "ความเป็นอยู่", "urgency": "ความเร่งด่วน"}
    for name, row in case.targeting.rungs.items():
        if row:
            yield labels[name], row.get_level_display()


def measured_again(case):
    blocks = []
    for row in case.care.remeasurements:
        if row.withdrawn_on is None:
            blocks += [
                said(f"วัดเมื่อ {format_date(row.measured_on)} คิดด้วยกันกับ {row.told_by}"),
                listed(row.arithmetic.lines),
            ]
            blocks += [quiet(f"ดูจาก {row.evidence}")] if row.evidence else []
    return blocks


def checklists(case):
    blocks = []
    for review in case.care.reviews:
        rows = [(row.words, f"{row.answer_words} {row.evidence}".strip() or "-") for row in rows_of(review)]
        signed = (
            f"ลงนาม {format_date(review.signed_on)} {review.household_signer}"
            if review.signed_on
            else "ยังไม่ลงนาม"
        )
        blocks += [said(f"{review.get_goal_display()} · {signed}"), facts(rows)]
    return blocks
