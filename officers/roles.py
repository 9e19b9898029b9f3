"""One table: which role may open which address, keyed by URL name. An address without a line is a system-check error."""

from officers.models.posting import COMMITTEE, Role

OFFICER, DISTRICT, PROVINCE = Role.OFFICER, Role.DISTRICT, Role.PROVINCE
IMPORTER, VIEWER, AUDITOR, CENTRE = Role.IMPORTER, Role.VIEWER, Role.AUDITOR, Role.CENTRE

ANYONE = "anyone"  # not signed in either
SIGNED_IN = "signed in"
ADMIN = "reference tables"  # a superuser keeps reference tables and opens no case file

OPENS = {
    # the door
    "healthz": {ANYONE},
    "readyz": {ANYONE},
    "privacy": {ANYONE},
    "account_login": {ANYONE},
    "account_logout": {ANYONE},
    "account_inactive": {ANYONE},
    "account_signup": {ANYONE},  # closed: says so
    "officers:invitation_use": {ANYONE},
    "officers:device_welcome": {ANYONE},  # asked by a phone whose session is over
    "officers:account": {SIGNED_IN},
    "officers:my_devices": {SIGNED_IN},
    "mfa_authenticate": {ANYONE},  # second half of signing in
    "account_reauthenticate": {SIGNED_IN},
    "mfa_reauthenticate": {SIGNED_IN},
    "account_change_password": {SIGNED_IN},
    "mfa_index": {SIGNED_IN},
    "mfa_activate_totp": {SIGNED_IN},
    "mfa_deactivate_totp": {SIGNED_IN},
    "mfa_view_recovery_codes": {SIGNED_IN},
    "mfa_generate_recovery_codes": {SIGNED_IN},
    "mfa_download_recovery_codes": {SIGNED_IN},
    "home": {SIGNED_IN},
    "admin:*": {ADMIN},
    # the ground
    "jobs:progress": {IMPORTER, PROVINCE},
    "audit:events": {AUDITOR},
    "exports:list": {DISTRICT, PROVINCE, VIEWER, COMMITTEE},
    "exports:export": {DISTRICT, PROVINCE, VIEWER, COMMITTEE},
    "exports:file": {DISTRICT, PROVINCE, VIEWER, COMMITTEE},
    # households
    "households:case": {OFFICER, DISTRICT, PROVINCE},
    "households:list": {DISTRICT, PROVINCE},
    "households:list_export": {DISTRICT, PROVINCE},
    "households:search": {DISTRICT, PROVINCE},
    "households:edit": {OFFICER, DISTRICT},
    "households:national_id": {OFFICER, DISTRICT, PROVINCE},
    "households:member_add": {OFFICER, DISTRICT},
    "households:member_edit": {OFFICER, DISTRICT},
    "households:member_leave": {OFFICER, DISTRICT},
    "households:member_return": {OFFICER, DISTRICT},
    "households:member_head": {OFFICER, DISTRICT},
    "households:member_event_withdraw": {OFFICER, DISTRICT},
    "households:forms": {OFFICER, DISTRICT, PROVINCE},
    "households:form": {OFFICER, DISTRICT, PROVINCE},
    "households:case_form": {OFFICER, DISTRICT, PROVINCE},
    "households:folder": {OFFICER, DISTRICT},
    "households:card": {OFFICER, DISTRICT},
    "households:card_print": {OFFICER, DISTRICT},
    "households:card_revoke": {OFFICER, DISTRICT},
    "households:split": {DISTRICT, PROVINCE},
    "households:rejoin": {DISTRICT, PROVINCE},
    "households:step_move": {OFFICER, DISTRICT},
    "households:step_answer": {DISTRICT, PROVINCE},
    "households:step_withdraw": {OFFICER, DISTRICT},
    "households:approvals": {DISTRICT, PROVINCE},
    "households:reenter": {DISTRICT, PROVINCE},
    "households:classify": {DISTRICT},
    "households:relapses": {DISTRICT, PROVINCE},
    "households:relapse_dismiss": {DISTRICT, PROVINCE},
    "households:exits": {DISTRICT, PROVINCE},
    "households:exit_review": {OFFICER, DISTRICT},
    "households:assured_confirm": {DISTRICT, PROVINCE},
    "households:assured_end": {OFFICER, DISTRICT},
    "households:exit_confirm": {DISTRICT, PROVINCE},
    "households:graduate": {DISTRICT, PROVINCE},
    "households:strike_off": {DISTRICT, PROVINCE},
    "households:remeasure": {OFFICER, DISTRICT},
    "households:remeasurement_withdraw": {OFFICER, DISTRICT},
    "households:changes": {OFFICER, DISTRICT, PROVINCE},
    "households:change_answer": {OFFICER, DISTRICT},
    "households:change_settle": {DISTRICT, PROVINCE},
    "households:disputes": {DISTRICT, PROVINCE},
    "households:plans": {DISTRICT, PROVINCE},
    "households:plan": {OFFICER, DISTRICT, PROVINCE},
    "households:plan_begin": {OFFICER, DISTRICT},
    "households:plan_words": {OFFICER, DISTRICT},
    "households:plan_rank": {OFFICER, DISTRICT},
    "households:plan_sign": {OFFICER, DISTRICT},
    "households:plan_revise": {OFFICER, DISTRICT},
    "households:goal_add": {OFFICER, DISTRICT},
    "households:no_goal": {OFFICER, DISTRICT},
    "households:goal": {OFFICER, DISTRICT},
    "households:goal_state": {OFFICER, DISTRICT},
    "households:activity_add": {OFFICER, DISTRICT},
    "households:activity": {OFFICER, DISTRICT},
    "households:activity_settle": {OFFICER, DISTRICT},
    "households:account": {OFFICER, DISTRICT},
    "households:abilities": {OFFICER, DISTRICT},
    "households:promise_add": {OFFICER, DISTRICT},
    "households:promise": {OFFICER, DISTRICT},
    "households:plan_decide": {DISTRICT, PROVINCE},
    "households:likenesses": {DISTRICT, PROVINCE},
    "households:likeness": {DISTRICT, PROVINCE},
    "households:likeness_apart": {DISTRICT, PROVINCE},
    "households:merges": {DISTRICT, PROVINCE},
    "households:merge": {DISTRICT, PROVINCE},
    "households:survey_files": {IMPORTER},
    "households:survey_upload": {IMPORTER},
    "households:survey_file": {IMPORTER},
    "households:survey_confirm": {IMPORTER},
    "households:survey_cancel": {IMPORTER},
    "households:survey_recheck": {IMPORTER},
    "households:survey_call_off": {IMPORTER},
    "households:survey_undo": {IMPORTER},
    "households:survey_fields": {IMPORTER, DISTRICT, PROVINCE},
    "households:survey_fields_file": {IMPORTER, DISTRICT, PROVINCE},
    "households:survey_template": {IMPORTER},
    "households:survey_findings": {IMPORTER},
    "households:survey_repair": {IMPORTER},
    "households:survey_columns": {IMPORTER},
    "households:survey_columns_forget": {IMPORTER},
    "households:survey_lookalikes": {IMPORTER},
    "households:survey_answer_back": {IMPORTER},
    "households:survey_places": {IMPORTER},
    "households:survey_places_use": {IMPORTER},
    "households:survey_place": {IMPORTER},
    "households:survey_place_back": {IMPORTER},
    "households:rounds": {IMPORTER, DISTRICT, PROVINCE},
    "households:round": {IMPORTER, DISTRICT, PROVINCE},
    "households:entering": {IMPORTER, DISTRICT, PROVINCE},
    "households:risen": {DISTRICT, PROVINCE},
    # officers
    "officers:mine": {OFFICER},
    "officers:visit_record": {OFFICER},
    "officers:visit_saved": {OFFICER},
    "officers:pairings": {DISTRICT},
    "officers:pairings_export": {DISTRICT},
    "officers:pair": {DISTRICT},
    "officers:pairing_end": {DISTRICT},
    "officers:annexes": {DISTRICT, PROVINCE},
    "officers:annex": {DISTRICT, PROVINCE},
    "officers:annex_confirm": {DISTRICT, PROVINCE},
    "officers:people": {DISTRICT, PROVINCE},
    "officers:people_export": {DISTRICT, PROVINCE},
    "officers:person_add": {DISTRICT, PROVINCE},
    "officers:rosters": {DISTRICT, PROVINCE},
    "officers:roster": {DISTRICT, PROVINCE},
    "officers:roster_confirm": {DISTRICT, PROVINCE},
    "officers:roster_slips": {DISTRICT, PROVINCE},
    "officers:slips": {DISTRICT, PROVINCE},
    "officers:person_devices": {DISTRICT, PROVINCE},
    "officers:invitation_slip": {DISTRICT, PROVINCE, ADMIN},
    # committees
    "committees:list": {SIGNED_IN},
    "committees:desk": {COMMITTEE},
    "committees:desk_export": {COMMITTEE},
    "committees:referral": {COMMITTEE},
    "committees:referral_ask": {OFFICER, DISTRICT},
    "committees:referral_confirm": {OFFICER, DISTRICT},
    "committees:obstacles": {OFFICER, DISTRICT, PROVINCE, COMMITTEE},
    "committees:obstacle_raise": {OFFICER, DISTRICT, COMMITTEE},
    "committees:obstacle_answer": {PROVINCE},
    # reports
    "reports:dashboard": {DISTRICT, PROVINCE, VIEWER},
    "reports:dashboard_export": {DISTRICT, PROVINCE, VIEWER},
    "reports:number_export": {DISTRICT, PROVINCE},
    "reports:number": {DISTRICT, PROVINCE},
    "reports:silent": {DISTRICT, PROVINCE},
    "reports:field_day": {DISTRICT, PROVINCE},
    "reports:relapse_test": {PROVINCE},
    "reports:flow": {DISTRICT, PROVINCE, VIEWER},
    "reports:flow_list": {DISTRICT, PROVINCE},
    "reports:flow_indicators": {DISTRICT, PROVINCE, VIEWER},
    "reports:flow_indicator": {DISTRICT, PROVINCE},
    "reports:list": {PROVINCE, CENTRE},
    "reports:report": {PROVINCE, CENTRE},
    "reports:edit": {PROVINCE},
    "reports:make": {PROVINCE},
    "reports:check": {PROVINCE},
    "reports:sign": {PROVINCE},
    "reports:correct": {PROVINCE},
    "reports:send_again": {PROVINCE},
    "reports:paper": {PROVINCE, CENTRE},
    "reports:acknowledge": {CENTRE},
}


def rule_for(view_name):
    """The set of roles for a URL name, or None where the table has no line."""
    if view_name.startswith("admin:"):
        return OPENS["admin:*"]
    return OPENS.get(view_name)


def may_open(person, view_name):
    """`person` may be anonymous (None)."""
    rule = rule_for(view_name) or frozenset()
    if ANYONE in rule:
        return True
    if person is None or not person.is_active:
        return False
    if ADMIN in rule and person.is_superuser:
        return True
    return SIGNED_IN in rule or bool(rule & person.roles)
