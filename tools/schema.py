"""The JSON Schema of a grid file, made from the shapes that the program reads with, so that editors complete and check it.

    python -m tools.schema            write grids/schema/grid.schema.json
    python -m tools.schema --check    change nothing; exit 1 if it is not what the shapes give

Types come from the pydantic model that ``rules/reading.py`` builds; what each key means, in French, stands here. A key
without a meaning stops it: a shape that gains a key gains its line below.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from commission.rules.reading import json_schema
from commission.rules.shape import GridShape

ROOT = Path(__file__).resolve().parents[1]
SCHEMA = ROOT / "grids" / "schema" / "grid.schema.json"
CODE = "Code, de 1 à 64 caractères, unique quelle que soit la casse, sans « / » ni « \\ »."
SOURCE = "La section du document d'où cela vient."
NOTE = "Une contradiction ou un manque du document lui-même, dit tel quel à qui note."

MEANINGS: dict[str, dict[str, str]] = {
    "GridShape": {
        "": "Une grille publiée. Elle ne contient que ce que le document publie.",
        "format": "Version du format de ce fichier : 1.",
        "code": CODE,
        "title": "Titre de l'appel, tel que publié.",
        "criterion": "Les critères, dans l'ordre du document : un bloc [[criterion]] par critère.",
        "total": "Total des points ; vérifié avec la somme des critères.",
        "combine": "Comment les critères font le total : somme, moyenne, meilleur, somme plafonnée, ou ordre des critères.",
        "cap": "Le plus que donne une somme plafonnée.",
        "bonus_cap": "Le plus que donnent ensemble les lignes de bonus.",
        "rules": "Les règles que le document publie lui-même.",
        "scoring": "« unpublished » : le document ne publie ni points ni grille ; par défaut, il en publie.",
        "kind": "Nature du document : « appel à projet », « appel à candidatures »…",
        "regime": "Régime juridique, par exemple « CASF R.313 ».",
        "source": "Le document, son auteur, sa date.",
        "zone": "Fuseau des dates et des heures, par exemple « Europe/Paris ».",
        "published_opening": "La date d'ouverture, dans les mots du document.",
        "closes": "La clôture, en heure locale sans décalage : 2025-08-27T00:00:00.",
        "bound": "« exclusive » : un dossier reçu à cet instant est hors délai ; « inclusive » : il est encore à temps.",
        "closes_published": "La clôture, dans les mots du document.",
        "closes_on": "Ce qui compte à la clôture : la réception, l'envoi…",
        "closes_source": SOURCE,
        "lot_label": "Comment le document appelle ses lots : « service », « zone », « lot »…",
        "envelope": "Ce que toutes les attributions ensemble ne peuvent dépasser, en euros.",
        "envelope_source": SOURCE,
        "request": "Comment s'additionne la demande d'un dossier.",
        "milestone": "Le calendrier, dans les mots du document : un bloc [[milestone]] par étape.",
        "volume_unit": "Ce que l'autorité attribue en plus d'un montant : « interventions », « places »…",
        "variants": "Si l'appel admet des variantes : « refused » refuse à sa ligne un dossier qui porte variant_of.",
        "stage": "Les étapes notées l'une après l'autre, dans l'ordre : un bloc [[stage]] par étape.",
        "notes": "Les contradictions et les manques du document qui ne touchent pas une seule ligne.",
        "authority": "Les autorités compétentes : un bloc [[authority]] par autorité.",
        "lot": "Les parties de l'appel classées à part : un bloc [[lot]] par lot.",
        "figure": "Les chiffres que chaque dossier déclare : un bloc [[figure]] par chiffre.",
        "unpublished": "Les règles que le document ne publie pas : un bloc [[unpublished]] par règle.",
        "field": "Ce que chaque dossier déclare et qui n'est pas un chiffre : un bloc [[field]] par élément.",
        "piece": "Les pièces à fournir : un bloc [[piece]] par pièce. Seul est noté « fournie » ou « non fournie ».",
        "heading": "Les rubriques que le projet doit exposer : un bloc [[heading]] par rubrique.",
        "requirement": "Ce qu'un dossier doit satisfaire avant d'être noté : un bloc [[requirement]] par exigence.",
    },
    "FieldShape": {
        "": "Ce que chaque dossier déclare et qui n'est pas un chiffre.",
        "code": CODE,
        "title": "Intitulé, tel que publié.",
        "kind": "« text » : texte libre ; « date » : un jour ; « choice » : une des values ; « yes-no » : oui ou non.",
        "values": "Les valeurs d'un choix, telles que publiées.",
        "source": SOURCE,
        "note": NOTE,
    },
    "PieceShape": {
        "": "Une pièce à fournir. Son contenu n'est jamais recopié.",
        "code": CODE,
        "title": "Intitulé de la pièce, tel que publié.",
        "part": "La partie du dossier, dans les mots du document : « candidature », « projet », « financier », « annexe »…",
        "mandatory": "true (par défaut) : tout dossier la fournit ; false : seulement s'il y a lieu.",
        "source": SOURCE,
    },
    "HeadingShape": {
        "": "Une rubrique que le projet doit exposer.",
        "code": CODE,
        "title": "Intitulé, tel que publié.",
        "source": SOURCE,
    },
    "RequirementShape": {
        "": "Ce qu'un dossier doit satisfaire avant d'être noté.",
        "code": CODE,
        "title": "Ce qui est exigé, dans les mots du document.",
        "kind": "Comment l'exigence se vérifie ; ce mot décide des clés qui vont avec.",
        "failing": "Ce qui suit si elle n'est pas satisfaite : « refused » : refus ; « may-be-refused » : refus possible, "
        "par décision motivée ; « to-complete » : à compléter ; « noted » : relevé, sans suite.",
        "lots": "Les codes des lots ([[lot]]) dont les dossiers doivent la satisfaire ; sans cette clé, tous.",
        "figure": "Avec « figure-at-most » ou « figure-at-least » : le code du chiffre ([[figure]]) qui est comparé.",
        "bound": 'Sa borne, elle-même admise : 80, 0.5 ou "1/3".',
        "piece": "Avec « piece » : le code de la pièce ([[piece]]).",
        "part": "Avec « pieces » : la partie dont toutes les pièces obligatoires sont attendues ; sans elle, toutes.",
        "field": "Avec « date-in-range », « one-of » ou « statement » : le code de l'élément déclaré ([[field]]).",
        "values": "Avec « one-of » : les valeurs admises.",
        "from": "Avec « date-in-range » : le premier jour admis.",
        "to": "Avec « date-in-range » : le dernier jour admis.",
        "days": "Avec « to-complete » : le délai que le document donne pour compléter, en jours. Sans lui, c'est un réglage.",
        "ground": "Le motif du refus auquel elle conduit. Sans lui : « late » pour la clôture, « requirement » sinon.",
        "automatic": "true : le document dit que l'exigence décide seule. Le refus reste un acte.",
        "source": SOURCE,
        "note": NOTE,
    },
    "CriterionShape": {
        "": "Un critère et ses lignes.",
        "code": CODE,
        "title": "Intitulé du critère, tel que publié.",
        "points": "Points du critère ; vérifiés avec la somme de ses lignes.",
        "weight": 'Coefficient du critère : 2, "1/3" ou "30 %" ; 1 si rien n\'est écrit.',
        "combine": "Comment ses lignes font son chiffre : somme, moyenne, meilleure, somme plafonnée.",
        "cap": "Le plus que donne une somme plafonnée.",
        "stage": "Le code de l'étape ([[stage]]) où il est noté ; sans cette clé, la première.",
        "sub": "Ses lignes, celles que l'on note : un bloc [[criterion.sub]] par ligne.",
    },
    "StageShape": {
        "": "Une étape notée après la précédente : une audition.",
        "code": CODE,
        "title": "Intitulé de l'étape, tel que publié.",
        "counts": "« added » : le total s'ajoute à celui d'avant ; « alone » : il classe seul. Jamais à la première.",
        "rules": "Les règles que le document publie pour cette étape ; une clé absente vient de [rules].",
    },
    "SubShape": {
        "": "Une ligne de la grille.",
        "code": CODE,
        "title": "Intitulé de la ligne, tel que publié.",
        "max": 'Maximum de la ligne, en points : 7, 0.5 ou "1/3" ; sans lui, la ligne n\'a pas de maximum.',
        "min": "Minimum de la ligne, en points ; 0 si rien n'est écrit ; il peut être négatif.",
        "step": "Pas de cette ligne, quand le document le publie.",
        "levels": 'Les mots qui notent la ligne et ce qu\'ils valent : { insuffisant = 0, "très bon" = 4 }.',
        "yes": "Ce que vaut un oui ; un non vaut 0.",
        "opinions": "Les mots d'un avis, qui ne valent pas de points.",
        "opinion": "Un avis : favorable ou défavorable.",
        "reason_for": "Les mots qui demandent un motif.",
        "formula": "La formule qui tire la note d'un chiffre du dossier : personne ne note cette ligne.",
        "weight": 'Coefficient de la ligne : 2, "1/3" ou "30 %" ; 1 si rien n\'est écrit.',
        "better": "« lower » : la note la plus basse est la meilleure.",
        "bonus": "Un bonus : hors du total de la grille.",
        "counts": "« false » : pour information, jamais dans le total.",
        "guidance": "Le passage du document qui dit ce qui est attendu, recopié.",
        "guidance_source": "Les sections d'où vient ce passage.",
        "note": NOTE,
    },
    "FormulaShape": {
        "": "Une formule qui tire une note d'un chiffre du dossier.",
        "name": "Son nom : inverse, linear, to-mean, steps, to-best.",
        "figure": "Le code du chiffre ([[figure]]) de chaque dossier.",
        "low": "Le chiffre qui vaut 0 point (formule « linear »).",
        "high": "Le chiffre qui vaut le maximum (formule « linear »).",
        "ranges": "Les tranches de la formule « steps », en ordre croissant, la première à partir de 0.",
        "absent": "Ce que vaut un chiffre absent ; sans cette clé, le dossier n'a pas de total.",
        "zero": "Ce que vaut un chiffre nul ; sans cette clé, la formule s'applique.",
    },
    "RangeShape": {
        "": "Une tranche : à partir de ce chiffre, ces points.",
        "start": "Le chiffre où la tranche commence.",
        "points": "Les points qu'elle donne.",
    },
    "RulesShape": {
        "": "Des règles de notation et de classement : une clé absente ne dit rien.",
        "step": "Pas de notation, en points.",
        "aggregation": "Comment les notes des membres sont réunies : moyenne, médiane, majorité…",
        "across": "Où elles le sont : par ligne (« sub »), par critère, sur le total.",
        "trim": 'Moyenne élaguée : combien de notes sont ôtées à chaque bout, ou quelle part ("10 %").',
        "drop_best": "Combien des meilleures notes sont ôtées.",
        "drop_worst": "Combien des moins bonnes notes sont ôtées.",
        "rounding": "« none » : aucun arrondi avant l'affichage.",
        "round": "Les étapes où un chiffre est arrondi.",
        "missing": "Ce que fait une note absente.",
        "better": "« lower » : le total le plus bas est le meilleur.",
        "threshold": "Les seuils : un bloc [[rules.threshold]] par seuil.",
        "outcome": "Ce que vaut un total en mots : un bloc [[rules.outcome]] par tranche.",
        "ties": "« shared » : à égalité, même rang, puis le suivant saute.",
        "tie_break": "Ce qui départage les égalités, dans l'ordre.",
        "selection": "Qui est en rang utile : selon la capacité, l'enveloppe ou un nombre.",
        "fill": "Au premier qui n'entre pas : arrêt, passage au suivant, ou part de ce qui reste.",
        "asked": "Le code du chiffre que chaque dossier demande.",
        "number": "Combien de dossiers sont retenus.",
        "waiting": "La longueur de la liste d'attente.",
        "lots": "« together » : un seul classement pour tous les lots de l'appel.",
        "best_of_each": "true : le meilleur de chaque lot est d'abord en rang utile (lots classés ensemble).",
        "most_per_lot": "Combien de dossiers d'un lot, au plus, sont en rang utile (lots classés ensemble).",
        "transfer": "Ce que laisse l'enveloppe d'un lot va à un autre, dans l'ordre de la liste.",
        "per_applicant": "Combien de dossiers d'un même candidat, au plus, sont en rang utile sur tout l'appel.",
        "applicant_field": "Le champ ([[field]]) qui identifie le candidat ; sans cette clé, son nom.",
        "display_places": "Décimales affichées, de 0 à 6.",
        "lot": "Les règles propres à un lot : une table [rules.lot.CODE] par lot ; ce qu'elle tait vient de [rules].",
    },
    "LotRulesShape": {
        "": "Les règles propres à un lot (une voie, une filière).",
        "threshold": "Les seuils de ce lot ; ils remplacent ceux de [rules] ; liste vide : aucun.",
        "tie_break": "Ce qui départage les égalités dans ce lot ; remplace celui de [rules] ; liste vide : rien.",
        "selection": "Qui est en rang utile dans ce lot.",
        "fill": "Au premier qui n'entre pas, dans ce lot.",
        "asked": "Le chiffre que chaque dossier de ce lot demande.",
        "number": "Combien de dossiers de ce lot sont retenus.",
        "waiting": "La longueur de la liste d'attente de ce lot.",
    },
    "TransferShape": {
        "": "Un report d'une enveloppe à une autre.",
        "from": "Le lot dont l'enveloppe laisse quelque chose.",
        "to": "Le lot qui le reçoit.",
    },
    "RoundShape": {
        "": "Une étape d'arrondi, au plus proche, la demie vers le haut.",
        "stage": "Ce qui est arrondi : « member », « sub », « criterion » ou « total ».",
        "places": "Combien de décimales restent.",
    },
    "ThresholdShape": {
        "": "Un seuil : un dossier au-dessous est listé avec le motif, jamais retiré sans mot.",
        "on": "Le code d'une ligne ou d'un critère, ou « total ».",
        "at_least": 'Le seuil, compris : 10, ou "50 %" du maximum.',
        "more_than": "Le seuil, exclu.",
        "marks": "« raw » : avant les coefficients ; « weighted » : après.",
    },
    "OutcomeShape": {
        "": "Une tranche de totaux et son mot.",
        "word": "Le mot.",
        "start": "D'où elle part, compris.",
        "below": "Où elle s'arrête, exclu.",
    },
    "TieShape": {
        "": "Une étape qui départage des totaux égaux.",
        "by": "Ce qui départage : un critère, une ligne, un chiffre, la date de dépôt, un tirage.",
        "code": "Le code du critère, de la ligne ou du chiffre.",
        "better": "Quel sens l'emporte.",
        "seed": "La graine publique d'un tirage.",
    },
    "LotShape": {
        "": "Une partie de l'appel classée à part.",
        "code": CODE,
        "title": "Intitulé du lot, tel que publié.",
        "capacity": "Capacité publiée ; vérifiée avec la somme des secteurs.",
        "unit": "Unité de la capacité : « places », « mesures »…",
        "capacity_figure": "Le code du chiffre ([[figure]]) de chaque dossier qui se compare à la capacité.",
        "source": SOURCE,
        "areas": "Les secteurs du lot.",
        "ceiling": "Le plus que l'autorité donne pour ce lot, en euros.",
        "forms": "Les formes que peuvent prendre ses dossiers.",
    },
    "AreaShape": {
        "": "Un secteur d'un lot.",
        "title": "Nom du secteur.",
        "capacity": "Sa part de la capacité.",
    },
    "FigureShape": {
        "": "Un chiffre que chaque dossier déclare.",
        "code": CODE,
        "title": "Intitulé du chiffre, tel que publié.",
        "unit": "Son unité : « € », « ETP »…",
        "source": SOURCE,
        "note": NOTE,
    },
    "FormShape": {
        "": "Une forme que peuvent prendre les dossiers d'un lot.",
        "code": CODE,
        "title": "Son intitulé, tel que publié.",
    },
    "MilestoneShape": {
        "": "Une étape du calendrier.",
        "title": "Ce qui se passe.",
        "published": "Quand, dans les mots du document.",
        "source": SOURCE,
    },
    "RequestShape": {
        "": "La demande d'un dossier : unit_cost × number + added, à côté de la somme déclarée. Chaque clé nomme un chiffre.",
        "declared": "Le chiffre ([[figure]]) qui est la somme demandée, telle que déclarée.",
        "unit_cost": "Le chiffre qui est le coût unitaire.",
        "number": "Le chiffre qui est le nombre d'unités.",
        "added": "Les chiffres qui s'y ajoutent.",
        "source": SOURCE,
    },
    "AuthorityShape": {
        "": "Une autorité compétente : une fonction, jamais une personne.",
        "code": CODE,
        "title": "Sa désignation.",
    },
    "UnpublishedShape": {
        "": "Une règle que le document ne publie pas.",
        "subject": "Sur quoi porte la règle qui manque.",
        "text": "Ce qui n'est pas publié, en une phrase.",
    },
}


def schema() -> dict[str, Any]:
    """The schema of a grid file. Raises KeyError for a key without a meaning in MEANINGS."""
    made = json_schema(GridShape)
    tables = {name: table(MEANINGS, name, each) for name, each in sorted(made.pop("$defs").items())}
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "Grille de commission"}
    return {**head, **table(MEANINGS, "GridShape", made), "definitions": tables}


def table(of: dict[str, dict[str, str]], name: str, made: dict[str, Any]) -> dict[str, Any]:
    """One table of a file, each key with its meaning. Raises KeyError for a key without one, or one without a key."""
    meanings = of[name]
    properties = {key: {"description": meanings[key], **_type(each)} for key, each in made["properties"].items()}
    if idle := sorted(set(meanings) - {"", *properties}):
        raise KeyError(f"{name} has no longer the keys {idle}")
    return {
        "description": meanings[""],
        "type": "object",
        "additionalProperties": False,
        "required": made.get("required", []),
        "properties": properties,
    }


def _type(made: dict[str, Any]) -> dict[str, Any]:
    """What editors need of a key's type. A date stays free: they do not agree on what a local date is in JSON."""
    branches = [each for each in made.get("anyOf", [made]) if each.get("type") != "null"]
    if any(each.get("format") in {"date", "date-time"} for each in branches):
        return {}
    if len(branches) > 1:
        types = [each["type"] for each in branches if "type" in each]
        if len(types) == len(branches) and set(types) <= {"integer", "number", "string"}:
            return {"type": [each for each in ("number", "string") if each in {*types, *_wider(types)}]}
        return {"anyOf": [_type(each) for each in branches]}
    (branch,) = branches
    if "$ref" in branch:
        return {"$ref": branch["$ref"].replace("#/$defs/", "#/definitions/")}
    kept = {key: branch[key] for key in ("type", "const", "enum") if key in branch}
    if isinstance(inner := branch.get("additionalProperties"), dict):
        kept["additionalProperties"] = _type(inner)
    if "enum" in kept:  # an empty word is what stands there when nothing is said: nobody writes it
        kept["enum"] = [each for each in kept["enum"] if each != ""]
    return {**kept, "items": _type(branch["items"])} if "items" in branch else kept


def _wider(types: list[str]) -> set[str]:
    return {"number"} if "integer" in types else set()


def schema_text() -> str:
    """The file as it is committed."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def main(arguments: list[str]) -> int:
    """Write the schema, or only look."""
    text = schema_text()
    if "--check" in arguments:
        return 0 if SCHEMA.exists() and SCHEMA.read_text(encoding="utf-8") == text else 1
    SCHEMA.parent.mkdir(parents=True, exist_ok=True)
    SCHEMA.write_bytes(text.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
