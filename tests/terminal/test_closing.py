"""A closed window, a lost line, a system that shuts down: nothing shown as saved is lost, nor an observation begun."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.conftest import Sit
from tests.terminal.disk import entries, history, last_cell
from tests.terminal.sheet import SAVED, Holds, cursor, rows
from tests.terminal.terminal import ENTER, Terminal

ME = "m-vaubrun"
REMARK = "Partenariat solide, équipe à recruter [/x] : à vérifier"


def sheet_of(sit: Sit, before: str = "") -> Terminal:
    return sit("score", "demo", "--as", ME, before=before).until(lambda shown: all(cursor(shown)))


def hang_up(terminal: Terminal) -> int:
    return terminal.hang_up()


def terminate(terminal: Terminal) -> int:
    return terminal.kill(signal.SIGTERM)


@pytest.mark.parametrize(("close", "code"), [(hang_up, -signal.SIGHUP), (terminate, 0)])
def test_a_closed_window_loses_no_mark(sit: Sit, folder: Path, close: Callable[[Terminal], int], code: int) -> None:
    terminal = sheet_of(sit)
    dossier, line = cursor(terminal)
    terminal.type("2" + ENTER).until(Holds(line, "2"))
    assert close(terminal) == code
    assert history(folder, ME)[dossier, line][-1] == "2"
    again = sheet_of(sit)
    assert cursor(again) == (dossier, line) == last_cell(folder, ME)
    assert again.type("q").ended() == 0


def test_a_sheet_said_to_be_handed_in_is_handed_in(sit: Sit, folder: Path) -> None:
    terminal = sheet_of(sit)
    dossier, _ = cursor(terminal)
    terminal.type("r").until("Remettre ma fiche").type(ENTER).until(f"Votre fiche sur {dossier} est remise.")
    assert terminal.kill() == -signal.SIGKILL
    last = entries(folder, ME)[-1]
    assert (last["kind"], last["dossier"]) == ("hand-in", dossier)
    again = sit("score", "demo", "--as", ME).until(lambda shown: re.search(rf"{dossier} .* remise$", shown.text, re.M))
    assert again.type("q").ended() == 0


def test_a_line_lost_without_a_signal_ends_the_program(sit: Sit, folder: Path) -> None:
    terminal = sheet_of(sit, before="tests.terminal.spoilers:deaf_to_hang_up")
    dossier, line = cursor(terminal)
    terminal.type("2" + ENTER).until(Holds(line, "2"))
    assert terminal.hang_up() > 0
    assert history(folder, ME)[dossier, line][-1] == "2"


@pytest.mark.parametrize("close", [hang_up, terminate, Terminal.kill])
def test_an_observation_being_typed_is_offered_again(sit: Sit, folder: Path, close: Callable[[Terminal], int]) -> None:
    terminal = sheet_of(sit)
    dossier, line = cursor(terminal)
    before = entries(folder, ME)
    terminal.type("c").until(f"Observation sur {line}, {dossier}").type(REMARK)
    terminal.until_disk(lambda: any(text.endswith(REMARK) for text in drafts(folder)))
    close(terminal)
    assert entries(folder, ME) == before

    again = sit("score", "demo", "--as", ME).until(f"Observation sur {line}, {dossier}").until("à recruter [/x]")
    again.type(ENTER).until(SAVED).until(lambda shown: rows(shown)[line].observed)
    assert cursor(again) == (dossier, line)
    assert entries(folder, ME)[-1]["text"].endswith(REMARK)
    assert again.type("q").ended() == 0
    assert drafts(folder) == []


def drafts(folder: Path) -> list[str]:
    """The observations kept."""
    return [json.loads(path.read_bytes())["text"] for path in folder.glob(f"journal/{ME}/*.draft")]
