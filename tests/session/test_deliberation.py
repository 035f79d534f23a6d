"""A call without points: what a commission settles for itself, then opinions, ranks, votes, the authority's decision."""

from __future__ import annotations

import msgspec
import pytest

from commission.rules.build import build_call
from commission.rules.grid import Call
from commission.rules.reading import quick
from commission.rules.shape import GridShape
from commission.session import ranked
from commission.session.access import DESK, PRESIDENCY, STANDS_IN, Viewer, sees_result
from commission.session.definition import Definition, SessionShape, build_definition
from commission.session.deliberation import Deliberation
from commission.session.entry import Award, Open, Ranking
from commission.session.fold import fold
from tests.build import (
    GRID_PRINT,
    SESSION_PRINT,
    Table,
    a_call,
    a_dossier,
    a_lot,
    a_session,
    adopt,
    hand_in,
    journal,
    mark,
)
from tests.session.anything import Anything
from tests.session.unscored import RANKS, a_table, refused

OWN = [{"code": "A", "title": "Projet", "points": 10, "sub": [{"code": "A1", "title": "Réponse", "max": 10}]}]


def a_document(**more: object) -> Call:
    """A published call without points, of two lots."""
    lots = [{"code": "n", "title": "Nord"}, {"code": "s", "title": "Sud"}]
    table = {"format": 1, "code": "appel", "title": "Appel", "scoring": "unpublished", "lot": lots, **more}
    call, faults = build_call(quick(table, GridShape))
    assert faults == []
    return call


def built(call: Call, **tables: object) -> tuple[Definition, list[str]]:
    """A session on this call, and what is wrong with its settings."""
    shape = quick({"format": 1, "id": "essai", "title": "Essai", **tables}, SessionShape)
    definition, faults = build_definition(shape, call)
    return definition, [f"{each.code} {'.'.join(map(str, each.where))}" for each in faults]


def test_a_document_without_points_is_sound_and_one_that_says_nothing_is_not() -> None:
    assert a_document().scored is False
    base = {"format": 1, "code": "appel", "title": "Appel"}
    for table, code in (
        (base, "empty-grid"),
        ({**base, "scoring": "unpublished", "criterion": OWN}, "scoring-unpublished"),
        ({**base, "scoring": "unpublished", "total": 20}, "scoring-unpublished"),
    ):
        _, faults = build_call(quick(table, GridShape))
        assert [each.code for each in faults] == [code]


def test_without_a_word_ranks_are_entered_and_with_an_own_grid_its_lots_are_scored() -> None:
    definition, faults = built(a_document())
    assert (faults, definition.deliberation.of("n"), definition.own_grid) == ([], "ranks", False)
    definition, faults = built(a_document(), criterion=OWN, deliberation={"lots": {"s": "opinions"}})
    assert faults == []
    assert definition.own_grid
    assert definition.call.total == 10
    assert [definition.has_sheets(lot) for lot in ("n", "s")] == [True, False]


@pytest.mark.parametrize(
    ("call", "tables", "faults"),
    [
        (a_document(), {"deliberation": {"method": "grid"}}, ["no-grid-to-score deliberation.method"]),
        (a_document(), {"deliberation": {"lots": {"x": "ranks"}}}, ["unknown-lot deliberation.lots.x"]),
        (a_call(), {"criterion": OWN}, ["grid-is-published criterion"]),
        (a_call(), {"deliberation": {"method": "opinions"}}, ["points-are-published deliberation.method"]),
        (a_document(), {"criterion": [{**OWN[0], "points": 9}]}, ["criterion-sum criterion.0.points"]),
    ],
)
def test_settings_that_contradict_the_document(call: Call, tables: dict[str, object], faults: list[str]) -> None:
    assert built(call, **tables)[1] == faults


def test_how_abstentions_count_is_a_setting_and_equal_votes_adopt_nothing() -> None:
    strict, cast = Deliberation(), Deliberation(abstentions="not-counted")
    assert [strict.adopted(*votes) for votes in ((4, 3, 0), (4, 3, 1), (3, 3, 0), (5, 2, 2))] == [
        True,
        False,
        False,
        True,
    ]
    assert [cast.adopted(*votes) for votes in ((4, 3, 9), (3, 3, 0), (1, 0, 6))] == [True, False, True]


# --- A session that ranks without points ----------------------------------------------------------------------------------


def test_ranks_are_entered_voted_then_the_authority_decides() -> None:
    table = a_table()
    name = table.act("desk", "ranking", **RANKS)
    assert not ranked.is_adopted(table.state, "n")
    table.act("pre@desk", "vote", lot="n", favour="3", against="1")
    assert table.state.votes["n"] == msgspec.structs.replace(table.state.votes["n"], ranking=name, abstentions=0)
    assert ranked.is_adopted(table.state, "n")
    table.act("desk", "decide", lot="n", awards="d2 = 12 ; 250 000,50 €", reference="décision du 3 mars")
    assert table.state.decisions["n"].awards == (Award("d2", "12", "250000.5"),)
    assert table.state.ineffective == []


