"""Exact numbers: how a mark, a maximum or a weight is read, kept and shown. No binary float ever stands between them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm

from commission.rules.fault import Refused, fault

Written = int | Decimal | str
"""A number as a TOML file gives it: ``15``, ``0.5`` (read as a decimal) or ``"1/3"``, ``"30 %"``."""

DIGITS = 12
"""How many digits a number may have on either side of its point."""

_DECIMAL = re.compile(r"[0-9]{1,12}(?:[.,][0-9]{1,12})?")
_RATIO = re.compile(r"([0-9]{1,12})\s*/\s*([0-9]{1,12})")
_EXACT = re.compile(r"-?[0-9]+(?:\.[0-9]+|/[0-9]*[1-9][0-9]*)?")
_PERCENT = re.compile(r"([0-9]{1,12}(?:[.,][0-9]{1,12})?)\s*%")


def parse_decimal(text: str) -> Fraction:
    """The exact value of a decimal typed by a person, comma or point: ``"6,5"`` and ``"6.5"`` are 13/2.

    Only ASCII digits, one separator, no sign, no exponent, no grouping. Raises Refused ``not-a-number`` or ``negative``.
    """
    typed = text.strip()
    if _DECIMAL.fullmatch(typed):
        return Fraction(typed.replace(",", "."))
    minus = typed[:1] in {"-", "−", "–"}
    raise Refused(fault("negative" if minus and _DECIMAL.fullmatch(typed[1:]) else "not-a-number", found=text))


def parse_written(value: Written) -> Fraction:
    """The exact value of a number in a grid or session file: integer, decimal, ``"1/3"`` or ``"30 %"``.

    At most 12 digits on either side of the point, however it is written: ``1e999999`` would fill the memory. Raises
    Refused ``not-a-number`` or ``negative``.
    """
    if isinstance(value, str):
        if match := _RATIO.fullmatch(value.strip()):
            if int(match[2]) == 0:
                raise Refused(fault("not-a-number", found=value))
            return Fraction(int(match[1]), int(match[2]))
        if match := _PERCENT.fullmatch(value.strip()):
            return parse_decimal(match[1]) / 100
        return parse_decimal(value)
    written = Decimal(value)
    if not written.is_finite() or (written and (written.adjusted() >= DIGITS or _places(written) > DIGITS)):
        raise Refused(fault("not-a-number", found=str(written)))
    if written < 0:
        raise Refused(fault("negative", found=str(written)))
    return Fraction(written) if written else Fraction(0)


def _places(value: Decimal) -> int:
    """How many decimals a finite value is written with: ``1.50`` has two, ``1e-5`` five."""
    return -int(value.as_tuple().exponent)


def exact_text(value: Fraction) -> str:
    """The one exact spelling of a value: a finite decimal where it is one (``"71.5"``), else ``"215/3"``."""
    denominator = value.denominator
    places = 0
    while denominator % 10 == 0:
        denominator //= 10
        places += 1
    twos = fives = 0
    while denominator % 2 == 0:
        denominator //= 2
        twos += 1
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    if denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    places += max(twos, fives)
    return _written(value.numerator * 10**places // value.denominator, places, ".")


def parse_exact(text: str) -> Fraction:
    """What ``exact_text`` wrote, read back. Raises ValueError on anything else."""
    return _parse_exact(text)


@lru_cache(4096)  # a session has a few dozen different marks, and a screen adds up a hundred of them at each key
def _parse_exact(text: str) -> Fraction:
    if _EXACT.fullmatch(text):
        value = Fraction(text)
        if exact_text(value) == text:
            return value
    raise ValueError(f"not an exact number: {text[:40]!r}")


def total(values: Iterable[Fraction]) -> Fraction:
    """The exact sum. Whole numbers are added as long as denominators agree: ``sum`` would reduce a fraction at each step."""
    numerator, denominator = 0, 1
    for value in values:
        if value.denominator != denominator:
            common = lcm(denominator, value.denominator)
            numerator, denominator = numerator * (common // denominator), common
        numerator += value.numerator * (denominator // value.denominator)
    return Fraction(numerator, denominator)


def round_half_up(value: Fraction, places: int) -> Fraction:
    """``value`` to ``places`` decimals, a half going away from zero, as a French official expects (2,675 gives 2,68)."""
    units = _half_up(abs(value.numerator) * 10**places, value.denominator)
    return Fraction(units if value.numerator >= 0 else -units, 10**places)


def fixed_text(value: Fraction, places: int, comma: str = ".") -> str:
    """``value`` with exactly ``places`` decimals, half up, with ``comma`` as its separator."""
    units = _half_up(abs(value.numerator) * 10**places, value.denominator)
    return _written(units if value.numerator >= 0 else -units, places, comma)


def _half_up(numerator: int, denominator: int) -> int:
    """The whole number nearest to a positive quotient, a half going up."""
    return (2 * numerator + denominator) // (2 * denominator)


def _written(units: int, places: int, comma: str) -> str:
    """A count of units of the last decimal, as a decimal; whole numbers only, since a screen writes a hundred of these."""
    sign, digits = ("-" if units < 0 else ""), str(abs(units)).rjust(places + 1, "0")
    return sign + (f"{digits[:-places]}{comma}{digits[-places:]}" if places else digits)


def short_text(value: Fraction, places: int = 2, comma: str = ".") -> str:
    """``value`` as a person writes it: at most ``places`` decimals, half up, no trailing zero (``"6.5"``, ``"7"``)."""
    text = fixed_text(value, places, comma)
    return text.rstrip("0").removesuffix(comma) if comma in text else text
