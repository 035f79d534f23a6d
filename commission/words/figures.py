"""Numbers, dates and lists as each language writes them. Exact values in, text out; never a locale, never a clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache

from commission.rules.number import exact_text, fixed_text, short_text

MONTHS = {
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
}  # fmt: skip
COMMA = {"fr": ",", "en": "."}
THOUSANDS = {"fr": "\u202f", "en": ","}


def exact(value: Fraction, language: str) -> str:
    """``"71,5"`` where the value is a finite decimal, else the fraction in lowest terms (``"215/3"``)."""
    return exact_text(value).replace(".", COMMA[language])


def number(value: Fraction, language: str, places: int | None = None, *, grouped: bool = False) -> str:
    """A value for the eye: exactly ``places`` decimals, or as many as it needs (two where it never ends), half up."""
    return _number(value, language, places, grouped)


@lru_cache(4096)  # a screen writes a hundred numbers at each key, nearly all as at the key before
def _number(value: Fraction, language: str, places: int | None, grouped: bool) -> str:
    if places is not None:
        text = fixed_text(value, places, COMMA[language])
    elif "/" in exact_text(value):
        text = short_text(value, 2, COMMA[language])
    else:
        text = exact(value, language)
    return group(text, language) if grouped else text


def group(text: str, language: str) -> str:
    """The digits before the comma in threes: ``"2 059 695,50"``."""
    sign = text[: len(text) - len(text.lstrip("-"))]
    whole, comma, decimals = text.removeprefix(sign).partition(COMMA[language])
    head = len(whole) % 3
    parts = [whole[:head]] if head else []
    parts += [whole[place : place + 3] for place in range(head, len(whole), 3)]
    return sign + THOUSANDS[language].join(parts) + comma + decimals


def day(moment: date, language: str) -> str:
    """« 1er septembre 2025 », ``1 September 2025``."""
    first = "1er" if language == "fr" and moment.day == 1 else str(moment.day)
    return f"{first} {MONTHS[language][moment.month - 1]} {moment.year}"


def date_and_time(moment: datetime, language: str) -> str:
    """« 26 août 2025 à 16 h 30 », ``26 August 2025 at 16:30``, in whatever zone the moment is given."""
    if language == "fr":
        minutes = f" {moment.minute:02}" if moment.minute else ""
        return f"{day(moment, language)} à {moment.hour} h{minutes}"
    return f"{day(moment, language)} at {moment.hour:02}:{moment.minute:02}"


def listing(items: Sequence[str], last: str) -> str:
    """``a, b <last> c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
