"""``next-stage`` where lots, variants, agreed marks and refusals bear on who goes on; and where it is interrupted."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from commission.files import opener
from tests.cli import test_next_stage
from tests.cli.conftest import Run, folder, run
from tests.cli.test_next_stage import GRID, HEAD, MARKS, SHORTLIST, begun, opened, refused

__all__ = ["folder", "run"]

TOGETHER = HEAD + 'lots = "together"\nselection = "number"\nnumber = 2\n'


def carried(run: Run, folder: Path, first: str = "premiere") -> dict[str, str]:
    """Who goes on and with what, by a session that ``verify`` finds the same again."""
    done = run("next-stage", first, "audition")
    assert (done.code, done.err) == (0, "")
    assert run("check", "audition").code == 0
    assert run("adopt", "audition", "--as", "desk").code == 0
    checked = run("verify", "audition")
    assert (checked.code, checked.err, "recalculé" in checked.out) == (0, "", True)
    table = tomllib.loads((folder / "audition" / "session.toml").read_text(encoding="utf-8"))
    return {each["code"]: each["carried"] for each in table["dossier"]}


def act(run: Run, kind: str, **fields: str) -> None:
    """An act of the secretariat on the first session."""
    done = run("act", "premiere", "--as", "desk", kind, *(f"{name}={value}" for name, value in fields.items()))
    assert (done.code, done.err) == (0, "")


# --- Lots


def test_of_lots_ranked_together_the_best_of_all_go_on(run: Run, folder: Path) -> None:
    """n1 40 1/3 and n2 36 are the best two of three: nobody of the south."""
    begun(run, folder, TOGETHER, {**MARKS, "n2": ("26", "26", "26")})
    opened(run)
    assert carried(run, folder) == {"n1": "121/3", "n2": "36"}


def test_of_lots_ranked_together_a_limit_for_each_lot_passes_a_dossier_over(run: Run, folder: Path) -> None:
    begun(run, folder, TOGETHER + "most_per_lot = 1\n", {**MARKS, "n2": ("26", "26", "26")})
    opened(run)
    assert carried(run, folder) == {"n1": "121/3", "s1": "35", "s1b": "109/3"}


def test_of_lots_ranked_together_a_tie_over_lots_is_named_once_for_each_of_them(run: Run, folder: Path) -> None:
    begun(run, folder, TOGETHER, {**MARKS, "n2": ("25", "25", "25")})
    opened(run)
    said = refused(run, folder)
    assert ("n2" in said, "s1" in said, "n1" in said) == (True, True, False)


def test_of_lots_ranked_together_what_each_asks_for_must_be_known(run: Run, folder: Path) -> None:
    """An envelope and no figure: the figure is what lacks, and no tie is invented."""
    session = folder / "premiere"
    begun_with_envelope(run, session)
    opened(run)
    said = refused(run, folder)
    assert ("égalité" in said, "Demande" in said or "demande" in said) == (False, True)


def begun_with_envelope(run: Run, session: Path) -> None:
    """The first stage, where dossiers in useful rank are those that the envelope of the call holds; none declares."""
    grid = GRID.replace(
        "total = 100\n", 'total = 100\nenvelope = 100\n\n[[figure]]\ncode = "demande"\ntitle = "Demande"\n'
    )
    import tests.cli.test_next_stage as first

    before, first.GRID = first.GRID, grid
    try:
        begun(run, session.parent, HEAD + 'lots = "together"\nselection = "envelope"\nasked = "demande"\n')
    finally:
        first.GRID = before


def test_each_lot_selects_by_its_own_rules(run: Run, folder: Path) -> None:
    """The north: two at most. The south: whoever reaches 60 % of 60 points, which nobody there does but by its variant."""
    own = '\n[rules.lot.nord]\nnumber = 2\n\n[rules.lot.sud]\nselection = "none"\n'
    own += 'threshold = [{ on = "total", at_least = "50 %" }]\n'
    begun(run, folder, SHORTLIST + own)
    opened(run)
    assert carried(run, folder) == {"n1": "121/3", "n2": "30", "s1": "35", "s1b": "109/3"}
    text = (folder / "audition" / "session.toml").read_text(encoding="utf-8")
    assert ("rules.lot" in text, "selection, number, lot." in text) == (False, True)


def test_a_lot_whose_own_threshold_nobody_reaches_sends_nobody(run: Run, folder: Path) -> None:
    own = '\n[rules.lot.sud]\nselection = "none"\nthreshold = [{ on = "total", at_least = "60 %" }]\n'
    begun(run, folder, SHORTLIST + own)
    opened(run)
    assert carried(run, folder) == {"n1": "121/3"}  # the base is below the bar: its variant, above it, stays with it


# --- Variants, refusals, withdrawals


def test_a_variant_without_its_marks_is_waited_for_where_its_base_goes_on_only(run: Run, folder: Path) -> None:
    own = '\n[rules.lot.sud]\nselection = "none"\nthreshold = [{ on = "total", at_least = 36 }]\n'
    begun(run, folder, SHORTLIST + own, lacking="s1b")
    opened(run)
    assert carried(run, folder) == {"n1": "121/3"}


def test_a_variant_without_its_marks_is_waited_for(run: Run, folder: Path) -> None:
    begun(run, folder, lacking="s1b")
    opened(run)
    assert "Lot sud : ces dossiers peuvent encore prendre un rang : s1b" in refused(run, folder)


def test_a_variant_of_a_base_that_is_not_kept_waits_for_nobody(run: Run, folder: Path) -> None:
    begun(run, folder, TOGETHER, {**MARKS, "n2": ("26", "26", "26")}, lacking="s1b")
    opened(run)
    assert carried(run, folder) == {"n1": "121/3", "n2": "36"}


@pytest.mark.parametrize(("kind", "fields"), [("withdraw", {}), ("refuse", {"ground": "other"})])
def test_a_dossier_that_is_out_leaves_its_place_to_the_next(
    run: Run, folder: Path, kind: str, fields: dict[str, str]
) -> None:
    begun(run, folder)
    if kind == "refuse":
        done = run("act", "premiere", "--as", "ana", kind, "dossier=n1", "reason=Hors appel", "ground=other")
        assert (done.code, done.err) == (0, "")
    opened(run)
    if kind == "withdraw":
        act(run, kind, dossier="n1", reason="Retiré", **fields)
    assert carried(run, folder) == {"n2": "30", "s1": "35", "s1b": "109/3"}


def test_a_base_that_is_withdrawn_takes_its_variant_along(run: Run, folder: Path) -> None:
    begun(run, folder)
    opened(run)
    act(run, "withdraw", dossier="s1", reason="Retiré")
    assert carried(run, folder) == {"n1": "121/3"}


def test_a_variant_that_is_withdrawn_leaves_its_base(run: Run, folder: Path) -> None:
    begun(run, folder)
    opened(run)
    act(run, "withdraw", dossier="s1b", reason="Retiré")
    assert carried(run, folder) == {"n1": "121/3", "s1": "35"}


def test_a_lot_that_is_all_withdrawn_needs_no_opening(run: Run, folder: Path) -> None:
    begun(run, folder)
    opened(run, "nord")
    for code in ("s1b", "s1"):
        act(run, "withdraw", dossier=code, reason="Retiré")
    assert carried(run, folder) == {"n1": "121/3"}


# --- The way members are brought together


def test_what_the_commission_agreed_on_is_what_is_carried(run: Run, folder: Path) -> None:
    begun(run, folder, SHORTLIST + 'aggregation = "consensus"\n')
    opened(run)
    for dossier, value in {"n1": "31", "n2": "33.25", "s1": "25"}.items():
        act(run, "agree", dossier=dossier, code="A1", value=value)
        act(run, "agree", dossier=dossier, code="B1", value="10")
    assert "peuvent encore prendre un rang : s1b" in refused(run, folder)
    act(run, "agree", dossier="s1b", code="A1", value="1.5")
    act(run, "agree", dossier="s1b", code="B1", value="0")
    assert carried(run, folder) == {"n2": "43.25", "s1": "35", "s1b": "1.5"}
    table = tomllib.loads((folder / "audition" / "session.toml").read_text(encoding="utf-8"))
    assert table["rules"] == {"step": 0.25, "aggregation": "consensus"}


def rules_of(run: Run, folder: Path, head: str, grid: str = GRID) -> dict[str, Any]:
    """The rules of the session that is made from a first one with this head on this grid."""
    import tests.cli.test_next_stage as first

    before, first.GRID = first.GRID, grid
    try:
        begun(run, folder, head)
    finally:
        first.GRID = before
    opened(run)
    carried(run, folder)
    table: dict[str, Any] = tomllib.loads((folder / "audition" / "session.toml").read_text(encoding="utf-8"))
    return dict(table["rules"])


def test_a_sum_of_ranks_that_cannot_be_added_is_left_out(run: Run, folder: Path) -> None:
    assert rules_of(run, folder, SHORTLIST + 'aggregation = "ranks"\n') == {"step": 0.25}
    assert "aggregation" in (folder / "audition" / "session.toml").read_text(encoding="utf-8")


def test_a_sum_of_members_may_be_carried_beyond_the_maximum(run: Run, folder: Path) -> None:
    """121 points of three members, out of 60: the session made is sound although it brings members together otherwise."""
    stage = 'title = "Audition"\ncounts = "added"\n'
    grid = GRID.replace(stage, stage + '\n[stage.rules]\naggregation = "mean"\n')
    assert rules_of(run, folder, SHORTLIST + 'aggregation = "sum"\n', grid) == {"step": 0.25}


def test_a_step_that_the_next_criteria_do_not_bear_is_left_out(run: Run, folder: Path) -> None:
    grid = GRID.replace('title = "Clarté"\nmax = 20', 'title = "Clarté"\nmax = 20\nmin = 19.9')
    grid = grid.replace('title = "Réponses"\nmax = 20', 'title = "Réponses"\nmax = 20\nmin = 19.9')
    assert grid.count("min = 19.9") == 2
    assert rules_of(run, folder, SHORTLIST, grid) == {}


def test_what_is_published_for_the_next_stage_is_not_written_again(run: Run, folder: Path) -> None:
    stage = 'title = "Audition"\ncounts = "added"\n'
    own = '\n[stage.rules]\nstep = 0.25\nselection = "number"\nnumber = 1\n'
    assert rules_of(run, folder, SHORTLIST, GRID.replace(stage, stage + own)) == {}


# --- Interrupted


STEPS = ("make_folder", "create", "write", "sync", "rename_new")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("error", [OSError(28, "no space"), KeyboardInterrupt()])
def test_interrupted_anywhere_it_leaves_nothing(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    """Whatever step of the disk fails, at whichever of its calls: no folder, no scrap of one, and it can be done again."""
    begun(run, folder)
    opened(run)
    there = sorted(each.name for each in folder.iterdir())
    real = getattr(opener.disk, step)
    for number in range(3):
        calls = iter(range(100))

        def failing(*given: Any, at: int = number, calls: Any = calls) -> Any:
            if next(calls) == at:
                raise error
            return real(*given)

        with monkeypatch.context() as broken:
            broken.setattr(opener.disk, step, failing)
            try:
                code = run("next-stage", "premiere", "audition").code
            except KeyboardInterrupt:
                code = 130
        if code == 0:
            break
        assert sorted(each.name for each in folder.iterdir()) == there
    if not (folder / "audition").exists():
        assert run("next-stage", "premiere", "audition").code == 0
    assert run("check", "audition").code == 0


ASKED = """
[[piece]]
code = "statuts"
title = "Statuts"

