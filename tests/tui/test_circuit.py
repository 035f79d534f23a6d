"""The screens show no circuit yet: they say so, and where to look, before and behind the list of sessions."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from commission.rules.fault import Refused
from commission.tui.app import CommissionApp, run
from commission.words import Words
from tests.house.source import ROOT
from tests.tui.screen_text import screen_text

EXAMPLE = "sessad-ip-pas-de-calais-exemple"


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example circuit, copied where a user would have it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ".state"))
    shutil.copytree(ROOT / "sessions" / EXAMPLE, tmp_path / EXAMPLE)
    return tmp_path / EXAMPLE


@pytest.mark.parametrize(("who", "desk"), [("desk", True), ("direction", True), ("pilote", False)])
def test_said_on_the_command_line_it_is_refused_before_any_screen(example: Path, who: str, desk: bool) -> None:
    with pytest.raises(Refused) as refusal:
        run(example, who, desk=desk)
    assert [each.code for each in refusal.value.faults] == ["circuit-no-ranking"]


async def test_chosen_in_the_list_it_is_refused_in_a_sentence(example: Path) -> None:
    app = CommissionApp(None, None, words=Words("fr"), found=[example])
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert "cette procédure suit un circuit d'admission" in screen_text(app)
