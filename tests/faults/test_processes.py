"""Processes that die, that write at once, that fork: what was said to be saved is on the disk, once, in a sound file."""

from __future__ import annotations

from pathlib import Path

import pytest

from commission.files.journals import Reader, check_heads
from tests.faults.scripts import run
from tests.files.world import a_reader, new_session, values, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A new session."""
    return new_session(tmp_path / "essai")


def broken(reader: Reader) -> list[str]:
    """The faults of a reader, but for lines a killed process left torn."""
    return [each.code for each in reader.faults if each.code != "journal-torn-tail"]


def test_a_killed_process_loses_nothing_it_said_was_saved(folder: Path) -> None:
    saved = run("killed", folder)
    reader = a_reader(folder)
    assert len(saved) > 25
    assert set(saved) <= set(values(reader))
    assert len(values(reader)) == len(set(values(reader)))
    assert len(values(reader)) - len(saved) <= 25  # at most the one line that each was writing
    assert broken(reader) == []
    before = len(values(reader))
    write(folder, "m-a", ["après"])
    assert len(values(a_reader(folder))) == before + 1


def test_twenty_five_processes_at_once_lose_nothing(folder: Path) -> None:
    saved = run("twenty_five", folder)
    reader = a_reader(folder)
    assert len(saved) == 500
    assert sorted(values(reader)) == sorted(saved)
    assert (reader.faults, reader.notes, check_heads(reader.journals)) == ([], [], [])
    assert len({each.header.actor for each in reader.journals}) == 20


def test_no_process_writes_in_the_file_of_another(folder: Path) -> None:
    saved = run("one_after_the_other", folder)
    reader = a_reader(folder)
    assert sorted(values(reader)) == saved
    assert reader.faults == []


def test_a_system_that_stops_in_the_middle_of_a_line_loses_nothing_it_said_was_saved(folder: Path) -> None:
    saved = run("full", folder)
    reader = a_reader(folder)
    assert len(saved) >= 10
    assert sorted(values(reader)) == sorted(saved)
    assert {each.code for each in reader.faults} == {"journal-torn-tail"}
