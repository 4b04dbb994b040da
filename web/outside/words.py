"""What the pages of people outside say where something can't be done."""

from __future__ import annotations

from typing import Final

from states.text import Text

NO_ADDRESS: Final = Text("Write your e-mail address.", "Упишите своју имејл адресу.")
TOO_OFTEN: Final = Text(
    "It was asked for too often. Try again in an hour.",
    "Веза је тражена пречесто. Покушајте поново за сат времена.",
)
WRONG_CODE: Final = Text(
    "This is not the code that was sent last, or its ten minutes are over. Nothing was done.",
    "То није последњи послати код, или је десет минута прошло. Ништа није учињено.",
)
