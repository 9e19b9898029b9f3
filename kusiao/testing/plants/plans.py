"""A plan of every family with its goals, what is done and promised for them, its account book and what its people can do."""

from kusiao.testing.make import days_ago


def plant(scene, case):
    make, household = scene.make, case.household
    old = make.plan(
        household, state="approved", edition=1, begun_on=days_ago(90), closed_on=days_ago(30), closed_as="replaced",
        approved_by=scene.people["pranee"], round_id=None,
    )  # fmt: skip
    household.surveys.update(results="P" * 21 + "FF" + "P" * 8)
    case.plan = make.plan(household, state="signed", edition=2, begun_on=days_ago(30), round_id=2562)
    for plan in (old, case.plan):
        scene.plant(plan, case.name)
    form = case.survey.round.indicator_set.indicators
    case.goal = scene.plant(make.goal(case.plan, indicator=form.get(number=22)), case.name)
    gone = make.goal(case.plan, dropped_on=days_ago(3), dropped_because="x")
    scene.plant(gone, case.name)
    case.activity = scene.plant(make.activity(case.goal), case.name)
    done = make.activity(
        case.goal, doer="agency", agency="x", state="refused", state_on=days_ago(2), because="x"
    )
    scene.plant(done, case.name)
    reason = case.plan.no_goals.create(
        indicator=form.get(number=23), because="other", words="x", said_on=days_ago(9)
    )
    scene.plant(reason, case.name)
    case.promise = scene.plant(_promise(make, case), case.name)
    told = {"state": "broken", "state_on": days_ago(1), "because": "x", "who": "x"}
    scene.plant(make.promise(household, **told), case.name)
    month = days_ago(0).replace(day=1)
    scene.plant(household.account.create(month=month, kind="income", baht=1), case.name)
    ability = case.member.abilities.create(trade="other", words="x", told_on=days_ago(9))
    case.ability = scene.plant(ability, case.name)
    case.referral.goal = case.goal
    case.referral.save(update_fields=["goal"])
    household.supports.update(goal=case.goal)


def _promise(make, case):
    return make.promise(case.household, goal=case.goal, promiser="agency", who="x", due_on=days_ago(2))
