"""What leaves says what was computed: exact values come back, blind lots stay out, progress tells no mark."""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from commission.publication.csv_export import DIALECTS, Exact, Shown, csv_files, dialect, spell
from commission.publication.progress import progress_text, progress_value
from commission.publication.rank_json import rank_value
from commission.publication.rank_table import rank_table
from commission.publication.toml_export import toml_bytes, toml_value
from commission.result.ranking import rank_all
from commission.rules.fault import Refused
from commission.rules.number import parse_exact
from commission.session.access import DESK, Viewer
from commission.session.fold import fold
from commission.session.state import State
from commission.words import Words
from tests.build import Table
from tests.oracle import places, recount
from tests.publication.example import a_played_session
from tests.strategies import Case, cases, state_of

WORDS = Words("fr")


@pytest.fixture(scope="module")
def table() -> Table:
    return a_played_session()


def everything(state: State) -> Iterator[bytes]:
    """All that leaves about results, without the journals' heads."""
    found = rank_all(state)
    yield rank_table(state, found, WORDS).encode()
    yield json.dumps(rank_value(state, found, [], WORDS)).encode()
    yield toml_bytes(state, found, WORDS)
    for spelling in DIALECTS.values():
        yield from csv_files(state, found, WORDS, spelling).values()


@settings(max_examples=40)
@given(cases(capacity=True))
def test_the_toml_comes_back_as_it_left_and_says_what_the_oracle_says(case: Case) -> None:
    state = state_of(case)
    found = rank_all(state)
    read = tomllib.loads(toml_bytes(state, found, WORDS).decode())
    assert read == toml_value(state, found, WORDS)
    (lot,) = read["lot"]
    verdicts = recount(case)
    assert {each["dossier"]: each["place"] for each in lot["ranked"]} == places(verdicts)
    for each in lot["ranked"]:
        verdict = verdicts[each["dossier"]]
        assert parse_exact(each["total"]["exact"]) == verdict.total
        assert {code: parse_exact(text) for code, text in each["means"].items()} == verdict.means


@settings(max_examples=40)
@given(cases(capacity=True))
def test_the_json_says_what_the_oracle_says(case: Case) -> None:
    state = state_of(case)
    value = json.loads(json.dumps(rank_value(state, rank_all(state), [], WORDS)))
    (lot,) = value["lots"]
    verdicts = recount(case)
    assert {each["dossier"]: each["place"] for each in lot["ranking"]} == places(verdicts)
    for each in lot["ranking"]:
        means = {code: parse_exact(amount["exact"]) for code, amount in each["sub"].items()}
        assert means == verdicts[each["dossier"]].means
        assert parse_exact(each["total"]["exact"]) == sum(means.values())
        assert sum(parse_exact(amount["exact"]) for amount in each["criteria"].values()) == sum(means.values())
    reasons = {each["dossier"]: each["reason"] for each in lot["unranked"]}
    assert reasons.keys() == {dossier for dossier, verdict in verdicts.items() if verdict.reasons}
    assert all(reason in verdicts[dossier].reasons for dossier, reason in reasons.items())


def test_the_json_names_fingerprints_journals_and_rules(table: Table) -> None:
    value = rank_value(table.state, rank_all(table.state), table.journals, WORDS)
    assert value["session"] == table.definition.session_print
    assert value["grid"] == table.definition.grid_print
    assert value["journals"] == {each.name: {"number": len(each.entries), "hash": each.head} for each in table.journals}
    assert value["rules"] == {
        "step": "0.5",
        "aggregation": "mean",
        "across": "sub",
        "trim": "0",
        "drop_best": 0,
        "drop_worst": 0,
        "better": "higher",
        "rounding": "none",
        "missing": "block",
        "ties": "shared",
        "selection": "capacity",
        "number": 0,
        "fill": "stop",
        "asked": "",
        "threshold": [],
        "tie_break": [],
        "display_places": 2,
    }


@pytest.mark.parametrize("name", DIALECTS)
def test_a_csv_gives_the_exact_totals_back(table: Table, name: str) -> None:
    spelling = dialect(name)
    files = csv_files(table.state, rank_all(table.state), WORDS, spelling)
    text = files["classement-nord.csv"].decode("utf-8-sig")
    header, *rows = csv.reader(text.split("\r\n")[:-1], delimiter=spelling.delimiter)
    exact = [Fraction(row[6].removeprefix("'").replace(",", ".")) for row in rows if row[0]]
    ranking = rank_all(table.state)[0].ranking
    assert exact == [each.total for each in ranking]
    assert [row[2] for row in rows] == ["n1", "n2", "n3", "n4", "n5", "n6"]
    assert len(header) == len(rows[0])


def test_numbers_stay_numbers_and_never_get_an_apostrophe() -> None:
    row = [Shown(Fraction(-3, 2), 1), Shown(Fraction(1, 2), 2), Exact(Fraction(-3, 2)), -2, Exact(Fraction(13, 2))]
    assert spell([row], dialect("excel-fr")) == b"\xef\xbb\xbf-1,5;0,50;-1,5;-2;6,5\r\n"
    assert spell([row], dialect("rfc4180")) == b"-1.5,0.50,-1.5,-2,6.5\r\n"


def test_a_fraction_is_no_date_for_the_french_excel() -> None:
    assert spell([[Exact(Fraction(13, 3))]], dialect("excel-fr")) == b"\xef\xbb\xbf'13/3\r\n"
    assert spell([[Exact(Fraction(13, 3))]], dialect("rfc4180")) == b"13/3\r\n"


