"""The words of mail that came in."""

from __future__ import annotations

from typing import Final

from states.text import Text

INCOMING: Final = {
    "incoming_page": Text("Mail that came in", "Примљена пошта"),
    "incoming_intro": Text(
        "Messages that belong to no case. Replies to the office's mails stand on the case's tab "
        "Mails by themselves.",
        "Поруке које не припадају ниједном предмету. Одговори на поруке Центра сами стижу на "
        "картицу „Поруке“ у предмету.",
    ),
    "incoming_waiting": Text("Not looked at", "Нерешено"),
    "incoming_settled": Text("Settled", "Решено"),
    "mail_came_in": Text("Mail that nobody has looked at", "Пошта коју још нико није погледао"),
    "mail_came_in_title": Text("Came in", "Примљено"),
    "of_no_case": Text("Messages of no case", "Поруке без предмета"),
    "from_whom": Text("From", "Од"),
    "received_when": Text("Received", "Примљено"),
    "no_subject": Text("(no subject)", "(без наслова)"),
    "attachments": Text("Attachments:", "Прилози:"),
    "not_looked_at": Text("not looked at", "непрегледано"),
    "answers_our_mail": Text("It is about", "Односи се на"),
    "our_mail": Text("this mail of the office", "ову поруку Центра"),
    "from_elsewhere": Text(
        "It comes from another address than the mail went to: look who writes.",
        "Стигла је са друге адресе од оне на коју је порука послата: проверите ко пише.",
    ),
    "servers_reason": Text("Why it came back", "Зашто је враћена"),
    "whole_message": Text("The whole message", "Цела порука"),
    "message_erased": Text("The message itself was erased.", "Сама порука је обрисана."),
    "take_as_document": Text("Record as a document", "Упиши као документ"),
    "open_attachment": Text("Open", "Отвори"),
    "file_first": Text(
        "File the message to a case to record what came with it.",
        "Да бисте уписали прилоге, најпре придружите поруку предмету.",
    ),
    "mark_seen": Text("I have looked at it", "Погледано"),
    "file_to_case": Text("File it to a case", "Придружи предмету"),
    "case_number_of": Text("Number of the case", "Број предмета"),
    "answer_it": Text("Answer", "Одговори"),
    "answer_text": Text("The answer", "Одговор"),
    "answer_hint": Text(
        "It is mailed to who wrote, and recorded with your name.",
        "Шаље се ономе ко је писао и бележи се са Вашим именом.",
    ),
    "answered_until": Text("To be answered by", "Рок за одговор"),
    "objections_wait": Text("Objections and suggestions to answer", "Приговори и предлози"),
    "put_it_aside": Text("Put it aside", "Остави по страни"),
    "why_aside": Text("Why nothing is answered", "Зашто се не одговара"),
    "nothing_waits": Text("No message waits.", "Ниједна порука не чека."),
    "nothing_settled": Text("No message was settled.", "Ниједна порука није решена."),
}
"""By the names that templates use: `word.<name>`."""

KINDS: Final = {
    "reply": Text("reply", "одговор"),
    "bounce": Text("a mail came back", "враћена порука"),
    "automatic": Text("automatic reply", "аутоматски одговор"),
    "objection": Text("objection or suggestion", "приговор или предлог"),
    "unknown": Text("unknown", "непознато"),
}
"""What a message is."""

OUTCOMES: Final = {
    "filed": Text("filed by itself", "само заведено"),
    "seen": Text("looked at", "прегледано"),
    "answered": Text("answered", "одговорено"),
    "set_aside": Text("put aside", "остављено по страни"),
}
"""What became of it."""
