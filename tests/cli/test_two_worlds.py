"""Two worlds: until marks are opened, nothing a member gets depends on another member's marks; nor what the desk shows.

The same session twice, the other members' blind marks being different, more or fewer, in conflict or broken: every
command leaves the same bytes on both streams, the same files and the same exit code.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from commission.live.room import Room
from tests.cli.conftest import DEMO, Done, Run
from tests.house.source import ROOT

ME = "m-vaubrun"
OTHERS = ("m-talvern", "m-coatbrizel", "m-marcheval", "m-autrive", "m-kerdozel", "m-ormevan")
LINES = ("A1", "A2", "B5", "C4", "E1")


class Worlds(NamedTuple):
    """Two folders that hold the same session, blind marks apart."""

    one: Path
    other: Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    """The example session, whose lot sud is blind: two stories of what the others did there."""
    root = tmp_path_factory.mktemp("worlds")
    for name in Worlds._fields:
        shutil.copytree(ROOT / "sessions" / DEMO, root / name / DEMO)
    for member in OTHERS:
        _marks(root / "one" / DEMO, member, "0.5", LINES)
        _marks(root / "other" / DEMO, member, "1", LINES[:3])
        _marks(root / "other" / DEMO, member, "declined", LINES[3:], reason="Je ne sais pas")
    _quarrel(root / "other" / DEMO, "m-talvern")
    _break(root / "other" / DEMO, "m-marcheval")
    return Worlds(root / "one", root / "other")


def _marks(folder: Path, member: str, value: str, codes: tuple[str, ...], **more: str) -> None:
    with Room.open(folder, member) as room:
        for code in codes:
            room.act("mark", dossier="sud-2", code=code, value=value, **more)
            room.act("observation", dossier="sud-2", code=code, text=f"{value} {member}")


def _quarrel(folder: Path, member: str) -> None:
    """Two machines write different marks in one cell."""
    with Room.open(folder, member) as first, Room.open(folder, member) as second:
        first.act("mark", dossier="sud-3", code="A1", value="1")
        second.act("mark", dossier="sud-3", code="A1", value="0.5")


def _break(folder: Path, member: str) -> None:
    """Somebody edits the last line of a journal by hand."""
    path = max((folder / "journal" / member).glob("*.jsonl"), key=lambda each: b"sud-2" in each.read_bytes())
    *before, last = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*before, last.replace(b"sud-2", b"sud-1")]))


@pytest.fixture
def worlds(built: Worlds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Worlds:
    """Copies that a command may write in."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ".state"))
    copies = Worlds(tmp_path / "one", tmp_path / "other")
    for source, target in zip(built, copies, strict=True):
        shutil.copytree(source, target)
    return copies


def played(
    run: Run, world: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], answers: str
) -> tuple[Done, dict[str, bytes]]:
    """What a command leaves in a world: its streams, and the files it made beside the session."""
    monkeypatch.chdir(world)
    done = run(*words, stdin=answers)
    made = {path.name: path.read_bytes() for path in sorted(world.glob("out*/**/*")) if path.is_file()}
    made |= {path.name: path.read_bytes() for path in sorted(world.glob("out*")) if path.is_file()}
    return done, made


