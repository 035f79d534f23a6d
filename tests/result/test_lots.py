"""Useful rank beyond one lot: what is said of each dossier, what waits for lots that are shut, and what ties leave open."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from commission.result.common import Common, common, why_common
from commission.result.ranking import LotRanking, rank
from commission.result.selection import Selection
from commission.rules.ranking_rules import Rules
from commission.session.state import Cell, Sheet
from tests.result.several import Filed, a_state

NONE = {"n": None, "s": None}
FIVE: list[Filed] = [
    ("n1", "n", "p", 1, 90),
    ("n2", "n", "q", 1, 80),
    ("n3", "n", "r", 1, 70),
    ("s1", "s", "p", 1, 60),
    ("s2", "s", "u", 1, 50),
]


def together(filed: list[Filed], number: int = 3, **keys: Any) -> Common:
    found = common(a_state(filed, Rules(None, lots="together", selection="number", number=number, **keys), NONE))
    assert found is not None
    return found


def reasons(selection: Selection) -> dict[str, str]:
    return {code: why.code for code, why in selection.reasons.items()}


def notes(found: LotRanking) -> list[tuple[str, dict[str, object]]]:
    return [(each.code, dict(each.fields)) for each in found.selection.notes]


def test_each_dossier_says_why_it_is_in_useful_rank_or_not() -> None:
    assert reasons(together(FIVE, 3, best_of_each=True).selection) == {
        "n1": "useful-best",
        "n2": "useful-in-order",
        "n3": "places-taken",
        "s1": "useful-best",
        "s2": "places-taken",
    }
    limited = together(FIVE, 3, most_per_lot=1, per_applicant=1).selection
    assert reasons(limited) == {
        "n1": "useful-in-order",
        "n2": "passed-lot",
        "n3": "passed-lot",
        "s1": "passed-applicant",
        "s2": "useful-in-order",
    }
    assert limited.reasons["n2"].fields == {"n": 1, "lot": "n", "dossiers": ["n1"]}
    assert limited.reasons["s1"].fields == {"n": 1, "dossiers": ["n1"]}
    assert limited.used == 2


def test_a_dossier_passed_over_keeps_its_rank_and_its_place_on_the_waiting_list() -> None:
    found = together(FIVE, 2, most_per_lot=1, waiting=2)
    assert [(each.place, each.dossier.code, each.useful, each.waiting) for each in found.ranking] == [
        (1, "n1", True, None),
        (2, "n2", False, 1),
        (3, "n3", False, 2),
        (4, "s1", True, None),
        (5, "s2", False, None),
    ]


def test_a_tie_that_a_limit_makes_decisive_is_named_and_settled_by_nobody() -> None:
    tied = [("n1", "n", "p", 1, 90), ("n2", "n", "q", 1, 90), ("s1", "s", "u", 1, 60)]
    found = together(tied, 2, most_per_lot=1)
    assert {each.dossier.code: each.useful for each in found.ranking} == {"n1": None, "n2": None, "s1": True}
    assert [(each.code, each.fields) for each in found.notes] == [("tie-across-limits", {"dossiers": ["n1", "n2"]})]
    assert reasons(found.selection) == {"n1": "useful-torn", "n2": "useful-torn", "s1": "useful-in-order"}
    assert found.selection.used == 1


def test_a_tie_that_changes_nothing_is_not_named() -> None:
    tied = [("n1", "n", "p", 1, 90), ("n2", "n", "q", 1, 90), ("s1", "s", "u", 1, 60)]
    found = together(tied, 3, best_of_each=True)
    assert [each.useful for each in found.ranking] == [True, True, True]
    assert found.notes == ()
    assert reasons(found.selection) == {"n1": "useful-any-way", "n2": "useful-any-way", "s1": "useful-best"}


def test_more_equal_dossiers_than_orders_are_followed_for_leave_what_depends_on_them_open() -> None:
    crowd = [(f"n{place}", "n", "p", 1, 60) for place in range(8)]
    found = together([("n9", "n", "q", 1, 90), *crowd, ("s1", "s", "u", 1, 50)], 3)
    verdicts = {each.dossier.code: each.useful for each in found.ranking}
    assert verdicts == {"n9": True} | dict.fromkeys([code for code, *_ in crowd]) | {"s1": None}
    (note,) = found.notes
    assert set(note.fields["dossiers"]) == {code for code, *_ in crowd}  # type: ignore[call-overload]


def test_many_equal_dossiers_that_all_fit_or_none_need_no_order() -> None:
    crowd = [(f"n{place}", "n", "p", 1, 60) for place in range(9)]
    assert {each.useful for each in together(crowd, 9).ranking} == {True}
    assert {each.useful for each in together([("s1", "s", "q", 1, 90), *crowd], 1).ranking[1:]} == {False}


@pytest.mark.parametrize("opened", [["n"], ["s"], []])
def test_the_common_ranking_waits_for_every_lot_and_shows_nothing_before(opened: list[str]) -> None:
    rules = Rules(None, lots="together", selection="number", number=2)
    found = [common(a_state([*FIVE[:-1], ("s2", "s", "u", 1, mark)], rules, NONE, opened=opened)) for mark in (5, 95)]
    assert found[0] == found[1]
    assert found[0] is not None
    assert set(found[0].shut) == {"n", "s"} - set(opened)
    assert (found[0].ranking, found[0].selection) == ((), Selection())
    assert [each.code for each in why_common(found[0], "n1")] == ["common-shut"]


def test_a_lot_that_a_viewer_may_not_see_is_shut_for_them_and_one_without_dossiers_is_not_waited_for() -> None:
    rules = Rules(None, lots="together", selection="number", number=2)
    state = a_state(FIVE, rules, NONE | {"e": None}, opened=["n", "s"])
    seen = common(state)
    assert seen is not None
    assert len(seen.ranking) == 5
    hidden = common(state, shown=["n"])
    assert hidden is not None
    assert (hidden.shut, hidden.ranking) == (("s",), ())


def test_lots_ranked_together_say_where_their_useful_rank_is() -> None:
    found = rank(a_state(FIVE, Rules(None, lots="together", selection="number", number=2), NONE), "n")
    assert notes(found) == [("useful-in-common", {})]
    assert {each.useful for each in found.ranking} == {None}


def test_a_dossier_that_waits_for_marks_makes_the_common_ranking_provisional() -> None:
    state = a_state(FIVE, Rules(None, lots="together", selection="number", number=2), NONE)
    state.sheets["ana", "s2"] = Sheet({"A1": Cell.of("", ["0:1", "0:2"], rivals=("1", "2"))}, handed_in=True)
    found = common(state)
    assert found is not None
    assert [(each.code, each.fields) for each in found.notes] == [("ranking-provisional", {"dossiers": ["s2"]})]


def test_a_common_ranking_in_which_nobody_takes_a_place_says_so() -> None:
    state = a_state([], Rules(None, lots="together", selection="number", number=2), NONE)
    found = common(state)
    assert found is not None
    assert [each.code for each in found.notes] == ["no-ranking-common"]


# --- One applicant in several lots


def apart(opened: list[str] | None = None, mark: int = 90, **keys: Any) -> LotRanking:
    filed = [("n1", "n", "P  ", 1, mark), ("n2", "n", "q", 1, 80), ("s1", "s", "p", 1, 60), ("s2", "s", "u", 1, 50)]
    rules = Rules(None, selection="number", number=1, per_applicant=1, **keys)
    return rank(a_state(filed, rules, NONE, opened=opened), "s")


def test_an_applicant_who_stands_in_an_earlier_lot_is_passed_over_under_any_spelling_of_its_name() -> None:
    found = apart()
    assert {each.dossier.code: each.useful for each in found.ranking} == {"s1": False, "s2": True}
    assert found.selection.reasons["s1"].fields == {"n": 1, "dossiers": ["n1"]}
    assert notes(found) == []


def test_while_an_earlier_lot_is_shut_the_useful_rank_is_provisional_and_depends_on_none_of_its_marks() -> None:
    worlds = [apart(opened=["s"], mark=mark) for mark in (0, 50, 90)]
    assert worlds[0] == worlds[1] == worlds[2]
    assert notes(worlds[0]) == [("useful-provisional", {"lots": ["n"]})]
    assert {each.dossier.code: each.useful for each in worlds[0].ranking} == {"s1": True, "s2": False}


def test_a_lot_hidden_from_a_viewer_bears_on_nothing_they_see() -> None:
    rules = Rules(None, selection="number", number=1, per_applicant=1)
    filed = [("n1", "n", "p", 1, 90), ("s1", "s", "p", 1, 60), ("s2", "s", "u", 1, 50)]
    state = a_state(filed, rules, NONE)
    assert notes(rank(state, "s", shown=["s"])) == [("useful-provisional", {"lots": ["n"]})]


def test_a_tie_in_an_earlier_lot_leaves_the_same_applicant_open_in_the_next() -> None:
    filed = [("n1", "n", "p", 1, 80), ("n2", "n", "q", 1, 80), ("s1", "s", "p", 1, 60), ("s2", "s", "u", 1, 50)]
    rules = Rules(None, selection="number", number=1, per_applicant=1)
    found = rank(a_state(filed, rules, NONE), "s")
    assert {each.dossier.code: each.useful for each in found.ranking} == {"s1": None, "s2": None}
    assert found.selection.reasons["s1"].code == "useful-torn"


def test_a_field_that_knows_the_applicants_must_be_there() -> None:
    rules = Rules(None, selection="number", number=1, per_applicant=1, applicant_field="siret")
    state = a_state([("n1", "n", "p", 1, 90), ("s1", "s", "p", 1, 60)], rules, NONE)
    found = rank(state, "n")
    assert notes(found) == [("applicant-lacking", {"asked": "siret", "dossiers": ["n1"]})]
    assert found.selection.useful == {}
    numbered = tuple(replace(each, fields={"siret": "1 2"}) for each in state.definition.dossiers if each.lot == "s")
    others = tuple(each for each in state.definition.dossiers if each.lot == "n")
    state.definition = replace(state.definition, dossiers=(*others, *numbered))
    assert notes(rank(state, "s")) == [("useful-provisional", {"lots": ["n"]})]


# --- What one envelope leaves to another

MONEY: list[Filed] = [("n1", "n", "p", 6, 90), ("s1", "s", "q", 7, 60), ("e1", "e", "r", 4, 50)]


def moved(
    transfers: tuple[tuple[str, str], ...], opened: list[str] | None = None, **keys: Any
) -> dict[str, LotRanking]:
    rules = Rules(None, selection="envelope", asked="mesures", transfers=transfers, **keys)
    state = a_state(MONEY, rules, {"n": 10, "s": 5, "e": 1}, opened=opened)
    return {lot: rank(state, lot) for lot in opened or "nse"}


def capacities(found: dict[str, LotRanking]) -> dict[str, object]:
    return {lot: (each.selection.capacity, each.selection.used) for lot, each in found.items()}


def test_what_is_left_moves_in_the_order_of_the_list() -> None:
    """n leaves 4: s has 9, gives 7, leaves 2: e has 3. The other way round, s gives its own 5 before it gets n's 4."""
    assert capacities(moved((("n", "s"), ("s", "e")))) == {"n": (10, 6), "s": (9, 7), "e": (3, 0)}
    assert capacities(moved((("s", "e"), ("n", "s")))) == {"n": (10, 6), "s": (4, 0), "e": (6, 4)}


