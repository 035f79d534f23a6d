"""Journals torn, forked, lost or renamed by whatever carries the folder: named exactly, and the rest goes on working."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from commission.live.room import Room
from tests.cli.conftest import Run

ME = "m-vaubrun"


def file_of(demo: Path, actor: str) -> Path:
    """An actor's only journal file."""
    (path,) = (demo / "journal" / actor).glob("*.jsonl")
    return path


def rewritten(data: bytes, first: int, change: Callable[[dict[str, object]], object]) -> bytes:
    """A journal whose entries from line ``first`` on are changed and chained anew, as a second program would write it."""
    lines = data.splitlines(keepends=True)
    kept, rest = lines[: first - 1], lines[first - 1 :]
    for line in rest:
        entry = json.loads(line)
        change(entry)
        entry["prev"] = hashlib.sha256(kept[-1]).hexdigest()
        kept.append(json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    return b"".join(kept)


@pytest.mark.parametrize("name", ["41ac55f0 (conflicted copy).jsonl", "Copie de 41ac55f0.jsonl", "x.jsonl"])
def test_a_copy_under_any_name_changes_nothing(run: Run, demo: Path, name: str) -> None:
    before = run("rank", str(demo))
    mine = file_of(demo, ME)
    mine.with_name(name).write_bytes(mine.read_bytes())
    assert run("rank", str(demo)) == before
    assert run("verify", str(demo)).code == 0
    mine.with_name(name).write_bytes(b"".join(mine.read_bytes().splitlines(keepends=True)[:50]))
    assert run("rank", str(demo)) == before
    assert run("verify", str(demo)).code == 0


def test_two_forked_journals_of_one_member(run: Run, demo: Path) -> None:
    mine = file_of(demo, ME)
    lines = len(mine.read_bytes().splitlines())
    fork = mine.with_name(f"{mine.stem}-sauvegarde.jsonl")
    fork.write_bytes(rewritten(mine.read_bytes(), 101, lambda entry: entry.update(at="2025-11-01T09:00:00+01:00")))
    said = (
        f"journal/{ME}/{mine.name}:101:1: Ce fichier et journal/{ME}/{fork.name} disent des choses différentes sous un "
        f"même nom d'écriture ({mine.stem}) ; leurs lignes communes comptent (99), les autres non ; "
        "gardez le bon des deux fichiers, ou faites récrire les notes par le membre\n"
    )
    assert lines > 101
    for words in (("verify",), ("progress", "--as", ME), ("rank",), ("mark", "--as", ME, "sud-3", "C3", "2")):
        done = run(words[0], str(demo), *words[1:])
        assert done.err == said
        assert done.code == (1 if words == ("verify",) else 0)
    assert run("progress", str(demo), "--as", "m-autrive").err == ""
    fork.unlink()
    assert run("verify", str(demo)).code == 0


def test_a_journal_that_has_not_arrived_is_named_before_anything_is_ranked(run: Run, demo: Path) -> None:
    mine = file_of(demo, ME)
    mine.rename(demo / "ailleurs")
    opening = file_of(demo, "presidency").stem
    said = (
        f"L'acte {opening}:2 avait vu le fichier {mine.stem} jusqu'à sa ligne 89 ; ce fichier n'est pas là ; "
        "remettez le fichier d'après une copie\n"
    )
    assert [run(*words).err for words in (("rank", str(demo)), ("export", str(demo), "--to", "out"))] == [said] * 2
    assert run("verify", str(demo)).err == said
    assert run("rank", str(demo), "--as", "m-autrive").err == ""  # whose files lie there is the desk's to know


def test_an_act_that_others_knew_is_missed(run: Run, demo: Path) -> None:
    office = file_of(demo, "presidency")
    office.write_bytes(b"")
    done = run("verify", str(demo))
    assert done.code == 1
    assert f"avait vu le fichier {office.stem} jusqu'à sa ligne" in done.err
    assert "Tout concorde" not in done.out
    assert f"avait vu le fichier {office.stem} jusqu'à sa ligne" in run("rank", str(demo)).err


def test_a_last_line_that_is_on_its_way_is_no_fault_but_is_said(run: Run, demo: Path) -> None:
    mine = file_of(demo, ME)
    mine.write_bytes(mine.read_bytes()[:-10])
    done = run("verify", str(demo))
    number = len(mine.read_bytes().splitlines())
    assert (done.code, done.err) == (
        0, f"journal/{ME}/{mine.name}:{number}:1: La dernière ligne n'est pas encore arrivée en entier ; "
        "elle comptera dès que la suite sera là\n",
    )  # fmt: skip
    assert "Tout concorde" not in done.out
    (note,) = json.loads(run("verify", str(demo), "--format", "json").out)["notes"]
    assert (note["code"], note["line"]) == ("journal-not-arrived", number)


def test_many_entries_without_effect_are_one_line(run: Run, demo: Path) -> None:
    path = demo / "session.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("step = 0.5 ", "step = 2 "), encoding="utf-8")
    lines = run("progress", str(demo)).err.splitlines()
    about = [line for line in lines if "sans effet" in line]
    assert len(about) == len(set(about)) == len(list(demo.glob("journal/m-*/*.jsonl")))
    assert any(" lignes sont sans effet (journal : Fatou Guélisse (m-guelisse)) : " in line for line in about)
    assert max(len(line) for line in lines) < 600


def test_late_entries_of_a_member_are_one_line_in_the_order_of_their_file(run: Run, demo: Path) -> None:
    with Room.open(demo, "m-talvern") as away:  # has not seen the opening
        run("open", str(demo), "--as", "desk", "sud")
        names = [away.act("mark", dossier="sud-1", code=code, value="1").name for code in ("A1", "A3", "A4") * 4]
    assert run("progress", str(demo)).err == (
        f"Tardif, non compté : Armelle Talvern (m-talvern), écrire une note ({', '.join(names)})\n"
    )


STRAYS = ["stray.txt", "%zz/a.jsonl", "m-inconnu/a.jsonl", "m-vaubrun/Thumbs.db", "m-vaubrun/.cache.jsonl"]


def test_whatever_lies_there_stops_nothing(run: Run, demo: Path) -> None:
    before = run("rank", str(demo))
    journal = demo / "journal"
    for name in STRAYS:
        (journal / name).parent.mkdir(exist_ok=True)
        (journal / name).write_text("bonjour\n", encoding="utf-8")
    (journal / "boucle").symlink_to(demo)
    (journal / ME / "boucle.jsonl").symlink_to(file_of(demo, "m-autrive"))
    (journal / ME / "dossier.jsonl").mkdir()
    (journal / ME / "\x1b[31m.jsonl").write_text("x\n", encoding="utf-8")
    done = run("rank", str(demo))
    assert (done.code, done.out) == (0, before.out)
    assert sorted(line.split(":")[0] for line in done.err.splitlines()) == [
        "journal/%zz/a.jsonl", "journal/m-inconnu/a.jsonl", "journal/m-vaubrun/␛[31m.jsonl",
    ]  # fmt: skip
    assert run("mark", str(demo), "--as", ME, "sud-3", "C3", "2").code == 0


def test_a_journal_of_another_session_is_left_out(run: Run, demo: Path) -> None:
    other = file_of(demo, "m-autrive")
    forged = other.read_bytes().replace(b'"session":"demo-aemo-ih-2025"', b'"session":"autre"', 1)
    other.with_name("b.jsonl").write_bytes(forged)
    assert run("progress", str(demo)).err == (
        "journal/m-autrive/b.jsonl:1:1: Ce journal appartient à la procédure « autre » ; "
        "celle-ci est « demo-aemo-ih-2025 » ; tout le fichier est laissé de côté ; déplacez-le dans sa procédure\n"
    )


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data.replace(b"nord-1", b"nord\x00-1", 1),
        lambda data: data + b"[" * 100_000 + b"\n",
        lambda data: data + b'{"kind":"mark","x":"' + b"A" * 3_000_000 + b'"}\n',
        lambda data: data + b"\xff\xfe\n",
        lambda data: data + b'{"kind":"mark","n":1,"at":"\\ud800"}\n',
        lambda data: data + b"\n",
    ],
    ids=["BOM", "CRLF", "NUL", "deep", "long", "not UTF-8", "surrogate", "blank"],
)
def test_what_no_program_of_ours_wrote_is_one_line(run: Run, demo: Path, spoil: Callable[[bytes], bytes]) -> None:
    mine = file_of(demo, ME)
    mine.write_bytes(spoil(mine.read_bytes()))
    done = run("progress", str(demo), "--as", ME)
    assert done.code == 0
    (line,) = done.err.splitlines()
    assert line.startswith(f"journal/{ME}/{mine.name}:")
    assert len(line) < 400
    assert run("mark", str(demo), "--as", ME, "sud-3", "C3", "2").code == 0
    shutil.rmtree(mine.parent)
