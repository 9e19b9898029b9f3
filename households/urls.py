from django.urls import path

from households.views import (
    approvals,
    books,
    changes,
    classes,
    enrolments,
    exits,
    fields,
    goals,
    households,
    ladders,
    likenesses,
    lookalikes,
    mappings,
    members,
    merges,
    nominations,
    papers,
    places,
    plans,
    relapses,
    remeasurements,
    rounds,
    splits,
    steps,
    surveys,
    targeting,
    workbooks,
)

app_name = "households"

cases = [
    path("", households.register, name="list"),
    path("export/", households.register_export, name="list_export"),
    path("search/", households.search, name="search"),
    path("<uuid:household_id>/", households.case, name="case"),
    path("<uuid:household_id>/edit/", households.edit, name="edit"),
    path(
        "<uuid:household_id>/members/<int:member_id>/national-id/", households.national_id, name="national_id"
    ),
    path("<uuid:household_id>/step/", steps.move, name="step_move"),
    path("approvals/", approvals.waiting, name="approvals"),
    path("<uuid:household_id>/step/<int:request_id>/", steps.answer, name="step_answer"),
    path("<uuid:household_id>/step/<int:request_id>/withdraw/", steps.withdraw, name="step_withdraw"),
    path("<uuid:household_id>/ladder/<slug:ladder>/", ladders.rung, name="ladder"),
    path("<uuid:household_id>/verify/", targeting.verify, name="verify"),
    path("<uuid:household_id>/certify/", targeting.certify, name="certify"),
    path("nominations/", nominations.listed, name="nominations"),
    path("nominations/new/", nominations.nominate, name="nominate"),
    path("nominations/<int:nomination_id>/", nominations.answer, name="nomination"),
    path("<uuid:household_id>/nominate/", nominations.nominate_household, name="nominate_household"),
    path("<uuid:household_id>/reenter/", enrolments.reenter, name="reenter"),
    path("<uuid:household_id>/class/", classes.classify, name="classify"),
    path("<uuid:household_id>/graduate/", enrolments.graduate, name="graduate"),
    path("changes/", changes.disputes, name="disputes"),
    path("<uuid:household_id>/changes/", changes.card, name="changes"),
    path("<uuid:household_id>/changes/answer/", changes.answer, name="change_answer"),
    path("<uuid:household_id>/changes/<int:answer_id>/settle/", changes.settle, name="change_settle"),
    path("<uuid:household_id>/strike-off/", enrolments.strike_off, name="strike_off"),
]

compass = [
    path("plans/", plans.waiting, name="plans"),
    path("<uuid:household_id>/plan/", plans.plan, name="plan"),
    path("<uuid:household_id>/plan/begin/", plans.begin, name="plan_begin"),
    path("<uuid:household_id>/plan/words/", plans.words, name="plan_words"),
    path("<uuid:household_id>/plan/top/", plans.rank, name="plan_rank"),
    path("<uuid:household_id>/plan/sign/", plans.sign, name="plan_sign"),
    path("<uuid:household_id>/plan/decide/", plans.decide, name="plan_decide"),
    path("<uuid:household_id>/plan/revise/", plans.revise, name="plan_revise"),
    path("<uuid:household_id>/plan/goals/add/", goals.add, name="goal_add"),
    path("<uuid:household_id>/plan/indicators/<int:number>/", goals.reason, name="no_goal"),
    path("goals/<uuid:goal_id>/", goals.edit, name="goal"),
    path("goals/<uuid:goal_id>/state/", goals.state, name="goal_state"),
    path("goals/<uuid:goal_id>/activities/add/", goals.activity_add, name="activity_add"),
    path("activities/<int:activity_id>/", goals.activity, name="activity"),
    path("activities/<int:activity_id>/settle/", goals.activity_settle, name="activity_settle"),
    path("<uuid:household_id>/account/", books.account, name="account"),
    path("<uuid:household_id>/abilities/", books.abilities, name="abilities"),
    path("<uuid:household_id>/promises/add/", books.promise_add, name="promise_add"),
    path("promises/<int:promise_id>/", books.promise, name="promise"),
]

care = [
    path("relapses/", relapses.watch, name="relapses"),
    path("<uuid:household_id>/relapse/dismiss/", relapses.dismiss, name="relapse_dismiss"),
    path("exits/", exits.waiting, name="exits"),
    path("<uuid:household_id>/checklist/", exits.review, name="exit_review"),
    path("<uuid:household_id>/exit/", exits.exit_confirm, name="exit_confirm"),
    path("<uuid:household_id>/assured/", exits.assured_confirm, name="assured_confirm"),
    path("<uuid:household_id>/assured/end/", exits.assured_end, name="assured_end"),
    path("<uuid:household_id>/income/", remeasurements.remeasure, name="remeasure"),
    path(
        "<uuid:household_id>/income/<int:remeasurement_id>/withdraw/",
        remeasurements.withdraw,
        name="remeasurement_withdraw",
    ),
]

