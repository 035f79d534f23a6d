"""What happens in the example session on the SESSAD call: a document without points, three zones, three ways to an end.

Everything here is invented: no association, no person and no figure is a real one. It is data only.

- Flandre intérieure: three candidates, ranked by opinions and a vote; one opinion is unfavourable, one seat withdraws.
- Douaisis: one candidate, scored on a grid that the commission adopted for itself before opening anything.
- Flandre maritime: a dossier filed a day late, another from a body the call is not addressed to: nobody is left to rank.
"""

from __future__ import annotations

from datetime import date
from typing import Final

SESSION: Final = "exemple-sessad-ase-nord-2026"
GRID: Final = "sessad-ase-nord-2026"
TITLE: Final = "Exemple : commission SESSAD ASE, Nord (organismes et personnes inventés)"
START: Final = (2026, 6, 8, 9)

DELIBERATION: Final = (
    ('method = "ranks" ', 'method = "opinions" '),
    ("# [deliberation.lots] ", "[deliberation.lots] "),
    ('# "douaisis" = "opinions"', '"douaisis" = "grid"'),
)
"""What the secretariat changes in the session file that ``new`` wrote."""

OWN_GRID: Final = """
[[criterion]]
code = "P"
title = "Projet"
points = 12
sub = [
  { code = "P1", max = 6, title = "Réponse aux besoins des enfants confiés en situation de handicap" },
  { code = "P2", max = 6, title = "Organisation, file active et continuité des parcours" },
]

[[criterion]]
code = "M"
title = "Moyens et partenariats"
points = 8
sub = [
  { code = "M1", max = 4, title = "Équipe et coordination avec les lieux de placement" },
  { code = "M2", max = 4, title = "Partenariats avec la protection de l'enfance" },
]
"""


def _seat(
    seat: str, code: str, name: str, college: str, role: str = "member", voice: str = "deliberative"
) -> dict[str, object]:
    return {"code": code, "name": name, "role": role, "voice": voice, "seat": seat, "college": college}


MEMBERS: Final[list[dict[str, object]]] = [
    _seat("S1", "m-valbrune", "Irène Valbrune", "agence régionale de santé", "president"),
    _seat("S2", "m-oudelarc", "Maxence Oudelarc", "agence régionale de santé"),
    _seat("S3", "m-korvaine", "Hélène Korvaine", "agence régionale de santé"),
    _seat("S4", "m-berlandec", "Yacine Berlandec", "Département"),
    _seat("S5", "m-toussargue", "Odile Toussargue", "MDPH"),
    _seat("S6", "m-fenouillac", "Bruno Fenouillac", "usagers"),
    _seat("S7", "m-darquenne", "Salomé Darquenne", "personnalité qualifiée", voice="consultative"),
]


def _dossier(
    code: str, lot: str, applicant: str, title: str, deposited: str, budget: str, opens: date, **more: object
) -> dict[str, object]:
    fields = {
        "statut": "association loi 1901",
        "finess": f"59000{len(applicant):04}",
        "siret": f"999 000 {len(title):03} 00017",
        "implantation": "SESSAD et DITEP déjà autorisés dans la zone",
        "ouverture": opens,
    }
    return {
        "code": code,
        "applicant": applicant,
        "title": title,
        "lot": lot,
        "deposited_at": deposited,
        "figures": {"budget": budget},
        "fields": {**fields, **more},
        "receipt": "platform",
    }


DOSSIERS: Final[list[dict[str, object]]] = [
    _dossier("fi-1", "flandre-interieure", "Association Les Houblonnières d'Orveloo", "Grandir entre deux maisons",
             "2026-05-21T10:12:00", "269500", date(2026, 9, 7)),
    _dossier("fi-2", "flandre-interieure", "Fondation Marquelaine", "Un SESSAD qui va vers",
             "2026-05-28T16:40:00", "276000", date(2026, 10, 1)),
    _dossier("fi-3", "flandre-interieure", "Union Ter Vallée", "Accompagner en famille d'accueil",
             "2026-05-29T18:05:00", "281400.50", date(2027, 1, 4)),
    _dossier("dz-1", "douaisis", "Association Le Terril Bleu d'Esquerval", "SESSAD ASE du Douaisis",
             "2026-05-27T09:30:00", "271400", date(2026, 9, 1)),
    _dossier("fm-1", "flandre-maritime", "Association Dune et Polder", "Une équipe sur le littoral",
             "2026-05-31T09:12:00", "274000", date(2026, 11, 2)),
    _dossier("fm-2", "flandre-maritime", "Maison d'enfants Les Embruns de Zuydvaert", "Soigner là où l'on vit",
             "2026-05-26T11:50:00", "275200", date(2026, 10, 5),
             implantation="aucun établissement ni service relevant du 2° du I de l'article L. 312-1"),
]  # fmt: skip

