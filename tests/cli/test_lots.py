"""Selection over several lots from the command line: what is shown, what leaves, what is checked, and what stays blind."""

from __future__ import annotations

import json
import shutil
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from commission.cli import recount_lots
from tests.cli.conftest import Run, folder, run
from tests.examples.test_notations import played
from tests.house.source import ROOT

__all__ = ["folder", "run"]

EXAMPLES = ROOT / "docs" / "examples" / "regles"
LINKED = ["classement-commun", "deux-par-lot", "transfert-d-enveloppe", "un-lot-par-candidat"]


def half_open(run: Run, name: str, where: str, marks: dict[str, str]) -> str:
    """The example with only its lot sud opened; the others' marks are those given, by dossier."""
    session = Path(shutil.copytree(EXAMPLES / name, Path(where) / name))
    rows = [row.split(";") for row in (session / "notes.csv").read_text(encoding="utf-8").splitlines()]
    text = "\n".join(";".join([*row[:3], marks.get(row[1], row[3]), ""]) for row in rows)
    (session / "notes.csv").write_text(text + "\n", encoding="utf-8")
    assert run("adopt", str(session), "--as", "desk").code == 0
    assert run("import", str(session), "marks", str(session / "notes.csv")).code == 0
    for member, dossier in sorted({(row[0], row[1]) for row in rows[1:]}):
        assert run("hand-in", str(session), "--as", "desk", dossier, f"for={member}").code == 0
    assert run("open", str(session), "--as", "desk", "sud").code == 0
    return str(session)


