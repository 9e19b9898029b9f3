"""What people said about how a file is to be read, beside its year and its sheets."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Choices:
    """`corrections`: {signature: Corrected}. `places`: {place_key(…): code of a subdistrict}. `repair`: Thai letters
    that somebody read as Latin ones are turned back."""

    corrections: Mapping = field(default_factory=dict)
    places: Mapping = field(default_factory=dict)
    repair: bool = False
    answers: Mapping = field(
        default_factory=dict
    )  # {(sheet, row): a household on record, or None: really new}
