"""Somebody at a mouse whose clicks are counted: each click, each choice in a list, each sending.

Typing is not counted, nor is logging in; a file that is chosen counts twice, once for the button
and once for the choice in the window of the system.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.web.test_browser import Window


@dataclass
class Mouse:
    """The clicks of somebody who works in a window."""

    window: Window
    clicks: int = 0

    @property
    def page(self) -> Page:
        """What the window shows."""
        return self.window.page

    def click(self, target: Locator) -> None:
        """Presses a link, a button, a tick or a heading that opens something."""
        self.clicks += 1
        target.click()

    def choose(self, target: Locator, value: str) -> None:
        """Chooses in a list: it is opened, and a line of it is pressed."""
        self.clicks += 2
        target.select_option(value)

    def enter(self, target: Locator) -> None:
        """Sends a form with the key; it counts as if its button were pressed."""
        self.clicks += 1
        target.press("Enter")

    def choose_files(self, target: Locator, files: Sequence[Path]) -> None:
        """Chooses files in the system's own window."""
        self.clicks += 2
        target.set_input_files(files)

    def paste(self, target: Locator, text: str) -> None:
        """Pastes with the keys what was copied elsewhere."""
        target.evaluate(
            """(field, text) => {
                 const held = new DataTransfer();
                 held.setData("text/plain", text);
                 field.dispatchEvent(new ClipboardEvent("paste",
                   {clipboardData: held, bubbles: true, cancelable: true}));
               }""",
            text,
        )

    def since(self, before: int) -> int:
        """The clicks since there were so many."""
        return self.clicks - before
