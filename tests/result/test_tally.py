"""What each kind of absent mark does to a lot, told on small sessions whose entries are really folded."""

from __future__ import annotations

from fractions import Fraction

import pytest

from commission.result.places import Unranked
from commission.result.ranking import LotRanking, rank
from commission.result.tally import Missing
from commission.rules.fault import Fault, Refused
from commission.session.fold import fold
from tests.build import Table, a_session, adoption, hand_in, journal, mark

FULL = {"A1": "1", "A2": "6", "B1": "5"}
WHOLE = "*"


def a_table(*members: str, dossiers: tuple[str, ...] = ("d1", "d2")) -> Table:
    """A session adopted; ``pre`` presides and votes beside these members."""
    return Table(a_session(("pre!", *members), dossiers)).adopt()


def hands_in(table: Table, member: str, d1: dict[str, str] | None = None, d2: dict[str, str] | None = None) -> None:
    """A member hands in both sheets, full ones but for what is given here."""
    table.sheet(member, "d1", **(FULL | (d1 or {})))
    table.sheet(member, "d2", **(FULL | (d2 or {})))


def totals(ranking: LotRanking) -> dict[str, Fraction]:
    return {each.dossier.code: each.total for each in ranking.ranking}


def without_place(ranking: LotRanking, dossier: str) -> Unranked:
    return next(each for each in ranking.unranked if each.dossier.code == dossier)


def said(faults: tuple[Fault, ...], code: str) -> list[dict[str, object]]:
    """The fields of every fault of this code."""
    return [dict(each.fields) for each in faults if each.code == code]


def test_a_total_is_the_sum_of_the_means_over_the_seats() -> None:
    table = a_table("ana", "bob", dossiers=("d1",))
    table.sheet("pre", "d1", A1="1", A2="6.5", B1="3")
    table.sheet("ana", "d1", A1="0", A2="7", B1="4")
    table.sheet("bob", "d1", A1="1", A2="7", B1="3")
    (only,) = rank(table.state, WHOLE).ranking
    assert only.subs == {"A1": Fraction(2, 3), "A2": Fraction(41, 6), "B1": Fraction(10, 3)}
    assert only.criteria == {"A": Fraction(15, 2), "B": Fraction(10, 3)}
    assert only.total == Fraction(65, 6)
    assert only.maximum == 18


def test_zero_is_a_mark_and_a_dossier_of_zeros_is_ranked_at_zero() -> None:
    table = a_table()
    hands_in(table, "pre", d1={"A1": "0", "A2": "0", "B1": "0"})
    first, last = rank(table.state, WHOLE).ranking
    assert (last.dossier.code, last.place, last.total) == ("d1", 2, 0)
    assert last.subs == {"A1": 0, "A2": 0, "B1": 0}
    assert first.total == 12


@pytest.mark.parametrize(("values", "total"), [(("0.1", "0.1", "0.1"), "0.1"), (("0.1", "0.2", "0.3"), "0.2")])
def test_tenths_that_floats_split_stay_equal(values: tuple[str, ...], total: str) -> None:
    definition = a_session(("ana", "bob", "cyr"), step="1/10")
    table = Table(definition).adopt()
    for member, value in zip(("ana", "bob", "cyr"), values, strict=True):
        table.sheet(member, "d1", A1="0", A2=value, B1="0")
        table.sheet(member, "d2", A1="0", A2=total, B1="0")
    ranking = rank(table.state, WHOLE).ranking
    assert [(each.place, each.tied, each.total) for each in ranking] == [(1, True, Fraction(total))] * 2


def test_three_tenths_on_three_lines_equal_three_tenths_on_one() -> None:
    table = Table(a_session(("ana",), step="1/10")).adopt()
    table.sheet("ana", "d1", A1="0.1", A2="0.1", B1="0.1")
    table.sheet("ana", "d2", A1="0", A2="0", B1="0.3")
    assert totals(rank(table.state, WHOLE)) == {"d1": Fraction(3, 10), "d2": Fraction(3, 10)}


def test_a_sheet_not_handed_in_does_not_count_whatever_it_holds() -> None:
    table = a_table("ana")
    hands_in(table, "pre")
    table.marks("ana", "d1", A1="0", A2="0", B1="0").sheet("ana", "d2", **FULL)
    ranking = rank(table.state, WHOLE)
    assert totals(ranking) == {"d2": 12}
    waiting = without_place(ranking, "d1")
    assert waiting.reason.code == "incomplete"
    assert waiting.missing == (Missing("ana"),)


def test_a_seat_that_handed_in_nothing_is_out_for_the_whole_lot() -> None:
    table = a_table("ana")
    hands_in(table, "pre")
    table.marks("ana", "d1", A1="0", A2="0", B1="0")
    ranking = rank(table.state, WHOLE)
    assert totals(ranking) == {"d1": 12, "d2": 12}
    assert ranking.seats == ("pre",)
    assert said(ranking.applied, "seat-absent") == [{"member": "ana"}]


