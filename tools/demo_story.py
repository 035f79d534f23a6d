"""What happens in the example session: who sits, what was filed, what each member marked and wrote.

Everything here is invented: no association, no person and no figure is a real one. It is data only: nothing is read,
nothing is written, nothing is drawn at random. The script that plays the session takes the constants in capitals; the
marks are worked out once, at import, from a few tables and whole numbers (half points), so they are the same on every
machine.

The story, on the grid `aemo-ih-2025`:

- every dossier before the eight requirements: `nord-2` came without its accounts, was asked for them and sent them in
  time; what nothing computes is confirmed by the secretariat, but for one (`TO_CONFIRM`).
- lot nord: five dossiers, one of them filed nine hours late and refused by the two co-presidents. A member who had
  begun to score withdraws (`RECUSAL`, `RECUSED_MARKS`); another does not pronounce on one sub-criterion (`DECLINED`);
  one consultative seat hands in nothing. Over the eleven seats that count, the first two dossiers stand less than half
  a point apart around the only useful rank (75 mesures asked for 75), and the next two are exactly tied with different
  marks: equal as fractions, told apart by floats.
- lot sud: three dossiers, scoring under way, two members done.

`recount` is the proof of it, in fractions; `tests/tools/test_demo_story.py` holds it.
"""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Final, TypedDict

# dossier -> member -> sub-criterion -> mark, as it would be typed with a point
Marks = dict[str, dict[str, dict[str, str]]]


class Dossier(TypedDict):
    """A dossier as its applicant filed it; figures are decimal strings under the grid's figure codes.

    ``pieces`` are those handed in by the closing date; how it came in, and the number of the receipt if by hand.
    """

    code: str
    applicant: str
    title: str
    lot: str
    deposited_at: str
    figures: dict[str, str]
    fields: dict[str, str | date]
    pieces: list[str]
    receipt: str
    receipt_number: str


# --- The commission -----------------------------------------------------------


def _seat(seat: str, code: str, name: str, college: str, role: str = "member") -> dict[str, str]:
    voice = "deliberative" if seat <= "S12" else "consultative"
    return {"code": code, "name": name, "role": role, "voice": voice, "seat": seat, "college": college}


MEMBERS: Final[list[dict[str, str]]] = [
    # The two co-presidents represent the préfet and the president of the département council.
    _seat("S01", "m-talvern", "Armelle Talvern", "autorités – État", "co-president"),
    _seat("S02", "m-coatbrizel", "Hervé Coatbrizel", "autorités – Département", "co-president"),
    _seat("S03", "m-perroday", "Nadia Perroday", "autorités – État"),
    _seat("S04", "m-marcheval", "Bruno Marchéval", "autorités – État"),
    _seat("S05", "m-quintrec", "Solène Quintrec", "autorités – Département"),
    _seat("S06", "m-autrive", "Jacques Autrive", "autorités – Département"),
    _seat("S07", "m-rosmoral", "Maïwenn Rosmoral", "usagers"),
    _seat("S08", "m-vaubrun", "Didier Vaubrun", "usagers"),
    _seat("S09", "m-guelisse", "Fatou Guélisse", "usagers"),
    _seat("S10", "m-kerdozel", "Gaël Kerdozel", "usagers"),
    _seat("S11", "m-brevanne", "Lucie Brévanne", "usagers"),
    _seat("S12", "m-dornelic", "Paul Dornélic", "usagers"),
    _seat("S13", "m-ormevan", "Catherine Ormévan", "fédérations de gestionnaires"),
    _seat("S14", "m-trehoval", "Marc Tréhoval", "fédérations de gestionnaires"),
    _seat("S15", "m-bellozan", "Inès Bellozan", "personnalités qualifiées"),
    _seat("S16", "m-plesserac", "Olivier Plessérac", "personnalités qualifiées"),
    _seat("S17", "m-morvezen", "Claire Morvezen", "personnels techniques"),
    _seat("S18", "m-guermelin", "Thomas Guermélin", "personnels techniques"),
]

# --- The dossiers -------------------------------------------------------------


def _figures(mesures: str, prix: str, fonctionnement: str, etp: str, investissement: str) -> dict[str, str]:
    """The yearly amount is about mesures x 365 x 95 % x prix, as an applicant would have rounded it."""
    return {
        "mesures": mesures,
        "prix_journee": prix,
        "fonctionnement": fonctionnement,
        "etp": etp,
        "investissement": investissement,
    }


