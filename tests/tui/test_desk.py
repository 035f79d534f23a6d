"""The desk's screens: what the secretariat and the presidency see of a session, and that no blind mark ever shows there."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from textual import events

from commission.live.identity import slip_hash
from commission.session.entry import Open, Refuse
from commission.tui.desk_ranking import bar
from commission.tui.screens.desk import DeskPage
from commission.tui.widgets.fields import Field
from tests.build import Table, a_dossier, a_lot, a_member, a_session
from tests.tui.desk_room import LINES, a_desk, marks, shown
from tests.tui.fake_room import aemo
from tests.tui.screen_text import same_as_golden

HOSTILE = "[/x]\x1b]52;c;AAAA\x07\u202egnp.[dossier]" + "é" * 10_000


async def test_progress_says_who_handed_in_and_nothing_else() -> None:
    async with shown(a_desk()) as (app, press):
        await press("tab")
        same_as_golden(app, "desk_progress")


async def test_the_ranking_of_an_opened_lot_with_its_tie_its_useful_rank_and_why() -> None:
    async with shown(a_desk()) as (app, press):
        await press("v", "down")
        same_as_golden(app, "desk_ranking")


async def test_on_a_wide_screen_the_explanation_stands_beside_the_ranking() -> None:
    async with shown(a_desk(), size=(160, 40), language="en") as (app, press):
        await press("v")
        same_as_golden(app, "desk_ranking_wide")


async def test_totals_are_shown_as_they_are_on_request() -> None:
    table = Table(a_session(dossiers=["d1"])).adopt()
    for member, value in (("ana", "1"), ("bob", "2"), ("cyr", "2")):
        table.sheet(member, "d1", A1="1", A2=value, B1="10")
    async with shown(table.open()) as (_, press):
        assert "━" in (text := (await press("v")).split("Pourquoi")[0])
        assert " 12,67" in text
        assert "━" not in (text := (await press("e")).split("Pourquoi")[0])
        assert " 38/3" in text


async def test_a_blind_lot_has_no_ranking_only_a_sentence_and_a_way_to_open() -> None:
    async with shown(a_desk()) as (_, press):
        text = await press("tab", "v")
    assert "ne sont pas" in text
    assert "La touche o" in text
    assert "sud-1" not in text


async def test_a_recused_president_is_told_so_instead_of_the_ranking() -> None:
    table = a_desk()
    table.act("pam@desk", "recuse", lot="nord", member="pam", reason="Lien familial")
    async with shown(table, "pam") as (_, press):
        text = await press("v")
    assert "Vous vous êtes déporté" in text
    assert "ex æquo" not in text
    assert "Malvéran" not in text


async def test_a_dossier_without_a_rank_says_what_is_missing_and_from_whom() -> None:
    table = Table(a_session(["ana", "bob"], ["d1", "d2"])).adopt()
    for member, dossier in (("ana", "d1"), ("ana", "d2"), ("bob", "d2")):
        table.sheet(member, dossier, A1="1", A2="7", B1="10")
    table.marks("bob", "d1", A1="1")
    async with shown(table.open(), language="en") as (_, press):
        text = await press("v", "down")
        assert "Without a rank yet" in text
        assert "Sheet not handed in: Bob" in text
        assert "Why no rank · d1  Association d1" in text


# --- Two worlds ---------------------------------------------------------------------------------------------------


def worlds() -> list[Table]:
    """The same session with other blind marks, and with no mark begun at all where nothing is handed in."""
    low, high, none = a_desk(), a_desk(), a_desk()
    low.marks("bob", "sud-2", B1="0.5", B2="declined")
    high.marks("bob", "sud-2", B1="5", B2="4")
    high.marks("bob", "sud-1", **{code: value for code, value in marks("2").items() if code in LINES[2:]})
    return [low, high, none]


@pytest.mark.parametrize(
    "keys",
    [
        ("tab",),
        ("tab", "down", "down", "right", "d"),
        ("tab", "v"),
        ("v", "down", "d"),
        ("tab", "o"),
        ("tab", "down", "down", "enter"),
        ("tab", "down", "down", "s"),
        ("f7",),
        ("a",),
    ],
    ids="-".join,
)
async def test_the_desk_shows_the_same_whatever_the_blind_marks_are(keys: tuple[str, ...]) -> None:
    seen = set()
    for table in worlds():
        async with shown(table) as (_, press):
            seen.add(await press(*keys))
    assert len(seen) == 1


# --- Acts ---------------------------------------------------------------------------------------------------------


async def test_opening_names_the_sheets_that_are_missing_and_asks_for_the_lot_by_name() -> None:
    table = a_desk()
    async with shown(table, language="en") as (app, press):
        asked = await press("tab", "o")
        assert "5 sheets are not handed in" in asked
        assert "1 seat of 3 will count · 1 sheet handed in of 6" in asked
        assert "A seat that has handed in no sheet at all" in asked
        assert "Bob Tarnec     sud-1, sud-2" in asked
        assert "nothing was opened" in await press("=nord", "enter")
        assert not table.state.is_open("sud")
        assert "✓ Saved: open the marks" in await press(*["backspace"] * 4, "=sud", "enter")
        assert isinstance(app.screen, DeskPage)
    opening = table.state.opened["sud"]
    assert isinstance(opening, Open)
    assert opening.by == "desk"
    assert len(opening.missing) == 5


async def test_opening_counts_the_lines_left_blank_on_sheets_handed_in() -> None:
    table = a_desk()
    table.act("bob", "mark", dossier="sud-1", code="A1", value="1")
    table.act("bob", "hand-in", dossier="sud-1")
    async with shown(table, language="en") as (_, press):
        asked = await press("tab", "o")
        assert "1 sheet has blank lines" in asked
        assert "Bob Tarnec  sud-1 (19)" in asked  # two of 21 are written


@pytest.mark.parametrize("size", [(80, 24), (80, 16), (60, 20), (40, 12)])
async def test_how_many_seats_will_count_is_read_before_marks_are_opened_whatever_scrolls(
    size: tuple[int, int],
) -> None:
    members = [a_member(f"m{n:02}", "member" if n else "president", name=f"Membre {n}") for n in range(12)]
    dossiers = [a_dossier(f"sud-{n}", "sud", "Association") for n in range(1, 4)]
    table = Table(a_session(members=members, dossiers=dossiers, call=aemo(), title="Commission")).adopt()
    for member in ("m03", "m04"):
        for dossier in dossiers:
            table.sheet(member, dossier.code, **marks("1"))
    async with shown(table, size=size) as (app, press):
        asked = await press("tab", "o")
        assert "2 sièges sur 12" in asked
        assert app.screen.query_one(Field).region.bottom <= app.screen.query_one("#box").region.bottom
        if size[1] >= 16:
            assert "Un siège qui n'a remis aucune fiche du lot" in asked
        for _ in range(3):
            assert "2 sièges sur 12" in await press("pagedown")
        ranking = await press("=sud", "enter", "v")
        assert size != (80, 24) or "10 sièges sans fiche remise" in ranking


async def test_the_secretariat_acts_in_the_name_of_a_president_who_is_chosen_and_written_down() -> None:
    table = a_desk()
    async with shown(table) as (_, press):
        await press("a", "=refus", "enter")
        text = await press("enter", "=sud-2", "enter", "=étranger", "enter")
        assert "Préfet des Côtes d'Armor et Président du Conseil départemental" in text
        text = await press("enter", "=Pas une AEMO", "enter")
        assert "déclarée, non prouvée" in text
        assert "✓ Enregistré" in await press("enter")
    refusal = table.state.refused["sud-2"]
    assert isinstance(refusal, Refuse)
    assert (refusal.by, refusal.ground, refusal.reason) == ("pam", "foreign", "Pas une AEMO")
    assert refusal.decided_by == ("prefet", "departement")
    assert [each.actor for each in table.state.acts if each.entry is refusal] == ["presidency"]


async def test_arrows_and_enter_that_arrive_together_take_the_row_they_were_typed_for() -> None:
    boxes = []
    for together in (True, False):
        async with shown(a_desk(), language="en") as (app, press):
            for key in ("a", "down", "down", "enter"):
                if together:
                    app.post_message(events.Key(key, key if key == "a" else None))
                else:
                    await press(key)
            await press()
            boxes.append(app.screen.query_one("#box").border_title)
    assert boxes == [str(boxes[1])] * 2


async def test_an_act_that_nobody_at_this_desk_may_do_says_who_may() -> None:
    async with shown(a_desk(), "pam") as (_, press):
        text = await press("a", "=code perso", "enter")
    assert "c'est à : le secrétariat" in text or "secrétariat" in text.split("Donner un code personnel")[1]


async def test_a_paper_sheet_is_typed_for_a_member_and_shows_nothing_of_their_own() -> None:
    table = a_desk()
    async with shown(table) as (_, press):
        text = await press("tab", "down", "down", "s")
        assert "Bob Tarnec" in text
        assert "3,5" not in text
        await press("=1", "enter")
        assert "✓ enregistré" in await press("=4,5", "enter")
    cell = table.state.sheet("bob", "sud-1").cell("A2")
    assert cell.value == "4.5"
    typed = next(each for each in table.journals if each.header.actor == "typed")
    assert [(each.by, each.for_) for each in typed.entries] == [("desk", "bob"), ("desk", "bob")]


async def test_a_president_with_a_slip_types_its_code_before_the_desk_shows() -> None:
    table = a_desk()
    table.act("desk", "slip", member="pam", code=slip_hash("4217"))
    async with shown(table, "pam", language="en") as (_, press):
        assert "Locked: Pamela Kerven" in (locked := await press())
        assert "PROGRESS" not in locked
        assert "PROGRESS" in await press("=4217", "enter")


async def test_every_act_of_the_table_that_this_session_can_hold_is_in_the_palette() -> None:
    from commission.session.acts import ACTS
    from commission.session.circuit_entry import KINDS

    async with shown(a_desk()) as (app, _):
        available = {each.id for each in app.screen.available()}
    assert {each for each in available if each.startswith("act:")} == {
        f"act:{kind}" for kind in ACTS if kind not in KINDS and kind != "agree"
    }


# --- Awkward sessions ---------------------------------------------------------------------------------------------


async def test_a_session_changed_since_its_adoption_is_named_above_everything() -> None:
    table = a_desk()
    table.definition = replace(table.definition, session_print="9" * 64)
    table._state = None
    async with shown(table) as (_, press):
        assert "session.toml a changé" in (await press()).splitlines()[2]
        assert "session.toml a changé" in await press("v")


async def test_eighteen_members_and_eight_dossiers_scroll_under_their_headings() -> None:
    members = [a_member(f"m{n}", name=f"Membre numéro {n}") for n in range(1, 19)]
    dossiers = [a_dossier(f"dossier-{n}") for n in range(1, 9)]
    async with shown(Table(a_session(members, dossiers)).adopt(), size=(60, 20)) as (_, press):
        text = await press("end", *["right"] * 7)
    assert "dossier-8" in text.splitlines()[2]
    assert "▸ Membre numéro 18" in text
    assert "[·]" in text


async def test_before_adoption_the_desk_says_what_comes_first() -> None:
    async with shown(Table(a_session(call=aemo(), dossiers=[]))) as (_, press):
        assert "adopt" in (await press()).splitlines()[2]


@pytest.mark.parametrize("size", [(80, 24), (20, 6)])
async def test_hostile_names_are_shown_as_text_and_nothing_falls(size: tuple[int, int]) -> None:
    members = [a_member("pre", "president", name=HOSTILE), a_member("eve", votes=False, name=HOSTILE)]
    dossiers = [a_dossier("d1", "l", HOSTILE, HOSTILE), a_dossier("d2", "l", HOSTILE)]
    lot = replace(a_lot("l", 10), title=HOSTILE)
    call = replace(aemo(), lots=(lot,), lot_label=HOSTILE[:60])
    table = Table(a_session(members, dossiers, call, title=HOSTILE)).adopt()
    table.act("pre@desk", "recuse", lot="l", member="eve", reason=HOSTILE)
    table.sheet("pre", "d1", **marks("1"))
    async with shown(table, size=size) as (_, press):
        seen = [await press("d"), await press("escape", "o"), await press("=l", "enter")]
        seen += [await press("v"), await press("down", "enter"), await press("escape", "a", "=refus", "enter")]
        seen += [await press("enter")]
    for text in seen:
        assert not {"\x1b", "\x07", "\u202e"} & set(text)
    if size[0] >= 80:
        assert "[/x]␛]52;c;" in seen[3]


@given(st.fractions(0, 40), st.integers(1, 30))
def test_a_bar_fills_its_cells_exactly_and_never_says_full_too_soon(value: Fraction, cells: int) -> None:
    drawn = "".join(span.text for span in bar(value, Fraction(40), cells))
    assert len(drawn) == cells
    assert (drawn == "━" * cells) == (value == 40)


def test_a_criterion_that_left_the_dossier_has_dots_not_an_empty_bar() -> None:
    assert "".join(span.text for span in bar(None, Fraction(40), 4)) == "····"
    assert "".join(span.text for span in bar(Fraction(0), Fraction(40), 4)) == "╌╌╌╌"
