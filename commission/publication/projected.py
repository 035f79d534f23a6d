"""What a projector may show of a session while nothing is opened: its title, and how many sheets are handed in.

Read from acts and hand-ins alone, as ``publication.progress`` is: the same bytes whatever the blind marks. No member is
named, and nobody's withdrawal.
"""

from __future__ import annotations

import msgspec

from commission.publication.cells import wrapped
from commission.publication.plain import lot_heading
from commission.publication.progress import lot_progress
from commission.rules.grid import Lot
from commission.rules.text import clip
from commission.session.access import DESK, Viewer
from commission.session.state import State
from commission.words import Words


class Projected(msgspec.Struct, frozen=True):
    """A lot on the wall: ``handed_in`` sheets of ``expected``, those of seats that vote; ``phase`` as in ``progress``."""

    lot: Lot
    phase: str
    handed_in: int
    expected: int


def projected(state: State) -> list[Projected]:
    """Every lot."""
    found = []
    for lot in state.definition.lots:
        progress = lot_progress(state, Viewer(DESK), lot)
        found.append(Projected(lot, progress["phase"], progress["handed_in"], progress["expected"]))
    return found


def phase_text(each: Projected, words: Words) -> str:
    """Where a lot stands."""
    return {
        "blind": words.say("blind scoring"),
        "opened": words.say("marks opened"),
        "closed": words.say("scoring closed"),
        "no-sheets": words.say("no sheets: the commission enters its ranks"),
    }[each.phase]


def counted_text(each: Projected, words: Words) -> str:
    """« 9 fiches remises sur 12 »."""
    return words.say_n(
        "{n} sheet handed in of {all}", "{n} sheets handed in of {all}", each.handed_in, all=each.expected
    )


def projected_text(state: State, words: Words) -> str:
    """The same as lines."""
    lines = wrapped(clip(state.definition.call.title))
    for each in projected(state):
        lines += ["", *wrapped(lot_heading(state.definition, each.lot, words))]
        counted = "" if each.phase == "no-sheets" else f"{counted_text(each, words)} · "
        lines += wrapped(f"{counted}{phase_text(each, words)}", first="  ", then="  ")
    return "\n".join(lines) + "\n"
