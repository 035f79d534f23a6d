"""What bad input gets: one line that helps, with the exact words; what is sound beside it goes on working."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

from commission.live.room import Room
from commission.rules.fault import Refused
from tests.cli.conftest import Run
from tests.files.world import Failing, Recording, on

GRID = """\
format = 1
code = "essai"
title = "Appel d'essai"
total = 9

[[criterion]]
code = "A"
title = "Qualités du candidat"
points = 8
sub = [
  { code = "A1", max = 1, title = "Statuts" },
  { code = "A2", max = 7, title = "Expérience" },
]
"""


def checked(run: Run, text: str) -> list[str]:
    Path("grille.toml").write_text(text, encoding="utf-8")
    done = run("check", "grille.toml")
    assert (done.code, done.out) == (1, "")
    return done.err.splitlines()


def test_a_grid_whose_sums_do_not_add_up(run: Run, folder: Path) -> None:
    assert checked(run, GRID.replace("max = 7", "max = 6.5")) == [
        "grille.toml:4:9: La grille annonce un total de 9 points, mais la somme de ses critères est 8 ; "
        "les deux chiffres doivent être égaux ; corrigez total, ou les points d'un critère",
        "grille.toml:9:10: Le critère A annonce 8 points, mais la somme de ses sous-critères est 7,5 ; "
        "les deux chiffres doivent être égaux ; corrigez points, ou le maximum d'un sous-critère",
    ]


def test_a_code_written_twice(run: Run, folder: Path) -> None:
    assert checked(run, GRID.replace("total = 9", "total = 8").replace('"A2"', '"a1"')) == [
        "grille.toml:12:12: Le code « a1 » est déjà pris par « A1 » ; un code ne sert qu'une fois, majuscules ou non ; "
        "donnez un autre code à l'un des deux"
    ]


def test_an_unknown_key(run: Run, folder: Path) -> None:
    assert checked(run, GRID.replace("points = 8", "point = 8").replace("total = 9", "total = 8")) == [
        "grille.toml:9:1: Clé inconnue « point » ; la clé connue la plus proche est « points » ; "
        "corrigez la clé, ou supprimez la ligne",
    ]


def test_an_unknown_key_does_not_hide_what_else_is_wrong(run: Run, folder: Path) -> None:
    both = GRID.replace("points = 8", "point = 8")
    assert [line.split(" ")[0] for line in checked(run, both)] == ["grille.toml:4:9:", "grille.toml:9:1:"]


def test_a_toml_syntax_fault(run: Run, folder: Path) -> None:
    (line,) = checked(run, GRID.replace('title = "Appel d\'essai"', "title = \"Appel d'essai"))
    assert line.startswith("grille.toml:3:")
    assert line.endswith(
        ": Cette ligne n'est pas du TOML ; cherchez ici ou à la ligne au-dessus un guillemet, un crochet, "
        "une virgule ou un signe égal qui manque"
    )


def test_a_file_that_is_not_there(run: Run, folder: Path) -> None:
    assert run("check", "rien.toml") == (1, "", "rien.toml: Ce fichier n'existe pas ; vérifiez le chemin\n")
    done = run("rank", "rien")
    assert (done.code, done.err) == (1, "rien/session.toml: Ce fichier n'existe pas ; vérifiez le chemin\n")


@pytest.fixture
def journal(demo: Path) -> Path:
    """One member's only journal file."""
    (path,) = (demo / "journal" / "m-vaubrun").glob("*.jsonl")
    return path


def broken(run: Run, demo: Path, journal: Path, lines: list[bytes]) -> list[str]:
    """What is said of a journal with these lines; the ranking of the others' marks still comes."""
    journal.write_bytes(b"".join(lines))
    done = run("progress", str(demo))
    assert done.code == 0
    assert "Service nord" in done.out
    name = journal.relative_to(demo).as_posix()
    return [line.removeprefix(f"{name}:") for line in done.err.splitlines() if line.startswith(name)]


