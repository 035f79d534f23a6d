"""Faults of a command: what was typed after ``commission`` and cannot be done."""

from __future__ import annotations

from typing import Final

from commission.words.wording import Wording

COMMAND: Final[dict[str, Wording]] = {}
