"""The words of acts for many cases: the bar under the list, the page that asks, the results."""

from __future__ import annotations

from typing import Final

from states.text import Text

BULK: Final[dict[str, Text]] = {
    "bulk_title": Text("For the ticked cases", "За означене предмете"),
    "bulk_step": Text(
        "Nominate, or take the step each waits for", "Номинујте или обавите корак који се чека"
    ),
    "bulk_record": Text("Record a document", "Упишите документ"),
    "bulk_remind": Text("Remind the owners", "Опомените носиоце"),
    "bulk_assign": Text("Assign to a colleague", "Доделите колеги"),
    "bulk_xlsx": Text("Take along as XLSX", "Преузмите као XLSX"),
    "bulk_csv": Text("Take along as CSV", "Преузмите као CSV"),
    "bulk_go": Text("Go on", "Наставите"),
    "bulk_all": Text("all of this list, the other pages too", "цео списак, и остале странице"),
    "bulk_tick": Text("Tick", "Означите"),
    "bulk_intro": Text(
        "Nothing has been done yet. These cases are held as they are listed here; one that changes "
        "meanwhile is left alone and said so.",
        "Још ништа није учињено. Предмети су овде наведени како сада стоје; онај који се у "
        "међувремену промени остаје нетакнут, и то ће бити наведено.",
    ),
    "bulk_will": Text("What will follow", "Шта следи"),
    "bulk_as_of": Text("as of entry", "стање од ставке"),
    "bulk_confirm": Text("Do it for these cases", "Учините то за ове предмете"),
    "bulk_continue": Text("Do the rest", "Учините преостало"),
    "bulk_cancel": Text("Back to the list, do nothing", "Назад на списак, без промена"),
    "bulk_results": Text("What became of each", "Исход за сваки предмет"),
    "bulk_taken": Text("done", "учињено"),
    "bulk_refused": Text("refused", "одбијено"),
    "bulk_changed": Text("changed meanwhile", "измењено у међувремену"),
    "bulk_left": Text("not done yet", "још није учињено"),
    "bulk_result": Text("Result", "Исход"),
    "bulk_document": Text("Document that came", "Примљени документ"),
    "bulk_delivered_on": Text("Received on", "Примљен дана"),
    "bulk_assignee": Text("To whom", "Коме"),
    "bulk_fresh": Text("Back to the list", "Назад на списак"),
}
"""By the names that templates use: `word.<name>`."""

ACTS: Final[dict[str, Text]] = {
    "step": Text("Take the step each waits for", "Корак који се чека"),
    "document": Text("Record a document", "Упишите документ"),
    "remind": Text("Remind the owners", "Опомените носиоце"),
    "assign": Text("Assign to a colleague", "Доделите колеги"),
    "xlsx": Text("Take along as XLSX", "Преузмите као XLSX"),
    "csv": Text("Take along as CSV", "Преузмите као CSV"),
}
"""What can be done for many cases at once, by the words of the form."""

WILL: Final[dict[str, Text]] = {
    "step": Text(
        "Each case takes the step that it waits for, as if you took it on its own page: its "
        "conditions are judged, its mails leave, its documents are made. A step that needs "
        "something written down, or decides something, is refused here; take it in the case.",
        "У сваком предмету обавља се корак који се чека, као да га обављате на његовој страници: "
        "проверавају се услови, шаљу поруке, израђују документи. Корак за који треба нешто "
        "уписати или којим се одлучује овде се одбија; обавите га у предмету.",
    ),
    "document": Text(
        "The document is recorded in each case, without a file.",
        "Документ се уписује у сваки предмет, без датотеке.",
    ),
    "remind": Text(
        "Whoever owes the step of each case gets a mail now, at most one a day.",
        "Онај ко дугује корак сваког предмета одмах добија поруку, највише једну дневно.",
    ),
    "assign": Text(
        "Each case is with that colleague from now on, where they may do what it waits for; they "
        "get one mail for all of them.",
        "Сваки предмет је од сада код те особе, ако она може да обави оно што се чека; за све њих "
        "добија једну поруку.",
    ),
}
"""What will follow from an act, said before it is done."""

TOO_MANY: Final = Text(
    "At most {most} cases at once; these are {count}. Narrow the list by its filter.",
    "Највише {most} предмета одједном; ових је {count}. Сузите списак.",
)
NONE_TICKED: Final = Text("Tick a case first.", "Прво означите неки предмет.")
NO_ACT: Final = Text("Say what to do.", "Изаберите шта треба учинити.")
UNSEEN: Final = Text(
    "Left out, because they are not yours to change: {numbers}.",
    "Изостављено, јер није у Вашој надлежности: {numbers}.",
)
CHOOSE: Final = Text("Choose from the list.", "Изаберите са списка.")
