"""What the friend asked the lecturer of the subdistrict: one question is answered, one waits for him."""

from kusiao.thai import now, today


def plant(scene, case):
    subdistrict = case.household.village.subdistrict
    lecturer = scene.people["lecturer"] if case.district == "4005" else scene.make.officer()
    case.adviser, _fresh = subdistrict.advisers.get_or_create(
        ended_on=None, defaults={"officer": lecturer, "started_on": today()}
    )
    asked = {"asked_by": case.officer, "text": "x"}
    answered = {"answer": "x", "answered_at": now(), "answered_by": case.adviser.officer}
    scene.plant(subdistrict.questions.create(**asked, **answered), case.name)
    # A question that waits carries its mark in the text alone: the database refuses an answer without its day.
    case.question = subdistrict.questions.create(**asked)
