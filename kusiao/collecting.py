"""Python's search for rings of objects that nobody holds any more, put off while much is made that forms none."""

import gc
from contextlib import contextmanager

SELDOM = 50_000  # objects more than went, before the young ones are looked through; the language's own is 700


@contextmanager
def seldom():
    """For work that handles many rows. Left alone, the search goes through all that the program has loaded, again and
    again: a fifth of the time of an import. Here it leaves out what stood before, and comes by less often."""
    before, is_outermost = gc.get_threshold(), not gc.get_freeze_count()
    if is_outermost:
        gc.freeze()
    gc.set_threshold(SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        if is_outermost:
            gc.unfreeze()
