"""Faults of the folder: journals, chains, the disk, and the program's own data."""

from __future__ import annotations

from typing import Final

from commission.words.marker import N_
from commission.words.wording import Wording

JOURNAL: Final[dict[str, Wording]] = {
    "not-shipped": Wording(
        N_("this copy of the program lacks {shipped}"),
        N_("they should be in {folder}"),
        N_("install the program again"),
    ),
}