REFUSALS: Final = (
    {
        "dossier": "fm-1",
        "ground": "late",
        "reason": "Dossier déposé le 31 mai 2026 à 9 h 12, après la clôture du 30 mai 2026 (en-tête de l'avis).",
    },
    {
        "dossier": "fm-2",
        "ground": "requirement",
        "reason": "L'organisme ne gère aucun établissement ou service du 2° du I de l'article L. 312-1 : l'appel ne "
        "s'adresse pas à lui (section 3 de l'avis).",
    },
)
NOT_MET: Final = {
    ("fm-1", "delai"): "Déposé le 31 mai 2026 à 9 h 12.",
    ("fm-2", "gestionnaire"): "Gère une maison d'enfants à caractère social, et aucun service du 2° du I.",
    ("fi-3", "plafond"): "Le budget dépasse le plafond de 5 400,50 €.",
    ("fi-3", "semestre"): "Ouverture prévue le 4 janvier 2027.",
}
"""What the secretariat confirms as not met; all the rest, on the dossiers that stay, is met."""
RECUSAL: Final = {
    "member": "m-toussargue",
    "lot": "flandre-interieure",
    "reason": "Conseille la Fondation Marquelaine sur un autre projet.",
}

MARKS: Final[dict[str, dict[str, str]]] = {
    "m-valbrune": {"P1": "5", "P2": "4.5", "M1": "3", "M2": "3.5"},
    "m-oudelarc": {"P1": "4.5", "P2": "4", "M1": "3", "M2": "3"},
    "m-korvaine": {"P1": "5", "P2": "5", "M1": "3.5", "M2": "3"},
    "m-berlandec": {"P1": "5.5", "P2": "4", "M1": "2.5", "M2": "3.5"},
    "m-toussargue": {"P1": "4", "P2": "4.5", "M1": "3", "M2": "4"},
    "m-fenouillac": {"P1": "5", "P2": "3.5", "M1": "3", "M2": "3"},
    "m-darquenne": {"P1": "6", "P2": "5", "M1": "3.5", "M2": "3.5"},
}
"""The sheets of the one dossier of the Douaisis, on the commission's own grid."""
SCORED: Final = "dz-1"
OPENED: Final = "douaisis"

ACTS: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    ("dossier-opinion", {"dossier": "fi-1", "opinion": "favourable"}),
    ("dossier-opinion", {"dossier": "fi-2", "opinion": "favourable"}),
    ("dossier-opinion", {
        "dossier": "fi-3", "opinion": "unfavourable",
        "reason": "L'ouverture est prévue en janvier 2027, après le second semestre 2026, et le budget dépasse le plafond.",
    }),
    ("ranking", {
        "lot": "flandre-interieure", "order": "fi-2 > fi-1",
        "reasons": "fi-2: Présence quotidienne dans les lieux de placement, astreinte partagée avec l'aide sociale à "
        "l'enfance, ouverture dès octobre.\nfi-1: Équipe solide et budget mesuré ; les relais avec les familles d'accueil "
        "restent à construire.",
    }),
    ("vote", {"lot": "flandre-interieure", "favour": "4", "against": "0", "abstentions": "1"}),
    ("decide", {
        "lot": "flandre-interieure", "awards": "fi-2 = 14 ; 276000",
        "reference": "décision du 3 juillet 2026",
    }),
    ("ranking", {
        "lot": "douaisis", "order": "dz-1",
        "reasons": "dz-1: Seul dossier de la zone ; il répond aux sept éléments attendus et ouvre le 1er septembre.",
    }),
    ("vote", {"lot": "douaisis", "favour": "6", "against": "0", "abstentions": "0"}),
    ("decide", {
        "lot": "douaisis", "awards": "dz-1 = 14 ; 271400", "reference": "décision du 3 juillet 2026",
    }),
    ("ranking", {
        "lot": "flandre-maritime", "ground": "none-admissible",
        "reason": "L'un des deux dossiers est hors délai, l'autre vient d'un organisme auquel l'appel ne s'adresse pas.",
    }),
    ("decide", {
        "lot": "flandre-maritime", "reference": "décision du 3 juillet 2026",
        "reason": "Appel infructueux dans cette zone : il sera publié de nouveau.",
    }),
)  # fmt: skip
"""What the desk writes once the sheets are opened, in this order."""