[[requirement]]
code = "statuts"
title = "Statuts fournis"
kind = "piece"
piece = "statuts"
failing = "to-complete"
ground = "incomplete"
automatic = true

[[requirement]]
code = "objet"
title = "Objet"
kind = "statement"
failing = "refused"
ground = "foreign"

"""


def test_what_completed_a_dossier_and_what_was_confirmed_goes_on_with_it(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        test_next_stage, "GRID", test_next_stage.GRID.replace("[[criterion]]", ASKED + "[[criterion]]", 1)
    )
    test_next_stage.begun(run, folder)
    for words in (
        ("completed", "n1", "pieces=statuts", "received=01/09/2025"),
        ("confirm", "n1", "objet", "met"),
    ):
        assert run("act", "premiere", "--as", "desk", *words).err == ""
    test_next_stage.opened(run)
    done = run("next-stage", "premiere", "audition")
    assert (done.code, done.err) == (0, "")
    table = tomllib.loads((folder / "audition" / "session.toml").read_text(encoding="utf-8"))
    brought = {each["code"]: (each.get("pieces"), each.get("confirmed")) for each in table["dossier"]}
    assert brought["n1"] == (["statuts"], {"objet": "met"})
    assert brought["s1"] == (None, None)
    assert run("adopt", "audition", "--as", "desk").code == 0
    value = json.loads(run("admissibility", "audition", "--format", "json").out)
    (first,) = [each for each in value["dossiers"] if each["dossier"] == "n1"]
    assert {each["requirement"]: each["status"] for each in first["findings"]} == {"statuts": "met", "objet": "met"}
