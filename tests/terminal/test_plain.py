"""Terminals that cannot show screens get one line that points on, and the same questions line by line; others, no colour."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from pathlib import Path

import pytest

from tests.terminal.conftest import COMMISSION, Sit
from tests.terminal.disk import history
from tests.terminal.sheet import at
from tests.terminal.terminal import ENTER, F1

ME = "m-quintrec"
POINTER = "Les écrans demandent un terminal ; ligne par ligne : commission score {} --as {} --text"
EIGHT_BIT = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
"""As on a machine that knows no UTF-8."""
POOR = [
    {"TERM": "dumb"},
    {"TERM": ""},
    {"PYTHONIOENCODING": "latin-1"},
    {"PYTHONIOENCODING": "cp1252:replace"},
    EIGHT_BIT,
]


@pytest.mark.parametrize("more", POOR, ids=lambda each: "-".join(f"{key}={value}" for key, value in each.items()))
def test_where_screens_cannot_be_drawn_one_line_points_to_the_questions(
    shell: Sit, folder: Path, more: dict[str, str]
) -> None:
    terminal = shell("score", "demo", "--as", ME, more=more)
    assert terminal.ended() == 2
    said = bytes(terminal.raw)
    assert b"\x1b" not in said
    assert said.count(b"\n") == 1
    assert b"commission score" in said
    assert b"--text" in said


@pytest.mark.parametrize("closed", ["stdin", "stdout", "stderr"])
def test_without_a_terminal_on_every_side_the_line_is_the_same(folder: Path, env: dict[str, str], closed: str) -> None:
    ours, theirs = pty.openpty()
    streams = dict.fromkeys(("stdin", "stdout", "stderr"), theirs) | {
        closed: subprocess.PIPE,
        "stderr": subprocess.PIPE,
    }
    done = subprocess.run([COMMISSION, "score", str(folder), "--as", ME], env=env, **streams, check=False)
    os.close(theirs)
    os.close(ours)
    assert (done.returncode, done.stderr.decode()) == (2, POINTER.format(folder, ME) + "\n")


@pytest.mark.parametrize("more", [{"LANG": "C"}, {"LC_ALL": "C"}, {"LANG": "", "LC_ALL": "POSIX"}])
def test_a_plain_locale_shows_the_screens_as_any_other(shell: Sit, folder: Path, more: dict[str, str]) -> None:
    terminal = shell("score", "demo", "--as", ME, more=more).until("Solène Quintrec").until("▸ sud-1")
    terminal.type(ENTER).until(at("A1")).until("Personnalité morale").type("q")
    assert terminal.ended() == 0


@pytest.mark.parametrize("more", [{"TERM": "dumb"}, EIGHT_BIT, {}], ids=["dumb", "eight-bit", "any"])
def test_a_whole_dossier_by_questions_without_one_escape(shell: Sit, folder: Path, more: dict[str, str]) -> None:
    terminal = shell("score", "demo", "--as", ME, "--text", size=(80, 500), more=more)
    terminal.until("sud-1").type("sud-1\n")
    for count, answer in enumerate(("c Très bien", *21 * ["0,5"], "o"), 1):
        terminal.type(f"{answer}\n").until(lambda shown, count=count: shown.text.count("enregistr") == count)
    terminal.type("q\n")
    assert terminal.ended() == 0
    assert b"\x1b" not in terminal.raw
    marks = {code: values for (dossier, code), values in history(folder, ME).items() if dossier == "sud-1"}
    assert list(marks.values()) == [["0.5"]] * 21


def test_no_color_draws_no_colour(sit: Sit, folder: Path) -> None:
    terminal = sit("score", "demo", "--as", ME, more={"NO_COLOR": "1"}).until("▸ sud-1")
    terminal.type(ENTER).until(at("A1")).type("1" + ENTER).until(at("A2")).type("9" + ENTER).until("✗")
    terminal.type(F1).until("Aide")
    styles = {number for found in re.findall(rb"\x1b\[([0-9;]*)m", terminal.raw) for number in found.split(b";")}
    assert styles <= {b"", b"0", b"1", b"2", b"3", b"4", b"7", b"39", b"49"}
