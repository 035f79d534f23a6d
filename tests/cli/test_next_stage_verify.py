"""``verify`` of a hearing against the session of its dossiers: where it came from, who goes on, what each brings."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from commission.cli import carried
from commission.rules.fault import fault
from tests.cli.conftest import Run, folder, run
from tests.cli.test_next_stage import begun, opened

__all__ = ["folder", "run"]

UNCHECKED = "n'a pas pu être contrôlé"
CHECKED = "recalculé depuis"


@pytest.fixture
def hearing(run: Run, folder: Path) -> Path:
    """The session of the hearing, adopted, beside the session that it came from."""
    begun(run, folder)
    opened(run)
    assert run("next-stage", "premiere", "audition").code == 0
    assert run("adopt", "audition", "--as", "desk").code == 0
    return folder / "audition"


def rewritten(run: Run, session: Path, old: str, new: str) -> None:
    """The session file changed by hand, and adopted again."""
    path = session / "session.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert run("adopt", session.name, "--as", "desk", "reason=Corrigé").code == 0


def test_a_session_made_says_where_it_came_from(hearing: Path) -> None:
    before = tomllib.loads((hearing / "session.toml").read_text(encoding="utf-8"))["before"]
    assert before["id"] == "premiere"
    assert len(before["journal"]) == 4  # three members and the secretariat
    assert {len(each["head"]) for each in before["journal"]} == {64}
    assert sum(each["entries"] for each in before["journal"]) > 0


def test_what_fits_is_worked_out_again_from_the_session_beside_it(run: Run, hearing: Path) -> None:
    done = run("verify", "audition")
    assert (done.code, done.err) == (0, "")
    assert CHECKED in done.out
    assert done.out.endswith("Tout concorde.\n")
    assert json.loads(run("verify", "audition", "--format", "json").out)["carried"]["checked"] is True


def test_without_the_first_session_at_hand_it_says_that_nothing_could_be_checked(run: Run, hearing: Path) -> None:
    (hearing.parent / "ailleurs").mkdir()
    shutil.move(hearing.parent / "premiere", hearing.parent / "ailleurs" / "x" / "premiere")
    shutil.move(hearing, hearing.parent / "seule" / "audition")
    done = run("verify", "seule/audition")
    assert done.code == 0
    assert UNCHECKED in done.out
    assert "premiere" in done.out
    assert "Tout concorde." not in done.out
    value = json.loads(run("verify", "seule/audition", "--format", "json").out)
    assert value["carried"] == {"checked": False, "from": None, "entries_since": 0}
    for given in ("ailleurs/x/premiere", "ailleurs/x", "ailleurs"):
        assert CHECKED in run("verify", "seule/audition", "--from", given).out
    refused = run("verify", "seule/audition", "--from", "seule")
    assert (refused.code != 0, "premiere" in refused.err) == (True, True)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('carried = "121/3"', 'carried = "122/3"', ["n1", "122/3", "121/3"]),
        ('carried = "109/3"', 'carried = "36.33"', ["s1b", "36,33", "109/3"]),
        ('code = "n1"\napplicant', 'code = "n9"\napplicant', ["n9", "n1"]),
    ],
)
def test_each_difference_is_named_at_its_line(run: Run, hearing: Path, old: str, new: str, said: list[str]) -> None:
    rewritten(run, hearing, old, new)
    done = run("verify", "audition")
    assert done.code != 0
    text = (hearing / "session.toml").read_text(encoding="utf-8")
    line = text[: text.index(new.partition("\n")[0])].count("\n") + 1
    assert f"audition/session.toml:{line}:" in done.err.replace("\\", "/") or f"session.toml:{line - 1}:" in done.err
    assert [each for each in said if each not in done.err] == []
    assert "Tout concorde." not in done.out


def test_a_dossier_that_goes_on_and_is_not_there_is_named(run: Run, hearing: Path) -> None:
    text = (hearing / "session.toml").read_text(encoding="utf-8")
    cut = text[text.index('\n[[dossier]]\ncode = "s1b"') :]
    rewritten(run, hearing, cut, "\n")
    done = run("verify", "audition")
    assert (done.code != 0, "s1b" in done.err, "n1" in done.err) == (True, True, False)


def test_what_is_written_in_the_first_session_afterwards_is_counted_and_bears_on_it(run: Run, hearing: Path) -> None:
    assert run("act", "premiere", "--as", "desk", "withdraw", "dossier=n2", "reason=Retiré").code == 0
    done = run("verify", "audition")
    assert (done.code, "1 ligne" in done.out) == (0, True)
    assert run("act", "premiere", "--as", "desk", "withdraw", "dossier=s1", "reason=Retiré").code == 0
    done = run("verify", "audition")
    assert (done.code != 0, "s1" in done.err, "s1b" in done.err, "n1" in done.err) == (True, True, True, False)


def test_a_journal_that_was_cut_since_is_named(run: Run, hearing: Path) -> None:
    (journal,) = (hearing.parent / "premiere" / "journal").glob("ana/*.jsonl")
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:-1]))
    done = run("verify", "audition")
    assert done.code != 0
    assert journal.name in done.err
    assert "ne sont pas entiers" in done.err


def test_a_journal_that_is_not_there_any_more_is_named(run: Run, hearing: Path) -> None:
    (journal,) = (hearing.parent / "premiere" / "journal").glob("ana/*.jsonl")
    journal.unlink()
    done = run("verify", "audition")
    assert (done.code != 0, journal.stem in done.err) == (True, True)


def test_a_first_session_changed_since_is_named(run: Run, hearing: Path) -> None:
    rewritten(run, hearing.parent / "premiere", "number = 1", "number = 2")
    done = run("verify", "audition")
    assert done.code != 0
    assert "session.toml n'est plus" in done.err
    assert "n2" in done.err  # who goes on now, and is not there


def test_a_session_written_by_hand_is_checked_against_the_one_that_is_named(run: Run, hearing: Path) -> None:
    text = (hearing / "session.toml").read_text(encoding="utf-8")
    rewritten(run, hearing, text[text.index("[before]") : text.index("\n# Les règles")], "")
    done = run("verify", "audition")
    assert (done.code, UNCHECKED in done.out) == (0, True)
    assert CHECKED in run("verify", "audition", "--from", "premiere").out


def test_the_first_session_of_another_stage_does_not_serve(run: Run, hearing: Path) -> None:
    assert run("verify", "premiere", "--from", "audition").code != 0
    text = (hearing / "session.toml").read_text(encoding="utf-8")
    rewritten(run, hearing, text[text.index("[before]") : text.index("\n# Les règles")], "")
    done = run("verify", "audition", "--from", "audition")
    assert (done.code != 0, "n'est pas celle de l'étape" in done.err) == (True, True)


def test_a_record_stands_where_a_stage_comes_before_only(run: Run, folder: Path) -> None:
    first = begun(run, folder)
    text = (first / "session.toml").read_text(encoding="utf-8")
    record = '[before]\nid = "x"\nsession = ""\ngrid = ""\n\n[rules]'
    (first / "session.toml").write_text(text.replace("[rules]", record), encoding="utf-8")
    line = text[: text.index("[rules]")].count("\n") + 1
    assert f"session.toml:{line}:" in run("check", "premiere").err


def test_a_member_is_told_nothing_of_it(run: Run, hearing: Path) -> None:
    done = run("verify", "audition", "--as", "ana")
    assert (CHECKED in done.out, UNCHECKED in done.out) == (False, False)


def test_another_grid_is_named(run: Run, hearing: Path) -> None:
    with (hearing / "grid.toml").open("a", encoding="utf-8") as file:
        file.write("# relu\n")
    assert run("adopt", "audition", "--as", "desk", "reason=Relu").code == 0
    done = run("verify", "audition")
    assert (done.code != 0, "octet pour octet" in done.err) == (True, True)


def test_the_totals_of_the_first_session_are_counted_a_second_time(
    run: Run, hearing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = fault("before-other-grid")
    monkeypatch.setattr(carried, "differences", lambda state, lot: [wrong])
    assert run("verify", "audition").code != 0
