"""The words of the pages that everybody may read."""

from __future__ import annotations

from typing import Final

from states.text import Text

PUBLIC: Final = {
    "pub_home": Text("International mobility", "Међународна мобилност"),
    "pub_intro": Text(
        "Calls, published lists and the rules, as the office keeps them.",
        "Конкурси, објављене листе и правила, како их води Центар.",
    ),
    "pub_pages": Text("Public pages", "Јавне странице"),
    "pub_start": Text("Start", "Почетна"),
    "pub_calls": Text("Calls", "Конкурси"),
    "pub_open_calls": Text("Open calls", "Отворени конкурси"),
    "pub_no_open_calls": Text("No call is open now.", "Тренутно нема отворених конкурса."),
    "pub_no_calls": Text("No call has been published yet.", "Још није објављен ниједан конкурс."),
    "pub_until": Text("open until", "отворен до"),
    "pub_closed_on": Text("closed on", "закључен"),
    "pub_state": Text("State", "Стање"),
    "pub_institution": Text("Institution", "Установа"),
    "pub_published_on": Text("Published on", "Објављено"),
    "pub_last_day": Text("Last day to apply", "Последњи дан за пријаву"),
    "pub_apply": Text("Apply", "Пријавите се"),
    "pub_in_time": Text(
        "What is received by 24:00 of that day is in time; it is the day of receipt that counts.",
        "Благовремено је оно што је примљено до 24:00 тог дана; меродаван је дан пријема.",
    ),
    "pub_conditions": Text("Conditions", "Услови"),
    "pub_hosts": Text("Host institutions", "Установе домаћини"),
    "pub_no_hosts": Text("The call names no host.", "Конкурс не наводи установе домаћине."),
    "pub_country": Text("Country", "Држава"),
    "pub_places": Text("Places", "Број места"),
    "pub_documents": Text("Documents to hand in", "Потребна документа"),
    "pub_erasmus_only": Text("within Erasmus+ only", "само у оквиру програма Еразмус+"),
    "pub_support": Text("Extra support", "Додатна подршка"),
    "pub_criteria": Text("Criteria", "Критеријуми"),
    "pub_most": Text("Points at most", "Највише бодова"),
    "pub_weight": Text("Weight, %", "Учешће, %"),
    "pub_minimum": Text("Points needed to be placed:", "Најмањи број бодова за пласман:"),
    "pub_commission": Text("Commission", "Комисија"),
    "pub_appeal": Text("Right of appeal", "Право на жалбу"),
    "pub_complaint": Text("Right to complain", "Право на приговор"),
    "pub_appeal_days": Text(
        "Days after the publication of the list:", "Број дана од објављивања листе:"
    ),
    "pub_decided_by": Text("Decided by:", "Одлучује:"),
    "pub_rests_on": Text("Under", "Основ:"),
    "pub_lists": Text("Published lists", "Објављене листе"),
    "pub_no_lists": Text("No list has been published yet.", "Још није објављена ниједна листа."),
    "pub_list": Text("List", "Листа"),
    "pub_version": Text("version", "верзија"),
    "pub_in_force": Text("in force", "на снази"),
    "pub_replaced": Text(
        "This list was corrected. Its place was taken by version",
        "Ова листа је исправљена. Замењује је верзија",
    ),
    "pub_replaced_on": Text("replaced on", "замењена"),
    "pub_rank": Text("Rank", "Ранг"),
    "pub_who": Text("Candidate", "Кандидат"),
    "pub_case": Text("Number of the application", "Број пријаве"),
    "pub_outcome": Text("Outcome", "Исход"),
    "pub_by_number": Text(
        "Who applied stands here by the number that the office gave them: the rules name nobody in "
        "public.",
        "Кандидати су наведени под бројем који им је доделио Центар: правила не предвиђају јавно "
        "навођење имена.",
    ),
    "pub_by_name": Text(
        "Who applies agrees to be named here.",
        "Пријавом на конкурс кандидат је сагласан да његово име буде објављено.",
    ),
    "pub_appeal_until": Text("It can be appealed against until", "Жалба се може изјавити до"),
    "pub_complaint_until": Text("Complaints are taken until", "Приговор се може поднети до"),
    "pub_decisions": Text("Decisions on appeals", "Одлуке по жалбама"),
    "pub_decisions_intro": Text(
        "Decisions of the Rector on appeals against lists. The reasons are delivered to who "
        "appealed; here stands what was decided, by the number of the application.",
        "Одлуке ректора по жалбама на листе. Образложење се доставља подносиоцу жалбе; овде стоји "
        "шта је одлучено, под бројем пријаве.",
    ),
    "pub_no_decisions": Text(
        "No appeal has been decided yet.", "Још није одлучено ни о једној жалби."
    ),
    "pub_received_on": Text("Received on", "Примљена"),
    "pub_decided_on": Text("Decided on", "Одлучено"),
    "pub_upheld": Text("upheld: the list is corrected", "усвојена: листа се исправља"),
    "pub_dismissed": Text("dismissed: the list stands", "одбијена: листа остаје"),
    "pub_against": Text("Against the list, version", "Против листе, верзија"),
    "pub_recognition": Text("Rules of recognition", "Правила о признавању"),
    "pub_recognition_intro": Text(
        "How a period abroad is recognised, in the office's words, each rule with its place in the "
        "source.",
        "Како се признаје период проведен у иностранству, речима Центра, уз место у извору.",
    ),
    "pub_information": Text("Information for incoming students", "Информације за долазне студенте"),
    "pub_no_information": Text(
        "The information package has not been written yet.",
        "Информациони пакет још није састављен.",
    ),
    "pub_example": Text(
        "These texts are an example of the form and nobody's offer: the institution has not "
        "written its own yet.",
        "Ови текстови су пример облика и ничија понуда: установа своје још није написала.",
    ),
    "pub_studies": Text("Kinds and levels of study", "Врсте и степени студија"),
    "pub_programmes": Text("Study programmes", "Студијски програми"),
    "pub_catalogue": Text("Course catalogue", "Каталог предмета"),
    "pub_semester": Text("Semester", "Семестар"),
    "pub_taught_in": Text("Taught in", "Језик наставе"),
    "pub_outcomes": Text("Outcomes", "Исходи учења"),
    "pub_autumn": Text("autumn", "јесењи"),
    "pub_spring": Text("spring", "пролећни"),
    "pub_lodging": Text("Lodging", "Смештај"),
    "pub_life": Text("Living here", "Услови живота"),
    "pub_further": Text("Further information", "Остале информације"),
    "pub_contact": Text("Contact", "Контакт"),
    "pub_projects": Text("Projects and outcomes", "Пројекти и исходи"),
    "pub_no_projects": Text("No project has been granted yet.", "Још нема одобрених пројеката."),
    "pub_funder": Text("Funder", "Давалац средстава"),
    "pub_field": Text("Field (ISCED-F)", "Област (ISCED-F)"),
    "pub_partners": Text("Partners", "Партнери"),
    "pub_deliverables": Text("Outcomes", "Исходи"),
    "pub_delivered_on": Text("delivered on", "остварено"),
    "pub_not_delivered": Text("not delivered yet", "још није остварено"),
    "pub_feeds": Text("Follow", "Праћење"),
    "pub_atom": Text("Calls and lists (Atom)", "Конкурси и листе (Atom)"),
    "pub_closing_days": Text("Closing days of calls", "Рокови конкурса"),
}

IN_FEEDS: Final = {
    "list": Text("list, version", "листа, верзија"),
    "last_day_of_remedy": Text(
        "Last day against the list", "Последњи дан за правно средство против листе"
    ),
}
"""What an entry of a feed or a calendar is called, where no page says it."""
