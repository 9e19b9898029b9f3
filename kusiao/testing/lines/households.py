"""Case files."""

from kusiao.testing import doors
from kusiao.testing.bodies import BODIES
from kusiao.testing.lines import CASE, CHIEFS, FRIEND, HEAD, MEMBER, OFFICERS, PROVINCE, Line, districts

LINES = {
    "households:case": Line(
        OFFICERS | CHIEFS | PROVINCE, health=True, asks=lambda scene, actor: ["show=people", "show=x"],
        shows=(HEAD, MEMBER, "officers.Visit.done", FRIEND, "households.MemberEvent.who", "households.MemberEvent.reason"),
    ),
    "households:member_add": Line(OFFICERS | CHIEFS, post=BODIES["join"], **CASE),
    "households:member_edit": Line(
        OFFICERS | CHIEFS, post=BODIES["member"], health=True,
        shows=(HEAD, MEMBER, "households.Member.occupation", "households.Member.body_state"),
    ),
    "households:member_leave": Line(OFFICERS | CHIEFS, post=BODIES["leave"], shows=(HEAD, MEMBER)),
    "households:member_return": Line(
        OFFICERS | CHIEFS, post=BODIES["head"], kwargs=doors.of_case(member_id="gone_member"), shows=(HEAD, MEMBER)
    ),
    "households:member_head": Line(OFFICERS | CHIEFS, post=BODIES["head"], shows=(HEAD, MEMBER)),
    "households:member_event_withdraw": Line(
        OFFICERS | CHIEFS, post=BODIES["reason"], kwargs=doors.of_case(event_id="member_event"),
        shows=("households.MemberEvent.who", "households.MemberEvent.reason"),
    ),
    "households:list": Line(CHIEFS | PROVINCE, asks=districts, **CASE),
    "households:list_export": Line(CHIEFS | PROVINCE, post=BODIES["export"], asks=districts),
    "households:search": Line(CHIEFS | PROVINCE, post=BODIES["search"], posted=200, tells=(HEAD,)),
    "households:edit": Line(OFFICERS | CHIEFS, post=BODIES["edit"], **CASE),
    "households:national_id": Line(
        OFFICERS | CHIEFS | PROVINCE, post=BODIES["purpose"], posted=200, reveals=("households.Member.national_id",),
        shows=(MEMBER,),
    ),
    "households:forms": Line(OFFICERS | CHIEFS | PROVINCE),
    "households:form": Line(OFFICERS | CHIEFS | PROVINCE, get={200, 404}, asks=lambda scene, actor: ["form=visit", "form=none"]),
    "households:case_form": Line(
        OFFICERS | CHIEFS | PROVINCE, get=None, post={"form": "visit"}, posted={200, 404}, tells=(HEAD, FRIEND)
    ),
    "households:folder": Line(
        OFFICERS | CHIEFS, post=BODIES["folder"], posted=200, health=True, shows=(HEAD,),
        tells=(HEAD, MEMBER, "households.Member.body_state", "officers.Visit.done", "households.MemberEvent.who"),
    ),
    "households:card": Line(OFFICERS | CHIEFS, post=BODIES["consent"], posted={200, 302}, shows=(HEAD, "households.CardConsent.given_by")),
    "households:card_print": Line(OFFICERS | CHIEFS, get=None, post={}, posted=200, tells=(HEAD, FRIEND)),
    "households:card_revoke": Line(OFFICERS | CHIEFS, get=None, post={"words": "ไม่อยากติด"}),
    "households:split": Line(
        CHIEFS | PROVINCE, post=BODIES["split"], asks=lambda scene, actor: ["district=4005", "district=4012"], shows=(HEAD, MEMBER)
    ),
    "households:rejoin": Line(
        CHIEFS | PROVINCE, post=BODIES["reason"], kwargs=doors.of_case(missing=doors.NOBODYS, split_id="split"), shows=(HEAD, "households.Split.reason")
    ),
    "households:step_move": Line(OFFICERS | CHIEFS, post=BODIES["step"], posted={200, 302}, **CASE),
    "households:approvals": Line(CHIEFS | PROVINCE, shows=(HEAD, "households.StepRequest.reason")),
    "households:step_answer": Line(
        CHIEFS | PROVINCE, post=BODIES["step_answer"], shows=(HEAD, "households.StepRequest.reason")
    ),
    "households:step_withdraw": Line(OFFICERS | CHIEFS, get=None, post={}),
    "households:ladder": Line(
        OFFICERS | CHIEFS, kwargs=doors.household("household"), post=BODIES["rung"], posted={200, 302, 409},
        variants=({"ladder": "outcome"}, {"ladder": "urgency"}), **CASE,
    ),
    "households:verify": Line(
        OFFICERS | CHIEFS, post=BODIES["verify"], posted={200, 302}, shows=(HEAD, "households.VerifiedFact.seen"),
    ),
    "households:certify": Line(
        OFFICERS | CHIEFS, post=BODIES["certify"], shows=(HEAD, "households.Certification.presided_by"),
    ),
    "households:nominations": Line(OFFICERS | CHIEFS | PROVINCE, shows=("households.Nomination.why",)),
    "households:nominate": Line(OFFICERS | CHIEFS, post=BODIES["nominate"], posted={200, 302}),
    "households:nominate_household": Line(
        CHIEFS, kwargs=doors.household("newcomer"), post=BODIES["why"], **CASE
    ),
    "households:nomination": Line(
        CHIEFS | PROVINCE, post=BODIES["nomination"], shows=("households.Nomination.why",)
    ),
    "households:reenter": Line(
        CHIEFS | PROVINCE, kwargs=doors.household("ended"), post=BODIES["reentry"], **CASE
    ),
    "households:classify": Line(CHIEFS, post=BODIES["track"], **CASE),
    "households:relapses": Line(
        CHIEFS | PROVINCE, asks=lambda scene, actor: ["show=late", "district=4005", "district=4012", "district=9999"],
        shows=(HEAD, "households.RelapseFact.words"),
    ),
    "households:relapse_dismiss": Line(
        CHIEFS | PROVINCE, kwargs=doors.household("watched"), post={"reason": "ไปดูแล้ว ทุกคนสบายดี"}, posted={200, 302},
        shows=(HEAD, "households.RelapseFact.words"),
    ),
    "households:exits": Line(CHIEFS | PROVINCE, asks=lambda scene, actor: ["show=over", "show=through", "show=x"]),
    "households:exit_review": Line(OFFICERS | CHIEFS, post=BODIES["checklist"], posted={200, 302, 409}, **CASE),
    "households:assured_confirm": Line(CHIEFS | PROVINCE, post={}, posted={200, 302}, **CASE),
    "households:assured_end": Line(
        OFFICERS | CHIEFS, post={"reason": "ผู้ดูแลย้าย"}, posted={200, 302}, shows=(HEAD, "households.ExitAnswer.evidence")
    ),
    "households:exit_confirm": Line(CHIEFS | PROVINCE, post={"sure": "1"}, posted={200, 302}, **CASE),
    "households:graduate": Line(CHIEFS | PROVINCE, post={"sure": "1"}, posted={200, 302}, **CASE),
    "households:strike_off": Line(CHIEFS | PROVINCE, post=BODIES["strike_off"], **CASE),
    "households:remeasure": Line(OFFICERS | CHIEFS, post=BODIES["remeasure"], posted={200, 302}, **CASE),
    "households:remeasurement_withdraw": Line(
        OFFICERS | CHIEFS, post=BODIES["withdraw"], posted={200, 302}, shows=(HEAD, "households.Remeasurement.told_by")
    ),
    "households:changes": Line(
        OFFICERS | CHIEFS | PROVINCE, asks=lambda scene, actor: ["before=2563&after=2562", "before=1&after=x"],
        shows=(HEAD, "households.ChangeAnswer.words", "households.Survey.income_per_person_year"),
    ),
    "households:change_answer": Line(OFFICERS | CHIEFS, post=BODIES["answer"], posted={200, 302}, **CASE),
    "households:change_settle": Line(CHIEFS | PROVINCE, post=BODIES["settle"], **CASE),
    "households:disputes": Line(
        CHIEFS | PROVINCE, asks=lambda scene, actor: ["show=overdue"], shows=(HEAD, "households.ChangeAnswer.words")
    ),
    "households:plans": Line(CHIEFS | PROVINCE, **CASE),
    "households:plan": Line(
        OFFICERS | CHIEFS | PROVINCE, asks=doors.editions,
        shows=(
            HEAD, "households.LifePlan.wish", "households.Goal.title", "households.Activity.what", "households.NoGoal.words",
            "households.Promise.what",
        ),
    ),
    "households:plan_begin": Line(OFFICERS | CHIEFS, get=None, post={}),
    "households:plan_words": Line(OFFICERS | CHIEFS, post=BODIES["plan_words"], posted={200, 302}, shows=(HEAD, "households.LifePlan.wish")),
    "households:plan_rank": Line(OFFICERS | CHIEFS, post=BODIES["plan_rank"], posted={200, 302}, shows=(HEAD, "households.Goal.title")),
    "households:plan_sign": Line(OFFICERS | CHIEFS, post=BODIES["plan_sign"], posted={200, 302}, shows=(HEAD, "households.LifePlan.signed_name")),
    "households:plan_decide": Line(CHIEFS | PROVINCE, post=BODIES["plan_decide"], shows=(HEAD, "households.Goal.title")),
    "households:plan_revise": Line(OFFICERS | CHIEFS, post={"reason": "ลูกได้งานทำ"}, posted={200, 302}, **CASE),
    "households:goal_add": Line(
        OFFICERS | CHIEFS, post=BODIES["goal"], posted={200, 302}, asks=lambda scene, actor: ["indicator=22", "offer=rights"], **CASE
    ),
    "households:no_goal": Line(OFFICERS | CHIEFS, kwargs=doors.indicator, post={"because": "wrong"}, posted={200, 302}, shows=(HEAD, "households.NoGoal.words")),
    "households:goal": Line(OFFICERS | CHIEFS, post=BODIES["goal"], posted={200, 302}, shows=(HEAD, "households.Goal.title")),
    "households:goal_state": Line(OFFICERS | CHIEFS, post={"now": "5", "version": "1"}, shows=(HEAD, "households.Goal.title")),
    "households:activity_add": Line(OFFICERS | CHIEFS, post=BODIES["activity"], posted={200, 302}, shows=(HEAD, "households.Goal.title")),
    "households:activity": Line(OFFICERS | CHIEFS, post=BODIES["activity"], posted={200, 302}, shows=(HEAD, "households.Activity.what")),
    "households:activity_settle": Line(OFFICERS | CHIEFS, post=BODIES["settle_work"], shows=(HEAD, "households.Activity.what")),
    "households:account": Line(OFFICERS | CHIEFS, post=BODIES["account"], shows=(HEAD, "households.AccountMonth.baht")),
    "households:abilities": Line(OFFICERS | CHIEFS, post=BODIES["ability"], shows=(HEAD, "households.Ability.words")),
    "households:promise_add": Line(OFFICERS | CHIEFS, post=BODIES["promise"], **CASE),
    "households:promise": Line(OFFICERS | CHIEFS, post=BODIES["settle_promise"], shows=(HEAD, "households.Promise.what")),
    "households:likenesses": Line(
        CHIEFS | PROVINCE, post={}, asks=lambda scene, actor: ["district=4005", "district=4012", "sign=renumbered"], **CASE
    ),
    "households:likeness": Line(CHIEFS | PROVINCE, post=BODIES["merge"], posted={200, 302}, **CASE),
    "households:likeness_apart": Line(
        CHIEFS | PROVINCE, get=None, post={"apart-reason": "คนละคน"}, posted={200, 302}
    ),
    "households:merges": Line(CHIEFS | PROVINCE, **CASE),
    "households:merge": Line(CHIEFS | PROVINCE, post={"reason": "ผิดบ้าน"}, posted={200, 302}, **CASE),
}  # fmt: skip
