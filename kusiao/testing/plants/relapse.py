from kusiao.testing.make import days_ago


def plant(scene, case):
    """Another family of the district is in watch; one card of it was dismissed, one is open."""
    make, other = scene.make, scene.people["pranee"]
    household = make.household(district=case.district)
    scene.plant(scene.plant(household, case.name).members.get(), case.name)
    enrolment = make.enrolment(household, step=4, watch_from=days_ago(60))
    looked_at = {"dismissed_on": days_ago(35), "dismissed_by": other, "dismissed_reason": "x"}
    old = make.relapse_card(enrolment, opened_on=days_ago(40), due_on=days_ago(30), **looked_at)
    for card in (old, make.relapse_card(enrolment)):
        scene.plant(card, case.name)
        scene.plant(card.facts.get(), case.name)
    case.watched = household
