"""The wheel: built without network, it carries the grids, the example session, the catalogues and the styles."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import commission
from commission.files.locate import shipped
from commission.rules.fault import Refused
from tests.house.source import PACKAGE, ROOT

DEMO = "demo-aemo-ih-2025"
ASK = """
import commission
from commission.files.locate import shipped
print(commission.__file__, shipped("grids"), shipped("sessions"), sep="\\n")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this source, built by the backend of the venv."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("commission-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as an installer lays it: a wheel of pure Python is unpacked, nothing more."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def tracked_files(folder: Path) -> dict[str, bytes]:
    """What a folder holds, exports of a played session left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "exports" not in path.parts
    }


def test_an_installed_wheel_finds_what_it_ships(installed: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-c", ASK]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    package, grids, sessions = (Path(line) for line in done.stdout.splitlines())
    assert package == installed / "commission" / "__init__.py"
    assert tracked_files(grids) == tracked_files(ROOT / "grids")
    assert tracked_files(sessions / DEMO) == tracked_files(ROOT / "sessions" / DEMO)
    assert grids.is_relative_to(installed)
    assert sessions.is_relative_to(installed)


def test_the_wheel_carries_every_module_catalogue_and_style(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    wanted = [path for kind in ("*.py", "*.mo", "*.tcss") for path in PACKAGE.rglob(kind)]
    assert {path.relative_to(ROOT).as_posix() for path in wanted} <= names
    assert all(name.startswith(("commission/", "commission-")) for name in names)


def test_the_wheel_gives_the_command(installed: Path) -> None:
    (entry_points,) = installed.glob("commission-*.dist-info/entry_points.txt")
    assert "commission = commission.cli.main:main" in entry_points.read_text(encoding="utf-8")


def test_the_version_is_one(installed: Path) -> None:
    (metadata,) = installed.glob("commission-*.dist-info/METADATA")
    assert f"Version: {commission.__version__}\n" in metadata.read_text(encoding="utf-8")


def test_a_clone_finds_what_lies_beside_the_package() -> None:
    assert shipped("grids") == ROOT / "grids"
    assert shipped("sessions") == ROOT / "sessions"


def test_a_program_without_its_data_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("commission.files.locate.resources.files", lambda _: tmp_path / "commission")
    with pytest.raises(Refused) as refusal:
        shipped("grids")
    assert [fault.code for fault in refusal.value.faults] == ["not-shipped"]


def test_the_lock_names_no_index_and_pins_by_hash() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    requirements = text.replace("\\\n", " ").splitlines()
    assert "://" not in text
    assert all("==" in line and "--hash=sha256:" in line for line in requirements if not line.startswith("#"))
