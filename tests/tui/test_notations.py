"""Lines that are not plain points, as a member types and sees them: words, yes or no, below zero, computed, bonus."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from commission.rules.fault import Refused
from commission.rules.grid import SubCriterion
from commission.rules.notation import Level, choices, pick
from commission.tui.saying import say
from commission.tui.typing import Left, Typing, enter, press
from tests.build import a_dossier
from tests.examples.table import FOLDER, a_table, call_from
from tests.tui.drive import sitting
from tests.tui.fake_room import a_room
from tests.tui.notations import GRID, UNBOUNDED, every_notation
from tests.tui.test_scoring import press as typed
from tests.tui.test_scoring import seated
from tests.tui.test_scoring import values as on_disk
from tests.tui.test_sheet_screen import cursor_line

CALL = call_from(GRID)
HALF = Fraction(1, 2)


def written(code: str, keys: str, *, quick: bool = False, sub: SubCriterion | None = None) -> list[str]:
    """What these keys write on a line of the grid; ⏎ is Enter."""
    line, typing, found = sub or CALL.sub(code), Typing(quick=quick), []
    for key in keys:
        done = enter(typing, line, HALF) if key == "⏎" else press(typing, key, line, HALF)
        typing = done.typing
        if done.write:
            found.append(done.write)
    return found


@pytest.mark.parametrize(
    ("code", "keys", "normal", "quick"),
    [
        ("A3", "4⏎", ["très satisfaisant"], ["très satisfaisant"]),
        ("A3", "4", [], ["très satisfaisant"]),
        ("A3", "7⏎", [], []),
        ("A3", "3,⏎", ["satisfaisant"], ["satisfaisant"]),
        ("A4", "1⏎2⏎", ["yes", "no"], ["yes", "no"]),
        ("C4", "2⏎", ["défavorable"], ["défavorable"]),
        ("A2", "-2⏎", ["-2"], ["-2"]),
        ("A2", "-2", [], ["-2"]),
        ("A2", "2", [], ["2"]),
        ("A2", "-4⏎", [], []),
        ("A2", "-⏎", [], []),
        ("A2", "-0,5⏎", [], ["-0"]),
    ],
)
def test_a_word_takes_the_keys_of_a_number(code: str, keys: str, normal: list[str], quick: list[str]) -> None:
    assert written(code, keys) == normal
    assert written(code, keys, quick=True) == quick


def test_marks_that_go_by_step_from_a_minimum_are_waited_for_in_quick_mode() -> None:
    by_three = SubCriterion("A1", "Titre", Fraction(10), "A", min=Fraction(1), step=Fraction(3))
    assert written("", "10", quick=True, sub=by_three) == ["10"]
    assert written("", "4", quick=True, sub=by_three) == ["4"]


def test_words_are_numbered_in_their_order_or_by_the_number_they_begin_with() -> None:
    plain = tuple(Level(each, None) for each in ("faible", "moyen"))
    own = tuple(Level(each, None) for each in ("0 – absent", "2 – moyen"))
    twice = tuple(Level(each, None) for each in ("1 point", "1 point et demi"))
    assert [list(choices(each)) for each in (plain, own, twice)] == [["1", "2"], ["0", "2"], ["1", "2"]]
    assert [pick(each, own) for each in ("2", "0 – absent", "1")] == [own[1], own[0], None]
    many = SubCriterion("A", "Titre", None, "A", levels=tuple(Level(f"mot {n}", None) for n in range(12)))
    assert written("", "1", quick=True, sub=many) == []
    assert written("", "12", quick=True, sub=many) == ["mot 11"]
    assert written("", "1⏎", quick=True, sub=many) == ["mot 0"]


def test_a_whole_dossier_is_scored_with_two_keys_a_line() -> None:
    scoring = seated(every_notation())
    typed(scoring, "7⏎2⏎4⏎1⏎8⏎9⏎3⏎2⏎4⏎1⏎")
    assert scoring.row.kind == "end"
    assert list(on_disk(scoring).values()) == [
        "7",
        "2",
        "très satisfaisant",
        "yes",
        "8",
        "9",
        "3",
        "2",
        "4",
        "favorable",
    ]


def test_a_word_that_needs_a_reason_asks_for_it() -> None:
    scoring = seated(every_notation(), code="A3")
    typed(scoring, "1⏎")
    assert scoring.stage.asked == [{"dossier": "d1", "code": "A3", "value": "insuffisant"}]  # type: ignore[attr-defined]
    assert on_disk(scoring) == {}
    scoring.submit({**scoring.stage.asked[0], "reason": "Rien sur le nord"})  # type: ignore[attr-defined]
    assert (on_disk(scoring), scoring.board.cell("d1", "A3").reason) == ({"A3": "insuffisant"}, "Rien sur le nord")


def test_a_number_that_no_word_has_is_refused_and_what_was_typed_stays() -> None:
    scoring = seated(every_notation(), code="A3")
    typed(scoring, "3")
    assert scoring.character("9")
    assert (scoring.typing.text, scoring.notice.fault and scoring.notice.fault.code) == ("3", "no-such-number")
    typed(scoring, "⏎")
    assert on_disk(scoring) == {"A3": "satisfaisant"}


def test_the_key_of_a_minus_is_a_six_but_where_a_line_goes_below_zero() -> None:
    scoring = seated(every_notation(), code="B1")
    typed(scoring, "-⏎")
    assert on_disk(scoring) == {"B1": "6"}
    scoring.to("d1", "A2")
    typed(scoring, "-")
    assert scoring.typing.text == "-"
    typed(scoring, "⌫-2⏎")
    assert on_disk(scoring)["A2"] == "-2"


def test_a_comma_in_quick_mode_goes_back_to_a_line_in_words_to_type_it_anew() -> None:
    scoring = seated(every_notation(), code="A3")
    scoring.toggle_quick()
    typed(scoring, "3,")
    assert (scoring.here, scoring.typing.text) == (("d1", "A3"), "")
    typed(scoring, "4")
    assert on_disk(scoring) == {"A3": "très satisfaisant"}


def test_what_was_left_in_words_holds_no_text() -> None:
    scoring = seated(every_notation(), code="A3")
    scoring.toggle_quick()
    typed(scoring, "3")
    assert scoring.typing.left == Left("d1", "A3", "")


def test_words_may_be_pasted_and_a_minus_only_where_it_can_stand() -> None:
    scoring = seated(every_notation(), code="A3")
    scoring.paste(" Très satisfaisant\n")
    typed(scoring, "⏎")
    scoring.to("d1", "A2")
    scoring.paste("-2")
    typed(scoring, "⏎")
    assert on_disk(scoring) == {"A3": "très satisfaisant", "A2": "-2"}
    for code, text in (("A3", "excellent"), ("A3", "9"), ("A1", "-2")):
        scoring.to("d1", code)
        scoring.paste(text)
        assert scoring.typing.text == ""


def test_undo_brings_a_word_back() -> None:
    scoring = seated(every_notation(), code="A3")
    typed(scoring, "3⏎↑4⏎")
    scoring.undo()
    assert on_disk(scoring) == {"A3": "satisfaisant"}


@pytest.mark.parametrize(
    ("said", "mark", "observation", "reason"),
    [
        ("a3 satisfaisant", "satisfaisant", "", ""),
        ("a3 tres satisfaisant bon partenariat", "très satisfaisant", "bon partenariat", ""),
        ("a3 3 bon partenariat", "satisfaisant", "bon partenariat", ""),
        ("a3 très sat", "très satisfaisant", "", ""),
        ("a3 insuffisant rien sur le nord", "insuffisant", "", "rien sur le nord"),
        ("a4 non fermé en août", "no", "fermé en août", ""),
        ("c4 fav", "favorable", "", ""),
        ("a2 −2", "-2", "", ""),
        ("a3 so", "not-applicable", "", ""),
        ("a3 obs bon partenariat", "", "bon partenariat", ""),
        ("a3 3 obs bon partenariat", "satisfaisant", "bon partenariat", ""),
    ],
)
def test_a_mark_in_words(said: str, mark: str, observation: str, reason: str) -> None:
    scoring = seated(every_notation())
    say(scoring, said)
    code = scoring.here[1]
    cell = scoring.board.cell("d1", code)
    assert (cell.value, scoring.board.observation("d1", code), cell.reason) == (mark, observation, reason)


@pytest.mark.parametrize("said", ["a3 excellent", "a3 très bien", "a3 9 bon", "a4 peut-être"])
def test_what_is_no_word_of_the_line_writes_nothing(said: str) -> None:
    scoring = seated(every_notation())
    with pytest.raises(Refused) as refused:
        say(scoring, said)
    assert [each.code for each in refused.value.faults] == ["mark-not-a-level"]
    assert (on_disk(scoring), scoring.board.observation("d1", "A3")) == ({}, "")


def test_the_cursor_passes_computed_lines_by() -> None:
    scoring = seated(every_notation(), code="C4")
    assert [row.code for row in scoring.rows if row.kind == "computed"] == ["P1"]
    scoring.move(1)
    assert scoring.row.kind == "end"
    scoring.go(next(n for n, row in enumerate(scoring.rows) if row.kind == "computed"))
    assert scoring.row.kind == "end"
    assert "P1" not in scoring.left("d1")


def test_subtotals_apply_weights_bonus_and_combinations() -> None:
    scoring = seated(every_notation())
    typed(scoring, "7⏎-2⏎4⏎1⏎8⏎9⏎3⏎3⏎4⏎")
    count = scoring.board.progress("d1", "B")
    assert (count.points, count.maximum) == (9, 10)
    count = scoring.board.progress("d1", "C")
    assert (count.points, count.maximum, count.bonus) == (8, 10, 3)
    count = scoring.board.progress("d1")
    assert (count.points, count.maximum, count.bonus) == (7 - 2 + 4 + 5 + 2 * 9 + 8 + 10, 19 + 2 * 10 + 10 + 10, 2)
    assert (count.answered, count.left) == (9, 1)


@pytest.mark.parametrize("name", sorted(each.name for each in FOLDER.iterdir()))
def test_a_member_alone_reads_on_the_sheet_the_total_of_the_ranking(name: str) -> None:
    from commission.result.ranking import rank

    table = a_table(name, only="ana")
    scoring = seated(a_room("ana", table))
    ranking = rank(table.state, "*").ranking
    assert ranking
    for each in ranking:
        count = scoring.board.progress(each.dossier.code)
        own = None if count.points is None else count.points + count.bonus
        assert (own, count.maximum) == (each.total, each.maximum)


async def test_the_panel_and_the_hint_bar_say_what_to_type_on_a_line_in_words() -> None:
    async with sitting(every_notation()) as seated_:
        await seated_.keys("⏎")
        assert "its words" not in seated_.screen
        await seated_.keys("↓↓")
        assert "Type the number, or Space for the list: 1 insuffisant (0) · 2 passable (1)" in seated_.screen.replace(
            "\N{NO-BREAK SPACE}", " "
        )
        assert "Space its words" in seated_.screen
        await seated_.keys("4")
        assert "très satisfaisant▁ = 4" in cursor_line(seated_)
        await seated_.keys("⏎")
        assert any("A3" in line and "très satisfaisant = 4" in line for line in seated_.lines)
        assert cursor_line(seated_).startswith("▸ A4")


async def test_space_opens_the_words_and_enter_takes_one() -> None:
    room = every_notation()
    async with sitting(room) as seated_:
        await seated_.keys("⏎ ")
        assert cursor_line(seated_).startswith("▸ A1")
        await seated_.keys("↓↓ ")
        assert "4 très satisfaisant (4)" in seated_.screen
        await seated_.keys("↓↓⏎")
        assert room.state.sheet("ana", "d1").cell("A3").value == "satisfaisant"
        assert cursor_line(seated_).startswith("▸ A4")
        await seated_.keys(" no⏎")
        await seated_.until(lambda: "no = 0" in seated_.screen)
        assert room.state.sheet("ana", "d1").cell("A4").value == "no"


async def test_a_reason_is_asked_in_a_box_and_then_the_cursor_goes_on() -> None:
    room = every_notation()
    async with sitting(room) as seated_:
        await seated_.keys("⏎↓↓1⏎")
        assert "insuffisant. Why?" in seated_.screen
        await seated_.keys("rien⏎")
        cell = room.state.sheet("ana", "d1").cell("A3")
        assert (cell.value, cell.reason) == ("insuffisant", "rien")
        await seated_.until(lambda: cursor_line(seated_).startswith("▸ A4"))


async def test_each_notation_is_told_apart_on_the_sheet() -> None:
    async with sitting(every_notation(), size=(120, 40)) as seated_:
        await seated_.keys("⏎")
        await seated_.until(lambda: "– / 7" in seated_.screen)
        for line, end in (
            ("B   best line · ×2 · Références", "0 / 10"),
            ("C1  lower is better · Risque de", "– / 10"),
            ("C2  bonus · Caractère innovant", "– / 3"),
            ("C3  information · Clarté du dossier", "– / 5"),
            ("C4  opinion · Avis sur le projet", "–"),
            ("P1  computed · Prix rapporté", "10 / 10"),
        ):
            (row,) = [each[:66].rstrip() for each in seated_.lines if line in each]
            assert row.endswith(end), row


async def test_without_a_maximum_nothing_stands_after_the_slash() -> None:
    async with sitting(every_notation(grid=UNBOUNDED, dossiers=["d1"])) as seated_:
        await seated_.keys("⏎1200⏎4⏎")
        assert any(line.startswith("  A1") and line.rstrip("█│ ").endswith(" 1200") for line in seated_.lines)
        assert any("A2" in line and "4 / 5" in line for line in seated_.lines)
        assert "Total 1204 " in seated_.screen
        assert "1204 /" not in seated_.screen


@pytest.mark.parametrize(
    ("figures", "shown", "said"),
    [
        ((60, 80), "7.5 / 10", ""),
        ((60, None), "? / 10", "P1 is computed from prix, which d1 does not"),
        ((None,), "n/a / 10", "P1 compares dossiers, and d0 is alone:"),
    ],
)
async def test_a_computed_line_shows_its_value_or_why_it_has_none(
    figures: tuple[Any, ...], shown: str, said: str
) -> None:
    dossiers = [a_dossier(f"d{n}", **({"prix": each} if each else {})) for n, each in enumerate(figures)]
    async with sitting(every_notation(dossiers=dossiers), size=(120, 40)) as seated_:
        await seated_.keys("⏎" if len(dossiers) == 1 else "↓⏎")
        await seated_.until(lambda: any(shown in each for each in seated_.lines if "  P1" in each[:6]))
        await seated_.press("end", "down")
        await seated_.until(lambda: said in seated_.screen)


async def test_marks_of_a_line_in_words_stand_beside_each_other_when_the_sheet_is_turned() -> None:
    async with sitting(every_notation()) as seated_:
        await seated_.keys("⏎↓↓v3⏎4⏎")
        assert any("d1" in line and "satisfaisant = 3" in line for line in seated_.lines)
        assert any("d2" in line and "très satisfaisant = 4" in line for line in seated_.lines)
