"""Lines × members at the table: exact figures, what diverges first, what does not count and why, observations."""

from __future__ import annotations

from fractions import Fraction
from statistics import median

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from commission.result.at_table import at_table
from commission.result.debate import Debate, DebatedLine, debate, debated
from commission.result.ranking import rank
from commission.rules.grid import Criterion, SubCriterion
from commission.rules.notation import Level
from commission.rules.number import exact_text
from tests.build import Table, a_call, a_dossier, a_lot, a_session

ZERO = Fraction(0)


def at(table: Table, dossier: str = "d1") -> Debate:
    return debate(table.state, table.definition.dossier(dossier))


def line(found: Debate, code: str) -> DebatedLine:
    return next(each for each in found.lines if each.sub.code == code)


def test_mean_median_spread_and_distances_are_exact_and_consultative_members_stand_apart() -> None:
    table = Table(a_session(("ana", "bob", "cyr", "eve?"))).adopt()
    for member, value in {"ana": "2", "bob": "2.5", "cyr": "6", "eve": "0"}.items():
        table.sheet(member, "d1", A2=value)
    found = line(at(table.open()), "A2")
    assert (found.mean, found.median, found.spread) == (Fraction(7, 2), Fraction(5, 2), 4)
    assert found.apart == Fraction(4, 7)
    assert [each.distance for each in found.answers] == [Fraction(-3, 2), -1, Fraction(5, 2)]
    assert [(each.member, each.points, each.counts) for each in found.consultative] == [("eve", 0, False)]
    assert found.consultative[0].distance == Fraction(-7, 2)


def test_what_diverges_most_in_its_own_range_comes_first_and_equal_ones_keep_the_order_of_the_grid() -> None:
    table = Table(a_session(("ana", "bob"), call=a_call({"A": {"A1": "1", "A2": "7", "A3": "2"}, "B": {"B1": "10"}})))
    table.adopt().sheet("ana", "d1", A1="0", A2="2", A3="1", B1="9").sheet(
        "bob", "d1", A1="0.5", A2="5", A3="2", B1="9"
    )
    found = at(table.open())
    assert [each.sub.code for each in found.lines] == ["A1", "A3", "A2", "B1"]
    assert [each.apart for each in found.lines] == [Fraction(1, 2), Fraction(1, 2), Fraction(3, 7), 0]


def test_a_line_that_goes_below_zero_is_told_in_its_whole_range_and_one_without_maximum_in_what_was_given() -> None:
    lines = (
        SubCriterion("M", "Malus", Fraction(2), "A", min=Fraction(-2)),
        SubCriterion("N", "Nombre", None, "A"),
        SubCriterion("Z", "Zéro", None, "A"),
    )
    call = a_call(criteria=(Criterion("A", "A", None, lines),))
    table = Table(a_session(("ana", "bob"), call=call)).adopt()
    table.sheet("ana", "d1", M="-2", N="40", Z="0").sheet("bob", "d1", M="-1", N="10", Z="0")
    found = at(table.open())
    assert [(each.sub.code, each.apart) for each in found.lines] == [
        ("N", Fraction(3, 4)),
        ("M", Fraction(1, 4)),
        ("Z", 0),
    ]


def words_table() -> Table:
    levels = tuple(Level(word, Fraction(value)) for value, word in enumerate(("faible", "moyen", "bon", "fort")))
    opinion = (Level("favorable", None), Level("défavorable", None, True))
    lines = (
        SubCriterion("L", "Niveau", Fraction(3), "A", levels=levels, notation="levels"),
        SubCriterion("O", "Avis", None, "A", levels=opinion, notation="opinion", counts=False),
        SubCriterion("P", "Points", Fraction(10), "A"),
    )
    return Table(a_session(("ana", "bob", "cyr"), call=a_call(criteria=(Criterion("A", "A", None, lines),)))).adopt()


