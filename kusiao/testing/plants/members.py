"""Somebody who lived with the family and left, and what was told of it."""

from kusiao.testing.make import days_ago


def plant(scene, case):
    gone = scene.make.member(case.household, left_on=days_ago(40), left_how="moved_out")
    case.gone_member = scene.plant(gone, case.name)
    told = {
        "household": case.household,
        "member": gone,
        "happened_on": days_ago(40),
        "recorded_by": case.officer,
    }
    case.member_event = scene.plant(
        gone.events.create(kind="moved_out", who="x", reason="x", **told), case.name
    )
    withdrawn = {
        "withdrawn_by": case.officer,
        "withdrawn_at": case.member_event.recorded_at,
        "withdrawn_reason": "x",
    }
    told |= {"happened_on": days_ago(300), "member": case.child}
    scene.plant(
        case.child.events.create(kind="works_away", who="x", reason="x", **told, **withdrawn), case.name
    )
    made = scene.make.household(district=case.district)
    reasons = {"split_on": days_ago(30), "people": 1, "reason": "x", "decision": "x"}
    split = case.household.splits.create(made=scene.plant(made, case.name), **reasons)
    scene.plant(made.members.get(), case.name)
    case.split = scene.plant(split, case.name)
