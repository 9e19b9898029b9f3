"""The proposer of pairs on a made-up province of 1,174 households beside nearest-first: time, kilometres, points, pairs"""

import random
import time
from collections import Counter

from django.conf import settings

from kusiao.practice.spread import shares

WEIGHTS = {
    "km": 10, "other_subdistrict": 20, "no_need": 40, "same_office": 25, "namesake": 150, "back_again": 200,
    "month_waiting": 5, "most_months": 24,
}  # fmt: skip
NEEDS = ("occupation", "health", "housing", "education", "rights")


def measure():
    from officers.matching import Weights, propose, way

    if not settings.configured:  # the sentences of the reasons ask Django for their language
        settings.configure(USE_I18N=False)
    weights, figures, spent = Weights(**WEIGHTS), Counter(), Counter()
    for homes, carers, held in province():
        for name, work in (("proposer", propose), ("nearest first", nearest_first)):
            began = time.perf_counter()
            pairs = work(homes, carers, weights=weights, held=held)
            spent[name] += time.perf_counter() - began
            figures[f"{name} pairs"] += len(pairs)
            figures[f"{name} points"] += sum(pair.points for pair in pairs)
            figures[f"{name} km"] += sum(way(pair.home, pair.carer) for pair in pairs)
        figures["households"] += len(homes)
    told = {name: round(value) for name, value in figures.items()}
    told |= {f"{name} seconds": round(value, 3) for name, value in spent.items()}
    each = {name: figures[f"{name} km"] / figures[f"{name} pairs"] for name in ("proposer", "nearest first")}
    told["kilometres a pair, of those of nearest first"] = round(each["proposer"] / each["nearest first"], 3)
    told["times the time of nearest first"] = round(spent["proposer"] / spent["nearest first"], 1)
    return told


def nearest_first(homes, carers, *, weights, held):
    """As it is done by hand: the longest waiting takes the nearest who has a place."""
    from officers.matching import Pair, may, points, way

    left, pairs = Counter({carer.key: carer.places for carer in carers}), []
    for home in sorted(homes, key=lambda one: -one.days_waiting):
        open_ = [carer for carer in carers if left[carer.key] and may(home, carer)]
        if open_:
            best = min(open_, key=lambda carer: way(home, carer))
            left[best.key] -= 1
            pairs.append(Pair(home, best, points(home, best, held, weights), way(home, best)))
    return pairs


def province(seed=7):
    """(homes, carers, held) of each of 26 districts; in some there are too few places for all."""
    chance = random.Random(seed)
    made = shares(chance, [(str(4001 + n), chance.randint(40, 160)) for n in range(26)])
    for share in made:
        few = share.officers - chance.randint(0, 4) * (share.district != "4019")
        yield people_of(chance, share.district, share.households, max(few, 2))


def people_of(chance, district, homes, carers, centre=(16.5, 102.8)):
    """A made-up district: homes that wait, officers with none, one or two free places."""
    from officers.matching import Carer, Home

    def point():
        return centre[0] + chance.gauss(0, 0.08), centre[1] + chance.gauss(0, 0.08)

    def some(most=2):
        return frozenset(chance.sample(NEEDS, chance.randint(0, most)))

    offices = [(f"{district}-{n}", point(), f"{district}0{1 + n % 6}", some(3)) for n in range(8)]
    held, waiting = Counter(), []
    for n in range(homes):
        subdistrict = f"{district}0{chance.randint(1, 6)}"
        village = f"{subdistrict}-{chance.randint(1, 4)}"
        held[village, chance.choice(offices)[0]] += chance.random() < 0.3
        apart = frozenset(f"{district}c{chance.randrange(carers)}" for _ in range(chance.random() < 0.2))
        earlier = frozenset(f"{district}c{chance.randrange(carers)}" for _ in range(chance.random() < 0.1))
        waiting.append(
            Home(
                f"{district}h{n}", district, subdistrict, village, point(), needs=some(),
                surnames=frozenset([f"สกุล{chance.randrange(60)}"]), apart=apart, earlier=earlier,
                days_waiting=chance.randrange(700),
            )
        )  # fmt: skip
    staff = []
    for n in range(carers):
        office, at, subdistrict, answers = chance.choice(offices)
        known = ((chance.choice(waiting).village, point()),) if chance.random() < 0.1 else ()
        staff.append(
            Carer(
                f"{district}c{n}", frozenset([district]), 2 - len(known), at, subdistrict, office=office,
                answers=answers, surname=f"สกุล{chance.randrange(60)}", home_village=chance.choice(waiting).village,
                known=known,
            )
        )  # fmt: skip
    return waiting, staff, held
