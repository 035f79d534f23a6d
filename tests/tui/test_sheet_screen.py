"""The sheet as a member sees and types it: real keys, real screen."""

from __future__ import annotations

import re
from typing import Any

import pytest
from textual.widgets import TextArea

from commission.tui.detail_lines import guidance_lines
from commission.tui.screens.score import ScoreScreen
from commission.tui.widgets.lines import Lines
from commission.tui.widgets.sheet import SheetView
from tests.build import Table, a_session
from tests.tui.drive import Seated, sitting
from tests.tui.fake_room import a_room, aemo_room
from tests.tui.screen_text import same_as_golden

PAINTED = re.compile(r"\x1b\[[0-9;]*[Hm]")
"""The sequences that go to a place on the terminal and that colour what is written there."""


def values(room: Any, dossier: str) -> dict[str, str]:
    return {code: cell.value for code, cell in room.state.sheet("ana", dossier).cells.items()}


def started(room: Any, dossier: str = "nord-1", code: str = "A1", value: str = "1") -> Any:
    """A room in which this member has already written a mark: the program opens on its sheet."""
    room.table.act("ana", "mark", dossier=dossier, code=code, value=value)
    return room


def cursor_line(seated: Seated) -> str:
    return next(line for line in seated.lines if line.startswith("▸"))


async def test_a_whole_dossier_takes_two_keys_a_line_and_three_for_ten() -> None:
    room = aemo_room()
    async with sitting(room) as seated:
        await seated.keys("⏎")
        typed = "1⏎" * 19 + "10⏎" + "5⏎"
        await seated.keys(typed)
        assert len(typed) == 43
        assert values(room, "nord-1") == {**dict.fromkeys(values(room, "nord-1"), "1"), "E1": "10", "E2": "5"}
        assert len(values(room, "nord-1")) == 21
        assert "Complete. Enter: nord-2" in cursor_line(seated)
        assert "✓ saved" in seated.screen
        await seated.keys("⏎")
        assert "nord-2" in seated.lines[1]
        assert cursor_line(seated).startswith("▸ A1")


async def test_of_a_number_too_long_for_its_cell_the_end_and_the_caret_stay_in_sight() -> None:
    async with sitting(aemo_room()) as seated:
        await seated.keys("⏎6,9123")
        assert "…9123▁ / " in cursor_line(seated)
        await seated.press("backspace")
        assert " 6.912▁ / " in cursor_line(seated)


async def test_in_quick_mode_a_dossier_takes_one_key_a_line() -> None:
    room = aemo_room()
    async with sitting(started(room)) as seated:
        await seated.press("f2")
        assert "QUICK MODE ON" in seated.screen
        await seated.keys("0")
        await seated.keys("6,5")
        await seated.keys("2" * 17 + "10" + "5")
        assert values(room, "nord-1")["A2"] == "6.5"
        assert values(room, "nord-1")["A1"] == "0"
        assert room.state.sheet("ana", "nord-1").left([sub.code for sub in room.definition.call.subs]) == []


async def test_keys_that_arrive_all_at_once_are_none_lost() -> None:
    room = aemo_room()
    async with sitting(started(room)) as seated:
        await seated.burst("1⏎6,5⏎2⏎3⏎4⏎")
        assert values(room, "nord-1") == {"A1": "1", "A2": "6.5", "A3": "2", "A4": "3", "B1": "4"}


async def test_keys_that_follow_the_opening_of_a_dossier_at_once_are_none_lost() -> None:
    room = aemo_room()
    async with sitting(room) as seated:
        await seated.burst("⏎1⏎6,5⏎cbien⏎2⏎")
        await seated.pilot.pause(0.1)
        assert values(room, "nord-1") == {"A1": "1", "A2": "6.5", "A3": "2"}
        assert room.state.sheet("ana", "nord-1").observations == {"A3": "bien"}


