"""A slip in a written file is told by what was meant, at its line: the ten that newcomers made."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run, demo, folder, run
from tests.house.source import ROOT

__all__ = ["demo", "folder", "run"]

HEAD = 'format = 1\ncode = "e"\ntitle = "E"\n'
LINE = '[[criterion]]\ncode = "A"\ntitle = "A"\nsub = [{ code = "A1", max = 10, title = "x" }]\n'
FIGURE = '[[figure]]\ncode = "prix"\ntitle = "Prix"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + LINE.replace("10", "7,5"), "7:32: Le nombre « 7,5 » est écrit avec une virgule"),
        (HEAD + LINE + "total = 10\n", "8:1: La clé « total » se place en haut du fichier"),
        (
            HEAD + FIGURE + LINE.replace("max = 10", 'max = 10, formula = { name = "invers", figure = "prix" }'),
            "10:52: « invers » n'est pas une valeur connue de « name » ; la plus proche est « inverse »",
        ),
        (
            HEAD + LINE.partition("sub")[0],
            "4:3: Ce critère n'a aucune ligne à noter ; ajoutez au moins un [[criterion.sub]]",
        ),
        (HEAD + LINE.replace("[[criterion]]", "[criterion]"), "4:2: « [criterion] » est écrit avec un seul crochet"),
        (
            HEAD + '[[lot]]\ncode = "nord"\ntitle = "N"\n' + LINE + "[rules.lots.nord]\nnumber = 1\n",
            "11:2: « rules.lots » dit si les lots sont classés à part ou ensemble",
        ),
        (
            HEAD + LINE + '[rules]\nround = [{ stage = "member", places = -1 }]\n',
            "9:39: Places vaut -1 ; il faut 0 à 6 décimales",
        ),
        (
            HEAD + LINE + '[rules]\nthreshold = [{ on = "total", at_least = "120 %" }]\n',
            "9:14: Le seuil sur total demande 120 % du maximum, plus que le tout",
        ),
    ],
)
def test_a_slip_is_told_by_what_was_meant(run: Run, folder: Path, text: str, said: str) -> None:
    (folder / "g.toml").write_text(text, encoding="utf-8")
    done = run("check", "g.toml")
    assert (done.code, done.out) == (1, "")
    (line,) = done.err.splitlines()
    assert line.startswith(f"g.toml:{said}")


def test_a_sharing_that_says_its_kind_wrong_is_told_that_alone(run: Run, folder: Path) -> None:
    text = (ROOT / "docs" / "examples" / "partage-invente.toml").read_text(encoding="utf-8")
    (folder / "p.toml").write_text(text.replace('kind = "sharing"', 'kind = "partage"'), encoding="utf-8")
    for command in ("check", "allocate"):
        (line,) = run(command, "p.toml").err.splitlines()
        assert line == "p.toml:26:8: « partage » n'est pas une valeur connue de « kind » ; les valeurs sont : sharing"


def test_a_title_above_a_table_is_told_once(run: Run, demo: Path) -> None:
    (demo.parent / "t.csv").write_text("Membres de la commission\n\nmembre;nom\na;Ana\nb;Bob\n", encoding="utf-8")
    done = run("import", str(demo), "marks", "t.csv")
    (line,) = done.err.splitlines()
    assert line.startswith("t.csv:1:1: La première ligne ne porte que « Membres de la commission »")