ALWAYS: Final = (
    "gouvernance", "suivi", "honneur-condamnations", "honneur-procedures", "activite", "comptes",
    "bilan-projet", "plan-financement", "comptes-organisme", "ppi", "incidences", "budget",
    "annexe-1", "annexe-2", "annexe-3", "annexe-4",
)  # fmt: skip
"""The pieces that the document asks for without a condition."""


class _Filing(TypedDict):
    fields: dict[str, str | date]
    pieces: list[str]
    receipt: str
    receipt_number: str


def _filed(statut: str, ouverture: str, number: str = "", *, more: str = "statuts", without: str = "") -> _Filing:
    """What came in with a dossier: by hand where there is a receipt number, else by registered letter."""
    pieces = [*more.split(), *(each for each in ALWAYS if each not in without.split())]
    return {
        "fields": {"statut": statut, "type_projet": "création", "ouverture": date.fromisoformat(ouverture)},
        "pieces": pieces,
        "receipt": "by-hand" if number else "registered-letter",
        "receipt_number": number,
    }


DOSSIERS: Final[list[Dossier]] = [
    {
        "code": "nord-1",
        "applicant": "Association Les Ajoncs de Pen-Dévet",
        "title": "Rester chez soi, grandir protégé",
        "lot": "nord",
        "deposited_at": "2025-08-14T10:20:00",
        "figures": _figures("75", "79.20", "2059695", "18.5", "148000"),
        **_filed("association", "2026-01-01"),
    },
    {
        "code": "nord-2",
        "applicant": "Fondation Malvéran",
        "title": "Service d'AEMO intensive avec hébergement du nord du Département",
        "lot": "nord",
        "deposited_at": "2025-08-21T15:05:00",
        "figures": _figures("75", "74.85", "1946568", "16.75", "96500"),
        **_filed("fondation", "2026-01-01", more="certification", without="comptes"),
    },
    {
        "code": "nord-3",
        "applicant": "Association Le Gué d'Argoal",
        "title": "Un relais, trois secteurs : Guingamp-Lannion, Saint-Brieuc Lamballe, Dinan",
        "lot": "nord",
        "deposited_at": "2025-08-25T11:40:00",
        "figures": _figures("75", "77.60", "2018085", "18", "122400"),
        **_filed("association", "2026-03-01", "DEF-2025-31", more="statuts cooperation"),
    },
    {
        "code": "nord-4",
        "applicant": "Coopérative éducative Arvelin",
        "title": "Avec les familles, au quotidien",
        "lot": "nord",
        "deposited_at": "2025-08-26T16:50:00",
        "figures": _figures("75", "79.95", "2079200", "19.2", "231000"),
        **_filed("société coopérative", "2026-04-01", "DEF-2025-33"),
    },
    {
        "code": "nord-5",
        "applicant": "Association Ty Rozelan",
        "title": "Là, à toute heure",
        "lot": "nord",
        "deposited_at": "2025-08-27T09:15:00",
        "figures": _figures("75", "78.40", "2038890", "17.5", "110000"),
        **_filed("association", "2026-01-01", "DEF-2025-36"),
    },
    {
        "code": "sud-1",
        "applicant": "Association La Roche Quélorec",
        "title": "Prévenir le placement en centre Bretagne",
        "lot": "sud",
        "deposited_at": "2025-08-18T09:30:00",
        "figures": _figures("40", "78.90", "1094343", "10", "74000"),
        **_filed("association", "2026-01-01", "DEF-2025-27"),
    },
    {
        "code": "sud-2",
        "applicant": "Fondation Aubrézan",
        "title": "Un toit de répit entre Loudéac et Rostrenen",
        "lot": "sud",
        "deposited_at": "2025-08-22T14:10:00",
        "figures": _figures("40", "79.80", "1106826", "10.4", "187500"),
        **_filed("fondation", "2026-02-01", more="statuts certification"),
    },
    {
        "code": "sud-3",
        "applicant": "Association Le Pas de Corvennec",
        "title": "Service AEMO IH du sud du Département",
        "lot": "sud",
        "deposited_at": "2025-08-26T17:25:00",
        "figures": _figures("40", "73.50", "1019445", "9.1", "52300"),
        **_filed("association", "2026-01-01", "DEF-2025-34"),
    },
]