def test_words_are_counted_and_stand_apart_by_their_places_on_the_line() -> None:
    table = words_table()
    for member, level, word in (
        ("ana", "moyen", "favorable"),
        ("bob", "fort", "favorable"),
        ("cyr", "fort", "favorable"),
    ):
        table.sheet(member, "d1", L=level, O=word, P="5")
    found = at(table.open())
    level = line(found, "L")
    assert (level.words, level.mean, level.median, level.spread) == ({"moyen": 1, "fort": 2}, None, None, None)
    assert level.apart == Fraction(2, 3)
    assert (line(found, "O").words, line(found, "O").apart) == ({"favorable": 3}, 0)
    assert [each.sub.code for each in found.lines] == ["L", "O", "P"]


def test_two_opinions_are_as_far_apart_as_can_be_and_an_unfavourable_one_has_its_reason() -> None:
    table = words_table().sheet("ana", "d1", O="favorable")
    table.act("bob", "mark", dossier="d1", code="O", value="défavorable", reason="hors sujet")
    table.act("bob", "hand-in", dossier="d1")
    found = line(at(table.open()), "O")
    assert found.apart == 1
    assert [(each.value, each.reason) for each in found.answers[:2]] == [
        ("favorable", ""),
        ("défavorable", "hors sujet"),
    ]


def test_what_is_no_mark_is_shown_as_what_it_is_and_enters_nothing() -> None:
    table = Table(a_session(("ana", "bob", "cyr", "dan", "eli"))).adopt()
    table.sheet("ana", "d1", A2="4").sheet("bob", "d1", A2="declined").sheet("cyr", "d1", A2="not-applicable")
    table.sheet("dan", "d1", A1="1").marks("eli", "d1", A2="7").open()
    found = line(at(table), "A2")
    stands = {each.member: each.stands for each in found.answers}
    assert stands == {"ana": "given", "bob": "declined", "cyr": "not-applicable", "dan": "missing", "eli": "no-sheet"}
    assert (found.mean, found.given, found.spread) == (4, 1, 0)
    assert found.answers[4].value == ""
    assert (found.apart, found.disputed) == (1, True)  # « sans objet » beside a mark: a difference to settle


def test_who_left_the_line_disputes_nothing_on_it_and_all_of_one_mind_neither() -> None:
    table = Table(a_session(("ana", "bob", "cyr"))).adopt()
    table.sheet("ana", "d1", A2="4", A1="not-applicable").sheet("bob", "d1", A2="not-applicable", A1="not-applicable")
    table.sheet("cyr", "d1", A2="4", A1="not-applicable").sheet("bob", "d2", A2="declined").open()
    assert [(line(at(table), code).apart, line(at(table), code).disputed) for code in ("A2", "A1")] == [
        (0, False), (None, False),
    ]  # fmt: skip


def test_a_seat_that_left_the_line_on_another_dossier_is_shown_and_does_not_count() -> None:
    table = Table(a_session(("ana", "bob"))).adopt()
    table.sheet("ana", "d1", A2="4").sheet("bob", "d1", A2="1").sheet("bob", "d2", A2="declined").open()
    found = line(at(table), "A2")
    assert [(each.points, each.counts) for each in found.answers] == [(4, True), (1, False)]
    assert (found.mean, found.spread) == (4, 0)


def test_a_variant_is_debated_beside_the_others_in_the_place_of_its_base() -> None:
    """A seat that declines a line of the base still counts on it for the variant, as in the variant's own total."""
    dossiers = (a_dossier("d1"), replace(a_dossier("v1"), variant_of="d1"), a_dossier("d2"))
    table = Table(a_session(("ana", "bob"), dossiers)).adopt()
    for member, mark in (("ana", "4"), ("bob", "2")):
        table.sheet(member, "v1", A2=mark).sheet(member, "d2", A2=mark)
    table.sheet("ana", "d1", A2="declined").sheet("bob", "d1", A2="1").open()
    assert line(at(table, "v1"), "A2").mean == 3
    assert line(at(table, "d2"), "A2").mean == 2


