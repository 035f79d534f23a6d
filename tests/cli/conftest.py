"""A copy of the example session in an empty working folder, and a way to run commands in it."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from commission.cli.main import main
from tests.house.source import ROOT

DEMO = "demo-aemo-ih-2025"


class Done(NamedTuple):
    """What a command left: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """``run("rank", "demo", stdin="…")`` calls the command line in this process."""

    def call(*words: str, stdin: str = "", encoding: str = "utf-8") -> Done:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n") for _ in range(2))
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        code = main(list(words))
        texts = []
        for stream in (out, err):
            stream.flush()
            texts.append(stream.buffer.getvalue().decode(stream.encoding))  # type: ignore[attr-defined]
        return Done(code, *texts)

    return call


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, and a state folder of its own for locks."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ".state"))
    return tmp_path


@pytest.fixture
def demo(folder: Path) -> Path:
    """The example session, copied where a user would have it."""
    shutil.copytree(ROOT / "sessions" / DEMO, folder / DEMO)
    return folder / DEMO
