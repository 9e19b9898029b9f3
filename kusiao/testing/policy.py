"""Who may knock where, and what he may hear there: written by hand, apart from officers/roles.py and officers/scope.py,
so that a slip in either of them is seen. An address without a line here fails the build."""

from collections.abc import Callable
from dataclasses import dataclass

from kusiao.testing.bodies import BODIES
from kusiao.testing.doors import annex as _annex
from kusiao.testing.doors import delivery as _delivery
from kusiao.testing.doors import export as _export
from kusiao.testing.doors import file as _file
from kusiao.testing.doors import job as _job
from kusiao.testing.doors import of_file as _of_file
from kusiao.testing.doors import report as _report
from kusiao.testing.doors import round as _round
from kusiao.testing.doors import round_of_district as _round_of_district
from kusiao.testing.doors import year as _year
from kusiao.testing.scene import ACTORS, CARERS, OWN
from reports.figures.numbers import LISTS

EVERYBODY = frozenset(ACTORS)
NOT_SIGNED_IN = frozenset({"anonymous", "disabled"})  # a session does not outlive the account
SIGNED_IN = EVERYBODY - NOT_SIGNED_IN
OFFICERS = frozenset({"somchai", "malee", "transferred"})
CHIEFS = frozenset({"chief", "outsider"})
COMMITTEES = frozenset({"chair", "other_chair"})
PROVINCE, IMPORTER, VIEWER = frozenset({"pranee"}), frozenset({"importer"}), frozenset({"viewer"})
AUDITOR, CENTRE, SUPERUSER = frozenset({"auditor"}), frozenset({"centre"}), frozenset({"superuser"})
EXPORTERS = CHIEFS | PROVINCE | VIEWER | COMMITTEES
KNOCKS_EVERY_WAY = frozenset({"anonymous", "unposted"})
# He has the role, now in a district where he cares for nobody yet.
BLIND = frozenset({"transferred"})

HEAD = "households.Household.head_name"
MEMBER = "households.Member.first_name"
FRIEND = "officers.Officer.first_name"
HIS_NAME = frozenset({FRIEND, "officers.Officer.last_name"})
IDENTITY = frozenset({"households.Member.national_id", "households.Member.national_id_index"})
# About the programme in a district, for all who work there; of a committee, for those who sit in it.
OBSTACLES = {
    "somchai": "A", "malee": "A", "chief": "A", "chair": "A", "outsider": "B", "transferred": "B", "other_chair": "B",
}  # fmt: skip
# Data of s. 26: the friend and the district, on the case file itself.
HEALTH = frozenset({"households.Member.body_state", "households.Member.can_help_self"})
ASKED = frozenset(
    {
        HEAD, "households.Household.house_number", "committees.Referral.text", "committees.ReferralAnswer.text",
        "committees.Support.what", "committees.Support.baht", "officers.Officer.phone", *HIS_NAME,
    }
)  # fmt: skip
FILED = frozenset(
    {
        HEAD, "households.Household.house_number", "households.RoundDecision.reason", "households.Finding.value", "households.Finding.message",
        "households.CheckedRow.head_name", "households.CheckedRow.place", "households.CheckedRow.differences",
        "households.RowSuspect.head_name", "households.RowSuspect.place",
        "households.SheetHead.top",
        "households.Unplaced.district_words", "households.Unplaced.subdistrict_words", "households.Unplaced.code",
        "households.FilePlace.district_words", "households.FilePlace.subdistrict_words", "households.FilePlace.code",
    }
)  # fmt: skip


# The report's annex has a row for every household: no id, health, disability or debt.
ANNEX = frozenset(
    {HEAD, "households.Household.house_number", "households.Survey.income_per_person_year", *HIS_NAME}
)
PART_4 = frozenset({"reports.Report.problems", "reports.Report.proposals"})


@dataclass(frozen=True)
class Line:
    """`get`, `posted`: the statuses at one's own door; None: the method is not for this address. `shows`: what of his
    own case a GET must show. `tells`: the same of a plausible POST. `reveals`: what only that POST may tell."""

    may: frozenset
    get: int | set | None = 200
    post: Callable | dict | None = None
    posted: int | set = 302
    shows: tuple = ()
    tells: tuple = ()
    reveals: tuple = ()
    kwargs: Callable | None = None
    variants: tuple = ({},)  # further arguments of the address, each tried
    asks: Callable | None = None  # (scene, actor) → query strings to try besides the bare address
    strict: bool = True  # PUT and DELETE are 405; allauth and the admin have ways of their own