STATEMENTS: Final = ("public", "experience", "capacite", "essentiels", "coordination")
"""The requirements that nothing computes: the secretariat looks at each dossier."""
TO_CONFIRM: Final = {("sud-2", "coordination")}
"""What is not confirmed yet."""
COMPLETION: Final[dict[str, str]] = {
    "dossier": "nord-2",
    "sent": "2025-08-29",
    "reason": "Comptes annuels N-1 et N-2 absents du dossier reçu le 21 août.",
}
COMPLETED: Final[dict[str, str]] = {"dossier": "nord-2", "received": "2025-09-04"}

LATE_REFUSAL: Final[dict[str, str]] = {
    "dossier": "nord-5",
    "ground": "late",
    "decided_by": "prefet, departement",
    "reason": (
        "Dossier remis en main propre le 27 août 2025 à 9 h 15, après la date limite du 26 août 2025 minuit "
        "(section VI). Décision conjointe des deux coprésidents."
    ),
}
RECUSAL: Final[dict[str, str]] = {
    "member": "m-kerdozel",
    "lot": "nord",
    "reason": (
        "Siège depuis le printemps au conseil d'administration d'une association partenaire du dossier nord-4 ; "
        "s'en est aperçu en ouvrant ce dossier."
    ),
}
DECLINED: Final[list[dict[str, str]]] = [
    {
        "member": "m-guelisse",
        "code": "E2",
        "reason": "Je ne sais pas juger un plan d'investissement ; je préfère ne pas donner de note au hasard.",
    },
]

# --- How the marks are made ---------------------------------------------------

MAXIMA: Final[dict[str, int]] = {
    "A1": 1, "A2": 7, "A3": 3, "A4": 4,
    "B1": 5, "B2": 5, "B3": 3, "B4": 5, "B5": 8, "B6": 7, "B7": 7,
    "C1": 2, "C2": 2, "C3": 3, "C4": 4, "C5": 4,
    "D1": 5, "D2": 5, "D3": 5,
    "E1": 10, "E2": 5,
}  # fmt: skip

# What a juror of middling severity would give, in the order of MAXIMA.
_PROFILES: Final[dict[str, str]] = {
    "nord-1": "1 6 2.5 3    3.5 4 2 3.5 6.5 5 5      2 1.5 2.5 3 3      4 4 3.5    7 3.5",
    "nord-2": "1 4 2 3.5    3 3.5 2 3 5 5.5 4.5      1.5 1.5 2 2.5 3    3.5 3.5 3  7.5 4",
    "nord-3": "1 5.5 2.5 2.5  4 3 2.5 4 6.5 5.5 6    1.5 1.5 2.5 3 3    4 3.5 3.5  7.5 3.5",
    "nord-4": "1 4 2.5 2.5  3.5 3.5 2.5 4 6 5 4.5  1.5 1 2 3.5 2.5    3.5 4 3.5  6 3.5",
    "sud-1": "1 5.5 2.5 3   4 3 2 3.5 6 5 5.5        1.5 1.5 2.5 3 3    3.5 3.5 3  6.5 3",
    "sud-2": "1 4.5 2.5 2.5  3.5 4.5 2.5 3.5 6 4.5 5  1.5 1.5 2.5 3 2.5  4 4 3      5.5 3.5",
    "sud-3": "0.5 3 2 3     3 2 1.5 3 4.5 4.5 4      1.5 1 1.5 2.5 2    2.5 3 2.5  8 2.5",
}

# Who is generous (+) and who is strict (-).
_SEVERITY: Final[dict[str, int]] = {
    "m-talvern": 0, "m-coatbrizel": -1, "m-perroday": 1, "m-marcheval": -2, "m-quintrec": 0, "m-autrive": 1,
    "m-rosmoral": 2, "m-vaubrun": -1, "m-guelisse": 1, "m-kerdozel": 0, "m-brevanne": 0, "m-dornelic": -1,
    "m-ormevan": 1, "m-trehoval": 0, "m-bellozan": -2, "m-plesserac": 0, "m-morvezen": -1,
}  # fmt: skip

