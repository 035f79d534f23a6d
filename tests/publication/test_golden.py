"""Every export of one small session, byte by byte, in French and in English."""

from __future__ import annotations

import json

import msgspec
import pytest

from commission.publication.csv_export import csv_files, dialect
from commission.publication.progress import progress_text, progress_value
from commission.publication.rank_json import rank_value
from commission.publication.rank_table import rank_table
from commission.publication.sheets_html import sheets_html
from commission.publication.toml_export import toml_bytes
from commission.session.access import DESK, Viewer
from commission.words import LANGUAGES, Words
from tests.build import Table
from tests.publication.example import a_hostile_session, a_played_session, rankings
from tests.publication.golden_bytes import same

SESSIONS = {"played": a_played_session, "hostile": lambda: a_hostile_session(150)}


@pytest.fixture(scope="module", params=SESSIONS)
def table(request: pytest.FixtureRequest) -> tuple[str, Table]:
    """A session and the name its golden files begin with."""
    return request.param, SESSIONS[request.param]()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_pasted_in_a_mail(table: tuple[str, Table], language: str) -> None:
    name, played = table
    text = rank_table(played.state, rankings(played.state), Words(language))
    same(f"{name}-rank-{language}.txt", text.encode())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ranking_for_another_program(table: tuple[str, Table], language: str) -> None:
    name, played = table
    journals = [msgspec.structs.replace(each, head="0" * 64) for each in played.journals]  # hashes have their own tests
    value = rank_value(played.state, rankings(played.state), journals, Words(language))
    same(f"{name}-rank-{language}.json", (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode())


def test_the_toml_file(table: tuple[str, Table]) -> None:
    name, played = table
    same(f"{name}.toml", toml_bytes(played.state, rankings(played.state), Words("fr")))


@pytest.mark.parametrize(("spelling", "language"), [("excel-fr", "fr"), ("rfc4180", "en")])
def test_the_csv_files(table: tuple[str, Table], spelling: str, language: str) -> None:
    name, played = table
    files = csv_files(played.state, rankings(played.state), Words(language), dialect(spelling))
    lot = "n" if name == "hostile" else "nord"
    assert list(files) == [f"classement-{lot}.csv", "detail.csv"]
    for file, data in files.items():
        same(f"{name}-{spelling}-{file}", data)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_progress(table: tuple[str, Table], language: str) -> None:
    name, played = table
    same(f"{name}-progress-{language}.txt", progress_text(played.state, Viewer(DESK), Words(language)).encode())


def test_the_progress_for_another_program(table: tuple[str, Table]) -> None:
    name, played = table
    value = progress_value(played.state, Viewer(DESK))
    same(f"{name}-progress.json", (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_blank_sheets(table: tuple[str, Table], language: str) -> None:
    name, played = table
    definition = played.definition
    pages = sheets_html(definition, definition.dossiers, Words(language), definition.members[0])
    same(f"{name}-sheets-{language}.html", pages)
