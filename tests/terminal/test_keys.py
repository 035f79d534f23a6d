"""Keys as terminals send them: commas, points, keypads and French keyboards; and windows that change size at every key."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.conftest import Sit
from tests.terminal.disk import entries, history
from tests.terminal.sheet import Holds, at, rows
from tests.terminal.terminal import BACKSPACE, DOWN, ENTER, F1, UP, Terminal

ME = "m-quintrec"


def keypad(*keys: str) -> str:
    """The keypad in its application mode: 0 is ``ESC O p``, and so on."""
    return "".join(f"\x1bO{'n' if key == '.' else chr(ord('p') + int(key))}" for key in keys)


def kitty(text: str, *codes: int) -> str:
    """Keys as terminals of the kitty protocol send them: a code, and the text they type."""
    return "".join(f"\x1b[{code};;{ord(char)}u" for char, code in zip(text, codes, strict=True))


WAYS = {
    "comma": "6,5",
    "point": "6.5",
    "azerty": "-,(",
    "azerty and point": "-.(",
    "keypad": keypad("6", ".", "5"),
    "kitty": kitty("6,5", 54, 44, 53),
    "kitty azerty": kitty("-,(", 45, 44, 40),
    "kitty keypad": kitty("6.5", 57405, 57409, 57404),
    "kitty French keypad": kitty("6,5", 57405, 57409, 57404),
    "pasted": "\x1b[200~6,5\x1b[201~",
    "pasted with a line end": "\x1b[200~ 6.5\n\x1b[201~",
}


def sheet_of(sit: Sit, size: tuple[int, int] = (80, 24)) -> Terminal:
    terminal = sit("score", "demo", "--as", ME, size=size).until("▸ sud-1").type(ENTER)
    return terminal.until(at("A1", "sud-1"))


@pytest.mark.parametrize("way", WAYS)
def test_six_and_a_half_in_every_way_a_keyboard_types_it(sit: Sit, folder: Path, way: str) -> None:
    terminal = sheet_of(sit).type(DOWN).until(at("A2"))
    terminal.type(WAYS[way]).until(lambda shown: rows(shown)["A2"][:2] == ("6.5", True))
    terminal.type(ENTER).until(Holds("A2", "6.5"))
    assert history(folder, ME)["sud-1", "A2"] == ["6.5"]


def test_the_top_row_of_azerty_is_digits_in_a_cell_and_letters_in_an_observation(sit: Sit, folder: Path) -> None:
    terminal = sheet_of(sit).type(DOWN).until(at("A2"))
    for sign, digit in zip("&é\"'(-è", "1234567", strict=True):
        terminal.type(sign + ENTER).until(at("A3")).until(Holds("A2", digit)).type(UP).until(at("A2"))
    terminal.type("à" + ENTER).until(Holds("A2", "0")).type(UP).until(at("A2"))
    row = "&é\"'(-è_çà 1234567890,."
    terminal.type("c").until("Observation sur A2").type(row).until(row).type(ENTER)
    terminal.until(lambda shown: rows(shown)["A2"].observed)
    assert history(folder, ME)["sud-1", "A2"] == [*"12345670"]
    assert entries(folder, ME)[-1]["text"] == row


def test_digits_that_are_not_ours_and_letters_are_refused_with_the_number_they_stand_in(sit: Sit, folder: Path) -> None:
    terminal = sheet_of(sit).type(DOWN).until(at("A2"))
    terminal.type("٣²½éx3" + ENTER).until("٣²½2x3 : ce n'est pas un nombre de 0 à 7")
    terminal.type("2x" + BACKSPACE + ENTER).until(Holds("A2", "2"))
    assert history(folder, ME)["sud-1", "A2"] == ["2"]


STORM = [(20, 5), (200, 60), (1, 1), (80, 24), (3, 2), (120, 40), (40, 10), (79, 3), (1, 50), (255, 1), (80, 24)]
DOSSIERS = ["score", "demo", "--as", ME]
PLACES: dict[str, tuple[list[str], dict[str, str]]] = {
    "dossiers": (DOSSIERS, {}),
    "sheet": (DOSSIERS, {ENTER: "▸ A1"}),
    "across": (DOSSIERS, {ENTER: "▸ A1", "v": "▸ sud-1"}),
    "observation": (DOSSIERS, {ENTER: "▸ A1", "c": "Observation sur A1"}),
    "reason": (DOSSIERS, {ENTER: "▸ A1", "n": "Motif"}),
    "find": (DOSSIERS, {ENTER: "▸ A1", "/": "▸ nord-1"}),
    "help": (DOSSIERS, {ENTER: "▸ A1", F1: "Aide"}),
    "desk": (["desk", "demo"], {}),
}
"""What is started, then the keys that lead to a place, each with what it shows."""


@pytest.mark.parametrize("place", PLACES)
def test_a_storm_of_sizes_leaves_the_screen_as_it_was(sit: Sit, folder: Path, place: str) -> None:
    argv, keys = PLACES[place]
    terminal = settled(sit(*argv).until("quitter"))
    for key, shown in keys.items():
        settled(terminal.type(key).until(shown))
    before = terminal.text
    for pause in (0.0, 0.01, 0.05):
        for size in STORM:
            terminal.resize(*size).answer(pause)
        terminal.until(lambda now: now.text == before)


def settled(terminal: Terminal) -> Terminal:
    """Nothing more comes: all that a key has to show is there."""
    while terminal.answer(0.4):
        continue
    return terminal
