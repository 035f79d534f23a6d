"""A member scoring, without a screen: where keys go, what is written, what is saved, what is undone."""

from __future__ import annotations

from typing import Any

import pytest

from commission.live.room import Receipt
from commission.tui.scoring import Scoring
from tests.build import Table, a_dossier, a_lot, a_session
from tests.build import a_call as call_of
from tests.tui.fake_room import a_room, aemo_room


class Stage:
    """Stands where the program stands: receipts come back at once, reasons are kept for the test to answer."""

    def __init__(self) -> None:
        self.scoring: Scoring
        self.asked: list[dict[str, str]] = []

    def receipt(self, receipt: Receipt) -> None:
        self.scoring.received(receipt)

    def ask_reason(self, fields: dict[str, str]) -> None:
        self.asked.append(fields)


def seated(room: Any = None, dossier: str = "d1", code: str = "") -> Scoring:
    """A member who has just opened a dossier."""
    stage = Stage()
    scoring = Scoring(room or a_room(), stage)
    stage.scoring = scoring
    scoring.place(dossier, code)
    return scoring


def press(scoring: Scoring, keys: str) -> None:
    """Type; ⏎ is Enter, ⌫ Backspace, ⌦ Delete, ␛ Esc, ↑ ↓ the arrows."""
    special = {"⏎": scoring.enter, "⌫": scoring.erase, "⌦": scoring.clear, "␛": scoring.escape}
    for key in keys:
        if key in "↑↓":
            scoring.move(1 if key == "↓" else -1)
        elif key in special:
            special[key]()
        else:
            assert scoring.character(key), key


def values(scoring: Scoring, dossier: str = "d1") -> dict[str, str]:
    """What is on the disk for a dossier."""
    return {code: cell.value for code, cell in scoring.board.sheet(dossier).cells.items()}


def test_type_enter_and_go_on() -> None:
    scoring = seated()
    press(scoring, "1⏎6,5⏎")
    assert values(scoring) == {"A1": "1", "A2": "6.5"}
    assert scoring.here == ("d1", "B1")


def test_saved_is_said_only_once_the_disk_has_it() -> None:
    room = a_room()
    scoring = seated(room)
    room.hold()
    press(scoring, "1⏎")
    assert (scoring.disk, scoring.shown("d1", "A1").pending) == ("writing", True)
    assert values(scoring) == {}
    room.settle()
    assert (scoring.disk, scoring.shown("d1", "A1").pending) == ("saved", False)


def test_with_two_on_their_way_saved_waits_for_the_second() -> None:
    room = a_room()
    scoring = seated(room)
    room.hold()
    press(scoring, "1⏎6⏎")
    room._waiting.popleft()()
    assert scoring.disk == "writing"
    room.settle()
    assert scoring.disk == "saved"


def test_what_is_on_its_way_counts_as_it_will_stand() -> None:
    room = a_room()
    scoring = seated(room)
    room.hold()
    press(scoring, "1⏎")
    assert scoring.left("d1") == ["A2", "B1"]
    room.settle()
    room.hold()
    press(scoring, "↑⌦")
    assert scoring.left("d1") == ["A1", "A2", "B1"]


def test_the_last_enter_says_complete_and_the_next_enter_opens_the_next_dossier() -> None:
    scoring = seated()
    press(scoring, "1⏎6⏎10⏎")
    assert scoring.row.kind == "end"
    assert scoring.left("d1") == []
    following = scoring.following()
    assert following is not None
    assert following.code == "d2"
    press(scoring, "⏎")
    assert scoring.here == ("d2", "A1")


def test_at_the_end_with_lines_missing_enter_goes_to_the_first_of_them() -> None:
    scoring = seated()
    press(scoring, "⏎6⏎10⏎")
    assert scoring.row.kind == "end"
    press(scoring, "⏎")
    assert scoring.here == ("d1", "A1")


def test_a_digit_at_the_end_changes_no_mark() -> None:
    scoring = seated()
    press(scoring, "1⏎6⏎10⏎4")
    assert values(scoring)["B1"] == "10"
    assert scoring.notice.message


def test_quick_mode_writes_by_itself_and_a_comma_goes_back() -> None:
    scoring = seated()
    scoring.toggle_quick()
    press(scoring, "16")
    assert scoring.here == ("d1", "B1")
    press(scoring, ",")
    assert scoring.here == ("d1", "A2")
    assert scoring.typing.text == "6,"
    press(scoring, "5")
    assert scoring.here == ("d1", "B1")
    assert values(scoring) == {"A1": "1", "A2": "6.5"}


def test_the_comma_reopens_the_last_line_of_a_dossier_too() -> None:
    scoring = seated(code="B1")
    scoring.toggle_quick()
    press(scoring, "9,5")
    assert values(scoring) == {"B1": "9.5"}