@pytest.mark.parametrize("name", LINKED)
def test_nothing_of_an_opened_lot_depends_on_the_marks_of_one_that_is_shut(
    run: Run, folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    worlds = []
    for where, marks in (("un", {"n1": "9", "n2": "1"}), ("deux", {"n1": "2", "n2": "2"})):
        Path(where).mkdir()
        session = half_open(run, name, where, marks)
        monkeypatch.chdir(where)
        commands = [("rank",), ("rank", "--format", "json"), ("rank", "--why", "s1"), ("rank", "--lot", "sud")]
        said = [run(each[0], name, *each[1:]) for each in commands]
        said += [run("export", name, "--to", "sortie"), run("verify", name, "--format", "json")]
        monkeypatch.chdir(folder)
        made = {path.name: path.read_bytes() for path in sorted(Path(where, "sortie").iterdir())}
        texts = [each.out for each in said]
        for each in (1, 5):
            value = json.loads(texts[each])
            del value["journals"]
            texts[each] = json.dumps(value)
        worlds.append((texts, [each.code for each in said], made))
        assert Path(session).is_dir()
    assert worlds[0] == worlds[1]
    assert "tous-les-lots.csv" not in worlds[0][2]


def test_a_shut_lot_is_named_where_the_useful_rank_waits_for_it(run: Run, folder: Path) -> None:
    shown = run("rank", half_open(run, "un-lot-par-candidat", "un", {})).out
    assert "Rang utile provisoire : des candidats peuvent encore entrer en rang utile\n    dans nord" in shown
    shown = run("rank", half_open(run, "classement-commun", "un", {})).out
    assert "Pas encore de classement commun : les notes de nord" in shown
    assert " 1     s1 Mutuelle Sarloz" in shown


def test_whoever_withdrew_from_a_lot_sees_nothing_that_its_marks_decide(run: Run, folder: Path) -> None:
    session = Path(shutil.copytree(EXAMPLES / "un-lot-par-candidat", "copie"))
    assert run("adopt", str(session), "--as", "desk").code == 0
    assert run("recuse", str(session), "--as", "bob", "nord", "reason=ancien salarié").code == 0
    rows = [row.split(";") for row in (session / "notes.csv").read_text(encoding="utf-8").splitlines()[1:]]
    for member, dossier, code, value, _ in rows:
        if member == "ana":
            assert run("mark", str(session), "--as", "ana", dossier, code, value).code == 0
            assert run("hand-in", str(session), "--as", "ana", dossier).code == 0
    for lot in ("nord", "sud"):
        assert run("open", str(session), "--as", "desk", lot).code == 0
    assert "Passé : le même candidat est déjà en rang utile avec n1" in run("rank", str(session)).out
    hidden = run("rank", str(session), "--as", "bob").out
    assert "n1" not in hidden
    assert "Rang utile provisoire" in hidden


def test_the_common_ranking_is_in_everything_that_leaves(run: Run, folder: Path) -> None:
    session = str(played(run, EXAMPLES / "deux-par-lot"))
    shown = run("rank", session).out
    assert "\nClassement commun de tous les lots\nCapacité : 3" in shown
    assert " 3     n3 Coopérative Tavrenne  nord   7,00  non\n" in shown
    assert "  - n3  Passé : déjà 2 en rang utile dans le lot nord (n1, n2)\n" in shown
    assert "Classement commun" not in run("rank", session, "--lot", "nord").out
    why = run("rank", session, "--why", "n3").out
    assert "Rang 3 sur 6 dans le classement commun de tous les lots\nPassé : déjà 2" in why
    steps = json.loads(run("rank", session, "--why", "n3", "--format", "json").out)["steps"]
    assert [each["code"] for each in steps][-2:] == ["why-rank-common", "passed-lot"]
    value = json.loads(run("rank", session, "--format", "json").out)
    third = value["common"]["ranking"][2]
    assert (third["lot"], third["dossier"], third["useful"], third["because"]["code"]) == (
        "nord",
        "n3",
        False,
        "passed-lot",
    )
    assert value["rules"]["most_per_lot"] == 2
    assert run("export", session, "--to", "sortie").code == 0
    rows = Path("sortie/tous-les-lots.csv").read_text(encoding="utf-8-sig").splitlines()
    assert (
        rows[3]
        == "3;non;nord;n3;Coopérative Tavrenne;;7,00;7;non;Passé : déjà 2 en rang utile dans le lot nord (n1, n2)"
    )
    exported = tomllib.loads(Path("sortie/classement.toml").read_text(encoding="utf-8"))
    assert [each["dossier"] for each in exported["common"]["ranking"] if each["useful"]] == ["n1", "n2", "s1"]


def test_the_common_ranking_may_be_asked_for_by_the_name_of_all_lots(run: Run, folder: Path) -> None:
    session = str(played(run, EXAMPLES / "classement-commun"))
    whole = run("rank", session)
    assert (run("rank", session, "--lot", "*").out, whole.code) == (whole.out, 0)
    apart = str(played(run, EXAMPLES / "transfert-d-enveloppe"))
    assert run("rank", apart, "--lot", "*").code == 2  # lots apart have none


def test_reasons_in_a_lot_are_in_everything_that_leaves(run: Run, folder: Path) -> None:
    session = str(played(run, EXAMPLES / "un-lot-par-candidat"))
    said = "Passé : le même candidat est déjà en rang utile avec n1 (au plus 1 dans tout l'appel)"
    assert said in run("rank", session, "--why", "s1").out
    lots = json.loads(run("rank", session, "--format", "json").out)["lots"]
    assert lots[1]["ranking"][0]["because"]["text"] == said
    assert run("export", session, "--to", "sortie").code == 0
    rows = Path("sortie/classement-sud.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0].endswith("en rang utile;motif;motif d'absence de rang")
    assert rows[1].endswith(f";non;{said};")
    exported = tomllib.loads(Path("sortie/classement.toml").read_text(encoding="utf-8"))
    assert exported["lot"][1]["ranked"][0]["because"] == said


def test_what_moved_between_envelopes_is_said_on_both_sides(run: Run, folder: Path) -> None:
    shown = run("rank", str(played(run, EXAMPLES / "transfert-d-enveloppe"))).out.replace("\N{NO-BREAK SPACE}", " ")
    assert shown.count("  - Passé de l'enveloppe de nord à celle de sud : 400 €\n") == 2
    assert "Capacité : 600 € en rang utile sur 1000\n" in shown
    assert "Capacité : 900 € en rang utile sur 900\n" in shown
    assert "  - Ce que laisse l'enveloppe de nord va à sud\n" in shown


def test_verify_counts_the_useful_rank_again_and_says_when_it_cannot(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = str(played(run, EXAMPLES / "meilleur-de-chaque-lot"))
    assert "Rang utile sur tous les lots : recompté à partir des rangs" in run("verify", session).out
    with monkeypatch.context() as changed:
        changed.setattr(recount_lots, "MOST_ORDERS", 0)
        assert "Rang utile sur tous les lots : non recompté" in run("verify", session).out
    monkeypatch.setattr(recount_lots, "_down", lambda *_: None)
    done = run("verify", session)
    assert done.code != 0
    assert "n1 : le rang utile, recompté à partir du classement, ne donne pas le même résultat" in done.err


def test_a_contradiction_is_refused_at_its_line(run: Run, folder: Path) -> None:
    session = Path(shutil.copytree(EXAMPLES / "transfert-d-enveloppe", "copie"))
    text = (session / "session.toml").read_text(encoding="utf-8")
    back = '[{ from = "nord", to = "sud" }, { from = "sud", to = "nord" }]'
    text = text.replace('[{ from = "nord", to = "sud" }]', back)
    (session / "session.toml").write_text(text, encoding="utf-8")
    done = run("check", str(session))
    number = next(n for n, each in enumerate(text.splitlines(), 1) if each.startswith("transfer"))
    assert done.code != 0
    assert f"session.toml:{number}:" in done.err + done.out
    assert "Ce que laisse sud lui reviendrait par nord ; retirez l'un des transferts" in done.err + done.out


def test_what_was_moved_to_a_lot_may_be_awarded_there(run: Run, folder: Path) -> None:
    session = str(played(run, ROOT / "docs" / "examples" / "regles" / "transfert-d-enveloppe"))
    reasons = "reasons=s1: 7 | s2: 6 | s3: 5"
    assert run("act", session, "--as", "desk", "ranking", "lot=sud", "order=s1 > s2 > s3", reasons).err == ""
    assert run("act", session, "--as", "desk", "vote", "lot=sud", "favour=2").err == ""
    above = run("act", session, "--as", "desk", "decide", "lot=sud", "awards=s1 = - ; 1000 | s2 = - ; 500,01")
    assert above.code != 0
    assert "nord, sud" in above.err
    done = run("act", session, "--as", "desk", "decide", "lot=sud", "awards=s1 = - ; 500 | s2 = - ; 400")
    assert (done.code, done.err) == (0, "")


def adopted(run: Run, session: str, lot: str) -> None:
    """The commission adopts what is proposed for the lot."""
    for words in (("ranking", "order=proposed"), ("vote", "favour=1")):
        assert run("act", session, "--as", "desk", words[0], f"lot={lot}", words[1]).err == ""


def decided(run: Run, session: str, lot: str, awards: str) -> str:
    """What is said of this decision on a lot; nothing where it is written."""
    return run("act", session, "--as", "desk", "decide", f"lot={lot}", f"awards={awards}").err


def test_to_follow_the_rules_of_selection_is_no_departure_and_to_leave_them_is_one(run: Run, folder: Path) -> None:
    """s1 is of an applicant who stands in the first lot: the rules pass it over, and s2 stands."""
    session = str(played(run, EXAMPLES / "un-lot-par-candidat"))
    lots = json.loads(run("rank", session, "--format", "json").out)["lots"]
    (lot, passed, taken) = next(
        (each["code"], first["dossier"], second["dossier"])
        for each in lots
        for first, second in pairwise(each["ranking"])
        if (first["useful"], second["useful"]) == (False, True)
    )
    adopted(run, session, lot)
    assert "motif" in decided(run, session, lot, f"{passed} = 1 ; -")
    assert "motif" in decided(run, session, lot, f"{passed} = 1 ; - | {taken} = 1 ; -")
    assert decided(run, session, lot, f"{taken} = 1 ; -") == ""
    assert run("verify", session).code == 0
    written = sorted((Path(session) / "journal" / "desk").glob("*.jsonl"))
    (decision,) = [
        line for file in written for line in file.read_text(encoding="utf-8").splitlines() if '"decide"' in line
    ]
    assert json.loads(decision)["passed"] == [passed]


def test_verify_finds_a_decision_that_says_rules_pass_over_whom_they_do_not(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = str(played(run, EXAMPLES / "transfert-d-enveloppe"))
    adopted(run, session, "sud")
    with monkeypatch.context() as patched:
        patched.setattr("commission.live.room.passed_for", lambda *_: ("s1",))
        assert decided(run, session, "sud", "s2 = - ; 400") == ""
    said = run("verify", session)
    assert said.code != 0
    assert "Lot sud : la décision dit que les règles de sélection passent s1" in said.err