one_family = [
    path("likenesses/", likenesses.pairs, name="likenesses"),
    path("likenesses/<int:likeness_id>/", likenesses.pair, name="likeness"),
    path("likenesses/<int:likeness_id>/apart/", likenesses.apart, name="likeness_apart"),
    path("merges/", merges.merges, name="merges"),
    path("merges/<uuid:merge_id>/", merges.merge, name="merge"),
]

people = [
    path("<uuid:household_id>/split/", splits.split, name="split"),
    path("<uuid:household_id>/split/<uuid:split_id>/rejoin/", splits.rejoin, name="rejoin"),
    path("<uuid:household_id>/members/add/", members.add, name="member_add"),
    path("<uuid:household_id>/members/<int:member_id>/edit/", members.edit, name="member_edit"),
    path("<uuid:household_id>/members/<int:member_id>/leave/", members.leave, name="member_leave"),
    path("<uuid:household_id>/members/<int:member_id>/return/", members.come_back, name="member_return"),
    path("<uuid:household_id>/members/head/", members.head, name="member_head"),
    path(
        "<uuid:household_id>/members/events/<int:event_id>/withdraw/",
        members.withdraw,
        name="member_event_withdraw",
    ),
]

on_paper = [
    path("forms/", papers.forms, name="forms"),
    path("forms/blank/", papers.blank_form, name="form"),
    path("<uuid:household_id>/folder/", papers.folder, name="folder"),
    path("<uuid:household_id>/forms/", papers.case_form, name="case_form"),
    path("<uuid:household_id>/card/", papers.card, name="card"),
    path("<uuid:household_id>/card/print/", papers.card_print, name="card_print"),
    path("<uuid:household_id>/card/revoke/", papers.card_revoke, name="card_revoke"),
]

survey_files = [
    path("surveys/", surveys.files, name="survey_files"),
    path("surveys/new/", surveys.upload, name="survey_upload"),
    path("surveys/<uuid:file_id>/", surveys.file, name="survey_file"),
    path("surveys/<uuid:file_id>/confirm/", surveys.confirm, name="survey_confirm"),
    path("surveys/<uuid:file_id>/cancel/", surveys.cancel, name="survey_cancel"),
    path("surveys/<uuid:file_id>/recheck/", surveys.recheck, name="survey_recheck"),
    path("surveys/fields/", fields.dictionary, name="survey_fields"),
    path("surveys/fields/<slug:form>/", fields.dictionary_file, name="survey_fields_file"),
    path("surveys/template/<int:year>/", workbooks.template, name="survey_template"),
    path("surveys/<uuid:file_id>/call-off/", surveys.call_off, name="survey_call_off"),
    path("surveys/<uuid:file_id>/undo/", surveys.undo, name="survey_undo"),
    path("surveys/<uuid:file_id>/findings/", workbooks.findings, name="survey_findings"),
    path("surveys/<uuid:file_id>/repair/", surveys.repair, name="survey_repair"),
    path("surveys/<uuid:file_id>/columns/<int:sheet>/", mappings.columns, name="survey_columns"),
    path("surveys/<uuid:file_id>/columns/<int:sheet>/forget/", mappings.forget, name="survey_columns_forget"),
    path("surveys/<uuid:file_id>/lookalikes/", lookalikes.lookalikes, name="survey_lookalikes"),
    path(
        "surveys/<uuid:file_id>/lookalikes/<int:answer_id>/back/",
        lookalikes.take_back,
        name="survey_answer_back",
    ),
    path("surveys/<uuid:file_id>/places/", places.places, name="survey_places"),
    path("surveys/<uuid:file_id>/places/use/", places.use, name="survey_places_use"),
    path("surveys/<uuid:file_id>/places/back/", places.take_back, name="survey_place_back"),
    path("surveys/<uuid:file_id>/places/<int:words>/", places.choose, name="survey_place"),
]

after_a_round = [
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/<int:year>/", rounds.overview, name="round"),
    path("rounds/<int:year>/entering/<str:district_id>/", rounds.enter, name="entering"),
    path("rounds/<int:year>/risen/<str:district_id>/", rounds.risen, name="risen"),
]

urlpatterns = cases + people + compass + care + on_paper + one_family + survey_files + after_a_round
