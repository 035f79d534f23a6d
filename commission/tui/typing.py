"""How keys become a mark: what stands in a cell being typed, and what the next key does to it. No screen, no clock.

On a line scored in words a digit picks the word with that number; everything else is as for numbers.

Normal mode: a mark is written by Enter. Quick mode: it is written by the digit that no further digit can extend within
the maximum, and the cursor moves on; a comma typed first reopens the line just left.

No character is left out of what was typed: ``1e0`` stands there as it is and is refused, since ``10`` is another mark.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from commission.rules.fault import Fault, Refused, fault
from commission.rules.grid import SubCriterion, read_mark
from commission.rules.notation import Level, choices
from commission.tui.keyboards import COMMA, DIGITS, MINUS

LONGEST = 12
"""More digits than any mark has; a key held down stops here."""
KEPT = 3 * LONGEST
"""More characters than the longest number has: what is no number any more grows no longer than this."""
_SHAPE = re.compile(rf"-?[0-9]{{1,{LONGEST}}}(,[0-9]{{0,{LONGEST}}})?")


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
    """A digit or a comma typed in the cell of this line, or a character that makes it no number at all."""
    if key == COMMA and not typing.text and typing.left:
        return _reopen(typing, typing.left)
    text = typing.text + key
    if sub.in_words and (key in DIGITS or key == COMMA) and not _is_no_number(typing.text):
        return _press_word(typing, text, sub)
    if sub.in_words or (not is_typed_number(text) and text != MINUS):
        return _spoil(typing, text, sub, step)
    goes_on = typing._replace(text=text, left=None)
    if text == MINUS or _can_go_on(text, sub, sub.step or step):
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
    level = picked(typing.text, sub)
    return Step(typing.moved(), write=level.word if level else typing.text.removesuffix(COMMA), on=True)


def picked(text: str, sub: SubCriterion) -> Level | None:
    """The word that what is typed stands for, on a line scored in words."""
    return choices(sub.levels).get(text) if sub.in_words else None


def _press_word(typing: Typing, text: str, sub: SubCriterion) -> Step:
    """A digit on a line in words: its word stands in the cell; a digit that picks none is refused and changes nothing."""
    numbers = [number for number in choices(sub.levels) if number.startswith(text)]
    if not numbers:
        return Step(typing, fault=fault("no-such-number", found=text, numbers=list(choices(sub.levels)), sub=sub.code))
    goes_on = typing._replace(text=text, left=None)
    return enter(goes_on, sub, None) if typing.quick and numbers == [text] else Step(goes_on)


def _spoil(typing: Typing, text: str, sub: SubCriterion, step: Fraction | None) -> Step:
    """What is no number stands as it was typed, with the reason: only Backspace or Esc makes a mark of it again."""
    held_down = text[-1] in DIGITS and is_typed_number(typing.text)
    if held_down or len(text) > KEPT:
        return Step(typing)
    return Step(typing._replace(text=text, left=None), fault=refusal(text, sub, step))


def _is_no_number(text: str) -> bool:
    """Whether something was typed that no digit can make a number of."""
    return bool(text) and not is_typed_number(text) and text != MINUS


def is_typed_number(text: str) -> bool:
    """Whether digits and a comma could have come to this text."""
    return bool(_SHAPE.fullmatch(text))


def erase(typing: Typing) -> Typing:
    """Backspace: the last character typed goes."""
    return typing._replace(text=typing.text[:-1], left=None)


def refusal(text: str, sub: SubCriterion, step: Fraction | None) -> Fault | None:
    """Why this text, as it stands, is no mark of this line; None if it is one."""
    if sub.in_words:
        numbers = choices(sub.levels)
        wrong = fault("no-such-number", found=text, numbers=list(numbers), sub=sub.code)
        return None if text in numbers else wrong
    try:
        read_mark(text.removesuffix(COMMA) if is_typed_number(text) else text, sub, step)
    except Refused as refused:
        return refused.faults[0]
    return None


def _can_go_on(text: str, sub: SubCriterion, step: Fraction | None) -> bool:
    """Whether a further digit can make another mark of the line; below zero it goes down to the minimum."""
    if text.startswith(MINUS):
        return can_grow(text.removeprefix(MINUS), -sub.min, step, -sub.min % step if step else Fraction(0))
    return can_grow(text, sub.max, step, sub.min % step if step else Fraction(0))


def can_grow(text: str, maximum: Fraction | None, step: Fraction | None, start: Fraction = Fraction(0)) -> bool:
    """Whether a further digit can make another mark of ``text``: 1 of 10 can become 10, 6 of 7 cannot become anything.

    Before the comma a further digit multiplies by ten; after it, it refines. A comma itself is not a digit. Marks lie
    at ``start`` and by ``step`` from there.
    """
    if maximum is None:
        return True
    whole, comma, decimals = text.partition(COMMA)
    value = Fraction(f"{whole}.{decimals or '0'}")
    if comma:
        width = Fraction(1, 10 ** len(decimals))
        return len(decimals) < LONGEST and _another(value, value + width, value, maximum, step, start)
    low, high = value * 10, value * 10 + 10
    while value and low <= maximum and len(whole) < LONGEST:
        if _another(low, high, None, maximum, step, start):
            return True
        low, high = low * 10, high * 10
    return False


def _another(
    low: Fraction, high: Fraction, but: Fraction | None, maximum: Fraction, step: Fraction | None, start: Fraction
) -> bool:
    """Whether a mark other than ``but`` lies from ``low`` up to, not including, ``high``."""
    if step is None:
        return low < maximum if but is not None else low <= maximum
    first = start - (start - low) // step * step
    if first == but:
        first += step
    return first < high and first <= maximum


def _reopen(typing: Typing, left: Left) -> Step:
    """A comma typed first: back to the line that quick mode has just left, its text continued."""
    if not is_typed_number(left.text):
        return Step(typing.moved(), back=left)
    text = left.text if COMMA in left.text else left.text + COMMA
    return Step(Typing(text, typing.quick), back=left)
