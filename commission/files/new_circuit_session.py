"""The session file that ``new`` writes for a circuit: each key explained, and what must never be typed."""

from __future__ import annotations

from commission.files.new_filing import quoted
from commission.rules.grid import Call

_FRENCH = """\
# La procédure d'un circuit d'admission : qui la tient, sous quel réglage. Le circuit publié est dans grid.toml, à ne pas
# modifier. Les fiches ne sont pas ici : elles s'ouvrent par des actes (« commission act … fiche »), dans journal/.
#
# Aucune donnée qui dise qui est un jeune : ni nom, ni initiales, ni date de naissance, ni adresse, ni numéro de dossier.
# Un jeune est un pseudonyme, comme J-014. La table qui relie noms et pseudonymes se garde ailleurs, sous clé.

format = 1
id = {id}      # tiré au hasard, propre à cette procédure : ne pas le modifier
title = {title}
grid = "grid.toml"
language = {language}              # langue des documents : "fr" ou "en"
zone = {zone}        # fuseau des dates et des heures

# --- Le réglage ---------------------------------------------------------------
# La liste d'attente n'est pas dans le document : son ordre est un réglage, adopté avec ce fichier et dit comme tel.

[circuit]
waiting = "priority"         # "priority" : priorité donnée par le pilote, puis date d'inscription ; "arrival" : date seule

# --- Qui tient le circuit -----------------------------------------------------
# Un bloc par personne. Le visa, l'admission et la sortie se font au nom de qui a le rôle "president" (la direction) ;
# le reste se saisit au secrétariat (--as desk), d'après les fiches signées.
#
# [[member]]
# code = "direction"             # court et unique
# name = "Nom du directeur ou de la directrice"
# role = "president"             # "president", "co-president" ou "member"
"""

_ENGLISH = """\
# The session of an admission circuit: who keeps it, under which setting. The published circuit is in grid.toml; leave
# that file as it is. Sheets are not here: they are opened by acts ("commission act … fiche"), in journal/.
#
# Nothing that says who a young person is: no name, no initials, no birth date, no address, no file number. A person is
# a pseudonym, such as J-014. The table of names and pseudonyms is kept elsewhere, under lock.

format = 1
id = {id}      # drawn at random, this session's own: leave it
title = {title}
grid = "grid.toml"
language = {language}              # language of documents: "fr" or "en"
zone = {zone}        # zone of dates and times

# --- The setting --------------------------------------------------------------
# The waiting list is not in the document: its order is a setting, adopted with this file and said to be one.

[circuit]
waiting = "priority"         # "priority": priorities given, then the day of entry; "arrival": the day of entry alone

# --- Who keeps the circuit ----------------------------------------------------
# One block each. Visa, admission and exit are done in the name of who has the role "president" (the direction); the
# rest is typed at the secretariat (--as desk), from signed sheets.
#
# [[member]]
# code = "direction"             # short and unique
# name = "The director's name"
# role = "president"             # "president", "co-president" or "member"
"""


def circuit_session_text(call: Call, *, title: str, session_id: str, language: str, zone: str) -> str:
    """The text of a new ``session.toml`` for the circuit that ``call`` names."""
    return (_FRENCH if language == "fr" else _ENGLISH).format(
        id=quoted(session_id), title=quoted(title or call.title), language=quoted(language), zone=quoted(zone)
    )
