"""What the screens answer where something cannot be done, and where the cursor stands after."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from commission.files.locate import EXAMPLE, shipped
from commission.live.identity import slip_hash
from commission.live.room import Room
from commission.tui import safe
from commission.tui.app import sessions_here
from commission.tui.screens.asking import Confirm, Question
from commission.tui.screens.dossiers import Dossiers
from commission.tui.screens.reading import help_lines
from commission.tui.screens.score import ScoreScreen
from commission.tui.widgets.lines import Lines
from commission.tui.widgets.menu import Menu
from tests.tui.desk_room import a_desk, shown
from tests.tui.drive import sitting
from tests.tui.fake_room import aemo_room
from tests.tui.test_sheet_screen import cursor_line, started, values


def handed_in(room: Any = None) -> Any:
    """A room in which the sheet on nord-1 is handed in."""
    room = room or started(aemo_room())
    room.table.act("ana", "hand-in", dossier="nord-1")
    return room


# --- Which session, and who --------------------------------------------------------------------------------------


async def test_of_the_example_and_its_copy_only_the_copy_is_listed_by_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(shipped("sessions") / EXAMPLE, tmp_path / "essais" / EXAMPLE)
    (tmp_path / "sessions").symlink_to(shipped("sessions"))
    monkeypatch.chdir(tmp_path)
    found = sessions_here(Path())
    assert [each.as_posix() for each in found] == [f"essais/{EXAMPLE}"]
    async with sitting(None, who=None, folder=None, found=found) as seated:
        assert f"▸ essais/{EXAMPLE}" in seated.screen


async def test_with_the_example_alone_the_screen_says_what_opens_a_copy() -> None:
    found = sessions_here(shipped("sessions"))
    assert found == []
    async with sitting(None, who=None, folder=None, found=found) as seated:
        assert "commission demo opens the example" in seated.screen


async def test_a_wrong_code_is_asked_again_of_the_same_member(tmp_path: Path) -> None:
    demo = Path(shutil.copytree(shipped("sessions") / EXAMPLE, tmp_path / EXAMPLE))
    with Room.open(demo, "desk") as room:
        room.act("slip", member="m-perroday", code=slip_hash("4711"))
    async with sitting(None, who="m-perroday", folder=demo) as seated:
        await seated.keys("0000⏎")
        assert isinstance(seated.app.screen, Question)
        assert "✗ This is not the code of Nadia Perroday" in seated.screen
        assert "Nadia Perroday: type the personal code" in seated.screen
        await seated.keys("␛")
        assert cursor_line(seated).startswith("▸ Nadia Perroday")
        await seated.keys("⏎0⏎4711⏎")
        await seated.until(lambda: isinstance(seated.app.screen, Dossiers | ScoreScreen))


# --- Where the cursor stands -------------------------------------------------------------------------------------


async def test_handing_in_from_the_list_leaves_the_cursor_on_its_row() -> None:
    room = aemo_room()
    async with sitting(room) as seated:
        await seated.keys("⏎␛↓↓")
        assert cursor_line(seated).startswith("▸ nord-3")
        await seated.keys("r␛")
        assert cursor_line(seated).startswith("▸ nord-3")
        await seated.keys("r⏎")
        assert room.state.sheet("ana", "nord-3").handed_in
        assert cursor_line(seated).startswith("▸ nord-3")


async def test_back_from_a_sheet_the_cursor_is_on_the_dossier_that_was_left() -> None:
    async with sitting(aemo_room()) as seated:
        await seated.keys("⏎→␛")
        assert cursor_line(seated).startswith("▸ nord-2")


async def test_from_the_end_of_a_dossier_the_next_one_begins_where_it_is_unanswered() -> None:
    room = aemo_room()
    for sub in room.definition.call.subs:
        room.table.act("ana", "mark", dossier="nord-1", code=sub.code, value="1")
    room.table.act("ana", "mark", dossier="nord-2", code="A1", value="1")
    async with sitting(room) as seated:
        seated.app.scoring.to("nord-1", "E2")  # type: ignore[union-attr]
        await seated.keys("␛⏎")
        await seated.press("end", "down")
        assert "Complete" in cursor_line(seated)
        await seated.keys("→")
        assert "nord-2" in seated.lines[1]
        assert cursor_line(seated).startswith("▸ A2")


# --- A sheet handed in -------------------------------------------------------------------------------------------


async def test_a_mark_typed_on_a_sheet_handed_in_stays_refused_through_enter() -> None:
    room = handed_in()
    async with sitting(room) as seated:
        await seated.keys("↑⏎5⏎")
        assert "✗" in cursor_line(seated)
        assert "is handed in" in cursor_line(seated)
        assert cursor_line(seated).startswith("▸ A2")
        assert values(room, "nord-1") == {"A1": "1"}
        await seated.keys("↓")
        assert "✗" not in seated.screen


async def test_the_key_that_opens_a_sheet_again_says_so() -> None:
    async with sitting(handed_in()) as seated:
        await seated.keys("↑")
        assert "r reopen" in seated.screen
        await seated.keys("↓")
        assert "r hand in" in seated.screen
        await seated.keys("↑⏎")
        assert "r reopen" in seated.screen


async def test_once_marks_are_opened_the_sheet_is_not_offered_to_be_opened_again() -> None:
    room = handed_in()
    room.table.open("nord")
    async with sitting(room) as seated:
        await seated.keys("↑↑↑")
        assert "r reopen" not in seated.screen
        await seated.keys("r")
        assert not isinstance(seated.app.screen, Confirm)
        assert "only the presidency reopens a sheet, with" in " ".join(seated.screen.split())


async def test_once_marks_are_opened_a_closed_sheet_says_who_reopens_it_and_offers_no_answer() -> None:
    room = handed_in()
    async with sitting(room) as seated:
        await seated.keys("↑↑↑⏎")
        assert "o not applicable" not in seated.screen
        room.table.open("nord")
        for typed in ("5", "↓o", "↓n", "↓c"):
            await seated.keys(typed)
            said = " ".join(seated.screen.split())
            assert "the presidency reopens the sheet first" in said, typed
            assert "reopen it before" not in said
            assert "o not applicable" not in said
        await seated.keys(":A2 5⏎")
        assert '✗ the marks are opened, so a mark on dossier "nord-1"' in seated.screen
        assert values(room, "nord-1") == {"A1": "1"}


@pytest.mark.parametrize("lang", ["fr", "en"])
async def test_a_refusal_on_the_sheet_is_read_whole_with_its_remedy(lang: str) -> None:
    room = handed_in()
    room.table.open("nord")
    async with sitting(room, lang=lang) as seated:
        await seated.keys("↑↑↑⏎")
        before = seated.lines
        await seated.keys("5")
        fault = seated.app.scoring.notice.fault if seated.app.scoring else None
        assert fault is not None
        assert seated.app.words.short(fault) in " ".join(seated.screen.split())
        assert cursor_line(seated).startswith("▸ A2  ✗")
        await seated.keys("⌫")
        await seated.pilot.pause()
        assert seated.lines == before


async def test_what_is_being_typed_or_was_refused_is_not_said_to_be_saved() -> None:
    async with sitting(started(aemo_room())) as seated:
        await seated.keys("↓1⏎")
        assert "✓ saved" in seated.screen
        await seated.keys("2")
        assert "✓ saved" not in seated.screen
        await seated.keys("⌫")
        assert "✓ saved" in seated.screen
        await seated.keys("9")
        assert "✗ not saved" in seated.screen
        await seated.keys("␛")
        assert "✓ saved" in seated.screen


# --- A paper sheet -----------------------------------------------------------------------------------------------


async def test_a_paper_sheet_is_handed_in_after_the_lines_that_were_not_typed_are_named() -> None:
    table = a_desk()
    async with shown(table, language="en") as (_, press):
        await press("tab", "down", "down", "s", "=1", "enter")
        text = await press("r")
        assert "20 lines were not typed here: A2, A3" in text
        assert "The sheet of Bob Tarnec on sud-1 is handed in." in await press("enter")
        assert "The sheet of Bob Tarnec on sud-1 is open again." in await press("r", "enter")
        text = await press(*["=1", "enter"] * 20)
        assert "The sheet of Bob Tarnec is complete; r hands it in." in text
        await press("r", "enter")
    assert table.state.sheet("bob", "sud-1").handed_in


# --- In words ----------------------------------------------------------------------------------------------------


async def test_an_observation_that_words_would_replace_is_shown_before_and_after() -> None:
    room = started(aemo_room())
    room.table.act("ana", "observation", dossier="nord-1", code="B5", text="bon partenariat")
    async with sitting(room) as seated:
        await seated.keys(":b5 6,5")
        assert "Replaces" not in seated.screen
        await seated.keys(" à revoir")
        assert "Replaces: bon partenariat" in seated.screen
        assert room.state.sheet("ana", "nord-1").observations == {"B5": "bon partenariat"}
        await seated.keys("⏎")
        assert "→ b5 6,5 à revoir   Replaced: bon partenariat" in seated.screen
        assert room.state.sheet("ana", "nord-1").observations == {"B5": "à revoir"}
        await seated.keys("b5 nspp sans élément")
        assert "Replaces: 6.5" in seated.screen
        assert "Replaces: 6.5 ·" not in seated.screen
        await seated.keys("⏎b5 obs")
        assert "Replaces" not in seated.screen
        await seated.keys(" tout revoir⏎")
        assert "→ b5 obs tout revoir   Replaced: à revoir" in seated.screen


async def test_a_mark_that_words_would_replace_is_shown_before_and_after() -> None:
    room = started(aemo_room(), code="B5", value="6.5")
    async with sitting(room, lang="fr") as seated:
        await seated.keys(":b5 6,5")
        assert "Remplace" not in seated.screen
        await seated.keys("⌫⌫⌫7")
        assert "Remplace : 6,5" in seated.screen
        await seated.keys("⏎")
        assert "→ b5 7   Remplacé : 6,5" in seated.screen
        await seated.keys("b5 sept⏎")
        assert "✗ sept : ce n'est pas un nombre de 0 à 8" in seated.screen
        assert "b5 obs bon partenariat" in seated.screen
        assert (values(room, "nord-1")["B5"], room.state.sheet("ana", "nord-1").observations) == ("7", {})


async def test_a_long_refusal_in_words_is_read_whole_on_a_narrow_screen() -> None:
    async with sitting(started(aemo_room()), size=(36, 24), lang="fr") as seated:
        await seated.keys(":b5 6,7⏎")
        said = seated.app.screen.query_one("#answer-said", Lines)
        assert said.size.height == len(said.text.splitlines()) == 2
        assert " ".join(said.text.split()) == "✗ 6,7 : par demi-point : 6,5 ou 7"


# --- Rows that are too long, keys, and colours ---------------------------------------------------------------------


@pytest.mark.parametrize("keys", ["ctrl+p", "slash"])
async def test_a_row_that_is_too_long_ends_in_an_ellipsis(keys: str) -> None:
    async with sitting(started(aemo_room()), size=(40, 24)) as seated:
        await seated.press(keys)
        rows = [each.line for each in seated.app.screen.query_one(Menu).items]
        room_for = seated.app.screen.query_one(Menu).size.width - 2
        long = [each.text for each in rows if safe.width(each.text) > room_for]
        assert long
        shown_rows = seated.app.screen.query_one(Menu)
        for number, item in enumerate(shown_rows.items):
            assert shown_rows._row(number).text.endswith("…") == (item.line.text in long)


async def test_help_at_the_desk_lists_what_has_a_key() -> None:
    async with shown(a_desk(), language="en") as (app, press):
        await press("f1")
        lines = [each.text for each in help_lines(app.page, 70, app.words)]
        assert any("Type a paper sheet" in each for each in lines)
        assert not [each for each in lines if not each.strip()]
        assert not [each for each in lines if "Settle" in each or "Say which of two" in each]


@pytest.mark.parametrize(("cells", "text"), [(9, "ab · cde"), (8, "ab · cde"), (7, "ab · c…"), (5, "ab ·…"), (1, "…")])
def test_a_line_is_cut_with_an_ellipsis_only_where_it_is_too_long(cells: int, text: str) -> None:
    assert safe.cut(safe.line("ab", " · ", "cde"), cells).text == text