@pytest.mark.parametrize("between", ["↑", "↓", "⏎", "⌫", "␛"])
def test_after_any_other_key_a_comma_reopens_nothing(between: str) -> None:
    scoring = seated()
    scoring.toggle_quick()
    press(scoring, "16" + between)
    before, here = values(scoring), scoring.here
    press(scoring, ",")
    assert (values(scoring), scoring.here) == (before, here)
    press(scoring, "5")
    assert (values(scoring), scoring.here) == (before, here)


def test_escape_leaves_the_reopened_mark_as_it_was_written() -> None:
    scoring = seated()
    scoring.toggle_quick()
    press(scoring, "16,␛")
    assert values(scoring)["A2"] == "6"


def test_where_a_digit_could_go_on_enter_ends_it() -> None:
    scoring = seated(code="B1")
    scoring.toggle_quick()
    press(scoring, "1")
    assert values(scoring) == {}
    press(scoring, "⏎")
    assert values(scoring) == {"B1": "1"}


def test_a_refused_value_says_why_and_keeps_what_was_there() -> None:
    scoring = seated(code="A2")
    press(scoring, "6⏎↑7,5⏎")
    assert scoring.notice.fault is not None
    assert scoring.notice.fault.code == "mark-above-max"
    assert values(scoring) == {"A2": "6"}
    assert scoring.here == ("d1", "A2")
    assert not scoring.typing.text


def test_an_arrow_writes_what_is_typed_and_stays_where_it_is_refused() -> None:
    scoring = seated(code="A2")
    press(scoring, "6↓")
    assert values(scoring) == {"A2": "6"}
    press(scoring, "99↑")
    assert scoring.here == ("d1", "B1")
    assert values(scoring) == {"A2": "6"}


def test_the_same_mark_again_writes_no_line() -> None:
    room = a_room()
    scoring = seated(room)
    press(scoring, "1⏎↑1⏎")
    assert len(room.written) == 1
    assert scoring.here == ("d1", "A2")


def test_delete_clears_to_not_scored() -> None:
    scoring = seated(code="A2")
    press(scoring, "6⏎↑⌦")
    assert values(scoring) == {"A2": ""}
    assert scoring.left("d1") == ["A1", "A2", "B1"]


def test_delete_gives_up_what_is_typed_first() -> None:
    scoring = seated(code="A2")
    press(scoring, "6⏎↑7⌦")
    assert values(scoring) == {"A2": "6"}


def test_not_applicable_and_no_opinion_are_not_zero() -> None:
    scoring = seated()
    scoring.answer("not-applicable")
    assert values(scoring) == {"A1": "not-applicable"}
    assert scoring.here == ("d1", "A2")
    scoring.answer("declined")
    assert scoring.stage.asked == [{"dossier": "d1", "code": "A2", "value": "declined"}]  # type: ignore[attr-defined]
    assert values(scoring) == {"A1": "not-applicable"}
    scoring.submit({**scoring.stage.asked[0], "reason": "pas compétente"})  # type: ignore[attr-defined]
    assert values(scoring)["A2"] == "declined"
    assert scoring.board.progress("d1").points == 0
    assert scoring.board.progress("d1").answered == 2


def test_undo_writes_the_former_value_as_a_new_mark_and_goes_there() -> None:
    room = a_room()
    scoring = seated(room)
    press(scoring, "1⏎6⏎↑5⏎")
    scoring.undo()
    assert values(scoring)["A2"] == "6"
    assert scoring.here == ("d1", "A2")
    scoring.undo()
    assert values(scoring)["A2"] == ""
    scoring.undo()
    assert values(scoring)["A1"] == ""
    scoring.undo()
    assert scoring.notice.message
    assert len(room.written) == 6


def test_undo_of_an_observation_and_of_no_opinion() -> None:
    scoring = seated()
    scoring.observe("d1", "A1", "Bien.")
    scoring.submit({"dossier": "d1", "code": "A1", "value": "declined", "reason": "je ne sais pas"})
    press(scoring, "1⏎")
    scoring.undo()
    assert scoring.board.cell("d1", "A1").reason == "je ne sais pas"
    scoring.undo()
    scoring.undo()
    assert scoring.board.observation("d1", "A1") == ""


def test_a_handed_in_sheet_says_so_at_the_first_key() -> None:
    scoring = seated()
    press(scoring, "1⏎6⏎9⏎")
    scoring.act("hand-in", dossier="d1")
    press(scoring, "↑5")
    assert scoring.notice.fault is not None
    assert scoring.notice.fault.code == "sheet-handed-in"
    assert not scoring.typing.text


