"""How many households of which class, and how many officers, each district of the practice province has."""

from dataclasses import dataclass

HOUSEHOLDS = 1174
DEVELOPABLE = 661
# The one district whose numbers are public: 39 officers for 72 households.
KNOWN = {"4019": (72, 39)}
WITHOUT_FRIEND = 18


@dataclass(frozen=True)
class Share:
    district: str
    developable: int
    welfare: int
    officers: int

    @property
    def households(self):
        return self.developable + self.welfare


def largest_remainder(total, weights):
    """Whole numbers in the proportion of the weights that add up to `total` (Hamilton)."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    shares = [int(x) for x in exact]
    by_rest = sorted(range(len(weights)), key=lambda i: (shares[i] - exact[i], i))
    for i in by_rest[: total - sum(shares)]:
        shares[i] += 1
    return shares


def shares(rng, districts):
    """`districts` is [(code, villages)]; returns a Share for each, in the same order."""
    free = [(code, villages) for code, villages in districts if code not in KNOWN]
    rest = HOUSEHOLDS - sum(households for households, _ in KNOWN.values())
    counts = largest_remainder(rest, [villages * rng.uniform(0.6, 1.4) for _, villages in free])
    households = {code: count for (code, _), count in zip(free, counts, strict=True)}
    households |= {code: known[0] for code, known in KNOWN.items()}
    codes = [code for code, _ in districts]
    developable = largest_remainder(DEVELOPABLE, [households[code] * rng.uniform(0.9, 1.1) for code in codes])
    return [
        Share(
            district=code,
            developable=min(able, households[code]),
            welfare=households[code] - min(able, households[code]),
            officers=KNOWN[code][1] if code in KNOWN else -(-households[code] // 2) + rng.randint(0, 2),
        )
        for code, able in zip(codes, developable, strict=True)
    ]
