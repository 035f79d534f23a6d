"""Keyboards as data: which character of an unshifted top row stands for which digit, inside a mark cell only.

On a French keyboard the digits want Shift. In a cell where nothing but a number can be typed, ``é`` can only mean 2.
"""

from __future__ import annotations

from collections.abc import Mapping

AZERTY_FR: Mapping[str, str] = dict(zip("&é\"'(-è_çà", "1234567890", strict=True))
AZERTY_MAC: Mapping[str, str] = dict(zip("&é\"'(§è!çà", "1234567890", strict=True))
AZERTY_BE: Mapping[str, str] = dict(zip("&é\"'(§è!çà", "1234567890", strict=True))
BEPO: Mapping[str, str] = dict(zip('"«»()@+-/*', "1234567890", strict=True))

KEYBOARDS: Mapping[str, Mapping[str, str]] = {
    "azerty": {**AZERTY_FR, **AZERTY_MAC, **AZERTY_BE},
    "azerty-fr": AZERTY_FR,
    "azerty-mac": AZERTY_MAC,
    "azerty-be": AZERTY_BE,
    "bepo": BEPO,
    "none": {},
}
"""By name. ``azerty`` is the three of them at once: no character means two digits."""

DIGITS = "0123456789"
COMMA = ","
MINUS = "-"
MINUSES = ("-", "−", "–")


def typed(character: str | None, keyboard: str = "azerty") -> str:
    """The digit or comma that a key's character means in a mark cell; empty if it means neither.

    Only ASCII digits: those of other scripts are not the digits of a mark.
    """
    if not character:
        return ""
    if character in DIGITS:
        return character
    if character in {",", "."}:
        return COMMA
    return KEYBOARDS[keyboard].get(character, "")
