"""The rules of the house, read off the source. Each has a planted break that it must catch."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ["households", "officers", "committees", "reports"]
# What a room may import of the project; the ground may be imported by all, and imports none of the rooms.
GROUND = {
    "kusiao.thai",
    "kusiao.thaidates",
    "kusiao.thaitext",
    "kusiao.thaiforms",
    "kusiao.collecting",
    "kusiao.prepared",
    "kusiao.fields",
    "kusiao.refusal",
    "kusiao.audit",
    "kusiao.jobs",
    "kusiao.tables",
    "kusiao.typesetting",
    "kusiao.exports",
    "kusiao.files",
    "kusiao.templatetags",
    "kusiao.charts",
    "kusiao.tilemap",
}
PERSONAL_MODELS = {
    "Household", "Member", "MemberEvent", "Survey", "SurveyFile", "Finding", "CheckedRow", "Enrolment", "Classification", "Step",
    "Likeness", "NotSame", "Merge", "MergedRow", "Split", "CardConsent", "Officer", "Posting", "Pairing", "Visit", "Invitation", "Referral", "ReferralAnswer", "Support", "ChangeAnswer",
    "RoundDecision", "LifePlan", "NoGoal", "Goal", "Activity", "AccountMonth", "Ability", "Promise",
    "Device", "Session",
    "Remeasurement", "ExitReview", "ExitAnswer", "RelapseCard", "RelapseFact",
    "Substitute", "Conflict", "HandOver", "Question",
    "StepRequest", "Outcome", "Urgency", "Nomination", "Verification", "VerifiedFact", "RankedNeed", "Strength", "Certification",
    "LateVisit", "VisitDraft", "Arrival",
}  # fmt: skip
WRITES = {
    "save",
    "create",
    "delete",
    "update",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "set",
}
MOST_LINES = 400


def sources(*parts, tests=False):
    for part in parts:
        for path in sorted((ROOT / part).rglob("*.py")):
            names = path.relative_to(ROOT).parts
            if "migrations" in names or (not tests and ("tests" in names or "testing" in names)):
                continue
            yield path


def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name, rooms):
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


def imports_going_up(room, tree):
    """The project imports of a file of `room` that its place in the house does not allow."""
    below = set(APPS[: APPS.index(room) + 1]) if room in APPS else set()
    for name in imports_of(tree):
        if within(name, APPS) and not within(name, below):
            yield name
        if within(name, ["kusiao"]) and name != "kusiao" and not within(name, GROUND):
            yield name


def test_imports_go_down():
    wrong = [f"{path.relative_to(ROOT)}: {name}" for room in APPS for path in sources(room)
             for name in imports_going_up(room, tree_of(path))]  # fmt: skip
    ground = [ROOT / f"{name.replace('.', '/')}.py" for name in GROUND]
    files = [path for path in ground if path.exists()] + list(
        sources(
            "kusiao/audit",
            "kusiao/jobs",
            "kusiao/tables",
            "kusiao/exports",
            "kusiao/templatetags",
        )
    )
    wrong += [
        f"{path.relative_to(ROOT)}: {name}"
        for path in files
        for name in imports_going_up("kusiao", tree_of(path))
    ]
    assert not wrong, "\n".join(wrong)


def unscoped_reads(tree):
    """`Model.objects` of a personal model: a view starts from request.user instead."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and node.attr in {"objects", "_default_manager"}
            and isinstance(node.value, ast.Name)
            and node.value.id in PERSONAL_MODELS
        ):
            yield f"{node.value.id}.objects, line {node.lineno}"
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"get_object_or_404", "get_list_or_404"}
            and node.args
            and isinstance(node.args[0], ast.Name)
            and node.args[0].id in PERSONAL_MODELS
        ):
            yield f"{node.func.id}({node.args[0].id}), line {node.lineno}"