def test_a_changed_byte_in_a_journal(run: Run, demo: Path, journal: Path) -> None:
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[9] = lines[9].replace(b'"dossier":"nord-1"', b'"dossier":"nord-2"')
    assert broken(run, demo, journal, lines) == [
        "10:1: Cette ligne a été modifiée après avoir été écrite ; lignes d'avant comptées : 8 ; "
        "celles d'après ne le sont pas ; reprenez le fichier d'une copie"
    ]


def test_a_missing_line_in_a_journal(run: Run, demo: Path, journal: Path) -> None:
    lines = journal.read_bytes().splitlines(keepends=True)
    del lines[9]
    assert broken(run, demo, journal, lines) == [
        "10:1: Les lignes 9 à 9 manquent avant celle-ci ; lignes d'avant comptées : 8 ; celles d'après ne le sont pas ; "
        "reprenez le fichier d'une copie"
    ]


def test_a_line_repeated_in_a_journal(run: Run, demo: Path, journal: Path) -> None:
    lines = journal.read_bytes().splitlines(keepends=True)
    lines.insert(10, lines[9])
    assert broken(run, demo, journal, lines) == [
        "11:1: Cette ligne répète la ligne 10 ; lignes d'avant comptées : 9 ; celles d'après ne le sont pas ; "
        "reprenez le fichier d'une copie"
    ]


def test_a_torn_last_line_of_a_member_at_this_machine(run: Run, demo: Path) -> None:
    run("mark", str(demo), "--as", "m-talvern", "sud-1", "A1", "1")
    run("mark", str(demo), "--as", "m-talvern", "sud-1", "A2", "5")
    (mine,) = (path for path in (demo / "journal" / "m-talvern").glob("*.jsonl") if b"sud-1" in path.read_bytes())
    mine.write_bytes(mine.read_bytes()[:-20])
    done = run("mark", str(demo), "--as", "m-talvern", "sud-1", "A3", "2")
    assert (done.code, done.out) == (0, "Enregistré : sud-1 A3, 2\n")
    assert done.err.endswith(
        ":3:1: La dernière ligne a été coupée pendant son écriture ; elle ne compte pas ; récrivez ce qu'elle portait ; "
        "un nouveau fichier est commencé, celui-ci reste tel quel\n"
    )
    assert len(list((demo / "journal" / "m-talvern").glob("*.jsonl"))) == 3


def test_two_forked_journals_of_one_member(run: Run, demo: Path, journal: Path) -> None:
    lines = journal.read_bytes().splitlines(keepends=True)
    fork = journal.with_name(f"copie {journal.name}")
    fork.write_bytes(b"".join(lines[:3]))
    assert run("progress", str(demo)).err == ""  # the beginning of a file is its copy
    other = next(each for each in (demo / "journal" / "m-rosmoral").glob("*.jsonl"))
    forged = other.read_bytes().replace(b"m-rosmoral", b"m-vaubrun").replace(other.stem.encode(), journal.stem.encode())
    fork.write_bytes(forged)
    done = run("verify", str(demo))
    assert done.code == 1
    assert any(line.startswith("journal/m-vaubrun/") for line in done.err.splitlines())


def test_a_session_edited_by_hand_after_adopt(run: Run, demo: Path) -> None:
    path = demo / "session.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("demi", "DEMI") + "\n", encoding="utf-8")
    for words in (("progress",), ("rank",), ("export", "--to", "out")):
        done = run(words[0], str(demo), *words[1:])
        assert done.err.startswith("session.toml a changé depuis son adoption ; empreinte adoptée : ")
        assert done.code == (0 if words == ("progress",) else 1)
    assert not Path("out").exists()
    assert run("adopt", str(demo), "--as", "desk").err.endswith(
        "Un motif est nécessaire pour adopter la grille, les règles et la procédure ; donnez le motif en quelques mots\n"
    )
    assert run("adopt", str(demo), "--as", "desk", "reason=Coquille").code == 0
    assert run("rank", str(demo))[0] == 0


