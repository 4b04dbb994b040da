"""The mails about the pages of people outside, for the catalogue."""

from __future__ import annotations

from typing import Final

from notifications.catalogue_entry import Mail
from states.text import Text

OUTSIDE_MAILS: Final = (
    Mail(
        "outside_link",
        "case",
        Text("The link to your page", "Веза до Ваше странице"),
        Text(
            "a new link, to a candidate or a host who asked for one",
            "нова веза, кандидату или домаћину који ју је затражио",
        ),
    ),
    Mail(
        "application_link",
        "call",
        Text("The link to your application", "Веза до Ваше пријаве"),
        Text(
            "a link to who asks to apply in an open call",
            "веза ономе ко жели да се пријави на отворен конкурс",
        ),
    ),
    Mail(
        "outside_code",
        "case",
        Text("Your code", "Ваш код"),
        Text(
            "six digits, to a candidate or a host who is about to hand something in",
            "шест цифара, кандидату или домаћину пре него што нешто преда",
        ),
        secret=True,
    ),
    Mail(
        "submission_returned",
        "case",
        Text("Returned to you", "Враћено Вам је"),
        Text(
            "what a candidate or a host handed in is returned, and why",
            "враћа се оно што је кандидат или домаћин предао, и зашто",
        ),
    ),
    Mail(
        "is_all_well",
        "case",
        Text("Is all well?", "Како тече боравак?"),
        Text(
            "to who is away, on the days that the office set: how the stay goes",
            "учеснику током боравка, у дане које је Центар одредио: како боравак тече",
        ),
    ),
    Mail(
        "survey",
        "case",
        Text("How was your stay?", "Какав је био боравак?"),
        Text(
            "to who is back: the survey, where the office has one",
            "учеснику после повратка: анкета, ако је Центар има",
        ),
    ),
    Mail(
        "outside_locked",
        "case",
        Text("A link is locked", "Веза је закључана"),
        Text(
            "to the office: somebody typed a hundred wrong codes",
            "Центру: неко је унео стотину погрешних кодова",
        ),
    ),
)
"""A link, a code, what is returned, what the office asks; and to the office, that a link is
locked."""
