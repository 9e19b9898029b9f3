"""A question written once: it is asked for whoever asks and on whatever day, and the database answers afresh."""

import datetime as dt

import pytest

from kusiao.thai import today
from officers import scope
from officers.models import Posting

pytestmark = pytest.mark.django_db


def held_by(officer, day):
    return scope.POSTINGS.rows(officer.pk, day)


def test_it_is_written_once_and_asked_for_each_person_and_day(somchai, malee, django_assert_num_queries):
    posting = somchai.postings.get()
    Posting.objects.filter(pk=posting.pk).update(started_on=today(), ended_on=today() + dt.timedelta(days=2))
    days = [today() + dt.timedelta(days=number) for number in (-1, 0, 1, 2)]
    held_by(malee, today())
    with django_assert_num_queries(4):
        answers = [held_by(somchai, day) for day in days]
    assert answers == [[], [(posting.pk, posting.role)], [(posting.pk, posting.role)], []]
    assert held_by(malee, today()) == list(malee.postings.values_list("pk", "role"))


def test_what_ended_a_moment_ago_is_not_answered_any_more(somchai):
    assert held_by(somchai, today())
    somchai.postings.update(ended_on=today())
    assert held_by(somchai, today()) == []


@pytest.mark.parametrize("question", [scope.SEATS, scope.POSTINGS])
def test_it_is_what_the_queryset_would_have_asked(question, somchai):
    day = today()
    asked = question._write(somchai.pk, day)
    assert sorted(question.rows(somchai.pk, day)) == sorted(asked)
    sql, places = question._prepare()
    assert [place(somchai.pk, day) for place in places] == list(asked.query.sql_with_params()[1])
    assert sql == asked.query.sql_with_params()[0]
