"""Who is who in the matrix, and the lines of each room: one for every address."""

from collections.abc import Callable
from dataclasses import dataclass

from kusiao.testing.scene import ACTORS

EVERYBODY = frozenset(ACTORS)
NOT_SIGNED_IN = frozenset({"anonymous", "disabled"})  # a session does not outlive the account
SIGNED_IN = EVERYBODY - NOT_SIGNED_IN
OFFICERS = frozenset({"somchai", "malee", "transferred"})
CHIEFS = frozenset({"chief", "outsider"})
COMMITTEES = frozenset({"chair", "other_chair"})
PROVINCE, IMPORTER, VIEWER = frozenset({"pranee"}), frozenset({"importer"}), frozenset({"viewer"})
AUDITOR, CENTRE, SUPERUSER = frozenset({"auditor"}), frozenset({"centre"}), frozenset({"superuser"})
LECTURER = frozenset({"lecturer"})
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
# Data of s. 26: the friend and the district, where a line says so.
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
    health: bool = False  # shows data of s. 26 to the friend and the district
    blind: frozenset = frozenset()  # the address is open to them, and nothing is behind it
    strict: bool = True  # PUT and DELETE are 405; allauth and the admin have ways of their own


def number(scene, actor, target):
    return {} if target == "own" else None


def districts(scene, actor):
    return ["district=4005", "district=4012", "district=9999", "district=4012&track=developable&step=1"]


CASE = {"shows": (HEAD,)}
