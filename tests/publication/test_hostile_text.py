"""Names, titles and reasons from outside never command a terminal, a spreadsheet, a browser or a mail reader."""

from __future__ import annotations

import csv
import json
import re
import tomllib
import unicodedata
from html.parser import HTMLParser

import pytest

from commission.publication.admissibility_json import admissibility_value
from commission.publication.admissibility_text import admissibility_text
from commission.publication.cells import WIDTH, cells
from commission.publication.csv_export import DIALECTS, Dialect, csv_files, harmless
from commission.publication.grid_paper import grid_paper
from commission.publication.progress import progress_text
from commission.publication.rank_json import rank_value
from commission.publication.rank_table import rank_table
from commission.publication.sheets_html import sheets_html
from commission.publication.toml_export import toml_bytes
from commission.session.access import DESK, Viewer
from commission.words import Words
from tests.build import Table
from tests.publication.example import NASTY, a_hostile_session, hostile_definition, rankings

WORDS = Words("fr")
COMMANDS = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Categories of characters that nobody sees and that something may obey."""


@pytest.fixture(scope="module")
def table() -> Table:
    return a_hostile_session(10_000)


def outputs(table: Table) -> dict[str, str]:
    """Everything that leaves, as text."""
    state, results, definition = table.state, rankings(table.state), table.definition
    value = rank_value(state, results, table.journals, WORDS)
    return {
        "table": rank_table(state, results, WORDS),
        "json": json.dumps(value, ensure_ascii=False),
        "toml": toml_bytes(state, results, WORDS).decode(),
        "admissibility": admissibility_text(state, WORDS),
        "admissibility json": json.dumps(admissibility_value(state, WORDS), ensure_ascii=False),
        "paper": grid_paper(definition.call, WORDS),
        "progress": progress_text(state, Viewer(DESK), WORDS),
        "sheets": sheets_html(definition, definition.dossiers, WORDS, definition.members[0]).decode(),
        **{
            f"{spelling.name} {name}": data.decode("utf-8-sig")
            for spelling in DIALECTS.values()
            for name, data in csv_files(state, results, WORDS, spelling).items()
        },
    }


def test_no_output_holds_a_character_that_nobody_sees(table: Table) -> None:
    for name, text in outputs(table).items():
        seen = text.replace("\r\n", "").replace("\n", "")
        assert {hex(ord(char)) for char in seen if unicodedata.category(char) in COMMANDS} == set(), name


def test_markup_and_templates_are_shown_as_they_are(table: Table) -> None:
    for name in ("table", "json", "toml", "sheets", "admissibility", "admissibility json", "paper"):
        assert "[/x] [bold]gras[/bold]" in outputs(table)[name]
        assert "{total} {0} %s" in outputs(table)[name]


def test_no_line_of_a_pasted_text_is_wider_than_a_mail(table: Table) -> None:
    for name in ("table", "progress", "admissibility", "paper"):
        assert [line for line in outputs(table)[name].splitlines() if cells(line) > WIDTH] == []


def test_a_name_of_ten_thousand_characters_leaves_whole_in_files_and_cut_in_a_table(table: Table) -> None:
    found = outputs(table)
    for name in ("json", "toml", "sheets", "rfc4180 classement-n.csv"):
        assert "x" * 10_000 in found[name]
    assert max(len(run) for run in re.findall("x+", re.sub(r"\s", "", found["table"]))) < 1000


@pytest.mark.parametrize("spelling", DIALECTS.values(), ids=DIALECTS)
def test_a_csv_keeps_its_columns_and_no_cell_of_text_runs(table: Table, spelling: Dialect) -> None:
    for data in csv_files(table.state, rankings(table.state), WORDS, spelling).values():
        assert data.startswith(spelling.mark)
        rows = list(csv.reader(data.decode("utf-8-sig").split("\r\n")[:-1], delimiter=spelling.delimiter))
        assert len({len(row) for row in rows}) == 1
        for cell in (cell for row in rows for cell in row):
            narrow = unicodedata.normalize("NFKC", cell).strip()
            assert not narrow.startswith(("=", "+", "@", "-"))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@A1",
        "\t=1",
        "\rx",
        "\nx",
        "  =1",
        "\u00a0=1",
        "\u3000+1",
        "＝1",
        "＋1",
        "－1",
        "＠A1",
        "\u200b=1",
    ],
)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert harmless(text).startswith("'")


@pytest.mark.parametrize("text", ["", "Association", "L'Élan = demain", "a-b", "1+1", "  Projet", "e=mc2", "'=1", "#3"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_the_toml_is_read_back_whatever_the_texts(table: Table) -> None:
    (lot,) = tomllib.loads(outputs(table)["toml"])["lot"]
    assert len(lot["ranked"]) + len(lot["unranked"]) == len(NASTY)


class Page(HTMLParser):
    """Reads a page and holds what is open, what was seen, and the text of it."""

    VOID = frozenset({"meta", "br"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_sheets_are_one_whole_page_that_asks_for_nothing_else(table: Table) -> None:
    page = Page(outputs(table)["sheets"])
    assert page.open == []
    assert page.tags.count("section") == len(NASTY)
    assert set(page.tags) == {
        *("html", "head", "meta", "title", "style", "body", "section", "h1", "h2", "p", "br", "span"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }
    assert page.attributes == {"lang", "charset", "class", "colspan"}
    assert "url(" not in page.text
    assert "@import" not in page.text


def test_a_sheet_is_blank_whatever_was_scored(table: Table) -> None:
    definition = hostile_definition(10_000)
    blank = sheets_html(definition, definition.dossiers, WORDS)
    played = sheets_html(table.definition, table.definition.dossiers, WORDS)
    assert blank == played


def test_a_sheet_has_an_empty_box_for_each_line_and_room_for_the_name() -> None:
    definition = hostile_definition(10_000)
    text = sheets_html(definition, definition.dossiers[:2], WORDS).decode()
    assert text.count('<td class="mark"></td>') == 2 * len(definition.call.subs)
    assert text.count("/ 5</td>") == 2 * len(definition.call.subs)
    assert "……………" in text