def test_what_the_disk_refuses_is_not_saved_and_not_undone() -> None:
    room = a_room()
    scoring = seated(room)
    press(scoring, "1⏎")
    room.hold()
    press(scoring, "6⏎")
    room.table.act("ana", "hand-in", dossier="d1")
    room.settle()
    assert scoring.disk == "refused"
    assert scoring.notice.fault is not None
    assert values(scoring) == {"A1": "1"}
    assert [each.place for each in scoring.past] == [("d1", "A1")]


def test_down_one_line_across_all_dossiers() -> None:
    scoring = seated(code="A2")
    scoring.turn()
    assert [(row.kind, row.dossier) for row in scoring.rows] == [
        ("group", ""),
        ("cell", "d1"),
        ("cell", "d2"),
        ("end", ""),
    ]
    press(scoring, "6⏎5⏎")
    assert (values(scoring), values(scoring, "d2")) == ({"A2": "6"}, {"A2": "5"})
    press(scoring, "⏎")
    assert scoring.here == ("d1", "B1")
    scoring.turn()
    assert scoring.row.code == "B1"


def test_the_dossier_beside_keeps_the_line() -> None:
    scoring = seated(code="A2")
    scoring.beside(1)
    assert scoring.here == ("d2", "A2")
    scoring.beside(1)
    assert scoring.here == ("d1", "A2")
    press(scoring, "6")
    scoring.beside(-1)
    assert values(scoring) == {"A2": "6"}


def test_tab_goes_round_the_lines_without_an_answer() -> None:
    scoring = seated()
    press(scoring, "↓6⏎")
    scoring.next_unanswered()
    assert scoring.here == ("d1", "A1")
    scoring.next_unanswered(-1)
    assert scoring.here == ("d1", "B1")


def test_refused_withdrawn_and_recused_dossiers_are_not_scored() -> None:
    lots = [a_lot("nord"), a_lot("sud")]
    dossiers = [a_dossier(each, lot) for each, lot in [("n1", "nord"), ("n2", "nord"), ("n3", "nord"), ("s1", "sud")]]
    table = Table(a_session(["pre!", "ana"], dossiers, call_of(lots=lots))).adopt()
    table.act("pre@desk", "refuse", dossier="n1", ground="late", reason="trop tard")
    table.act("desk", "withdraw", dossier="n2", reason="renonce")
    table.act("pre@desk", "recuse", member="ana", lot="sud", reason="lien")
    scoring = seated(a_room("ana", table), "n3")
    assert [each.code for each in scoring.board.dossiers()] == ["n3"]


def test_once_marks_are_opened_a_change_asks_for_its_reason() -> None:
    table = Table(a_session(["pre!", "ana"])).adopt()
    table.sheet("ana", "d1", A1="1", A2="6", B1="9").open()
    table.act("pre@desk", "reopen", dossier="d1", reason="erreur", **{"for": "ana"})
    scoring = seated(a_room("ana", table), code="A2")
    press(scoring, "5⏎")
    assert scoring.stage.asked == [{"dossier": "d1", "code": "A2", "value": "5"}]  # type: ignore[attr-defined]
    assert values(scoring)["A2"] == "6"


def test_a_number_pasted_stands_in_the_cell_and_anything_else_does_not() -> None:
    scoring = seated(code="A2")
    scoring.paste(" 6.5\n")
    assert scoring.typing.text == "6,5"
    scoring.escape()
    for text in ("6,5 bon", "-3", "1e3", "٣", "\x1b[2J"):
        scoring.paste(text)
        assert scoring.typing.text == ""


def test_the_key_budget_of_the_published_grid() -> None:
    """Two keys a line, 42 a dossier; 43 when E1 is 10; four for 6,5. In quick mode half of it."""

    def keys(scoring: Scoring, text: str) -> int:
        press(scoring, text)
        return len(text)

    plain = seated(aemo_room(), "nord-1")
    assert keys(plain, "1⏎" * 21) == 42
    assert plain.left("nord-1") == []
    tens = seated(aemo_room(), "nord-1")
    assert keys(tens, "1⏎" * 19 + "10⏎" + "5⏎") == 43
    assert (tens.left("nord-1"), values(tens, "nord-1")["E1"]) == ([], "10")
    half = seated(aemo_room(), "nord-1", "A2")
    assert keys(half, "6,5⏎") == 4
    quick = seated(aemo_room(), "nord-1")
    quick.toggle_quick()
    assert keys(quick, "1" * 19 + "10" + "5") == 22
    assert quick.left("nord-1") == []
    half = seated(aemo_room(), "nord-1", "A2")
    half.toggle_quick()
    assert keys(half, "6,5") == 3
    assert (values(half, "nord-1"), half.here[1]) == ({"A2": "6.5"}, "A3")
