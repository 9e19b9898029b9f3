"""Several people merge the same pair at once, on a real database: one wins, the others get a sentence."""

from functools import partial

import pytest

from households.actions import likenesses
from households.actions.merging import merge, unmerge
from households.models import Household, Likeness, Merge, NotSame
from kusiao.refusal import Refused
from kusiao.testing.race import at_once
from officers.actions import pairings

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "บ้านเดียวกัน"


def test_of_eight_who_merge_a_pair_either_way_one_wins(make, pranee):
    for _ in range(3):
        one, other = make.household(), make.household()
        for household in (one, other):
            make.enrolment(household)
        acts = [
            partial(merge, kept=kept, gone=gone, reason=WHY, by=pranee)
            for kept, gone in [(one, other), (other, one)] * 4
        ]
        answers = at_once(acts)
        won = [answer for answer in answers if isinstance(answer, Merge)]
        assert len(won) == 1
        assert all(isinstance(answer, Refused) for answer in answers if answer is not won[0])
        assert Household.objects.filter(pk__in=[one.pk, other.pk]).standing().count() == 1
        undone = at_once([partial(unmerge, merge=won[0], reason=WHY, by=pranee)] * 4)
        assert sum(isinstance(answer, Merge) for answer in undone) == 1
        assert sum(isinstance(answer, Refused) for answer in undone) == 3


def test_a_friend_found_at_the_same_moment_is_nobodys_third_and_stays_with_no_closed_file(make, pranee):
    for _ in range(4):
        kept, gone = make.household(), make.household()
        make.enrolment(kept)
        make.enrolment(gone)
        friend = make.officer(role="officer", district="4005")
        at_once(
            [
                partial(merge, kept=kept, gone=gone, reason=WHY, by=pranee),
                partial(pairings.pair, officer=friend, household=gone, by=pranee),
            ]
        )
        assert not gone.pairings.filter(ended_on=None).exists()
        assert kept.enrolments.open().count() == 1 and not gone.enrolments.open().exists()


def test_of_many_answers_about_a_pair_one_stands(make, pranee):
    one, other = make.household(head="นายบุญมี คำแก้ว"), make.household(head="นายบุญมี คำแก้ว")
    likenesses.refresh(by=None)
    likeness = Likeness.objects.get()
    answers = at_once([partial(likenesses.tell_apart, likeness=likeness, reason=WHY, by=pranee)] * 6)
    assert sum(isinstance(answer, NotSame) for answer in answers) == 1
    assert NotSame.objects.open().count() == 1
    assert {likeness.first_id, likeness.second_id} == {one.pk, other.pk}
