"""A circuit file: what it may say, and what is refused, each at its own line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from commission.files import toml_file
from commission.files.circuit_file import circuit_from
from commission.rules.circuit import Circuit
from commission.rules.circuit_shape import CircuitShape
from commission.rules.fault import Refused
from commission.rules.reading import quick, thorough
from commission.words import Words
from tests.house.source import ROOT

FILE = """\
format = 1
kind = "circuit"
code = "c"
title = "Circuit"
places = 3
[admission]
title = "Admission"
by = "dir"
[[role]]
code = "dir"
title = "la direction"
[[territory]]
code = "t1"
title = "Amont"
places = 1
[[territory]]
code = "t2"
title = "Aval"
places = 2
[[condition]]
code = "age"
title = "Âge"
kind = "age"
by = "dir"
least = 14
most = 20
[[condition]]
code = "droit"
title = "Droit ouvert"
kind = "choice"
by = "dir"
  [[condition.option]]
  code = "oui"
  title = "Oui"
  [[condition.option]]
  code = "non"
  title = "Non"
  effect = "stops"
  todo = "Déposer un dossier"
[[opinion]]
code = "chef"
title = "Avis du chef"
by = "dir"
"""


def a_circuit(text: str) -> Circuit:
    return circuit_from(toml_file.parse(Path("c.toml"), text.encode()))


def refusals(text: str) -> list[str]:
    with pytest.raises(Refused) as refusal:
        a_circuit(text)
    return [Words("fr").fault(each) for each in refusal.value.faults]


def test_a_sound_file_is_read() -> None:
    circuit = a_circuit(FILE)
    assert (circuit.places, circuit.role("dir"), circuit.out_of_zone) == (3, "la direction", None)
    assert circuit.age is not None
    assert (circuit.age.least, circuit.age.most) == (14, 20)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "places = 3",
            "places = 4",
            "c.toml:5:10: Le circuit annonce 4 places, mais la somme de ses territoires est 3",
        ),
        ("places = 1\n", "places = -1\n", "c.toml:15:10: -1 places n'est pas un nombre de places ; il faut 0 ou"),
        ('"t2"', '"T1"', "c.toml:17:8: Le code « T1 » est déjà pris par « t1 »"),
        ('"t2"', '"Outside"', "c.toml:17:8: "),
        ("least = 14", "least = 21", "c.toml:25:9: L'âge le plus bas, 21, dépasse le plus haut, 20 ; "),
        ("least = 14\nmost = 20\n", "", "c.toml:23:8: La condition d'âge « age » n'a pas de borne"),
        ('kind = "choice"', 'kind = "age"\nleast = 3', "c.toml:30:8: La condition « age » borne déjà l'âge"),
        ('kind = "choice"', 'kind = "choice"\nmost = 3', "c.toml:31:8: La condition « droit » n'est pas un âge"),
        ('kind = "choice"', 'kind = "chois"', "c.toml:30:8: « chois » n'est pas une valeur connue"),
        ('  todo = "Déposer un dossier"\n', "", "c.toml:38:12: L'option « non » retient la fiche ou l'admission sans"),
        ('kind = "choice"', 'kind = "any-of"', "c.toml:36:10: L'option « non » a des dates ou un effet, alors que"),
        ('"oui"', '"oui,non"', "c.toml:33:10: Le code « oui,non » contient une virgule"),
        ('chef"\nby = "dir"', 'chef"\nby = "chf"', "c.toml:43:6: Le fichier ne déclare aucune fonction « chf » ; "),
        ('by = "dir"\n[[role]]', 'by = "d"\n[[role]]', "c.toml:8:6: Le fichier ne déclare aucune fonction « d »"),
        ('chef"\nby', 'chef"\nwhen = "another-territory"\nby', "c.toml:43:8: L'avis « chef » dépend du service deman"),
        (
            "places = 3",
            "placse = 3",
            "c.toml:5:1: Clé inconnue « placse » ; la clé connue la plus proche est « places »",
        ),
        ('code = "chef"\n', "", "c.toml:40:3: La clé « code » manque"),
    ],
)
def test_a_fault_is_named_at_its_place_with_the_mend(old: str, new: str, said: str) -> None:
    assert old in FILE
    assert any(each.startswith(said) for each in refusals(FILE.replace(old, new))), refusals(FILE.replace(old, new))


ADDED = {
    '[[piece]]\ncode = "p"\ntitle = "P"\nby = "dir"\ncondition = "droits"\n': (
        "c.toml:48:13: Il n'y a pas de condition « droits » ; les conditions sont : age, droit"
    ),
    '[[service]]\ncode = "s"\ntitle = "S"\nterritory = "t9"\n': (
        "c.toml:47:13: Il n'y a pas de territoire « t9 » ; les territoires sont : t1, t2"
    ),
    '[[agreement]]\ncode = "a"\ntitle = "A"\nby = "dir"\n[agreement.delegation]\ntitle = "D"\nby = "dir"\n'
    'condition = "droit"\nvalues = ["oui", "nan"]\n': (
        "c.toml:52:18: « nan » n'est pas une option de la condition « droit » ; ses options sont : oui, non"
    ),
    '[[field]]\ncode = "f"\ntitle = "F"\nkind = "choice"\n': (
        "c.toml:47:8: Le champ « f » est un choix sans valeurs, ou a des valeurs sans être un choix"
    ),
    '[[field]]\ncode = "f"\ntitle = "F"\nkind = "date"\npersonal = true\n': (
        "c.toml:47:8: Le champ « f » est personnel, il reste donc sur papier"
    ),
    '[[indicator]]\ncode = "i"\ntitle = "I"\nkind = "breaks"\n[[indicator]]\ncode = "j"\ntitle = "J"\nkind = "breaks"\n': (
        "c.toml:51:8: L'indicateur « i » compte déjà cela"
    ),
}


@pytest.mark.parametrize("added", ADDED)
def test_what_names_something_else_names_what_is_there(added: str) -> None:
    (said,) = refusals(FILE + added)
    assert said.startswith(ADDED[added])


def test_both_ways_of_reading_agree_on_the_published_circuit() -> None:
    table = toml_file.load(ROOT / "grids" / "sessad-ip-admission-pas-de-calais.toml").table
    assert thorough(table, CircuitShape) == (quick(table, CircuitShape), [])


def test_the_published_circuit_holds_what_its_document_publishes() -> None:
    circuit = circuit_from(toml_file.load(ROOT / "grids" / "sessad-ip-admission-pas-de-calais.toml"))
    assert {each.code: each.places for each in circuit.territories} == {"audomarois": 7, "artois": 10, "arrageois": 5}
    conditions = {each.code: [option.code for option in each.option] for each in circuit.conditions}
    assert len(conditions["mesure"]) == 7
    assert conditions["deficience"] == ["legere", "moderee"]
    assert [each.effect for each in circuit.condition("mdph").option] == ["holds", "waits", "stops"]
    assert [each.code for each in circuit.opinions] == ["chef-de-service", "rsase", "pilote"]
    assert [each.when for each in circuit.opinions] == ["always", "always", "another-territory"]
    assert len(circuit.agreements) == 4
    delegated = [each.code for each in circuit.agreements if each.delegation]
    assert delegated == ["autorite-parentale"]
    assert [each.kind for each in circuit.indicators] == ["followed", "age-in", "age-out", "duration", "breaks"]
    assert circuit.over_capacity is None
    assert circuit.out_of_zone is not None
    assert {"waiting-list", "over-capacity"} <= {subject for subject, _ in circuit.unpublished}


def test_what_says_who_somebody_is_stays_on_paper() -> None:
    circuit = circuit_from(toml_file.load(ROOT / "grids" / "sessad-ip-admission-pas-de-calais.toml"))
    words = ("nom", "prénom", "naissance", "adresse", "téléphone", "coordonnées", "n° de dossier")
    named: list[Any] = [each for each in circuit.fields if any(word in each.title.casefold().split() for word in words)]
    assert len(named) >= 8
    assert all(each.personal for each in named)
