"""The help of every command in one table, made by ``tools/messages.py``: printing it loads nothing."""

from __future__ import annotations

HELP = {
    "fr": """\
commission : l'outil de travail des commissions de sélection

  commission                les écrans : choisir une procédure, dire qui l'on est
  commission demo           une copie de la procédure d'exemple, pour essayer
  commission new            un dossier de procédure, avec un session.toml commenté
  commission grid           montrer une grille comme sur papier, en commencer une, son schéma
  commission check          grilles et procédures : chaque défaut, avec sa ligne et sa colonne
  commission import         lire un tableau CSV ou XLSX : tout ou rien, chaque ligne fautive est nommée
  commission admissibility  dossiers × exigences : satisfaites, non satisfaites, à confirmer
  commission score          les écrans du membre ; --text : ligne par ligne
  commission mark           écrire une note, pour les scripts
  commission desk           les écrans du secrétariat et de la présidence
  commission room           l'écran de la salle, pour un projecteur : neutre, fiches remises, ce qui est mis en commun
  commission progress       combien de fiches sont remises, jamais ce qu'elles disent
  commission rank           le classement proposé, expliqué
  commission deliberation   dossier par dossier, après la mise en commun : ce qui diverge, ce qui a changé
  commission export         le classement et ses moyennes, en TOML et en CSV
  commission next-stage     la procédure de l'étape suivante, sur les dossiers en rang utile
  commission circuit        un circuit d'admission : où en est chaque fiche
  commission allocate       partager une enveloppe selon des clés, planchers et plafonds, au centime
  commission print-sheets   des fiches de notation vierges, à imprimer
  commission slips          tirer un code personnel pour chaque membre, à imprimer et à remettre
  commission verify         vérifier les journaux et leurs empreintes, et recompter
  commission act            écrire n'importe quelle ligne du journal
  commission adopt          adopter la grille, les règles et la procédure
  commission open           mettre en commun les notes d'un lot
  commission close          clore la notation d'un lot
  commission hand-in        remettre une fiche
  commission reopen         rouvrir une fiche remise
  commission recuse         se déporter pour conflit d'intérêts
  commission refuse         prononcer le refus préalable d'un dossier
  commission ranking        saisir les rangs que donne la commission
  commission vote           saisir le vote de la commission sur son classement
  commission decide         consigner la décision de l'autorité

Aide et exemple pour chaque commande : commission COMMANDE --help
En anglais : --lang en""",
    "en": """\
commission: the tool a selection commission works with

  commission                the screens: choose a session, say who you are
  commission demo           a copy of the example session, ready to play with
  commission new            a session folder with a commented session.toml
  commission grid           show a grid as on paper; begin one from a table; its schema
  commission check          grids and sessions: every fault, with its line and column
  commission import         read a CSV or XLSX table: all or nothing, each bad row named
  commission admissibility  dossiers × requirements: met, not met, to confirm
  commission score          the member's screens; --text: line by line
  commission mark           write one mark, for scripts
  commission desk           the secretariat's and the presidency's screens
  commission room           the screen for a projector: neutral, sheets handed in, what is opened
  commission progress       how many sheets are handed in, never what they say
  commission rank           the proposed ranking, explained
  commission deliberation   dossier by dossier, once opened: what diverges first, what changed since
  commission export         the ranking and its marks as TOML and CSV
  commission next-stage     the session of the next stage, on the dossiers in useful rank
  commission circuit        an admission circuit: where each sheet stands
  commission allocate       share an envelope by keys, floors and ceilings, to the cent
  commission print-sheets   blank score sheets, ready to print
  commission slips          draw a personal code for each member, to print and hand out
  commission verify         chains and fingerprints of the journals, and a recount
  commission act            make any entry of the journal
  commission adopt          adopt the grid, the rules and the session
  commission open           open the marks of a lot
  commission close          close the scoring of a lot
  commission hand-in        hand in a sheet
  commission reopen         reopen a sheet that was handed in
  commission recuse         withdraw for a conflict of interest
  commission refuse         refuse a dossier before examination
  commission ranking        enter the ranks that the commission gives
  commission vote           enter the commission's vote on its ranking
  commission decide         record the authority's decision

Help and an example for each command: commission COMMAND --help
In French: --lang fr""",
}
