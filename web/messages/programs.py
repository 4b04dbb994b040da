"""The words of the pages on programs: tokens and webhooks."""

from __future__ import annotations

from typing import Final

from states.text import Text

PROGRAMS: Final[dict[str, Text]] = {
    "tokens": Text("API tokens", "Токени за програме"),
    "tokens_intro": Text(
        "A program that carries a token acts for you, in the roles that you choose here and no "
        "longer than you hold them. How programs use it is told in docs/api.md.",
        "Програм са токеном поступа у Ваше име, само у улогама које овде изаберете и докле год их "
        "имате. Упутство за програме је у docs/api.md.",
    ),
    "make_token": Text("Make a token", "Направи токен"),
    "token_purpose": Text("What it is for", "Намена"),
    "token_roles": Text("In which roles", "У којим улогама"),
    "token_until": Text("Last day", "Последњи дан важења"),
    "token_made": Text(
        "Copy it now: it is not shown again.", "Препишите токен: више неће бити приказан."
    ),
    "token_used": Text("Last used", "Последњи пут коришћен"),
    "token_never": Text("never", "никад"),
    "token_ended": Text("ended", "окончан"),
    "no_tokens": Text("You have no tokens.", "Немате токене."),
    "webhooks": Text("Webhooks", "Обавештавање програма"),
    "webhooks_intro": Text(
        "Other programs that are told of each step: the case's number, the step and the state, no "
        "personal data. Messages are signed (Standard Webhooks).",
        "Други програми који се обавештавају о сваком кораку: број предмета, корак и стање, без "
        "личних података. Поруке су потписане (Standard Webhooks).",
    ),
    "add_webhook": Text("Tell a program", "Обавештавај програм"),
    "webhook_title": Text("Whose it is", "Чији је програм"),
    "webhook_url": Text("Address", "Адреса"),
    "webhook_institution": Text("Institution", "Установа"),
    "secret_made": Text(
        "Give this secret to whoever keeps the program; it is not shown again.",
        "Проследите ову тајну ономе ко одржава програм; више неће бити приказана.",
    ),
    "renew_secret": Text("New secret", "Нова тајна"),
    "webhook_since": Text("Since", "Од"),
    "no_webhooks": Text("No program is told of steps.", "Ниједан програм се не обавештава."),
    "deliveries": Text("What was told", "Послата обавештења"),
    "no_deliveries": Text("Nothing was told yet.", "Још ништа није послато."),
    "message": Text("Message", "Порука"),
    "told_at": Text("Told", "Послато"),
    "tell_again": Text("Tell again", "Пошаљи поново"),
}
"""By the names that templates use: `word.<name>`."""
