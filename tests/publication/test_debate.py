"""The deliberation as text and JSON: names, observations and reasons from outside stay text; every answer says what it is."""

from __future__ import annotations

import json
import unicodedata
from fractions import Fraction

import pytest

from commission.publication.cells import WIDTH, cells
from commission.publication.changes_csv import changes_csv
from commission.publication.csv_export import dialect
from commission.publication.debate_json import debate_value
from commission.publication.debate_text import answer_text, change_text, debate_text, figures_text, moment
from commission.result.at_table import AtTable, at_table
from commission.result.debate import Answer
from commission.rules.grid import Criterion, SubCriterion
from commission.rules.notation import Level
from commission.session.changes import Change
from commission.words import Words
from tests.build import Table, a_call, a_session
from tests.publication.example import NASTY, a_hostile_session, a_played_session
from tests.publication.test_hostile_text import COMMANDS

WORDS = Words("fr")


def tabled(table: Table, lot: str) -> AtTable:
    found = at_table(table.state, table.journals, lot)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def hostile() -> Table:
    """A sheet is reopened, marked and observed again, every reason and every observation being hostile."""
    table = a_hostile_session(10_000)
    dossier = table.definition.dossiers[4].code
    table.act("ana@desk", "reopen", dossier=dossier, reason=NASTY[1], **{"for": "ana"})
    for text in (each for each in NASTY if each and "\ud800" not in each):
        table.act("ana", "observation", dossier=dossier, code="A1", text=text)
    table.act("ana", "mark", dossier=dossier, code="A1", value="5", reason=NASTY[2] + NASTY[0])
    table.act("ana", "observation", dossier=dossier, code="A2", text=NASTY[1] + NASTY[3])
    table.act("ana", "hand-in", dossier=dossier)
    return table


def test_no_output_holds_a_character_that_nobody_sees_nor_a_line_wider_than_a_mail(hostile: Table) -> None:
    found = tabled(hostile, "n")
    text = debate_text(hostile.definition, found, "", WORDS)
    value = json.dumps(debate_value(hostile.definition, [found], "", WORDS), ensure_ascii=False)
    table = changes_csv(hostile.definition, hostile.journals, ["n"], WORDS, dialect("excel-fr"))
    assert table is not None
    for each in (text, value, table.decode("utf-8-sig")):
        seen = each.replace("\r\n", "").replace("\n", "")
        assert {hex(ord(char)) for char in seen if unicodedata.category(char) in COMMANDS} == set()
    assert [line for line in text.splitlines() if cells(line) > WIDTH] == []
    assert "[/x] [bold]gras[/bold]" in text


def test_of_the_session_where_everything_happened_each_dossier_in_play_is_there() -> None:
    table = a_played_session()
    text = debate_text(table.definition, tabled(table, "nord"), "", WORDS)
    assert [code for code in ("n1", "n2", "n3", "n4", "n5", "n6") if f"\n{code} " in text] == [
        "n1",
        "n2",
        "n3",
        "n4",
        "n6",
    ]
    assert "Cyr" not in text  # withdrawn from the lot
    assert "Zoé fiche non remise" in text
    assert "Bob ne se prononce pas" in text
    assert "Motif (Bob) : parce que" in text
    assert "Bob : ne compte pas, ce siège a quitté la ligne" in text
    assert "Voix consultatives, dans aucun chiffre : Eve 1" in text
    only = debate_text(table.definition, tabled(table, "nord"), "n2", WORDS)
    assert "\nn2 " in only
    assert "\nn1 " not in only


def test_words_are_counted_instead_of_figures() -> None:
    levels = (Level("favorable", None), Level("défavorable", None, True))
    sub = SubCriterion("O", "Avis", None, "A", levels=levels, notation="opinion", counts=False)
    call = a_call(criteria=(Criterion("A", "A", None, (sub,)),))
    table = Table(a_session(("ana", "bob", "cyr"), call=call)).adopt()
    table.sheet("ana", "d1", O="favorable").sheet("bob", "d1", O="favorable")
    table.act("cyr", "mark", dossier="d1", code="O", value="défavorable", reason="hors sujet")
    table.act("cyr", "hand-in", dossier="d1")
    found = tabled(table.open(), "*")
    line = found.debate(found.dossiers[0]).lines[0]
    assert figures_text(line, WORDS) == "favorable : 2 · défavorable : 1 · 100 % de ce que la ligne permet"
    text = debate_text(table.definition, tabled(table, "*"), "", WORDS)
    assert "Motif (Cyr) : hors sujet" in text


def test_a_line_to_be_settled_says_so_instead_of_a_share() -> None:
    table = Table(a_session(("ana", "bob"))).adopt()
    table.sheet("ana", "d1", A2="4").sheet("bob", "d1", A2="not-applicable").open()
    found = tabled(table, "*")
    said = figures_text(found.debate(found.dossiers[0]).lines[0], WORDS)
    assert said == "moyenne 4 · médiane 4 · écart 0 · sans objet pour les uns, noté par d'autres : à régler"


def test_each_answer_says_what_it_is() -> None:
    assert answer_text(Answer("a", "rivals", rivals=("3", "5")), WORDS) == "contradictoires : 3 ou 5"
    assert answer_text(Answer("a", "no-sheet"), WORDS) == "fiche non remise"
    assert answer_text(Answer("a", "missing"), WORDS) == "non noté"
    assert answer_text(Answer("a", "not-applicable", "not-applicable"), WORDS) == "sans objet"
    given = Answer("a", "given", "2.5", Fraction(5, 2), True, Fraction(-1, 3))
    assert answer_text(given, WORDS) == "2,5 (−0,33)"


def test_a_change_from_two_marks_to_one_and_a_time_that_is_none() -> None:
    table = a_played_session()
    settled = Change("settled", "ana", "n1", "A2", ("3", "5"), ("",), "x:1", "pre", "hier\x1b", "")
    text = change_text(table.definition, settled, WORDS)
    assert text == "A2, Ana : 3 ou 5 → – (réglée, hier␛, Pre)"
    assert moment("2025-10-06T14:00:00+02:00", WORDS) == "6 octobre 2025 à 14 h"
