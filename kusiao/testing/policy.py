"""Who may knock where, and what he may hear there: written by hand, apart from officers/roles.py and officers/scope.py,
so that a slip in either of them is seen. An address without a line in kusiao/testing/lines/ fails the build."""

from kusiao.testing.lines import (
    ANNEX,
    ASKED,
    BLIND,
    CENTRE,
    CHIEFS,
    COMMITTEES,
    FILED,
    HEALTH,
    HIS_NAME,
    IDENTITY,
    IMPORTER,
    KNOCKS_EVERY_WAY,
    LECTURER,
    NOT_SIGNED_IN,
    OBSTACLES,
    OFFICERS,
    PART_4,
    PROVINCE,
    SUPERUSER,
    Line,
    committees,
    door,
    households,
    officers,
    reports,
    surveys,
)
from kusiao.testing.scene import CARERS, OWN

LINES = {
    **door.LINES, **households.LINES, **surveys.LINES, **officers.LINES, **committees.LINES, **reports.LINES,
}  # fmt: skip
ADMIN = Line(SUPERUSER, get={200, 302, 404, 405}, post={}, posted={200, 302, 403, 404, 405}, strict=False)


def line_for(name):
    return ADMIN if name.startswith("admin:") else LINES.get(name)


def unnamed_elsewhere(name):
    """The admin's own redirects and its last resort have no name to reverse; test_matrix.py knocks there by path."""
    return name.startswith("admin:?")


def methods(line, actor, target, every):
    """At one's own door everything; at another's what could tell something. Who is turned away by the gate is turned
    away before anything is looked up: those who knock every way show that whatever the method and whosever the door, the
    others knock once at each door that is there."""
    if line is ADMIN:
        return {"own": ("GET", "POST"), "missing": ("GET",) if actor in SUPERUSER else ()}.get(target, ())
    if not line.strict:
        return ("GET", "POST", "PUT")
    if turned_away(line, actor) and actor not in KNOCKS_EVERY_WAY:
        return {"own": ("GET", "POST"), "other": ("GET",)}.get(target, ())
    if target == "own":
        return every
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
    if target != "own" or (actor in BLIND | line.blind and has_doors):
        return {404} | head
    if method == "EMPTY":
        return {200, 302, 400, 409} | _statuses(line.posted)
    if method == "ASK":
        return _statuses(line.get) | {404}  # another district in the address: not there, or passed over
    return _statuses(line.posted if method == "POST" else line.get) | head


def _statuses(wanted):
    return {wanted} if isinstance(wanted, int) else set(wanted)


def must_show(line, actor, method):
    if turned_away(line, actor) or actor in BLIND | line.blind:
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
    if canary.label in HEALTH and (not line.health or actor not in OFFICERS | CHIEFS):
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
    if actor in LECTURER:
        return canary.label.startswith("officers.Question.") and canary.case in ("A", "A2")
    if actor in COMMITTEES:
        return canary.case == own and canary.label in ASKED
    if actor in IMPORTER:
        return canary.label in FILED
    if actor in CENTRE:
        return canary.label in ANNEX or (canary.label in PART_4 and canary.case == "signed")
    return actor in SUPERUSER and canary.label.startswith("officers.Officer.")
