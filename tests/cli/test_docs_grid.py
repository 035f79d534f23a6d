"""``docs/grille.md`` is true: its grid is read, its table gives the page it prints, its list of keys is the reader's."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

from commission.rules.asked_shape import FieldShape, HeadingShape, PieceShape, RequirementShape
from commission.rules.money import MilestoneShape, RequestShape
from commission.rules.reading import known_keys, thorough
from commission.rules.shape import (
    AuthorityShape,
    CriterionShape,
    FigureShape,
    FormulaShape,
    GridShape,
    LotShape,
    RangeShape,
    StageShape,
    SubShape,
)
from commission.rules.shape import UnpublishedShape as Unpublished
from tests.cli.conftest import Run
from tests.house.source import ROOT

PAGE = (ROOT / "docs" / "grille.md").read_text(encoding="utf-8")
TABLES = {
    "(tête du fichier)": GridShape, "`[[criterion]]`": CriterionShape, "`[[criterion.sub]]`": SubShape,
    "`[[lot]]`": LotShape, "`[[figure]]`": FigureShape, "`[[authority]]`": AuthorityShape,
    "`[[unpublished]]`": Unpublished, "`formula`": FormulaShape, "`ranges`": RangeShape,
    "`[[field]]`": FieldShape, "`[[piece]]`": PieceShape,
    "`[[heading]]`": HeadingShape, "`[[requirement]]`": RequirementShape, "`[[milestone]]`": MilestoneShape,
    "`[request]`": RequestShape, "`[[stage]]`": StageShape,
}  # fmt: skip


def blocks(kind: str) -> list[str]:
    """The fenced blocks of this kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def commands(start: str) -> list[list[str]]:
    """The commands of the page that begin so, without the word ``commission``."""
    return [shlex.split(line)[1:] for line in re.findall(r"^    (commission .*)$", PAGE, re.MULTILINE) if start in line]


def test_the_smallest_file_of_the_page_is_sound(run: Run, folder: Path) -> None:
    grids = [each for each in blocks("toml") if "[[criterion]]" in each and "format = 1" in each]
    assert grids
    for each in grids:
        tomllib.loads(each)
        (folder / "page.toml").write_text(each, encoding="utf-8")
        assert (run("check", "page.toml").code, run("check", "page.toml").err) == (0, "")


def test_the_document_without_points_of_the_page_is_sound(run: Run, folder: Path) -> None:
    (grid,) = [each for each in blocks("toml") if "scoring" in each]
    (folder / "sans-points.toml").write_text(grid, encoding="utf-8")
    done = run("check", "sans-points.toml")
    assert (done.code, done.err) == (0, "")
    assert "appel sans points publiés" in done.out


def test_what_the_page_says_of_requirements_stands_in_a_file_that_is_sound(run: Run) -> None:
    example = ROOT / "docs" / "examples" / "exigences-inventees.toml"
    assert "docs/examples/exigences-inventees.toml" in PAGE
    text = example.read_text(encoding="utf-8")
    quoted = [each for each in blocks("toml") if "[[requirement]]" in each or "[[piece]]" in each]
    assert len(quoted) >= 2
    assert [each for each in quoted if each not in text] == []
    assert run("check", str(example)).code == 0


def test_the_table_of_the_page_gives_the_page_it_prints(run: Run, folder: Path) -> None:
    (folder / "tableau.csv").write_text(blocks("csv")[0], encoding="utf-8")
    (new,) = commands("grid new")
    assert run(*new).code == 0
    assert run("grid", "show", "./mon-appel.toml").out == blocks("text")[0]
    assert run("check", "mon-appel.toml").code == 0


def test_the_other_commands_of_the_page_work(run: Run, folder: Path) -> None:
    (folder / "ma-grille.toml").write_text(blocks("toml")[0], encoding="utf-8")
    shown = commands("grid show")
    assert len(shown) == 3
    assert [run(*words).code for words in shown] == [0, 0, 0]


def test_the_page_lists_every_key_and_says_which_are_required() -> None:
    rows = {row[0].strip(): row[1:] for row in re.findall(r"^\|([^|]*)\|([^|]*)\|([^|]*)\|$", PAGE, re.MULTILINE)}
    for name, shape in TABLES.items():
        required, optional = (set(re.findall("`([^`]*)`", cell)) for cell in rows[name])
        tables = {"sub"}
        if shape is GridShape:
            tables = {
                "criterion",
                "authority",
                "lot",
                "figure",
                "unpublished",
                "field",
                "piece",
                "heading",
                "requirement",
                "milestone",
                "request",
                "stage",
            }
        needed = {each.fields["key"] for each in thorough({}, shape)[1]}
        assert required == needed - tables
        assert optional == set(known_keys(shape)) - needed - tables


EXCERPT = re.compile(r"^Extrait de `([^`]*)` :\n\n```toml\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def test_each_excerpt_of_the_page_stands_in_the_file_it_names() -> None:
    found = EXCERPT.findall(PAGE)
    assert len(found) >= 15
    for path, text in found:
        assert text in (ROOT / path).read_text(encoding="utf-8"), path


def test_each_example_has_its_excerpt_or_is_named() -> None:
    folders = sorted(each.name for each in (ROOT / "docs" / "examples" / "notations").iterdir())
    assert [each for each in folders if f"docs/examples/notations/{each}" not in PAGE] == []


def test_the_page_explains_every_key_of_a_line() -> None:
    explained = PAGE.split("## Les clés")[1].partition("- **")[2]
    for shape in (SubShape, CriterionShape, FormulaShape, RangeShape):
        own = {"code", "title", "sub", "points", "start", "name", "figure"}
        assert [key for key in known_keys(shape) if key not in own and f"`{key}" not in explained] == []