def test_a_line_not_scored_keeps_the_dossier_without_a_place_and_says_whose_it_is() -> None:
    table = a_table("ana")
    hands_in(table, "pre")
    table.sheet("ana", "d1", A1="1").sheet("ana", "d2", **FULL)
    ranking = rank(table.state, WHOLE)
    assert totals(ranking) == {"d2": 12}
    assert without_place(ranking, "d1").missing == (Missing("ana", ("A2", "B1")),)
    assert said(ranking.applied, "ranking-provisional") == [{"dossiers": ["d1"]}]


def test_once_scoring_is_closed_the_seat_leaves_that_line_for_every_dossier() -> None:
    table = a_table("ana")
    hands_in(table, "pre", d1={"B1": "10"}, d2={"B1": "10"})
    table.sheet("ana", "d1", A1="0", A2="0").sheet("ana", "d2", A1="0", A2="0", B1="0").open()
    table.act("pre@desk", "close", lot=WHOLE, reason="Ana est partie")
    ranking = rank(table.state, WHOLE)
    assert totals(ranking) == {"d1": Fraction(27, 2), "d2": Fraction(27, 2)}
    assert ranking.ranking[0].subs["B1"] == 10
    assert said(ranking.applied, "seat-missing") == [{"member": "ana", "subs": ["B1"]}]
    assert said(ranking.applied, "scoring-closed") == [{"lot": WHOLE, "reason": "Ana est partie"}]


def test_once_scoring_is_closed_a_seat_with_a_whole_sheet_missing_leaves_the_lot() -> None:
    table = a_table("ana")
    hands_in(table, "pre")
    table.sheet("ana", "d2", A1="0", A2="0", B1="0").open()
    table.act("pre@desk", "close", lot=WHOLE, reason="Ana est partie")
    ranking = rank(table.state, WHOLE)
    assert totals(ranking) == {"d1": 12, "d2": 12}
    assert said(ranking.applied, "seat-sheet-missing") == [{"member": "ana", "dossiers": ["d1"]}]


def test_who_declines_on_one_dossier_leaves_that_line_for_all_of_them() -> None:
    table = a_table("ana")
    hands_in(table, "pre", d1={"B1": "8"}, d2={"B1": "8"})
    hands_in(table, "ana", d1={"B1": "declined"}, d2={"B1": "0"})
    ranking = rank(table.state, WHOLE)
    assert [each.subs["B1"] for each in ranking.ranking] == [8, 8]
    assert said(ranking.applied, "seat-declined") == [
        {"member": "ana", "sub": "B1", "dossiers": ["d1"], "reason": "parce que"}
    ]


def test_declining_in_a_sheet_that_is_not_handed_in_has_no_effect() -> None:
    table = a_table("ana", "bob")
    hands_in(table, "pre")
    hands_in(table, "bob")
    table.marks("ana", "d1", B1="declined").sheet("ana", "d2", **(FULL | {"B1": "8"}))
    assert totals(rank(table.state, WHOLE)) == {"d2": 13}


def test_when_every_seat_declined_a_line_no_dossier_is_ranked_and_none_gets_zero() -> None:
    table = a_table("ana")
    hands_in(table, "pre", d1={"B1": "declined"})
    hands_in(table, "ana", d2={"B1": "declined"})
    ranking = rank(table.state, WHOLE)
    assert ranking.ranking == ()
    assert [each.reason for each in ranking.unranked] == [
        Fault("no-seat-left", {"dossier": code, "subs": ["B1"]}) for code in ("d1", "d2")
    ]


def test_not_applicable_for_every_seat_takes_the_line_and_its_maximum_out_of_the_dossier() -> None:
    table = a_table("ana")
    hands_in(table, "pre", d1={"B1": "not-applicable"})
    hands_in(table, "ana", d1={"B1": "not-applicable"})
    ranking = rank(table.state, WHOLE)
    last = ranking.ranked("d1")
    assert last is not None
    assert (last.total, last.maximum, last.criteria, last.subs) == (7, 8, {"A": 7}, {"A1": 1, "A2": 6})
    assert said(ranking.applied, "not-applicable-agreed") == [
        {"dossier": "d1", "subs": ["B1"], "maximum": 8, "total": 18}
    ]


def test_not_applicable_for_some_seats_only_is_a_difference_to_settle() -> None:
    table = a_table("ana")
    hands_in(table, "pre", d1={"B1": "not-applicable"})
    hands_in(table, "ana")
    ranking = rank(table.state, WHOLE)
    assert totals(ranking) == {"d2": 12}
    assert without_place(ranking, "d1").reason == Fault(
        "not-applicable-disputed", {"dossier": "d1", "sub": "B1", "said": ["pre"], "scored": ["ana"]}
    )


