"""What the commission adopted and the authority decided, as rows of the desk: the same sentences as in the mail. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from commission.publication.deliberation_table import deliberation_lines
from commission.result.ranking import LotRanking
from commission.session.definition import Definition
from commission.tui import safe
from commission.tui.safe import Span, line
from commission.tui.widgets.menu import Item
from commission.words import Words


def deliberation_items(definition: Definition, ranking: LotRanking, width: int, w: Words) -> Iterator[Item]:
    """One row a line; those that begin at the edge are headings."""
    for place, text in enumerate(deliberation_lines(definition, ranking, w)):
        if text.startswith(" "):
            yield Item(f"said:{place}", line(safe.clip(text, width - 3)))
        elif text:
            yield Item("", line(Span(safe.fit(f" {text}", width), "group-title"), fill="group"))
