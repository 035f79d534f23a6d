"""Commands that read: progress, rank, export, sheets, check, verify; as text for a person and JSON for a program."""

from __future__ import annotations

import csv
import itertools
import json
import sys
import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tools.demo_story import recount


def test_progress_counts_sheets_and_never_says_a_mark(run: Run, demo: Path) -> None:
    done = run("progress", str(demo))
    assert (done.code, done.err) == (0, "")
    assert "notes mises en commun, 44 fiches remises sur 44" in done.out
    assert "notation à l'aveugle, 6 fiches remises sur 36" in done.out


def test_progress_as_json(run: Run, demo: Path) -> None:
    value = json.loads(run("progress", str(demo), "--format", "json").out)
    assert [(lot["lot"], lot["phase"], lot["handed_in"], lot["expected"]) for lot in value["lots"]] == [
        ("nord", "opened", 44, 44),
        ("sud", "blind", 6, 36),
    ]


def test_a_member_sees_only_their_own_progress(run: Run, demo: Path) -> None:
    value = json.loads(run("progress", str(demo), "--as", "m-vaubrun", "--format", "json").out)
    assert {sheets["member"] for lot in value["lots"] for sheets in lot["sheets"]} == {"m-vaubrun"}


def test_rank_is_a_table_for_a_mail(run: Run, demo: Path) -> None:
    done = run("rank", str(demo))
    assert (done.code, done.err) == (0, "")
    assert all(len(line) <= 80 for line in done.out.splitlines() if str(demo) not in line and "commun ;" not in line)
    assert " 3 ex æquo  nord-2 Fondation Malvéran " in done.out
    assert "Les notes du lot « sud » ne sont pas mises en commun" in done.out
    assert f"  commission open {demo} --as desk sud\n" in done.out
    assert "\x1b" not in done.out


def test_rank_as_json_equals_an_independent_count(run: Run, demo: Path) -> None:
    value = json.loads(run("rank", str(demo), "--format", "json").out)
    (lot,) = value["lots"]
    counted = recount()
    assert {each["dossier"]: Fraction(each["total"]["exact"]) for each in lot["ranking"]} == {
        dossier: totals["total"] for dossier, totals in counted.items()
    }
    for each in lot["ranking"]:
        for code, amount in each["criteria"].items():
            assert Fraction(amount["exact"]) == counted[each["dossier"]][code]
    assert [(each["place"], each["tied"]) for each in lot["ranking"]] == [(1, False), (2, False), (3, True), (3, True)]


def test_rank_of_a_blind_lot_names_the_command_that_opens_it(run: Run, demo: Path) -> None:
    done = run("rank", str(demo), "--lot", "sud")
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "Les notes du lot « sud » ne sont pas mises en commun ; d'ici là, personne ne les voit et rien n'est classé\n"
        f"  commission open {demo} --as desk sud\n"
    )
    assert run("rank", str(demo), "--lot", "ouest").code == 2


def test_rank_for_a_member_and_for_a_recused_one(run: Run, demo: Path) -> None:
    assert run("rank", str(demo), "--as", "m-vaubrun").out == run("rank", str(demo)).out
    done = run("rank", str(demo), "--as", "m-kerdozel")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("Vous vous êtes déporté(e) du lot « nord »")


def test_rank_says_why(run: Run, demo: Path) -> None:
    done = run("rank", str(demo), "--why", "nord-2")
    assert done.code == 0
    assert done.out.splitlines()[:2] == [
        "Rang 3 sur 4 : 70,37 points sur 100 ; sièges qui comptent : 11",
        "Rang 3 ex æquo avec nord-4 : exactement le même total, 70,37",
    ]


def test_export_is_whole_and_comes_back(run: Run, demo: Path) -> None:
    done = run("export", str(demo), "--to", "classement")
    assert done.code == 0
    names = ["classement-nord.csv", "classement.toml", "detail.csv"]
    assert [Path(line).name for line in done.out.splitlines()[:3]] == names
    value = tomllib.loads(Path("classement/classement.toml").read_text(encoding="utf-8"))
    assert value["lot"][0]["ranked"][0]["dossier"] == "nord-3"
    again = run("export", str(demo), "--to", "classement")
    assert (again.code, again.err) == (
        1, "classement: Ce nom est déjà pris ; choisissez un autre nom, ou déplacez ce qui s'y trouve\n",
    )  # fmt: skip


