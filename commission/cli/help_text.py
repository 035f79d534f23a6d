"""The help of every command in one table, made by ``tools/messages.py``: printing it loads nothing."""

from __future__ import annotations

HELP = {
    "fr": """\
commission: the tool a selection commission works with

  commission               the screens: choose a session, say who you are
  commission demo          a copy of the example session, ready to play with
  commission new           a session folder with a commented session.toml
  commission check         grids and sessions: every fault, with its line and column
  commission import        read a CSV or XLSX table: all or nothing, each bad row named
  commission score         the member's screens; --text: line by line
  commission mark          write one mark, for scripts
  commission desk          the secretariat's and the presidency's screens
  commission progress      how many sheets are handed in, never what they say
  commission rank          the proposed ranking, explained
  commission export        the ranking and its marks as TOML and CSV
  commission print-sheets  blank score sheets, ready to print
  commission slips         draw a personal code for each member, to print and hand out
  commission verify        chains and fingerprints of the journals, and a recount
  commission act           make any entry of the journal
  commission adopt         adopt the grid, the rules and the session
  commission open          open the marks of a lot
  commission close         close the scoring of a lot
  commission hand-in       hand in a sheet
  commission reopen        reopen a sheet that was handed in
  commission recuse        withdraw for a conflict of interest
  commission refuse        refuse a dossier before examination

Help and an example for each command: commission COMMAND --help
In French: --lang fr""",
    "en": """\
commission: the tool a selection commission works with

  commission               the screens: choose a session, say who you are
  commission demo          a copy of the example session, ready to play with
  commission new           a session folder with a commented session.toml
  commission check         grids and sessions: every fault, with its line and column
  commission import        read a CSV or XLSX table: all or nothing, each bad row named
  commission score         the member's screens; --text: line by line
  commission mark          write one mark, for scripts
  commission desk          the secretariat's and the presidency's screens
  commission progress      how many sheets are handed in, never what they say
  commission rank          the proposed ranking, explained
  commission export        the ranking and its marks as TOML and CSV
  commission print-sheets  blank score sheets, ready to print
  commission slips         draw a personal code for each member, to print and hand out
  commission verify        chains and fingerprints of the journals, and a recount
  commission act           make any entry of the journal
  commission adopt         adopt the grid, the rules and the session
  commission open          open the marks of a lot
  commission close         close the scoring of a lot
  commission hand-in       hand in a sheet
  commission reopen        reopen a sheet that was handed in
  commission recuse        withdraw for a conflict of interest
  commission refuse        refuse a dossier before examination

Help and an example for each command: commission COMMAND --help
In French: --lang fr""",
}