MEMBERS_COMMANDS = [
    ("progress", DEMO, "--as", ME),
    ("progress", DEMO, "--as", ME, "--format", "json"),
    ("admissibility", DEMO, "--as", ME),
    ("admissibility", DEMO, "--as", ME, "--format", "json"),
    ("act", DEMO, "--as", ME, "confirm", "sud-2", "coordination", "met"),
    ("rank", DEMO, "--as", ME),
    ("rank", DEMO, "--as", ME, "--format", "json"),
    ("rank", DEMO, "--as", ME, "--lot", "sud"),
    ("rank", DEMO, "--as", ME, "--why", "nord-2"),
    ("rank", DEMO, "--as", ME, "--why", "sud-2"),
    ("rank", DEMO, "--as", "m-kerdozel"),
    ("rank", DEMO, "--as", ME, "--at", "opening"),
    ("rank", DEMO, "--as", ME, "--at", "opening", "--format", "json"),
    ("deliberation", DEMO, "--as", ME),
    ("deliberation", DEMO, "--as", ME, "sud-2"),
    ("deliberation", DEMO, "--as", ME, "--lot", "sud", "--format", "json"),
    ("deliberation", DEMO, "--as", ME, "--format", "json"),
    ("export", DEMO, "--as", ME, "--to", "out"),
    ("export", DEMO, "--as", ME, "--at", "opening", "--to", "out"),
    ("export", DEMO, "--as", ME, "--to", "out", "--format", "json"),
    ("verify", DEMO, "--as", ME),
    ("verify", DEMO, "--as", ME, "--format", "json"),
    ("check", DEMO, "--as", ME),
    ("check", DEMO, "--as", ME, "--format", "json"),
    ("score", DEMO, "--as", ME, "--text"),
    ("mark", DEMO, "--as", ME, "sud-2", "A1", "1"),
    ("mark", DEMO, "--as", ME, "sud-2", "A1", "9"),
    ("act", DEMO, "--as", ME, "observation", "sud-2", "A1", "text=oui"),
    ("hand-in", DEMO, "--as", ME, "sud-2"),
    ("reopen", DEMO, "--as", ME, "sud-2"),
    ("recuse", DEMO, "--as", ME, "sud", "reason=Lien"),
    ("adopt", DEMO, "--as", ME),
    ("open", DEMO, "--as", ME, "sud"),
    ("act", DEMO, "--as", ME, "settle", "entries=a,b", "holds=a", "reason=x"),
    ("act", DEMO, "--as", ME, "admit", "entries=a", "reason=x"),
    ("act", DEMO, "--as", ME, "ranking", "sud", "sud-2 > sud-1", "reasons=sud-1: a | sud-2: b | sud-3: c"),
    ("act", DEMO, "--as", ME, "vote", "sud", "3"),
    ("act", DEMO, "--as", ME, "decide", "sud", "reason=x"),
    ("act", DEMO, "--as", ME, "dossier-opinion", "sud-2", "favourable"),
    ("desk", DEMO, "--as", ME, "--text"),
    ("import", DEMO, "--as", ME, "marks", "rien.csv"),
    ("circuit", DEMO, "--as", ME),
    ("act", DEMO, "--as", ME, "fiche", "J-01", "nord"),
]
DESK_COMMANDS = [
    ("progress", DEMO),
    ("progress", DEMO, "--format", "json"),
    ("desk", DEMO, "--text"),
    ("desk", DEMO, "--text", "--as", "m-coatbrizel"),
    ("admissibility", DEMO),
    ("admissibility", DEMO, "--format", "json"),
    ("act", DEMO, "--as", "desk", "confirm", "sud-2", "coordination", "not-met", "reason=Rien"),
    ("act", DEMO, "--as", "desk", "ask-completion", "sud-2", "pieces=statuts", "sent=2025-09-01"),
    ("rank", DEMO),
    ("rank", DEMO, "--lot", "sud"),
    ("rank", DEMO, "--why", "sud-2"),
    ("rank", DEMO, "--why", "nord-2"),
    ("rank", DEMO, "--at", "opening"),
    ("rank", DEMO, "--at", "opening", "--lot", "sud"),
    ("deliberation", DEMO),
    ("deliberation", DEMO, "sud-2"),
    ("deliberation", DEMO, "--lot", "sud", "--as", "m-coatbrizel"),
    ("deliberation", DEMO, "--format", "json"),
    ("room", DEMO),
    ("room", DEMO, "--text"),
    ("export", DEMO, "--to", "out"),
    ("export", DEMO, "--at", "opening", "--to", "out"),
    ("print-sheets", DEMO, "--to", "out.html"),
    ("act", DEMO, "--as", "desk", "ranking", "sud", "sud-2 > sud-1", "reasons=sud-1: a | sud-2: b | sud-3: c"),
    ("act", DEMO, "--as", "desk", "ranking", "nord", "nord-2 > nord-1", "reasons=nord-1: a | nord-2: b"),
    ("act", DEMO, "--as", "desk", "vote", "sud", "3"),
    ("act", DEMO, "--as", "desk", "decide", "sud", "reason=x"),
    ("demo",),
]
"""The act of opening is not among them: from its own last line on, marks are shared."""


