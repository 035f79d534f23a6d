"""The useful rank: how far a lot's capacity reaches down the ranking, and what separates each dossier from the cut."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from commission.publication.rank_table import rank_table
from commission.result.ranking import LotRanking, rank
from commission.words import Words
from tests.strategies import Case, cases, state_of

GRID = {"A": {"A1": "100"}}


def a_ranking(points: dict[str, str], capacity: int | None = 75, **figures: int) -> LotRanking:
    """One seat's points; each dossier asks for 30 unless said otherwise."""
    sheets = {("ana", dossier): {"A1": value} for dossier, value in points.items()}
    asked = {dossier: figures.get(dossier, 30) for dossier in points}
    return rank(state_of(Case(GRID, {"ana": True}, list(points), sheets=sheets, capacity=capacity, figures=asked)), "n")


def useful(ranking: LotRanking) -> dict[str, bool | None]:
    return {each.dossier.code: each.useful for each in ranking.ranking}


def test_the_capacity_is_filled_in_rank_order_and_stops_at_the_first_that_does_not_fit() -> None:
    ranking = a_ranking({"a": "90", "b": "80", "c": "70", "d": "60"}, d=5)
    assert useful(ranking) == {"a": True, "b": True, "c": False, "d": False}
    assert ranking.selection.used == 60


def test_a_capacity_filled_to_the_brim_is_held() -> None:
    assert useful(a_ranking({"a": "90", "b": "80"}, capacity=60)) == {"a": True, "b": True}


def test_a_first_that_asks_for_more_than_there_is_stops_everything() -> None:
    assert useful(a_ranking({"a": "90", "b": "80"}, a=76)) == {"a": False, "b": False}


def test_a_tie_that_fits_whole_is_useful() -> None:
    assert useful(a_ranking({"a": "90", "b": "90"})) == {"a": True, "b": True}


def test_a_tie_across_the_last_useful_rank_is_left_to_the_commission() -> None:
    ranking = a_ranking({"a": "90", "b": "80", "c": "80", "d": "70"})
    assert useful(ranking) == {"a": True, "b": None, "c": None, "d": False}
    assert [(each.code, each.fields["dossiers"]) for each in ranking.selection.notes] == [
        ("tie-across-last-useful-rank", ["b", "c"])
    ]
    assert [each.distance for each in ranking.ranking] == [10, 0, 0, 10]


def test_a_tie_of_which_none_would_fit_is_simply_outside() -> None:
    ranking = a_ranking({"a": "90", "b": "80", "c": "80"}, capacity=40)
    assert useful(ranking) == {"a": True, "b": False, "c": False}
    assert ranking.selection.notes == ()


def test_the_distance_is_counted_to_the_other_side_of_the_last_useful_rank() -> None:
    ranking = a_ranking({"a": "90", "b": "80.5", "c": "80", "d": "60"})
    assert [(each.distance, each.near) for each in ranking.ranking] == [
        (10, False),
        (Fraction(1, 2), True),
        (Fraction(1, 2), True),
        (Fraction(41, 2), False),
    ]


def test_near_is_one_hundredth_of_the_grid_itself_included() -> None:
    ranking = a_ranking({"a": "81", "b": "80", "c": "79.999"}, capacity=30)
    assert [each.near for each in ranking.ranking] == [True, True, False]


def test_when_everybody_fits_there_is_no_cut_to_be_near_of() -> None:
    ranking = a_ranking({"a": "90", "b": "80"})
    assert [(each.useful, each.distance, each.near) for each in ranking.ranking] == [(True, None, False)] * 2


def test_without_a_rule_of_selection_nothing_is_said_to_be_useful() -> None:
    ranking = a_ranking({"a": "90"}, capacity=None)
    assert useful(ranking) == {"a": None}
    assert ranking.selection.notes == ()


def test_a_dossier_without_the_figure_leaves_the_question_open_and_says_so() -> None:
    case = Case(GRID, {"ana": True}, ["a"], sheets={("ana", "a"): {"A1": "5"}}, capacity=10)
    state = state_of(case)
    (dossier,) = state.definition.dossiers
    state.definition = replace(state.definition, dossiers=(replace(dossier, figures={}),))
    ranking = rank(state, "n")
    assert useful(ranking) == {"a": None}
    assert [(each.code, dict(each.fields)) for each in ranking.selection.notes] == [
        ("figure-lacking", {"figure": "mesures", "dossiers": ["a"]})
    ]
    assert ranking.selection.unit == "mesures"
    assert "Capacity" not in rank_table(state, [ranking], Words("en"))  # nobody knows what is taken


def test_a_lot_without_capacity_says_so() -> None:
    state = state_of(Case(GRID, {"ana": True}, ["a"], sheets={("ana", "a"): {"A1": "5"}}, capacity=10))
    (lot,) = state.definition.call.lots
    state.definition = replace(
        state.definition, call=replace(state.definition.call, lots=(replace(lot, capacity=None),))
    )
    assert [each.code for each in rank(state, "n").selection.notes] == ["no-capacity"]


