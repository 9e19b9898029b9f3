"""Which row stands behind a door: (scene, actor, own, other or missing) → what the address takes; None: there is no such door."""

NOBODYS = "00000000-0000-4000-8000-000000000000"


def by_parameters(name):
    return lambda case: getattr(case, name).pk


DOORS = {
    "household_id": by_parameters("household"),
    "member_id": by_parameters("member"),
    "officer_id": by_parameters("officer"),
    "referral_id": by_parameters("referral"),
    "obstacle_id": by_parameters("obstacle"),
    "answer_id": by_parameters("answer"),
    "likeness_id": by_parameters("likeness"),
    "merge_id": by_parameters("merge"),
    "request_id": by_parameters("step_request"),
    "remeasurement_id": by_parameters("remeasurement"),
    "adviser_id": by_parameters("adviser"),
    "question_id": by_parameters("question"),
    "hand_over_id": by_parameters("hand_over"),
    "substitute_id": by_parameters("substitute"),
    "nomination_id": by_parameters("nomination"),
    "key": by_parameters("visit"),
    "goal_id": by_parameters("goal"),
    "activity_id": by_parameters("activity"),
    "promise_id": by_parameters("promise"),
    "conflict_id": by_parameters("conflict"),
    "late_key": by_parameters("late"),
}


def household(name):
    """Another household of the case than the family's own."""

    def kwargs(scene, actor, target):
        if target == "missing":
            return {"household_id": "00000000-0000-4000-8000-000000000000"}
        if target == "other" and actor == "pranee":
            return None  # the province sees them all
        return {"household_id": getattr(scene.behind(actor, target), name).pk}

    return kwargs


def of_case(missing=987_654_321, **rows):
    """`rows`: what of the family each further argument of the address leads to; `missing`: a key that is nobody's."""

    def kwargs(scene, actor, target):
        if target == "missing":
            return {"household_id": NOBODYS, **dict.fromkeys(rows, missing)}
        if target == "other" and actor in ("pranee", "superuser"):
            return None  # they see every family, or none by this door
        case = scene.behind(actor, target)
        keys = {name: getattr(case, row).pk for name, row in rows.items()}
        return {"household_id": case.household.pk, **keys}

    return kwargs


def job(scene, actor, target):
    if target == "missing":
        return {"job_id": "00000000-0000-4000-8000-000000000000"}
    if target == "other" and actor == "pranee":
        return None  # the province sees to every job
    owner = scene.people.get(actor if target == "own" else "boon") or scene.people["somchai"]
    return {"job_id": scene.job(owner).pk}


def report(state):
    """The centre knocks at signed reports; a draft is another's door to it."""

    def kwargs(scene, actor, target):
        if target == "missing":
            return {"report_id": "00000000-0000-4000-8000-000000000000"}
        if target == "other":
            return {"report_id": scene.draft.pk} if actor == "centre" else None
        return {"report_id": getattr(scene, "signed" if actor == "centre" else state).pk}

    return kwargs


def delivery(scene, actor, target):
    found = report("signed")(scene, actor, target)
    return found and {**found, "delivery_id": scene.delivery.pk}


def file(scene, actor, target):
    if target == "missing":
        return {"file_id": "00000000-0000-4000-8000-000000000000"}
    return {"file_id": scene.survey_file.pk} if target == "own" else None


def annex(scene, actor, target):
    """Everybody who sends annexes has one in the scene."""
    if target == "missing":
        return {"annex_id": "00000000-0000-4000-8000-000000000000"}
    own = actor if actor in scene.annexes else "chief"
    other = "outsider" if own != "outsider" else "chief"
    return {"annex_id": scene.annexes[own if target == "own" else other].pk}


def of_file(name, field, missing):
    """One of the rows that hang on the scene's file."""

    def kwargs(scene, actor, target):
        found = file(scene, actor, target)
        if found is None:
            return None
        row = getattr(scene.survey_file, name).first()
        return {**found, field[0]: getattr(row, field[1]) if target == "own" else missing}

    return kwargs


def roster(scene, actor, target):
    """Everybody who sends rosters has one in the scene; it names the friend of his own district's family."""
    if target == "missing":
        return {"roster_id": "00000000-0000-4000-8000-000000000000"}
    own = {"outsider": "B"}.get(actor, "A")
    other = "A" if own == "B" else "B"
    found = scene.cases[own if target == "own" else other].rosters
    return {"roster_id": found.get(actor, found["chief" if "chief" in found else "outsider"]).pk}


def device(scene, actor):
    """Whoever is told its key may ask whether a device is welcome; it hears yes or no."""
    return [*(f"device={case.device.pk}" for case in scene.cases.values()), "device=x"]


def year(scene, actor, target):
    return {"year": {"own": 2562, "missing": 2400}[target]} if target != "other" else None


def round(scene, actor, target):
    return {"year": {"own": 2563, "missing": 2555}[target]} if target != "other" else None


def round_of_district(scene, actor, target):
    if target == "missing":
        return {"year": 2563, "district_id": "9999"}
    if target == "other" and actor in ("pranee", "importer"):
        return None  # every district is theirs
    return {"year": 2563, "district_id": scene.behind(actor, target).district}


def export(scene, actor, target):
    """Made by the actor himself, at the list that is his; another's is not there, whoever asks."""
    if target == "missing":
        return {"export_id": "00000000-0000-4000-8000-000000000000"}
    other = "outsider" if actor != "outsider" else "chief"
    return {"export_id": scene.export(actor if target == "own" and actor in scene.TAKES else other).pk}


def indicator(scene, actor, target):
    """Number 23 failed at every family, and has a reason instead of a goal."""
    if target == "missing":
        return {"household_id": "00000000-0000-4000-8000-000000000000", "number": 23}
    if target == "other" and actor == "pranee":
        return None
    return {"household_id": scene.behind(actor, target).household.pk, "number": 23}


def editions(scene, actor):
    """Of his own case every edition, and one of another district."""
    own, other = scene.behind(actor, "own").household, scene.cases["B"].household
    keys = [plan.pk for plan in [*own.plans.all(), *other.plans.all()]]
    return [f"edition={key}" for key in [*keys, "x"]]


def gap(scene, actor, target):
    """Number 2 of a phone that sent 1 and 3; another's number is no gap of the actor's."""
    case = scene.behind(actor, target)
    return {"device": case.numbering if case else "00000000-0000-4000-8000-000000000000", "number": 2}
