"""``admissibility`` on the example session: at a glance, for a program, and after each act that bears on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.conftest import Run

BOTH = "decided_by=prefet,departement"


def value(run: Run, demo: Path, *more: str) -> dict[str, Any]:
    """What the command says to a program."""
    done = run("admissibility", str(demo), "--format", "json", *more)
    assert done.code == 0
    found: dict[str, Any] = json.loads(done.out)
    return found


def outcomes(run: Run, demo: Path, *more: str) -> dict[str, str]:
    """Each dossier's outcome."""
    return {each["dossier"]: each["outcome"] for each in value(run, demo, *more)["dossiers"]}


def test_the_table_says_who_is_out_and_what_waits_on_80_columns(run: Run, demo: Path) -> None:
    done = run("admissibility", str(demo))
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert max(len(each) for each in lines) <= 80
    assert " nord-5   non !  oui  oui  ?    ?    ?    ?    ?    refusé avant examen" in lines
    assert " sud-2    oui  oui  oui  oui  oui  oui  oui  ?    à confirmer" in lines
    assert "    Motif de l'article R. 313-6 du code de l'action sociale et des familles, 1°" in lines
    assert "    Décidé par : Préfet des Côtes d'Armor, Président du Conseil départemental" in lines
    assert "    Reçu en main propre, numéro DEF-2025-36" in lines


def test_it_says_the_same_in_english(run: Run, demo: Path) -> None:
    lines = run("--lang", "en", "admissibility", str(demo), "--lot", "sud").out.splitlines()
    assert " sud-2    yes  yes  yes  yes  yes  yes  yes  ?    to be confirmed" in lines
    assert not [each for each in lines if "nord-" in each]


def test_for_a_program_everything_has_a_key(run: Run, demo: Path) -> None:
    found = value(run, demo)
    assert [each["code"] for each in found["requirements"]] == [
        "delai", "prix", "complet", "public", "experience", "capacite", "essentiels", "coordination",
    ]  # fmt: skip
    standing = {each["code"]: each["ground_standing"] for each in found["requirements"]}
    assert (standing["delai"], standing["prix"], standing["complet"]) == ("law", "call", "call")
    by_code = {each["dossier"]: each for each in found["dossiers"]}
    assert by_code["nord-5"]["refused"]["decided_by"] == ["prefet", "departement"]
    assert by_code["nord-5"]["refused"]["requirements"] == ["delai"]
    completed = by_code["nord-2"]["findings"][2]
    assert (completed["requirement"], completed["status"], completed["asked_until"]) == ("complet", "met", "2025-09-06")
    assert "Complété le 4 septembre 2025 : Comptes annuels N-1" in completed["why"][1]["text"]


def test_the_price_of_a_day_is_compared_exactly(run: Run, demo: Path) -> None:
    text = (demo / "session.toml").read_text(encoding="utf-8")
    for price, outcome in (("80", "admissible"), ("80.000000000001", "blocked")):
        changed = text.replace('prix_journee = "79.95"', f'prix_journee = "{price}"')
        (demo / "session.toml").write_text(changed, encoding="utf-8")
        assert outcomes(run, demo)["nord-4"] == outcome


def test_what_the_document_alone_refuses_has_no_rank_until_it_is_decided(run: Run, demo: Path) -> None:
    path = demo / "session.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"79.95"', '"80.5"'), encoding="utf-8")
    assert run("adopt", str(demo), "--as", "desk", "reason=Prix corrigé").code == 0
    (lot,) = json.loads(run("rank", str(demo), "--lot", "nord", "--format", "json").out)["lots"]
    assert [each["dossier"] for each in lot["ranking"]] == ["nord-3", "nord-1", "nord-2"]
    (held,) = [each for each in lot["unranked"] if each["dossier"] == "nord-4"]
    assert [each["code"] for each in held["reasons"]] == ["to-be-refused"]
    assert "À refuser, rien n'est encore décidé" in run("rank", str(demo), "--why", "nord-4").out
    refusing = ("refuse", str(demo), "--as", "m-talvern", "nord-4", "price-ceiling", "reason=80,50 € par jour", BOTH)
    assert run(*refusing).code == 0
    (lot,) = json.loads(run("rank", str(demo), "--lot", "nord", "--format", "json").out)["lots"]
    assert "refused" in [each["code"] for each in lot["unranked"][0]["reasons"]]


