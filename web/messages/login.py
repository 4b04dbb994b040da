"""The words of the login page."""

from __future__ import annotations

from typing import Final

from states.text import Text

LOGIN: Final[dict[str, Text]] = {
    "typed_is_kept": Text(
        "Your session had ended, so nothing was saved. What you typed is not lost: log in, and it "
        "stands in its form again.",
        "Сесија је истекла, па ништа није сачувано. Ваш унос није изгубљен: пријавите се и поново "
        "ће бити у обрасцу.",
    ),
    "welcome": Text(
        "Every mobility is a case, and every step stands under its article.",
        "Свака мобилност је предмет, а сваки корак има свој члан правилника.",
    ),
    "login": Text("Login", "Корисничко име"),
    "password": Text("Password", "Лозинка"),
    "first_login_link": Text(
        "Nobody has a password here yet. The first login is by a link: it stands in the window in "
        "which the program was started (mobility serve). Each start prints a new one.",
        "Овде још нико нема лозинку. Прва пријава је преко везе: она стоји у прозору у коме је "
        "програм покренут (mobility serve). Свако покретање исписује нову.",
    ),
    "no_password": Text(
        "These pages are for the staff of the office. No login yet? Ask the Head of ICO.",
        "Ове странице користе запослени. Немате налог? Обратите се руководиоцу Центра.",
    ),
}
"""By the names that templates use: `word.<name>`."""
