"""The desk's ranking where the commission agrees on its marks: it moves with each of them, and says what still waits."""

from __future__ import annotations

from msgspec.structs import replace

from commission.rules.ranking_rules import Rules
from tests.build import Table, a_session
from tests.tui.desk_room import shown


async def test_the_ranking_is_that_of_the_agreed_marks_and_names_the_lines_that_wait() -> None:
    definition = replace(a_session(("ana", "pam!"), ("d1", "d2")), rules=Rules(None, "consensus"))
    table = Table(definition).adopt().sheet("ana", "d2", A1="1", A2="7", B1="10").open()
    for code, value in (("A1", "1"), ("A2", "6.5"), ("B1", "9")):
        table.act("desk", "agree", dossier="d1", code=code, value=value)
    table.act("desk", "agree", dossier="d2", code="B1", value="10")
    async with shown(table, size=(120, 40)) as (_, press):
        screen = await press("v")
    assert "16,50" in screen
    assert "la commission n'a pas encore arrêté de note pour A1, A2" in screen
    assert "une note arrêtée en commun par la commission" in screen
    assert "18,00" not in screen


async def test_the_panel_says_why_a_mark_was_agreed_on() -> None:
    definition = replace(a_session(("ana", "pam!"), ("d1", "d2")), rules=Rules(None, "consensus"))
    table = Table(definition).adopt().open()
    for code, value in (("A1", "1"), ("A2", "6.5"), ("B1", "9")):
        table.act("desk", "agree", dossier="d1", code=code, value=value)
    table.act("desk", "agree", dossier="d1", code="B1", value="8", reason="annexe relue")
    table.act("desk", "agree", dossier="d2", code="B1", value="3", reason="budget absent")
    async with shown(table, size=(120, 40)) as (_, press):
        screen = await press("v")
        assert "B1, 8 arrêté en commun : annexe relue" in screen
        assert "budget absent" not in screen
        assert "B1, 3 arrêté en commun : budget absent" in await press("down")