@given(cases(whole=True, capacity=True))
def test_the_useful_fit_together_and_stand_before_all_others(case: Case) -> None:
    ranking = rank(state_of(case), "n")
    taken = sum(case.figures[each.dossier.code] for each in ranking.ranking if each.useful)
    assert taken == ranking.selection.used
    assert case.capacity is not None
    assert taken <= case.capacity
    verdicts = [each.useful for each in ranking.ranking]
    assert verdicts == sorted(verdicts, key=[True, None, False].index)


@given(cases(whole=True, capacity=True))
def test_dossiers_in_a_tie_have_the_same_verdict(case: Case) -> None:
    by_place: dict[int, set[bool | None]] = {}
    for each in rank(state_of(case), "n").ranking:
        by_place.setdefault(each.place, set()).add(each.useful)
    assert all(len(verdicts) == 1 for verdicts in by_place.values())


@given(cases(whole=True, capacity=True))
def test_one_more_place_of_capacity_never_takes_a_useful_rank_away(case: Case) -> None:
    before = useful(rank(state_of(case), "n"))
    case.capacity = (case.capacity or 0) + 1
    after = useful(rank(state_of(case), "n"))
    assert all(after[code] is True for code, verdict in before.items() if verdict)


def filled(fill: str, wanted: dict[str, int], there: int, *, waiting: int | None = None) -> LotRanking:
    """Dossiers of falling totals asking for these amounts of an envelope of so many euros."""
    from commission.rules.grid import Lot

    sheets = {("ana", code): {"A1": str(90 - place)} for place, code in enumerate(wanted)}
    state = state_of(Case(GRID, {"ana": True}, list(wanted), sheets=sheets, figures=wanted))
    definition = state.definition
    rules = replace(definition.rules, selection="envelope", asked="mesures", fill=fill, waiting=waiting)
    call = replace(definition.call, lots=(Lot("n", "Lot n", ceiling=Fraction(there)),))
    state.definition = replace(definition, rules=rules, call=call)
    return rank(state, "n")


def test_an_envelope_stops_skips_or_gives_what_is_left() -> None:
    """1 000 € for a 600, b 500, c 300, d 100: a; then b does not fit."""
    wanted = {"a": 600, "b": 500, "c": 300, "d": 100}
    stop, skip, partial = (filled(how, wanted, 1000) for how in ("stop", "skip", "partial"))
    assert useful(stop) == {"a": True, "b": False, "c": False, "d": False}
    assert useful(skip) == {"a": True, "b": False, "c": True, "d": True}
    assert skip.selection.used == 1000
    assert useful(partial) == {"a": True, "b": True, "c": False, "d": False}
    assert partial.selection.granted == {"b": 400}
    assert partial.selection.used == 1000


def test_a_waiting_list_follows_the_ranking_and_is_as_long_as_stated() -> None:
    found = filled("stop", {"a": 600, "b": 500, "c": 300, "d": 100}, 1000, waiting=2)
    assert {each.dossier.code: each.waiting for each in found.ranking} == {"a": None, "b": 1, "c": 2, "d": None}
    assert [each.fields["dossiers"] for each in found.selection.notes if each.code == "waiting-list"] == [["b", "c"]]


@given(cases(whole=True), st.sampled_from(["stop", "skip", "partial"]), st.integers(0, 200))
def test_no_more_is_given_than_there_is_and_a_dossier_passed_over_did_not_fit(
    case: Case, fill: str, there: int
) -> None:
    """An independent count, dossier by dossier, where no two are equal."""
    wanted = {code: case.figures.get(code, 1) for code in case.dossiers}
    found = filled(fill, wanted, there)
    left, stopped, expected = Fraction(there), False, {}
    for code, asked in wanted.items():
        fits = asked <= left
        part = fill == "partial" and not fits and left > 0
        expected[code] = not stopped and (fits or part)
        left -= min(Fraction(asked), left) if expected[code] else 0
        stopped = stopped or (not fits and fill != "skip")
    assert useful(found) == expected
    assert found.selection.used == there - left <= there


def test_a_number_of_dossiers_is_kept_and_a_tie_across_it_is_named() -> None:
    def kept(number: int) -> LotRanking:
        sheets = {("ana", code): {"A1": value} for code, value in {"a": "9", "b": "8", "c": "8"}.items()}
        state = state_of(Case(GRID, {"ana": True}, ["a", "b", "c"], sheets=sheets))
        state.definition = replace(
            state.definition, rules=replace(state.definition.rules, selection="number", number=number)
        )
        return rank(state, "n")

    assert useful(kept(1)) == {"a": True, "b": False, "c": False}
    assert useful(kept(2)) == {"a": True, "b": None, "c": None}
    assert useful(kept(3)) == {"a": True, "b": True, "c": True}
