"""The words of the page on which personal data are handed out and erased."""

from __future__ import annotations

from typing import Final

from states.text import Text

PERSONAL_DATA: Final[dict[str, Text]] = {
    "personal_data": Text("Personal data", "Лични подаци"),
    "personal_data_intro": Text(
        "What is held on a person, handed out or erased on request; and what is due to go by the "
        "periods of the settings. What is erased can't be brought back.",
        "Шта се води о лицу, уз издавање или брисање на захтев, и шта је за брисање по роковима "
        "из подешавања. Обрисано се не може вратити.",
    ),
    "messages_of_theirs": Text(
        "Messages of no case, which go too:", "Поруке без предмета, које се такође бришу:"
    ),
    "one_person": Text("One person", "Једно лице"),
    "who_is_meant": Text(
        "Case number, mail address or whole name", "Број предмета, имејл адреса или цело име"
    ),
    "show_what_is_held": Text("Show what is held", "Прикажи шта се води"),
    "stands_in_the_way": Text("Nothing can be erased yet:", "Брисање још није могуће:"),
    "not_looked_for": Text(
        "This name is another one's too, or a single word, so outside of these cases it is not "
        "looked for:",
        "Ово име је и туђе, или је једна реч, па се ван ових предмета не тражи:",
    ),
    "hand_out_json": Text("Hand out for machines (JSON)", "Издај за рачунар (JSON)"),
    "hand_out_pdf": Text("Hand out on paper (PDF)", "Издај на папиру (PDF)"),
    "reason_of_erasure": Text(
        "Reason, without the name (date or number of the request)",
        "Разлог, без имена (датум или број захтева)",
    ),
    "erase_person": Text("Erase the person", "Обриши лице"),
    "due_to_go": Text("Due to go", "За брисање"),
    "due_to_go_intro": Text(
        "By the periods of config.yaml, from the end of each case. Those that are shipped are "
        "examples.",
        "По роковима из config.yaml, од завршетка сваког предмета. Испоручени рокови су примери.",
    ),
    "due_of_no_case": Text("Of no case", "Без предмета"),
    "nothing_due": Text("Nothing is due to go.", "Ништа није за брисање."),
    "erase_due": Text("Erase what is due", "Обриши оно чему је рок истекао"),
    "ended_on": Text("Ended", "Завршен"),
    "what_goes": Text("What goes", "Шта се брише"),
    "what_stays": Text("What stays", "Шта остаје"),
    "held_back_by": Text("Held back", "Задржано"),
    "held_unsent": Text("never to be sent", "неће бити послато"),
    "erasures_so_far": Text("Erased so far", "Досадашња брисања"),
    "no_erasure": Text("Nothing was erased so far.", "До сада ништа није обрисано."),
    "erasure_finished": Text("nothing is left", "ништа није преостало"),
    "erasure_under_way": Text(
        "files and freed pages of the database are still being written over",
        "датотеке и ослобођене странице базе још се преписују",
    ),
    "erased_now": Text(
        "Erased. Copies that were made before still hold it: make a new one, and destroy the old.",
        "Обрисано. Раније копије га још садрже: направите нову, а старе уништите.",
    ),
    "cases_of_erasure": Text("Cases", "Предмети"),
    "erased_mail": Text("Erased mail", "Обрисана порука"),
    "never_left": Text("never sent: erased", "није послато: обрисано"),
    "who_erased": Text("Who, when", "Ко, када"),
    "why_erased": Text("Reason", "Разлог"),
}
"""By the names that templates use: `word.<name>`."""

CONFIRMED: Final[dict[str, Text]] = {
    "about": Text("Personal data", "Лични подаци"),
    "erase": Text("Erase for good", "Обриши заувек"),
    "goes": Text("What goes, for good", "Шта се заувек брише"),
    "stays": Text("What stays, without the person", "Шта остаје, без лица"),
    "elsewhere": Text("Elsewhere", "На другим местима"),
    "looked_for": Text(
        "Wherever the name (in any case of Serbian grammar) or the address stands in mails, lists, "
        "notes or minutes, it is taken out; messages that name them are deleted, and ranking lists "
        "are made anew.",
        "Где год име (у било ком падежу) или адреса стоје у порукама, списковима, белешкама или "
        "записницима, биће уклоњени; поруке које их помињу бришу се, а ранг листе се израђују "
        "изнова.",
    ),
    "kept": Text(
        "The histories' entries (who did what when), numbers of acts and Decrees, precedents, "
        "and what counts in statistics.",
        "Уписи у историји (ко је шта и када урадио), бројеви аката и решења, преседани и оно што "
        "улази у статистику.",
    ),
}
"""The words of the page that asks."""