def test_a_transfer_says_how_much_and_from_where_on_both_sides() -> None:
    found = moved((("n", "s"),))
    said = [("transferred", {"source": "n", "target": "s", "amount_euros": 4})]
    assert (notes(found["n"]), notes(found["s"]), notes(found["e"])) == (said, said, [])


@pytest.mark.parametrize("opened", [["n"], ["s"]])
def test_a_transfer_waits_until_both_lots_are_opened(opened: list[str]) -> None:
    found = moved((("n", "s"),), opened)
    assert [notes(each) for each in found.values()] == [[("transfer-waits", {"source": "n", "target": "s"})]]
    assert capacities(found) in ({"n": (10, 6)}, {"s": (5, 0)})


def test_a_transfer_after_one_that_waits_waits_too() -> None:
    found = moved((("n", "s"), ("s", "e")), ["s", "e"])
    assert notes(found["e"]) == [("transfer-waits", {"source": "s", "target": "e"})]
    assert capacities(found) == {"s": (5, 0), "e": (1, 0)}


def test_nothing_moves_while_a_tie_or_a_missing_mark_leaves_the_rest_open() -> None:
    rules = Rules(None, selection="envelope", asked="mesures", transfers=(("n", "s"),))
    tied = [("n1", "n", "p", 6, 90), ("n2", "n", "q", 5, 90), ("s1", "s", "r", 7, 60)]
    state = a_state(tied, rules, {"n": 10, "s": 5})
    assert [code for code, _ in notes(rank(state, "s"))] == ["transfer-waits"]
    state = a_state(MONEY[:2], rules, {"n": 10, "s": 5})
    assert [code for code, _ in notes(rank(state, "s"))] == ["transferred"]
    state.sheets["ana", "n1"] = Sheet({"A1": Cell.of("", ["0:1", "0:2"], rivals=("1", "2"))}, handed_in=True)
    assert [code for code, _ in notes(rank(state, "s"))] == ["transfer-waits"]


def test_a_lot_without_a_dossier_leaves_its_whole_envelope() -> None:
    rules = Rules(None, selection="envelope", asked="mesures", transfers=(("n", "s"),))
    found = rank(a_state(MONEY[1:2], rules, {"n": 10, "s": 5}, opened=["s"]), "s")
    assert (found.selection.capacity, found.selection.used) == (15, 7)
    assert notes(found) == [("transferred", {"source": "n", "target": "s", "amount_euros": 10})]


def test_a_lot_that_the_commission_ranks_by_hand_passes_nothing_on_and_leaves_later_lots_provisional() -> None:
    rules = Rules(None, selection="envelope", asked="mesures", transfers=(("n", "s"),), per_applicant=1)
    state = a_state(MONEY[:2], rules, {"n": 10, "s": 5})
    by_hand = replace(state.definition.deliberation, lots={"n": "ranks"})
    state.definition = replace(state.definition, deliberation=by_hand)
    assert [code for code, _ in notes(rank(state, "s"))] == ["transfer-waits", "useful-provisional"]