async def test_keys_that_follow_c_at_once_go_into_the_observation_and_never_into_a_mark() -> None:
    room = aemo_room()
    async with sitting(started(room)) as seated:
        await seated.burst("cnon 3o")
        assert values(room, "nord-1") == {"A1": "1"}
        assert seated.app.screen.query_one(TextArea).text == "non 3o"
        await seated.keys("⏎")
        assert room.state.sheet("ana", "nord-1").observations == {"A1": "non 3o"}
        assert "*" in cursor_line(seated)


async def test_the_unshifted_top_row_and_every_comma_type_marks() -> None:
    room = aemo_room()
    async with sitting(started(room, code="A1")) as seated:
        await seated.keys("↓")
        await seated.press("minus", "comma", "left_parenthesis", "enter")
        await seated.press("quotation_mark", "enter", "é", "full_stop", "left_parenthesis", "enter")
        assert values(room, "nord-1") == {"A1": "1", "A2": "6.5", "A3": "3", "A4": "2.5"}


async def test_a_mark_on_its_way_shows_an_ellipsis_and_saved_only_after() -> None:
    room = started(aemo_room())
    async with sitting(room) as seated:
        room.hold()
        await seated.keys("↓6⏎")
        await seated.pilot.pause(0.05)
        a2 = next(line for line in seated.lines if " A2 " in line)
        assert "6 / 7" in a2
        assert "…" in a2[-6:]
        assert "✓ saved" not in seated.screen
        assert "… writing" in seated.screen
        room.settle()
        await seated.pilot.pause()
        assert "✓ saved" in seated.screen


async def test_a_refused_mark_says_why_on_its_own_line() -> None:
    room = started(aemo_room())
    async with sitting(room) as seated:
        await seated.keys("↓7,5")
        assert "✗ 7.5: the maximum is 7" in cursor_line(seated)
        await seated.keys("⏎")
        assert cursor_line(seated).startswith("▸ A2")
        assert "– / 7" in cursor_line(seated)
        assert values(room, "nord-1") == {"A1": "1"}


async def test_only_the_changed_line_goes_to_the_terminal() -> None:
    async with sitting(started(aemo_room())) as seated:
        await seated.keys("↓")
        sent: list[str] = []
        seated.app._display = lambda _, update: sent.append(update.render_segments(seated.app.console))  # type: ignore[method-assign,assignment,union-attr]
        await seated.keys("6")
        assert ["".join(PAINTED.split(each)).strip() for each in sent] == [cursor_line(seated)]


async def test_no_opinion_asks_its_reason_and_goes_on() -> None:
    room = started(aemo_room())
    async with sitting(room) as seated:
        await seated.keys("no idea⏎")
        assert room.state.sheet("ana", "nord-1").cell("A1").value == "declined"
        assert room.state.sheet("ana", "nord-1").cell("A1").reason == "o idea"
        await seated.keys("o")
        assert values(room, "nord-1")["A2"] == "not-applicable"
        await seated.keys("n␛")
        assert "A3" not in values(room, "nord-1")


async def test_undo_goes_where_it_undoes() -> None:
    room = started(aemo_room())
    async with sitting(room) as seated:
        await seated.keys("↓6⏎")
        await seated.press("ctrl+z")
        assert values(room, "nord-1")["A2"] == ""
        assert cursor_line(seated).startswith("▸ A2")


async def test_hand_in_says_what_is_missing_and_the_same_key_opens_again() -> None:
    room = started(aemo_room())
    async with sitting(room) as seated:
        await seated.keys("r")
        assert "20 lines have no answer: A2, A3" in seated.screen
        await seated.keys("␛")
        assert not room.state.sheet("ana", "nord-1").handed_in
        await seated.keys("r⏎")
        assert room.state.sheet("ana", "nord-1").handed_in
        assert "handed in" in seated.lines[1]
        await seated.keys("5")
        assert "✗" in seated.screen
        await seated.keys("r⏎")
        assert not room.state.sheet("ana", "nord-1").handed_in


async def test_find_goes_to_a_line_and_to_a_dossier() -> None:
    async with sitting(started(aemo_room())) as seated:
        await seated.keys("/recrutement⏎")
        assert cursor_line(seated).startswith("▸ D3")
        await seated.keys("/malveran⏎")
        assert "nord-2" in seated.lines[1]


