"""The JSON Schema of a circuit file, made as ``schema.py`` makes that of a grid, so that editors complete and check it.

python -m tools.schema_circuit            write grids/schema/circuit.schema.json
python -m tools.schema_circuit --check    change nothing; exit 1 if it is not what the shapes give
"""

from __future__ import annotations

import json
import sys
from typing import Any

from commission.rules.circuit_shape import CircuitShape
from commission.rules.reading import json_schema
from tools import schema as grid
from tools.schema import CODE, NOTE, ROOT, SOURCE

SCHEMA = ROOT / "grids" / "schema" / "circuit.schema.json"
BY = "Qui s'en charge : le code d'un [[role]]."
BEFORE = "« opinions » : doit être là avant le premier avis ; « admission » : seulement avant l'admission."

MEANINGS: dict[str, dict[str, str]] = {
    "CircuitShape": {
        "": "Un circuit d'admission publié. Il ne contient que ce que le document publie.",
        "format": "Version du format de ce fichier : 1.",
        "kind": "« circuit » : des personnes sont admises une par une, sans points.",
        "code": CODE,
        "title": "Titre du circuit.",
        "territory": "Les territoires et leurs places : un bloc [[territory]] par territoire.",
        "admission": "L'admission : qui la prononce, ce qui est remis.",
        "source": "Le document, son auteur, sa date.",
        "zone": "Fuseau des dates et des heures, par exemple « Europe/Paris ».",
        "territory_label": "Comment le document appelle ses territoires.",
        "places": "Nombre total de places ; vérifié avec la somme des territoires.",
        "evaluation": "Comment le document prévoit de suivre et d'évaluer.",
        "visa": "Le visa qui précède l'admission, s'il y en a un.",
        "exit": "La fin de prise en charge, si le document en parle.",
        "priority": "Qui priorise les demandes, sur quelles bases.",
        "out_of_zone": "L'admission hors zone, si le document l'ouvre ; absente, elle est refusée.",
        "over_capacity": "L'admission au-delà des places, si le document l'ouvre ; absente, elle est refusée.",
        "notes": "Les contradictions et les manques du document qui ne touchent pas un seul bloc.",
        "role": "Qui fait quoi : un bloc [[role]] par fonction, jamais une personne.",
        "service": "Les services qui peuvent demander : un bloc [[service]] par service.",
        "field": "Les champs de la fiche publiée : un bloc [[field]] par champ.",
        "condition": "Les conditions : un bloc [[condition]] par condition.",
        "agreement": "Les accords : un bloc [[agreement]] par accord.",
        "opinion": "Les avis, dans leur ordre : un bloc [[opinion]] par avis.",
        "piece": "Les pièces que demande l'admission : un bloc [[piece]] par pièce.",
        "indicator": "Les indicateurs obligatoires : un bloc [[indicator]] par indicateur.",
        "unpublished": "Ce que le document ne publie pas : un bloc [[unpublished]] par sujet.",
    },
    "Role": {"": "Une fonction dans le circuit.", "code": CODE, "title": "Sa désignation."},
    "Territory": {
        "": "Un territoire et ses places.",
        "code": CODE,
        "title": "Son nom, tel que publié.",
        "places": "Son nombre de places.",
        "holder": "Le service qui détient l'autorisation.",
        "areas": "Ce que couvre le territoire, tel que publié.",
        "source": SOURCE,
        "note": NOTE,
    },
    "Service": {
        "": "Un service qui peut demander une place.",
        "code": CODE,
        "title": "Son nom.",
        "territory": "Le code de son territoire ; vide s'il n'a pas de places.",
        "note": NOTE,
    },
    "FicheField": {
        "": "Un champ de la fiche publiée.",
        "code": CODE,
        "title": "Son intitulé, tel que publié.",
        "part": "Le cadre de la fiche où il se trouve.",
        "kind": "« paper » : reste sur papier, seul « rempli » se note ; « date », « choice », « yes-no » se saisissent.",
        "values": "Les valeurs possibles d'un champ « choice ».",
        "personal": "Vrai : dit qui est quelqu'un ; ne se saisit jamais.",
        "source": SOURCE,
        "note": NOTE,
    },
    "Condition": {
        "": "Une condition d'admission.",
        "code": CODE,
        "title": "Son intitulé, tel que publié.",
        "kind": "« age » : un nombre d'années ; « choice » : une option ; « any-of » : une ou plusieurs options.",
        "by": BY,
        "before": BEFORE,
        "least": "Âge le plus bas, compris.",
        "most": "Âge le plus haut, compris.",
        "option": "Les options : un bloc [[condition.option]] par option.",
        "source": SOURCE,
        "note": NOTE,
    },
    "Option": {
        "": "Une option d'une condition.",
        "code": "Code, sans virgule.",
        "title": "Son intitulé, tel que publié.",
        "effect": "« holds » : la condition est remplie ; « waits » : l'admission attend ; « stops » : pas encore de fiche.",
        "dates": "Vrai : l'option a une date de début et une échéance.",
        "todo": "Ce qu'il faut faire alors.",
        "by": BY,
    },
    "Agreement": {
        "": "Un accord : oui ou non.",
        "code": CODE,
        "title": "Son intitulé, tel que publié.",
        "by": BY,
        "before": BEFORE,
        "delegation": "Ce qui peut suppléer un refus.",
        "source": SOURCE,
        "note": NOTE,
    },
    "Delegation": {
        "": "Ce qui peut suppléer un accord refusé.",
        "title": "Son intitulé, tel que publié.",
        "by": BY,
        "condition": "Le code de la condition dont elle dépend.",
        "values": "Les options de cette condition qui l'ouvrent.",
        "source": SOURCE,
    },
    "Opinion": {
        "": "Un avis, favorable ou défavorable.",
        "code": CODE,
        "title": "Son intitulé, tel que publié.",
        "by": BY,
        "when": "« another-territory » : seulement si la personne vit sur un autre territoire que le service demandeur.",
        "unfavourable": "« stops » : un avis défavorable arrête la fiche ; « noted » : il est noté et la fiche continue.",
        "source": SOURCE,
        "note": NOTE,
    },
    "Piece": {
        "": "Une pièce que demande l'admission.",
        "code": CODE,
        "title": "Son intitulé, tel que publié.",
        "by": BY,
        "condition": "La condition qui doit être remplie avant que la pièce puisse arriver.",
        "source": SOURCE,
        "note": NOTE,
    },
    "Step": {
        "": "Une étape : visa, admission ou sortie.",
        "title": "Son intitulé, tel que publié.",
        "by": BY,
        "after": "Ce qui doit précéder une sortie.",
        "handed": "Ce qui est remis à l'admission.",
        "source": SOURCE,
        "note": NOTE,
    },
    "Allowance": {
        "": "Ce que le document ouvre au cas par cas.",
        "title": "Son intitulé.",
        "by": BY,
        "text": "Le passage du document, recopié.",
        "source": SOURCE,
    },
    "Priority": {
        "": "Qui priorise les demandes.",
        "title": "Son intitulé.",
        "by": BY,
        "basis": "Les bases de la priorité, telles que publiées.",
        "source": SOURCE,
    },
    "Indicator": {
        "": "Un indicateur obligatoire.",
        "code": CODE,
        "title": "Son intitulé, tel que publié.",
        "kind": "« followed » : suivis ; « age-in », « age-out » : âges ; « duration » : durée ; « breaks » : ruptures.",
        "source": SOURCE,
        "note": NOTE,
    },
    "Unpublished": {
        "": "Ce que le document ne publie pas.",
        "subject": "Sur quoi porte ce qui manque.",
        "text": "Ce qui n'est pas publié, en une phrase.",
    },
}


def schema() -> dict[str, Any]:
    """The schema of a circuit file. Raises KeyError for a key without a meaning in MEANINGS."""
    made = json_schema(CircuitShape)
    tables = {name: grid.table(MEANINGS, name, each) for name, each in sorted(made.pop("$defs").items())}
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "Circuit d'admission de commission"}
    return {**head, **grid.table(MEANINGS, "CircuitShape", made), "definitions": tables}


def schema_text() -> str:
    """The file as it is committed."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def main(arguments: list[str]) -> int:
    """Write the schema, or only look."""
    text = schema_text()
    if "--check" in arguments:
        return 0 if SCHEMA.exists() and SCHEMA.read_text(encoding="utf-8") == text else 1
    SCHEMA.write_bytes(text.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
