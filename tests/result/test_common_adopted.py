"""One ranking of all lots, put to the vote, adopted and decided on as one; and what a stage before brings to it."""

from __future__ import annotations

import json
from fractions import Fraction

from msgspec.structs import replace

from commission.publication.common_table import common_lines
from commission.publication.common_value import common_csv, common_value
from commission.publication.csv_export import DIALECTS
from commission.publication.published_list import published_list
from commission.publication.rank_table import rank_table
from commission.result.common import Common, common
from commission.result.ranking import rank, rank_all
from commission.rules.grid import AtStage, Stage
from commission.session import ranked
from commission.session.entry import Ranking
from commission.session.fold import fold
from commission.words import Words
from tests.build import Table, a_call, a_dossier, a_lot, a_session, journal
from tests.session.unscored import refused

MARKS = {"n1": ("nord", "9"), "n2": ("nord", "5"), "s1": ("sud", "7"), "s2": ("sud", "3")}


def a_table(lots: str = "together", ceiling: int | None = None) -> Table:
    """n1 (9) > s1 (7) > n2 (5) > s2 (3); three seats."""
    nord = replace(a_lot("nord"), ceiling=None if ceiling is None else Fraction(ceiling))
    call = replace(a_call({"A": {"A1": "10"}}, (nord, a_lot("sud"), a_lot("est"))), envelope=Fraction(1000))
    definition = a_session(["ana", "pre!"], [a_dossier(code, lot) for code, (lot, _) in MARKS.items()], call, step=None)
    rules = replace(definition.rules, lots=lots, selection="number", number=2)
    table = Table(replace(definition, rules=rules)).adopt()
    for code, (_, mark) in MARKS.items():
        table.sheet("ana", code, A1=mark)
    return table.open("nord")


def found_in(table: Table) -> Common:
    found = common(table.state)
    assert found is not None
    return found


def test_the_common_ranking_is_put_to_the_vote_adopted_and_decided_on() -> None:
    table = a_table()
    assert refused(table, "desk", "ranking", lot="*", order="proposed") == "lot-blind"
    table.open("sud")
    table.act("desk", "ranking", lot="*", order="proposed")
    assert refused(table, "desk", "decide", lot="*", awards="n1 = - ; 10") == "decision-before-vote"
    table.act("desk", "vote", lot="*", favour="2")
    assert ranked.is_adopted(table.state, "*")
    assert refused(table, "desk", "decide", lot="*", awards="n1 = - ; 10 | n2 = - ; 10") == "departs-from-ranking"
    table.act("desk", "decide", lot="*", awards="n1 = - ; 600 | s1 = - ; 400")
    said = found_in(table).deliberated
    assert said.adopted is not None
    assert said.decision is not None
    assert (said.adopted.follows, said.adopted.stands, said.decision.amount) == (True, True, 1000)
    assert [(each.place, each.dossier.code) for each in said.adopted.places] == [
        (1, "n1"), (2, "s1"), (3, "n2"), (4, "s2"),
    ]  # fmt: skip
    assert refused(table, "desk", "ranking", lot="*", order="proposed", reason="r") == "already-decided"
    assert refused(table, "desk", "ranking", lot="nord", order="proposed", reason="r") == "already-decided"


def test_a_move_across_lots_needs_its_sentence() -> None:
    table = a_table().open("sud")
    assert refused(table, "desk", "ranking", lot="*", order="s1 > n1 > n2 > s2") == "moved-without-reason"
    table.act("desk", "ranking", lot="*", order="s1 > n1 > n2 > s2", reasons="s1: le seul au sud | n1: derrière lui")
    adopted = found_in(table).deliberated.adopted
    assert adopted is not None
    assert [(each.dossier.code, each.moved, each.proposed) for each in adopted.places] == [
        ("s1", True, 2), ("n1", True, 1), ("n2", False, 3), ("s2", False, 4),
    ]  # fmt: skip


def test_only_lots_ranked_together_have_one_and_awards_stay_within_each_lot_and_the_call() -> None:
    apart = a_table("apart").open("sud")
    for kind, fields in (("ranking", {"order": "n1"}), ("vote", {"favour": "1"}), ("decide", {"reason": "r"})):
        assert refused(apart, "desk", kind, lot="*", **fields) == "unknown-lot"
    table = a_table(ceiling=100).open("sud")
    table.act("desk", "ranking", lot="*", order="proposed")
    table.act("desk", "vote", lot="*", favour="2")
    assert refused(table, "desk", "decide", lot="*", awards="n1 = - ; 101 | s1 = - ; 1") == "above-lot-ceiling"
    assert refused(table, "desk", "decide", lot="*", awards="n1 = - ; 100 | s1 = - ; 901") == "above-envelope"
    table.act("desk", "decide", lot="*", awards="n1 = - ; 100 | s1 = - ; 900")