@pytest.mark.parametrize("words", MEMBERS_COMMANDS, ids=" ".join)
def test_a_member_cannot_tell_the_worlds_apart(
    run: Run, worlds: Worlds, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    answers = "sud-2\n?\n1\nc vu\nq\n"
    first, second = (played(run, world, monkeypatch, words, answers) for world in worlds)
    assert first == second
    assert first[0].code != 70


@pytest.mark.parametrize("words", DESK_COMMANDS, ids=" ".join)
def test_the_desk_cannot_tell_marks_apart(
    run: Run, worlds: Worlds, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    shutil.rmtree(worlds.other / DEMO / "journal" / "m-marcheval")  # a broken file is the desk's to know
    shutil.copytree(worlds.one / DEMO / "journal" / "m-marcheval", worlds.other / DEMO / "journal" / "m-marcheval")
    first, second = (played(run, world, monkeypatch, words, "") for world in worlds)
    assert first == second
    assert first[0].code != 70


def test_a_table_never_tells_the_desk_whether_it_guessed(
    run: Run, worlds: Worlds, monkeypatch: pytest.MonkeyPatch
) -> None:
    """m-talvern gave 0,5 in one world and 1 in the other: open, then handed in, the two say the same of a guess."""
    table = "membre;dossier;code;note;observation\nm-talvern;sud-2;A1;0,5;0.5 m-talvern\n"
    for world in worlds:
        (world / "notes.csv").write_text(table, encoding="utf-8")
    words = ("import", DEMO, "marks", "notes.csv")
    first, second = (played(run, world, monkeypatch, words, "") for world in worlds)
    assert first == second
    assert (first[0].code, first[0].out.splitlines()[0], first[0].err) == (0, "1 ligne importée.", "")
    for world in worlds:
        monkeypatch.chdir(world)
        run("hand-in", DEMO, "--as", "m-talvern", "sud-2")
    first, second = (played(run, world, monkeypatch, words, "") for world in worlds)
    assert first == second
    assert first[0].code == 1


RECUSED = "m-kerdozel"
RECUSED_COMMANDS = [
    ("progress", DEMO, "--as", RECUSED),
    ("progress", DEMO, "--as", RECUSED, "--format", "json"),
    ("rank", DEMO, "--as", RECUSED),
    ("rank", DEMO, "--as", RECUSED, "--format", "json"),
    ("rank", DEMO, "--as", RECUSED, "--lot", "nord"),
    ("rank", DEMO, "--as", RECUSED, "--why", "nord-1"),
    ("rank", DEMO, "--as", RECUSED, "--at", "opening"),
    ("export", DEMO, "--as", RECUSED, "--at", "opening", "--to", "out"),
    ("deliberation", DEMO, "--as", RECUSED),
    ("deliberation", DEMO, "--as", RECUSED, "nord-1"),
    ("deliberation", DEMO, "--as", RECUSED, "--format", "json"),
    ("export", DEMO, "--as", RECUSED, "--to", "out"),
    ("verify", DEMO, "--as", RECUSED),
    ("verify", DEMO, "--as", RECUSED, "--format", "json"),
    ("check", DEMO, "--as", RECUSED),
    ("score", DEMO, "--as", RECUSED, "--text"),
    ("mark", DEMO, "--as", RECUSED, "nord-1", "A1", "1"),
    ("act", DEMO, "--as", RECUSED, "settle", "entries=a,b", "holds=a", "reason=x"),
]


@pytest.fixture(scope="module")
def reopened(tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    """A sheet of nord freed by the presidency and marked again: 0 in one world, 1 and a quarrel in the other."""
    root = tmp_path_factory.mktemp("reopened")
    shutil.copytree(ROOT / "sessions" / DEMO, root / "one" / DEMO)
    with Room.open(root / "one" / DEMO, "m-talvern", desk=True) as presidency:
        presidency.act("reopen", dossier="nord-1", reason="Relecture", **{"for": "m-autrive"})
    shutil.copytree(root / "one" / DEMO, root / "other" / DEMO)
    for name, value in (("one", "0"), ("other", "1")):
        with Room.open(root / name / DEMO, "m-autrive") as room, Room.open(root / name / DEMO, "m-autrive") as second:
            room.act("mark", dossier="nord-1", code="A1", value=value, reason="Relu")
            if name == "other":
                second.act("mark", dossier="nord-1", code="A1", value="0.5", reason="Relu")
    return Worlds(root / "one", root / "other")


@pytest.mark.parametrize("words", RECUSED_COMMANDS, ids=" ".join)
def test_who_withdrew_cannot_tell_marks_apart_even_once_they_are_opened(
    run: Run, reopened: Worlds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ".state"))
    played_in = []
    for source, name in zip(reopened, Worlds._fields, strict=True):
        shutil.copytree(source, tmp_path / name)
        played_in.append(played(run, tmp_path / name, monkeypatch, words, "q\n"))
    assert played_in[0] == played_in[1]
    assert played_in[0][0].code != 70


def test_the_others_can(run: Run, reopened: Worlds, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (played(run, world, monkeypatch, ("rank", DEMO), "") for world in reopened)
    assert first != second


def test_the_worlds_do_differ(run: Run, worlds: Worlds, monkeypatch: pytest.MonkeyPatch) -> None:
    for world in worlds:
        monkeypatch.chdir(world)
        run("open", DEMO, "--as", "desk", "sud")
    first, second = (played(run, world, monkeypatch, ("verify", DEMO), "") for world in worlds)
    assert first != second