def test_an_unknown_dialect_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refused) as refusal:
        dialect("excel")
    assert refusal.value.faults[0].fields == {"found": "excel", "known": ["excel-fr", "rfc4180"]}


def test_nothing_that_leaves_depends_on_the_marks_of_a_blind_lot(table: Table) -> None:
    other = a_played_session().sheet("bob", "s1", A1="1", A2="7", B1="12").marks("ana", "s1", A2="declined")
    assert list(everything(other.state)) == list(everything(table.state))
    assert all(b"s1" not in each and b"La Roche" not in each for each in everything(table.state))


def test_the_same_journals_give_the_same_bytes_in_any_order_of_reading(table: Table) -> None:
    shuffled = fold(table.definition, table.journals[::-1])
    assert list(everything(shuffled)) == list(everything(table.state))


def test_the_table_says_ties_what_is_missing_and_from_whom() -> None:
    state = a_played_session().state
    text = rank_table(state, rank_all(state), Words("en"))
    assert text.count("2 tied") == 2
    assert "Not scored by Ana (ana): A2" in text
    assert "Sheet not handed in: Bob (bob)" in text
    assert "Rules adopted in session, not published:" in text
    assert text.isascii() is False
    assert "18.67" in text


def test_the_french_table_has_decimal_commas() -> None:
    state = a_played_session().state
    assert "18,67" in rank_table(state, rank_all(state), WORDS)


def test_totals_that_only_look_equal_are_shown_exactly() -> None:
    sheets = {("m1", "a"): {"A1": "5"}, ("m1", "b"): {"A1": "4.999"}, ("m1", "c"): {"A1": "3"}}
    state = state_of(Case({"A": {"A1": "10"}}, {"m1": True}, ["a", "b", "c"], sheets=sheets))
    text = rank_table(state, rank_all(state), Words("en"))
    assert "Equal once rounded, not equal exactly: a 5, b 4.999\n" in text


def test_a_total_with_its_own_maximum_says_so() -> None:
    grid = {"A": {"A1": "10"}, "B": {"B1": "5"}}
    sheets = {("m1", "a"): {"A1": "5", "B1": "not-applicable"}, ("m1", "b"): {"A1": "4", "B1": "2"}}
    state = state_of(Case(grid, {"m1": True}, ["a", "b"], sheets=sheets))
    lines = rank_table(state, rank_all(state), Words("en")).splitlines()
    assert next(line for line in lines if "a Association a" in line).split()[-3:] == ["/10", "5.00", "–"]


def test_fifteen_criteria_take_tables_of_their_own() -> None:
    grid = {chr(65 + place): {f"{chr(65 + place)}1": "10"} for place in range(15)}
    answers = {f"{chr(65 + place)}1": "5.5" for place in range(15)}
    state = state_of(Case(grid, {"m1": True}, ["a"], sheets={("m1", "a"): answers}))
    text = rank_table(state, rank_all(state), Words("en"))
    assert text.count("5.50") == 15
    assert max(len(line) for line in text.splitlines()) <= 80


def test_a_blocked_lot_leaves_with_what_blocks_it_and_no_ranking() -> None:
    played = a_played_session()
    changed = fold(replace(played.definition, grid_print="7" * 64), played.journals)
    found = rank_all(changed)
    value = rank_value(changed, found, [], WORDS)
    (lot,) = value["lots"]
    assert [each["code"] for each in lot["faults"]] == ["grid-changed"]
    assert (lot["ranking"], lot["unranked"]) == ([], [])
    assert tomllib.loads(toml_bytes(changed, found, WORDS).decode())["lot"][0]["ranked"] == []
    assert "n1" not in rank_table(changed, found, WORDS)


def test_progress_is_the_same_whatever_is_marked_begun_or_cleared() -> None:
    one = a_played_session()
    other = a_played_session().marks("bob", "s1", A1="1", A2="declined").marks("ana", "s1", A1="", A2="7")
    viewer = Viewer(DESK)
    assert progress_text(one.state, viewer, WORDS) == progress_text(other.state, viewer, WORDS)
    assert progress_value(one.state, viewer) == progress_value(other.state, viewer)


def test_progress_for_a_member_is_the_same_whatever_the_others_hand_in() -> None:
    one = a_played_session()
    other = a_played_session().sheet("bob", "s1", A1="1", A2="7", B1="12")
    viewer = Viewer("ana")
    assert progress_text(one.state, viewer, WORDS) == progress_text(other.state, viewer, WORDS)
    assert progress_text(one.state, Viewer(DESK), WORDS) != progress_text(other.state, Viewer(DESK), WORDS)


def test_every_sheet_is_counted_once(table: Table) -> None:
    for lot in progress_value(table.state, Viewer(DESK))["lots"]:
        for each in lot["sheets"]:
            assert sorted([*each["handed_in"], *each["waiting"]]) == sorted(lot["dossiers"])
        members = {each["member"] for each in lot["sheets"]} | set(lot["recused"])
        assert members == {each.code for each in table.definition.members}
        voting = [each for each in lot["sheets"] if each["votes"]]
        assert lot["handed_in"] == sum(len(each["handed_in"]) for each in voting)
        assert lot["expected"] == len(voting) * len(lot["dossiers"])
