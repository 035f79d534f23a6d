"""The proposal put to the vote at the command line: as it is in one word, moved with a reason, and checked afterwards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commission.live.room import Room
from commission.session.moves import Order
from tests.cli.conftest import Run
from tests.examples.test_notations import played
from tests.house.source import ROOT

EXAMPLES = ROOT / "docs" / "examples" / "regles"


@pytest.fixture
def session(run: Run, folder: Path) -> str:
    """d1 and d3 share the first rank, d2 follows, d4 has none."""
    return str(played(run, EXAMPLES / "note-commune"))


def test_one_word_puts_it_to_the_vote_and_every_result_says_that_it_was_followed(run: Run, session: str) -> None:
    assert run("ranking", session, "--as", "desk", "*", "proposed")[::2] == (0, "")
    assert run("vote", session, "--as", "desk", "*", "2").code == 0
    said = run("rank", session).out
    assert "Ces rangs sont ceux qui étaient proposés." in said
    (lot,) = json.loads(run("rank", session, "--format", "json").out)["lots"]
    assert (lot["adopted"]["follows_proposal"], lot["adopted"]["stands"]) == (True, True)
    assert [(each["dossier"], each["place"], each["proposed"]) for each in lot["adopted"]["places"]] == [
        ("d1", 1, 1), ("d3", 1, 1), ("d2", 3, 3),
    ]  # fmt: skip
    assert [each["dossier"] for each in lot["adopted"]["left_out"]] == ["d4"]
    assert run("verify", session).code == 0


def test_a_move_is_named_until_it_has_its_reason(run: Run, session: str) -> None:
    words = ("ranking", session, "--as", "desk", "lot=*", "order=d1 > d3 > d2")
    done = run(*words)
    assert (done.code, "un motif pour d3, dont le rang n'est pas le rang proposé" in done.err) == (1, True)
    assert run(*words, "reasons=d3: un seul agrément").code == 0
    said = run("rank", session).out
    assert "Il s'écarte du classement proposé." in said
    assert "rang proposé 1 : un seul agrément" in said


def test_a_proposal_that_is_no_longer_the_one_recorded_is_named(run: Run, session: str) -> None:
    assert run("ranking", session, "--as", "desk", "*", "proposed").code == 0
    assert run("act", session, "--as", "desk", "agree", "d1", "B1", "1", "reason=erreur de saisie").code == 0
    said = "n'est pas celui que les notes et les votes donnent maintenant : d1"
    assert said in " ".join(run("rank", session).out.split())
    done = run("verify", session)
    assert (done.code, said in done.err) == (1, True)


def test_over_all_lots_it_is_one_ranking(run: Run, folder: Path) -> None:
    session = str(played(run, EXAMPLES / "classement-commun"))
    assert run("ranking", session, "--as", "desk", "lot=*", "order=proposé").code == 0
    assert run("vote", session, "--as", "desk", "*", "1").code == 0
    value = json.loads(run("rank", session, "--format", "json").out)
    order = [(each["place"], each["dossier"]) for each in value["common"]["ranking"]]
    assert [(each["place"], each["dossier"]) for each in value["common"]["adopted"]["places"]] == order
    assert run("verify", session).code == 0
    assert run("export", session, "--to", "sortie").code == 0
    assert len(Path("sortie/liste-publiee.csv").read_text(encoding="utf-8-sig").splitlines()) == 1 + len(order)


def test_what_the_journal_holds_is_what_the_ranking_shows(run: Run, session: str) -> None:
    """An order made from the exact totals alone, beside the one that was recorded."""
    run("ranking", session, "--as", "desk", "*", "proposed")
    (lot,) = json.loads(run("rank", session, "--format", "json").out)["lots"]
    totals = {each["dossier"]: float(each["total"]["exact"]) for each in lot["ranking"]}
    best_first = sorted(set(totals.values()), reverse=True)
    expected: Order = tuple(tuple(sorted(code for code in totals if totals[code] == each)) for each in best_first)
    with Room.open(Path(session)) as room:
        assert room.state.rankings["*"].proposed == room.state.rankings["*"].order == expected
