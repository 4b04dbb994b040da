"""The words of the pages for candidates and hosts."""

from __future__ import annotations

from typing import Final

from states.text import Text

OUTSIDE: Final = {
    "out_start": Text("Your page", "Ваша страница"),
    "out_start_intro": Text(
        "Each mail of the office about your case has a link to your page. If you have none at "
        "hand, write your e-mail address, and another one is sent to you.",
        "У свакој поруци Центра о Вашем предмету налази се веза до Ваше странице. Ако је немате "
        "при руци, упишите своју имејл адресу и послаћемо Вам нову.",
    ),
    "out_address": Text("Your e-mail address", "Ваша имејл адреса"),
    "out_send_link": Text("Send me a link", "Пошаљите ми везу"),
    "out_asked": Text("Look into your mail", "Погледајте своју пошту"),
    "out_asked_intro": Text(
        "If the office has a case with this address, a link is on its way there. Nobody is told "
        "here whether it has one.",
        "Ако Центар има предмет са овом адресом, веза је послата на њу. Овде се никоме не "
        "саопштава да ли таквог предмета има.",
    ),
    "out_nothing": Text("This link opens nothing", "Ова веза ништа не отвара"),
    "out_nothing_intro": Text(
        "It has ended, or it was not copied whole. Ask for another one with your e-mail address.",
        "Истекла је, или није преписана цела. Затражите нову својом имејл адресом.",
    ),
    "out_ask_link": Text("Ask for a link", "Затражите везу"),
    "out_write": Text("The office is reached at", "Центру можете писати на"),
    "out_stands": Text("Where the case stands", "Докле је предмет стигао"),
    "out_asked_of_you": Text("What is asked of you", "Шта се од Вас очекује"),
    "out_your_right": Text("What you may still do", "На шта још имате право"),
    "out_until": Text("until", "до"),
    "out_midnight": Text("24:00 of that day", "24:00 тог дана"),
    "out_awaited": Text("What comes next", "Шта следи"),
    "out_by": Text("by", "надлежно:"),
    "out_why": Text("How this day was counted", "Како је овај дан израчунат"),
    "out_hand_in": Text("Hand in", "Предаја"),
    "out_hand_in_intro": Text(
        "What you hand in is received at once, with its day and time. The office then accepts it, "
        "or returns it with a reason.",
        "Оно што предате прима се одмах, са датумом и временом. Центар то потом прихвата или "
        "враћа уз образложење.",
    ),
    "out_code_intro": Text(
        "Before you hand anything in, we send a code to your address. It holds for ten minutes.",
        "Пре него што било шта предате, на Вашу адресу шаљемо код. Важи десет минута.",
    ),
    "out_send_code": Text("Send me a code", "Пошаљите ми код"),
    "out_code_sent": Text(
        "The code is on its way. Another one can be asked for after a minute.",
        "Код је послат. Нови можете затражити после једног минута.",
    ),
    "out_code": Text("The six digits of the code", "Шест цифара кода"),
    "out_prove": Text("Go on", "Наставите"),
    "out_file": Text(
        "The file (PDF, PNG, JPEG, DOCX or ODT)", "Датотека (PDF, PNG, JPEG, DOCX или ODT)"
    ),
    "out_send": Text("Hand it in", "Предајте"),
    "out_at_once": Text(
        "It is lodged in the moment in which you send it.",
        "Сматра се поднетим у тренутку када га пошаљете.",
    ),
    "out_sign": Text(
        "I have read this version of the agreement and sign it:",
        "Прочитао/прочитала сам ову верзију уговора и потписујем је:",
    ),
    "out_sign_intro": Text(
        "Your signature is received with its time, your address and the digest of the text that "
        "you read. It counts once the office has accepted it.",
        "Потпис се прима са временом, Вашом адресом и отиском текста који сте прочитали. Важи када "
        "га Центар прихвати.",
    ),
    "out_agreement": Text("The agreement", "Уговор"),
    "out_nominated": Text("Who is nominated", "Ко је номинован"),
    "out_confirm": Text(
        "I mean it, and know that it can't be taken back.",
        "То заиста желим и знам да се не може опозвати.",
    ),
    "out_received": Text("Received.", "Примљено."),
    "out_received_number": Text("Received, number", "Примљено, број"),
    "out_refused_intro": Text(
        "It is kept with its day and time, and the office decides on it. This stands against it:",
        "Чува се са датумом и временом, и о томе одлучује Центар. Томе се противи следеће:",
    ),
    "out_submitted": Text("What you handed in", "Шта сте предали"),
    "out_nothing_submitted": Text("Nothing yet.", "Још ништа."),
    "out_waits": Text("waits for the office", "чека на Центар"),
    "out_accepted": Text("accepted", "прихваћено"),
    "out_returned": Text("returned", "враћено"),
    "out_documents": Text("What the office has of yours", "Шта Центар има од Вас"),
    "out_mailed": Text("What the office sent you", "Шта Вам је Центар послао"),
    "out_decree": Text("The Decree", "Решење"),
    "out_issued_on": Text("issued on", "донето"),
    "out_steps": Text("What has happened", "Шта је до сада учињено"),
    "out_wrong": Text("It was not handed in:", "Није предато:"),
}

OWN_TITLES: Final = {
    "document": Text("A document", "Документ"),
    "signature": Text("Sign the agreement", "Потпис на уговору"),
    "transcript": Text("The Transcript of Records", "Препис оцена"),
    "stay": Text("Your arrival and return", "Долазак и повратак"),
    "student_status": Text("Ask that your status rests", "Захтев за мировање статуса"),
    "extra_support": Text("Ask for extra support", "Захтев за додатну подршку"),
}
"""What a fact is called by whoever hands it in; a step by its own title."""