def _number(scene, actor, target):
    return {} if target == "own" else None


def _districts(scene, actor):
    return ["district=4005", "district=4012", "district=9999", "district=4012&track=developable&step=1"]


CASE = {"shows": (HEAD,)}
DOOR = {"get": {200, 302}, "posted": {200, 302}, "strict": False}
LINES = {
    # the door
    "healthz": Line(EVERYBODY),
    "readyz": Line(EVERYBODY, get={200, 503}),
    "privacy": Line(EVERYBODY, strict=False),
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
    "jobs:progress": Line(IMPORTER | PROVINCE, kwargs=_job, post={}),
    "audit:events": Line(AUDITOR, asks=lambda scene, actor: ["actor=somchai", "verb=report.drafted"]),
    "exports:list": Line(EXPORTERS),
    "exports:export": Line(EXPORTERS, kwargs=_export),
    "exports:file": Line(EXPORTERS, kwargs=_export),
    # households
    "households:case": Line(OFFICERS | CHIEFS | PROVINCE, shows=(HEAD, MEMBER, "officers.Visit.done", FRIEND)),
    "households:list": Line(CHIEFS | PROVINCE, asks=_districts, **CASE),
    "households:list_export": Line(CHIEFS | PROVINCE, post=BODIES["export"], asks=_districts),
    "households:search": Line(CHIEFS | PROVINCE, post=BODIES["search"], posted=200, tells=(HEAD,)),
    "households:edit": Line(OFFICERS | CHIEFS, post=BODIES["edit"], **CASE),
    "households:national_id": Line(
        OFFICERS | CHIEFS | PROVINCE, post=BODIES["purpose"], posted=200, reveals=("households.Member.national_id",),
        shows=(MEMBER,),
    ),
    "households:step_move": Line(OFFICERS | CHIEFS, post=BODIES["step"], posted={200, 302}, **CASE),
    "households:classify": Line(CHIEFS, post=BODIES["track"], **CASE),
    "households:exit_confirm": Line(CHIEFS | PROVINCE, post={"sure": "1"}, posted={200, 302}, **CASE),
    "households:graduate": Line(CHIEFS | PROVINCE, post={"sure": "1"}, posted={200, 302}, **CASE),
    "households:strike_off": Line(CHIEFS, post=BODIES["strike_off"], **CASE),
    "households:changes": Line(
        OFFICERS | CHIEFS | PROVINCE, asks=lambda scene, actor: ["before=2563&after=2562", "before=1&after=x"],
        shows=(HEAD, "households.ChangeAnswer.words", "households.Survey.income_per_person_year"),
    ),
    "households:change_answer": Line(OFFICERS | CHIEFS, post=BODIES["answer"], posted={200, 302}, **CASE),
    "households:change_settle": Line(CHIEFS | PROVINCE, post=BODIES["settle"], **CASE),
    "households:disputes": Line(
        CHIEFS | PROVINCE, asks=lambda scene, actor: ["show=overdue"], shows=(HEAD, "households.ChangeAnswer.words")
    ),
    "households:likenesses": Line(
        CHIEFS | PROVINCE, post={}, asks=lambda scene, actor: ["district=4005", "district=4012", "sign=renumbered"], **CASE
    ),
    "households:likeness": Line(CHIEFS | PROVINCE, post=BODIES["merge"], posted={200, 302}, **CASE),
    "households:likeness_apart": Line(
        CHIEFS | PROVINCE, get=None, post={"apart-reason": "คนละคน"}, posted={200, 302}
    ),
    "households:merges": Line(CHIEFS | PROVINCE, **CASE),
    "households:merge": Line(CHIEFS | PROVINCE, post={"reason": "ผิดบ้าน"}, posted={200, 302}, **CASE),
    "households:survey_files": Line(IMPORTER),
    "households:survey_upload": Line(IMPORTER, post=BODIES["file"]),
    "households:survey_file": Line(
        IMPORTER, kwargs=_file, asks=lambda scene, actor: ["show=changed", "show=warn&cause=income", "show=new"],
        shows=("households.Finding.message",),
    ),
    "households:survey_confirm": Line(IMPORTER, get=None, kwargs=_file, post={}, posted={200, 302}),
    "households:survey_recheck": Line(IMPORTER, get=None, kwargs=_file, post={"year": "2562"}),
    "households:survey_cancel": Line(IMPORTER, get=None, kwargs=_file, post={}),
    "households:survey_call_off": Line(IMPORTER, get=None, kwargs=_file, post={}),
    "households:survey_undo": Line(IMPORTER, kwargs=_file, post={}),
    "households:survey_fields": Line(IMPORTER | CHIEFS | PROVINCE),
    "households:survey_fields_file": Line(
        IMPORTER | CHIEFS | PROVINCE, kwargs=_number, variants=({"form": "csv"}, {"form": "xlsx"})
    ),
    "households:survey_template": Line(IMPORTER, kwargs=_year),
    "households:survey_findings": Line(IMPORTER, kwargs=_file),
    "households:survey_repair": Line(IMPORTER, get=None, kwargs=_file, post={"repair": "yes"}),
    "households:survey_columns": Line(
        IMPORTER, kwargs=_of_file("heads", ("sheet", "order"), 987), post=BODIES["mapping"], posted={200, 302},
        asks=lambda scene, actor: ["header=1", "header=2&two=1", "header=99", "header=x"], shows=("households.SheetHead.top",),
    ),
    "households:survey_columns_forget": Line(
        IMPORTER, get=None, kwargs=_of_file("heads", ("sheet", "order"), 987), post={}, posted=404
    ),
    "households:survey_lookalikes": Line(
        IMPORTER, kwargs=_file, post={}, posted={200, 302}, shows=("households.RowSuspect.head_name",)
    ),
    "households:survey_answer_back": Line(
        IMPORTER, get=None, kwargs=_of_file("answers", ("answer_id", "pk"), 987_654), post={}
    ),
    "households:survey_places": Line(
        IMPORTER, kwargs=_file, shows=("households.Unplaced.code", "households.FilePlace.district_words")
    ),
    "households:survey_places_use": Line(IMPORTER, get=None, kwargs=_file, post={}),
    "households:survey_place": Line(
        IMPORTER, kwargs=_of_file("unplaced", ("words", "pk"), 987_654), post=BODIES["place"], posted=200,
        asks=lambda scene, actor: ["district=4005", "district=9999"], shows=("households.Unplaced.subdistrict_words",),
    ),
    "households:survey_place_back": Line(IMPORTER, get=None, kwargs=_file, post={"file": "0"}, posted=404),
    "households:rounds": Line(IMPORTER | CHIEFS | PROVINCE),
    "households:round": Line(
        IMPORTER | CHIEFS | PROVINCE, kwargs=_round, post={"districts": ["4005:1", "4012:1"]}, posted={200, 302}
    ),
    "households:entering": Line(
        IMPORTER | CHIEFS | PROVINCE, kwargs=_round_of_district, asks=lambda scene, actor: ["show=left_out"],
        post=BODIES["entering"], posted={200, 302}, **CASE,
    ),
    "households:risen": Line(
        CHIEFS | PROVINCE, kwargs=_round_of_district, asks=lambda scene, actor: ["show=kept"],
        post=BODIES["risen"], posted={200, 302}, **CASE,
    ),
    # committees
    "committees:list": Line(SIGNED_IN),
    "committees:desk": Line(COMMITTEES, **CASE),
    "committees:desk_export": Line(COMMITTEES, post=BODIES["export"]),
    "committees:referral": Line(
        COMMITTEES, post={"act": "accept", "text": "รับจะช่วย"}, posted={302, 409}, shows=(HEAD, "committees.Referral.text")
    ),
    "committees:referral_ask": Line(OFFICERS | CHIEFS, post=BODIES["ask"], **CASE),
    "committees:referral_confirm": Line(OFFICERS | CHIEFS, post={"text": ""}, posted={302, 409}, **CASE),
    "committees:obstacles": Line(OFFICERS | CHIEFS | PROVINCE | COMMITTEES, shows=("committees.Obstacle.text",)),
    "committees:obstacle_raise": Line(OFFICERS | CHIEFS | COMMITTEES, post=BODIES["obstacle"], posted={200, 302}),
    "committees:obstacle_answer": Line(PROVINCE, post={"answer": "จะเสนอของบ"}, shows=("committees.Obstacle.text",)),
    # officers
    "officers:mine": Line(OFFICERS, **CASE),
    "officers:visit_record": Line(OFFICERS, post=BODIES["visit"], **CASE),
    "officers:visit_saved": Line(OFFICERS, **CASE),
    "officers:pairings": Line(CHIEFS, **CASE),
    "officers:pairings_export": Line(CHIEFS, post=BODIES["export"]),
    "officers:pair": Line(CHIEFS, post=BODIES["pair"], posted=200, **CASE),
    "officers:pairing_end": Line(CHIEFS, post=BODIES["reason"], **CASE),
    "officers:annexes": Line(CHIEFS | PROVINCE, post=BODIES["annex"]),
    "officers:annex": Line(CHIEFS | PROVINCE, kwargs=_annex, shows=(FRIEND,)),
    "officers:annex_confirm": Line(CHIEFS | PROVINCE, get=None, kwargs=_annex, post={"seen": "x"}, posted=200),
    "officers:people": Line(CHIEFS | PROVINCE, shows=(FRIEND,), asks=_districts),
    "officers:people_export": Line(CHIEFS | PROVINCE, post=BODIES["export"], asks=_districts),
    "officers:person_add": Line(CHIEFS | PROVINCE, post=BODIES["person"]),
    "officers:invitation_slip": Line(CHIEFS | PROVINCE | SUPERUSER, post={}, posted=200, shows=(FRIEND,)),
    # reports
    "reports:dashboard": Line(CHIEFS | PROVINCE | VIEWER, asks=_districts),
    "reports:dashboard_export": Line(CHIEFS | PROVINCE | VIEWER, post=BODIES["export"], asks=_districts),
    "reports:number_export": Line(
        CHIEFS | PROVINCE, kwargs=_number, asks=_districts, post=BODIES["export"], posted={200, 302},
        variants=tuple({"name": name} for name in LISTS),
    ),
    "reports:number": Line(
        CHIEFS | PROVINCE, kwargs=_number, asks=_districts, variants=tuple({"name": name} for name in LISTS)
    ),
    "reports:flow": Line(CHIEFS | PROVINCE | VIEWER, asks=_districts),
    "reports:flow_list": Line(
        CHIEFS | PROVINCE, kwargs=_number, asks=_districts, variants=({"name": "all"}, {"name": "above"}), **CASE
    ),
    "reports:flow_indicators": Line(CHIEFS | PROVINCE | VIEWER, asks=_districts),
    "reports:flow_indicator": Line(
        CHIEFS | PROVINCE, kwargs=_number, asks=_districts, variants=({"number": 1, "bucket": "kept"},), **CASE
    ),
    "reports:list": Line(PROVINCE | CENTRE),
    "reports:make": Line(PROVINCE, get=None, post=BODIES["month"]),
    "reports:report": Line(PROVINCE | CENTRE, kwargs=_report("draft")),
    "reports:edit": Line(PROVINCE, kwargs=_report("draft"), post=BODIES["part_4"]),
    "reports:check": Line(PROVINCE, get=None, kwargs=_report("draft"), post=BODIES["version"]),
    "reports:sign": Line(PROVINCE, get=302, kwargs=_report("draft"), post=BODIES["version"]),
    "reports:correct": Line(PROVINCE, get=None, kwargs=_report("signed"), post={}),
    "reports:send_again": Line(PROVINCE, get=None, kwargs=_delivery, post={}),
    "reports:acknowledge": Line(CENTRE, get=None, kwargs=_delivery, post={}),
    "reports:paper": Line(
        PROVINCE | CENTRE, kwargs=_report("signed"), variants=({"form": "pdf"}, {"form": "xlsx"}, {"form": "scan"})
    ),
}  # fmt: skip
ADMIN = Line(SUPERUSER, get={200, 302, 404, 405}, post={}, posted={200, 302, 403, 404, 405}, strict=False)