async def test_in_words_with_completion_and_history() -> None:
    room = started(aemo_room())
    async with sitting(room) as seated:
        await seated.keys(":b5 6,5 bon partenariat⏎")
        assert values(room, "nord-1")["B5"] == "6.5"
        assert room.state.sheet("ana", "nord-1").observations == {"B5": "bon partenariat"}
        await seated.keys("b5 9⏎")
        assert "✗ 9: the maximum is 8" in seated.screen
        await seated.keys("↑")
        await seated.keys("⌫7⏎")
        assert values(room, "nord-1")["B5"] == "7"
        await seated.keys("e⇥")
        await seated.pilot.pause()
        assert seated.app.screen.query_one("#answer").value.casefold() == "e1"  # type: ignore[attr-defined]


async def test_down_one_line_across_dossiers_and_back() -> None:
    room = started(aemo_room(), code="B5", value="6")
    async with sitting(room) as seated:
        await seated.keys("v↓4⏎5⏎")
        assert [values(room, each).get("B5") for each in ("nord-1", "nord-2", "nord-3")] == ["6", "4", "5"]
        await seated.keys("v")
        assert "sud-1" in seated.lines[1]
        assert cursor_line(seated).startswith("▸ B5")


async def test_the_next_line_across_dossiers_starts_on_the_first_that_can_still_be_scored() -> None:
    room = started(aemo_room())
    room.table.act("ana", "hand-in", dossier="nord-1")
    async with sitting(room) as seated:
        await seated.keys("⏎v")
        assert "nord-2" in cursor_line(seated)
        await seated.keys("1⏎1⏎1⏎1⏎")
        assert "End of line A1" in cursor_line(seated)
        await seated.keys("⏎")
        assert "A2" in seated.lines[1]
        assert "nord-2" in cursor_line(seated)


async def test_the_mouse_moves_the_cursor() -> None:
    async with sitting(started(aemo_room())) as seated:
        await seated.pilot.click("#sheet", offset=(10, 3))
        assert cursor_line(seated).startswith("▸ A3")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (60, 20), (40, 10), (20, 5), (1, 1)])
async def test_what_must_always_be_seen_is_seen_at_every_size(size: tuple[int, int]) -> None:
    async with sitting(started(aemo_room(), code="E1", value="7"), size=size) as seated:
        await seated.keys("↑")
        if size >= (40, 10):
            assert "/ 5" in cursor_line(seated)
        if size >= (80, 24):
            shown = seated.screen
            assert "D 0 / 15" in shown
            assert "20 lines left" in shown
            assert "no change yet" in shown


async def test_another_size_of_the_terminal_lays_everything_out_anew() -> None:
    async with sitting(started(aemo_room(), code="B2"), (120, 40)) as seated:
        for size in ((44, 11), (80, 24), (200, 60), (70, 18)):
            await seated.pilot.resize_terminal(*size)
            await seated.pilot.pause()
            await seated.pilot.pause()
            resized = [
                cursor_line(seated).rstrip("█│ "),
                seated.app.screen.query_one("#detail", Lines).text,
                *seated.lines[-3:],
            ]
            async with sitting(started(aemo_room(), code="B2"), size) as fresh:
                anew = [
                    cursor_line(fresh).rstrip("█│ "),
                    fresh.app.screen.query_one("#detail", Lines).text,
                    *fresh.lines[-3:],
                ]
            assert resized == anew


async def test_everywhere_on_the_sheet_the_cursor_and_its_criterion_are_in_sight() -> None:
    async with sitting(started(aemo_room())) as seated:
        sheet = seated.app.screen.query_one(SheetView)
        scoring = sheet.scoring
        for way in (1, -1):
            for _ in range(23):
                scoring.move(way)
                sheet.redraw()
                shown = sheet.text.splitlines()
                assert any(line.startswith("▸") for line in shown)
                if scoring.sub:
                    heads = [line.split()[0] for line in shown if not line.startswith((" ", "▸"), 1)]
                    assert scoring.sub.criterion in heads


