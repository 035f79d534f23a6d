"""A grid from a table: which criterion a row belongs to, what is checked, and that the file always passes ``check``."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission.files.grid_file import call_from
from commission.files.new_grid import grid_text
from commission.files.tables import Row, Table
from commission.files.toml_file import parse
from commission.rules.fault import Fault, Refused
from commission.rules.grid import Call
from tests.files.world import refused

HEADER = ("code", "intitulé", "maximum")


def table(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> Table:
    """A table with these rows under its header."""
    return Table(Path("t.csv"), header, 1, tuple(Row(line, row) for line, row in enumerate(rows, 2)))


def begun(read: Table, language: str = "fr") -> Call:
    """The call in the file that this table begins, read as ``check`` reads it."""
    text = grid_text(read, code="essai", title='Un "titre"', language=language)
    call, faults = call_from(parse(Path("g.toml"), text), thorough_reading=True)
    assert faults == []
    assert call is not None
    return call


def shape(call: Call) -> dict[str, list[str]]:
    """Criteria and their lines, by code."""
    return {each.code: [sub.code for sub in each.subs] for each in call.criteria}


def said(*rows: tuple[str, ...]) -> list[tuple[str, int, int]]:
    """What is wrong with these rows: code, line, column."""
    with refused() as faults:
        grid_text(table(*rows), code="essai", title="t", language="fr")
    return [(each.code, each.place.line, each.place.column) for each in faults if each.place]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (["A1", "A2", "B1"], {"A": ["A1", "A2"], "B": ["B1"]}),
        (["A", "a1", "A2"], {"A": ["a1", "A2"]}),
        (["A.1", "A-2", "A 3", "A10"], {"A": ["A.1", "A-2", "A 3", "A10"]}),
        (["1", "1.1", "1.2", "2.1"], {"1": ["1.1", "1.2"], "2": ["2.1"]}),
        (["A1", "B1", "A2"], {"A": ["A1", "A2"], "B": ["B1"]}),
        (["projet", "budget"], {"projet": ["projet"], "budget": ["budget"]}),
    ],
)
def test_a_row_belongs_to_what_stands_before_its_last_digits(codes: list[str], expected: dict[str, list[str]]) -> None:
    heads = set(expected) - {code for subs in expected.values() for code in subs}
    assert shape(begun(table(*((code, "t", "" if code in heads else "3") for code in codes)))) == expected


def test_a_column_may_name_the_criterion_instead() -> None:
    header = (*HEADER, "critère", "intitulé du critère")
    call = begun(table(("X1", "x", "1", "Q", "Qualité"), ("Y1", "y", "1/3", "Q", ""), header=header))
    assert shape(call) == {"Q": ["X1", "Y1"]}
    assert (call.criteria[0].title, call.total) == ("Qualité", Fraction(4, 3))


def test_points_and_total_that_the_table_states_are_checked() -> None:
    assert said(("A", "q", "9"), ("A1", "x", "4"), ("A2", "y", "4")) == [("criterion-sum", 2, 3)]
    assert said(("A1", "x", "4"), ("", "TOTAL", "5")) == [("grid-sum", 3, 3)]
    assert said(("A", "q", "9"), ("A1", "x", "4"), ("", "TOTAL", "5")) == [("criterion-sum", 2, 3), ("grid-sum", 4, 3)]
    assert shape(begun(table(("A", "q", "8"), ("A1", "x", "8"), ("Total", "", "8")))) == {"A": ["A1"]}


def test_rows_that_say_things_twice_or_nothing_are_named() -> None:
    assert said(("A", "q", ""), ("A1", "x", "4"), ("a", "r", "")) == [("duplicate-code", 4, 1)]
    assert said(("A1", "x", "1"), ("", "total", "1"), ("", "total", "1")) == [("repeated-row", 4, 1)]
    assert said(("A1", "x", "1"), ("B/1", "x", "1")) == [("code-character", 3, 1), ("code-character", 3, 1)]
    assert said(("projet", "x", "")) == [("missing-value", 2, 3)]
    assert said(("", "total", "5")) == [("empty-table", 1, 1)]


def test_a_code_given_by_hand_and_a_sum_beyond_measure_are_refused_too() -> None:
    with refused() as faults:
        grid_text(table(("A1", "x", "1")), code="a/b", title="t", language="fr")
    assert [each.code for each in faults] == ["code-character"]
    with refused() as faults:
        grid_text(table(("A1", "x", "9" * 12), ("A2", "x", "9" * 12)), code="a", title="t", language="fr")
    assert {(each.code, each.place.file if each.place else "") for each in faults} == {("not-a-number", "t.csv")}


@given(
    st.lists(st.tuples(st.text(max_size=6), st.text(max_size=9), st.sampled_from(["", "1", "2,5", "1/3", "x", "0"]))),
    st.sampled_from(["fr", "en"]),
)
def test_any_table_gives_a_sound_grid_or_located_faults(rows: list[tuple[str, str, str]], language: str) -> None:
    read = table(*(tuple(cell.strip() for cell in row) for row in rows))
    faults: tuple[Fault, ...] = ()
    try:
        begun(read, language)
    except Refused as refusal:
        faults = refusal.faults
    assert all(each.place for each in faults)


@given(st.text(max_size=30), st.integers(1, 999))
def test_any_title_is_kept_on_one_line(title: str, points: int) -> None:
    call = begun(table(("A1", f"t{title}", str(points))))
    assert "\n" not in call.subs[0].title
    assert call.total == points
