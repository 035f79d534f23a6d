"""How keys become a mark: what stands in a cell being typed, and what the next key does to it. No screen, no clock.

Normal mode: a mark is written by Enter. Quick mode: it is written by the digit that no further digit can extend within
the maximum, and the cursor moves on; a comma typed first reopens the line just left.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from commission.rules.fault import Fault, Refused
from commission.rules.grid import SubCriterion, read_mark
from commission.tui.keyboards import COMMA

LONGEST = 12
"""More digits than any mark has; a key held down stops here."""
_SHAPE = re.compile(rf"[0-9]{{1,{LONGEST}}}(,[0-9]{{0,{LONGEST}}})?")


class Left(NamedTuple):
    """A line that quick mode has just written and left: a comma as the next key goes back to it."""

    dossier: str
    code: str
    text: str


class Typing(NamedTuple):
    """What stands in the cell under the cursor, as typed; empty when nothing is being typed."""

    text: str = ""
    quick: bool = False
    left: Left | None = None

    def moved(self) -> Typing:
        """After the cursor went elsewhere by itself: nothing is being typed, no line was just left."""
        return Typing(quick=self.quick)


class Step(NamedTuple):
    """What a key did: how typing goes on, the mark to ``write`` if any, a line to go back to, or why it is refused."""

    typing: Typing
    write: str = ""
    on: bool = False
    back: Left | None = None
    fault: Fault | None = None


def press(typing: Typing, key: str, sub: SubCriterion, step: Fraction | None) -> Step:
    """A digit or a comma typed in the cell of this line."""
    if key == COMMA and not typing.text:
        return _reopen(typing)
    text = typing.text + key
    if not is_typed_number(text):
        return Step(typing)
    goes_on = typing._replace(text=text, left=None)
    if can_grow(text, sub.max, step):
        return Step(goes_on)
    if typing.quick and key != COMMA:
        return enter(goes_on, sub, step)
    return Step(goes_on, fault=refusal(text, sub, step))


def enter(typing: Typing, sub: SubCriterion, step: Fraction | None) -> Step:
    """Enter in the cell of this line: writes what is typed; with nothing typed it only moves on."""
    if not typing.text:
        return Step(typing.moved(), on=True)
    if fault := refusal(typing.text, sub, step):
        return Step(typing.moved(), fault=fault)
    return Step(typing.moved(), write=typing.text.removesuffix(COMMA), on=True)


def is_typed_number(text: str) -> bool:
    """Whether digits and a comma could have come to this text."""
    return bool(_SHAPE.fullmatch(text))


def erase(typing: Typing) -> Typing:
    """Backspace: the last character typed goes."""
    return typing._replace(text=typing.text[:-1], left=None)


def refusal(text: str, sub: SubCriterion, step: Fraction | None) -> Fault | None:
    """Why this text, as it stands, is no mark of this line; None if it is one."""
    try:
        read_mark(text.removesuffix(COMMA), sub, step)
    except Refused as refused:
        return refused.faults[0]
    return None


def can_grow(text: str, maximum: Fraction | None, step: Fraction | None) -> bool:
    """Whether a further digit can make another mark of ``text``: 1 of 10 can become 10, 6 of 7 cannot become anything.

    Before the comma a further digit multiplies by ten; after it, it refines. A comma itself is not a digit.
    """
    if maximum is None:
        return True
    whole, comma, decimals = text.partition(COMMA)
    value = Fraction(f"{whole}.{decimals or '0'}")
    if comma:
        width = Fraction(1, 10 ** len(decimals))
        return len(decimals) < LONGEST and _another(value, value + width, value, maximum, step)
    low, high = value * 10, value * 10 + 10
    while value and low <= maximum and len(whole) < LONGEST:
        if _another(low, high, None, maximum, step):
            return True
        low, high = low * 10, high * 10
    return False


def _another(low: Fraction, high: Fraction, but: Fraction | None, maximum: Fraction, step: Fraction | None) -> bool:
    """Whether a mark other than ``but`` lies from ``low`` up to, not including, ``high``."""
    if step is None:
        return low < maximum if but is not None else low <= maximum
    first = -(-low // step) * step
    if first == but:
        first += step
    return first < high and first <= maximum


def _reopen(typing: Typing) -> Step:
    """A comma typed first: back to the line that quick mode has just left, its text continued; else nothing."""
    left = typing.left
    if left is None:
        return Step(typing)
    text = left.text if COMMA in left.text else left.text + COMMA
    return Step(Typing(text, typing.quick), back=left)
