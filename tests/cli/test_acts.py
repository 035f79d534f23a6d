"""Acts from the command line: marks, sheets, lots; each says what is saved, and is on the disk when it says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from commission.live.identity import slip_opens
from commission.live.room import Room
from tests.cli.conftest import Run
from tests.files.world import Failing, on


def value(demo: Path, member: str, dossier: str, code: str) -> str:
    with Room.open(demo, member) as room:
        return room.state.sheet(member, dossier).cell(code).value


def test_a_mark_is_saved_with_a_comma_or_a_point(run: Run, demo: Path) -> None:
    assert run("mark", str(demo), "--as", "m-vaubrun", "sud-3", "c3", "2,5") == (0, "Enregistré : sud-3 C3, 2,5\n", "")
    assert value(demo, "m-vaubrun", "sud-3", "C3") == "2.5"
    assert run("mark", str(demo), "--as", "M-VAUBRUN", "sud-3", "C3", "3.0").out == "Enregistré : sud-3 C3, 3\n"
    assert value(demo, "m-vaubrun", "sud-3", "C3") == "3"


def test_a_mark_is_cleared_declined_or_not_applicable(run: Run, demo: Path) -> None:
    cell = ("mark", str(demo), "--as", "m-vaubrun", "sud-3", "C3")
    assert run(*cell, "declined", "--reason", "Hors de mon domaine").out == (
        "Enregistré : sud-3 C3, ne se prononce pas\n"
    )
    assert run(*cell, "not-applicable").out == "Enregistré : sud-3 C3, sans objet\n"
    assert run(*cell, "").out == "Enregistré : sud-3 C3, –\n"
    assert value(demo, "m-vaubrun", "sud-3", "C3") == ""


def values(demo: Path, *codes: str) -> list[str]:
    with Room.open(demo) as room:
        return [room.state.sheet("m-vaubrun", "sud-3").cell(code).value for code in codes]


@pytest.mark.parametrize("word", ["nspp", "NSPP", "abs", "declined", "ne se prononce pas"])
def test_no_opinion_is_said_in_the_same_words_everywhere(run: Run, demo: Path, word: str) -> None:
    run("mark", str(demo), "--as", "m-vaubrun", "sud-3", "C3", word, "--reason", "Lien")
    run("act", str(demo), "--as", "m-vaubrun", "mark", "sud-3", "C4", word, "reason=Lien")
    run("score", str(demo), "--as", "m-vaubrun", "--text", stdin=f"sud-3\n{word}\nLien\nq\n")
    Path("notes.csv").write_text(f"membre;dossier;code;note;observation\nm-vaubrun;sud-3;D1;{word};Lien\n", "utf-8")
    assert run("import", str(demo), "marks", "notes.csv").err == ""
    assert values(demo, "C3", "C4", "C5", "D1") == ["declined"] * 4


@pytest.mark.parametrize("word", ["so", "n/a", "not-applicable", "sans objet"])
def test_not_applicable_is_said_in_the_same_words_everywhere(run: Run, demo: Path, word: str) -> None:
    run("mark", str(demo), "--as", "m-vaubrun", "sud-3", "C3", word)
    run("score", str(demo), "--as", "m-vaubrun", "--text", stdin=f"sud-3\n{word}\nq\n")
    Path("notes.csv").write_text(f"membre;dossier;code;note\nm-vaubrun;sud-3;D1;{word}\n", "utf-8")
    assert run("import", str(demo), "marks", "notes.csv").err == ""
    assert values(demo, "C3", "C4", "D1") == ["not-applicable"] * 3


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("4,5", "La note 4,5 pour C3 dépasse le maximum ; le maximum est 3"),
        ("2,3", "La note 2,3 pour C3 n'est pas au pas adopté ; la notation va par demi-point : 2 ou 2,5"),
        ("-1", "La note -1 pour C3 est négative ; il faut un nombre de 0 à 3"),
        *(
            (
                typed,
                f"« {typed} » n'est pas une note pour C3 ; "
                "il faut un nombre de 0 à 3, en chiffres de 0 à 9, avec une virgule ou un point ; "
                "pour ne pas se prononcer : nspp, avec un motif ; si la ligne est sans objet : so",
            )
            for typed in ("1e3", "NaN", "٣")
        ),
    ],
)
def test_a_refused_mark_says_why_and_changes_nothing(run: Run, demo: Path, typed: str, said: str) -> None:
    before = value(demo, "m-vaubrun", "sud-1", "C3")
    assert run("mark", str(demo), "--as", "m-vaubrun", "sud-1", "C3", typed) == (2, "", f"{said}\n")
    assert value(demo, "m-vaubrun", "sud-1", "C3") == before != ""


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--as", "m-personne", "sud-1", "A1", "1"), 2, "La procédure n'a pas de membre « m-personne »"),
        (("--as", "m-vaubrun", "sud-9", "A1", "1"), 2, "La procédure n'a pas de dossier « sud-9 »"),
        (
            ("--as", "m-vaubrun", "sud-1", "Z9", "1"),
            2,
            "La grille n'a pas de sous-critère « Z9 » ; ses codes sont : A1, A2",
        ),
        (("--as", "m-vaubrun", "sud-1", "A1", "declined"), 2, "Un motif est nécessaire pour ne pas se prononcer"),
        (
            ("--as", "m-vaubrun", "nord-1", "A1", "1"),
            1,
            "Les notes sont mises en commun : une note du dossier « nord-1 » ne se change plus librement ; "
            "la présidence rouvre d'abord la fiche ; le changement demande alors un motif\n",
        ),
        (("--as", "m-vaubrun", "nord-5", "A1", "1"), 1, "Le dossier « nord-5 » a fait l'objet d'un refus préalable"),
        (("--as", "m-kerdozel", "nord-1", "A1", "1"), 1, "« m-kerdozel » s'est déporté(e) du lot « nord »"),
        (("--as", "desk", "sud-1", "A1", "1"), 2, "Il ne vous revient pas de faire cela : écrire une note"),
    ],
)
def test_a_mark_that_may_not_be_written_says_why(
    run: Run, demo: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    done = run("mark", str(demo), *words)
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith(said)


def test_the_secretariat_types_for_a_member(run: Run, demo: Path) -> None:
    assert run("mark", str(demo), "--as", "desk", "--for", "m-talvern", "sud-1", "A1", "1").code == 0
    with Room.open(demo) as room:
        assert room.state.sheet("m-talvern", "sud-1").cell("A1").value == "1"
    assert list((demo / "journal" / "typed").glob("*.jsonl"))


def test_what_the_secretariat_typed_counts_once_the_member_has_handed_in(run: Run, demo: Path) -> None:
    assert run("mark", str(demo), "--as", "desk", "--for", "m-vaubrun", "sud-3", "C3", "2").code == 0
    assert run("hand-in", str(demo), "--as", "m-vaubrun", "sud-3").code == 0
    for words in (("progress",), ("open", "--as", "desk", "sud"), ("rank", "--lot", "sud"), ("verify",)):
        assert run(words[0], str(demo), *words[1:]).err == ""
    assert "Pas noté par Didier Vaubrun (m-vaubrun) : C4, C5, D1" in run("rank", str(demo), "--lot", "sud").out
    with Room.open(demo) as room:
        assert room.state.sheet("m-vaubrun", "sud-3").cell("C3").value == "2"
    late = run("mark", str(demo), "--as", "desk", "--for", "m-vaubrun", "sud-3", "C4", "2")
    assert late.code == 1
    assert late.err.startswith("Les notes sont mises en commun : une note du dossier « sud-3 » ne se change plus")


def test_a_mark_typed_over_the_members_own_unseen_is_a_conflict_to_settle(run: Run, demo: Path) -> None:
    assert run("mark", str(demo), "--as", "m-vaubrun", "sud-3", "C3", "1").code == 0
    assert run("mark", str(demo), "--as", "desk", "--for", "m-vaubrun", "sud-3", "C3", "2").code == 0
    assert run("hand-in", str(demo), "--as", "m-vaubrun", "sud-3").code == 0
    assert run("open", str(demo), "--as", "desk", "sud").code == 0
    with Room.open(demo) as room:
        assert room.state.sheet("m-vaubrun", "sud-3").cell("C3").rivals == ("1", "2")
    done = run("rank", str(demo), "--lot", "sud")
    assert "Didier Vaubrun (m-vaubrun) : deux notes se contredisent, à régler : C3" in done.out
    assert "sans effet" not in done.err


def test_the_secretariat_hands_in_and_the_presidency_reopens_for_a_member_as_it_types_a_mark(
    run: Run, demo: Path
) -> None:
    typed = ("--as", "desk", "--for", "m-dornelic")
    assert run("mark", str(demo), *typed, "sud-2", "A1", "1").code == 0
    said = run("hand-in", str(demo), *typed, "sud-2").out.splitlines()
    assert said[0] == "Enregistré : remettre une fiche."
    assert said[1].startswith("20 lignes sont vides : A2, A3")
    assert run("open", str(demo), "--as", "desk", "sud").code == 0
    words = ("--as", "m-talvern", "--for", "m-dornelic", "sud-2", "reason=Fiche papier mal lue")
    assert run("reopen", str(demo), *words).out == "Enregistré : rouvrir une fiche.\n"


def test_a_sheet_is_handed_in_and_reopened(run: Run, demo: Path) -> None:
    assert run("hand-in", str(demo), "--as", "m-vaubrun", "sud-1").out == "Enregistré : remettre une fiche.\n"
    again = run("hand-in", str(demo), "--as", "m-vaubrun", "sud-1")
    assert (again.code, again.err) == (
        1, "La fiche du dossier « sud-1 » est remise ; rouvrez-la avant de la modifier\n",
    )  # fmt: skip
    assert run("reopen", str(demo), "--as", "m-vaubrun", "sud-1").code == 0
    assert run("mark", str(demo), "--as", "m-vaubrun", "sud-1", "A1", "0,5").code == 0


def test_a_blank_sheet_is_handed_in_only_if_one_says_so(run: Run, demo: Path) -> None:
    dossier = ("--as", "desk", "--for", "m-dornelic", "sud-3")
    refused = run("hand-in", str(demo), *dossier)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith(
        "La fiche du dossier « sud-3 » ne porte aucune note ; un membre qui ne se prononce pas"
    )
    assert run("act", str(demo), *dossier[:4], "hand-in", "sud-3").code == 1
    with Room.open(demo) as room:
        assert not room.state.sheet("m-dornelic", "sud-3").handed_in
    assert run("hand-in", str(demo), *dossier, "--blank").code == 0


def test_a_sheet_handed_in_with_blank_lines_says_which_and_the_opening_counts_them(run: Run, demo: Path) -> None:
    said = run("hand-in", str(demo), "--as", "m-vaubrun", "sud-3").out
    assert said == "Enregistré : remettre une fiche.\n8 lignes sont vides : C3, C4, C5, D1, D2, D3, E1, E2\n"
    opened = run("open", str(demo), "--as", "desk", "sud").out
    assert "1 fiche a des lignes vides :\n  - Didier Vaubrun (m-vaubrun) : sud-3 (8)\n" in opened


def test_what_a_member_corrects_of_a_sheet_handed_in_for_them_counts(run: Run, demo: Path) -> None:
    office, own = ("--as", "desk", "--for", "m-dornelic"), ("--as", "m-dornelic")
    assert run("mark", str(demo), *office, "sud-3", "A1", "1").code == 0
    assert run("hand-in", str(demo), *office, "sud-3").code == 0
    refused = run("mark", str(demo), *own, "sud-3", "A1", "0,5")
    assert (refused.code, refused.out) == (1, "")
    assert "a été remise par le secrétariat ; rouvrez-la d'abord" in refused.err
    assert run("reopen", str(demo), *own, "sud-3").code == 0
    assert run("mark", str(demo), *own, "sud-3", "A1", "0,5").code == 0
    assert run("hand-in", str(demo), *own, "sud-3").code == 0
    opened = run("open", str(demo), "--as", "desk", "sud")
    assert "sans effet" not in opened.err + run("rank", str(demo), "--lot", "sud").err
    with Room.open(demo) as room:
        assert room.state.sheet("m-dornelic", "sud-3").cell("A1").value == "0.5"


def test_opening_a_lot_names_the_sheets_not_handed_in(run: Run, demo: Path) -> None:
    done = run("open", str(demo), "--as", "desk", "sud")
    assert done.code == 0
    assert done.out.startswith(
        "Enregistré : mettre en commun les notes.\n30 fiches n'étaient pas remises :\n"
        "  - Armelle Talvern (m-talvern) : sud-1, sud-2, sud-3\n"
    )
    assert run("open", str(demo), "--as", "desk", "sud").err == "Les notes du lot « sud » sont déjà mises en commun\n"


def test_a_president_acts_for_the_presidency_where_only_it_may(run: Run, demo: Path) -> None:
    assert run("close", str(demo), "--as", "m-talvern", "nord", "reason=Fiches manquantes").code == 0
    words = ("foreign", "reason=Aucune AEMO", "decided_by=prefet,departement")
    assert run("refuse", str(demo), "--as", "m-coatbrizel", "sud-3", *words).code == 0
    done = run("refuse", str(demo), "--as", "m-vaubrun", "sud-2", *words)
    assert (done.code, done.err) == (2, "« m-vaubrun » ne préside pas ; président : m-talvern, m-coatbrizel\n")


def test_a_president_reopens_another_members_sheet_with_a_reason(run: Run, demo: Path) -> None:
    words = ("reopen", str(demo), "--as", "m-talvern", "nord-1", "for=m-vaubrun")
    assert run(*words).code == 2
    assert run(*words, "reason=Erreur de saisie").code == 0
    assert run("mark", str(demo), "--as", "m-vaubrun", "nord-1", "A1", "1", "--reason", "Saisie").code == 0


def test_a_member_withdraws_and_stops_scoring(run: Run, demo: Path) -> None:
    assert run("recuse", str(demo), "--as", "m-autrive", "sud", "reason=Lien avec un candidat").code == 0
    assert run("mark", str(demo), "--as", "m-autrive", "sud-1", "A1", "1").err.startswith(
        "« m-autrive » s'est déporté(e)"
    )


def test_any_kind_can_be_written_with_act(run: Run, demo: Path) -> None:
    words = ("act", str(demo), "--as", "m-vaubrun", "observation", "sud-1", "B1", "text=Deux antennes = un atout")
    assert run(*words).out == "Enregistré : écrire une observation.\n"
    with Room.open(demo, "m-vaubrun") as room:
        assert room.state.sheet("m-vaubrun", "sud-1").observations["B1"] == "Deux antennes = un atout"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("dance",), "Aucun acte ne s'appelle « dance » ; les actes sont : mark, observation"),
        (("hand-in", "sud-1", "x", "y"), "« y » n'a pas la forme CHAMP=VALEUR ; les champs sont : dossier, for\n"),
        (("hand-in", "colour=red"), "Il n'y a pas de champ « colour » ici ; les champs sont : dossier, for\n"),
        (("hand-in",), "Le champ « dossier » manque ; ajoutez dossier=…\n"),
    ],
)
def test_an_act_wrongly_typed_is_exit_code_2(run: Run, demo: Path, words: tuple[str, ...], said: str) -> None:
    done = run("act", str(demo), "--as", "m-vaubrun", *words)
    assert done.code == 2
    assert done.err.startswith(said)


def test_slips_are_printed_and_kept_only_as_hashes(run: Run, demo: Path) -> None:
    done = run("slips", str(demo), "--to", "codes.txt", "--member", "m-vaubrun")
    assert done == (0, "1 code dans codes.txt. Imprimez-le, remettez-le, puis supprimez le fichier.\n", "")
    _, name, code, *_ = Path("codes.txt").read_text(encoding="utf-8").splitlines()
    assert name == "Didier Vaubrun (m-vaubrun) : votre code personnel, à garder pour vous"
    assert len(code) == 6
    with Room.open(demo) as room:
        assert slip_opens(room.state.slips["m-vaubrun"], code)
    assert code not in b"".join(each.read_bytes() for each in demo.rglob("*.jsonl")).decode()
    assert run("slips", str(demo), "--to", "codes.txt").err == (
        "codes.txt: Ce nom est déjà pris ; choisissez un autre nom, ou déplacez ce qui s'y trouve\n"
    )


def test_slips_as_a_page_escape_names(run: Run, demo: Path) -> None:
    path = demo / "session.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("Didier Vaubrun", "<b>&"), encoding="utf-8")
    run("adopt", str(demo), "--as", "desk", "reason=nom")
    assert run("slips", str(demo), "--to", "codes.html").code == 0
    page = Path("codes.html").read_text(encoding="utf-8")
    assert page.count("<section>") == 18
    assert "&lt;b&gt;&amp;" in page


def test_a_field_given_twice_is_not_guessed(run: Run, demo: Path) -> None:
    assert run("act", str(demo), "--as", "m-talvern", "mark", "sud-1", "A1", "value=1", "value=0") == (
        2, "", "Le champ « value » est donné deux fois ; donnez-le une seule fois\n",
    )  # fmt: skip


def test_a_session_may_be_named_by_its_file(run: Run, demo: Path) -> None:
    done = run("mark", str(demo / "session.toml"), "--as", "m-talvern", "sud-1", "A1", "1")
    assert done == (0, "Enregistré : sud-1 A1, 1\n", "")


def test_a_grid_that_is_not_published(run: Run, folder: Path) -> None:
    done = run("new", "essai", "--grid", "aemo")
    assert done.code == 2
    assert done.err.startswith("Aucune grille publiée ne s'appelle « aemo » ; les grilles publiées sont : aemo-ih-2025")
    assert done.err.endswith(" ; pour un fichier à vous, donnez son chemin, comme ./grid.toml\n")
    assert not (folder / "essai").exists()


def test_slips_that_cannot_be_kept_are_not_printed(run: Run, demo: Path) -> None:
    for step in range(1, 5):
        with on(Failing(demo / "journal", step)):
            done = run("slips", str(demo), "--to", "codes.txt")
        assert (done.code, "Le disque est plein ; rien n'est enregistré" in done.err) == (1, True)
        assert not Path("codes.txt").exists()
        with Room.open(demo) as room:
            assert room.state.slips == {}


def test_a_code_given_by_an_act_is_kept_as_a_hash_too(run: Run, demo: Path) -> None:
    run("act", str(demo), "--as", "desk", "slip", "m-vaubrun", "moulin-41")
    with Room.open(demo) as room:
        assert slip_opens(room.state.slips["m-vaubrun"], "moulin-41")
    assert not any(b"moulin" in path.read_bytes() for path in demo.glob("journal/*/*"))


def test_a_folder_that_is_not_there(run: Run, demo: Path) -> None:
    for name in ("print-sheets", "slips"):
        assert run(name, str(demo), "--to", "rien/f.html") == (
            1, "", "rien/f.html: Le dossier où écrire n'est pas là ; rien n'est enregistré ; "
            "vérifiez le chemin, et que la clé ou le partage est toujours connecté\n",
        )  # fmt: skip
