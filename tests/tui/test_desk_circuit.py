"""The desk of a circuit: places, sheets and what comes next; every act by a form; pseudonyms and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from commission.live.room import Receipt
from commission.result.circuit import Overview, overview
from commission.rules.fault import Refused, fault
from commission.session.circuit_entry import KINDS
from commission.tui import safe
from commission.tui.desk_circuit import Columns
from commission.tui.themes import THEMES
from commission.words import Words
from tests.circuits import DESK, Circuits, circuits
from tests.tui.desk_room import shown
from tests.tui.screen_text import same_as_golden


def a_desk() -> Circuits:
    """North full with one who waits, by priority; south with places: one from outside, one refused, one just opened."""
    table = circuits().ready("J-01").admit("J-01")
    table.ready("J-02").act(DESK, "wait", fiche="J-02", date="2025-09-20")
    table.act(DESK, "priority", fiche="J-02", rank="2", reason="Sortie de scolarité proche")
    table.fiche("J-03", "sud", "s-loin", home="outside").conditions("J-03", mesure="placement")
    table.agreements("J-03", parents="no").opinion("J-03")
    table.ready("J-04", "sud", "s-loin", home="sud").admit("J-04", date="2025-09-16").leave("J-04", ending="break")
    table.fiche("J-05", "sud", "s-loin", home="sud").conditions("J-05")
    table.opinion("J-05", value="unfavourable", reason="Projet à revoir")
    table.fiche("J-06", "sud", "s-loin", home="sud").conditions("J-06", droit="non")
    return table.fiche("J-07", "sud", "s-loin", home="sud")


@pytest.mark.parametrize(("size", "language"), [((80, 24), "fr"), ((120, 40), "en"), ((160, 40), "fr")])
async def test_places_and_sheets(size: tuple[int, int], language: str) -> None:
    async with shown(a_desk(), size=size, language=language) as (app, press):
        await press("down")
        same_as_golden(app, f"desk_circuit-{size[0]}x{size[1]}")


async def test_at_80_columns_the_list_cuts_nothing_of_what_comes_next_and_from_whom() -> None:
    async with shown(a_desk(), size=(80, 24)) as (_, press):
        rows = [each for each in (await press("down")).splitlines() if each[2:4] == "J-"]
    assert len(rows) == 7
    assert [each for each in rows if "…" in each] == []
    assert "arrêtée par un avis défavorable · le chef : Avis du chef" in rows[4]


def overview_of(table: Circuits) -> Overview:
    """What the desk's list is made from."""
    circuit = table.definition.circuit
    assert circuit
    return overview(circuit, table.state.book, "priority")


@pytest.mark.parametrize("width", [60, 80, 99, 100, 120])
def test_a_long_title_is_cut_and_never_from_whom(width: int) -> None:
    table = a_desk()
    found = overview_of(table)
    words, long = Words("fr"), "Notification de la décision d'orientation de la commission départementale"
    lacking = [each for each in found.standings if each.lacks]
    assert lacking
    for each in lacking:
        need = replace(each.lacks[0], title=long)
        drawn = str(Columns(found, width, words).row(replace(each, lacks=(need,))).line.text)
        assert safe.width(drawn) <= width
        assert f"{need.who} : Not" in drawn


@pytest.mark.parametrize(("size", "language"), [((80, 24), "fr"), ((120, 40), "en")])
async def test_a_sheet_with_what_is_met_what_is_not_and_what_may_be_done(size: tuple[int, int], language: str) -> None:
    async with shown(a_desk(), size=size, language=language) as (app, press):
        await press("down", "down", "enter", "up")
        same_as_golden(app, f"desk_fiche-{size[0]}x{size[1]}")


async def test_the_indicators_and_the_waiting_list() -> None:
    async with shown(a_desk()) as (app, press):
        await press("i", "end")
        same_as_golden(app, "desk_circuit_figures")


async def test_every_line_of_a_sheet_says_its_reason() -> None:
    async with shown(a_desk(), size=(120, 50), language="en") as (_, press):
        text = await press("down", "down", "enter")
        assert "lives outside every territory" in text
        assert "… Hors zone" in text
        assert "✗ Les parents acceptent" in text
        assert "… Délégation du juge" in text
        assert "✓ 1. Avis du chef" in text
        assert "→ Note an opinion: Avis du pilote (le chef)" in text
        text = await press("tab", "tab")
        assert "✗ 1. Avis du chef" in text
        assert "unfavourable" in text
        text = await press("tab", "home", "down", "down", "down", "down", "down")
        assert "✗ Droit ouvert" in text
        assert "to be done: Déposer un dossier" in text
        text = await press("tab", "escape")
        assert "▸ J-07" in text


async def test_tab_goes_through_the_groups_and_a_search_finds_a_sheet() -> None:
    async with shown(a_desk(), language="en") as (_, press):
        assert "J-04" not in await press("tab")
        text = await press("tab")
        assert "[on the waiting list 1]" in text
        assert "1 p.2" in text
        assert "J-01" in await press("tab")
        text = await press("slash", *"sud stopped")
        assert "J-05" in text.split("Find a sheet")[1]
        assert "J-07" not in text.split("Find a sheet")[1]
        assert " J-05   sud" in await press("enter")