def test_it_replaces_the_rankings_of_each_lot_and_the_other_way_round() -> None:
    table = a_table().open("sud")
    table.act("desk", "ranking", lot="nord", order="proposed")
    table.act("desk", "ranking", lot="*", order="proposed")
    assert [*table.state.rankings] == ["*"]
    assert refused(table, "desk", "vote", lot="nord", favour="2") == "nothing-to-vote"
    table.act("desk", "vote", lot="*", favour="2")
    assert refused(table, "desk", "ranking", lot="sud", order="proposed") == "reason-required"
    table.act("desk", "ranking", lot="sud", order="proposed", reason="lot par lot, finalement")
    assert ([*table.state.rankings], table.state.votes) == (["sud"], {})


def test_what_leaves_says_it_in_text_in_json_and_in_the_published_list() -> None:
    table = a_table().open("sud")
    table.act("desk", "ranking", lot="*", order="proposed")
    table.act("desk", "vote", lot="*", favour="2")
    table.act("desk", "decide", lot="*", awards="n1 = - ; 600")
    words, found = Words("fr"), found_in(table)
    text = rank_table(table.state, rank_all(table.state), words, found)
    assert "Classement adopté par la commission (pour : 2, contre : 0, abstentions : 0" in text
    assert "Ces rangs sont ceux qui étaient proposés." in text
    assert "600 € sur une enveloppe de 1 000 € ; reste : 400 €" in " ".join(text.split())
    value = common_value(table.definition, found, words)
    assert value["adopted"]["follows_proposal"] is True
    assert value["adopted"]["places"][1] == {"place": 2, "tied": False, "dossier": "s1", "reason": "", "proposed": 2}
    assert value["decision"]["amount"] == "600"
    assert json.dumps(value)
    listed = published_list(table.state, rank_all(table.state), words, DIALECTS["rfc4180"], found.deliberated)
    assert listed is not None
    rows = [row.split(",") for row in listed.decode().splitlines()[1:]]
    assert [(row[0], row[2], row[4], row[7]) for row in rows] == [
        ("nord", "1", "n1", "oui"), ("sud", "2", "s1", "non"), ("nord", "3", "n2", "non"), ("sud", "4", "s2", "non"),
    ]  # fmt: skip


def test_a_recorded_proposal_that_the_marks_do_not_give_is_named() -> None:
    table = a_table().open("sud")
    honest = table.act("desk", "ranking", lot="*", order="proposed")
    assert not [each for each in found_in(table).notes if each.code == "proposal-differs"]
    table.act("desk", "withdraw", dossier="n1", reason="courrier")
    assert not [each for each in found_in(table).notes if each.code == "proposal-differs"]
    forged = replace(
        table.state.rankings["*"], n=0, order=(("s2",), ("n2",), ("s1",)), proposed=(("s2",), ("n2",), ("s1",)),
        seen=honest, reason="r", after=table.state.act_tips,
    )  # fmt: skip
    state = fold(table.definition, [*table.journals, journal("desk", forged, writer="abababab")])
    found = common(state)
    assert found is not None
    (note,) = [each for each in found.notes if each.code == "proposal-differs"]
    assert (note.fields["entry"], note.fields["dossiers"]) == ("abababab:1", ["s1", "s2"])


def test_in_one_lot_too() -> None:
    table = a_table("apart").open("sud")
    base = {"n": 0, "at": "", "by": "desk", "prev": "", "lot": "nord", "seen": table.state.last_act}
    forged = Ranking(**base, order=(("n2",), ("n1",)), proposed=(("n2",), ("n1",)))
    state = fold(table.definition, [*table.journals, journal("desk", forged, writer="abababab")])
    assert state.ineffective == []
    assert [each.fields["dossiers"] for each in rank(state, "nord").applied if each.code == "proposal-differs"] == [
        ["n1", "n2"]
    ]


def test_what_a_stage_before_brings_stands_beside_the_total() -> None:
    first, second = Stage("ecrit", "Dossiers"), Stage("audition", "Audition", "added")
    call = replace(
        a_call({"A": {"A1": "10"}}, (a_lot("nord"), a_lot("sud"))),
        stages=(first, second),
        at=AtStage(second, first, None, Fraction(20)),
    )
    brought = {"n1": ("nord", "12.5"), "s1": ("sud", "10")}
    dossiers = [replace(a_dossier(code, lot), carried=Fraction(points)) for code, (lot, points) in brought.items()]
    definition = a_session(["ana"], dossiers, call, step=None)
    table = Table(replace(definition, rules=replace(definition.rules, lots="together"))).adopt()
    table.sheet("ana", "n1", A1="9").sheet("ana", "s1", A1="1").open("nord").open("sud")
    state = table.state
    found = common(state)
    assert found is not None
    words = Words("fr")
    text = "\n".join(common_lines(state.definition, found, words))
    assert "ecrit /20" in text
    assert "12,50" in text
    assert [each.get("carried", {}).get("exact") for each in common_value(state.definition, found, words)["ranking"]] == [
        "12.5", "10",
    ]  # fmt: skip
    csv = common_csv(state.definition, found, words, DIALECTS["rfc4180"]).decode().splitlines()
    assert [row.rpartition(",")[2] for row in csv] == ["repris de l'étape : Dossiers", "12.5", "10"]
