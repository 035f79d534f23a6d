"""A mark that is a word: what a journal keeps, which reasons it needs, and what of it counts when the files change."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from commission.rules.fault import Refused
from commission.session import entry
from commission.session.fold import fold
from tests.build import Table, a_session, adoption, journal, mark
from tests.examples.table import call_from

GRID = """
format = 1
code = "mots"
title = "Des mots"

[[criterion]]
code = "A"
title = "Qualité"
sub = [
  { code = "A1", title = "Ligne", levels = { mauvais = 0, moyen = 1, bon = 3 }, reason_for = ["mauvais"] },
  { code = "A2", title = "Ligne", yes = 5 },
]
"""
SESSION = a_session(["ana"], ["d1"], call_from(GRID))


def test_what_is_typed_is_kept_as_its_word() -> None:
    table = Table(SESSION).adopt().marks("ana", "d1", A1="BON", A2="oui")
    assert {code: cell.value for code, cell in table.state.sheet("ana", "d1").cells.items()} == {
        "A1": "bon",
        "A2": "yes",
    }


def test_a_word_that_needs_a_reason_is_refused_without_one() -> None:
    table = Table(SESSION).adopt()
    with pytest.raises(Refused) as refused:
        table.act("ana", "mark", dossier="d1", code="A1", value="mauvais")
    assert [(each.code, each.fields["kind"]) for each in refused.value.faults] == [("reason-required", "word")]
    table.act("ana", "mark", dossier="d1", code="A1", value="mauvais", reason="rien n'est dit")
    assert table.state.sheet("ana", "d1").cell("A1").reason == "rien n'est dit"


@pytest.mark.parametrize(
    ("marks", "kept", "dropped"),
    [
        ([mark("d1", "A1", "mauvais")], "", ["reason-required"]),
        ([mark("d1", "A1", "mauvais", reason=" ")], "", ["reason-required"]),
        ([mark("d1", "A1", "mauvais", reason="vu")], "mauvais", []),
        (
            [mark("d1", "A1", "mauvais", reason="vu"), mark("d1", "A2", "no"), mark("d1", "A1", "mauvais")],
            "mauvais",
            ["reason-required"],
        ),
        ([mark("d1", "A1", "Bon")], "", ["mark-not-canonical"]),
        ([mark("d1", "A1", "3")], "", ["mark-not-a-level"]),
        ([mark("d1", "A2", "oui")], "", ["mark-not-canonical"]),
    ],
)
def test_no_journal_brings_in_what_no_face_would_write(marks: list[entry.Mark], kept: str, dropped: list[str]) -> None:
    state = fold(SESSION, [adoption(), journal("ana", *marks)])
    assert state.sheet("ana", "d1").cell("A1").value == kept
    assert [each.reason.code for each in state.ineffective] == dropped


def test_a_word_that_the_grid_has_no_longer_does_not_count() -> None:
    table = Table(SESSION).adopt().marks("ana", "d1", A1="moyen")
    other = call_from(GRID.replace("moyen = 1, ", ""))
    state = fold(replace(SESSION, call=other), table.journals)
    assert state.sheet("ana", "d1").cell("A1").value == ""
    assert [each.reason.code for each in state.ineffective] == ["mark-not-a-level"]


def test_the_word_that_its_member_took_back_does_not_come_again_in_its_place() -> None:
    table = Table(SESSION).adopt().marks("ana", "d1", A1="bon").marks("ana", "d1", A1="moyen")
    other = call_from(GRID.replace("moyen = 1, ", ""))
    state = fold(replace(SESSION, call=other), table.journals)
    assert state.sheet("ana", "d1").cell("A1").value == ""
    assert len(state.unfit) == 1
