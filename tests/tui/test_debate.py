"""« Délibération » at the desk and at a member's seat: what diverges first, changes, nothing before the opening."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from commission.live.room import Room
from commission.tui.app import CommissionApp
from commission.tui.desk_debate import initials
from commission.words import Words
from tests.build import Table, a_member
from tests.house.source import ROOT
from tests.publication.example import a_hostile_session
from tests.publication.test_hostile_text import COMMANDS
from tests.tui.desk_room import a_desk, shown
from tests.tui.screen_text import same_as_golden, screen_text

DEMO = "demo-aemo-ih-2025"


def a_debate(**more: Any) -> Table:
    """North opened; since then ana's B5 of nord-2 went from 2,5 to 8, and one observation of pam's is to be read."""
    table = a_desk(**more)
    table.act("pam@desk", "reopen", dossier="nord-2", reason="ligne décalée", **{"for": "ana"})
    table.act("ana", "observation", dossier="nord-2", code="B5", text="Partenariat décrit p. 12")
    table.act("ana", "mark", dossier="nord-2", code="B5", value="8", reason="relu")
    table.act("ana", "hand-in", dossier="nord-2")
    return table


async def test_what_diverges_first_stands_first_with_the_change_and_the_observation_80_24() -> None:
    async with shown(a_debate()) as (app, press):
        text = await press("t", "right")
        assert "DÉLIBÉRATION  nord-2  Fondation Malvéran" in text
        rows = text.splitlines()
        assert rows[4].startswith("▸ B5")
        assert "8*" in rows[4]
        assert "B5, Ana Sorvel : 2,5 → 8" in text
        same_as_golden(app, "desk_debate-80x24")


async def test_the_whole_of_it_on_a_large_terminal() -> None:
    async with shown(a_debate(), size=(120, 40)) as (app, press):
        text = await press("t", "right")
        for part in ("Observation (Ana Sorvel) : Partenariat décrit p. 12", "(peut être communicable après la décision)",
                     "Voix consultatives, dans aucun chiffre : Ève Consultée"):  # fmt: skip
            assert part in text
        same_as_golden(app, "desk_debate-120x40")


async def test_dossiers_go_round_and_the_sheet_reopened_has_a_row_of_its_own() -> None:
    async with shown(a_debate()) as (_, press):
        assert "nord · 1/3" in await press("t")
        assert "nord-3" in await press("left")
        assert "nord · 1/3" in await press("right")
        text = await press("right", "end")
        assert "▸ 1 fiche remise ou rouverte depuis la mise en commun" in text
        assert "ligne décalée" in text


async def test_the_whole_dossier_is_read_in_a_box_and_escape_leads_back_to_the_desk() -> None:
    async with shown(a_debate()) as (_, press):
        assert "Fondation Malvéran" in await press("t", "right", "w")
        assert "DÉLIBÉRATION" in await press("escape")
        assert "AVANCEMENT" in await press("escape")


async def test_a_lot_that_is_not_opened_is_refused_at_the_desk_and_shut_on_the_page() -> None:
    async with shown(a_debate()) as (_, press):
        text = await press("tab", "t")
        assert "DÉLIBÉRATION" not in text
        assert "ne sont pas mises en commun" in text
        text = await press("tab", "t", "tab")
        assert "DÉLIBÉRATION" in text
        assert "ne sont pas mises en commun" in text
        assert "sud-1" not in text


async def test_a_president_who_withdrew_sees_nothing_of_that_lot() -> None:
    table = a_debate(
        members=[
            a_member("pam", "president", name="Pamela Kerven"), a_member("ana", name="Ana Sorvel"),
            a_member("bob", "co-president", name="Bob Tarnec"), a_member("eve", votes=False, name="Ève Consultée"),
        ]
    )  # fmt: skip
    async with shown(table, who="bob") as (_, press):
        text = await press("t")
        assert "DÉLIBÉRATION" not in text
        text = await press("tab", "t", "tab")
        assert "Malvéran" not in text


def blind_again(value: str) -> Table:
    """South blind: what the others gave there is this mark."""
    table = a_desk()
    return table.sheet("pam", "sud-1", A1=value).marks("bob", "sud-2", A1=value, B5=value)


async def test_until_it_is_opened_the_page_is_the_same_whatever_the_marks() -> None:
    seen = []
    for value in ("0.5", "1"):
        async with shown(blind_again(value)) as (_, press):
            seen.append([await press("tab", "t"), await press("tab", "t"), await press("tab")])
    assert seen[0] == seen[1]


def test_two_members_of_the_same_letters_are_told_apart() -> None:
    members = [a_member("a", name="Fatou Guélisse"), a_member("b", name="François Garin"), a_member("c", name="??")]
    assert initials(members) == ["FG1", "FG2", "c"]


# --- At a member's seat -----------------------------------------------------------------------------------------------


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example session, whose lot nord is opened."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ".state"))
    shutil.copytree(ROOT / "sessions" / DEMO, tmp_path / DEMO)
    return tmp_path / DEMO


async def seat(folder: Path, who: str, *keys: str) -> tuple[str, list[tuple[str, bool]]]:
    """The screen after these keys, and the rooms that were opened for it: for whom, at the desk or not."""
    opened: list[tuple[str, bool]] = []

    def opener(folder: Path, who: str, *, desk: bool = False) -> Room:
        opened.append((who, desk))
        return Room.open(folder, who, desk=desk)

    app = CommissionApp(folder, who, words=Words("fr"), opener=opener)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
        await pilot.pause()
        text = screen_text(app)
    if app.crash:
        raise app.crash
    return text, opened


async def test_a_member_reads_the_deliberation_of_an_opened_lot(demo: Path) -> None:
    text, opened = await seat(demo, "m-vaubrun", "escape", "home", "t")
    assert "DÉLIBÉRATION  nord-1" in text
    assert "Didier Vaubrun" in text.splitlines()[0]
    assert opened == [("m-vaubrun", False), ("desk", True)]


async def test_nobody_elses_journal_is_opened_for_a_lot_that_is_blind_or_that_the_member_withdrew_from(
    demo: Path,
) -> None:
    text, opened = await seat(demo, "m-vaubrun", "escape", "end", "t")
    assert "DÉLIBÉRATION" not in text
    assert opened == [("m-vaubrun", False)]
    text, opened = await seat(demo, "m-kerdozel", "escape", "home", "t")
    assert "DÉLIBÉRATION" not in text
    assert opened == [("m-kerdozel", False)]


async def test_what_others_change_meanwhile_is_there_at_the_next_key(demo: Path) -> None:
    app = CommissionApp(demo, "m-vaubrun", words=Words("fr"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("escape", "home", "t")
        with Room.open(demo, "m-talvern", desk=True) as presidency:
            presidency.act("reopen", dossier="nord-1", reason="ligne", **{"for": "m-autrive"})
        with Room.open(demo, "m-autrive") as room:
            room.act("mark", dossier="nord-1", code="A1", value="0", reason="relu")
            room.act("hand-in", dossier="nord-1")
        await pilot.press("right", "left")
        await pilot.pause()
        assert "1 note changée (*)" in screen_text(app)


async def test_hostile_names_and_observations_stay_text_on_both_pages() -> None:
    table = a_hostile_session(10_000)
    for size in ((80, 24), (40, 10), (160, 40)):
        async with shown(table, size=size) as (_, press):
            for key in ("t", "right", "down", "end", "enter", "escape", "w", "escape", "left"):
                text = await press(key)
                assert not [char for char in text if char != "\n" and unicodedata.category(char) in COMMANDS]
