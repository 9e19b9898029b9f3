import gc

import pytest

from kusiao.collecting import SELDOM, seldom


def test_what_stood_before_is_left_out_and_all_is_as_it_was_afterwards():
    before = gc.get_threshold()
    with seldom():
        with seldom():
            assert gc.get_freeze_count() and gc.get_threshold()[0] == SELDOM
        assert gc.get_freeze_count() and gc.get_threshold()[0] == SELDOM
    assert gc.get_threshold() == before and gc.get_freeze_count() == 0


def test_so_it_is_when_the_work_fails():
    before = gc.get_threshold()
    with pytest.raises(ValueError), seldom():
        raise ValueError
    assert gc.get_threshold() == before and gc.get_freeze_count() == 0