# Last touches, in half points: what ties nord-2 and nord-4 to the last fraction.
_TOUCHES: Final[dict[tuple[str, str, str], int]] = {
    ("nord-4", "m-brevanne", "B1"): 1,
    ("nord-4", "m-dornelic", "B7"): 1,
    ("nord-4", "m-coatbrizel", "D1"): 1,
    ("nord-4", "m-marcheval", "C3"): 1,
    ("nord-4", "m-vaubrun", "E1"): 1,
    ("nord-4", "m-talvern", "E2"): -1,
    ("nord-4", "m-autrive", "E2"): -1,
}


def _halves(points: str) -> int:
    return int(Fraction(points) * 2)


def _wobble(dossier: str, member: str, code: str) -> int:
    """A taste of one's own, from -2 to 2: the same for the same three codes, with no pattern that shows."""
    value = 2166136261
    for char in f"{dossier}/{member}/{code}":
        value = (value ^ ord(char)) * 16777619 % 2**32
    return (-2, -1, -1, 0, 0, 0, 0, 1, 1, 2)[(value >> 13) % 10]


def _mark(dossier: str, member: str, code: str) -> str:
    """The mark as typed, a multiple of one half within the maximum: the profile, the severity, the taste."""
    most = MAXIMA[code] * 2
    base = _halves(_PROFILES[dossier].split()[list(MAXIMA).index(code)])
    severity = (_SEVERITY[member] * most + 10) // 20
    wobble = _wobble(dossier, member, code)
    reach = 2 if most >= 10 else 1 if abs(wobble) == 2 or most >= 6 else 0
    value = base + severity + max(-reach, min(reach, wobble)) + _TOUCHES.get((dossier, member, code), 0)
    whole, half = divmod(max(0, min(most, value)), 2)
    return f"{whole}.5" if half else str(whole)


def _sheet(dossier: str, member: str, codes: Iterable[str]) -> dict[str, str]:
    return {code: _mark(dossier, member, code) for code in codes}


# --- Lot nord: scored ---------------------------------------------------------

SILENT_MEMBER: Final = "m-guermelin"  # a consultative seat that hands in nothing

_SCORING: Final = [m["code"] for m in MEMBERS if m["code"] not in (RECUSAL["member"], SILENT_MEMBER)]
_NOT_PRONOUNCED: Final = {(entry["member"], entry["code"]) for entry in DECLINED}

NORD_MARKS: Final[Marks] = {
    dossier: {
        member: _sheet(dossier, member, (code for code in MAXIMA if (member, code) not in _NOT_PRONOUNCED))
        for member in _SCORING
    }
    for dossier in ("nord-1", "nord-2", "nord-3", "nord-4")
}
RECUSED_MARKS: Final[Marks] = {
    "nord-1": {"m-kerdozel": _sheet("nord-1", "m-kerdozel", MAXIMA)},
    "nord-2": {"m-kerdozel": _sheet("nord-2", "m-kerdozel", list(MAXIMA)[:9])},
}

# --- Lot sud: under way -------------------------------------------------------

SUD_HANDED: Final[list[str]] = ["m-perroday", "m-rosmoral"]

# How many sub-criteria each has marked on sud-1, sud-2, sud-3; who is not here has not begun.
_SUD_PROGRESS: Final[dict[str, tuple[int, int, int]]] = {
    "m-coatbrizel": (21, 4, 0),
    "m-perroday": (21, 21, 21),
    "m-autrive": (11, 0, 0),
    "m-rosmoral": (21, 21, 21),
    "m-vaubrun": (21, 21, 13),
    "m-kerdozel": (21, 16, 0),
    "m-dornelic": (4, 4, 4),
    "m-bellozan": (0, 7, 0),
    "m-morvezen": (21, 0, 0),
}
SUD_MARKS: Final[Marks] = {
    dossier: {
        member: _sheet(dossier, member, list(MAXIMA)[: counts[rank]])
        for member, counts in _SUD_PROGRESS.items()
        if counts[rank]
    }
    for rank, dossier in enumerate(("sud-1", "sud-2", "sud-3"))
}

# --- What they wrote ----------------------------------------------------------

