"""The desk's ranking on grids that are not plain points: nothing after a slash that is not there, no bar for opinions."""

from __future__ import annotations

import pytest

from tests.examples.table import FOLDER, a_table
from tests.tui.desk_room import shown


@pytest.mark.parametrize("name", sorted(each.name for each in FOLDER.iterdir()))
async def test_every_example_has_its_ranking_at_the_desk(name: str) -> None:
    async with shown(a_table(name)) as (_, press):
        screen = await press("v")
        assert "CLASSEMENT" in screen
        assert "▸ 1 " in screen
        assert "/–" not in screen
        assert "sur –" not in screen
        assert "– points" not in screen


async def test_opinions_have_no_bar_and_a_bonus_is_explained() -> None:
    async with shown(a_table("avis")) as (_, press):
        assert "B /0" not in await press("v")
    async with shown(a_table("bonus"), size=(120, 40)) as (_, press):
        assert "Bonus, hors du maximum : 4" in await press("v")
