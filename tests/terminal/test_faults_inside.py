"""A fault of the program itself: one line, no traceback, no name, no mark; what was saved is saved."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.terminal.conftest import Sit
from tests.terminal.disk import entries, history
from tests.terminal.sheet import SAVED, Holds, at, cursor, rows
from tests.terminal.spoilers import SECRET
from tests.terminal.terminal import ENTER, UP, Terminal

ME = "m-vaubrun"
CRASHED = 70
LEFT = b"\x1b[?1049l"
"""Back from the screens to the lines of the shell."""


def after_the_screens(terminal: Terminal) -> str:
    """What stands on the terminal once the screens are gone."""
    assert terminal.raw.count(LEFT) == 1
    said = bytes(terminal.raw).partition(LEFT)[2]
    return re.sub(rb"\x1b\[\?[0-9]+[hl]|\x1b\]22;default\x07", b"", said).decode()


def told_in_one_line(terminal: Terminal) -> bool:
    """Whether what stands there is the one line of a program that stopped, and no more."""
    said = after_the_screens(terminal)
    assert not any(word in said for word in SECRET.split())
    assert "Traceback" not in terminal.raw.decode(errors="replace")
    return said.startswith("Le programme s'est arrêté") and said.count("\n") == 1


def sheet_of(sit: Sit, spoiler: str = "") -> Terminal:
    before = f"tests.terminal.spoilers:{spoiler}" if spoiler else ""
    return sit("score", "demo", "--as", ME, before=before).until(lambda shown: all(cursor(shown)))


@pytest.mark.parametrize(("spoiler", "keys"), [("key_fails", ENTER), ("drawing_fails", "2")])
def test_a_key_that_fails_ends_the_program_with_one_line(sit: Sit, folder: Path, spoiler: str, keys: str) -> None:
    terminal = sheet_of(sit, spoiler).type(keys)
    assert terminal.ended() == CRASHED
    assert told_in_one_line(terminal)


def test_a_first_screen_that_fails_is_told_in_one_line(sit: Sit, folder: Path) -> None:
    terminal = sit("score", "demo", "--as", ME, before="tests.terminal.spoilers:opening_fails")
    assert terminal.ended() == CRASHED
    assert told_in_one_line(terminal)


def test_a_mark_that_could_not_be_written_is_not_called_saved(sit: Sit, folder: Path) -> None:
    terminal = sheet_of(sit, "writing_fails")
    _, code = cursor(terminal)
    before = rows(terminal)[code].value
    terminal.type("2" + ENTER).until("✗ non enregistré")
    terminal.type(UP).until(at(code))
    assert rows(terminal)[code].value == before
    assert SAVED not in terminal.text
    assert terminal.type("q").ended() == 0


@pytest.mark.parametrize("spoiler", ["looking_fails", "keeping_fails"])
def test_a_thread_that_fails_leaves_the_screen_alone_and_is_told_at_the_end(
    sit: Sit, folder: Path, spoiler: str
) -> None:
    terminal = sheet_of(sit, spoiler)
    dossier, code = cursor(terminal)
    terminal.type("c").until("Observation").type("x").until("esquissé.x").type(ENTER)
    terminal.until_disk(lambda: entries(folder, ME)[-1].get("text", "").endswith("x"))
    terminal.type("2" + ENTER).until(Holds(code, "2"))
    assert history(folder, ME)[dossier, code][-1] == "2"
    assert terminal.type("q").ended() == CRASHED
    assert told_in_one_line(terminal)


def test_a_sequence_that_textual_cannot_read_is_told_in_one_line(sit: Sit, folder: Path) -> None:
    terminal = sheet_of(sit).type("\x1b[38:49;2u")
    assert terminal.ended() == CRASHED
    assert told_in_one_line(terminal)
