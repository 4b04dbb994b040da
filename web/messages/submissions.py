"""The words of what people outside handed in, as the office sees it."""

from __future__ import annotations

from typing import Final

from states.text import Text

SUBMISSIONS: Final = {
    "from_outside": Text("Handed in from outside", "Предато преко странице"),
    "handed_by_candidate": Text("by the candidate", "предао кандидат"),
    "handed_by_host": Text("by the host institution", "предала установа домаћин"),
    "received_at": Text("received", "примљено"),
    "open_file": Text("Open the file", "Отвори датотеку"),
    "accept": Text("Accept", "Прихвати"),
    "give_back": Text("Return with a reason", "Врати уз образложење"),
    "give_back_reason": Text("Why it can't be taken", "Зашто не може да се прихвати"),
    "give_back_hint": Text(
        "It is mailed to whoever handed it in, and stays on their page.",
        "Шаље се ономе ко је предао и остаје на његовој страници.",
    ),
    "text_signed": Text("Signed by", "Потписано са адресе"),
    "text_digest": Text("digest of the text", "отисак текста"),
    "taken_at_once": Text("taken at once: a right", "извршено одмах: право кандидата"),
    "was_accepted": Text("accepted by", "прихватио"),
    "was_returned": Text("returned by", "вратио"),
    "settled_before": Text("Settled", "Решено"),
    "links_outside": Text("Links to their pages", "Везе до њихових страница"),
    "links_open": Text("that open now:", "које сада отварају:"),
    "end_links": Text("End all links", "Укини све везе"),
    "end_links_hint": Text(
        "Whoever has one sees nothing any more; another is sent when they ask with their address.",
        "Ко је има, више ништа не види; нову добија када је затражи својом адресом.",
    ),
    "not_accepted": Text("It can't be accepted as it is", "Не може да се прихвати овако"),
    "settled_meanwhile": Text("It is settled already", "Већ је решено"),
    "still_waits": Text(
        "It still waits. Record what is missing first, or return it with a reason.",
        "И даље чека. Најпре упишите оно што недостаје или је вратите уз образложење.",
    ),
    "waits_from_outside": Text(
        "Handed in from outside and not looked at yet", "Предато преко странице, још нерешено"
    ),
    "waits_since": Text("since", "од"),
}
