"""The session file that ``new`` writes: filled in as far as the grid allows, each key explained in the session's language."""

from __future__ import annotations

import re

from commission.files.new_deliberation import deliberation_text
from commission.files.new_filing import filing_lines, is_bare, quoted
from commission.rules.grid import Call
from commission.rules.ranking_rules import build_rules
from commission.rules.ranking_shape import RulesShape
from commission.rules.stages import published_at

_PUBLISHED = {
    "fr": "# {key} : publié par le document, dans grid.toml",
    "en": "# {key}: published by the document, in grid.toml",
}
"""What stands instead of a rule that the grid publishes: the session file may not state it otherwise."""

_FRENCH = """\
# La procédure : qui siège, quels dossiers, quelles règles. La grille publiée est dans grid.toml, à ne pas modifier.
#
# Ce fichier se remplit à la main ou par « commission import », puis la commission l'adopte (« commission adopt »).
# Aucune note n'est écrite avant l'adoption ; modifié après, ce fichier doit être adopté de nouveau, avec un motif.

format = 1
id = {id}      # tiré au hasard, propre à cette procédure : ne pas le modifier
title = {title}
grid = "grid.toml"
language = {language}              # langue des écrans et des documents : "fr" ou "en"
zone = {zone}        # fuseau des dates et des heures
completion_days = 8          # réglage : jours laissés pour compléter un dossier, si le document n'en dit rien

# --- Les règles ---------------------------------------------------------------
# Ce que le document ne publie pas, la commission le décide avant la première note. Chaque règle est imprimée avec le
# classement : « règle adoptée en séance, non publiée ».

[rules]
step = 0.5                   # pas de notation, en points : 0.5 admet 6 et 6,5 ; effacer la ligne pour tout admettre
aggregation = "mean"         # un total est la somme, sur les sous-critères, de la moyenne des sièges qui comptent
rounding = "none"            # aucun arrondi dans le calcul ; seul l'affichage est arrondi
display_places = 2           # décimales affichées, de 0 à 6 (2,675 s'affiche 2,68)
missing = "block"            # un dossier auquel il manque une note n'est pas classé tant que la notation n'est pas close
ties = "shared"              # à égalité exacte, même rang, puis le suivant saute : 1, 2, 2, 4
selection = {selection}  # "capacity" : en rang utile tant que la capacité du lot le permet ; "none" : pas de rang utile

{deliberation}# --- Les membres --------------------------------------------------------------
# Un bloc par personne. Ou bien : commission import PROCÉDURE members FICHIER (CSV ou XLSX).
#
# [[member]]
# code = "m-durand"              # court et unique : il nomme le journal de ses notes
# name = "Nom du membre"
# role = "member"                # "president", "co-president" ou "member"
# voice = "deliberative"         # "deliberative" compte dans les totaux ; "consultative" est montrée à part
# seat = "S01"                   # le siège ; par défaut, le code
# college = "usagers"

# --- Les dossiers -------------------------------------------------------------
# Un bloc par dossier. Ou bien : commission import PROCÉDURE dossiers FICHIER (CSV ou XLSX).
#
# [[dossier]]
# code = "D01"
# applicant = "Nom du candidat"
# title = "Intitulé du projet"
{lots}# deposited_at = 2025-08-26T16:30:00   # date et heure de réception
{figures}{filing}"""

_ENGLISH = """\
# The session: who sits, which dossiers, which rules. The published grid is in grid.toml; leave that file as it is.
#
# Fill this file in by hand or through "commission import"; the commission then adopts it ("commission adopt").
# No mark is written before; once changed after that, this file must be adopted again, with a reason.

format = 1
id = {id}      # drawn at random, this session's own: leave it
title = {title}
grid = "grid.toml"
language = {language}              # language of screens and documents: "fr" or "en"
zone = {zone}        # zone of dates and times
completion_days = 8          # setting: days left to complete a dossier where the document does not say

# --- The rules ----------------------------------------------------------------
# What the document does not publish, the commission decides before the first mark. Each rule is printed with the
# ranking as adopted in session, not published.

[rules]
step = 0.5                   # marks go by this many points: 0.5 allows 6 and 6.5; delete the line to allow any
aggregation = "mean"         # a total is the sum, over sub-criteria, of the mean of the seats that count
rounding = "none"            # nothing is rounded in the calculation, only on display
display_places = 2           # decimals shown, 0 to 6 (2.675 shows as 2.68)
missing = "block"            # a dossier that lacks a mark is not ranked until scoring is closed
ties = "shared"              # exactly equal totals share a rank and the next is skipped: 1, 2, 2, 4
selection = {selection}  # "capacity": useful ranks as long as the lot's capacity allows; "none": no useful rank

{deliberation}# --- The members --------------------------------------------------------------
# One block each. Or: commission import SESSION members FILE (CSV or XLSX).
#
# [[member]]
# code = "m-durand"              # short and unique: it names the journal of this member's marks
# name = "The member's name"
# role = "member"                # "president", "co-president" or "member"
# voice = "deliberative"         # "deliberative" counts in totals; "consultative" is shown apart
# seat = "S01"                   # the seat; by default, the code
# college = "users"

# --- The dossiers -------------------------------------------------------------
# One block each. Or: commission import SESSION dossiers FILE (CSV or XLSX).
#
# [[dossier]]
# code = "D01"
# applicant = "The applicant's name"
# title = "The project's title"
{lots}# deposited_at = 2025-08-26T16:30:00   # when it was received
{figures}{filing}"""


def session_text(call: Call, *, title: str, session_id: str, language: str, zone: str) -> str:
    """The text of a new ``session.toml`` for this call, without members and dossiers yet."""
    has_capacity = bool(call.lots) and all(lot.capacity is not None and lot.capacity_figure for lot in call.lots)
    lots = " | ".join(quoted(lot.code) for lot in call.lots)
    figures = ", ".join(f"{each.code} = 0" for each in call.figures if is_bare(each.code))
    text = (_FRENCH if language == "fr" else _ENGLISH).format(
        id=quoted(session_id),
        title=quoted(title),
        language=quoted(language),
        zone=quoted(zone),
        selection=quoted("capacity" if has_capacity else "none"),
        lots=f"# lot = {lots}\n" if lots else "",
        deliberation="" if call.scored else deliberation_text(call, language),
        figures=f"# figures = {{ {figures} }}\n" if figures else "",
        filing=filing_lines(call.asked, language),
    )
    return _without_published(text, call, language)


def _without_published(text: str, call: Call, language: str) -> str:
    """This session file, each rule that the call publishes left to the grid; those of other tables stay."""
    before, rules, after = re.split(r"(?s)(\n\[rules\]\n.*?\n\n)", text, maxsplit=1)
    published = build_rules(RulesShape(), published_at(call, ""))[0].published
    for key in {*published, *(["rounding"] if "round" in published else [])}:
        rules = re.sub(rf"(?m)^{key} = .*$", _PUBLISHED[language].format(key=key), rules)
    return before + rules + after
