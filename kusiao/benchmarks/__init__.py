"""Speed as ratios against this machine's own floor: seconds differ from machine to machine, ratios much less.

Each module has `measure()` and returns figures; `make bench` runs them all.
"""
