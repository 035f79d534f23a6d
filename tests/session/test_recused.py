"""Who has withdrawn from a lot decides nothing in it: agreed marks, opinions, votes on ties, rankings, votes on them."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from commission.rules.ranking_rules import Rules
from commission.session.entry import Agree, BreakTie, Opinion, Ranking, Vote
from commission.session.fold import fold
from tests.build import Table, a_call, a_dossier, a_lot, a_session, journal
from tests.session.unscored import a_table, refused

ACTS = {
    "agree": {"dossier": "n1", "code": "A1", "value": "1"},
    "break-tie": {"lot": "n", "order": "n1 n2", "reason": "vote"},
    "ranking": {"lot": "n", "order": "n1", "reasons": "n1: a | n2: b"},
    "vote": {"lot": "n", "favour": "1"},
}


def a_lot_left_by_its_president(rules: Rules, lot: str = "n") -> Table:
    """pre presides and has withdrawn; cop presides too."""
    dossiers = (a_dossier("n1", "n"), a_dossier("n2", "n"), a_dossier("s1", "s"), a_dossier("s2", "s"))
    definition = a_session(("ana", "pre!", "cop!"), dossiers, a_call({"A": {"A1": "10"}}, (a_lot("n"), a_lot("s"))))
    table = Table(replace(definition, rules=rules)).adopt().open("n").open("s")
    table.act("pre@desk", "recuse", member="pre", lot=lot, reason="lien avec un candidat")
    return table


@pytest.mark.parametrize("lot", ["n", "*"])
@pytest.mark.parametrize("kind", ACTS)
def test_a_president_who_withdrew_decides_nothing_there(kind: str, lot: str) -> None:
    rules = Rules(None, "consensus" if kind == "agree" else "mean")
    table = a_lot_left_by_its_president(rules, lot)
    if kind == "vote":
        table.act("cop@desk", "ranking", **ACTS["ranking"])
    assert refused(table, "pre@desk", kind, **ACTS[kind]) == "recused-decides"
    table.act("cop@desk", kind, **ACTS[kind])
    assert table.state.ineffective == []


def test_it_is_said_before_anything_that_tells_of_the_lot() -> None:
    table = a_lot_left_by_its_president(Rules(None))
    table.act("desk", "ranking", **ACTS["ranking"])
    for fields in ({"order": "proposed"}, {"order": "n2"}, {"order": "zz"}, {"ground": "none-filed", "reason": "r"}):
        assert refused(table, "pre@desk", "ranking", lot="n", **fields) == "recused-decides"
    assert refused(table, "pre@desk", "vote", lot="n", favour="99") == "recused-decides"


def test_the_other_lots_stay_theirs_and_the_secretariat_names_nobody() -> None:
    table = a_lot_left_by_its_president(Rules(None))
    table.act("pre@desk", "ranking", lot="s", order="s1", reasons="s1: a | s2: b")
    table.act("desk", "ranking", **ACTS["ranking"])
    assert sorted(table.state.rankings) == ["n", "s"]


def test_an_opinion_is_not_theirs_either() -> None:
    table = a_table("opinions")
    table.act("pre@desk", "recuse", member="pre", lot="n", reason="lien")
    assert refused(table, "pre@desk", "dossier-opinion", dossier="d1", opinion="favourable") == "recused-decides"
    table.act("pre@desk", "dossier-opinion", dossier="e1", opinion="favourable")


def test_over_all_lots_who_left_one_decides_nothing_and_has_no_vote() -> None:
    table = a_lot_left_by_its_president(Rules(None, lots="together"))
    every = {"lot": "*", "order": "n1 > s1", "reasons": "n1: a | n2: b | s1: c | s2: d"}
    assert refused(table, "pre@desk", "ranking", **every) == "recused-decides"
    assert refused(table, "pre@desk", "break-tie", lot="*", order="n1 s1", reason="vote") == "recused-decides"
    table.act("cop@desk", "ranking", **every)
    assert refused(table, "cop@desk", "vote", lot="*", favour="3") == "too-many-votes"
    table.act("cop@desk", "vote", lot="*", favour="2")


def test_a_file_is_judged_as_the_act_is_and_what_came_before_the_withdrawal_stands() -> None:
    base = {"n": 0, "at": "", "by": "pre", "prev": ""}
    forged = (
        Agree(**base, dossier="n1", code="A1", value="1"),
        BreakTie(**base, lot="n", order=("n1", "n2"), reason="vote"),
        Ranking(**base, lot="n", order=(("n1",),), reasons={"n1": "a", "n2": "b"}),
        Vote(**base, lot="n", ranking="", favour=1, against=0, abstentions=0),
    )
    for entry in forged:
        table = a_lot_left_by_its_president(Rules(None, "consensus" if isinstance(entry, Agree) else "mean"))
        knowing = replace(entry, seen=table.state.last_act, after=table.state.act_tips)
        state = fold(table.definition, [*table.journals, journal("presidency", knowing, writer="abababab")])
        assert [each.reason.code for each in state.ineffective] == ["recused-decides"]
    table = a_table("opinions")
    table.act("pre@desk", "dossier-opinion", dossier="d1", opinion="favourable")
    table.act("pre@desk", "recuse", member="pre", lot="n", reason="lien")
    assert table.state.opinions["d1"] == replace(table.state.opinions["d1"], by="pre")
    late = Opinion(**base, dossier="d2", opinion="favourable", seen=table.state.last_act)
    state = fold(table.definition, [*table.journals, journal("presidency", late, writer="abababab")])
    assert [each.reason.code for each in state.ineffective] == ["recused-decides"]
