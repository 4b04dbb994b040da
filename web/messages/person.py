"""The words of a person's page, of the own account, and of the links in mails."""

from __future__ import annotations

from typing import Final

from states.text import Text

PERSON: Final[dict[str, Text]] = {
    "open_an_account": Text("New account", "Нови налог"),
    "open_and_invite": Text(
        "Open the account and send the invitation", "Отвори налог и пошаљи позив"
    ),
    "first_role": Text("First role", "Прва улога"),
    "name_and_surname": Text("Name and surname", "Име и презиме"),
    "mail_address": Text("Mail address", "Адреса е-поште"),
    "language_of_mails": Text("Language of mails", "Језик порука"),
    "login_hint": Text(
        "Small letters, digits, dots and dashes: v.simic. It is never changed.",
        "Мала слова без дијакритика, цифре, тачке и цртице: v.simic. Не мења се.",
    ),
    "without_role": Text("Accounts out of use", "Налози ван употребе"),
    "account": Text("Account", "Налог"),
    "account_in_use": Text("in use", "у употреби"),
    "account_out_of_use": Text("out of use", "ван употребе"),
    "no_password_yet": Text("no password chosen yet", "лозинка још није изабрана"),
    "last_login": Text("Last login", "Последња пријава"),
    "never": Text("not since sessions are kept", "не откад се сесије бележе"),
    "link_opens_until": Text(
        "A link was mailed; it opens once, until", "Послата је веза; важи једном, до"
    ),
    "link_sent_by": Text("sent by", "послао"),
    "login_locked_until": Text(
        "Locked after failed tries, until", "Закључано после неуспелих покушаја, до"
    ),
    "unlock": Text("Unlock now", "Откључај одмах"),
    "send_invitation": Text("Send the invitation", "Пошаљи позив"),
    "send_invitation_again": Text("Send the invitation again", "Пошаљи позив поново"),
    "send_new_password": Text("Mail a link for a new password", "Пошаљи везу за нову лозинку"),
    "deactivate": Text("Put out of use …", "Искључи налог …"),
    "reactivate": Text("Put in use again", "Поново укључи налог"),
    "details": Text("Details", "Подаци"),
    "save_details": Text("Save the details", "Сачувај податке"),
    "absences": Text("Absences", "Одсуства"),
    "no_absences": Text("No absence, today or later.", "Нема одсуства, ни данас ни касније."),
    "past_absences": Text("Past absences", "Протекла одсуства"),
    "add_absence": Text("Enter an absence", "Упиши одсуство"),
    "covered_by": Text("Covered by", "Замењује"),
    "no_cover": Text("nobody", "нико"),
    "note": Text("Note", "Напомена"),
    "cover_hint": Text(
        "Who covers may act on these days in each role that is left.",
        "Ко замењује може тих дана да поступа у свакој напуштеној улози.",
    ),
    "back_earlier": Text("Back earlier", "Ранији повратак"),
    "away_today": Text("away today", "данас на одсуству"),
    "sessions": Text("Sessions", "Сесије"),
    "no_sessions": Text("No session is open.", "Ниједна сесија није отворена."),
    "session_from": Text("From where", "Одакле"),
    "session_began": Text("Since", "Од"),
    "session_seen": Text("Last seen", "Последњи пут виђена"),
    "this_session": Text("this one", "ова"),
    "end_session": Text("End the session", "Окончај сесију"),
    "roles_of_person": Text("Roles and days", "Улоге и дани"),
    "undo_end": Text("Take back the end", "Поништи престанак"),
    "change_own_password": Text("Change my password", "Промени лозинку"),
    "own_account": Text("My account", "Мој налог"),
    "old_password": Text("Password now", "Садашња лозинка"),
    "new_password": Text("New password", "Нова лозинка"),
    "new_password_again": Text("New password again", "Нова лозинка, још једном"),
    "password_hint": Text(
        "At least 12 characters; spaces and every script may be used. Some words that have nothing "
        "to do with each other do well.",
        "Најмање 12 знакова; размаци и сва писма су дозвољени. Неколико речи које немају везе "
        "једна с другом је сасвим добро.",
    ),
    "save_password": Text("Save the new password", "Сачувај нову лозинку"),
    "password_ends_sessions": Text(
        "All other sessions end with it.", "Тиме се завршавају све остале сесије."
    ),
    "password_saved": Text(
        "The new password holds. All other sessions have ended.",
        "Нова лозинка важи. Све остале сесије су окончане.",
    ),
    "choose_password": Text("Choose your password", "Изаберите лозинку"),
    "your_login_is": Text("You log in as", "Ваше корисничко име је"),
    "link_over": Text("This link opens nothing any more", "Ова веза више не важи"),
    "link_over_why": Text(
        "It was used, has ended, or a newer one was sent. Ask the Head of ICO for a new link, or "
        "log in with your password.",
        "Већ је употребљена, истекла је или је послата новија. Затражите нову везу од руководиоца "
        "Центра или се пријавите својом лозинком.",
    ),
    "password_chosen_now_log_in": Text(
        "Your password is saved. Log in with it now.", "Лозинка је сачувана. Сада се пријавите."
    ),
    "saved_person": Text("Saved.", "Сачувано."),
}
"""By the names that templates use: `word.<name>`."""
