"""What every written table is made of: the base of its shapes, and how a number stands in a file."""

from __future__ import annotations

from decimal import Decimal

import msgspec

Number = int | Decimal | str


class Shape(msgspec.Struct):
    """Base of every written table; ``reading`` refuses unknown keys and never converts (``"1"`` is not 1)."""
