"""Short and long form of the same test: `make long` runs all that is marked `drill` or `long`, with full counts."""

import os

LONG = os.environ.get("DRILL") == "long"


def in_long(long, *, short):
    """The count of `make long`, or the short one."""
    return long if LONG else short
