"""The example session in a folder of its own, and programs that sit in terminals there until the test is over."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.house.source import ROOT
from tests.terminal.terminal import Nursery, Terminal, environment, started

DEMO = ROOT / "sessions" / "demo-aemo-ih-2025"
COMMISSION = str(Path(sys.executable).with_name("commission"))
Sit = Callable[..., Terminal]


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Where programs are forked from."""
    warm = Nursery()
    yield warm
    warm.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example session."""
    return Path(shutil.copytree(DEMO, tmp_path / "demo"))


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """A terminal of today, for a user of the test's own."""
    return environment(XDG_STATE_HOME=str(tmp_path / ".state"))


@pytest.fixture
def sit(nursery: Nursery, tmp_path: Path, env: dict[str, str]) -> Iterator[Sit]:
    """``sit("score", "demo", "--as", "m-vaubrun")`` in a terminal of 80×24, ``size=`` and ``env=`` apart."""
    seated: list[Terminal] = []

    def start(
        *argv: str, size: tuple[int, int] = (80, 24), before: str = "", more: Mapping[str, str] | None = None
    ) -> Terminal:
        seated.append(nursery.start(argv, tmp_path, size, {**env, **(more or {})}, before))
        return seated[-1]

    yield start
    for each in seated:
        each.close()


@pytest.fixture
def shell(tmp_path: Path, env: dict[str, str]) -> Iterator[Sit]:
    """``shell("demo", "--to", "X")``: a process of its own, as a shell starts it: slower than ``sit``, and the real thing."""
    begun: list[Terminal] = []

    def start(*argv: str, size: tuple[int, int] = (80, 24), more: Mapping[str, str] | None = None) -> Terminal:
        begun.append(started([COMMISSION, *argv], tmp_path, size, {**env, **(more or {})}))
        return begun[-1]

    yield start
    for each in begun:
        each.close()
