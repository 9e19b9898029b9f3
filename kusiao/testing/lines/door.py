"""The door and the ground."""

from kusiao.testing import doors
from kusiao.testing.bodies import BODIES
from kusiao.testing.lines import AUDITOR, EVERYBODY, EXPORTERS, IMPORTER, PROVINCE, SIGNED_IN, Line

LINES = {
    "healthz": Line(EVERYBODY),
    "readyz": Line(EVERYBODY, get={200, 503}),
    "privacy": Line(EVERYBODY, strict=False),
    "service_worker": Line(EVERYBODY),
    "manifest": Line(EVERYBODY),
    "officers:phone": Line(EVERYBODY),
    "home": Line(SIGNED_IN, get={200, 302}, strict=False),
    "account_login": Line(EVERYBODY, get={200, 302}, post=BODIES["login"], posted={200, 302}, strict=False),
    "account_logout": Line(EVERYBODY, get={200, 302}, post={}, posted=302, strict=False),
    "account_inactive": Line(EVERYBODY, strict=False),
    "account_signup": Line(EVERYBODY, get={200, 302}, post=BODIES["signup"], posted={200, 302}, strict=False),
    "account_reauthenticate": Line(SIGNED_IN, get={200, 302}, post=BODIES["password"], posted={200, 302}, strict=False),
    "account_change_password": Line(SIGNED_IN, get={200, 302}, post=BODIES["password"], posted={200, 302}, strict=False),
    "mfa_authenticate": Line(EVERYBODY, get={200, 302}, post={"code": "123456"}, posted={200, 302}, strict=False),
    **{
        name: Line(SIGNED_IN, get={200, 302, 404}, post={"code": "123456"}, posted={200, 302, 404, 405}, strict=False)
        for name in (
            "mfa_reauthenticate", "mfa_index", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
        )
    },
    "officers:invitation_use": Line(EVERYBODY, post=BODIES["invitation"], posted=200),
    # the ground
    "jobs:progress": Line(IMPORTER | PROVINCE, kwargs=doors.job, post={}),
    "audit:events": Line(AUDITOR, asks=lambda scene, actor: ["actor=somchai", "verb=report.drafted"]),
    "exports:list": Line(EXPORTERS),
    "exports:export": Line(EXPORTERS, kwargs=doors.export),
    "exports:file": Line(EXPORTERS, kwargs=doors.export),
}  # fmt: skip