def test_views_read_only_through_the_person():
    wrong = [f"{path.relative_to(ROOT)}: {read}" for app in APPS for path in sources(f"{app}/views")
             for read in unscoped_reads(tree_of(path))]  # fmt: skip
    assert not wrong, "\n".join(wrong)


def writes(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            receiver = ast.unparse(node.func.value)
            if receiver.startswith(("request.session", "form.data", "initial", "context")):
                continue
            yield f"{receiver}.{node.func.attr}(), line {node.lineno}"


def test_views_and_forms_never_write():
    wrong = [f"{path.relative_to(ROOT)}: {write}" for app in APPS for floor in ("views", "forms")
             for path in sources(f"{app}/{floor}") for write in writes(tree_of(path))]  # fmt: skip
    assert not wrong, "\n".join(wrong)


def acts(tree):
    """The public functions of an action file: those that take `by`, and those that should."""
    return [node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]


def calls(function, tree):
    """Every function name called by `function`, through the private and public functions of the same file."""
    local = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    seen, queue, names = set(), [function.name], set()
    while queue:
        name = queue.pop()
        if name in seen or name not in local:
            continue
        seen.add(name)
        for node in ast.walk(local[name]):
            if isinstance(node, ast.Call):
                called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                names.add(called)
                queue.append(called)
    return names


def unrecorded_acts(tree):
    for function in acts(tree):
        if any(argument.arg == "by" for argument in function.args.kwonlyargs) and "record" not in calls(
            function, tree
        ):
            yield f"{function.name} writes no audit event"
        elif not any(argument.arg == "by" for argument in function.args.kwonlyargs) and list(
            writes(function)
        ):
            yield f"{function.name} changes something and says not who (by=)"


def test_every_action_says_who_and_writes_it_down():
    found = [path for app in APPS for path in sources(f"{app}/actions") if path.name != "__init__.py"]
    wrong = [f"{path.relative_to(ROOT)}: {act}" for path in found for act in unrecorded_acts(tree_of(path))]
    assert not wrong, "\n".join(wrong)
    assert found


def test_no_file_is_too_long():
    long = [(str(path.relative_to(ROOT)), n) for path in sources("kusiao", *APPS, tests=True)
            if (n := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES]  # fmt: skip
    long += [(str(path.relative_to(ROOT)), n) for path in (ROOT / "templates").rglob("*.html")
             if (n := len(path.read_text(encoding="utf-8").splitlines())) > 150]  # fmt: skip
    assert not long


def test_names_that_say_nothing_are_not_used():
    vague = {
        "manager",
        "helper",
        "helpers",
        "util",
        "utils",
        "common",
        "core",
        "services",
        "handler",
        "data",
        "info",
    }
    names = [str(path.relative_to(ROOT)) for path in sources("kusiao", *APPS, tests=True)
             if vague & {*path.with_suffix("").relative_to(ROOT).parts}]  # fmt: skip
    assert not names


def test_scope_reaches_committees_by_name_only():
    tree = tree_of(ROOT / "officers" / "scope.py")
    assert not [name for name in imports_of(tree) if within(name, ["committees", "reports"])]
    text = (ROOT / "officers" / "scope.py").read_text(encoding="utf-8")
    assert 'apps.get_model("committees", "Committee")' in text


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        (lambda tree: imports_going_up("households", tree), "from officers.models import Visit"),
        (lambda tree: imports_going_up("officers", tree), "import kusiao.settings"),
        (unscoped_reads, "def view(request):\n    return Household.objects.get(pk=1)"),
        (unscoped_reads, "def view(request):\n    return get_object_or_404(Visit, pk=1)"),
        (writes, "def view(request):\n    household.save()"),
        (unrecorded_acts, "def strike_off(*, enrolment, by):\n    enrolment.save()"),
        (unrecorded_acts, "def strike_off(enrolment):\n    enrolment.save()"),
    ],
)
def test_each_rule_catches_a_planted_break(rule, broken):
    assert list(rule(ast.parse(broken)))
