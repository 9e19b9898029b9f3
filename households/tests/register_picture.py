"""What stands in the register, read off row by row and told in the words of the preview: an independent witness of what an
import did."""

from households.models import Household

_PLAIN = {"house_no": "house_number", "house_code": "house_code", "phone": "phone", "latitude": "latitude", "longitude": "longitude"}  # fmt: skip
_SURVEY = {
    "members": "members_count", "average": "income_per_person_year", "failing": "failing_persons",
    **{
        name: name for name in (
            "income_main", "income_second", "income_other", "income_own_produce", "income_total", "expenses", "debt_formal",
            "debt_fund", "debt_informal", "happiness", "results", "causes", "note",
        )
    },
}  # fmt: skip
_PERSON = "title first_name last_name sex relation occupation education welfare_card".split()
_HEALTH = ("body_state", "can_help_self")
_OF_THE_HEAD = (*_PERSON[:3], "national_id")


def picture(year):
    """{household: (facts of the household, {member: facts})}"""
    rows = Household.objects.select_related("village").prefetch_related(
        "members", "surveys", "classifications"
    )
    return {row.pk: (_household(row, year), {one.pk: _person(one) for one in _living(row)}) for row in rows}


def _living(household):
    return [member for member in household.members.all() if member.left_on is None]


def _household(household, year):
    facts = {name: getattr(household, column) for name, column in _PLAIN.items()}
    facts |= {"moo": household.village.moo, "subdistrict": household.village.subdistrict_id}
    head = next((member for member in _living(household) if member.is_head), None)
    if head:
        facts |= {name: getattr(head, name) for name in _PERSON[:3]} | {"national_id": head.national_id_index}
    survey = next((one for one in household.surveys.all() if one.round_id == year), None)
    facts["survey"] = "new" if survey else None
    facts |= {f"survey.{name}": getattr(survey, column) for name, column in _SURVEY.items()} if survey else {}
    open_class = next((one for one in household.classifications.all() if one.ended_on is None), None)
    return facts | {"class": open_class.track if open_class else ""}


def _person(member):
    facts = {name: getattr(member, name) for name in (*_PERSON, *_HEALTH)}
    birth = (member.birth_date, member.birth_precision) if member.birth_date else None
    return facts | {"birth": birth, "national_id": member.national_id_index, "is_head": member.is_head}


def changes(before, after):
    """[[field, value then, value now]] of one household, as the preview tells them; of an id only whether there is one. That
    another head has none needs no telling."""
    then, now = before[0], after[0]
    if _another_head(before, after):
        now = {name: value for name, value in now.items() if name not in _OF_THE_HEAD or value}
    if then["survey"] != now["survey"]:
        now = {name: value for name, value in now.items() if not name.startswith("survey.")}
    differing = [
        [name, then.get(name), value] for name, value in now.items() if name in then and then[name] != value
    ]
    return [
        [name, bool(old), bool(new)] if name == "national_id" else [name, old, new]
        for name, old, new in differing
    ]


def _another_head(before, after):
    """Another person leads the household: told as its head's other name or id."""
    then, now = (
        {key for key, facts in people.items() if facts["is_head"]} for _own, people in (before, after)
    )
    return then != now and any(before[0].get(name) != after[0].get(name) for name in _OF_THE_HEAD)


def implied(before, after):
    """A household told in one row says by its head's other name that somebody new leads it; a sheet of people names him too."""
    new = [facts for key, facts in after[1].items() if facts["is_head"] and key not in before[1]]
    return {f"person|{_who(one)}" for one in new if _another_head(before, after)}


def _who(facts):
    return f"{facts['first_name']} {facts['last_name']}".strip()


def people_changes(before, after):
    """{field|who}, those of the head's name aside, which are the household's; of health only that it is another."""
    found = set()
    for key, now in after[1].items():
        then, who = before[1].get(key), _who(now)
        if then is None:
            found.add(f"person|{who}")
            continue
        differing = {name for name, value in now.items() if then[name] != value}
        if _another_head(before, after):
            differing.discard("is_head")
        if now["is_head"]:
            differing -= {"title", "first_name", "last_name", "national_id"}
        found |= {f"{'health' if name in _HEALTH else name}|{who}" for name in differing}
    return found
