"""The room screen: neutral on one key and during hearings; before the opening the same bytes whatever the marks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from commission.publication.projected import projected_text
from commission.session.hearing import is_hearing
from commission.tui.app import CommissionApp
from commission.tui.projector import digits
from commission.tui.screens.projector import ProjectorPage
from commission.words import Words
from tests.build import Table, a_call, a_dossier, a_lot, a_session
from tests.tui.desk_room import DeskRoom, a_desk
from tests.tui.screen_text import same_as_golden, screen_text
from tests.tui.test_debate import a_debate

MARKS = ("2,5", "11", "Kerven", "Sorvel", "Tarnec", "PK", "AS")


@asynccontextmanager
async def wall(
    table: Table, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[CommissionApp, Callable[..., Any]]]:
    """The projector on this session; gives the program and a function that presses keys and reads the wall."""
    room: Any = DeskRoom(table, "desk")
    app = CommissionApp(
        Path("essai"), "desk", desk=True, words=Words("fr"), opener=lambda *_, **__: room,
        front=lambda room, _: ProjectorPage(room),
    )  # fmt: skip
    async with app.run_test(size=size) as pilot:

        async def press(*keys: str) -> str:
            for key in keys:
                await pilot.press(key)
            await pilot.pause()
            await pilot.pause()
            return screen_text(app)

        yield app, press
    if app.crash:
        raise app.crash


async def test_it_begins_with_the_title_of_the_call_and_nothing_else() -> None:
    table = a_desk()
    async with wall(table) as (app, press):
        text = await press()
        assert " ".join(text.split()) == " ".join(table.definition.call.title.split())
        same_as_golden(app, "room_neutral")


async def test_one_key_shows_how_many_sheets_are_handed_in_and_the_same_key_hides_it_again() -> None:
    async with wall(a_desk()) as (app, press):
        neutral = await press()
        text = await press("n")
        assert text.count("fiches remises sur") == 2
        same_as_golden(app, "room_sheets")
        assert await press("space") == neutral
        assert await press("space") == text


async def test_the_ranking_and_the_marks_of_an_opened_lot_on_a_key_of_their_own() -> None:
    async with wall(a_debate()) as (app, press):
        await press("n")
        text = await press("v")
        assert "Classement proposé" in text
        assert "Malvéran" in text
        assert "reçu" not in text.casefold()  # nobody's refusal
        same_as_golden(app, "room_ranking")
        text = await press("v", "right")
        assert "8*" in text
        assert "AS Ana Sorvel" in text
        assert "Partenariat décrit" not in text  # no observation on a wall
        same_as_golden(app, "room_marks")
        assert "fiches remises sur" in await press("v")


async def test_from_any_view_one_key_is_neutral_and_back_is_never_to_what_is_opened() -> None:
    async with wall(a_debate()) as (_, press):
        neutral = await press()
        await press("n", "v", "v")
        assert await press("n") == neutral
        assert await press("v") == neutral
        assert await press("tab") == neutral
        text = await press("n")
        assert "fiches remises sur" in text
        assert "Malvéran" not in text


async def test_nobodys_withdrawal_is_shown() -> None:
    async with wall(a_debate(), size=(120, 40)) as (_, press):
        for keys in ((), ("n",), ("v",), ("v",)):
            text = await press(*keys)
            assert "Tarnec" not in text
            assert "Administrateur" not in text
            assert "déport" not in text.casefold()


async def test_a_blind_lot_has_no_other_view_and_no_key_goes_there() -> None:
    async with wall(a_desk()) as (_, press):
        await press("n", "v")
        assert "service Nord" in await press("tab")
        assert "sud-1" not in await press("v", "tab", "v", "v")


async def test_nothing_is_opened_by_any_key() -> None:
    table = Table(a_session(("ana", "bob"))).adopt()
    table.sheet("ana", "d1", A1="1", A2="7", B1="9")
    async with wall(table) as (_, press):
        await press("n", "v", "tab", "o", "a", "enter", "right", "down", "f6", "v")
        assert table.state.opened == {}


async def test_a_lot_opened_meanwhile_shows_no_mark_until_the_key_is_struck() -> None:
    table = Table(a_session(("ana",))).adopt().sheet("ana", "d1", A1="1", A2="7", B1="9")
    table.sheet("ana", "d2", A1="1", A2="1", B1="1")
    async with wall(table) as (_, press):
        await press("n", "v")
        table.open()
        text = await press("right")
        assert "Classement" not in text
        assert "17,00" in await press("v")


async def test_it_is_neutral_by_itself_during_a_hearing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_hearing(a_desk().state)
    async with wall(a_debate()) as (_, press):
        neutral = await press()
        await press("n", "v")
        monkeypatch.setattr("commission.tui.screens.projector.is_hearing", lambda _: True)
        assert await press("v") == neutral
        assert await press("n") == neutral


def one_of_two(value: str, other: str) -> Table:
    """A lot opened and a lot blind; in the blind one, marks of this and that value, one sheet handed in."""
    table = a_desk()
    table.sheet("bob", "sud-2", A1=value, B5=other).marks("pam", "sud-1", A1=other, C3=value)
    return table.marks("eve", "sud-2", A1=other)


async def test_every_view_is_the_same_bytes_whatever_the_blind_marks() -> None:
    keys = ("n", "v", "v", "tab", "right", "v", "f6", "f6", "f6", "n", "n", "tab", "v")
    seen = []
    for values in (("0", "1"), ("1", "0.5")):
        for size in ((80, 24), (120, 40)):
            async with wall(one_of_two(*values), size) as (_, press):
                seen.append([await press(), *[await press(key) for key in keys]])
    assert seen[:2] == seen[2:]


def test_the_same_as_lines_whatever_the_blind_marks_and_nobody_is_named() -> None:
    words = Words("fr")
    one, other = (projected_text(one_of_two(*each).state, words) for each in (("0", "1"), ("1", "0.5")))
    assert one == other
    assert not any(name in one for name in MARKS[2:])
    assert "2 fiches remises sur 6" in one


async def test_many_lots_take_a_line_each() -> None:
    lots = tuple(a_lot(f"l{n}") for n in range(12))
    dossiers = [a_dossier(f"d{n}", f"l{n}") for n in range(12)]
    table = Table(a_session(("ana",), dossiers, a_call(lots=lots))).adopt()
    async with wall(table) as (_, press):
        text = await press("n")
        assert text.count("0 fiche remise sur 1") == 12


async def test_a_small_terminal_and_a_very_small_one() -> None:
    for size in ((40, 10), (20, 5)):
        async with wall(a_debate(), size) as (_, press):
            for key in ("n", "v", "down", "v", "down", "up", "v"):
                await press(key)


def test_figures_are_three_rows_high() -> None:
    assert digits("12") == ["╺┓  ╺━┓", " ┃  ┏━┛", "╺┻╸ ┗━╸"]
