"""Which rows may this person see? Everything personal starts here. No posting, or switched off: nothing.

Read from the database each time: a posting that ended this morning shows nothing this morning."""

import hashlib

from django.apps import apps
from django.db.models import CharField, Value

from households.models import District, Household, Subdistrict
from kusiao.prepared import Prepared
from kusiao.thai import today
from officers.friendship import befriended_by
from officers.models.adviser import ADVISER, Adviser, Question
from officers.models.posting import COMMITTEE, Posting, Role


def _seats(officer, day):
    # Seats are known above this room; they are reached by their name. Who advises a subdistrict stands among them:
    # every page pays for these questions.
    seats = apps.get_model("committees", "Seat").objects.active(day).filter(officer=officer)
    advises = Adviser.objects.active(day).filter(officer=officer).annotate(kind=Value(ADVISER, CharField()))
    return (
        seats.order_by()
        .values_list("pk", "committee__kind")
        .union(advises.order_by().values_list("pk", "kind"))
    )


def _postings(officer, day):
    return Posting.objects.active(day).filter(officer=officer).order_by("pk").values_list("pk", "role")


SEATS, POSTINGS = Prepared(_seats), Prepared(_postings)


def held_by(person):
    """([(posting, its role)], [(seat, the kind of its committee)] with what he advises) in force today."""
    day = today()
    return POSTINGS.rows(person.pk, day), sorted(SEATS.rows(person.pk, day))


def roles_of(person):
    if not person.is_active:
        return frozenset()
    postings, seats = person.held
    roles = {role for _pk, role in postings}
    if any(kind == "sub" for _pk, kind in seats):
        roles.add(COMMITTEE)
    if any(kind == ADVISER for _pk, kind in seats):
        roles.add(ADVISER)
    return frozenset(roles)


def standing_of(person):
    """Another one as soon as a posting or a seat begins or ends."""
    told = [
        ("posting", *(pk for pk, _role in person.held[0])),
        ("seat", *person.held[1]),
    ]
    return hashlib.sha256(repr((person.is_active, told)).encode()).hexdigest()


def _own_districts(person):
    return person.postings.active().filter(role=Role.DISTRICT).values("district_id")


def households_of(person):
    """An import administrator sees what his files found (survey_files_of), and no case file by that."""
    return Household.objects.standing() if Role.PROVINCE in person.roles else cared_for_by(person)


def cared_for_by(person):
    """Whom he knows at home: his own as their friend, and those of the districts he coordinates."""
    seen = Household.objects.none()
    if Role.DISTRICT in person.roles:
        seen = seen | Household.objects.standing().in_districts(_own_districts(person))
    if Role.OFFICER in person.roles:
        seen = seen | Household.objects.standing().filter(befriended_by(person))
    return seen


def hand_overs_of(person):
    rows = apps.get_model("officers", "HandOver").objects
    return rows.filter(pairing__household__in=cared_for_by(person).order_by().values("pk"))


def coordinated_by(person):
    """For whom he decides as the office: a friend who coordinates elsewhere is here a friend only."""
    if Role.PROVINCE in person.roles:
        return Household.objects.standing()
    if Role.DISTRICT not in person.roles:
        return Household.objects.none()
    return Household.objects.standing().in_districts(_own_districts(person))


def likenesses_of(person):
    """Pairs for both of which he decides: one that reaches into another district is the province's."""
    own = coordinated_by(person).order_by().values("pk")
    pairs = apps.get_model("households", "Likeness").objects.proposed()
    return pairs.filter(first__in=own, second__in=own)


def merges_of(person):
    """Merges of two files that lay in his districts; a file that went stands in no register, so it goes by place."""
    merges = apps.get_model("households", "Merge").objects
    if Role.PROVINCE in person.roles:
        return merges.all()
    if Role.DISTRICT not in person.roles:
        return merges.none()
    place = "village__subdistrict__district__in"
    own = _own_districts(person)
    return merges.filter(**{f"kept__{place}": own, f"gone__{place}": own})


def nominations_of(person):
    """His own, and those about places where he coordinates: the province of all."""
    rows = apps.get_model("households", "Nomination").objects
    if Role.PROVINCE in person.roles:
        return rows.all()
    seen = rows.none()
    if person.roles & {Role.OFFICER, Role.DISTRICT}:
        seen = seen | rows.filter(nominated_by=person)
    if Role.DISTRICT in person.roles:
        seen = seen | rows.filter(subdistrict__district__in=_own_districts(person))
    return seen


