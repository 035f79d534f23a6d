"""Golden files: what leaves is compared byte by byte. ``GOLDEN=write make test`` accepts what is given now."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def same(name: str, data: bytes) -> None:
    """Assert that ``data`` is exactly the golden file of this name."""
    path = FOLDER / name
    if os.environ.get("GOLDEN") == "write":
        path.write_bytes(data)
    assert data == path.read_bytes()