def test_there_is_no_sheet_and_nothing_to_open() -> None:
    table = a_table()
    assert table.state.not_handed_in("n") == []
    assert table.state.lots_to_score("ana") == []
    assert sees_result(table.state, Viewer("ana"), "n") is None
    assert refused(table, "ana", "mark", dossier="d1", code="A1", value="1") == "no-sheets"
    assert refused(table, "ana", "hand-in", dossier="d1") == "no-sheets"
    assert refused(table, "desk", "open", lot="n") == "no-sheets"
    assert refused(table, "pre@desk", "close", lot="n", reason="fini") == "no-sheets"


def test_what_a_file_holds_for_a_lot_without_sheets_has_no_effect() -> None:
    settings = Deliberation("ranks", {"n": "grid"})
    call = a_call(lots=(a_lot("n"), a_lot("s")), scored=False)
    definition = a_session(("ana",), (a_dossier("d1", "n"), a_dossier("e1", "s")), call, deliberation=settings)
    marks = journal(
        "ana", *(mark(dossier, "A1", "1") for dossier in ("d1", "e1")), mark("e1", "A2", "9"), hand_in("e1")
    )
    desk = journal(DESK, adopt(), Open(n=0, at="", by="", prev="", lot="s", heads={}))
    state = fold(definition, [marks, desk])
    assert list(state.sheets) == [("ana", "d1")]
    assert [each.reason.code for each in state.ineffective] == ["no-sheets"] * 4
    assert state.opened == {}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"order": "d2 > d1 > d3"}, "dossier-refused"),
        ({"order": "d2 > d1 > e1"}, "unknown-dossier"),
        ({"order": "d2 > d2"}, "ranked-twice"),
        ({"order": "d2 = d1", "reasons": "d2: mûr"}, "reasons-lacking"),
        ({"order": "d2", "reasons": "d2: mûr"}, "reasons-lacking"),
        ({"reasons": "mûr"}, "reason-without-dossier"),
        ({"reasons": "d2: mûr | D2: encore"}, "two-reasons"),
        ({"order": ""}, "nothing-ranked"),
        ({"ground": "none-fit", "reason": "aucun"}, "ranks-and-none"),
        ({"order": "", "ground": "single", "reason": "un seul"}, "ground-does-not-fit"),
        ({"order": "", "ground": "none-admissible", "reason": "aucun"}, "ground-does-not-fit"),
        ({"order": "", "ground": "none-fit"}, "reason-required"),
        ({"order": "", "ground": "weather", "reason": "il pleut"}, "unknown-ground"),
    ],
)
def test_ranks_that_are_refused(fields: dict[str, str], code: str) -> None:
    assert refused(a_table(), "desk", "ranking", **{**RANKS, **fields}) == code


def test_a_dossier_may_be_left_without_a_rank_with_its_reason_and_ranks_may_be_shared() -> None:
    table = a_table()
    table.act("desk", "ranking", lot="n", order="D1", reasons="d1: mûr\nd2: hors sujet")
    assert table.state.rankings["n"].order == (("d1",),)
    table.act("desk", "ranking", lot="n", order="d2=d1", reasons="d1: mûr\nd2: mûr aussi")
    assert table.state.rankings["n"].order == (("d2", "d1"),)


def test_a_lot_whose_dossiers_are_all_refused_is_ranked_nobody_without_a_vote() -> None:
    table = a_table()
    table.act("pre@desk", "refuse", dossier="e1", ground="incomplete", reason="pièces manquantes")
    table.act("desk", "ranking", lot="s", ground="none-admissible", reason="le seul dossier est incomplet")
    assert ranked.is_adopted(table.state, "s")
    table.act("desk", "decide", lot="s", reason="appel infructueux")


def test_one_dossier_only_may_be_ranked_or_not() -> None:
    table = a_table()
    table.act("desk", "ranking", lot="s", ground="single", reason="rien à comparer")
    assert not ranked.is_adopted(table.state, "s")
    table.act("desk", "vote", lot="s", favour="4")
    assert ranked.is_adopted(table.state, "s")
    assert refused(table, "desk", "ranking", lot="s", order="e1", reasons="e1: convient") == "reason-required"
    table.act("desk", "ranking", lot="s", order="e1", reasons="e1: convient", reason="la présidence a repris le point")
    assert not ranked.is_adopted(table.state, "s")


@pytest.mark.parametrize(
    ("votes", "code"),
    [
        ({"favour": "3", "against": "1", "abstentions": "1"}, "too-many-votes"),
        ({"favour": "0"}, "no-votes"),
        ({"favour": "-1"}, "not-a-count"),
        ({"favour": "trois"}, "not-a-count"),
        ({"favour": "٣"}, "not-a-count"),
    ],
)
def test_votes_that_are_refused(votes: dict[str, str], code: str) -> None:
    table = a_table()
    table.act("desk", "ranking", **RANKS)
    assert refused(table, "desk", "vote", lot="n", **votes) == code


