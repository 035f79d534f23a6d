"""A session folder: begun whole, found among strays, read with every fault of both files, added to without a scratch."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission.files import session_folder
from commission.files.imports import Record
from commission.files.new_session import session_text
from commission.files.session_folder import accepted_prints, add_rows, create_session, find_sessions, read_definition
from commission.rules.fault import Place, Refused, fault
from commission.session.entry import Header, Journal
from tests.build import a_call
from tests.files.world import AT, GRID, ID, a_reader, a_writer, adoption, new_session, refused, said
from tests.house.source import ROOT

MEMBERS = '\n[[member]]\ncode = "m-a"\nname = "Ana"\nrole = "president"\n'


def add(folder: Path, text: str) -> None:
    """More text at the end of the session file."""
    with (folder / "session.toml").open("a", encoding="utf-8") as stream:
        stream.write(text)


def records(*codes: str, **more: object) -> list[Record]:
    """Rows of an import, from line 2 of ``membres.csv``."""
    return [
        Record(
            {"code": code, "name": code, **more},
            {"": Place("membres.csv", line), "code": Place("membres.csv", line, 3)},
        )
        for line, code in enumerate(codes, 2)
    ]


# --- Begun


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_new_session_is_sound_and_explains_itself(tmp_path: Path, language: Literal["fr", "en"]) -> None:
    new_session(tmp_path / "autre")
    grid = tmp_path / "essai.toml"
    create_session(tmp_path / "s", grid, title="Essai « A » [/x]", new_id="0a0b0c0d", language=language)
    definition = read_definition(tmp_path / "s")
    assert (definition.id, definition.title, definition.language) == ("0a0b0c0d", "Essai « A » [/x]", language)
    assert (definition.zone, definition.members, definition.dossiers) == ("Europe/Paris", (), ())
    assert (tmp_path / "s/grid.toml").read_bytes() == grid.read_bytes()
    assert (tmp_path / "s/journal").is_dir()
    text = (tmp_path / "s/session.toml").read_text(encoding="utf-8")
    for key in tomllib.loads(text)["rules"]:
        (line,) = [line for line in text.splitlines() if line.startswith(f"{key} = ")]
        assert len(line.partition("#")[2]) > 20


@pytest.mark.parametrize(
    "grid", sorted((ROOT / "docs" / "examples").rglob("grid.toml")), ids=lambda each: each.parent.name
)
def test_a_session_can_be_begun_on_every_grid_of_the_examples(tmp_path: Path, grid: Path) -> None:
    create_session(tmp_path / "s", grid, title="Essai", new_id="0a0b0c0d")
    read_definition(tmp_path / "s")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "published",
    [
        'selection = "number"\nnumber = 3',
        'aggregation = "median"\nacross = "total"',
        "step = 0.25\ndisplay_places = 3",
        'missing = "block"\nties = "shared"\nround = [{ stage = "total", places = 1 }]',
        'tie_break = [{ by = "deposited-at" }]',
    ],
)
def test_a_new_session_leaves_to_the_grid_what_the_grid_publishes(
    tmp_path: Path, published: str, language: Literal["fr", "en"]
) -> None:
    grid = tmp_path / "g.toml"
    grid.write_text(f"{GRID}\n[rules]\n{published}\n", encoding="utf-8")
    create_session(tmp_path / "s", grid, title="Essai", new_id="0a0b0c0d", language=language)
    text = (tmp_path / "s/session.toml").read_text(encoding="utf-8")
    stated, left = set(tomllib.loads(text)["rules"]), set(tomllib.loads(published))
    template = {"step", "aggregation", "rounding", "display_places", "missing", "ties", "selection"}
    gone = {*left, *(["rounding"] if "round" in left else [])}
    assert stated == template - gone
    for key in template & gone:
        assert sum(line.startswith(f"# {key}") for line in text.splitlines()) == 1
    assert read_definition(tmp_path / "s").rules.published == left


@given(st.text(max_size=40), st.text(alphabet="éA1-_. '\"", min_size=1, max_size=8))
def test_any_title_and_code_give_a_sound_session_file(title: str, code: str) -> None:
    call = a_call(figures=(code,))
    text = session_text(call, title=title, session_id="0a0b0c0d", language="fr", zone="Europe/Paris")
    assert tomllib.loads(text)["id"] == "0a0b0c0d"


def test_the_example_blocks_of_a_new_session_can_be_used_as_they_are(tmp_path: Path, folder: Path) -> None:
    path = folder / "session.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    start = lines.index("# [[member]]")
    used = [line.removeprefix("# ") if " = " in line or "[[" in line else line for line in lines[start:]]
    text = "\n".join([*lines[:start], *used]).replace('"nord" | "sud"', '"nord"')
    path.write_text(text, encoding="utf-8")
    definition = read_definition(folder)
    assert [each.code for each in definition.members] == ["m-durand"]
    assert [each.lot for each in definition.dossiers] == ["nord"]


def test_a_session_is_not_begun_where_something_stands(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    with refused() as faults:
        create_session(folder, folder / "grid.toml", title="Essai", new_id="x")
    assert faults == [fault("exists").at(Place(str(folder)))]
    assert sorted(folder.rglob("*")) == before


def test_a_session_is_not_begun_on_a_wrong_grid(tmp_path: Path) -> None:
    (tmp_path / "g.toml").write_text(GRID.replace("points = 8", "points = 9"), encoding="utf-8")
    with refused() as faults:
        create_session(tmp_path / "s", tmp_path / "g.toml", title="Essai", new_id="x")
    assert said(faults) == [("criterion-sum", str(tmp_path / "g.toml"), 20)]
    assert not (tmp_path / "s").exists()


# --- Found


def test_sessions_are_found_among_whatever_else_lies_there(tmp_path: Path) -> None:
    for name in ("b", "sessions/Éa", "sessions/e2"):
        new_session(tmp_path / name)
    (tmp_path / "note.txt").write_text("x", encoding="utf-8")
    (tmp_path / ".caché").mkdir()
    new_session(tmp_path / ".caché/s")
    new_session(tmp_path / "un/deux/trois")
    (tmp_path / "boucle").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "session.tuyau")
    found = [path.relative_to(tmp_path).as_posix() for path in find_sessions(tmp_path)]
    assert found == ["b", "sessions/e2", "sessions/Éa"]
    assert find_sessions(tmp_path / "b") == [tmp_path / "b"]
    assert find_sessions(tmp_path / "rien") == []


# --- Read


def test_the_faults_of_both_files_are_told_at_once(folder: Path) -> None:
    add(folder, "[autre]\n")
    (folder / "grid.toml").write_text(GRID.replace("points = 8", "points = 9"), encoding="utf-8")
    with refused() as faults:
        read_definition(folder)
    line = (folder / "session.toml").read_bytes().count(b"\n")
    assert said(faults) == [
        ("unknown-key", str(folder / "session.toml"), line),
        ("criterion-sum", str(folder / "grid.toml"), 20),
    ]


def test_what_a_session_says_of_its_grid_is_checked_where_it_says_it(folder: Path) -> None:
    add(folder, '\n[[dossier]]\ncode = "D1"\napplicant = "x"\nlot = "norde"\n\n[dossier.figures]\nprix = 2\n')
    with refused() as faults:
        read_definition(folder)
    last = (folder / "session.toml").read_bytes().count(b"\n")
    assert said(faults) == [
        ("unknown-lot", str(folder / "session.toml"), last - 3),
        ("unknown-figure", str(folder / "session.toml"), last),
    ]


@pytest.mark.parametrize(
    "name", ["../grid.toml", "/etc/passwd", "C:\\\\grid.toml", "grid", "session.toml", "in/grid.toml"]
)
def test_the_grid_is_a_file_of_the_folder_itself(folder: Path, name: str) -> None:
    path = folder / "session.toml"
    text = path.read_text(encoding="utf-8").replace('grid = "grid.toml"', f'grid = "{name}"')
    path.write_text(text, encoding="utf-8")
    with refused() as faults:
        read_definition(folder)
    assert said(faults) == [("grid-elsewhere", str(path), 9)]


def test_a_session_without_its_grid_says_which_file_is_missing(folder: Path) -> None:
    (folder / "grid.toml").unlink()
    with refused() as faults:
        read_definition(folder)
    assert said(faults) == [("missing-file", str(folder / "grid.toml"), 0)]


def test_adopted_files_are_read_quickly_and_to_the_same_value(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(folder, MEMBERS)
    definition = read_definition(folder)
    writer = a_writer(folder, "desk")
    writer.append(adoption(definition.session_print, definition.grid_print), AT)
    writer.close()
    accepted = accepted_prints(a_reader(folder).journals)
    assert accepted == {(definition.session_print, definition.grid_print)}
    monkeypatch.setattr("commission.files.grid_file.thorough", None)
    assert read_definition(folder, accepted) == definition
    add(folder, "# une remarque\n")
    with pytest.raises(TypeError):  # changed since: thoroughly again
        read_definition(folder, accepted)


def test_a_member_cannot_adopt_for_the_commission(folder: Path) -> None:
    writer = a_writer(folder, "desk")
    entry = writer.append(adoption("1" * 64, "2" * 64), AT)
    writer.close()
    own = Journal("x", Header(1, ID, "m-a", "0000000a", ""), [entry], "")
    assert accepted_prints([own]) == set()


# --- Added to


def test_imported_rows_are_written_without_touching_a_line(folder: Path) -> None:
    add(folder, MEMBERS + "\n# --- Notes du secrétariat\n")
    before = (folder / "session.toml").read_text(encoding="utf-8")
    add_rows(folder, "member", records("m-b", "m-c", voice="consultative"), seen=read_definition(folder).session_print)
    after = (folder / "session.toml").read_text(encoding="utf-8")
    block = '\n[[member]]\ncode = "{0}"\nname = "{0}"\nvoice = "consultative"\n'
    assert after == before.replace(MEMBERS, MEMBERS + block.format("m-b") + block.format("m-c"))
    assert [each.code for each in read_definition(folder).members] == ["m-a", "m-b", "m-c"]


def test_a_wrong_row_is_named_in_its_own_file_and_nothing_is_written(folder: Path) -> None:
    add(folder, MEMBERS)
    before = (folder / "session.toml").read_bytes()
    rows = records("m-b", "M-A", "desk", "m-b")
    with refused() as faults:
        add_rows(folder, "member", rows, seen=read_definition(folder).session_print)
    assert {(each.code, each.place) for each in faults} == {
        ("duplicate-code", Place("membres.csv", 3, 3)),
        ("code-reserved", Place("membres.csv", 4, 3)),
        ("duplicate-code", Place("membres.csv", 5, 3)),
    }
    assert (folder / "session.toml").read_bytes() == before


def test_a_session_file_that_changed_meanwhile_is_not_written_over(folder: Path) -> None:
    seen = read_definition(folder).session_print
    add(folder, "# à la main\n")
    before = (folder / "session.toml").read_bytes()
    with refused() as faults:
        add_rows(folder, "member", records("m-b"), seen=seen)
    assert said(faults) == [("changed-meanwhile", str(folder / "session.toml"), 0)]
    assert (folder / "session.toml").read_bytes() == before


def test_rows_are_not_added_to_a_list_written_on_one_line(folder: Path) -> None:
    path = folder / "session.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("[rules]", "member = []\n[rules]"), encoding="utf-8")
    with refused() as faults:
        add_rows(folder, "member", records("m-b"), seen=read_definition(folder).session_print)
    assert [each.code for each in faults] == ["inline-list"]


def test_a_broken_session_file_refuses_imports(folder: Path) -> None:
    add(folder, "= 1\n")
    with pytest.raises(Refused, match="toml-syntax"):
        add_rows(folder, "member", records("m-b"), seen=session_folder.toml_file.load(folder / "grid.toml").sha256)
