"""The screens on calls without points: what was said of a lot is read at the desk, and nobody is given a sheet to fill in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from commission.tui.app import CommissionApp
from commission.words import Words
from tests.house.source import ROOT
from tests.tui.screen_text import screen_text

SESSAD, HANDICAP = "exemple-sessad-ase-nord-2026", "exemple-handicap-2030-occitanie-2025"


@pytest.fixture
def sessions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copies of the example sessions, with a state folder of their own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ".state"))
    for name in (SESSAD, HANDICAP):
        shutil.copytree(ROOT / "sessions" / name, tmp_path / name)
    return tmp_path


async def seen(folder: Path, who: str, *keys: str, desk: bool = False, size: tuple[int, int] = (80, 30)) -> str:
    """The screen after these keys."""
    app = CommissionApp(folder, who, desk=desk, words=Words("fr"))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
        await pilot.pause()
        return screen_text(app)


async def test_the_desk_reads_opinions_ranks_vote_and_decision(sessions: Path) -> None:
    text = await seen(sessions / SESSAD, "desk", "tab", "v", desk=True, size=(100, 44))
    for part in (
        "Avis de la commission",
        "favorable",
        "Classement adopté",
        "pour : 4, contre : 0",
        "Décision de l'autorité",
    ):
        assert part in text
    assert "Aucun dossier n'a encore de rang" not in text


async def test_the_desk_reads_a_lot_where_nobody_was_left_to_rank(sessions: Path) -> None:
    text = await seen(sessions / HANDICAP, "desk", "tab", "v", desk=True, size=(100, 44))
    assert "aucun dossier recevable" in text
    assert "personne n'est retenu" in text


async def test_progress_says_that_there_are_no_sheets(sessions: Path) -> None:
    text = await seen(sessions / HANDICAP, "desk", "down", "right", "enter", "escape", desk=True)
    assert "pas de fiches" in text
    assert "Aucune fiche dans ce lot" in text
    assert "fiche non remise" not in text


async def test_a_member_without_any_sheet_is_told_so(sessions: Path) -> None:
    text = await seen(sessions / HANDICAP, "m-vidaillac")
    assert "t3-1" in text
    assert "sans fiche" in text
    assert "0/0" not in text
    text = await seen(sessions / HANDICAP, "m-vidaillac", "enter")
    assert "n'a pas de fiches" in text


async def test_a_member_scores_the_lot_that_has_a_grid_of_the_commissions_own(sessions: Path) -> None:
    text = await seen(sessions / SESSAD, "m-korvaine", "enter")
    assert "Réponse aux besoins des enfants confiés" in text
    assert "/ 6" in text or "/6" in text
