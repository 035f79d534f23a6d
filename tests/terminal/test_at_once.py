"""One member in two terminals and a script, all at once: nothing is lost, no file is shared, rivals are shown and settled."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from commission.files.journals import Reader
from tests.terminal.conftest import Sit
from tests.terminal.disk import entries, history
from tests.terminal.sheet import SAVED, Holds, at, rows
from tests.terminal.terminal import DOWN, ENTER, HOME, UP, Terminal

ME = "m-quintrec"
LINES = [
    f"{letter}{n}" for letter, count in {"A": 4, "B": 7, "C": 5, "D": 3, "E": 2}.items() for n in range(1, count + 1)
]


def sheet_of(sit: Sit) -> Terminal:
    """A sheet on sud-1, where nothing is scored yet."""
    terminal = sit("score", "demo", "--as", ME).until("▸ sud-1").type(ENTER)
    return terminal.until(at("A1", "sud-1"))


def shows(**values: str) -> Callable[[Terminal], bool]:
    """Wait for these marks, wherever they were written."""
    return lambda terminal: values.items() <= {code: row.value for code, row in rows(terminal).items()}.items()


def test_two_terminals_and_a_script_lose_nothing_and_share_no_file(sit: Sit, folder: Path) -> None:
    before = {path.name for path in folder.glob("journal/*/*.jsonl")}
    one, other = sheet_of(sit), sheet_of(sit)
    other.type(10 * DOWN).until(at("B7"))
    scripts = [sit("mark", "demo", "--as", ME, "sud-2", code, "1") for code in LINES]
    for _ in range(10):
        one.type("1" + ENTER)
        other.type("2" + ENTER)
    one.until(at("B7")).until(SAVED)
    other.until(at("E2")).until(SAVED)
    assert [each.ended() for each in scripts] == [0] * len(LINES)

    written = history(folder, ME)
    assert [written["sud-1", code] for code in LINES[:10]] == [["1"]] * 10
    assert [written["sud-1", code] for code in LINES[10:20]] == [["2"]] * 10
    assert [written["sud-2", code] for code in LINES] == [["1"]] * len(LINES)
    one.type(HOME + 11 * DOWN).until(shows(B7="2", C1="2"))
    other.type(HOME).until(shows(A1="1", A2="1"))

    reader = Reader(folder, lambda _: True)
    journals = reader.read()
    assert (reader.faults, reader.notes) == ([], [])
    assert len({each.writer for each in journals}) == len(journals)
    mine = {each["name"].partition(":")[0] for each in entries(folder, ME) if each["dossier"] == "sud-1"}
    assert len(mine) == 2
    assert {f"{each.writer}.jsonl" for each in journals} >= before


def test_rival_marks_of_two_machines_are_shown_and_the_next_mark_settles_them(sit: Sit, folder: Path) -> None:
    away = Path(shutil.copytree(folder, folder.with_name("stick")))
    before = {path.name for path in away.glob(f"journal/{ME}/*")}
    assert sit("mark", "stick", "--as", ME, "sud-1", "A2", "6,5").ended() == 0
    one, other = sheet_of(sit), sheet_of(sit)
    one.type(DOWN + "3" + ENTER).until(Holds("A2", "3"))
    for path in away.glob(f"journal/{ME}/*.jsonl"):  # the stick comes home
        if path.name not in before:
            shutil.copy(path, folder / "journal" / ME)
    for terminal in (one, other):
        terminal.until("≠")
    one.type(UP).until("Deux de vos notes se contredisent (3 et 6,5)")
    assert sit("progress", "demo", "--as", ME).ended() == 0
    other.type(DOWN + "4" + ENTER).until(Holds("A2", "4"))
    one.until(shows(A2="4"))
    last = entries(folder, ME)[-1]
    assert (last["value"], len(last["was"])) == ("4", 2)
    assert sit("verify", "demo").ended() == 0


def test_a_sheet_handed_in_elsewhere_is_closed_here(sit: Sit, folder: Path) -> None:
    one = sheet_of(sit)
    assert sit("hand-in", "demo", "--as", ME, "sud-1", "--blank").ended() == 0
    one.until("remise").type("1").until("est remise ; rouvrez-la")
    assert "mark" not in {each["kind"] for each in entries(folder, ME) if each.get("dossier") == "sud-1"}
