"""What ``new`` writes for a document without points: how the commission ranks is its own to settle, explained key by key."""

from __future__ import annotations

from commission.files.new_filing import quoted
from commission.rules.grid import Call

_FRENCH = """\
# --- La délibération ----------------------------------------------------------
# Le document ne publie pas de points : la commission décide comment elle classe, puis l'adopte. Ces réglages sont
# imprimés avec le résultat ; dans tous les cas, elle vote les rangs. Les règles de notation ci-dessus ne servent qu'à
# une grille de la commission.

[deliberation]
method = "ranks"             # "ranks" : des rangs saisis ; "opinions" : d'abord un avis par dossier ; "grid" : la grille
abstentions = "against"      # "against" : une abstention pèse contre ; "not-counted" : elle ne compte pas

# [deliberation.lots]        # un lot classé autrement que les autres
# {lot} = "opinions"

# Une grille de la commission, imprimée « grille adoptée par la commission, non publiée » :
#
# [[criterion]]
# code = "P"
# title = "Projet"
# points = 10
# sub = [{{ code = "P1", max = 10, title = "Réponse aux besoins" }}]

"""

_ENGLISH = """\
# --- Deliberation --------------------------------------------------------------
# The document publishes no points: the commission settles how it ranks, then adopts it. These settings are printed with
# the result; in any case the commission votes on the ranks. The rules of marking above serve a grid of its own only.

[deliberation]
method = "ranks"             # "ranks": ranks are entered; "opinions": first an opinion on each dossier; "grid": the grid
abstentions = "against"      # "against": an abstention weighs against; "not-counted": it does not count

# [deliberation.lots]        # a lot ranked otherwise than the rest
# {lot} = "opinions"

# A grid of the commission's own, printed as adopted by the commission, not published:
#
# [[criterion]]
# code = "P"
# title = "Project"
# points = 10
# sub = [{{ code = "P1", max = 10, title = "Answer to the need" }}]

"""


def deliberation_text(call: Call, language: str) -> str:
    """The part of a new ``session.toml`` that a document without points calls for."""
    return (_FRENCH if language == "fr" else _ENGLISH).format(lot=quoted(call.lots[-1].code if call.lots else "*"))
