"""What the commission adopted and the authority decided, as rows of the desk: the same sentences as in the mail. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from commission.publication.deliberation_table import deliberation_lines
from commission.result.deliberated import Deliberated
from commission.session.definition import Definition
from commission.tui import safe
from commission.tui.safe import Span, line
from commission.tui.widgets.menu import Item
from commission.words import Words


def deliberation_items(
    definition: Definition, said: Deliberated, width: int, w: Words, kind: str = "said"
) -> Iterator[Item]:
    """One row a line; those that begin at the edge are headings. ``kind`` begins their ids."""
    for place, text in enumerate(deliberation_lines(definition, said, w)):
        if text.startswith(" "):
            yield Item(f"{kind}:{place}", line(safe.clip(text, width - 3)))
        elif text:
            yield Item("", line(Span(safe.fit(f" {text}", width), "group-title"), fill="group"))
