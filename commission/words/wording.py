"""The shape of a fault's wording: what was found, what is expected, how to mend it; each a message or empty."""

from __future__ import annotations

import msgspec

from commission.rules.fault import Fault


class Wording(msgspec.Struct, frozen=True):
    """Messages with fields in braces. ``short`` is what fits beside the cell; empty: found, then expected.

    ``without`` gives, for a field, the wording to use where that field is empty (no nearest key, no list of names).
    """

    found: str
    expected: str = ""
    remedy: str = ""
    short: str = ""
    without: tuple[str, Wording] | None = None


def chosen(said: Wording, fault: Fault) -> Wording:
    """The wording for the fields that this fault has."""
    while said.without and not fault.fields.get(said.without[0]):
        said = said.without[1]
    return said