async def test_three_lines_of_guidance_stay_in_sight_on_every_line_at_80_by_24() -> None:
    room = started(aemo_room())
    for sub in room.definition.call.subs:
        room.table.act("ana", "observation", dossier="nord-1", code=sub.code, text="Une remarque assez longue. " * 8)
    async with sitting(room) as seated:
        screen = seated.app.screen
        assert isinstance(screen, ScoreScreen)
        for sub in room.definition.call.subs:
            screen.scoring.to("nord-1", sub.code)
            screen.redraw()
            shown = screen.query_one("#detail", Lines).text
            passage = [line.text.strip().rstrip("…") for line in guidance_lines(sub, 78, 3, seated.app.words)]
            assert [line for line in passage if line not in shown] == []
            assert sub.title[:60] in shown


async def test_the_program_opens_where_the_member_stopped() -> None:
    async with sitting(started(aemo_room(), "nord-3", "C2", "1")) as seated:
        assert "nord-3" in seated.lines[1]
        assert cursor_line(seated).startswith("▸ C2")


async def test_an_observation_being_typed_comes_back_after_a_crash() -> None:
    room = started(aemo_room())
    async with sitting(room) as seated:
        await seated.keys("↓cbien")
        assert seated.app.keeper is not None
        seated.app.keeper.settle()
        assert room.kept.text == "bien"
    room.closed = False
    async with sitting(room) as seated:
        assert seated.app.screen.query_one(TextArea).text == "bien"
        await seated.keys("⏎")
        assert room.state.sheet("ana", "nord-1").observations == {"A2": "bien"}
        assert seated.app.keeper is not None
        seated.app.keeper.settle()
        assert room.kept is None


async def test_giving_up_an_observation_asks_first() -> None:
    room = started(aemo_room())
    async with sitting(room) as seated:
        await seated.keys("cbien␛")
        assert "Forget what you have typed here?" in seated.screen
        await seated.keys("␛")
        assert seated.app.screen.query_one(TextArea).text == "bien"
        await seated.keys("␛⏎")
        assert isinstance(seated.app.screen, ScoreScreen)
        assert room.state.sheet("ana", "nord-1").observations == {}


async def test_what_others_write_never_shows_on_a_members_sheet() -> None:
    table = Table(a_session(["ana", "bob"])).adopt()
    table.marks("ana", "d1", A1="1")
    room = a_room("ana", table)
    async with sitting(room) as seated:
        before = seated.screen
        table.marks("bob", "d1", A1="0", A2="7", B1="10")
        room.changed()
        await seated.pilot.pause()
        assert seated.screen == before


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_sheet_looks_like_this(size: tuple[int, int]) -> None:
    room = started(aemo_room(), code="B2", value="3.5")
    room.table.act("ana", "observation", dossier="nord-1", code="B2", text="Repli prévu, répit vague.")
    room.table.act("ana", "mark", dossier="nord-1", code="B3", value="declined", reason="pas assez d'éléments")
    room.table.act("ana", "mark", dossier="nord-1", code="B4", value="not-applicable")
    room.table.act("ana", "mark", dossier="nord-2", code="B2", value="4")
    room.table.act("ana", "mark", dossier="nord-1", code="B2", value="2")
    async with sitting(room, size) as seated:
        await seated.keys("4")
        same_as_golden(seated.app, f"sheet-{size[0]}x{size[1]}")


async def test_the_other_looks_of_the_sheet() -> None:
    room = started(aemo_room(), code="B5", value="6")
    async with sitting(room) as seated:
        await seated.press("end", "down")
        same_as_golden(seated.app, "sheet-end")
        await seated.keys("↑v")
        same_as_golden(seated.app, "sheet-across")
        await seated.press("f1")
        same_as_golden(seated.app, "sheet-help")
        await seated.keys("␛")
        await seated.press("ctrl+p")
        same_as_golden(seated.app, "sheet-actions")


async def test_a_very_small_terminal_still_scores() -> None:
    room = started(aemo_room(), code="A2", value="5")
    async with sitting(room, (40, 10)) as seated:
        same_as_golden(seated.app, "sheet-40x10")
        await seated.keys("6⏎")
        assert values(room, "nord-1")["A2"] == "6"
