"""The words of how colleagues share the cases: who has one, holds, comments, followers."""

from __future__ import annotations

from typing import Final

from states.text import Text

HANDLING: Final[dict[str, Text]] = {
    "colleagues": Text("Among colleagues", "Међу колегама"),
    "colleagues_intro": Text(
        "Who has the case, what was put aside and said. None of this moves the case or its limits; "
        "what the law asks for stands in the history.",
        "Код кога је предмет, шта је одложено и речено. Ништа од тога не покреће предмет нити "
        "мења рокове; оно што правилник тражи стоји у историјату.",
    ),
    "with_whom": Text("With", "Предмет је код"),
    "with_nobody": Text("nobody in particular", "никог посебно"),
    "with_you": Text("you", "Вас"),
    "left_the_office": Text("no longer works here", "више не ради овде"),
    "cannot_own": Text(
        "can't do what the case waits for today", "данас не може да обави оно што предмет чека"
    ),
    "take_case": Text("Take the case", "Преузмите предмет"),
    "give_back_case": Text("Give it back", "Вратите предмет"),
    "assign_to": Text("Assign to", "Доделите предмет"),
    "assign_case": Text("Assign", "Доделите"),
    "to_nobody": Text("nobody", "никоме"),
    "nobody_may_have": Text(
        "Nobody holds a role today that may do what the case waits for.",
        "Данас нико нема улогу која може да обави оно што предмет чека.",
    ),
    "put_on_hold": Text("Put on hold", "Одложите предмет"),
    "hold_until": Text("Back in work on", "Враћа се у рад дана"),
    "hold_reason": Text("Why it waits", "Зашто предмет чека"),
    "hold_stops_time": Text(
        "Stop the limit too: the days until then are a pause and are not counted",
        "Зауставите и рок: дани до тада су застој и не рачунају се",
    ),
    "hold_is_a_note": Text(
        "A hold stops no limit here: the due date stays, and reminders leave as before.",
        "Одлагање овде не зауставља рок: датум остаје, а опомене се шаљу као и до сада.",
    ),
    "on_hold_until": Text("On hold until", "Одложено до"),
    "limit_is_paused": Text("The limit is stopped until then.", "Рок до тада не тече."),
    "limit_runs": Text("No limit is stopped.", "Рок и даље тече."),
    "limit_ends_on_hold": Text(
        "The limit ends while the case is on hold.", "Рок истиче док је предмет одложен."
    ),
    "limit_had_passed": Text(
        "The limit had passed before.", "Рок је истекао пре него што је предмет одложен."
    ),
    "moved_while_on_hold": Text(
        "The case has moved on, so the hold is over; but its pause is still recorded until",
        "Предмет је настављен, па одлагање више не важи; застој је, међутим, и даље уписан до",
    ),
    "bring_back": Text("Bring it back now", "Вратите одмах у рад"),
    "back_since": Text("Back from hold since", "Поново у раду од"),
    "comment": Text("Comment", "Коментар"),
    "comment_hint": Text(
        "@ with a name mails that colleague: @ana or @Ana Kostić.",
        "@ испред имена шаље поруку тој особи: @ana или @Ана Костић.",
    ),
    "send_comment": Text("Comment", "Објавите коментар"),
    "follow_case": Text("Follow the case", "Пратите предмет"),
    "unfollow_case": Text("Stop following", "Прекините праћење"),
    "follow_by_mail": Text(
        "Mail me each step and comment of others",
        "Шаљите ми поруку о сваком кораку и коментару других",
    ),
    "you_follow": Text("You follow this case", "Пратите овај предмет"),
    "you_follow_no_more": Text("You no longer follow this case", "Више не пратите овај предмет"),
    "by_mail": Text("by mail", "порукама"),
    "without_mails": Text("without mails", "без порука"),
    "followed_by": Text("Followed by", "Предмет прате"),
    "remind_owner": Text("Remind the owner now", "Опомените носиоца одмах"),
    "remind_hint": Text(
        "A mail leaves at once, at most one a day; the ladder's own mails leave beside it.",
        "Порука се шаље одмах, највише једна дневно; редовне опомене шаљу се независно од ње.",
    ),
    "all_that_was_arranged": Text("All that was arranged", "Све што је договорено"),
    "nothing_arranged": Text("Nothing yet.", "Још ништа."),
    "to_the_case": Text("Back to the case", "Назад на предмет"),
    "handled": Text("Done:", "Учињено:"),
}
"""By the names that templates use: `word.<name>`."""
