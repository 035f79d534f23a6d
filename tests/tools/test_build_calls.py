"""The example sessions on calls without points are what their script builds; each runs to an end that can be published."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Done, Run, run
from tests.house.source import ROOT
from tests.tools.test_build_demo import contents
from tools import build_calls

__all__ = ["run"]
SESSAD, HANDICAP = "exemple-sessad-ase-nord-2026", "exemple-handicap-2030-occitanie-2025"


@pytest.fixture
def sessions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copies of the committed examples, in the working folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ".state"))
    monkeypatch.chdir(tmp_path)
    for name in (SESSAD, HANDICAP):
        shutil.copytree(ROOT / "sessions" / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("story", build_calls.STORIES, ids=lambda each: str(each.SESSION))
def test_the_committed_example_is_what_the_script_builds(
    story: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    build_calls.build(tmp_path / "one", story)
    build_calls.build(tmp_path / "two", story)
    assert contents(tmp_path / "one") == contents(tmp_path / "two") == contents(ROOT / "sessions" / story.SESSION)


@pytest.mark.parametrize("name", [SESSAD, HANDICAP])
def test_every_command_that_reads_ends_well(run: Run, sessions: Path, name: str) -> None:
    for words in (
        ("check", name),
        ("check", f"{name}/grid.toml"),
        ("rank", name),
        ("rank", name, "--format", "json"),
        ("export", name, "--to", "out"),
        ("verify", name),
        ("progress", name),
        ("grid", "show", f"{name}/grid.toml"),
        ("desk", name, "--text"),
        ("print-sheets", name, "--to", "fiches.html"),
    ):
        done = run(*words)
        assert (done.code, done.err) == (0, ""), words
        assert max(len(line) for line in done.out.splitlines()) <= 80 or words[0] in {"check", "verify", "rank"}, words


def ranked(run: Run, name: str) -> dict[str, Any]:
    """The lots of ``rank --format json`` by code."""
    value = json.loads(run("rank", name, "--format", "json").out)
    return {each["code"]: each for each in value["lots"]}


def test_without_points_the_total_is_null_and_the_ranks_are_those_entered(run: Run, sessions: Path) -> None:
    lots = ranked(run, SESSAD)
    first, second = lots["flandre-interieure"]["ranking"]
    assert [(each["place"], each["dossier"], each["total"]) for each in (first, second)] == [
        (1, "fi-2", None),
        (2, "fi-1", None),
    ]
    assert lots["flandre-interieure"]["max"] is None
    vote = lots["flandre-interieure"]["adopted"]["vote"]
    assert vote == {"favour": 4, "against": 0, "abstentions": 1, "voters": 5, "abstentions_count": "against"}
    assert [each["opinion"] for each in lots["flandre-interieure"]["opinions"]] == [
        "favourable",
        "favourable",
        "unfavourable",
    ]
    assert lots["douaisis"]["ranking"][0]["total"]["exact"] == "185/12"
    assert "rule-own-grid" in [each["code"] for each in lots["douaisis"]["applied"]]


def test_nobody_left_to_rank_is_said_with_its_ground(run: Run, sessions: Path) -> None:
    for name, lot in ((SESSAD, "flandre-maritime"), (HANDICAP, "theme-2")):
        found = ranked(run, name)[lot]
        assert found["ranking"] == []
        assert (found["adopted"]["ground"], found["adopted"]["stands"]) == ("none-admissible", True)
        assert found["decision"]["awards"] == []
        assert {each["reason"] for each in found["unranked"]} == {"refused"}


def test_several_laureates_share_an_envelope_and_requests_are_computed(run: Run, sessions: Path) -> None:
    lots = ranked(run, HANDICAP)
    awards = [(each["dossier"], each["volume"], each["amount"]) for each in lots["theme-3"]["decision"]["awards"]]
    assert awards == [("t3-1", "10", "125950"), ("t3-2", "6", "50700.5"), ("t3-3", "6", "31400")]
    requests = {each["dossier"]: each for each in lots["theme-3"]["requests"]}
    assert (requests["t3-2"]["computed"], requests["t3-2"]["difference"]) == ("63500.5", "600")
    assert (requests["t3-4"]["computed"], requests["t3-4"]["lacking"]) == (None, ["autres"])
    assert {each["dossier"]: each["linked"] for each in lots["theme-3"]["filed"]}["t3-3"] == ["t3-2"]
    text = run("rank", HANDICAP).out
    assert "371\u202f550,50\xa0€ sur une enveloppe de 644\u202f934,69\xa0€" in text
    assert "600\xa0€ de plus que le" in text


def test_one_dossier_only_is_ranked_by_nobody_and_retained_with_a_reason(run: Run, sessions: Path) -> None:
    found = ranked(run, HANDICAP)["theme-1"]
    assert (found["ranking"], found["adopted"]["ground"]) == ([], "single")
    assert found["decision"]["departs"]
    assert found["decision"]["reason"]


def test_nothing_is_printed_as_law_on_a_call_outside_the_regime(run: Run, sessions: Path) -> None:
    for name in (SESSAD, HANDICAP):
        said = [run("rank", name).out, run("progress", name).out, run("desk", name, "--text").out]
        assert not [text for text in said if "R. 313" in text or "R.313" in text]
        assert "Non recevable, " in said[0]
        assert "Refus préalable" not in said[0]


def test_the_published_list_holds_ranks_and_awards_and_no_mark(run: Run, sessions: Path) -> None:
    def rows(name: str, done: Done) -> list[list[str]]:
        assert done.code == 0
        data = (sessions / name / "liste-publiee.csv").read_text(encoding="utf-8-sig")
        return list(csv.reader(io.StringIO(data), delimiter=";"))

    header, *found = rows("un", run("export", SESSAD, "--to", "un"))
    assert header[2:6] == ["rang", "ex æquo", "dossier", "candidat"]
    assert [(each[0], each[2], each[4], each[7], each[9]) for each in found] == [
        ("flandre-maritime", "", "", "", ""),
        ("flandre-interieure", "1", "fi-2", "oui", "276000,00"),
        ("flandre-interieure", "2", "fi-1", "non", ""),
        ("douaisis", "1", "dz-1", "oui", "271400,00"),
    ]
    _, *found = rows("deux", run("export", HANDICAP, "--to", "deux"))
    assert [(each[0], each[2], each[3], each[4]) for each in found if each[0] == "theme-3"] == [
        ("theme-3", "1", "non", "t3-1"),
        ("theme-3", "2", "oui", "t3-2"),
        ("theme-3", "2", "oui", "t3-3"),
    ]
    assert "15,42" not in (sessions / "un" / "liste-publiee.csv").read_text(encoding="utf-8-sig")
    assert not (sessions / "deux" / "detail.csv").exists()


def test_an_award_above_the_envelope_is_refused_naming_both_figures(run: Run, sessions: Path) -> None:
    awards = "t1-1 = 18 ; 436 884,20"
    done = run("act", HANDICAP, "--as", "desk", "decide", "theme-1", f"awards={awards}", "reason=Erratum")
    assert done.code == 1
    assert "644\u202f934,70\xa0€" in done.err
    assert "644\u202f934,69\xa0€" in done.err
    done = run("act", HANDICAP, "--as", "desk", "decide", "theme-1", "awards=t1-1 = 18 ; 436 884,19", "reason=Erratum")
    assert (done.code, done.err) == (0, "")


def test_a_new_session_on_such_a_call_explains_its_settings_and_is_sound(run: Run, sessions: Path) -> None:
    for language, word in (("fr", "La délibération"), ("en", "Deliberation")):
        assert run("new", f"s-{language}", "--grid", "sessad-ase-nord-2026", "--lang", language).code == 0
        assert word in (sessions / f"s-{language}" / "session.toml").read_text(encoding="utf-8")
        assert run("check", f"s-{language}").code == 0
        assert run("adopt", f"s-{language}", "--as", "desk").code == 1  # nobody sits and nothing is filed yet
