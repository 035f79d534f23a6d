"""Clock and chance, the two things a session may not reach for by itself: given once, replaced whole in a script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec

from commission.files.zones import zone_faults
from commission.rules.fault import Refused

Clock = Callable[[], datetime]
"""Says what time it is, with its zone."""


class Names(msgspec.Struct, frozen=True):
    """Fresh names: ``writer`` for a journal file (8 hexadecimal digits), ``nonce`` for a hand-in (32)."""

    writer: Callable[[], str]
    nonce: Callable[[], str]


def system_clock() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)


def _drawn(size: int) -> str:
    import secrets

    return secrets.token_hex(size)


random_names = Names(lambda: _drawn(4), lambda: _drawn(16))
"""Names that no other machine draws."""


def stamp(moment: datetime, zone: str) -> str:
    """``moment`` as an entry's ``at``: local time of the session with its offset, to the millisecond.

    Raises Refused ``unknown-zone`` on a machine that has never heard of it.
    """
    from zoneinfo import ZoneInfo

    if faults := zone_faults(zone):
        raise Refused(*faults)

    return moment.astimezone(ZoneInfo(zone)).isoformat(timespec="milliseconds")
