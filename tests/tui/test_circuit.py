"""Nobody scores a circuit: a member's screens refuse it and say where to go; chosen in the list, its desk opens."""

from __future__ import annotations

import shutil
import subprocess
import sys
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


def test_to_be_scored_it_is_refused_before_any_screen_and_its_desk_is_named(example: Path) -> None:
    with pytest.raises(Refused) as refusal:
        run(example, "pilote")
    assert [each.code for each in refusal.value.faults] == ["circuit-no-ranking"]
    assert "commission desk /" in Words("en").fault(refusal.value.faults[0])


async def test_chosen_in_the_list_its_desk_opens(example: Path) -> None:
    app = CommissionApp(None, None, words=Words("fr"), found=[example])
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        text = screen_text(app)
        assert "[toutes 11]" in text
        assert "secrétariat" in text
        await pilot.press("q")


def test_the_other_screens_load_nothing_of_a_circuit_s_desk() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import commission.tui.app, commission.tui.screens.desk, sys; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    lazy = {"commission.session.circuit_steps", "commission.publication.circuit_table", "commission.result.circuit"}
    assert "commission.tui.screens.desk_office" in loaded
    assert not [each for each in loaded if each in lazy or (each.startswith("commission.tui") and "circuit" in each)]
