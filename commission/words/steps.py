"""How a result came about, one sentence for each step or rule that applied: codes of ``result`` → messages."""

from __future__ import annotations

from typing import Final

STEPS: Final[dict[str, str]] = {}
