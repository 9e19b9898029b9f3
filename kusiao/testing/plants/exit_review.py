from kusiao.testing.make import days_ago


def plant(scene, case):
    """One being filled in, and one of assured care that holds."""
    other = scene.people["pranee"]
    draft = scene.make.exit_review(case.enrolment, by=case.officer, signed=False)
    draft.returned_by = other
    held = scene.make.exit_review(case.enrolment, by=case.officer, goal="assured", signed_on=days_ago(8))
    held.confirmed_on, held.confirmed_by = days_ago(7), other
    for review in (draft, held):
        scene.plant(review, case.name)
        scene.plant(review.answers.first(), case.name)
    case.review = draft
