"""``score --text``: a whole dossier by questions and answers, without one escape sequence, saved as it goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from commission.live.identity import slip_hash
from commission.live.room import Room
from commission.session.state import Sheet
from tests.cli.conftest import Done, Run

LINES_OF = {"A": 4, "B": 7, "C": 5, "D": 3, "E": 2}
CODES = [f"{letter}{n}" for letter, count in LINES_OF.items() for n in range(1, count + 1)]


def answer(run: Run, demo: Path, *lines: str, who: str = "m-talvern") -> Done:
    return run("score", str(demo), "--as", who, "--text", stdin="".join(f"{line}\n" for line in lines))


def sheet(demo: Path, dossier: str = "sud-1", who: str = "m-talvern") -> Sheet:
    with Room.open(demo, who) as room:
        return room.state.sheet(who, dossier)


def test_a_whole_dossier_is_scored_and_handed_in(run: Run, demo: Path) -> None:
    done = answer(run, demo, "sud-1", *["0,5"] * 21, "o", "q")
    assert (done.code, done.err) == (0, "")
    assert done.out.count("enregistré") == 23  # 21 marks, the hand-in, and the goodbye
    assert done.out.endswith("Tout ce qui a été dit enregistré l'est. Au revoir.\n")
    marked = sheet(demo)
    assert [marked.cell(code).value for code in CODES] == ["0.5"] * 21
    assert marked.handed_in


def test_what_is_said_reads_well_aloud(run: Run, demo: Path) -> None:
    done = answer(run, demo, "1", "1", "q", who="m-vaubrun")
    assert done.out.startswith(
        "\nVos dossiers :\n"
        "1. nord-1, Association Les Ajoncs de Pen-Dévet. Sous-critères notés : 21 sur 21, fiche remise\n"
        "2. nord-2, Fondation Malvéran. Sous-critères notés : 21 sur 21, fiche remise\n"
    )
    assert "7. sud-3, Association Le Pas de Corvennec. Sous-critères notés : 13 sur 21\n" in done.out
    assert "nord-5" not in done.out
    assert "\x1b" not in done.out


def test_it_begins_at_the_first_line_without_a_mark(run: Run, demo: Path) -> None:
    done = answer(run, demo, "sud-3", "2", "q", who="m-vaubrun")
    first = done.out.split("q quitte.\n")[1]
    assert first.startswith("\nC3. ")
    assert "Pas encore noté\nC3, note sur 3 : enregistré : C3, 2\n\nC4. " in done.out
    assert sheet(demo, "sud-3", "m-vaubrun").cell("C3").value == "2"


def test_a_refused_mark_is_asked_again(run: Run, demo: Path) -> None:
    done = answer(run, demo, "sud-1", "2", "0,3", "abc", "-1", "1", "q")
    assert (
        "A1, note sur 1 : 2 : le maximum est 1\n"
        "A1, note sur 1 : 0,3 : par demi-point : 0 ou 0,5\n"
        "A1, note sur 1 : abc : ce n'est pas un nombre de 0 à 1\n"
        "A1, note sur 1 : -1 : une note n'est jamais négative\n"
        "A1, note sur 1 : enregistré : A1, 1\n"
    ) in done.out
    assert sheet(demo).cell("A1").value == "1"


def test_enter_keeps_and_minus_goes_back(run: Run, demo: Path) -> None:
    answer(run, demo, "sud-1", "1", "", "-", "5", "-", "-", "0,5", "q")
    marked = sheet(demo)
    assert (marked.cell("A1").value, marked.cell("A2").value) == ("0.5", "5")


def test_words_beside_numbers(run: Run, demo: Path) -> None:
    answer(run, demo, "sud-1", "abs Hors de mon domaine", "abs", "Pas lu", "so", "c Trop vague", "3", "q")
    marked = sheet(demo)
    assert (marked.cell("A1").value, marked.cell("A1").reason) == ("declined", "Hors de mon domaine")
    assert (marked.cell("A2").value, marked.cell("A2").reason) == ("declined", "Pas lu")
    assert marked.cell("A3").value == "not-applicable"
    assert marked.observations["A4"] == "Trop vague"
    assert marked.cell("A4").value == "3"


def test_a_mark_is_cleared(run: Run, demo: Path) -> None:
    answer(run, demo, "sud-1", "1", "-", "x", "q")
    assert sheet(demo).cell("A1").value == ""


def test_guidance_says_what_the_document_expects_and_ones_other_marks(run: Run, demo: Path) -> None:
    done = answer(run, demo, "sud-3", "-", "-", "-", "?", "q", who="m-vaubrun")
    assert "Source : " in done.out
    assert "À noter : " in done.out
    assert "Vos notes sur ce sous-critère : nord-1 " in done.out
    assert "Capacité proposée : 40 mesures\n" in done.out


def test_a_handed_in_sheet_is_reopened_only_when_asked(run: Run, demo: Path) -> None:
    done = answer(run, demo, "sud-1", "n", "sud-1", "o", "1", "q", who="m-perroday")
    assert "Cette fiche est remise.\nLa rouvrir ? o ou n : \nVos dossiers :" in done.out
    assert not sheet(demo, "sud-1", "m-perroday").handed_in


def test_after_the_opening_a_sheet_cannot_be_reopened_by_its_member(run: Run, demo: Path) -> None:
    done = answer(run, demo, "nord-1", "q")
    assert "la présidence rouvre d'abord la fiche ; le changement demande alors un motif" in done.out
    assert "La rouvrir" not in done.out
    assert sheet(demo, "nord-1").handed_in


def test_an_incomplete_sheet_says_what_is_left(run: Run, demo: Path) -> None:
    done = answer(run, demo, "sud-1", *["0,5"] * 20, "", "n", "q")
    assert "Sous-critères sans note : E2\nRemettre cette fiche ? o ou n : " in done.out


def test_the_end_of_the_input_loses_nothing(run: Run, demo: Path) -> None:
    done = answer(run, demo, "sud-1", "1")
    assert done.code == 0
    assert done.out.endswith("Tout ce qui a été dit enregistré l'est. Au revoir.\n")
    assert sheet(demo).cell("A1").value == "1"


def test_an_unknown_dossier_is_asked_again(run: Run, demo: Path) -> None:
    assert "Aucun de vos dossiers ne s'appelle « ouest »." in answer(run, demo, "ouest", "q").out


def test_a_recused_member_is_not_asked_about_that_lot(run: Run, demo: Path) -> None:
    out = answer(run, demo, "q", who="m-kerdozel").out
    assert "1. sud-1" in out
    assert "nord-" not in out


def test_in_english(run: Run, demo: Path) -> None:
    done = run("score", str(demo), "--as", "m-talvern", "--text", "--lang", "en", stdin="sud-1\n1\nq\n")
    assert "A1, mark out of 1: saved: A1, 1\n" in done.out


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (("score", "DEMO", "--as", "m-vaubrun"), "commission score DEMO --as m-vaubrun --text"),
        (("desk", "DEMO"), "commission desk DEMO --text"),
        ((), "commission score PROCÉDURE --as MEMBRE --text"),
    ],
)
def test_without_a_terminal_the_screens_point_to_the_lines(
    run: Run, demo: Path, words: tuple[str, ...], lines: str
) -> None:
    done = run(*(str(demo) if word == "DEMO" else word for word in words))
    lines = lines.replace("DEMO", str(demo))
    assert done == (2, "", f"Les écrans demandent un terminal ; ligne par ligne : {lines}\n")


def test_it_must_be_said_for_whom(run: Run, demo: Path) -> None:
    for words in ((), ("--as", "desk"), ("--as", "Desk")):  # the secretariat scores nothing
        assert run("score", str(demo), "--text", *words) == (
            2, "", "Il n'est pas dit pour qui ; ajoutez --as suivi du code d'un membre\n",
        )  # fmt: skip


def test_a_member_with_a_slip_is_asked_for_the_code_first(run: Run, demo: Path) -> None:
    with Room.open(demo) as room:
        room.act("slip", member="m-talvern", code=slip_hash("4711"))
    let_in = answer(run, demo, "0000", "4711", "q")
    assert let_in.code == 0
    assert let_in.out.startswith(
        "Votre code personnel : Armelle Talvern : ce n'est pas ce code.\nVotre code personnel : "
    )
    assert "Vos dossiers :" in let_in.out
    kept_out = answer(run, demo, "0000", "1111", "2222", "sud-1", "1")
    assert kept_out.code == 1
    assert "Vos dossiers :" not in kept_out.out
    assert kept_out.err.startswith("Ce n'est pas le code personnel de m-talvern")
    assert not sheet(demo).cells


def test_accents_typed_in_a_poor_locale_arrive_whole(run: Run, demo: Path) -> None:
    undecoded = "c Très clair".encode().decode("ascii", "surrogateescape")
    assert answer(run, demo, "sud-1", undecoded, "q").code == 0
    assert sheet(demo).observations == {"A1": "Très clair"}
