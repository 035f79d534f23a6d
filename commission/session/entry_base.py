"""What every line of a journal says, whatever its kind: a number, a time, who acted, what was known, the line before."""

from __future__ import annotations

import msgspec


class Entry(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    gc=False,  # entries hold no circle, and a collector that walks a million of them costs more than the fold
):
    """What every entry says. ``at`` is a time with its offset; ``by`` who acted; ``for_`` for whom, when typed for another.

    ``prev`` is the SHA-256, in hexadecimal, of the line before with its newline.
    """

    n: int
    at: str
    by: str
    prev: str
    for_: str = msgspec.field(default="", name="for")
    seen: str = ""
    after: tuple[str, ...] = ()
