"""Why this rank: the steps, with their exact figures, for a ranked dossier, a tied one, and those without a place."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from msgspec.structs import replace

from commission.result.explain import why
from commission.result.ranking import rank
from commission.rules.fault import Fault
from commission.session.fold import fold
from commission.session.state import State
from tests.build import Table, a_call, a_session, journal, mark
from tests.strategies import Case, cases, state_of

GRID = {"A": {"A1": "60"}, "B": {"B1": "40"}}


def a_state() -> State:
    """Four dossiers for a capacity of two: a before b and c, exactly tied, before d; e is not complete."""
    marks = {"a": ("50", "40"), "b": ("50", "30"), "c": ("60", "20"), "d": ("30", "10"), "e": ("1", "")}
    sheets = {("ana", code): {"A1": one, "B1": two} for code, (one, two) in marks.items()}
    figures = dict.fromkeys(marks, 1)
    return state_of(Case(GRID, {"ana": True}, list(marks), sheets=sheets, capacity=3, figures=figures))


def steps(state: State, dossier: str, *codes: str) -> list[tuple[object, ...]]:
    """The fields of the steps of these codes, in order."""
    return [(each.code, *each.fields.values()) for each in why(state, "n", dossier) if each.code in codes]


def test_the_first_dossier_is_compared_with_the_one_below() -> None:
    assert steps(a_state(), "a", "why-rank", "why-tied", "why-above", "why-below") == [
        ("why-rank", "a", 1, 4, 90, 100, 1),
        ("why-below", "b", 2, 10),
    ]
    assert steps(a_state(), "a", "why-criterion") == [
        ("why-criterion", "A", "Critère A", 50, 60, "", "–", "b", 50),
        ("why-criterion", "B", "Critère B", 40, 40, "", "–", "b", 30),
    ]


def test_another_dossier_is_compared_with_the_first_and_with_the_one_above_and_no_dossier_is_named_twice() -> None:
    assert steps(a_state(), "d", "why-criterion")[0][5:] == ("a", 50, "c", 60)
    assert steps(a_state(), "b", "why-criterion")[0][5:] == ("", "–", "a", 50)


def test_a_tied_dossier_says_with_whom_and_what_separates_it_from_its_neighbours() -> None:
    assert steps(a_state(), "c", "why-rank", "why-tied", "why-above", "why-below") == [
        ("why-rank", "c", 2, 4, 80, 100, 1),
        ("why-tied", 2, ["b"], 80),
        ("why-above", "a", 1, 10),
        ("why-below", "d", 4, 40),
    ]


def test_a_dossier_outside_says_what_it_lacks_to_the_last_useful_rank() -> None:
    assert steps(a_state(), "d", "why-not-useful", "why-short") == [
        ("why-not-useful", "d", 1, 3, 3, "mesures"),
        ("why-short", "d", 40, False),
    ]
    assert steps(a_state(), "b", "why-useful", "why-margin") == [
        ("why-useful", "b", 1, 3, 3, "mesures"),
        ("why-margin", "b", 40, False),
    ]


def test_a_tie_across_the_cut_is_named_as_such() -> None:
    state = a_state()
    (lot,) = state.definition.call.lots
    smaller = replace(lot, capacity=Fraction(2))
    state.definition = replace(state.definition, call=replace(state.definition.call, lots=(smaller,)))
    assert steps(state, "b", "why-useful-tied", "why-margin", "tie-across-last-useful-rank") == [
        ("why-useful-tied", "b", 1, 1, 2, "mesures"),
        ("tie-across-last-useful-rank", "n", ["b", "c"]),
    ]


def test_a_dossier_without_a_place_says_what_is_missing_and_from_whom() -> None:
    assert steps(a_state(), "e", "incomplete", "missing-marks") == [
        ("incomplete", "e", ["ana"]),
        ("missing-marks", "ana", "e", ["B1"]),
    ]


def test_a_missing_sheet_and_rival_marks_are_told_apart() -> None:
    answers = {"A1": "two rival marks", "B1": ""}
    sheets = {("ana", "a"): answers, ("bob", "b"): {"A1": "1", "B1": "1"}, ("ana", "b"): {"A1": "1", "B1": "1"}}
    state = state_of(Case(GRID, {"ana": True, "bob": True}, ["a", "b"], sheets=sheets))
    assert steps(state, "a", "missing-sheet", "missing-marks", "rival-marks") == [
        ("missing-marks", "ana", "a", ["B1"]),
        ("rival-marks", "ana", "a", ["A1"]),
        ("missing-sheet", "bob", "a"),
    ]


def test_a_criterion_that_left_the_dossier_is_no_zero() -> None:
    sheets = {("ana", "a"): {"A1": "50", "B1": "not-applicable"}, ("ana", "b"): {"A1": "40", "B1": "5"}}
    state = state_of(Case(GRID, {"ana": True}, ["a", "b"], sheets=sheets))
    assert steps(state, "a", "why-rank", "why-criterion-inapplicable", "not-applicable-agreed") == [
        ("why-rank", "a", 1, 2, 50, 60, 1),
        ("why-criterion-inapplicable", "B", "Critère B"),
        ("not-applicable-agreed", "a", ["B1"], 60, 100),
    ]
    assert ("why-criterion", "B", "Critère B", 5, 40, "", "–", "a", "–") in steps(state, "b", "why-criterion")


def test_late_marks_of_the_dossier_are_named_so_that_an_act_can_admit_them() -> None:
    definition = a_session(("ana",), ("d1", "d2"), a_call({"A": {"A1": "60"}}))
    opened = Table(definition).adopt().sheet("ana", "d1", A1="50").sheet("ana", "d2", A1="50").open()
    late = journal("ana", mark("d1", "A1", "7"), mark("d2", "A1", "8"), writer="cccccccc")
    state = fold(definition, [*opened.journals, late])
    assert [dict(each.fields) for each in why(state, "*", "d1") if each.code == "late-mark"] == [
        {"entry": "cccccccc:1", "member": "ana", "dossier": "d1", "sub": "A1", "value": "7"}
    ]


def test_a_blocked_ranking_explains_only_what_blocks_it() -> None:
    state = a_state()
    state.definition = replace(state.definition, grid_print="0" * 64)
    assert [each.code for each in why(state, "n", "a")] == ["grid-changed"]


@given(cases(capacity=True))
def test_every_dossier_of_every_lot_has_an_explanation_and_its_figures_add_up(case: Case) -> None:
    state = state_of(case)
    ranking = rank(state, "n")
    for dossier in case.dossiers:
        found = why(state, "n", dossier, ranking)
        place = ranking.ranked(dossier)
        if place is None:
            assert found[0].code in {reason.code for each in ranking.unranked for reason in each.reasons}
            continue
        assert found[0].code == "why-rank"
        points = [each.fields["points"] for each in found if each.code == "why-criterion"]
        assert sum(points) == place.total
        assert all(isinstance(each, Fault) for each in found)
