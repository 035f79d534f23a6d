"""What happens in the example session on Handi Cap'2030: ranks entered and voted, several laureates, an envelope held.

Everything here is invented: no association, no person and no figure is a real one. It is data only.

- Thème 3: a pool, an expert linked to the body that coordinates, another expert alone. One declared sum is not what its
  figures add up to; one dossier does not declare all of them. Three laureates, each with a volume and a sum.
- Thème 1: one dossier only. The commission ranks nobody, and says why; the authority retains it all the same.
- Thème 2: two dossiers, both incomplete, which this document does not let anybody complete.
"""

from __future__ import annotations

from typing import Final

SESSION: Final = "exemple-handicap-2030-occitanie-2025"
GRID: Final = "handicap-2030-occitanie-2025"
TITLE: Final = "Exemple : comité de sélection Handi Cap'2030 (organismes et personnes inventés)"
START: Final = (2025, 7, 15, 9)

DELIBERATION: Final = (('abstentions = "against"     ', 'abstentions = "not-counted" '),)
"""What the secretariat changes in the session file that ``new`` wrote."""
OWN_GRID: Final = ""


def _seat(seat: str, code: str, name: str, college: str, role: str = "member") -> dict[str, object]:
    return {"code": code, "name": name, "role": role, "voice": "deliberative", "seat": seat, "college": college}


MEMBERS: Final[list[dict[str, object]]] = [
    _seat("S1", "m-castelvire", "Diane Castelvire", "direction de l'autonomie", "president"),
    _seat("S2", "m-roquemaille", "Jean Roquemaille", "direction de l'autonomie"),
    _seat("S3", "m-sauvignane", "Nour Sauvignane", "délégation départementale"),
    _seat("S4", "m-pechauriol", "Luc Péchauriol", "délégation départementale"),
    _seat("S5", "m-vidaillac", "Rose Vidaillac", "usagers"),
]

ALL_PIECES: Final = ["siren", "adresse", "iban", "bic", "rib", "statuts"]


def _dossier(
    code: str, applicant: str, title: str, deposited: str, figures: dict[str, str], pieces: list[str], **more: object
) -> dict[str, object]:
    return {
        "code": code,
        "applicant": applicant,
        "title": title,
        "lot": f"theme-{code[1]}",
        "deposited_at": deposited,
        "figures": figures,
        "pieces": pieces,
        "receipt": "e-mail",
        **more,
    }


def _sums(unit: str, number: str, steering: str, other: str, asked: str) -> dict[str, str]:
    return {"cout_unitaire": unit, "interventions": number, "pilotage": steering, "autres": other, "demande": asked}


WITHOUT_RIB: Final = [each for each in ALL_PIECES if each != "rib"]

DOSSIERS: Final[list[dict[str, object]]] = [
    _dossier("t1-1", "Collectif Garrigue Nouvelle", "Les recommandations au quotidien", "2025-07-08T15:20:00",
             _sums("8000", "20", "15000", "4500", "179500"), ALL_PIECES),
    _dossier("t2-1", "Cabinet Montferrac et Associés", "Vingt ans, et après", "2025-07-10T17:02:00",
             _sums("9100", "10", "6000", "0", "97000"), WITHOUT_RIB),
    _dossier("t2-2", "Association Les Passerelles d'Aurival", "Projets de vie, projets de service", "2025-07-11T21:45:00",
             _sums("7400", "9", "5200", "800", "72600"), ["siren", "adresse"]),
    _dossier("t3-1", "Pôle d'expertise Lauzeral", "Une équipe auprès de l'équipe", "2025-07-07T09:15:00",
             _sums("11400", "12", "9800", "2150", "148750"), ALL_PIECES, form="pool"),
    _dossier("t3-2", "Réseau Ariélune", "Le fil rouge des expertises", "2025-07-09T10:40:00",
             _sums("6400", "8", "12300.50", "0", "64100.50"), ALL_PIECES, form="coordination", linked=["t3-3"]),
    _dossier("t3-3", "Cabinet de neuropsychologie Vaubrilane", "Comprendre les comportements-défis",
             "2025-07-09T10:55:00", _sums("4900", "8", "2000", "0", "41200"), ALL_PIECES, form="expertise",
             linked=["t3-2"]),
    _dossier("t3-4", "Atelier d'architecture Combelongue", "Le bâti qui apaise", "2025-07-11T11:30:00",
             {"cout_unitaire": "5600", "interventions": "6", "pilotage": "3000", "demande": "36600"}, ALL_PIECES,
             form="expertise"),
]  # fmt: skip

REFUSALS: Final = (
    {
        "dossier": "t2-1",
        "ground": "incomplete",
        "reason": "Relevé d'identité bancaire non fourni (section 5). « Les dossiers incomplets ne seront pas recevables » "
        "(section 7).",
    },
    {
        "dossier": "t2-2",
        "ground": "incomplete",
        "reason": "IBAN, BIC, relevé d'identité bancaire et statuts non fournis (section 5) ; aucun complément n'est prévu "
        "(section 7).",
    },
)
NOT_MET: Final = {
    ("t2-1", "complet"): "Relevé d'identité bancaire non fourni.",
    ("t2-2", "complet"): "IBAN, BIC, relevé d'identité bancaire et statuts non fournis.",
}
"""What the secretariat confirms as not met; all the rest, on the dossiers that stay, is met."""
RECUSAL: Final[dict[str, str]] = {}
MARKS: Final[dict[str, dict[str, str]]] = {}
SCORED: Final = ""
OPENED: Final = ""

ACTS: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    ("ranking", {
        "lot": "theme-3", "order": "t3-1 > t3-2 = t3-3",
        "reasons": "t3-1: Pluri-expertise déjà éprouvée, évaluation décrite pour chaque établissement.\n"
        "t3-2: Méthode de coordination claire ; vaut avec l'expertise de t3-3, à laquelle elle est liée.\n"
        "t3-3: Expertise reconnue, portée par la coordination de t3-2.\n"
        "t3-4: Expertise isolée, sans organisme coordonnateur, et coûts incomplets.",
    }),
    ("vote", {"lot": "theme-3", "favour": "3", "against": "1", "abstentions": "1"}),
    ("decide", {
        "lot": "theme-3", "awards": "t3-1 = 10 ; 125950 | t3-2 = 6 ; 50700,50 | t3-3 = 6 ; 31400",
        "reference": "annonce du 1er septembre 2025",
    }),
    ("ranking", {
        "lot": "theme-1", "ground": "single",
        "reason": "Un seul dossier, éligible sur les sept critères : il n'y a pas de comparaison à faire.",
    }),
    ("vote", {"lot": "theme-1", "favour": "5", "against": "0", "abstentions": "0"}),
    ("decide", {
        "lot": "theme-1", "awards": "t1-1 = 18 ; 163500", "reference": "annonce du 1er septembre 2025",
        "reason": "Seul dossier du thème ; deux interventions de moins que demandé, pour tenir l'enveloppe.",
    }),
    ("ranking", {
        "lot": "theme-2", "ground": "none-admissible", "reason": "Les deux dossiers sont incomplets.",
    }),
    ("decide", {
        "lot": "theme-2", "reference": "annonce du 1er septembre 2025",
        "reason": "Aucun dossier recevable : la part non attribuée reste dans l'enveloppe.",
    }),
)  # fmt: skip
"""What the desk writes, in this order."""
