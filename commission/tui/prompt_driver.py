"""The terminal's driver, handing keys over without a task for each: what Textual does to be able to wait for an answer."""

from __future__ import annotations

from textual.driver import Driver
from textual.message import Message


def prompt(driver: type[Driver]) -> type[Driver]:
    """This driver, as Textual chose it for the system, with that one change."""

    class Prompt(driver):  # type: ignore[misc, valid-type]
        def send_message(self, message: Message) -> None:
            """Called on the thread that reads the terminal: the program takes the message when it comes to it."""
            self._loop.call_soon_threadsafe(self._app.post_message, message)

    return Prompt