def test_who_withdrew_does_not_vote_and_a_vote_is_about_the_ranks_entered() -> None:
    table = a_table()
    assert refused(table, "desk", "vote", lot="n", favour="1") == "nothing-to-vote"
    table.act("bob", "recuse", lot="n", reason="lien")
    table.act("desk", "ranking", **RANKS)
    assert refused(table, "desk", "vote", lot="n", favour="4") == "too-many-votes"
    table.act("desk", "vote", lot="n", favour="2", against="1")
    assert refused(table, "desk", "vote", lot="n", favour="3") == "reason-required"
    table.act("desk", "vote", lot="n", favour="3", reason="bulletin mal compté")
    assert table.state.votes["n"].favour == 3


def test_what_happens_after_the_ranks_are_entered_is_seen_at_the_vote() -> None:
    table = a_table()
    table.act("desk", "ranking", **RANKS)
    table.act("desk", "withdraw", dossier="d2", reason="courrier du candidat")
    assert refused(table, "desk", "vote", lot="n", favour="4") == "dossier-withdrawn"


def test_opinions_come_first_and_an_unfavourable_one_gives_its_reason_and_no_rank() -> None:
    table = a_table("opinions")
    assert refused(table, "desk", "ranking", **RANKS) == "opinions-lacking"
    assert refused(table, "desk", "dossier-opinion", dossier="d1", opinion="unfavourable") == "reason-required"
    assert refused(table, "desk", "dossier-opinion", dossier="d1", opinion="oui") == "unknown-opinion"
    assert refused(table, "desk", "dossier-opinion", dossier="d3", opinion="favourable") == "dossier-refused"
    table.act("desk", "dossier-opinion", dossier="d1", opinion="unfavourable", reason="équipe non décrite")
    table.act("desk", "dossier-opinion", dossier="d2", opinion="favourable")
    assert refused(table, "desk", "ranking", **RANKS) == "ranked-unfavourable"
    table.act("desk", "ranking", lot="n", order="d2", reasons="d2: mûr")
    table.act("desk", "vote", lot="n", favour="4")
    assert refused(table, "desk", "dossier-opinion", dossier="d1", opinion="favourable") == "ranking-voted"
    assert refused(a_table(), "desk", "dossier-opinion", dossier="d1", opinion="favourable") == "no-opinions"


def test_nobody_but_the_offices_writes_these_acts() -> None:
    table = a_table()
    assert refused(table, "ana", "ranking", **RANKS) == "not-yours"
    stray = journal("ana", Ranking(n=0, at="", by="", prev="", lot="n", order=(("d1",),), reasons={"d1": "a"}))
    state = fold(table.definition, [*table.journals, stray])
    assert (state.rankings, [each.reason.code for each in state.ineffective]) == ({}, ["not-yours"])
    for kind in ("dossier-opinion", "ranking", "vote", "decide"):
        assert STANDS_IN[kind] == {DESK, PRESIDENCY}


def test_a_lot_with_points_is_ranked_once_its_marks_are_opened_and_may_depart_from_the_proposal() -> None:
    table = Table(a_session(("ana", "bob"), ("d1", "d2"))).adopt()
    fields = {"lot": "*", "order": "d2 > d1", "reasons": "d1: moins mûr | d2: mûr"}
    assert refused(table, "desk", "ranking", **fields) == "lot-blind"
    table.sheet("ana", "d1", A1="1", A2="7", B1="9").sheet("ana", "d2", A1="1", A2="1", B1="1").open()
    table.act("desk", "ranking", **fields)
    table.act("desk", "vote", lot="*", favour="2")
    assert ranked.is_adopted(table.state, "*")


def test_two_offices_that_rank_differently_without_knowing_block_the_lot_until_it_is_settled() -> None:
    table = a_table()
    rival = journal(
        "presidency",
        Ranking(n=0, at="", by="pre", prev="", lot="n", order=(("d1",), ("d2",)), reasons={"d1": "a", "d2": "b"}),
        writer="abababab",
    )
    table.act("desk", "ranking", **RANKS)
    state = fold(table.definition, [*table.journals, rival])
    assert state.rankings == {}
    assert list(state.contradictions) == ["ranking n"]


def test_any_files_fold_the_same_in_any_order_where_nothing_is_scored() -> None:
    """The lots of strange files, on a document without points: what they decide never exceeds what may be given."""
    definition = a_table().definition
    definition = msgspec.structs.replace(
        definition, dossiers=tuple(a_dossier(code, lot) for code, lot in (("n1", "n"), ("n2", "n"), ("s1", "s")))
    )
    assert (definition.session_print, definition.grid_print) == (SESSION_PRINT, GRID_PRINT)
    decided = 0
    for seed in range(800):
        files = Anything(seed, sound=True).files
        state = fold(definition, files)
        assert fold(definition, files[::-1]) == state, seed
        assert ranked.awarded(state, ["n", "s"]) <= 400_000
        decided += len(state.rankings)
    assert decided
