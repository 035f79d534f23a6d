"""Usage errors in our words, 8-bit terminals, readers that leave, crashes that tell nothing, colours never."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("rnak",),
            "Aucune commande ne s'appelle « rnak » ; la plus proche est « rank » ; "
            "liste des commandes : commission --help\n",
        ),
        (("xyzzy",), "Aucune commande ne s'appelle « xyzzy » ; liste des commandes : commission --help\n"),
        (("rank",), "Il manque PROCÉDURE\nAide : commission rank --help\n"),
        (("export", "DEMO"), "Il manque --to\nAide : commission export --help\n"),
        (
            ("rank", "DEMO", "--formt", "json"),
            "Aucune option ne s'appelle « --formt » ; la plus proche est « --format »\nAide : commission rank --help\n",
        ),
        (("rank", "DEMO", "--lot"), "L'option « --lot » attend une valeur\nAide : commission rank --help\n"),
        (("rank", "DEMO", "nord"), "Il y a un mot de trop : « nord »\nAide : commission rank --help\n"),
        (("rank", "DEMO", "--format", "xml"), "« xml » n'est pas une valeur de --format ; les valeurs sont : text, json\n"),
        (
            ("import", "DEMO", "notes", "x.csv"),
            "« notes » n'est pas une valeur de dossiers|members|marks|agreed ; "
            "les valeurs sont : dossiers, members, marks, agreed\n",
        ),
        (("rank", "DEMO", "--lang", "de"), "Aucune langue ne s'appelle « de » ; les langues sont : fr, en\n"),
        (("hand-in", "DEMO", "sud-1"), "Il manque --as\nAide : commission hand-in --help\n"),
    ],
)  # fmt: skip
def test_a_wrong_command_is_told_in_our_words(run: Run, demo: Path, words: tuple[str, ...], said: str) -> None:
    assert run(*(str(demo) if word == "DEMO" else word for word in words)) == (2, "", said)


def test_a_wrong_command_in_the_language_of_its_session(run: Run, demo: Path) -> None:
    path = demo / "session.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('language = "fr"', 'language = "en"'), encoding="utf-8")
    assert run("rank", str(demo), "--lot").err.startswith('The option "--lot" needs a value\n')


def test_an_8_bit_terminal_shows_what_it_can(run: Run, demo: Path) -> None:
    done = run("rank", str(demo), encoding="latin-1")
    assert done.code == 0
    assert "Coopérative éducative Arvelin" in done.out
    ascii_only = run("rank", str(demo), encoding="ascii")
    assert ascii_only.code == 0
    assert "Coop?rative" in ascii_only.out


def process(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "import sys; from commission.cli.main import main; sys.exit(main())", *words]
    known = {key: value for key, value in os.environ.items() if key not in {"LANG", "LC_ALL", "PYTHONIOENCODING"}}
    return subprocess.run(command, capture_output=True, env={**known, **environment}, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    "environment", [{"LANG": "C"}, {"LC_ALL": "en_US.UTF-8"}, {"TZ": "Asia/Tokyo", "LANG": "de_DE"}]
)
def test_neither_language_nor_zone_of_the_machine_changes_a_byte(demo: Path, environment: dict[str, str]) -> None:
    plain = process("rank", demo.name)
    other = process("rank", demo.name, **environment)
    assert plain.returncode == other.returncode == 0
    assert plain.stdout == other.stdout != ""


def piped(script: str, *words: str) -> subprocess.CompletedProcess[str]:
    """The script's output read by a reader that takes one line and leaves."""
    command = 'set -o pipefail; "$0" -c "$@" | head -1'
    shell = ["bash", "-c", command, sys.executable, script, *words]
    return subprocess.run(shell, capture_output=True, text=True, check=False)


def test_a_reader_that_leaves_early_is_no_fault(demo: Path) -> None:
    script = "import sys; from commission.cli.main import main; sys.exit(main())"
    done = piped(script, "verify", str(demo))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("session.toml  ")


def test_nothing_more_is_written_to_a_reader_that_left() -> None:
    script = """
import sys
from commission.cli.output import Output
output = Output()
for number in range(10_000):
    output.line("x" * 1000)
output.flush()
output.error(str(output.closed))
"""
    done = piped(script)
    assert (done.returncode, done.stderr) == (0, "True\n")


def test_a_crash_tells_where_and_never_who_or_what(run: Run, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise KeyError("Armelle Talvern a mis 6,5")

    monkeypatch.setattr("commission.cli.rank.rank_table", fails)
    done = run("rank", str(demo))
    assert done.code == 70
    assert done.out == ""
    assert done.err.startswith("Le programme s'est arrêté par sa propre faute (KeyError, cli/rank.py:")
    assert "Talvern" not in done.err
    assert "6,5" not in done.err
    assert done.err.count("\n") == 1


def test_a_crash_shows_its_detail_only_when_asked(run: Run, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise KeyError("secret")

    monkeypatch.setattr("commission.cli.rank.rank_table", fails)
    monkeypatch.setenv("COMMISSION_DEBUG", "1")
    done = run("rank", str(demo))
    assert "Traceback (most recent call last):" in done.err
    assert "secret" in done.err


def test_an_interruption_is_no_crash(run: Run, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("commission.cli.rank.rank_table", stop)
    assert run("rank", str(demo)) == (130, "", "\n")


def test_a_thread_that_stops_is_told_in_the_same_line() -> None:
    import threading

    from commission.cli.crash import watch_threads
    from commission.words import Words

    told: list[str] = []
    before = threading.excepthook
    try:
        watch_threads(told.append, Words("en"))
        thread = threading.Thread(target=lambda: {}["Armelle Talvern"])
        thread.start()
        thread.join()
    finally:
        threading.excepthook = before
    (line,) = told
    assert line.startswith("The program stopped on a fault of its own (KeyError, –)")


def test_json_holds_no_character_that_commands_a_terminal(run: Run, demo: Path) -> None:
    import json

    path = demo / "session.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("Exemple :", "E\x9b31m\u202exemple"), encoding="utf-8")
    done = run("progress", str(demo), "--format", "json")
    assert json.loads(done.out)["title"].startswith("E")
    assert not any(char in done.out for char in "\x9b\u202e")


@pytest.mark.parametrize("words", [("check", "."), ("rank", ".", "--format", "json"), ("--help",), ("rank", "--help")])
def test_a_disk_that_takes_nothing_more_is_told_in_one_line(demo: Path, words: tuple[str, ...]) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        command = [sys.executable, "-c", "from commission.cli.main import main; raise SystemExit(main())", *words]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, cwd=demo)
    assert done.returncode == 1
    assert done.stderr == (
        "La sortie de cette commande n'a pas pu être écrite en entier (ENOSPC) ; "
        "faites de la place là où va sa sortie, puis redemandez avec une commande qui ne fait que lire\n"
    )
