"""The desk's ranking where lots bear on each other: the common ranking below a lot's own, and a reason for each dossier."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from tests.build import Table, a_call, a_dossier, a_lot, a_session
from tests.tui.desk_room import shown

POINTS = {"n1": ("nord", "9"), "n2": ("nord", "8"), "s1": ("sud", "7"), "s2": ("sud", "6")}


def a_table(*opened: str, **rules: Any) -> Table:
    """Two lots of two dossiers, scored by ana; the applicant of n1 filed s1 too."""
    dossiers = [a_dossier(code, lot, "Les Ajoncs" if code in {"n1", "s1"} else "") for code, (lot, _) in POINTS.items()]
    call = a_call({"A": {"A1": "10"}}, (a_lot("nord"), a_lot("sud")))
    definition = a_session(["ana", "pre!"], dossiers, call, step=None)
    rules = {"selection": "number", "number": 2} | rules
    table = Table(replace(definition, rules=replace(definition.rules, **rules))).adopt()
    table.act("pre@desk", "recuse", lot="nord", member="pre", reason="lien")
    for code, (_, mark) in POINTS.items():
        table.sheet("ana", code, A1=mark)
    for lot in opened:
        table.open(lot)
    return table


async def test_the_common_ranking_stands_below_the_lots_own_and_says_why() -> None:
    async with shown(a_table("nord", "sud", lots="together", most_per_lot=1), size=(100, 40)) as (_, press):
        text = await press("v")
        assert "Classement commun de tous les lots" in text
        rows = [
            line.split()
            for line in text.split("Classement commun")[1].splitlines()
            if "nord " in line or "sud " in line
        ]
        assert [(row[0], row[1], row[2], row[-1]) for row in rows[:4]] == [
            ("1", "n1", "nord", "oui"),
            ("2", "n2", "nord", "non"),
            ("3", "s1", "sud", "oui"),
            ("4", "s2", "sud", "non"),
        ]
        text = await press("down", "down", "down", "down", "down")
        assert "Pourquoi ce rang · n2" in text
        assert "Passé : déjà 1 en rang utile dans le lot nord (n1)" in text


async def test_while_a_lot_is_shut_the_common_ranking_says_so_and_shows_no_dossier() -> None:
    async with shown(a_table("nord", lots="together"), size=(120, 40)) as (_, press):
        text = await press("v")
    below = text.split("Classement commun de tous les lots")[1].split("Règles")[0]
    assert "Pas encore de classement commun : les notes de sud" in below
    assert not {"n1", "n2", "s1", "s2"} & set(below.split())


async def test_a_dossier_passed_over_says_so_even_on_a_narrow_screen() -> None:
    async with shown(a_table("nord", "sud", per_applicant=1)) as (_, press):
        text = await press("tab", "v")
        assert "✗ non" in text
        assert "Passé : le même candidat est déjà en rang utile avec n1" in text


async def test_a_president_who_withdrew_from_a_lot_is_told_nothing_of_it_by_another() -> None:
    async with shown(a_table("nord", "sud", per_applicant=1), who="pre", size=(120, 40)) as (_, press):
        text = await press("tab", "v")
        assert "Rang utile provisoire" in text
        assert "n1" not in text
    async with shown(a_table("nord", "sud", lots="together"), who="pre", size=(120, 40)) as (_, press):
        assert "Pas encore de classement commun : les notes de nord" in await press("tab", "v")


async def test_a_key_puts_the_proposal_to_the_vote_lot_by_lot_or_for_all_at_once() -> None:
    table = a_table("nord", "sud")
    async with shown(table, size=(120, 40)) as (_, press):
        text = await press("v", "p")
        assert "n1 > n2" in text
        await press("enter")
    assert table.state.rankings["nord"].order == (("n1",), ("n2",))
    together = a_table("nord", "sud", lots="together")
    async with shown(together, size=(120, 40)) as (_, press):
        assert "n1 > n2 > s1 > s2" in await press("v", "p")
        text = await press("enter")
        assert "Classement saisi par la commission, pas encore voté" in text
    assert list(together.state.rankings) == ["*"]


async def test_nothing_is_put_to_the_vote_while_marks_are_blind() -> None:
    table = a_table("nord", lots="together")
    async with shown(table, size=(120, 40)) as (_, press):
        assert "ne sont pas mises en commun" in await press("v", "p")
    assert table.state.rankings == {}
