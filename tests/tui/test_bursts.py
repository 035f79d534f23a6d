"""Keys that arrive together, as a lagging line delivers them, are carried out strictly in the order they were typed."""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea

from commission.tui.widgets.fields import Field
from tests.tui.drive import sitting
from tests.tui.fake_room import aemo_room
from tests.tui.test_sheet_screen import cursor_line, started


async def test_of_keys_that_arrive_together_in_a_filtered_list_the_arrows_come_before_enter() -> None:
    async with sitting(started(aemo_room())) as seated:
        await seated.burst("/↓↓⏎")
        assert "nord-3" in seated.lines[1]
        await seated.burst("/s⌫↓⏎")
        assert "nord-2" in seated.lines[1]
        await seated.burst("/recrut⏎")
        assert cursor_line(seated).startswith("▸ D3")


async def test_of_keys_that_arrive_together_in_a_field_those_that_erase_and_move_keep_their_place() -> None:
    async with sitting(started(aemo_room())) as seated:
        await seated.keys(":b5 9")
        for name in ("ctrl+u", *"b51", "left", "space", "end", "backspace", "7"):
            character = {"space": " "}.get(name, name if len(name) == 1 else None)
            seated.app.post_message(events.Key(name, character))
        await seated.pilot.pause()
        assert seated.app.screen.query_one(Field).value == "b5 7"
        await seated.keys("␛cab")
        for name in ("backspace", "c", "home", "d"):
            seated.app.post_message(events.Key(name, name if len(name) == 1 else None))
        await seated.pilot.pause()
        assert seated.app.screen.query_one(TextArea).text == "dac"


async def test_enter_before_an_arrow_opens_the_row_it_was_typed_on() -> None:
    async with sitting(aemo_room()) as seated:
        await seated.burst("⏎↓")
        assert "nord-1" in seated.lines[1]
        assert cursor_line(seated).startswith("▸ A2")


async def test_a_key_that_means_nothing_on_the_list_never_reaches_the_sheet_that_the_next_key_opens() -> None:
    room = aemo_room()
    async with sitting(room) as seated:
        await seated.burst("o⏎")
        assert cursor_line(seated).startswith("▸ A1")
        assert room.written == []
        await seated.keys("␛")
        await seated.burst("onc34⏎1⏎2⏎")
        assert [fields["value"] for _, fields in room.written] == ["1", "2"]


async def test_a_key_that_means_nothing_in_a_box_never_reaches_the_sheet_behind_it() -> None:
    room = aemo_room()
    async with sitting(started(room)) as seated:
        await seated.keys("/")
        for name in ("delete", "f2", "escape"):
            seated.app.post_message(events.Key(name, None))
        await seated.pilot.pause()
        await seated.pilot.pause()
        assert "QUICK MODE ON" not in seated.screen
