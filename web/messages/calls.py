"""The words of the pages on calls: the list of them, one call, a new one, its points."""

from __future__ import annotations

from typing import Final

from states.text import Text

CALLS: Final[dict[str, Text]] = {
    "hosts_from_register": Text(
        "Hosts can be chosen by name from the register; what is left empty is taken from there:",
        "Установе домаћини могу да се бирају по називу из регистра; празна поља преузимају се "
        "одатле:",
    ),
    "papers": Text("Papers, in the call's order", "Прилози, редом из конкурса"),
    "lacks": Text("missing:", "недостаје:"),
    "whole_list": Text("The whole list", "Цела листа"),
    "judge_list": Text(
        "See what stands against publishing (judges all applications)",
        "Погледај шта спречава објављивање (испитује све пријаве)",
    ),
    "points_hidden": Text(
        "Others' points are shown once yours are in.",
        "Бодови осталих чланова приказују се кад унесете своје.",
    ),
    "points_given_hidden": Text("given, not shown yet", "дати, још се не приказују"),
    "calls_intro": Text(
        "Who applied, who gave points, and the lists.", "Пријаве, бодови комисија и ранг листе."
    ),
    "call": Text("Call", "Конкурс"),
    "applications": Text("Applications", "Пријаве"),
    "open_from": Text("Published", "Објављен"),
    "closes": Text("Last day", "Последњи дан"),
    "no_calls": Text("There is no call yet.", "Још нема конкурса."),
    "hosts": Text("Host institutions", "Установе домаћини"),
    "host": Text("Host", "Домаћин"),
    "country": Text("Country", "Земља"),
    "places_taken": Text("Places taken", "Попуњена места"),
    "criteria": Text("Criteria", "Критеријуми"),
    "criterion": Text("Criterion", "Критеријум"),
    "most_points": Text("Points at most", "Највише бодова"),
    "minimum": Text("Points needed at least:", "Потребно најмање бодова:"),
    "commission": Text("Commission", "Комисија"),
    "no_commission": Text("The call names no commission.", "Конкурс не именује комисију."),
    "replace_member": Text("Replace a member", "Замени члана"),
    "new_call": Text("Open a call", "Отвори конкурс"),
    "new_call_which": Text("For which kind of mobility?", "За коју врсту мобилности?"),
    "new_call_intro": Text(
        "Begins as the last call of this kind was. Once it is open, the faculties are told, and "
        "only a seat on the commission can change hands.",
        "Полази од последњег конкурса ове врсте. Када се отвори, обавештавају се факултети; после "
        "тога може да се замени само члан комисије.",
    ),
    "without_hosts": Text(
        "It can't be given one once it is open. To open it so, press the button again.",
        "Када се отвори, домаћин не може да се дода. Ако га отварате и тако, притисните дугме "
        "поново.",
    ),
    "opened_by": Text("opened by", "отварање:"),
    "new_case": Text("Open a case", "Отвори предмет"),
    "new_case_intro": Text(
        "The case begins at once, with its first deadline; what is not known yet can be left out.",
        "Предмет се отвара одмах, са првим роком; што још није познато, може да се изостави.",
    ),
    "applied_in_time": Text("An application that came in time", "Благовремена пријава"),
    "applied_in_time_intro": Text(
        "The call has closed. Open a case only for an application that was received by its last "
        "day, and hand it in with the day of receipt; a later one is refused.",
        "Конкурс је закључен. Предмет отворите само за пријаву примљену до последњег дана рока и "
        "унесите је са даном пријема; каснија пријава се одбија.",
    ),
    "requests": Text("Without a call", "Без конкурса"),
    "requests_intro": Text(
        "What people ask for by themselves; each request is a case.",
        "Оно што се тражи појединачно; сваки захтев је предмет.",
    ),
    "projects": Text("Projects", "Пројекти"),
    "projects_intro": Text(
        "Each international project is a case of its own, from the idea to the final report.",
        "Сваки међународни пројекат је предмет, од идеје до завршног извештаја.",
    ),
    "all_projects": Text("All projects", "Сви пројекти"),
    "new_project": Text("Open a project", "Отвори пројекат"),
    "seat_of": Text("Seat of", "Место члана"),
    "goes_to": Text("goes to", "преузима"),
    "from_day": Text("from", "од"),
    "weight": Text("Weight, %", "Удео, %"),
    "list_changes": Text("What this version changed", "Шта је изменила ова верзија"),
    "made_by": Text("Made by the commission:", "Листу је сачинила комисија:"),
    "chosen_by": Text("Chosen without a commission by:", "Избор без комисије:"),
    "not_considered": Text("Applications not considered", "Пријаве које нису разматране"),
    "documents_asked_for": Text("Documents asked for", "Тражени документи"),
    "applications_points": Text("Applications and points", "Пријаве и бодови"),
    "interview": Text("Interview", "Разговор"),
    "note_it": Text("Note", "Упиши"),
    "my_points": Text("My points", "Моји бодови"),
    "no_points": Text("missing", "нема"),
    "give_points": Text("Give points", "Бодуј"),
    "no_applications": Text("Nobody has applied yet.", "Још нема пријава."),
    "opened_only": Text("Opened, but not applied", "Отворени предмети без пријаве"),
    "publish_intro": Text(
        "All members have given their points. The list is published whole; every candidate gets "
        "a mail with the place, the points and until when the list can be contested.",
        "Сви чланови су дали бодове. Листа се објављује у целини; сваки кандидат добија поруку "
        "са местом, бодовима и роком за оспоравање листе.",
    ),
    "choose_intro": Text(
        "The call names no commission: put the applications in order, each at a place of its own.",
        "Конкурс не именује комисију: пријаве треба поређати. Свака добија своје место.",
    ),
    "place_of": Text("Place of", "Место:"),
    "kept_place": Text("nominated under the earlier version", "номинација по претходној верзији"),
    "ranking_list": Text("Ranking list", "Ранг листа"),
    "version": Text("version", "верзија"),
    "download_list": Text("Download the list as PDF", "Преузми листу као PDF"),
    "rank": Text("Place", "Место"),
    "points": Text("Points", "Бодови"),
    "outcome": Text("Outcome", "Исход"),
    "why_place": Text("Why this place", "Образложење"),
    "no_list": Text("The list is not published yet.", "Листа још није објављена."),
    "score_intro": Text(
        "Your points for this candidate, criterion by criterion. Each member gives points alone.",
        "Ваши бодови за овог кандидата, по критеријумима. Сваки члан бодује самостално.",
    ),
    "of_points": Text("points, at most", "бодова, највише"),
    "save_points": Text("Save the points", "Сачувај бодове"),
}
"""By the names that templates use: `word.<name>`."""
