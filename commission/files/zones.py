"""Whether this machine knows a time zone: a name that it does not would stop the program at the first mark."""

from __future__ import annotations

from commission.rules.fault import Fault, fault


def zone_faults(name: str, *where: str | int) -> list[Fault]:
    """``unknown-zone`` at ``where`` if no date can be told in this zone here."""
    from zoneinfo import ZoneInfo  # only where something is written, or read for the first time

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not there, a path, a folder
        return [fault("unknown-zone", *where, found=name)]
    return []
