"""Marks that the commission agrees on, at the command line: what is typed, what is refused, what every result says."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.examples.test_notations import played
from tests.house.source import ROOT


@pytest.fixture
def session(run: Run, folder: Path) -> str:
    """The example, as its table of agreed marks leaves it: B1 of d4 still waits."""
    return str(played(run, ROOT / "docs" / "examples" / "regles" / "note-commune"))


def agree(run: Run, session: str, value: str, code: str = "B1", who: str = "desk") -> tuple[int, str]:
    done = run("act", session, "--as", who, "agree", "dossier=d4", f"code={code}", f"value={value}")
    return done.code, done.err.strip()


def test_the_mark_that_was_lacking_gives_its_dossier_a_rank(run: Run, session: str) -> None:
    assert "Sans total : la commission n'a pas encore arrêté de note pour B1" in run("rank", session, "--why", "d4").out
    assert agree(run, session, "4,5") == (0, "")
    (lot,) = json.loads(run("rank", session, "--format", "json").out)["lots"]
    assert (lot["unranked"], lot["ranking"][2]["dossier"], lot["ranking"][2]["total"]["exact"]) == ([], "d4", "13.5")
    assert run("verify", session).code == 0


@pytest.mark.parametrize(
    ("value", "code", "said"),
    [
        ("7", "B1", "La note 7 pour B1 dépasse le maximum ; le maximum est 6"),
        ("abs", "B1", "La commission ne peut pas ne pas se prononcer sur B1 de d4"),
        ("7", "A1", "Un motif est nécessaire pour remplacer une note arrêtée en commun"),
        ("insuffisant", "A2", "Un motif est nécessaire pour donner ce mot"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    run: Run, session: str, value: str, code: str, said: str
) -> None:
    before = run("rank", session).out
    exit_code, err = agree(run, session, value, code)
    assert exit_code == 2
    assert said in err
    assert run("rank", session).out == before


def test_a_member_enters_none(run: Run, session: str) -> None:
    exit_code, err = agree(run, session, "4", who="ana")
    assert exit_code == 2
    assert "ana" in err


def test_every_result_says_that_the_marks_were_agreed_on(run: Run, session: str) -> None:
    rule = "Sur chaque ligne, une note arrêtée en commun par la commission"
    assert (
        f"Règles adoptées en séance, non publiées :\n  - Notation par demi-point\n  - {rule}\n"
        in run("rank", session).out
    )
    assert "  - Une ligne sans note arrêtée laisse son dossier sans total\n" in run("rank", session).out
    assert "10,5 points sur 14, d'après les notes arrêtées en commun" in run("rank", session, "--why", "d2").out
    assert run("export", session, "--to", "sortie").code == 0
    header, first, *_ = Path("sortie/detail.csv").read_text(encoding="utf-8-sig").splitlines()
    assert header.endswith(";maximum;note arrêtée;note arrêtée exacte")
    assert first.endswith(";10;7,00;7")
    assert "*;d1;A2;Partenariats;satisfaisant;1;3" in Path("sortie/hors-total.csv").read_text(encoding="utf-8-sig")


def test_one_that_the_files_no_longer_allow_is_named_when_they_are_adopted_again(run: Run, session: str) -> None:
    written = Path(session) / "session.toml"
    written.write_text(written.read_text(encoding="utf-8").replace("step = 0.5", "step = 1"), encoding="utf-8")
    said = run("adopt", session, "--as", "desk", "reason=notes entières").out
    assert "1 note n'a plus d'effet" in said
    assert "  - note arrêtée en commun, d2 A1 (" in said
    assert "n'a pas encore arrêté de note pour A1" in run("rank", session, "--why", "d2").out


def test_the_reason_of_an_agreed_mark_is_in_everything_that_leaves(run: Run, session: str) -> None:
    why = "A1, 9 arrêté en commun : Annexe relue en séance"
    assert f"  - d3  {why}\n" in run("rank", session).out
    assert why in run("rank", session, "--why", "d3").out
    assert "arrêté en commun :" not in run("rank", session, "--why", "d1").out
    (lot,) = json.loads(run("rank", session, "--format", "json").out)["lots"]
    assert len(lot["agreed"]) == 11
    (said,) = [each for each in lot["agreed"] if (each["dossier"], each["code"]) == ("d3", "A1")]
    assert {**said, "at": ""} == {
        "dossier": "d3", "code": "A1", "value": "9", "reason": "Annexe relue en séance", "by": "desk", "at": "",
    }  # fmt: skip
    assert run("export", session, "--to", "sortie").code == 0
    header, *rows = Path("sortie/notes-arretees.csv").read_text(encoding="utf-8-sig").splitlines()
    assert header == "lot;dossier;candidat;sous-critère;intitulé;note arrêtée;motif;saisie par;saisie le"
    assert len(rows) == 11
    assert f";9;Annexe relue en séance;le secrétariat;{said['at']}" in "\n".join(rows)
    written = tomllib.loads(Path("sortie/classement.toml").read_text(encoding="utf-8"))
    assert written["lot"][0]["agreed"] == lot["agreed"]


# --- A table of them ------------------------------------------------------------------------------------------------------


def a_file(*rows: str) -> str:
    Path("communes.csv").write_text("\n".join(("dossier;sous-critère;note;motif", *rows)) + "\n", encoding="utf-8")
    return "communes.csv"


def journals(session: str) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in Path(session).rglob("*.jsonl")}


@pytest.mark.parametrize("who", ["desk", "ana"])
def test_a_table_of_agreed_marks_comes_in_as_one_file(run: Run, session: str, who: str) -> None:
    written = Path(session) / "session.toml"
    text = written.read_text(encoding="utf-8").replace('code = "ana"', 'code = "ana"\nrole = "president"')
    written.write_text(text, encoding="utf-8")
    assert run("adopt", session, "--as", "desk", "reason=présidence").code == 0
    before = journals(session)
    file = a_file("d4;B1;4,5;", "d1;A2;insuffisant;aucune lettre d'appui", "d2;B1;sans objet;")
    done = run("import", session, "agreed", file, "--as", who)
    assert (done.code, done.out, done.err) == (0, "3 lignes importées.\n", "")
    after = journals(session)
    (new,) = after.keys() - before.keys()
    assert f"journal/{'desk' if who == 'desk' else 'presidency'}/" in new
    assert after[new].count(b'"kind":"agree"') == 2
    (lot,) = json.loads(run("rank", session, "--format", "json").out)["lots"]
    assert [(each["dossier"], each["total"]["exact"]) for each in lot["ranking"]] == [
        ("d3", "15"), ("d4", "13.5"), ("d1", "12"), ("d2", "10.5"),
    ]  # fmt: skip
    assert run("import", session, "agreed", file, "--as", who).out == "3 lignes importées.\n"
    assert journals(session) == after
    assert run("verify", session).code == 0


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("d4;B1;7;",), "communes.csv:2:3: "),
        (("d4;B1;4;", "d9;B1;4;"), "communes.csv:3:1: "),
        (("d4;B1;;",), "communes.csv:2:3: "),
        (("d4;B1;nspp;",), "communes.csv:2:3: "),
        (("d4;A2;insuffisant;",), "communes.csv:2:3: "),
        (("d4;B1;4;", "d4;b1;5;"), "communes.csv:3:1: "),
        (("d4;B1;4;", "d1;A1;8;"), "communes.csv:3:1: "),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_written(run: Run, session: str, rows: tuple[str, ...], said: str) -> None:
    before = journals(session)
    done = run("import", session, "agreed", a_file(*rows))
    assert done.code == 1
    assert done.err.startswith(said)
    assert done.err.count("\n") == 1
    assert journals(session) == before


def test_where_marks_are_brought_together_no_table_of_them_is_read(run: Run, demo: Path) -> None:
    done = run("import", str(demo), "agreed", a_file("sud-1;A1;1;"))
    assert (done.code, "réunit les notes des membres" in done.err) == (1, True)
