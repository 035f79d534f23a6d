"""A sharing file: what it may say, and what is refused, each at its own line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from commission.files import toml_file
from commission.files.sharing_file import read_shares, sharing_from
from commission.rules.fault import Refused
from commission.rules.reading import quick, thorough
from commission.rules.sharing import Sharing, SharingShape
from commission.words import Words
from tests.house.source import ROOT

FILE = """\
format = 1
kind = "sharing"
code = "p"
title = "Partage"
envelope = 1000
floor = 100
ceiling = 900

[[key]]
code = "jeunes"
title = "Jeunes"
weight = "2/3"

[[key]]
code = "suivis"
title = "Mineurs suivis"
weight = "1/3"

[[beneficiary]]
code = "A"
title = "Amont"
keys = { jeunes = 6, suivis = 1 }

[[beneficiary]]
code = "B"
title = "Bourg"
keys = { jeunes = 2, suivis = 1 }
"""


def shared(text: str) -> Sharing:
    return sharing_from(toml_file.parse(Path("p.toml"), text.encode()))


def refusals(text: str) -> list[str]:
    with pytest.raises(Refused) as refusal:
        shared(text)
    return [Words("fr").fault(each) for each in refusal.value.faults]


@pytest.mark.parametrize("weights", [("0.25", "0.75"), ('"25 %"', '"3/4"'), ('"0,25"', '"75%"')])
def test_weights_are_exact_however_they_are_written(weights: tuple[str, str]) -> None:
    found = shared(FILE.replace('"2/3"', weights[0]).replace('"1/3"', weights[1]))
    assert [each.weight * 4 for each in found.keys] == [1, 3]
    assert sum(found.claims) == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"1/3"', '"33 %"', "p.toml:17:10: La somme des poids des clés est 299/3 % ; il faut exactement 100 % ; "),
        ("floor = 100", "floor = 501", "p.toml:6:9: La somme des planchers est 1 002 €, plus que l'enveloppe, 1 000 €"),
        ("ceiling = 900", "ceiling = 400", "p.toml:7:11: Les plafonds ne laissent répartir que 800 €, moins que l'env"),
        ("floor = 100", "floor = 950", "p.toml:6:9: Le plancher de « p », 950 €, dépasse son plafond, 900 €"),
        ('"Bourg"', '"Bourg"\nceiling = 50', "p.toml:27:11: Le plancher de « B », 100 €, dépasse son plafond, 50 €"),
        ('"Bourg"', '"Bourg"\nfloor = 9.5', "p.toml:27:9: 9,5 n'est pas un nombre entier de la plus petite somme"),
        ("jeunes = 6", "jeunes = -6", "p.toml:22:19: -6 est négatif"),
        ("floor = 100", "floor = -1", "p.toml:6:9: -1 est négatif"),
        ("jeunes = 6", "jeune = 6", "p.toml:22:18: Le fichier ne déclare aucune clé « jeune » ; ses clés sont : jeunes"),
        (", suivis = 1 }\n\n", " }\n\n", "p.toml:22:8: « A » n'a pas de chiffre pour la clé « suivis »"),
        ("suivis = 1", "suivis = 0", "p.toml:15:8: La somme des données de la clé « suivis » est 0"),
        ('code = "B"', 'code = "a"', "p.toml:25:8: Le code « a » est déjà pris par « A »"),
        ('code = "suivis"', 'code = "JEUNES"', "p.toml:15:8: Le code « JEUNES » est déjà pris par « jeunes »"),
        ("floor = 100", 'invented = "oui"', "p.toml:6:12: La valeur de « invented » est un texte entre guillemets ; "),
        ("floor = 100", "flor = 100", "p.toml:6:1: Clé inconnue « flor »"),
        ("floor = 100", 'unit = "franc"', "p.toml:6:8: « franc » n'est pas une valeur connue de « unit »"),
    ],
)  # fmt: skip
def test_refused_at_its_line(old: str, new: str, said: str) -> None:
    lines = refusals(FILE.replace(old, new))
    assert [line for line in lines if line.replace("\u202f", " ").replace("\xa0", " ").startswith(said)], lines


def test_somebody_without_figures_gets_only_a_floor_so_the_others_must_have_room() -> None:
    text = FILE.replace("jeunes = 2, suivis = 1", "jeunes = 0, suivis = 0")
    assert shared(text).envelope == 1000
    assert "ne laissent répartir que 800" in refusals(text.replace("900", "700"))[0].replace("\u202f", "")


def test_a_file_with_neither_beneficiary_nor_reason_is_refused() -> None:
    assert refusals(FILE.partition("[[beneficiary]]")[0])[0].startswith("p.toml:1:1: Le fichier n'a aucun bénéficiaire")


def test_a_grid_is_no_sharing() -> None:
    with pytest.raises(Refused) as refusal:
        read_shares(ROOT / "grids" / "aemo-ih-2025.toml")
    assert [each.code for each in refusal.value.faults] == ["not-a-sharing"]


ANNEX = ROOT / "grids" / "credits-ase-handicap-annexe-7.toml"


def annex(old: str = "", new: str = "") -> Any:
    text = ANNEX.read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new, 1)


def test_the_annex_holds_what_it_prints() -> None:
    found = shared(annex())
    assert (len(found.printed), len(found.subtotals)) == (30, 15)
    assert sum(each.amount for each in found.printed) == 15_000_001
    assert [each.title for each in found.printed if each.amount <= found.floor] == ["Creuse"]
    assert [each.weight * 2 for each in found.keys] == [1, 1]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('title = "Cher"\namount = 149_417', 'title = "Cher"\namount = 149_418', "printed-subtotal-sum"),
        ('title = "Creuse"\namount = 100_000', 'title = "Creuse"\namount = 99_999', "printed-below-floor"),
        ('group = "Corse"\ntitle', 'group = "Corses"\ntitle', "printed-no-subtotal"),
        ("envelope = 15_000_000", "envelope = 14_999_985", "printed-sum"),
    ],
)
def test_a_slip_in_copying_the_annex_is_seen(old: str, new: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        shared(annex(old, new))
    assert code in [each.code for each in refusal.value.faults]
    assert all(each.place and each.place.line > 1 for each in refusal.value.faults)


def test_a_point_of_rounding_a_line_is_no_fault() -> None:
    assert shared(annex("envelope = 15_000_000", "envelope = 14_999_986")).envelope == 14_999_986


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("floor = 100", "invented = 1"),
        ("floor = 100", "invented = true"),
        ("floor = 100", "floor = true"),
        ("{ jeunes = 6, suivis = 1 }", "6"),
        ("{ jeunes = 6, suivis = 1 }", "[6, 1]"),
        ("jeunes = 6", "jeunes = { a = 1 }"),
        ("jeunes = 6", "jeunes = 1979-05-27"),
        ("envelope = 1000\n", ""),
        ('kind = "sharing"', 'kind = "sharings"'),
    ],
)
def test_both_ways_of_reading_accept_and_refuse_the_same_files(old: str, new: str) -> None:
    assert old in FILE
    table = toml_file.parse(Path("p.toml"), FILE.replace(old, new, 1).encode()).table
    _, faults = thorough(table, SharingShape)
    if new == "invented = true":
        assert faults == []
        assert quick(table, SharingShape).invented
        return
    with pytest.raises(Refused) as refusal:
        quick(table, SharingShape)
    assert [(each.code, each.where) for each in refusal.value.faults] == [(each.code, each.where) for each in faults]