def test_a_dossier_to_which_nothing_applies_is_not_ranked() -> None:
    table = a_table()
    hands_in(table, "pre", d1=dict.fromkeys(FULL, "not-applicable"))
    ranking = rank(table.state, WHOLE)
    assert without_place(ranking, "d1").reason.code == "nothing-applicable"


def test_a_recused_seat_is_out_of_the_lot_with_the_marks_it_had_given() -> None:
    table = a_table("ana")
    hands_in(table, "pre")
    hands_in(table, "ana", d1={"B1": "0"})
    table.act("ana", "recuse", lot=WHOLE, reason="lien familial")
    ranking = rank(table.state, WHOLE)
    assert totals(ranking) == {"d1": 12, "d2": 12}
    assert said(ranking.applied, "seat-recused") == [{"member": "ana", "scope": "call"}]


def test_refused_and_withdrawn_dossiers_are_listed_with_their_reason() -> None:
    table = a_table(dossiers=("d1", "d2", "d3"))
    hands_in(table, "pre")
    table.act("pre@desk", "refuse", dossier="d1", ground="late", reason="reçu à 9 h 15 le lendemain")
    table.act("desk", "withdraw", dossier="d3", reason="lettre du 3 octobre")
    ranking = rank(table.state, WHOLE)
    assert totals(ranking) == {"d2": 12}
    assert [dict(each.reason.fields) for each in ranking.unranked] == [
        {"dossier": "d1", "ground": "late", "reason": "reçu à 9 h 15 le lendemain"},
        {"dossier": "d3", "reason": "lettre du 3 octobre"},
    ]


def test_a_seat_that_declined_only_on_a_dossier_since_refused_counts_again() -> None:
    table = a_table("ana")
    hands_in(table, "pre", d2={"B1": "8"})
    hands_in(table, "ana", d1={"B1": "declined"}, d2={"B1": "0"})
    table.act("pre@desk", "refuse", dossier="d1", ground="late", reason="tard")
    assert totals(rank(table.state, WHOLE)) == {"d2": 11}


def test_consultative_marks_are_shown_apart_and_enter_nothing() -> None:
    table = Table(a_session(("pre!", "eve?"))).adopt()
    hands_in(table, "pre")
    hands_in(table, "eve", d1={"B1": "0"})
    ranking = rank(table.state, WHOLE)
    assert totals(ranking) == {"d1": 12, "d2": 12}
    assert {each.dossier.code: each.total for each in ranking.consultative} == {"d1": 7, "d2": 12}
    assert said(ranking.applied, "consultative-apart") == [{"lot": WHOLE}]


def test_a_consultative_member_who_has_not_finished_blocks_nothing() -> None:
    table = Table(a_session(("pre!", "eve?"))).adopt()
    hands_in(table, "pre")
    table.sheet("eve", "d1", A1="1")
    ranking = rank(table.state, WHOLE)
    assert totals(ranking) == {"d1": 12, "d2": 12}
    assert [each.total for each in ranking.consultative] == [None, None]


def test_two_rival_marks_of_one_seat_count_as_not_scored() -> None:
    here = journal("ana", mark("d1", "A1", "1"), mark("d1", "A2", "6"), mark("d1", "B1", "5"), writer="aaaaaaaa")
    there = journal("ana", mark("d1", "B1", "4"), hand_in("d1", heads={"aaaaaaaa": (3, here.head)}), writer="bbbbbbbb")
    state = fold(a_session(("ana",), ("d1",)), [adoption(), here, there])
    ranking = rank(state, WHOLE)
    assert without_place(ranking, "d1").missing == (Missing("ana", ("B1",), ("B1",)),)


def test_a_line_declined_on_one_dossier_and_left_empty_on_another_is_said_once_as_declined() -> None:
    table = a_table("ana")
    hands_in(table, "pre")
    table.sheet("ana", "d1", **(FULL | {"B1": "declined"})).sheet("ana", "d2", A1="1", A2="6").open()
    table.act("pre@desk", "close", lot=WHOLE, reason="fin")
    applied = rank(table.state, WHOLE).applied
    assert [each["sub"] for each in said(applied, "seat-declined")] == ["B1"]
    assert said(applied, "seat-missing") == []


def test_a_consultative_member_who_withdraws_takes_no_seat_out() -> None:
    table = Table(a_session(("pre!", "eve?"))).adopt()
    hands_in(table, "pre")
    table.act("eve", "recuse", lot=WHOLE, reason="lien familial")
    assert said(rank(table.state, WHOLE).applied, "seat-recused") == []


def test_a_call_without_any_sheet_ranks_nothing() -> None:
    ranking = rank(a_table("ana").state, WHOLE)
    assert [each.reason.code for each in ranking.unranked] == ["no-seat-left", "no-seat-left"]
    assert [each["member"] for each in said(ranking.applied, "seat-absent")] == ["pre", "ana"]


def test_an_unknown_lot_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refused) as refusal:
        rank(a_table().state, "sud")
    assert [(each.code, each.fields["known"]) for each in refusal.value.faults] == [("unknown-lot", ["*"])]
