"""``kill -9`` after each of 200 random keys, a closed window, a lost line: what the screen showed as saved is on the disk.

A kill comes at once, in the middle of the answer, or at the very instant the screen says « enregistré ». The next
program opens on what the one before left: it must come back to the same cell.
"""

from __future__ import annotations

import json
import signal
from pathlib import Path
from random import Random

import pytest

from commission.files.journals import Reader
from tests.terminal.conftest import Sit
from tests.terminal.disk import history, last_cell
from tests.terminal.sheet import Holds, at, dossier, rows
from tests.terminal.terminal import (
    BACKSPACE,
    DELETE,
    DOWN,
    END,
    ENTER,
    ESCAPE,
    F2,
    HOME,
    LEFT,
    RIGHT,
    TAB,
    UP,
    Terminal,
)  # fmt: skip

ME = "m-vaubrun"
KILLS, EACH = 200, 25
DIGITS = tuple("0123456789,.")
MARKING = (*DIGITS, *DIGITS, *"&éà", *5 * (ENTER,), UP, DOWN, HOME, END, TAB, DELETE, BACKSPACE, F2, "o", "u", "x")
"""Keys that stay on the sheet."""
ANY = (*MARKING, *"cccn:/vd[]", " ", "ø", ESCAPE, ESCAPE, LEFT, RIGHT)
"""Keys that open boxes, turn the sheet and leave it, too; not those that hand in, quit, lock or pass the seat."""


def sheet_of(sit: Sit) -> Terminal:
    return sit("score", "demo", "--as", ME)


@pytest.mark.parametrize("seed", range(KILLS // EACH))
def test_what_the_screen_showed_as_saved_survives_every_kill(sit: Sit, folder: Path, seed: int) -> None:
    chance = Random(seed)
    for _ in range(EACH):
        before = files(folder)
        terminal = reopened(sheet_of(sit), folder)
        struck(terminal, chance)
        assert terminal.kill() == -signal.SIGKILL
        nothing_lost(terminal, folder, before)
    reopened(sheet_of(sit), folder)
    assert sit("verify", "demo").ended() == 0


def struck(terminal: Terminal, chance: Random) -> None:
    """Type some keys, up to the instant of the kill."""
    when = chance.choice(("at once", "amid the answer", "amid the answer", "saved", "saved", "saved"))
    keys = chance.choices(MARKING if when == "saved" else ANY, k=chance.randint(1, 8))
    value = chance.choice(("0", "0,5", "1"))
    if when == "saved":
        keys += [HOME, HOME, DELETE, *value, HOME]
    for each in keys:
        terminal.type(each)
    if when == "saved":
        terminal.until(Holds("A1", value.replace(",", ".")))
    elif when == "amid the answer":
        pieces = chance.randint(1, 6)
        while pieces and terminal.answer(0.2):
            pieces -= 1


def nothing_lost(terminal: Terminal, folder: Path, before: dict[str, bytes]) -> None:
    """Every mark that the screen showed and did not call under way is on the disk, where nothing was rewritten."""
    written, shown = history(folder, ME), dossier(terminal)
    for code, row in rows(terminal).items():
        if row.value and not row.typing and not row.on_its_way:
            assert row.value in written[shown, code], f"{shown} {code}\n{terminal.text}"
    reader = Reader(folder, lambda _: True)
    reader.read()
    assert reader.faults == []
    assert {each.code for each in reader.notes} <= {"journal-torn-tail", "journal-not-arrived"}
    after = files(folder)
    assert all(after[name].startswith(data) for name, data in before.items())


def reopened(terminal: Terminal, folder: Path) -> Terminal:
    """Back in the same cell; an observation that was being typed is offered again, and written."""
    if draft := kept(folder):
        place = draft["dossier"], draft["code"]
        terminal.until(f"Observation sur {place[1]}").until(draft["text"].strip()).type(ENTER)
    else:
        place = last_cell(folder, ME)
    return terminal.until(at(*reversed(place)))


def kept(folder: Path) -> dict[str, str] | None:
    drafts = sorted((folder / "journal" / ME).glob("*.draft"), key=lambda path: (path.stat().st_mtime_ns, path.name))
    return json.loads(drafts[-1].read_bytes()) if drafts else None


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "journal" / ME).glob("*.jsonl")}
