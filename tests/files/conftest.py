"""The session that most tests of the folder begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.files.world import new_session


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A new session."""
    return new_session(tmp_path / "essai")
