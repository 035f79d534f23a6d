"""Every action of the screen in front, by its name: made from the one table, so that nothing can be missing."""

from __future__ import annotations

from typing import Any

from commission.tui import safe
from commission.tui.safe import Span
from commission.tui.screens.chooser import Chooser
from commission.tui.shell import Acting, key_label
from commission.tui.widgets.menu import Item


def action_items(screen: Acting[Any]) -> list[Item]:
    """One row an action: what it does, and its key."""
    w = screen.words
    items = []
    for each in screen.available():
        if each.id == "palette":
            continue
        key = safe.fit(key_label(each.keys[0], w), 9)
        items.append(Item(each.id, safe.line(Span(key, "key"), " ", w.say(each.help)), w.say(each.help)))
    return items


async def palette(screen: Acting[Any]) -> None:
    """Open the list in front of this screen; what is chosen is carried out there."""

    async def carry_out(action: str | None) -> None:
        if action:
            await screen.perform(action)

    await screen.app.push_screen(Chooser(screen.words.say("All actions"), action_items(screen)), carry_out)
