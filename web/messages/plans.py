"""The words of the pages on plans, tasks and meetings."""

from __future__ import annotations

from typing import Final

from states.text import Text

PLANS: Final[dict[str, Text]] = {
    "plans": Text("Plans", "Планови"),
    "plans_intro": Text(
        "What the office sets itself to do. The Head begins a plan from what is due, orders it and "
        "gives it out.",
        "Шта Центар планира. План започиње руководилац од онога што доспева, уређује га и издаје.",
    ),
    "plan_day": Text("Today", "Данас"),
    "plan_week": Text("This week", "Ова седмица"),
    "plan_month": Text("This month", "Овај месец"),
    "plan_of_day": Text("Plan of the day", "План за дан"),
    "plan_of_week": Text("Plan of the week", "План за седмицу"),
    "plan_of_month": Text("Plan of the month", "План за месец"),
    "plan_not_begun": Text("not begun", "није започет"),
    "plan_begun": Text("begun", "започет"),
    "plan_given_out": Text("given out", "издат"),
    "plan_proposal": Text(
        "This plan is not begun. It would begin with what is due until its last day:",
        "Овај план није започет. Започео би оним што доспева до његовог последњег дана:",
    ),
    "plan_empty": Text(
        "Nothing is due, and nothing is planned.", "Ништа не доспева нити је планирано."
    ),
    "plan_more": Text(
        "More is due than a plan takes up: plan a shorter span.",
        "Доспева више него што план прима: планирајте краћи период.",
    ),
    "begin_plan": Text("Begin this plan", "Започни план"),
    "give_out": Text("Give out to everybody", "Издај свима"),
    "give_out_again": Text("Give out again", "Издај поново"),
    "now_begun": Text(
        "The plan is begun. Nothing has been mailed yet: give it out once it is in order.",
        "План је започет. Ништа још није послато: издајте га када га уредите.",
    ),
    "now_given_out": Text(
        "The plan is given out: every member of the office gets it by mail.",
        "План је издат: сваки члан канцеларије добија га поштом.",
    ),
    "now_added": Text("The task is in the plan.", "Задатак је у плану."),
    "plan_whole": Text(
        "All lines on one page, for paper", "Све ставке на једној страни, за штампу"
    ),
    "lines_done": Text("done", "обављено"),
    "plan_line": Text("What", "Шта"),
    "whose": Text("Whose", "Чије"),
    "nobody_yet": Text("nobody yet", "још нико"),
    "give_to": Text("Give", "Додели"),
    "move_up": Text("Move up", "Помери навише"),
    "move_down": Text("Move down", "Помери наниже"),
    "leave_out_line": Text("Leave out", "Изостави"),
    "tick_off": Text("Done", "Обављено"),
    "not_done": Text("Not done after all", "Ипак није обављено"),
    "add_task": Text("Add a task", "Додај задатак"),
    "task_title": Text("What is to be done", "Шта треба да се уради"),
    "task_due": Text("Until", "Рок"),
    "own_tasks": Text("Your tasks", "Ваши задаци"),
    "no_tasks": Text("You have no tasks.", "Немате задатака."),
    "earlier_plans": Text("Other plans", "Остали планови"),
    "meetings": Text("Meetings", "Састанци"),
    "meeting": Text("Meeting", "Састанак"),
    "no_meetings": Text("No meeting is called.", "Ниједан састанак није заказан."),
    "meeting_day": Text("Day", "Дан"),
    "call_meeting": Text("Call a meeting", "Закажи састанак"),
    "since_last": Text("Since", "Од"),
    "completed": Text("Completed", "Обављено од последњег састанка"),
    "nothing_completed": Text("Nothing was completed.", "Ништа није обављено."),
    "kind_of_mobility": Text("Kind of mobility", "Врста мобилности"),
    "times": Text("Times", "Пута"),
    "slipped": Text("Slipped", "Закаснило"),
    "nothing_slipped": Text("Nothing slipped.", "Ништа није закаснило."),
    "why_slipped": Text("Why", "Зашто"),
    "waits_for_owner": Text(
        "nothing is missing: it waits for somebody to act",
        "ништа не недостаје: чека да неко поступи",
    ),
    "what_is_new": Text("New", "Ново"),
    "nothing_new": Text("Nothing is new.", "Нема ничег новог."),
    "new_call_published": Text("A call was published:", "Расписан је конкурс:"),
    "minutes": Text("Minutes", "Записник"),
    "minutes_now": Text("What stands there now", "Садашњи текст"),
    "save_minutes": Text("Save the minutes", "Сачувај записник"),
    "minutes_by": Text("Last written by", "Последњи изменио"),
    "meeting_tasks": Text("Tasks that the meeting gives", "Задаци са састанка"),
    "own_calendar": Text("Your calendar", "Ваш календар"),
    "calendar_intro": Text(
        "An address that a calendar program reads: due dates of your cases by number, your tasks, "
        "the meetings. No names of candidates are in it. Whoever has the address can read it.",
        "Адреса коју чита програм за календар: рокови Ваших предмета по броју, Ваши задаци и "
        "састанци. Имена кандидата нису у њему. Ко има адресу, може да га чита.",
    ),
    "make_calendar": Text("Make an address", "Направи адресу"),
    "renew_calendar": Text("Make another address", "Направи другу адресу"),
    "end_calendar": Text("End the address", "Укини адресу"),
    "calendar_made": Text(
        "Copy it now: it is not shown again.", "Препишите адресу: више неће бити приказана."
    ),
    "calendar_is_made": Text("An address is in use.", "Адреса је у употреби."),
    "span_before": Text("Before", "Претходни"),
    "span_after": Text("After", "Следећи"),
}
"""By the names that templates use: `word.<name>`."""