def nominating_districts_of(person):
    """Where he works among the families: there he may know one that the survey missed."""
    posted = person.postings.active().filter(role__in=[Role.OFFICER, Role.DISTRICT])
    return (
        District.objects.filter(pk__in=posted.values("district_id"))
        if person.roles
        else District.objects.none()
    )


def conflicts_of(person):
    """What is told of himself, and of the officers whom he coordinates."""
    rows = apps.get_model("officers", "Conflict").objects.standing()
    seen = rows.filter(officer=person, declared_by=person)
    if Role.DISTRICT in person.roles:
        seen = seen | rows.filter(household__in=coordinated_by(person).order_by().values("pk"))
        seen = seen | rows.filter(household=None, officer__in=people_of(person).order_by().values("pk"))
    return seen


def visits_seen_by(person):
    return apps.get_model("officers", "Visit").objects.filter(household__in=households_of(person))


def late_visits_before(person):
    """What came late about families for whom he decides: never to be looked at by the one who sent it."""
    late = apps.get_model("officers", "LateVisit").objects
    return late.filter(household__in=coordinated_by(person)).exclude(officer=person)


def enrolling_of(person):
    """Of whom he says that they enter the register after a survey: the import administrator of all, as he imports all."""
    return Household.objects.standing() if Role.IMPORTER in person.roles else coordinated_by(person)


def enrolling_districts_of(person):
    return District.objects.all() if Role.IMPORTER in person.roles else staffed_by(person)


def districts_of(person):
    if person.roles & {Role.PROVINCE, Role.VIEWER}:
        return District.objects.all()
    return District.objects.filter(pk__in=_own_districts(person)) if person.roles else District.objects.none()


def committees_of(person):
    committees = apps.get_model("committees", "Committee").objects
    if COMMITTEE not in person.roles:
        return committees.none()
    return committees.filter(kind="sub", pk__in=person.seats.active().values("committee_id"))


def survey_files_of(person):
    files = apps.get_model("households", "SurveyFile").objects
    return files.all() if Role.IMPORTER in person.roles else files.none()


def staffed_by(person):
    """The districts in which this person may add people: his own, all of them for the province."""
    if Role.PROVINCE in person.roles:
        return District.objects.all()
    return District.objects.filter(pk__in=_own_districts(person)) if person.roles else District.objects.none()


def people_of(person):
    """A superuser and the province look after every account, a coordinator after those who work in his district."""
    people = apps.get_model("officers", "Officer").objects
    if person.is_active and (person.is_superuser or Role.PROVINCE in person.roles):
        return people.all()
    if Role.DISTRICT not in person.roles:
        return people.none()
    posted = Posting.objects.filter(district__in=_own_districts(person)).not_ended()
    return people.filter(pk__in=posted.values("officer_id"))


# --- 1 อาจารย์ 1 ตำบล: he reads totals and questions; standing and roles say so, no household comes of it ---------------


def subdistricts_advised_by(person):
    """By name in Thai order."""
    if ADVISER not in person.roles:
        return Subdistrict.objects.none()
    return (
        Subdistrict.objects.filter(advisers__in=person.advising.active())
        .distinct()
        .order_by("name_key", "pk")
    )


def questions_put_to(person):
    """Those not answered yet first."""
    rows = Question.objects.filter(subdistrict__in=subdistricts_advised_by(person).order_by().values("pk"))
    return rows.select_related("subdistrict").order_by("answered_at", "-asked_at", "-pk")


def questions_of(person):
    """What he asked himself, and what was asked in the districts that he coordinates."""
    rows = Question.objects.filter(asked_by=person)
    if Role.DISTRICT in person.roles:
        rows = rows | Question.objects.filter(subdistrict__district__in=_own_districts(person))
    return rows.select_related("subdistrict").order_by("-asked_at", "-pk")


def subdistricts_to_ask_about(person):
    """Of the households he cares for, where somebody advises."""
    places = cared_for_by(person).order_by().values("village__subdistrict")
    advised = Adviser.objects.active().values("subdistrict")
    rows = Subdistrict.objects.filter(pk__in=places).filter(pk__in=advised)
    return rows.select_related("district").order_by("name_key", "pk")


def subdistricts_staffed_by(person):
    rows = Subdistrict.objects.filter(district__in=staffed_by(person)).select_related("district")
    return rows.order_by("district__name_key", "name_key", "pk")


def advisers_of(person):
    """Who advises in the districts whose people he looks after."""
    rows = Adviser.objects.active().filter(subdistrict__district__in=staffed_by(person))
    return rows.select_related("officer", "subdistrict__district").order_by(
        "subdistrict__district__name_key", "subdistrict__name_key", "pk"
    )