def test_from_confirmed_as_not_met_to_out_of_every_sheet_and_ranking(run: Run, demo: Path, tmp_path: Path) -> None:
    refusing = ("refuse", str(demo), "--as", "m-talvern", "sud-2", "requirement", "reason=Aucun partenariat")
    early = run(*refusing, BOTH)
    assert early.code == 1
    assert "doit d'abord être confirmée comme non satisfaite : complet, public" in early.err
    words = ("act", str(demo), "--as", "desk", "confirm", "sud-2", "coordination", "not-met")
    assert run(*words).err == "Un motif est nécessaire pour confirmer une exigence ; donnez le motif en quelques mots\n"
    assert run(*words, "reason=Aucun lien prévu").code == 0
    assert outcomes(run, demo)["sud-2"] == "may-refuse"
    assert "il faut dire qui a décidé" in run(*refusing).err
    assert run(*refusing, BOTH).code == 0
    assert outcomes(run, demo, "--lot", "sud")["sud-2"] == "refused"
    assert run("mark", str(demo), "--as", "m-vaubrun", "sud-2", "A1", "1").code == 1
    assert run("print-sheets", str(demo), "--lot", "sud", "--to", str(tmp_path / "f.html")).code == 0
    assert "sud-2" not in (tmp_path / "f.html").read_text(encoding="utf-8")
    assert run("open", str(demo), "--as", "desk", "sud").code == 0
    (lot,) = json.loads(run("rank", str(demo), "--lot", "sud", "--format", "json").out)["lots"]
    assert "sud-2" not in [each["dossier"] for each in lot["ranking"]]
    (out,) = [each for each in lot["unranked"] if each["dossier"] == "sud-2"]
    assert [each["code"] for each in out["reasons"]] == [
        "refused", "refusal-call", "refusal-requirements", "refusal-decided",
    ]  # fmt: skip
    assert run("export", str(demo), "--to", str(tmp_path / "exports")).code == 0
    exported = [each.read_bytes().decode() for each in (tmp_path / "exports").rglob("*") if each.is_file()]
    assert any("Motif propre à l'appel" in each and "Aucun partenariat" in each for each in exported)


def test_asking_to_complete_tells_the_last_day(run: Run, demo: Path) -> None:
    words = ("act", str(demo), "--as", "desk", "ask-completion", "sud-3", "pieces=certification", "sent=01/09/2025")
    assert run(*words).code == 0
    last = max((demo / "journal" / "desk").glob("*.jsonl"), key=lambda each: each.stat().st_mtime_ns)
    entry = json.loads(last.read_text(encoding="utf-8").splitlines()[-1])
    assert (entry["kind"], entry["days"], entry["until"]) == ("ask-completion", 8, "2025-09-09")


def test_a_session_whose_grid_states_no_requirement_says_so(run: Run, folder: Path) -> None:
    grid = 'format = 1\ncode = "x"\ntitle = "x"\n[[criterion]]\ncode = "A"\ntitle = "x"\npoints = 1\n'
    (folder / "g.toml").write_text(grid + '[[criterion.sub]]\ncode = "A1"\ntitle = "x"\nmax = 1\n', encoding="utf-8")
    assert run("new", "s", "--grid", "g.toml").code == 0
    assert "ne dit aucune exigence" in run("admissibility", "s").out


def test_the_commented_lines_of_a_new_session_are_true_once_filled_in(run: Run, folder: Path) -> None:
    assert run("new", "s", "--grid", "aemo-ih-2025").code == 0
    file = folder / "s" / "session.toml"
    text = file.read_text(encoding="utf-8")
    assert "completion_days = 8 " in text
    head, _, block = text.partition("# [[dossier]]\n")
    dossier = "[[dossier]]\n" + "\n".join(line.removeprefix("# ") for line in block.splitlines())
    dossier = dossier.replace('lot = "nord" | "sud"', 'lot = "nord"')
    file.write_text(head + dossier, encoding="utf-8")
    assert run("check", "s").err == ""
    (found,) = json.loads(run("admissibility", "s", "--format", "json").out)["dossiers"]
    assert found["receipt"] == "by-hand"
    assert found["findings"][2]["status"] == "met"  # every piece of the call is in the example line