async def test_a_refused_value_says_why_on_the_spot_and_keeps_what_was_typed() -> None:
    table = a_desk()
    async with shown(table, language="en") as (_, press):
        text = await press("n")
        assert (
            "Never a name, initials, a birth date" in text.replace("\n", " ").replace("│", "") or "Never a name" in text
        )
        text = await press(*"durand", "enter")
        assert "▊ durand" in text
        assert "is not a pseudonym" in text
        text = await press(*["backspace"] * 6, *"j-01", "enter")
        assert "▊ j-01" in text
        assert "✗" in text
        assert len(table.state.book.cases) == 7
        text = await press("backspace", *"8", "enter", *"sud", "enter", *"loin", "enter")
        assert "Type no name, no initials" in text
        assert "J-08" in text
        text = await press("enter")
        assert "Saved: open a sheet." in text
        assert "▸ J-08" in text
    assert table.state.book.cases["J-08"].territory == "sud"


async def test_saved_is_said_only_once_the_line_is_on_the_disk() -> None:
    table = a_desk()
    kept: list[Any] = []
    async with shown(table, language="en") as (app, press):
        submit = app.room.submit
        app.room.submit = lambda *given: kept.append(given)
        await press("n", *"J-08", "enter", *"sud", "enter", *"loin", "enter")
        text = await press("enter")
        assert "… writing" in text
        assert "Saved" not in text
        submit(*kept[0])
        assert "Saved" in await press()


async def test_a_refusal_of_the_disk_brings_the_form_back_with_what_was_typed() -> None:
    table = a_desk()
    async with shown(table, language="en") as (app, press):

        def full(kind: str, fields: Any, done: Any) -> None:
            done(Receipt(kind, fields, None, Refused(fault("disk-full", file="x"))))

        app.room.submit = full
        await press("n", *"J-08", "enter", *"sud", "enter", *"loin", "enter")
        text = await press("enter")
        assert "Open a sheet" in text
        assert "J-08" in text
        assert "✗" in text.split("Open a sheet")[1]
    assert "J-08" not in table.state.book.cases


async def test_a_step_that_comes_too_early_says_what_is_lacking_and_writes_nothing() -> None:
    table = a_desk()
    async with shown(table, size=(120, 50), language="en") as (_, press):
        text = await press("end", "enter", *["down"] * 6, "enter")
        assert "▸ … 1. Avis du chef" in text
        assert "✗" in text
        assert "le référent" in text
    assert not table.state.book.cases["J-07"].opinions


async def test_what_tells_who_somebody_is_stays_on_paper() -> None:
    async with shown(a_desk(), size=(120, 50), language="en") as (app, press):
        text = await press("end", "enter", "end", "up", "up", "enter")
        assert "▸ – Nom" in text
        assert "✗" in text.splitlines()[-2]
        await press("a", *"note a field", "enter")
        assert [each.id for each in app.screen._items] == ["situation", "accueil"]


async def test_every_act_of_a_circuit_is_one_key_and_a_word_away() -> None:
    async with shown(a_desk(), size=(120, 50), language="en") as (app, press):
        await press("a")
        offered = {each.id for each in app.screen._items}
    assert offered >= KINDS


async def test_a_whole_path_by_the_keys() -> None:
    table = circuits()
    write, given = "enter", ("enter", "enter")
    async with shown(table, size=(120, 50), language="fr") as (_, press):
        await press("n", *"J-21", "enter", *"sud", "enter", *"loin", "enter", write)
        await press("enter", "s", "enter", *"17", "enter", write)
        await press("s", "enter", *"AED", "enter", write)
        await press("s", "enter", *"école +", "enter", write)
        await press("s", "enter", *"oui", "enter", *"01/01/2025", "enter", *"31/12/2026", "enter", write)
        for _ in range(4):  # two agreements, two opinions: the first choice is « oui », then « favorable »
            await press("s", *given, write)
        await press("s", *given, *"10/09/2025", "enter", write)
        await press("s", *"notification", "enter", *"11/09/2025", "enter", write)
        text = await press("s", *"admettre", *given, *"15/09/2025", "enter", *"17", "enter", write)
        assert "Enregistré" in text
    case = table.state.book.cases["J-21"]
    assert case.admitted is not None
    assert (case.admitted.date, case.admitted.age, case.conditions["besoin"].value) == (
        "2025-09-15",
        "17",
        "ecole,travail",
    )


@pytest.mark.parametrize("theme", [each.name for each in THEMES])
async def test_in_every_colour_the_text_says_the_same(theme: str) -> None:
    async with shown(a_desk()) as (app, press):
        before = await press("enter")
        while app.theme != theme:
            assert await press("f8") == before


async def test_an_empty_circuit_and_one_not_adopted_say_what_to_do() -> None:
    async with shown(circuits(), language="en") as (_, press):
        assert "n opens the first, under a pseudonym" in await press()
    table = Circuits(circuits().definition)
    async with shown(table, language="en") as (_, press):
        assert "not adopted yet" in await press()


async def test_many_territories_leave_room_for_the_sheets() -> None:
    async with shown(a_desk(), size=(60, 17), language="en") as (_, press):
        text = await press("end")
        assert "▸ J-07" in text
        assert all(len(each) <= 60 for each in text.splitlines())


async def test_help_names_every_key() -> None:
    async with shown(a_desk(), language="en") as (_, press):
        assert "Open a new sheet, under a pseudonym" in await press("f1")