def test_a_grid_changed_after_the_first_mark(run: Run, demo: Path) -> None:
    path = demo / "grid.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# retouché\n", encoding="utf-8")
    done = run("rank", str(demo))
    assert done.code == 1
    assert done.err.startswith("La grille a changé depuis son adoption ; ")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (errno.ENOSPC, "Le disque est plein ; rien n'est enregistré ; libérez de la place, puis récrivez"),
        (errno.EROFS, "L'écriture est interdite à cet endroit ; rien n'est enregistré ; "
         "demandez le droit d'y écrire, ou travaillez sur une copie du dossier"),
        (errno.EIO, "Le système refuse l'écriture (EIO) ; rien n'est enregistré ; "
         "vérifiez le partage ou le disque, puis récrivez-le"),
    ],
)  # fmt: skip
def test_a_disk_that_refuses(run: Run, demo: Path, error: int, said: str) -> None:
    with on(Failing(demo, 1, error)):
        done = run("mark", str(demo), "--as", "m-talvern", "sud-1", "A1", "1")
    assert (done.code, done.out) == (1, "")
    assert done.err == f"journal/m-talvern: {said}\n"
    with Room.open(demo, "m-talvern") as room:
        assert room.state.sheet("m-talvern", "sud-1").cell("A1").value == ""


def test_an_export_that_the_disk_refuses_leaves_nothing(run: Run, demo: Path) -> None:
    target = demo.parent / "sorties"
    for step in range(1, 12):
        with on(Failing(target, step)):
            done = run("export", str(demo), "--to", str(target / "nord"))
        assert (done.code, done.err) == (
            1, f"{target / 'nord'}: Le disque est plein ; rien n'est enregistré ; libérez de la place, puis récrivez\n",
        )  # fmt: skip
        assert [path for path in target.rglob("*") if path.is_file()] == []


def test_what_is_there_without_the_disk_confirming_it_is_not_said_to_be_lost(run: Run, demo: Path) -> None:
    target = demo.parent / "nord"
    disk = Recording()
    with on(disk):
        run("export", str(demo), "--to", str(target))
    last = len(disk.steps(demo.parent))
    shutil.rmtree(target)
    with on(Failing(demo.parent, last, errno.EIO)):
        done = run("export", str(demo), "--to", str(target))
    assert (done.code, done.err) == (
        1, f"{target}: C'est écrit, mais le disque ne confirme pas qu'il le garde (EIO) ; vérifiez le disque ou le "
        "partage, puis regardez si c'est bien là avant de recommencer\n",
    )  # fmt: skip
    assert len(list(target.iterdir())) == 3


def test_a_mark_that_the_disk_did_not_confirm_is_the_one_that_is_replaced(demo: Path) -> None:
    with Room.open(demo, "m-talvern") as room:
        with on(Recording()):
            room.act("mark", dossier="sud-1", code="A1", value="1")
        with on(Failing(demo / "journal", 2, errno.EIO)), pytest.raises(Refused, match="not-confirmed"):
            room.act("mark", dossier="sud-1", code="A1", value="0.5")
        assert room.state.sheet("m-talvern", "sud-1").cell("A1").value == "0.5"
        room.act("mark", dossier="sud-1", code="A1", value="0")
    with Room.open(demo, "m-talvern") as room:
        assert (room.state.sheet("m-talvern", "sud-1").cell("A1").value, room.state.conflicts()) == ("0", [])


def test_two_marks_of_one_cell_from_two_machines(run: Run, demo: Path) -> None:
    first, second = Room.open(demo, "m-talvern"), Room.open(demo, "m-talvern")
    one = first.act("mark", dossier="sud-1", code="A1", value="1").name
    two = second.act("mark", dossier="sud-1", code="A1", value="0.5").name
    first.close()
    second.close()
    done = run("score", str(demo), "--as", "m-talvern", "--text", stdin="q\n")
    assert done.code == 0
    assert done.err == (
        "Armelle Talvern (m-talvern) : deux notes sur A1, dossier sud-1, se contredisent : "
        f"{', '.join(sorted((one, two)))} ; "
        "la case compte comme non notée tant que l'une n'est pas retenue ; "
        "le membre récrit sa note (une fois les notes mises en commun : après que la présidence a rouvert la fiche), "
        "ou la présidence dit quelle ligne vaut\n"
    )
    assert run("progress", str(demo)).err == ""  # the desk is not told of a blind lot's marks
    assert run("mark", str(demo), "--as", "m-talvern", "sud-1", "A1", "1").code == 0
    assert run("score", str(demo), "--as", "m-talvern", "--text", stdin="q\n").err == ""


