"""Columns line up whatever the alphabet: widths are counted in cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcwidth

from commission.publication.cells import cells, cut, left, right, table, wrapped
from commission.rules.text import one_line


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("abc", 3),
        ("é", 1),
        ("e\u0301", 1),
        ("深圳", 4),
        ("Œuvre", 5),
        ("👩", 2),
        ("ﬁ", 1),
        ("＝", 2),
        ("«\u202f»", 3),
        ("", 0),
    ],
)
def test_widths(text: str, width: int) -> None:
    assert cells(text) == width


ALPHABETS = st.one_of(
    st.characters(min_codepoint=0x20, max_codepoint=0x52F),  # Latin, combining accents, Greek, Cyrillic
    st.characters(min_codepoint=0x3041, max_codepoint=0x3096),
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
    st.sampled_from("👩🚒🎉＝＋«»–…œ€№"),
)


@given(st.text(ALPHABETS, max_size=20).map(one_line))
def test_widths_are_those_of_a_terminal_library(text: str) -> None:
    assert cells(text) == sum(wcwidth(char) for char in text)


@given(st.text(max_size=40).map(one_line), st.integers(1, 30))
def test_columns_have_exactly_their_width(text: str, width: int) -> None:
    assert cells(left(text, width)) == cells(right(text, width)) == width


@given(st.text(max_size=40).map(one_line), st.integers(1, 30))
def test_what_fits_is_not_cut(text: str, width: int) -> None:
    assert (cut(text, width) == text) == (cells(text) <= width)


@given(st.text("ab é深 ", max_size=80), st.integers(6, 30))
def test_wrapping_keeps_every_letter_and_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width, "- ", "  ")
    assert all(cells(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == "-" + text.replace(" ", "")


def test_a_table_has_two_spaces_between_columns_and_numbers_to_the_right() -> None:
    rows = [("Rang", "Total"), ("1", "9,5"), ("10", "12,25")]
    assert table(rows, (4, 5), (False, True)) == [" Rang  Total", " 1       9,5", " 10    12,25"]


def test_a_french_sign_never_begins_a_line() -> None:
    assert wrapped("Ce qui suit : « oui » ; rien", 11) == ["Ce qui", "suit :", "« oui » ;", "rien"]
