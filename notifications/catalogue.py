"""The catalogue: every mail that the office sends, what it tells, and what it carries along."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from notifications.catalogue_entry import Mail
from notifications.incoming_mails import INCOMING_MAILS
from notifications.outside_mails import OUTSIDE_MAILS
from notifications.partner_agreement_mails import PARTNER_AGREEMENT_MAILS
from notifications.project_mails import PROJECT_MAILS
from states.text import Text

ONLY_IN_THE_MAIL: Final = "only-in-the-mail"
"""What a kept mail has in its link where the one that leaves has the secret."""

_ALL: Final = (
    Mail(
        "call_published",
        "call",
        Text("A call is open", "Расписан је конкурс"),
        Text(
            "the hosts, the conditions and the closing date of a new call",
            "установе домаћини, услови и последњи дан новог конкурса",
        ),
    ),
    Mail(
        "application_received",
        "case",
        Text("Application received", "Пријава је примљена"),
        Text("an application has entered the selection", "пријава је ушла у избор"),
    ),
    Mail(
        "application_refused",
        "case",
        Text("Application not accepted", "Пријава није прихваћена"),
        Text("why an application is not considered", "зашто се пријава не разматра"),
        ("refusal_letter",),
    ),
    Mail(
        "ranking_published",
        "case",
        Text("The ranking list is published", "Објављена је ранг листа"),
        Text(
            "the candidate's place on the list and until when it can be contested",
            "место кандидата на листи и до када се може оспорити",
        ),
        ("ranking_list",),
    ),
    Mail(
        "ranking_appeal_received",
        "case",
        Text("Appeal or complaint against the list", "Жалба, односно приговор на ранг листу"),
        Text(
            "that somebody contests the list, and until when it is to be decided",
            "да је ранг листа оспорена и до када се о томе одлучује",
        ),
    ),
    Mail(
        "ranking_appeal_decided",
        "case",
        Text(
            "Decision on the appeal or complaint against the list",
            "Одлука по жалби, односно приговору на ранг листу",
        ),
        Text("how it was decided, and why", "како је одлучено и зашто"),
        ("appeal_decision",),
        decides="list",
    ),
    Mail(
        "nomination",
        "case",
        Text("Nomination", "Номинација"),
        Text(
            "the office nominates a candidate to the host institution",
            "Центар номинује кандидата установи домаћину",
        ),
        ("nomination_letter",),
    ),
    Mail(
        "nomination_recalled",
        "case",
        Text("Nomination recalled", "Номинација је опозвана"),
        Text(
            "a nomination went where nobody had applied, or by a list that is corrected",
            "номинација је послата без пријаве за ту установу или по листи која се исправља",
        ),
    ),
    Mail(
        "host_answer",
        "case",
        Text("The host institution has answered", "Стигао је одговор установе домаћина"),
        Text(
            "whether the host accepts, and for which period",
            "да ли установа домаћин прихвата и за који период",
        ),
    ),
    Mail(
        "host_cancelled",
        "case",
        Text("The host institution has cancelled", "Установа домаћин је отказала"),
        Text(
            "a host takes back its acceptance before anybody has arrived",
            "установа домаћин отказује после прихватања, пре доласка",
        ),
    ),
    Mail(
        "agreement_signed",
        "case",
        Text("The agreement is signed", "Уговор је потписан"),
        Text("all parties have signed the agreement", "све стране су потписале уговор"),
        ("agreement_form",),
    ),
    Mail(
        "departure",
        "case",
        Text("The mobility has begun", "Мобилност је почела"),
        Text(
            "the stay has begun, and what to bear in mind until the return",
            "боравак је почео, и о чему треба водити рачуна до повратка",
        ),
    ),
    Mail(
        "agreement_changed",
        "case",
        Text("The agreement has been changed", "Уговор је измењен"),
        Text("a new version of the agreement is in force", "на снази је нова верзија уговора"),
        ("agreement_form",),
    ),
    Mail(
        "documents_missing",
        "case",
        Text("Documents are missing", "Недостају документи"),
        Text(
            "what is still needed before recognition can begin",
            "шта још треба доставити да би признавање почело",
        ),
    ),
    Mail(
        "documents_received",
        "case",
        Text("Documents received", "Документи су примљени"),
        Text("the documents are complete and in work", "документи су потпуни и у обради"),
    ),
    Mail(
        "decree_issued",
        "case",
        Text("The Decree on recognition", "Решење о признавању"),
        Text(
            "what was recognised, what remains, and the legal remedy",
            "шта је признато, шта преостаје и које је упутство о правном средству",
        ),
        ("decree",),
    ),
    Mail(
        "appeal_received",
        "case",
        Text("Appeal against the Decree", "Жалба на решење"),
        Text("an appeal against the Decree waits for a decision", "жалба на решење чека одлуку"),
    ),
    Mail(
        "appeal_decided",
        "case",
        Text("Decision on the appeal against the Decree", "Одлука по жалби на решење"),
        Text("how the appeal was decided, and why", "како је о жалби одлучено и зашто"),
        ("appeal_decision",),
        decides="appeal",
    ),
    Mail(
        "complaint_received",
        "case",
        Text("Complaint against the Decree", "Приговор на решење"),
        Text("a complaint waits for a decision (annex 9)", "приговор чека одлуку (прилог 9)"),
    ),
    Mail(
        "complaint_decided",
        "case",
        Text("Decision on the complaint against the Decree", "Одлука по приговору на решење"),
        Text("how the complaint was decided, and why", "како је о приговору одлучено и зашто"),
        ("appeal_decision",),
        decides="complaint",
    ),
    Mail(
        "decree_final",
        "case",
        Text("The Decree is final", "Решење је коначно"),
        Text(
            "the recognition may now be entered in the records",
            "признавање се сада спроводи у евиденцији",
        ),
    ),
    Mail(
        "decree_not_final",
        "case",
        Text("The Decree is not final yet", "Решење још није коначно"),
        Text(
            "that the delivery was put right, and until when the Decree can be contested",
            "да је датум уручења исправљен и докле решење може да се оспори",
        ),
    ),
    Mail(
        "certification_refused",
        "case",
        Text("The decision is not certified", "Решење није оверено"),
        Text(
            "why the decision has no effect, and that it is decided anew",
            "зашто решење нема дејство и да се о признавању одлучује поново",
        ),
    ),
    Mail(
        "mobility_approved",
        "case",
        Text("The mobility is approved", "Мобилност је одобрена"),
        Text("a staff mobility has been approved", "одобрена је мобилност запосленог"),
        ("approval_decision",),
    ),
    Mail(
        "transcript_issued",
        "case",
        Text("The transcript", "Препис оцена или потврда о пракси"),
        Text(
            "a Transcript of Records or of Work is ready",
            "издат је препис оцена, односно потврда о обављеној пракси",
        ),
        ("transcript_of_records", "transcript_of_work"),
    ),
    Mail(
        "transcript_not_issued",
        "case",
        Text("No transcript is issued", "Препис оцена, односно потврда, не издаје се"),
        Text(
            "why nothing is certified at the end of a stay",
            "зашто се по завршетку боравка не издаје препис оцена, односно потврда",
        ),
    ),
    Mail(
        "request_refused",
        "case",
        Text("Request not granted", "Захтев није усвојен"),
        Text("why no transcript is issued", "зашто се препис оцена не издаје"),
    ),
    Mail(
        "request_withdrawn",
        "case",
        Text("Request withdrawn", "Захтев је повучен"),
        Text("a student no longer asks for it", "студент одустаје од захтева"),
    ),
    Mail(
        "withdrawn",
        "case",
        Text("The mobility is withdrawn", "Одустанак од мобилности"),
        Text("a case has ended by withdrawal", "предмет је завршен одустанком"),
    ),
    *PROJECT_MAILS,
    *PARTNER_AGREEMENT_MAILS,
    Mail(
        "reminder",
        "case",
        Text("A step is due soon", "Рок се приближава"),
        Text("to the owner, before the due day", "носиоцу корака, пре истека рока"),
    ),
    Mail(
        "overdue",
        "case",
        Text("A step is overdue", "Рок је истекао"),
        Text("to the owner and the Head of ICO", "носиоцу корака и руководиоцу Центра"),
    ),
    Mail(
        "escalation",
        "case",
        Text("An overdue step needs you", "Прекорачен рок тражи Вашу пажњу"),
        Text("to those who supervise", "онима који надзиру рад"),
    ),
    Mail(
        "asked_again",
        "case",
        Text("A step is asked for", "Молба да се корак обави"),
        Text(
            "to the owner, when a colleague reminds of it",
            "носиоцу корака, кад на њега подсети неко из Центра",
        ),
    ),
    Mail(
        "assigned",
        "case",
        Text("A case is assigned", "Додела предмета"),
        Text(
            "to the colleague who has the case from now on, and to who had it",
            "колеги код кога је предмет од сада и ономе код кога је био",
        ),
    ),
    Mail(
        "mentioned",
        "case",
        Text("You are named in a comment", "Поменути сте у коментару"),
        Text("what a colleague wrote of a case", "шта је о предмету написао неко од колега"),
    ),
    Mail(
        "followed_case",
        "case",
        Text("News of a case that you follow", "Новости у предмету који пратите"),
        Text("each step and comment of the case", "сваки корак и коментар у предмету"),
    ),
    Mail(
        "back_from_hold",
        "case",
        Text("A case is back from hold", "Предмет је поново у раду"),
        Text(
            "to who has the case, on the day until which it was put on hold",
            "ономе код кога је предмет, на дан до ког је одложен",
        ),
    ),
    Mail(
        "list_awaited",
        "call",
        Text("Candidates wait for the list", "Кандидати чекају ранг листу"),
        Text(
            "to each who makes the list, once a call: the mail of the ladder's levels",
            "онима који праве листу, једном за конкурс: порука нивоа лествице",
        ),
    ),
    Mail(
        "briefing",
        "office",
        Text("Morning briefing", "Јутарњи преглед"),
        Text("what is overdue, due today and stuck", "шта касни, шта доспева и шта је застало"),
    ),
    Mail(
        "plan_given_out",
        "office",
        Text("A plan is given out", "План рада је издат"),
        Text(
            "what each member of the office is to do, the reader's own part first",
            "шта је чији посао, најпре део онога ко чита",
        ),
    ),
    Mail(
        "weekly_plan",
        "office",
        Text("The week's plan", "План рада за седмицу"),
        Text("what is due this week, by day and person", "шта доспева, по данима и особама"),
    ),
    Mail(
        "monthly_plan",
        "office",
        Text("The month's plan", "План рада за месец"),
        Text("what is due this month, by week and person", "шта доспева, по седмицама и особама"),
    ),
    Mail(
        "invitation",
        "office",
        Text("Your account", "Ваш налог"),
        Text(
            "to somebody new, with a link by which they choose a password",
            "новом запосленом, с везом преко које бира лозинку",
        ),
        secret=True,
    ),
    Mail(
        "password_reset",
        "office",
        Text("A new password", "Нова лозинка"),
        Text(
            "a link by which somebody chooses a new password",
            "веза преко које се бира нова лозинка",
        ),
        secret=True,
    ),
    Mail(
        "address_changed",
        "office",
        Text("Your mail address was changed", "Ваша адреса е-поште је промењена"),
        Text(
            "to the old address: who changed it, and to which",
            "на стару адресу: ко ју је променио и у коју",
        ),
    ),
    Mail(
        "test_mail",
        "office",
        Text("A test", "Проба"),
        Text("that the office can send mails", "да поруке из Центра стижу"),
    ),
)

CATALOGUE: Final[Mapping[str, Mail]] = MappingProxyType(
    {mail.name: mail for mail in (*_ALL, *INCOMING_MAILS, *OUTSIDE_MAILS)}
)
"""Every mail by its name. Nothing outside this table can be sent."""
