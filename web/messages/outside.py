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
    "out_calls": Text("Open calls", "Отворени конкурси"),
    "out_calls_intro": Text(
        "The calls in which you can apply today.", "Конкурси на које се данас можете пријавити."
    ),
    "out_no_calls": Text("No call is open today.", "Данас нема отворених конкурса."),
    "out_public": Text(
        "All that the office publishes: lists, decisions, rules, the information package",
        "Све што Центар објављује: ранг листе, одлуке, правила, информациони пакет",
    ),
    "out_have_case": Text(
        "I have applied already: send me a link", "Већ сам пријављен/пријављена: пошаљите ми везу"
    ),
    "out_call": Text("The call", "Конкурс"),
    "out_call_open": Text("Open from", "Отворен од"),
    "out_hosts": Text("Host institutions and places", "Установе домаћини и места"),
    "out_documents_asked": Text("Documents to hand in", "Потребни документи"),
    "out_criteria": Text("Criteria, and most points", "Критеријуми и највише бодова"),
    "out_least_points": Text("Least points to be placed:", "Најмање бодова за рангирање:"),
    "out_time": Text("The time", "Рок"),
    "out_from_publication": Text(
        "days from the publication of the list", "дана од објављивања ранг листе"
    ),
    "out_conditions": Text("Conditions, by the rules", "Услови, према правилима"),
    "out_apply": Text("Apply", "Пријава"),
    "out_apply_intro": Text(
        "Write your e-mail address: a link to your application is sent to it. Nothing is applied "
        "for yet by that.",
        "Упишите своју имејл адресу: на њу шаљемо везу до Ваше пријаве. Тиме још ништа није "
        "пријављено.",
    ),
    "out_asked_to_apply": Text(
        "A link is on its way to this address, to the application, or to the case that it has in "
        "this call already. Nobody is told here whether it has one.",
        "На ову адресу је послата веза: до пријаве, или до предмета који на овом конкурсу већ "
        "постоји. Овде се никоме не саопштава да ли предмет постоји.",
    ),
    "out_ask_for": Text("What you can ask for at any time", "Шта можете затражити у свако доба"),
    "out_ask_by_link": Text("Ask for it", "Захтев"),
    "out_ask_intro": Text(
        "Write your e-mail address: a link by which you ask is sent to it. Nothing is asked for "
        "yet by that.",
        "Упишите своју имејл адресу: на њу шаљемо везу преко које подносите захтев. Тиме захтев "
        "још није поднет.",
    ),
    "out_ask_who": Text(
        "First tell who asks. On the next page you hand the request in.",
        "Најпре упишите податке о себи. Захтев предајете на следећој страници.",
    ),
    "out_ask_now": Text("Go on to the request", "Наставите на захтев"),
    "out_begin": Text("Begin your application", "Започните пријаву"),
    "out_begin_intro": Text(
        "First tell who applies. The application itself comes on the next page: you can keep it "
        "for later, hand in your documents, and see what is still missing.",
        "Најпре упишите податке о себи. Сама пријава је на следећој страници: можете је сачувати "
        "за касније, предати документа и видети шта још недостаје.",
    ),
    "out_begin_now": Text("Go on to the application", "Наставите на пријаву"),
    "out_not_begun": Text("The application was not begun:", "Пријава није започета:"),
    "out_begun": Text(
        "Your application is begun, and not yet handed in. You come back to it by the same link.",
        "Пријава је започета, али још није предата. На њу се враћате истом везом.",
    ),
    "out_keep": Text("Keep for later", "Сачувајте за касније"),
    "out_kept": Text(
        "Kept for later, and not handed in. A file is not kept.",
        "Сачувано за касније, није предато. Датотека се не чува.",
    ),
    "out_is_kept": Text("kept, not handed in", "сачувано, није предато"),
    "out_missing": Text("What is still missing", "Шта још недостаје"),
    "out_missing_intro": Text(
        "What you handed in is counted here, though the office has not looked at it yet.",
        "Овде се рачуна и оно што сте предали, а Центар још није погледао.",
    ),
    "out_nothing_missing": Text(
        "Nothing, by the rules of the call. The application still has to be handed in.",
        "Ништа, према правилима конкурса. Пријаву још треба предати.",
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
    "out_comment_intro": Text(
        "It is about the newest version above. Nothing is signed or refused by it: the office "
        "answers with a new version, or in words.",
        "Односи се на најновију верзију изнад. Њоме се ништа не потписује нити одбија: Центар "
        "одговара новом верзијом или образложењем.",
    ),
    "out_agreement": Text("The agreement", "Уговор"),
    "out_on_paper": Text(
        "It is read here, and signed on paper: please send the office the signed original.",
        "Овде се чита, а потписује се на папиру: молимо да Центру доставите потписани примерак.",
    ),
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
    "out_survey": Text("How was your stay?", "Какав је био Ваш боравак?"),
    "out_survey_intro": Text(
        "Your answers are only ever read together with those of others, never with your name. They "
        "are sent once.",
        "Ваши одговори се читају само заједно са одговорима других, никада уз Ваше име. Шаљу се "
        "једном.",
    ),
    "out_least": Text("the least", "најмање"),
    "out_most": Text("the most", "највише"),
    "out_survey_send": Text("Send the answers", "Пошаљите одговоре"),
    "out_survey_code": Text(
        "The questions open once a code was typed.", "Питања се отварају после уноса кода."
    ),
    "out_survey_thanks": Text(
        "Thank you, we have your answers.", "Хвала, примили смо Ваше одговоре."
    ),
    "out_wrong": Text("It was not handed in:", "Није предато:"),
}

OWN_TITLES: Final = {
    "submit_application": Text("The application", "Пријава"),
    "transcript_request": Text("Ask for your Transcript of Records", "Захтев за препис оцена"),
    "document": Text("A document", "Документ"),
    "signature": Text("Sign the agreement", "Потпис на уговору"),
    "agreement_comment": Text("Comment on the agreement", "Примедба на уговор"),
    "transcript": Text("The Transcript of Records", "Препис оцена"),
    "stay": Text("Your arrival and return", "Долазак и повратак"),
    "student_status": Text("Ask that your status rests", "Захтев за мировање статуса"),
    "contact": Text("Tell us how it goes", "Јавите нам како тече боравак"),
    "extra_support": Text("Ask for extra support", "Захтев за додатну подршку"),
}
"""What a fact is called by whoever hands it in; a step by its own title."""
