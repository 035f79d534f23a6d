"""Help: a ready-made table that loads nothing; a page for each command, whose example works on the example session."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commission.cli.act import EXAMPLES
from commission.cli.commands import COMMANDS
from tests.cli.conftest import Run
from tests.cli.test_next_stage import begun, opened
from tests.house.source import ROOT

ASK = """
import sys
before = set(sys.modules)
from commission.cli.main import main
code = main({words!r})
print(code, *sorted(set(sys.modules) - before), file=sys.stderr)
"""
NAMES = [each.name for each in COMMANDS]


def loaded(*words: str, cwd: Path | None = None) -> tuple[str, list[str]]:
    """Output, exit code and modules loaded by this command in a process of its own."""
    command = [sys.executable, "-c", ASK.format(words=list(words))]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=cwd)
    return done.stdout, done.stderr.split()


@pytest.mark.parametrize("words", [("--help",), ("-h",), ("help",), ("--lang", "en", "--help")])
def test_help_loads_no_command_and_no_library(words: tuple[str, ...]) -> None:
    out, (code, *modules) = loaded(*words)
    assert code == "0"
    assert all(f"commission {name} " in out for name in NAMES)
    ours = {each for each in modules if each.startswith("commission")}
    assert ours <= {
        "commission",
        "commission.cli",
        "commission.cli.main",
        "commission.cli.help_text",
        "commission.cli.output",
        "commission.rules",
        "commission.rules.text",
    }
    assert not {"click", "textual", "rich", "pydantic", "msgspec", "gettext", "json", "pathlib", "typing"} & set(
        modules
    )


def test_rank_of_adopted_files_loads_neither_pydantic_nor_screens(demo: Path) -> None:
    out, (code, *modules) = loaded("rank", demo.name, cwd=demo.parent)
    assert code == "0"
    assert "nord-3" in out
    assert not {"textual", "rich", "pydantic", "tree_sitter", "tomlkit", "tomli_w", "babel"} & set(modules)


def test_rank_loads_nothing_of_what_this_session_does_not_say(demo: Path) -> None:
    _, (_, *modules) = loaded("rank", demo.name, cwd=demo.parent)
    unsaid = (
        "circuit_fold",
        "circuit_form",
        "acts",
        "faults_notation",
        "deliberation_table",
        "given",
        "general",
        "ties",
        "lot_checks",
        "bound",
        "serving",
        "told",
        "stages",
        "next_stage",
        "common",
        "common_table",
        "common_value",
    )
    assert [each for each in modules if each.rpartition(".")[2] in unsaid] == []
    assert not {"typing_extensions", "queue", "difflib", "json"} & set(modules)


def test_help_speaks_both_languages(run: Run) -> None:
    assert run("--help").out.startswith("commission : l'outil de travail des commissions de sélection\n")
    assert run("--help", "--lang", "en").out.startswith("commission: the tool a selection commission works with\n")


@pytest.mark.parametrize("name", NAMES)
def test_each_command_has_a_page_with_an_example_that_works(name: str, run: Run, demo: Path) -> None:
    page = run(name, "--help")
    assert page.code == 0
    assert page.err == ""
    assert page.out.startswith(f"Usage : commission {name} ")
    example = page.out.splitlines()[-1].strip()
    assert shlex.split(example)[:2] == ["commission", name]
    prepare(name, demo)
    if name == "vote":
        assert run(*shlex.split(EXAMPLES["ranking"])).code == 0
    if name == "next-stage":
        first = begun(run, demo.parent)
        opened(run)
        first.rename(demo.parent / "ma-preselection")
    done = run(*shlex.split(example)[1:], stdin="q\n")
    assert done.code == 0
    assert (done.err == "") is (name != "adopt")  # the changed file is named first


def prepare(name: str, demo: Path) -> None:
    """What an example supposes: files to import, a session file that has changed."""
    if name == "allocate":
        shutil.copy(ROOT / "docs" / "examples" / "partage-invente.toml", demo.parent)
    if name == "circuit":
        shutil.copytree(
            ROOT / "sessions" / "sessad-ip-pas-de-calais-exemple", demo.parent / "sessad-ip-pas-de-calais-exemple"
        )
    if name == "decide":
        shutil.copytree(
            ROOT / "sessions" / "exemple-sessad-ase-nord-2026", demo.parent / "exemple-sessad-ase-nord-2026"
        )
    if name == "import":
        (demo.parent / "notes.csv").write_text("membre;dossier;code;note\nm-talvern;sud-1;A1;1\n", encoding="utf-8")
    if name == "adopt":
        path = demo / "session.toml"
        path.write_text(path.read_text(encoding="utf-8") + "\n# un nom corrigé\n", encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_names_every_option(name: str, run: Run) -> None:
    page = run(name, "--help", "--lang", "en").out
    assert page.startswith(f"Usage: commission {name} ")
    assert "--help" in page
    assert "--lang fr|en" in page