def line_for(name):
    return ADMIN if name.startswith("admin:") else LINES.get(name)


def unnamed_elsewhere(name):
    """The admin's own redirects and its last resort have no name to reverse; test_matrix.py knocks there by path."""
    return name.startswith("admin:?")


def methods(line, actor, target, every):
    """At one's own door everything; at another's what could tell something. Who is turned away by the gate is turned
    away before anything is looked up, so he knocks less at doors that he could not tell apart anyway."""
    if line is ADMIN:
        return {"own": ("GET", "POST"), "missing": ("GET",) if actor in SUPERUSER else ()}.get(target, ())
    if not line.strict:
        return ("GET", "POST", "PUT")
    if target == "own":
        return (
            every if actor in KNOCKS_EVERY_WAY or not turned_away(line, actor) else ("GET", "POST", "DELETE")
        )
    return ("GET",) if turned_away(line, actor) else ("GET", "HEAD", "POST", "PUT")


def sees_everything(actor):
    return actor in PROVINCE | SUPERUSER


def turned_away(line, actor):
    return actor not in line.may


def expected(line, actor, method, target, has_doors):
    if turned_away(line, actor):
        return {302} if actor in NOT_SIGNED_IN else {403}
    if line.strict and method in ("PUT", "DELETE"):
        return {405}
    if line.strict and method == "OPTIONS":
        return {200, 405}
    if not line.strict and method not in ("GET", "HEAD", "POST"):
        return {200, 302, 400, 404, 405}
    taken = line.post is not None if method in ("POST", "EMPTY") else line.get is not None
    if not taken:
        return {405} if line.strict else {200, 302, 405}
    # Views say which methods they take before they look for the row; HEAD is not among them everywhere.
    head = {405} if method == "HEAD" else set()
    if line is ADMIN:
        return _statuses(line.get) | _statuses(line.posted)
    if target != "own" or (actor in BLIND and has_doors):
        return {404} | head
    if method == "EMPTY":
        return {200, 302, 400, 409} | _statuses(line.posted)
    if method == "ASK":
        return _statuses(line.get) | {404}  # another district in the address: not there, or passed over
    return _statuses(line.posted if method == "POST" else line.get) | head


