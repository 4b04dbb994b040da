"""The words of the page of mails that failed or wait."""

from __future__ import annotations

from typing import Final

from states.text import Text

MAILS: Final[dict[str, Text]] = {
    "mails_page": Text("Mails", "Поруке"),
    "mails_page_intro": Text(
        "What could not be delivered, in the mail server's own words, and what still waits.",
        "Шта није могло да се испоручи, речима сервера е-поште, и шта још чека.",
    ),
    "mails_failed": Text("Failed", "Неуспеле"),
    "mails_waiting": Text("Waiting", "На чекању"),
    "recipient_of_mail": Text("To", "Прималац"),
    "subject_of_mail": Text("Subject", "Наслов"),
    "written_when": Text("Written", "Написано"),
    "servers_words": Text("What the server says", "Речи сервера"),
    "why_it_waits": Text("Why it waits", "Зашто чека"),
    "next_try": Text("next try", "следећи покушај"),
    "no_address_yet": Text("no address", "нема адресе"),
    "tick_mail": Text("Tick the mail to", "Означи поруку за"),
    "retry_ticked": Text("Try the ticked ones again", "Покушај поново означене"),
    "retry_all": Text("Try all again:", "Покушај поново све:"),
    "to_another_address": Text("To another address", "На другу адресу"),
    "another_address": Text("Address", "Адреса"),
    "reason_of_redirection": Text("Why", "Разлог"),
    "redirect": Text("Send it there", "Пошаљи тамо"),
    "correct_candidates_address": Text(
        "Correct the candidate's address", "Исправи адресу кандидата"
    ),
    "tried_again_count": Text("Tried again:", "Поново се шаље:"),
    "still_cant": Text("Still can't be sent:", "И даље не може да се пошаље:"),
    "mail_redirected": Text(
        "It goes to the other address; the log below says so.",
        "Порука иде на другу адресу; то је забележено у дневнику.",
    ),
    "no_failed_mails": Text("No mail has failed.", "Ниједна порука није неуспела."),
    "no_waiting_mails": Text("No mail waits.", "Ниједна порука не чека."),
}
"""By the names that templates use: `word.<name>`."""
