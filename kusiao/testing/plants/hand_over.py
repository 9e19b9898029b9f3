"""The pack by which the family came to its friend, who had cared for it once before, and one planned for a day to come."""

from kusiao.testing.make import days_ago


def plant(scene, case):
    earlier = scene.make.pairing(
        case.officer, case.household, place=2, started_on=days_ago(90), ended_on=days_ago(80)
    )
    common = {"why": "other", "words": "x", "made_by": case.officer}
    case.hand_over = scene.plant(
        earlier.hand_overs.create(
            on=earlier.ended_on, state="done", next_pairing=case.pairing, joint_due_on=days_ago(50), **common
        ),
        case.name,
    )
    scene.plant(case.pairing.hand_overs.create(on=days_ago(-20), **common), case.name)
    case.substitute = case.household.substitutes.create(
        officer=case.officer, started_on=days_ago(70), ended_on=days_ago(60), why="leave"
    )