def _statuses(wanted):
    return {wanted} if isinstance(wanted, int) else set(wanted)


def must_show(line, actor, method):
    if turned_away(line, actor) or actor in BLIND:
        return set()
    if method == "POST":
        return set(line.tells) | set(line.reveals)
    return set(line.shows) if method == "GET" else set()


def case_of(actor, label):
    """Whose marks he must be shown where a line says that he is shown this."""
    return (OBSTACLES if label.startswith("committees.Obstacle.") else OWN).get(actor, "A")


def may_hear(actor, line, canary, method, target, scene):
    """What of whose case this person may be told; a full id only where he asked for it with his reason."""
    own = OWN.get(actor, "A")
    if canary.label in HIS_NAME and canary.case == CARERS.get(actor):
        return True  # the head of every page says who is signed in
    if turned_away(line, actor):
        return False
    if canary.label in IDENTITY:
        revealed = canary.label in line.reveals and method == "POST" and target == "own"
        return revealed and canary.case == own
    if canary.label in HEALTH and (line is not LINES["households:case"] or actor not in OFFICERS | CHIEFS):
        return False
    if canary.label == "exports.Export.purpose":
        return canary.case == f"export of {actor}"
    if actor in PROVINCE:
        return True
    if canary.label.startswith("committees.Obstacle."):
        return canary.case == OBSTACLES.get(actor)
    if actor == "chief":
        return canary.case in ("A", "A2")
    if actor in ("somchai", "malee", "outsider"):
        return canary.case == own
    if actor in COMMITTEES:
        return canary.case == own and canary.label in ASKED
    if actor in IMPORTER:
        return canary.label in FILED
    if actor in CENTRE:
        return canary.label in ANNEX or (canary.label in PART_4 and canary.case == "signed")
    return actor in SUPERUSER and canary.label.startswith("officers.Officer.")
