"""A grid file: the published one is read exactly, and each fault of a wrong one says its line and column."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from commission.files.grid_file import read_call
from commission.files.locate import shipped
from commission.rules.fault import Fault, Place, Refused
from tests.files.world import GRID, refused


def faults_of(tmp_path: Path, text: str, *, thorough: bool = True) -> list[Fault]:
    """What is wrong with a grid of this text."""
    (tmp_path / "essai.toml").write_text(text, encoding="utf-8")
    with refused() as faults:
        read_call(tmp_path / "essai.toml", thorough=thorough)
    return faults


def located(faults: list[Fault]) -> list[tuple[str, int, int]]:
    """Each fault as code, line and column."""
    return [(each.code, each.place.line, each.place.column) for each in faults if each.place]


@pytest.mark.parametrize("thorough", [True, False])
def test_the_published_grid_is_read(thorough: bool) -> None:
    path = shipped("grids") / "aemo-ih-2025.toml"
    call, print_ = read_call(path, thorough=thorough)
    assert (call.total, len(call.subs), print_) == (100, 21, hashlib.sha256(path.read_bytes()).hexdigest())


def test_sums_that_do_not_add_up_are_named_with_both_figures(tmp_path: Path) -> None:
    (only,) = faults_of(tmp_path, GRID.replace("points = 8", "points = 9"))
    assert only.place == Place(str(tmp_path / "essai.toml"), 20, 10)
    assert (only.code, only.fields["stated"], only.fields["computed"]) == ("criterion-sum", 9, 8)


def test_a_code_written_twice_is_named_where_it_comes_again(tmp_path: Path) -> None:
    found = faults_of(tmp_path, GRID.replace('"A2", max = 7', '"a1", max = 7'))
    assert located(found) == [("duplicate-code", 23, 12)]


def test_an_unknown_key_is_named_with_the_nearest_known_one(tmp_path: Path) -> None:
    (only,) = faults_of(tmp_path, GRID.replace("points = 8", "points = 8\npoits = 8"))
    assert (only.code, only.fields["key"], only.fields["nearest"]) == ("unknown-key", "poits", "points")
    assert only.place == Place(str(tmp_path / "essai.toml"), 21, 1)


def test_every_fault_of_a_kind_is_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    wrong = GRID.replace("format = 1", "format = 3").replace('title = "Qualités', 'titel = "Qualités')
    wrong = wrong.replace("max = 7", "max = true")
    assert located(faults_of(tmp_path, wrong)) == [
        ("not-one-of", 1, 10),
        ("missing-key", 17, 3),
        ("unknown-key", 19, 1),
        ("wrong-type", 23, 24),
    ]
    assert len(faults_of(tmp_path, wrong, thorough=False)) == 1


def test_numbers_stay_exact_to_the_last_digit(tmp_path: Path) -> None:
    text = GRID.replace("points = 8", "points = 1.1").replace("max = 1,", "max = 0.1,").replace("max = 7", "max = 1.0")
    (tmp_path / "essai.toml").write_text(text, encoding="utf-8")
    call, _ = read_call(tmp_path / "essai.toml")
    assert sum(sub.max for sub in call.subs) == call.total


def test_a_grid_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="missing-file"):
        read_call(tmp_path / "rien.toml")
