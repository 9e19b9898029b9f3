"""What else hangs on every family of the matrix, a file for each noun: `plant(scene, case)` makes the rows, plants marks in
their personal columns by `scene.plant(row, case.name)`, and keeps on `case` what a door leads to."""

from kusiao.testing.plants import (
    conflict,
    devices,
    exit_review,
    hand_over,
    members,
    never_lost,
    papers,
    plans,
    question,
    relapse,
    remeasurement,
    rosters,
    steps,
    targeting,
)

PLANTS = (
    members.plant, papers.plant, plans.plant, steps.plant, never_lost.plant, devices.plant, rosters.plant, remeasurement.plant, exit_review.plant, relapse.plant,
    hand_over.plant, question.plant, conflict.plant,
    targeting.plant,
)  # fmt: skip