_WRITTEN: Final[list[tuple[str, str, str, str]]] = [
    ("m-autrive", "nord-1", "A2", "Exerce déjà des AEMO renforcées autour de Guingamp ; connaît le terrain."),
    ("m-vaubrun", "nord-1", "B1", "Deux antennes pour trois secteurs : une partie de Dinan est à plus de 45 minutes."),
    ("m-bellozan", "nord-1", "B3", "La même organisation pour tous les âges ; je ne vois pas les adolescents."),
    ("m-guelisse", "nord-1", "B5", "Le projet part vraiment de l'enfant, exemples à l'appui."),
    ("m-dornelic", "nord-1", "B7", "Des échanges au fil de l'eau, par courriel ; pas d'outil de suivi."),
    ("m-perroday", "nord-1", "D1", "Encadrement solide, supervision tous les mois."),
    (
        "m-coatbrizel",
        "nord-1",
        "E1",
        "79,20 €, tout près du plafond, et les frais de siège ne sont pas détaillés [annexe 1].",
    ),
    ("m-brevanne", "nord-2", "A4", "Calendrier daté, étape par étape : le 1er janvier 2026 est crédible."),
    ("m-trehoval", "nord-2", "B5", "Le projet semble écrit pour un autre territoire, à peine adapté."),
    ("m-dornelic", "nord-2", "B7", "Ne cite ni les Maisons du Département ni un outil de suivi."),
    ("m-marcheval", "nord-2", "D1", "16,75 ETP en tout : encadrement retiré, je n'arrive pas à 1 ETP pour 6 mesures."),
    ("m-talvern", "nord-2", "E1", "Le prix le plus bas des quatre, et le budget se recoupe ligne à ligne."),
    ("m-plesserac", "nord-2", "E2", "Plan complet : nature, coût, financement, dates."),
    ("m-marcheval", "nord-3", "A4", "Dinan n'ouvre qu'en septembre 2026 : au-delà du premier semestre."),
    ("m-quintrec", "nord-3", "B2", "Le repli est prêt pour les 6-18 ans ; pour les tout-petits, « à étudier »."),
    ("m-guelisse", "nord-3", "B6", "Partenaires nommés, conventions jointes."),
    ("m-quintrec", "nord-3", "B7", "Outil de suivi partagé avec les Maisons du Département ; rien à ajouter."),
    ("m-talvern", "nord-3", "C1", "Cite la HAS sans dire ce qui changera dans les pratiques."),
    ("m-rosmoral", "nord-3", "C4", "Les parents et les jeunes ont chacun leur instance, avec un retour écrit."),
    ("m-trehoval", "nord-3", "E2", "Trois ans seulement, sans calendrier des opérations."),
    ("m-bellozan", "nord-4", "A4", "Aucun jalon entre l'arrêté et l'ouverture."),
    ("m-perroday", "nord-4", "B4", "Entretiens à domicile le samedi, relais entre parents : c'est ce qu'on attend."),
    ("m-morvezen", "nord-4", "B6", "Surtout des lettres d'intention, peu de conventions signées."),
    ("m-plesserac", "nord-4", "C2", "Le pré-projet de service tient en une page."),
    ("m-quintrec", "nord-4", "C4", "Des familles ont relu le projet ; leurs remarques sont jointes."),
    ("m-coatbrizel", "nord-4", "E1", "79,95 € : aucune marge si l'activité descend sous 95 %."),
    ("m-rosmoral", "sud-1", "A4", "Reprend une équipe déjà en place : ouverture immédiate."),
    ("m-rosmoral", "sud-2", "B2", "La maison de répit accueille aussi les moins de 3 ans."),
    ("m-vaubrun", "sud-3", "C2", "À peine esquissé."),
    ("m-perroday", "sud-3", "E1", "73,50 €, expliqués poste par poste."),
]
OBSERVATIONS: Final[list[dict[str, str]]] = [
    {"member": member, "dossier": dossier, "code": code, "text": text} for member, dossier, code, text in _WRITTEN
]

# --- The proof ----------------------------------------------------------------


def recount(marks: Marks = NORD_MARKS) -> dict[str, dict[str, Fraction]]:
    """Each dossier's criteria and "total": per sub-criterion the mean over the voting seats that marked it, summed."""
    voting = {m["code"] for m in MEMBERS if m["voice"] == "deliberative"}
    result: dict[str, dict[str, Fraction]] = {}
    for dossier, sheets in marks.items():
        totals: dict[str, Fraction] = dict.fromkeys((*"ABCDE", "total"), Fraction(0))
        for code in MAXIMA:
            given = [Fraction(sheet[code]) for member, sheet in sheets.items() if member in voting and code in sheet]
            mean = sum(given, Fraction(0)) / len(given)
            totals[code[0]] += mean
            totals["total"] += mean
        result[dossier] = totals
    return result