def test_a_mark_that_arrives_after_the_opening_is_told_to_the_desk_only(run: Run, demo: Path) -> None:
    with Room.open(demo, "m-talvern") as away:  # has not seen the opening
        run("open", str(demo), "--as", "desk", "sud")
        named = away.act("mark", dossier="sud-1", code="A1", value="1")
    assert run("progress", str(demo)).err == (
        f"Tardif, non compté : Armelle Talvern (m-talvern), écrire une note ({named.name})\n"
    )
    assert run("progress", str(demo), "--as", "m-vaubrun").err == ""
    assert run("act", str(demo), "--as", "m-coatbrizel", "admit", f"entries={named.name}", "reason=Panne").code == 0
    assert run("progress", str(demo)).err == ""


def test_a_script_beside_an_open_sheet_writes_its_own_file(run: Run, demo: Path) -> None:
    with Room.open(demo, "m-talvern") as sheet:
        sheet.act("mark", dossier="sud-1", code="A1", value="1")
        assert run("mark", str(demo), "--as", "m-talvern", "sud-1", "A2", "5").code == 0
        sheet.act("mark", dossier="sud-1", code="A3", value="2")
    with Room.open(demo, "m-talvern") as room:
        values = [room.state.sheet("m-talvern", "sud-1").cell(code).value for code in ("A1", "A2", "A3")]
    assert values == ["1", "5", "2"]


HOSTILE = "[/x]\x1b]52;c;QQ==\x07\u202egnihtyna\u2066 😀 é" + "n" * 10_000


def test_a_hostile_name_never_commands_the_terminal(run: Run, demo: Path) -> None:
    path = demo / "session.toml"
    text = path.read_text(encoding="utf-8")
    escaped = HOSTILE.replace("\x1b", "\\u001b").replace("\x07", "\\u0007")
    text = text.replace("Fondation Malvéran", escaped).replace("Armelle Talvern", escaped)
    path.write_text(text, encoding="utf-8")
    run("adopt", str(demo), "--as", "desk", "reason=essai")
    for words in (
        ("progress",), ("progress", "--format", "json"), ("rank",), ("rank", "--format", "json"), ("verify",),
        ("score", "--as", "m-talvern", "--text"), ("print-sheets", "--to", "f.html"), ("slips", "--to", "c.txt"),
        ("export", "--to", "out"), ("mark", "--as", HOSTILE, "nord-2", "A1", "1"),
        ("act", "--as", "desk", HOSTILE), ("rank", "--lot", HOSTILE), (HOSTILE,),
    ):  # fmt: skip
        done = run(words[0], str(demo), *words[1:], stdin="1\n?\nc " + HOSTILE + "\nq\n")
        shown = done.out + done.err
        assert done.code in {0, 1, 2}
        assert not any(char in shown for char in "\x1b\x07\u202e\u2066")
        assert max((len(line) for line in done.err.splitlines()), default=0) < 1000


def test_members_never_open_a_colleagues_journal_before_the_opening(run: Run, demo: Path) -> None:
    disk = Recording()
    with on(disk):
        run("score", str(demo), "--as", "m-vaubrun", "--text", stdin="q\n")
        run("mark", str(demo), "--as", "m-vaubrun", "sud-3", "C3", "1")
        run("progress", str(demo), "--as", "m-vaubrun")
    actors = {name.split("/")[1] for name in disk.touched(demo) if name.startswith("journal/")}
    assert actors == {"m-vaubrun", "desk", "presidency"}


def test_a_code_mistyped_is_answered_with_the_nearest_first(run: Run, demo: Path) -> None:
    done = run("progress", str(demo), "--as", "m-dornelik")
    assert done.err.startswith("La procédure n'a pas de membre « m-dornelik » ; ses membres sont : m-dornelic, ")
    assert done.err.count(", ") == 12  # a dozen of eighteen, and an ellipsis
    done = run("mark", str(demo), "--as", "m-vaubrun", "sud-33", "C3", "1")
    assert done.err.startswith("La procédure n'a pas de dossier « sud-33 » ; ses dossiers sont : sud-3, ")
