"""The benchmark table says what was measured, and every measure still runs; how fast it is, is for ``make bench``."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.__main__ import main
from benchmarks.commands import help_rows, rank_rows
from benchmarks.generated import Size, generate
from benchmarks.growth import growth_rows
from benchmarks.report import Row
from benchmarks.screens import SMALL, first_screen_rows, key_rows
from benchmarks.timing import NOISY, PYTHON, in_turn, process_ms

FASTER = Row("rank", "a spreadsheet", here=150, there=1200, at_least=7)
SLOWER = Row("Enter", "an arrow key", here=14.25, there=4, at_most=3)
ABSENT = Row("rank", "a spreadsheet", here=150, at_least=7, missing="not measured: soffice is not installed")


def test_a_target_met_and_one_missed() -> None:
    assert FASTER.cells() == ("rank", "8.00×", "≥ 7×", "ok", "150 ms", "1200 ms", "a spreadsheet")
    assert SLOWER.cells() == ("Enter", "3.56×", "≤ 3×", "MISSED", "14.2 ms", "4.00 ms", "an arrow key")


def test_what_is_not_installed_is_named_and_misses_nothing() -> None:
    assert ABSENT.cells() == ("rank", "–", "≥ 7×", ABSENT.missing, "", "", "a spreadsheet")
    assert ABSENT.met is None


@pytest.mark.parametrize(("ratio", "met"), [(2.99, True), (3, True), (3.01, False)])
def test_a_bound_is_still_met(ratio: float, met: bool) -> None:
    assert Row("Enter", "an arrow key", here=ratio * 4, there=4, at_most=3).met is met
    assert Row("rank", "a spreadsheet", here=4, there=ratio * 4, at_least=3).met is (ratio >= 3)


def test_the_table_for_a_terminal_has_one_line_a_measure() -> None:
    assert report.table([FASTER, SLOWER]).splitlines() == [
        "measure  ratio  target             here    there  there is",
        "rank     8.00×    ≥ 7×  ok       150 ms  1200 ms  a spreadsheet",
        "Enter    3.56×    ≤ 3×  MISSED  14.2 ms  4.00 ms  an arrow key",
    ]


def test_the_table_for_the_documentation_is_markdown() -> None:
    head, _, row = report.markdown([FASTER]).splitlines()
    assert head == "| measure | ratio | target |  | here | there | there is |"
    assert row == "| rank | 8.00× | ≥ 7× | ok | 150 ms | 1200 ms | a spreadsheet |"


def test_jobs_run_in_turn_and_the_first_round_is_not_counted() -> None:
    ran: list[str] = []
    jobs = {name: partial(lambda name: ran.append(name) or float(len(ran)), name) for name in "ab"}
    assert in_turn(jobs, rounds=3, gated=False) == {"a": 5.0, "b": 6.0}
    assert "".join(ran) == "abababab"


def test_a_command_that_fails_is_not_timed() -> None:
    with pytest.raises(Exception, match="returned non-zero exit status 3"):
        process_ms([PYTHON, "-c", "raise SystemExit(3)"])


def test_an_unknown_measure_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["colour"])
    assert "there are screen, keys-small, keys-large, help, rank, growth" in capsys.readouterr().err


def test_a_generated_session_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    one, two = (generate(tmp_path / name, Size(2, 3)).folder for name in ("one", "two"))
    names = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert len(names) == 2 + 3
    assert [(one / name).read_bytes() for name in names] == [(two / name).read_bytes() for name in names]


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No waiting for a quiet machine, and no rival: whether a measure runs is the question, not what it finds."""
    monkeypatch.setenv(NOISY, "1")
    monkeypatch.setattr("benchmarks.commands.has_spreadsheet", lambda: False)
    monkeypatch.setattr("benchmarks.commands.has_pandas", lambda: False)


def measured(rows: list[Row]) -> list[str]:
    """What was measured, each figure being there."""
    assert all(each.here and each.there for each in rows)
    return [each.what for each in rows]


@pytest.mark.usefixtures("at_once")
def test_the_first_screen_is_measured(tmp_path: Path) -> None:
    rows = first_screen_rows(tmp_path, rounds=1, warm_up=0)
    assert measured(rows) == ["first screen, the dossiers, 80×24", "first screen, the sheet, 80×24"]


@pytest.mark.usefixtures("at_once")
def test_keys_are_measured_and_their_marks_are_on_disk(tmp_path: Path) -> None:
    rows = key_rows(tmp_path, rounds=1, size=SMALL, lines=1)
    assert measured(rows) == ["Enter, 80×24", "a digit, 80×24", "Enter, 80×24"]


@pytest.mark.usefixtures("at_once")
def test_help_is_measured() -> None:
    assert measured(help_rows(rounds=1)) == ["commission --help"]


@pytest.mark.usefixtures("at_once")
def test_ranking_is_measured_and_names_the_rivals_it_lacks(tmp_path: Path) -> None:
    rows = rank_rows(tmp_path, rounds=1, size=Size(2, 3))
    assert {each.what for each in rows} == {"commission rank, 2 × 3 × 21 marks"}
    assert all(each.here for each in rows)
    assert [each.missing for each in rows] == [
        "not measured: soffice is not installed",
        "not measured: COMMISSION_BENCH_PANDAS_PYTHON names no interpreter",
    ]


@pytest.mark.usefixtures("at_once")
def test_growth_is_measured(tmp_path: Path) -> None:
    rows = growth_rows(tmp_path, rounds=1, sizes=(Size(1, 1), Size(1, 2)))
    assert measured(rows) == ["one of 42 marks", "peak memory, 42 marks"]
