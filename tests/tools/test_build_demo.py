"""The example session is what its script builds, to the last byte; and it holds what a newcomer should meet."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from commission.live.room import Room
from commission.result.ranking import rank
from tools import demo_story as story
from tools.build_demo import DEMO, build


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its relative name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_committed_example_is_what_the_script_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    build(tmp_path / "one")
    build(tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two") == contents(DEMO)


def test_lot_nord_is_opened_and_ranks_as_the_story_counts_it() -> None:
    with Room.open(DEMO) as room:
        assert room.faults == []
        result = rank(room.state, "nord")
        told = {code: criteria["total"] for code, criteria in story.recount().items()}
        assert {each.dossier.code: each.total for each in result.ranking} == told
        assert [(each.place, each.tied) for each in result.ranking] == [(1, False), (2, False), (3, True), (3, True)]
        first, second = result.ranking[:2]
        assert first.useful
        assert not second.useful
        assert first.total - second.total < Fraction(1, 2)
        assert [each.dossier.code for each in result.unranked] == [story.LATE_REFUSAL["dossier"]]
        assert room.state.is_recused(story.RECUSAL["member"], "nord")


def test_lot_sud_is_still_blind_with_sheets_left_to_play_with() -> None:
    with Room.open(DEMO) as room:
        assert not room.state.is_open("sud")
        begun = {
            member
            for (member, dossier), sheet in room.state.sheets.items()
            if dossier.startswith("sud") and sheet.cells
        }
        handed = {key for key, sheet in room.state.sheets.items() if key[1].startswith("sud") and sheet.handed_in}
        assert handed
        assert {member for member, _ in handed} < begun < {member.code for member in room.definition.members}


def test_the_commission_is_joint_with_twelve_votes_and_six_consultative_seats() -> None:
    with Room.open(DEMO) as room:
        members = room.definition.members
        assert sum(each.votes for each in members) == 12
        assert sum(not each.votes for each in members) == 6
        assert [each.role for each in members].count("co-president") == 2
