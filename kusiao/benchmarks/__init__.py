"""Speed as ratios against this machine's own floor: seconds differ from machine to machine, ratios much less.

Each of EVERY is a module with `measure()` that returns figures; `make bench` runs them all.
"""

EVERY = ("survey_import", "pairing")
