"""An observation being typed is kept until it is written or given up."""

from __future__ import annotations

import os
from pathlib import Path

from commission.files import drafts
from commission.files.drafts import Draft
from tests.files.world import a_reader, refused, write


def test_what_was_typed_last_is_found_again(folder: Path) -> None:
    assert drafts.load(folder, "m-a") is None
    drafts.save(folder, "m-a", "D1", "A1", "Bon part")
    drafts.save(folder, "m-a", "D1", "A1", "Bon partenariat\n« vu »")
    assert drafts.load(folder, "m-a") == Draft("D1", "A1", "Bon partenariat\n« vu »")
    assert drafts.load(folder, "m-b") is None
    drafts.clear(folder, "m-a")
    assert drafts.load(folder, "m-a") is None
    drafts.clear(folder, "m-a")


def test_two_screens_keep_their_drafts_apart(folder: Path) -> None:
    drafts.save(folder, "m-a", "D1", "A1", "un")
    drafts.save(folder, "m-a", "D2", "A1", "deux")
    home = folder / "journal/m-a"
    for path in home.iterdir():
        os.utime(path, ns=(0, 2 if b"deux" in path.read_bytes() else 1))
    assert drafts.load(folder, "m-a") == Draft("D2", "A1", "deux")
    drafts.clear(folder, "m-a", "D2", "A1")
    assert drafts.load(folder, "m-a") == Draft("D1", "A1", "un")


def test_a_draft_that_cannot_be_read_is_as_none(folder: Path) -> None:
    drafts.save(folder, "m-a", "D1", "A1", "un")
    (folder / "journal/m-a/x.draft").write_bytes(b"\xff{")
    os.utime(folder / "journal/m-a/x.draft", ns=(0, 2**62))
    assert drafts.load(folder, "m-a") == Draft("D1", "A1", "un")


def test_a_draft_is_no_journal(folder: Path) -> None:
    write(folder, "m-a", ["1"])
    drafts.save(folder, "m-a", "D1", "A1", "\ud800[/x]\x1b")
    assert drafts.load(folder, "m-a") == Draft("D1", "A1", "?[/x]\x1b")
    reader = a_reader(folder)
    assert (len(reader.journals), reader.faults) == (1, [])


def test_a_folder_that_went_away_is_not_made_anew(tmp_path: Path) -> None:
    with refused() as faults:
        drafts.save(tmp_path / "parti", "m-a", "D1", "A1", "un")
    assert [each.code for each in faults] == ["missing-folder"]
    assert not (tmp_path / "parti").exists()
