"""What every written table is made of: a shape of named keys, and numbers as a person writes them."""

from __future__ import annotations

from decimal import Decimal

import msgspec

Number = int | Decimal | str


class Shape(msgspec.Struct):
    """Base of every written table; ``reading`` refuses unknown keys and never converts (``"1"`` is not 1)."""
