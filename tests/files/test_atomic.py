"""A file or a folder is wholly the old or wholly the new."""

from __future__ import annotations

import os
import stat
from hashlib import sha256
from pathlib import Path

from commission.files import atomic
from commission.rules.fault import Place, fault
from tests.files.world import Recording, on, refused


def test_a_file_is_replaced_only_once_its_content_is_on_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"old")
    disk = Recording()
    with on(disk):
        atomic.replace(path, b"new")
    beside = disk.steps(tmp_path)[0].removeprefix("create ")
    assert disk.steps(tmp_path) == [
        f"create {beside}", f"write {beside}", f"sync {beside}", "replace a.toml", "sync_folder .",
    ]  # fmt: skip
    assert (path.read_bytes(), os.listdir(tmp_path)) == (b"new", ["a.toml"])


def test_a_file_that_changed_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"changed by hand")
    with refused() as faults:
        atomic.replace(path, b"new", seen=sha256(b"old").hexdigest())
    assert faults == [fault("changed-meanwhile").at(Place(str(path)))]
    assert (path.read_bytes(), os.listdir(tmp_path)) == (b"changed by hand", ["a.toml"])
    atomic.replace(path, b"new", seen=sha256(b"changed by hand").hexdigest())
    assert path.read_bytes() == b"new"


def test_a_file_that_is_gone_counts_as_changed(tmp_path: Path) -> None:
    with refused() as faults:
        atomic.replace(tmp_path / "a.toml", b"new", seen=sha256(b"old").hexdigest())
    assert [each.code for each in faults] == ["changed-meanwhile"]
    assert os.listdir(tmp_path) == []


def test_a_replaced_file_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"old")
    path.chmod(0o664)
    atomic.replace(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o664


def test_a_folder_stands_whole_under_its_name_or_not_at_all(tmp_path: Path) -> None:
    disk = Recording()
    with on(disk):
        atomic.new_folder(tmp_path / "x/s", {"a.toml": b"1", "in/b.toml": b"2"}, ("journal",))
    steps = disk.steps(tmp_path)
    renamed = steps.index("rename_new x/s")
    assert [step for step in steps[renamed:] if "write" in step or "create" in step] == []
    assert steps[renamed + 1] == "sync_folder x"
    written = [step.removeprefix("write ") for step in steps if step.startswith("write")]
    assert all(steps.index(f"sync {name}") < renamed for name in written)
    found = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*"))
    assert found == ["x", "x/s", "x/s/a.toml", "x/s/in", "x/s/in/b.toml", "x/s/journal"]


def test_a_folder_that_exists_is_never_written_over(tmp_path: Path) -> None:
    for name, make in (("s", Path.mkdir), ("f", Path.touch)):
        make(tmp_path / name)
        with refused() as faults:
            atomic.new_folder(tmp_path / name, {"a.toml": b"1"})
        assert faults == [fault("exists").at(Place(str(tmp_path / name)))]
    assert sorted(os.listdir(tmp_path)) == ["f", "s"]
    assert os.listdir(tmp_path / "s") == []
