"""The words of a case's page."""

from __future__ import annotations

from typing import Final

from states.text import Text

CASE: Final[dict[str, Text]] = {
    "tabs_of_case": Text("Parts of the case", "Делови предмета"),
    "ask": Text("ask:", "обратите се:"),
    "still_missing": Text("Conditions not met yet:", "Преосталих услова:"),
    "more_facts": Text("More that can be recorded", "Остали уписи"),
    "whole_table": Text("The whole table", "Цела табела"),
    "newer": Text("Newer", "Новије"),
    "older": Text("Older", "Старије"),
    "stay_tab": Text("Stay and recognition", "Боравак и признавање"),
    "no_stay": Text(
        "Nothing is known of the stay yet.", "О боравку још нема евидентираних података."
    ),
    "no_agreement": Text("No agreement has been recorded yet.", "Уговор још није евидентиран."),
    "steps_long": Text("Steps from here", "Могући кораци"),
    "awaited": Text("The case waits for", "Предмет чека"),
    "is_awaited": Text("awaited", "чека се"),
    "nobody_holds": Text("nobody holds this role today", "данас нико нема ову улогу"),
    "no_due": Text("no date yet: an event is not recorded", "рок још није познат"),
    "why_date": Text("Why this date", "Зашто тај датум"),
    "safe_day": Text("Latest safe day", "Последњи сигуран дан"),
    "has_passed": Text("passed", "прошао"),
    "safe_day_passed": Text("The latest safe day has passed.", "Последњи сигуран дан је прошао."),
    "safe_day_passed_means": Text(
        "Nothing is overdue yet, but what follows must now go faster than it usually does, or a "
        "later day can't be kept.",
        "Рок још није прекорачен, али оно што следи мора ићи брже него обично да би се одржао "
        "каснији рок.",
    ),
    "no_safe_day": Text(
        "No latest safe day: no later day that can't move hangs on this step.",
        "Последњег сигурног дана нема: од овог корака не зависи ниједан каснији рок који се не "
        "може померити.",
    ),
    "ended": Text("The case has come to its end", "Предмет је завршен"),
    "ended_intro": Text(
        "No step leads on from here. All that happened stands in the history below.",
        "Одавде нема даљих корака. Све што се догодило стоји у историјату.",
    ),
    "ended_open": Text(
        "It can be opened again only by what came in time: the steps below say what.",
        "Може се поново отворити само оним што је примљено на време: видети кораке испод.",
    ),
    "by_time": Text("by time", "протеком рока"),
    "for_others": Text("for somebody else", "за другу улогу"),
    "whole_call": Text("of the whole call", "за цео конкурс"),
    "to_fill_in": Text("to fill in", "попунити"),
    "is_ready": Text("can be done now", "може се учинити"),
    "who_may": Text("Who may:", "Ко може:"),
    "leads_to": Text("leads to", "води у стање"),
    "refused": Text("Refused, for these reasons:", "Одбијено из ових разлога:"),
    "in_question": Text("In question since a correction", "Доведено у питање исправком"),
    "in_question_intro": Text(
        "These steps were taken on what has been corrected since. They stand; whether anything "
        "follows is for people to judge.",
        "Ови кораци су учињени на основу података који су касније исправљени. Они важе; да ли из "
        "тога нешто следи, процењују људи.",
    ),
    "record_withdrawn": Text("withdrawn: recorded wrongly", "повучено: погрешан упис"),
    "not_met": Text("As things stand, not met yet:", "За сада није испуњено:"),
    "nothing_against": Text("Nothing stands against it.", "Нема препрека."),
    "do": Text("What to do:", "Шта учинити:"),
    "time_does": Text(
        "Nobody takes this step; it comes by itself after", "Корак наступа сам после"
    ),
    "time_will": Text(
        "Nobody takes this step; it comes by itself when its time has run out.",
        "Овај корак нико не предузима; наступа сам протеком рока.",
    ),
    "call_does": Text(
        "This step is taken for all applications of the call at once:",
        "Овај корак се предузима одједном за све пријаве конкурса:",
    ),
    "you_act_as": Text("You act as:", "Поступате као:"),
    "as_deputy_of": Text("instead of:", "у замени за:"),
    "record": Text("Record", "Упиши"),
    "record_long": Text("Record a fact", "Упис чињенице"),
    "record_intro": Text(
        "A fact goes into the dossier; the case stays where it is, its due date is counted anew.",
        "Чињеница улази у досије; предмет остаје у истом стању, а рок се рачуна поново.",
    ),
    "open_form": Text("Open the form", "Отвори образац"),
    "facts_of_others": Text("What other roles record", "Шта уписују друге улоге"),
    "optional": Text("(optional)", "(није обавезно)"),
    "add_row": Text("Add a row", "Додај ред"),
    "remove_row": Text("Remove row", "Уклони ред"),
    "row": Text("row", "ред"),
    "blank_rows": Text("Blank rows are left out.", "Празни редови се занемарују."),
    "saved": Text("Saved:", "Сачувано:"),
    "not_saved": Text("Nothing was saved.", "Ништа није сачувано."),
    "see_reasons": Text("See all the reasons", "Погледајте све разлоге"),
    "see_errors": Text("See what is to be corrected", "Погледајте шта треба исправити"),
    "what_was_typed": Text("What you typed", "Шта сте унели"),
    "progress": Text("Progress", "Ток предмета"),
    "stands_here": Text("the case stands here", "предмет је овде"),
    "ahead": Text("what lies ahead", "шта предстоји"),
    "dossier": Text("Dossier", "Досије"),
    "other_cases": Text("Other cases of this person", "Други предмети истог лица"),
    "in_this_call": Text("in this call", "на овом конкурсу"),
    "same_person": Text("The same person under another address", "Исто лице са другом адресом"),
    "same_person_intro": Text(
        "Name a case under the other address: rules then count the cases together. Without a case "
        "the person is told apart again.",
        "Наведите предмет са другом адресом: правила ће тада рачунати предмете заједно. Без "
        "предмета, лице се поново води одвојено.",
    ),
    "other_case": Text("Case of the same person", "Предмет истог лица"),
    "save_person": Text("Save", "Сачувај"),
    "version_in_force": Text("in force", "на снази"),
    "version_proposed": Text("proposal", "предлог"),
    "newest_version": Text("newest", "најновија"),
    "recorded_on": Text("recorded on", "евидентирано"),
    "not_signed": Text("not signed yet", "још није потписано"),
    "nobody_signed": Text("Nobody has signed it yet.", "Још нема потписа."),
    "against_former": Text("Against:", "У односу на:"),
    "agrees_with_former": Text("It says the same.", "Садржај је исти."),
    "whole_version": Text("All that it holds", "Цео садржај"),
    "documents": Text("Documents", "Документи"),
    "document": Text("Document", "Документ"),
    "origin": Text("Origin", "Порекло"),
    "language": Text("Language", "Језик"),
    "signed_by": Text("Signed by", "Потписали"),
    "unsigned": Text("nobody", "нико"),
    "on": Text("Date", "Датум"),
    "file": Text("File", "Датотека"),
    "certified": Text("certified", "оверено"),
    "made_here": Text("made by the office", "сачинио Центар"),
    "delivered": Text("handed in", "достављено"),
    "download": Text("Download", "Преузми"),
    "on_paper": Text("on paper", "на папиру"),
    "no_documents": Text(
        "No documents yet. Record the first one below.",
        "Још нема докумената. Први се уписује испод, у делу „Упис чињенице“.",
    ),
    "forms_to_print": Text("Forms to print and sign", "Обрасци за штампу и потпис"),
    "forms_intro": Text(
        "Filled in with what the case knows; what is not known is left as a line to write on.",
        "Попуњени подацима из предмета; за оно што није познато остављене су линије за упис.",
    ),
    "annex": Text("annex", "прилог"),
    "being_made": Text("is being made", "– израда је у току"),
    "not_made": Text("could not be made", "– израда није успела"),
    "mails": Text("Mails", "Поруке"),
    "mail": Text("Mail", "Порука"),
    "subject": Text("Subject", "Наслов"),
    "to": Text("To", "Прима"),
    "written": Text("Written", "Написано"),
    "status": Text("Status", "Статус"),
    "no_mails": Text("No mail has been written yet.", "Још није написана ниједна порука."),
    "try_again": Text("Try again", "Покушај поново"),
    "last_error": Text("Last error", "Последња грешка"),
    "history": Text("History", "Историјат"),
    "what_was_entered": Text("What was given", "Шта је унето"),
}
"""By the names that templates use: `word.<name>`."""
