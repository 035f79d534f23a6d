"""Foreign text can be shown, sorted and made a folder's name, and commands nothing."""

from __future__ import annotations

import string
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission.rules.text import CODE_LENGTH, clip, code_problem, folder_name, one_line, sort_key, visible

ANY = st.text(st.characters(codec=None), max_size=40)
"""Text as it may come from anywhere, lone surrogates too."""
CODES = ANY.filter(lambda text: code_problem(text) is None)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Association Ti Glas", "Association Ti Glas"),
        ("\x1b[2Jbonjour", "␛[2Jbonjour"),
        ("\x1b]52;c;cm0=\x07", "␛]52;c;cm0=·"),
        ("\x9b31mrouge", "·31mrouge"),
        ("facture\u202efdp.exe", "facture·fdp.exe"),
        ("a\u2066b\u2069c\u200fd\u061ce", "a·b·c·d·e"),
        ("nul\0 del\x7f", "nul␀ del·"),
        ("seul \ud800", "seul ·"),
        ("tag\U000e0041", "tag·"),
        ("mot\u00adcoupé\u200b \ufeff\u3164", "mot·coupé· ··"),
        ("une\tdeux\rtrois", "une deux␍trois"),
        ("Hervé Œdipe – « n° 3 » [/x] 100 % 😀", "Hervé Œdipe – « n° 3 » [/x] 100 % 😀"),
        ("👩\u200d🚀 ❤️", "👩·🚀 ❤️"),
        ("e\u0301", "e\u0301"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown == one_line(text)


def test_lines_stay_lines_unless_one_is_wanted() -> None:
    assert visible("un\ndeux") == "un\ndeux"
    assert one_line("un\ndeux\u2028trois") == "un deux·trois"


def test_no_character_that_commands_or_hides_is_left() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    # Arabic, Syriac, Kaithi and Egyptian signs of category Cf are drawn; they only shape their neighbours.
    drawn = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, *range(0x13430, 0x13440)}
    left = {char for char in one_line(everything) if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}
    assert {hex(ord(char)) for char in left if ord(char) not in drawn} == set()
    assert set(visible(everything)) - set(one_line(everything)) == {"\n"}


@pytest.mark.parametrize("around", ["", "Hervé ", "« n° 3 » – "])
def test_no_such_character_passes_among_plain_ones(around: str) -> None:
    hidden = [
        char for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}
    ]
    hidden += ["\u00ad", "\u034f", "\u115f", "\u200b", "\u202e", "\u2066", "\ufeff", "\U000e0041"]
    assert [char for char in hidden if char in one_line(f"{around}{char}{around}")] == []


@given(ANY)
def test_showing_twice_changes_nothing(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)
    assert one_line(text).encode().decode() == one_line(text)  # no lone surrogate is left


def test_a_long_name_is_cut() -> None:
    assert clip("é" * 10_000) == "é" * 199 + "…"
    assert clip("\x1b" * 300, 10) == "␛" * 9 + "…"
    assert clip("court", 5) == "court"


def test_french_order() -> None:
    words = ["zèbre", "Œuvre", "œil", "ogre", "Émile", "eau", "été", "etage", "côte", "cote", "Ærø", "adn", "ça", "cab"]
    in_order = "adn Ærø ça cab cote côte eau Émile etage été œil Œuvre ogre zèbre"
    assert sorted(words, key=sort_key) == in_order.split()
    assert sorted(["B", "a", "C"], key=sort_key) == ["a", "B", "C"]


@given(ANY, ANY)
def test_the_order_never_calls_two_texts_equal(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (one == other)


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("S01", None),
        ("dossier 4 bis", None),
        ("Évêché-n°3", None),
        ("é" * CODE_LENGTH, None),
        ("", "code-empty"),
        (" a", "code-empty"),
        ("a\u00a0", "code-empty"),
        (".", "code-empty"),
        ("..", "code-empty"),
        ("a" * 65, "code-too-long"),
        ("a/b", "code-character"),
        ("a\\b", "code-character"),
        ("a\nb", "code-character"),
        ("a\x1bb", "code-character"),
        ("a\u200bb", "code-character"),
        ("a\u202eb", "code-character"),
        ("a\u00adb", "code-character"),
        ("a\ud800", "code-character"),
        ("e\u0301", "code-not-nfc"),
    ],
)
def test_what_may_be_a_code(code: str, problem: str | None) -> None:
    assert code_problem(code) == problem


@pytest.mark.parametrize(
    ("code", "folder"),
    [
        ("s01", "s01"),
        ("S01", "%5301"),
        ("é", "%c3%a9"),
        ("a b.c", "a%20b%2ec"),
        ("..", "%2e%2e"),
        ("%41", "%2541"),
        ("con", "%63on"),
        ("lpt1", "%6cpt1"),
        ("console", "console"),
        ("", ""),
    ],
)
def test_a_folder_for_each_code(code: str, folder: str) -> None:
    assert folder_name(code) == folder


@given(CODES, CODES)
def test_two_codes_never_share_a_folder(one: str, other: str) -> None:
    names = folder_name(one), folder_name(other)
    assert (names[0] == names[1]) == (one == other)
    for name in names:
        assert set(name) <= set(string.ascii_lowercase + string.digits + "-_%~")
        assert len(name) <= 120  # disks allow 255, some encrypted ones 143


def test_the_longest_codes_have_folders_of_their_own() -> None:
    codes = ["😀" * 64, "😀" * 63 + "😁", "é" * 64, "é" * 63, "A" * 64]
    assert len({folder_name(code) for code in codes}) == len(codes)
    assert max(map(len, map(folder_name, codes))) <= 120


def test_numbers_in_codes_sort_as_numbers() -> None:
    assert sorted(["d10", "d2", "D1", "d02"], key=sort_key) == ["D1", "d02", "d2", "d10"]
