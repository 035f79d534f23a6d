"""The desk's screen of admissibility: at a glance, what is done there, and that no mark bears on it."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

import pytest
from msgspec.structs import replace

from commission.session.entry import AskCompletion, Completed, Confirm, Refuse
from commission.tui.desk_admissibility import OUTCOMES, sign
from commission.words.terms import TERMS
from tests.build import Table, a_dossier, a_member, a_session
from tests.session.admissible import ASKED, the_call
from tests.tui.desk_room import a_desk, marks, shown
from tests.tui.fake_room import aemo
from tests.tui.screen_text import same_as_golden

MANDATORY = tuple(each.code for each in aemo().asked.pieces if each.mandatory)


def a_table() -> Table:
    """The published call: one dossier in time and complete, one late, one too dear, one without its accounts."""
    base = a_dossier("nord-1", "nord", "Association Les Ajoncs", prix_journee="79.95")
    sound = replace(base, deposited_at=datetime(2025, 8, 26, 16, 30), pieces=MANDATORY, receipt="registered-letter")
    others = (
        replace(sound, code="nord-2", applicant="Fondation Malvéran", deposited_at=datetime(2025, 8, 27)),
        replace(sound, code="nord-3", applicant="Coopérative Arvelin", figures={"prix_journee": Fraction(801, 10)}),
        replace(
            sound, code="nord-4", applicant="Mutuelle du Gué", pieces=tuple(x for x in MANDATORY if x != "comptes")
        ),
        a_dossier("sud-1", "sud", "Association La Roche"),
    )
    members = [a_member("pam", "president", name="Pamela Kerven"), a_member("ana", name="Ana Sorvel")]
    return Table(a_session(members, (sound, *others), aemo(), title="Commission AEMO IH")).adopt()


async def test_at_a_glance_what_blocks_what_waits_and_why() -> None:
    async with shown(a_table()) as (app, press):
        await press("r", "down")
        same_as_golden(app, "desk_admissibility")


async def test_on_a_wide_screen_the_panel_stands_beside_the_table() -> None:
    async with shown(a_table(), size=(160, 40), language="en") as (app, press):
        await press("r", "down", "down", "right")
        same_as_golden(app, "desk_admissibility_wide")


async def test_a_requirement_is_confirmed_and_a_no_needs_its_reason() -> None:
    table = a_table()
    async with shown(table) as (_, press):
        await press("r", "right", "right", "right", "c", "enter", "enter")
        assert isinstance(entry := table.state.acts[-1].entry, Confirm)
        assert (entry.dossier, entry.requirement, entry.verdict) == ("nord-1", "public", "met")
        text = await press("right", "c", "down", "enter")
        assert "Motif" in text
        await press("=Jamais fait", "enter", "enter")
    assert table.state.confirmations["nord-1", "experience"].reason == "Jamais fait"


async def test_what_is_computed_by_itself_cannot_be_confirmed() -> None:
    async with shown(a_table()) as (_, press):
        text = await press("r", "c")
        assert "est calculée : il n'y a rien" in text
        assert "est calculée" not in await press("right")


async def test_missing_pieces_are_asked_for_until_a_day_and_come_in() -> None:
    table = a_table()
    async with shown(table) as (_, press):
        await press("r", "down", "down", "down", "right", "right")
        text = await press("p")
        assert "jusqu'au 14 octobre 2025" in text
        assert "Déjà demandé" not in text
        text = await press("enter")
        assert "Enregistré" in text
        assert isinstance(asked := table.state.acts[-1].entry, AskCompletion)
        assert (asked.pieces, asked.sent, asked.until) == (("comptes",), "2025-10-06", "2025-10-14")
        assert "Déjà demandé le 6 octobre 2025, jusqu'au 14 octobre 2025" in await press("p")
        await press("escape", "i", "enter")
        assert isinstance(came := table.state.acts[-1].entry, Completed)
        assert (came.pieces, came.received) == (("comptes",), "2025-10-06")


async def test_a_refusal_knows_its_ground_and_asks_in_whose_name_and_who_decided() -> None:
    table = a_table()
    async with shown(table) as (_, press):
        text = await press("r", "down", "x", "enter")
        assert "Préfet des Côtes d'Armor et Président du Conseil départemental" in text
        await press("enter", "=Reçu le 27", "enter", "enter")
    refusal = table.state.refused["nord-2"]
    assert isinstance(refusal, Refuse)
    assert (refusal.by, refusal.ground, refusal.requirements) == ("pam", "late", ("delai",))
    assert refusal.decided_by == ("prefet", "departement")


async def test_escape_goes_back_to_the_desk_and_every_act_here_is_in_the_palette() -> None:
    async with shown(a_table()) as (_, press):
        assert "RECEVABILITÉ" in await press("r")
        assert "confirmer une exigence" in (await press("ctrl+p", "=confirmer")).casefold()
        assert "AVANCEMENT" in await press("escape", "escape")


async def test_help_lists_what_has_a_key() -> None:
    async with shown(a_table()) as (_, press):
        text = await press("r", "f1")
    for said in (
        "Confirmer que l'exigence",
        "Demander au candidat",
        "Refuser le dossier avant examen",
        "Revenir au bureau",
    ):
        assert said in text


@pytest.mark.parametrize("keys", [("r",), ("r", "down", "right"), ("r", "tab"), ("r", "tab", "d"), ("r", "x")])
async def test_the_screen_is_the_same_whatever_the_marks_are(keys: tuple[str, ...]) -> None:
    seen = []
    for value in ("0.5", "2"):
        table = a_desk()
        table.marks("ana", "sud-2", **marks(value))
        async with shown(table) as (_, press):
            seen.append(await press(*keys))
    assert seen[0] == seen[1]


async def test_a_call_that_asks_nothing_shows_its_dossiers_and_no_column() -> None:
    async with shown(Table(a_session(("pre!", "ana"))).adopt()) as (_, press):
        text = await press("r", "right", "d")
    assert "aucune exigence énoncée" in text


async def test_on_a_small_terminal_the_table_has_all_the_room() -> None:
    async with shown(a_table(), size=(60, 14)) as (_, press):
        text = await press("r")
    assert "nord-4" in text


def test_every_outcome_has_a_sign_and_a_name() -> None:
    assert set(OUTCOMES) == set(TERMS["outcome"])


def test_a_sign_says_what_is_known_and_what_waits() -> None:
    from commission.session.admissibility import admissibility
    from tests.session.test_admissibility import a_filed

    filed = a_filed(figures={"prix": Fraction(81), "places": Fraction(4)}, fields={})
    table = Table(a_session(("pre!",), (filed,), the_call())).adopt()
    found = admissibility(table.state, table.definition.dossiers[0])
    signs = {each.requirement.code: sign(each) for each in found.findings}
    assert (signs["delai"], signs["plafond"], signs["taille"], signs["objet"]) == ("✓", "✗!", "✗?", "?")
    assert set(signs) == {each.code for each in ASKED.requirements}