def test_who_withdrew_has_no_column_and_a_line_without_any_answer_comes_last() -> None:
    table = Table(a_session(("ana", "bob", "pre!"))).adopt().sheet("ana", "d1", B1="3").sheet("bob", "d1", A2="7")
    table.act("pre@desk", "recuse", lot="*", member="bob", reason="lien")
    found = at(table.open())
    assert [each.code for each in found.seats] == ["ana", "pre"]
    assert [(each.sub.code, each.apart) for each in found.lines] == [("B1", 0), ("A1", None), ("A2", None)]


def test_observations_stand_under_their_line_but_for_a_sheet_that_was_never_handed_in() -> None:
    table = Table(a_session(("ana", "bob", "eve?"))).adopt()
    for member in ("ana", "bob", "eve"):
        table.act(member, "observation", dossier="d1", code="A2", text=f"vu par {member}")
    table.act("ana", "hand-in", dossier="d1")
    table.act("eve", "hand-in", dossier="d1")
    found = line(at(table.open()), "A2")
    assert [each.observation for each in found.observed] == ["vu par ana", "vu par eve"]


def test_the_mark_that_the_commission_agreed_on_stands_beside() -> None:
    definition = a_session(("ana", "bob"))
    table = Table(replace(definition, rules=replace(definition.rules, aggregation="consensus"))).adopt()
    table.sheet("ana", "d1", A2="4").sheet("bob", "d1", A2="1").open()
    table.act("desk", "agree", dossier="d1", code="A2", value="3")
    assert (line(at(table), "A2").agreed, line(at(table), "A2").mean) == ("3", Fraction(5, 2))
    assert line(at(table), "A1").agreed == ""


def test_the_table_of_a_lot_has_its_dossiers_in_play_its_changes_and_both_rankings() -> None:
    call = a_call(lots=(a_lot("n"), a_lot("s")))
    dossiers = [a_dossier("n2", "n"), a_dossier("n1", "n"), a_dossier("n3", "n"), a_dossier("s1", "s")]
    table = Table(a_session(("ana", "pre!"), dossiers, call)).adopt()
    table.act("pre@desk", "withdraw", dossier="n3", reason="retrait")
    table.act("pre@desk", "recuse", lot="n", member="pre", reason="lien")
    table.sheet("ana", "n1", A1="1", A2="7", B1="9").sheet("ana", "n2", A1="1", A2="7", B1="8").open("n")
    table.act("pre@desk", "reopen", dossier="n2", reason="ligne", **{"for": "ana"})
    table.act("ana", "mark", dossier="n2", code="B1", value="10", reason="relu")
    table.act("ana", "hand-in", dossier="n2")
    assert at_table(table.state, table.journals, "s") is None
    found = at_table(table.state, table.journals, "n")
    assert found is not None
    assert [each.code for each in found.dossiers] == ["n1", "n2"]
    assert found.debate(found.dossiers[1]) == debate(table.state, found.dossiers[1])
    assert [(each.code, each.before, each.after) for each in found.changed("n2") if each.code] == [
        ("B1", ("8",), ("10",))
    ]
    assert found.changed("n1") == []
    now, then = found.ranks("n2")
    assert now is not None
    assert then is not None
    assert (now.place, now.total, then.place, then.total) == (1, 18, 2, 16)
    assert debated(table.state, "n") == [table.definition.dossier(code) for code in ("n1", "n2")]


VALUES = st.integers(0, 14).map(lambda n: Fraction(n, 2))


@given(st.lists(VALUES, min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_the_figures_are_those_of_the_marks_and_the_mean_is_the_rankings_own(values: list[Fraction]) -> None:
    """The oracle is the standard library's, which the program may not use."""
    members = [f"m{n}" for n in range(len(values))]
    table = Table(a_session(members, ("d1",))).adopt()
    for member, value in zip(members, values, strict=True):
        table.sheet(member, "d1", A1="1", A2=exact_text(value), B1="5")
    found = line(at(table.open()), "A2")
    assert found.mean == sum(values, ZERO) / len(values)
    assert found.median == median(values)
    assert found.spread == max(values) - min(values)
    assert sum((each.distance or ZERO for each in found.answers), ZERO) == 0
    assert found.mean == rank(table.state, "*").ranking[0].subs["A2"]