def test_export_as_rfc4180_and_its_manifest(run: Run, demo: Path) -> None:
    from hashlib import sha256

    done = run("export", str(demo), "--to", "out", "--dialect", "rfc4180", "--format", "json")
    manifest = json.loads(done.out)
    for name, digest in manifest["files"].items():
        assert sha256(Path("out", name).read_bytes()).hexdigest() == digest
    assert not Path("out/detail.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_nothing_is_exported_for_a_recused_member(run: Run, demo: Path) -> None:
    done = run("export", str(demo), "--to", "out", "--as", "m-kerdozel")
    assert done.code == 1
    assert not Path("out").exists()


def test_blank_sheets_are_printed_for_a_member(run: Run, demo: Path) -> None:
    done = run("print-sheets", str(demo), "--to", "fiches.html", "--member", "m-kerdozel")
    assert done == (0, "fiches.html : 3 fiches\n", "")  # withdrawn from the other lot
    assert "Gaël Kerdozel" in Path("fiches.html").read_text(encoding="utf-8")
    assert run("print-sheets", str(demo), "--to", "fiches.html").code == 1


def test_check_says_what_each_file_holds(run: Run, demo: Path) -> None:
    done = run("check", str(demo), str(demo / "grid.toml"))
    assert done == (
        0,
        f"{demo} : procédure, 18 membres, 8 dossiers, 2 lots, adoptée\n"
        f"{demo / 'grid.toml'} : grille, 5 critères, 21 sous-critères, 2 lots, 100 points\n",
        "",
    )


def test_verify_recounts_and_says_that_all_fits(run: Run, demo: Path) -> None:
    done = run("verify", str(demo))
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith(
        "Lot nord : totaux recomptés à partir des notes.\n"
        "Lot nord : seuils, départages, rangs et rang utile recomptés selon ses règles.\nTout concorde.\n"
    )
    value = json.loads(run("verify", str(demo), "--format", "json").out)
    assert value["sound"] is True
    assert value["recounted"] == ["nord"]


def test_a_member_verifies_only_what_they_may_read(run: Run, demo: Path) -> None:
    value = json.loads(run("verify", str(demo), "--as", "m-vaubrun", "--format", "json").out)
    assert {name.split("/")[1] for name in value["journals"]} == {"desk", "presidency", "m-vaubrun"}
    assert value["sound"] is True


def test_verify_sees_a_total_that_its_marks_do_not_give(run: Run, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seventy = {f"nord-{n}": Fraction(70) for n in range(1, 9)}
    monkeypatch.setattr("commission.cli.recount.totals", lambda *_: seventy)
    done = run("verify", str(demo))
    assert done.code == 1
    assert "Le dossier nord-1 est classé avec" in done.err
    assert "ne publiez rien" in done.err


def test_desk_as_lines_is_progress_then_ranking(run: Run, demo: Path) -> None:
    done = run("desk", str(demo), "--text")
    assert done.code == 0
    assert done.out.startswith(run("progress", str(demo)).out)
    assert run("rank", str(demo)).out in done.out


def test_the_demo_without_a_terminal(run: Run, folder: Path) -> None:
    done = run("demo")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("demo-aemo-ih-2025 : une copie de la procédure d'exemple, à modifier à votre guise.\n")
    assert "44 fiches remises sur 44" in done.out
    assert "Classement proposé" in done.out
    assert "Les notes du lot « sud » ne sont pas mises en commun" in done.out
    again = run("demo")
    assert again.code == 0
    assert again.out.startswith("demo-aemo-ih-2025 : la copie qui s'y trouve déjà est reprise.\n")
    assert run("demo", "--to", "ailleurs").code == 0
    assert (folder / "ailleurs" / "session.toml").is_file()


def test_a_new_session_can_be_filled_adopted_and_scored(run: Run, folder: Path) -> None:
    assert run("new", "essai", "--grid", "aemo-ih-2025").code == 0
    Path("membres.csv").write_text("membre;nom;rôle\nana;Ana;président\nbob;Bob;\n", encoding="utf-8")
    Path("dossiers.csv").write_text("dossier;candidat;service\nd1;Association A;nord\n", encoding="utf-8")
    assert run("import", "essai", "members", "membres.csv").out == "2 lignes importées.\n"
    assert run("import", "essai", "dossiers", "dossiers.csv").out == "1 ligne importée.\n"
    assert run("check", "essai").out == "essai : procédure, 2 membres, 1 dossier, 2 lots, pas encore adoptée\n"
    refused = run("mark", "essai", "--as", "ana", "d1", "A1", "1")
    assert refused.code == 1
    assert refused.err.startswith("La grille, les règles et la procédure ne sont pas encore adoptées")
    assert run("adopt", "essai", "--as", "desk").code == 0
    assert run("mark", "essai", "--as", "ana", "d1", "A1", "1").code == 0
    late = run("import", "essai", "members", "membres.csv")
    assert (late.code, late.out) == (1, "")
    assert late.err.startswith("La procédure est adoptée : on ne peut plus importer")


def test_the_session_chooses_the_language_and_an_option_overrides_it(run: Run, demo: Path) -> None:
    assert "Proposed ranking" in run("rank", str(demo), "--lang", "en").out
    path = demo / "session.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('language = "fr"', 'language = "en"'), encoding="utf-8")
    assert run("rank", str(demo)).err.startswith("session.toml has changed since it was adopted")
    assert run("rank", str(demo), "--lang", "fr").err.startswith("session.toml a changé depuis son adoption")


def test_why_as_json(run: Run, demo: Path) -> None:
    value = json.loads(run("rank", str(demo), "--why", "nord-2", "--format", "json").out)
    assert (value["lot"], value["dossier"]) == ("nord", "nord-2")
    assert [step["code"] for step in value["steps"]][:3] == ["why-rank", "why-tied", "why-criterion"]
    assert value["steps"][0]["fields"]["total"] == "15481/220"
    lines = run("rank", str(demo), "--why", "nord-2").out.splitlines()
    assert [step["text"] for step in value["steps"]][:10] == lines[:10]
    assert value["steps"][10]["text"].startswith("m-kerdozel s'est déporté(e)")  # a program reads codes
    assert lines[10].startswith("Gaël Kerdozel (m-kerdozel) s'est déporté(e)")


def test_json_is_the_same_bytes_whatever_the_terminal_takes(run: Run, demo: Path) -> None:
    outputs = []
    for encoding in ("utf-8", "latin-1", "ascii", "cp1252"):
        run("rank", str(demo), "--format", "json", encoding=encoding)
        outputs.append(sys.stdout.buffer.getvalue())  # type: ignore[attr-defined]
    assert len(set(outputs)) == 1
    assert "Coopérative".encode() in outputs[0]


def test_verify_lists_the_files_as_a_folder_does(run: Run, demo: Path) -> None:
    names = [line.split()[0] for line in run("verify", str(demo)).out.splitlines() if line.startswith("journal/")]
    assert names == sorted(path.relative_to(demo).as_posix() for path in demo.glob("journal/*/*.jsonl"))
    assert list(json.loads(run("verify", str(demo), "--format", "json").out)["journals"]) == names


def test_a_total_is_the_same_figure_wherever_it_is_shown(run: Run, demo: Path) -> None:
    table = run("rank", str(demo)).out
    (lot,) = json.loads(run("rank", str(demo), "--format", "json").out)["lots"]
    assert run("export", str(demo), "--to", "out").code == 0
    toml = tomllib.loads(Path("out/classement.toml").read_text(encoding="utf-8"))
    lines = Path("out/classement-nord.csv").read_text(encoding="utf-8-sig").splitlines()
    rows = list(csv.DictReader(lines, delimiter=";"))
    for each in lot["ranking"]:
        code, shown = each["dossier"], each["total"]["display"].replace(".", ",")
        assert any(f" {code} " in line and f"  {shown}" in line for line in table.splitlines())
        (row,) = [row for row in rows if row["dossier"] == code]
        assert (row["total"], row["total exact"].lstrip("'")) == (shown, each["total"]["exact"].replace(".", ","))
        (written,) = [found for found in toml["lot"][0]["ranked"] if found["dossier"] == code]
        assert written["total"] == each["total"]
        assert f"{shown} points sur 100" in run("rank", str(demo), "--why", code).out


LABELS = [
    "L'éducation, « l'écoute »",
    'a;b,"c"',
    "50 % {x} %s",
    "ligne\\nsuite",
    "\u202egauche",
    "é" * 300,
    "=1+1",
    "[/x]",
]


def test_no_label_changes_a_total(run: Run, demo: Path) -> None:
    before = json.loads(run("rank", str(demo), "--format", "json").out)["lots"][0]["ranking"]
    path = demo / "grid.toml"
    labels = itertools.cycle(json.dumps(label) for label in LABELS)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    text = "".join(f"title = {next(labels)}\n" if line.startswith("title = ") else line for line in lines)
    assert text != path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    assert run("adopt", str(demo), "--as", "desk", "reason=Intitulés").code == 0
    after = json.loads(run("rank", str(demo), "--format", "json").out)["lots"][0]["ranking"]
    assert [each["total"] for each in after] == [each["total"] for each in before]
