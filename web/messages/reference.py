"""The words of the pages of partners and of the office's data."""

from __future__ import annotations

from typing import Final

from states.text import Text

REFERENCE: Final[dict[str, Text]] = {
    "reference": Text("Partners and data", "Партнери и подаци"),
    "partners": Text("Partners", "Партнери"),
    "partners_intro": Text(
        "The institutions that calls and cases name as hosts, and how they are reached.",
        "Установе које се у конкурсима и предметима наводе као домаћини, и како до њих доћи.",
    ),
    "new_partner": Text("New partner", "Нови партнер"),
    "enter_partner": Text("Enter the partner", "Упиши партнера"),
    "find_partner": Text("Name, Erasmus code or country", "Назив, Еразмус код или држава"),
    "no_partner": Text("No partner is like that.", "Нема таквог партнера."),
    "no_partner_yet": Text("No partner is entered yet.", "Још није уписан ниједан партнер."),
    "name_of_institution": Text("Institution", "Установа"),
    "country_code": Text("Country", "Држава"),
    "country_hint": Text("Two capital letters: AT", "Два велика слова: AT"),
    "erasmus_code": Text("Erasmus code", "Еразмус код"),
    "postal_address": Text("Postal address", "Поштанска адреса"),
    "signatory_contact": Text("Person whom agreements name", "Лице које се наводи у уговорима"),
    "language_of_partner": Text("Language of the institution", "Језик установе"),
    "numbers_its_courses": Text("Gives its courses codes", "Означава предмете шифрама"),
    "says_yes": Text("yes", "да"),
    "says_no": Text("no", "не"),
    "rename_hint": Text(
        "A new name leaves the old one where calls and cases have it.",
        "Нови назив не мења стари у конкурсима и предметима.",
    ),
    "is_one_with": Text(
        "This name is one with another partner, by whose data it is reached:",
        "Овај назив је исти партнер као други, по чијим подацима се до њега долази:",
    ),
    "part_partners": Text("They are two after all", "Ипак су то два партнера"),
    "same_code": Text("The same Erasmus code has:", "Исти Еразмус код има:"),
    "partners_left_out": Text(
        "Partners with no agreement in force are not offered; there are:",
        "Партнери без споразума на снази се не нуде; таквих је:",
    ),
    "agreement_until": Text("Agreement until", "Споразум до"),
    "none_in_force": Text("none in force", "није на снази"),
    "partner_agreements": Text("Agreements with this partner", "Споразуми са овим партнером"),
    "agreement_number": Text("Agreement", "Споразум"),
    "agreement_days": Text("Holds", "Важи"),
    "agreement_places": Text("Places a year", "Места годишње"),
    "no_agreement_yet": Text("No agreement is recorded.", "Ниједан споразум није уписан."),
    "new_agreement": Text("Open an agreement", "Отвори споразум"),
    "agreements_intro": Text(
        "What mobilities rest on: each agreement with a partner is a case of its own.",
        "Оно на чему се мобилност заснива: сваки споразум са партнером је предмет.",
    ),
    "agreements_from_table": Text(
        "Agreements with partners that both institutions have signed are taken in from a "
        "spreadsheet, each as a case of its own.",
        "Споразуми са партнерима које су потписале обе установе преузимају се из табеле, сваки као "
        "посебан предмет.",
    ),
    "agreements": Text("Agreements with partners", "Споразуми са партнерима"),
    "all_agreements": Text("All agreements", "Сви споразуми"),
    "places_by_call": Text("Places in the newest calls", "Места у најновијим конкурсима"),
    "places_agreed": Text(
        "Places a year, outgoing, in the agreements in force:",
        "Места годишње, одлазна, по споразумима на снази:",
    ),
    "places_offered": Text("Offered", "Понуђено"),
    "places_held": Text("Used", "Искоришћено"),
    "places_left": Text("Left", "Слободно"),
    "places_over": Text("none, too many sent:", "нема, послато превише:"),
    "balance_by_year": Text("Stays by year", "Боравци по годинама"),
    "balance_year": Text("Stay began in", "Почетак боравка"),
    "balance_out": Text("Outgoing", "Одлазни"),
    "balance_in": Text("Incoming", "Долазни"),
    "balance": Text("Balance", "Разлика"),
    "contacts": Text("Contacts", "Контакти"),
    "no_contacts": Text("Nobody is entered.", "Нико није уписан."),
    "duty": Text("What for", "Задужење"),
    "add_contact": Text("Enter a contact", "Упиши контакт"),
    "remove_contact": Text("Remove", "Уклони"),
    "named_where": Text("Where it is named", "Где се наводи"),
    "have_a_place_there": Text("Cases with a place there:", "Предмети с местом код овог домаћина:"),
    "also_named": Text("Also known as:", "Води се и као:"),
    "stands_twice": Text("This partner stands twice", "Овај партнер је уписан двапут"),
    "merge_into": Text("It is one with", "То је исти партнер као"),
    "merge_hint": Text(
        "Calls and cases keep the name that they have; from now on both are reached by the data of "
        "the one chosen. It can be taken back.",
        "Конкурси и предмети задржавају назив који имају; одсад се до оба долази по подацима "
        "изабраног. Може се поништити.",
    ),
    "merge_partners": Text("They are one", "То је исти партнер"),
    "closures_tab": Text("Closures", "Нерадни дани"),
    "closures_intro": Text(
        "Days on which the office is closed beside weekends and public holidays. Where they "
        "change, the due dates of open cases are counted anew, each with an entry in its history.",
        "Дани када Центар не ради, поред викенда и празника. Када се промене, рокови отворених "
        "предмета рачунају се поново, а сваки предмет то бележи у историјату.",
    ),
    "closed_on": Text("The office is closed", "Центар не ради"),
    "never_closed": Text("No closure is entered.", "Није уписано ниједно затварање."),
    "reason_of_closure": Text("Reason", "Разлог"),
    "where_it_stands": Text("Entered by", "Упис"),
    "add_closure": Text("Enter a closure", "Упиши затварање"),
    "withdraw_closure": Text("Withdraw", "Повуци"),
    "reason_english": Text("Reason in English", "Разлог на енглеском"),
    "reason_serbian": Text("Reason in Serbian (Cyrillic)", "Разлог на српском (ћирилицом)"),
    "counted_anew": Text(
        "Saved. The due dates of open cases are being counted anew.",
        "Сачувано. Рокови отворених предмета се управо поново рачунају.",
    ),
    "grading_tables_tab": Text("Grading tables", "Табеле оцена"),
    "grading_tables_intro": Text(
        "The shares of grades by which grades are converted. One that no longer holds is "
        "withdrawn, with a reason.",
        "Расподеле оцена по којима се оцене претварају. Она која више не важи повлачи се, уз "
        "образложење.",
    ),
    "no_tables": Text("No grading table is kept.", "Нема уписаних табела оцена."),
    "years": Text("Years", "Период"),
    "shares_of_grades": Text("Grades and shares", "Оцене и удели"),
    "our_own": Text("our own", "сопствена"),
    "withdraw_entry": Text("Withdraw", "Повуци"),
    "withdrawn_entry": Text("withdrawn", "повучено"),
    "precedents_tab": Text("Precedents", "Раније одлуке"),
    "precedents_intro": Text(
        "What Decrees have recognised: proposed again where the same course comes.",
        "Шта је решењима признато: предлаже се поново за исти предмет.",
    ),
    "no_precedents": Text("No Decree has entered any.", "Ниједно решење још није уписано."),
    "host_and_course": Text("Course of the host", "Предмет домаћина"),
    "home_course": Text("Home course", "Матични предмет"),
    "decided_in": Text("Decided in", "Одлучено у"),
    "home_courses_tab": Text("Home courses", "Матични предмети"),
    "home_courses_intro": Text(
        "The courses of the home programmes, which courses abroad are recognised as.",
        "Предмети матичних програма, као који се признају предмети положени у иностранству.",
    ),
    "new_table": Text("New grading table", "Нова табела оцена"),
    "enter_table": Text("Enter the table", "Упиши табелу"),
    "own_table_hint": Text("Left out: our own table.", "Ако се изостави: наша табела."),
    "isced_field": Text("Field (ISCED-F)", "Област (ISCED-F)"),
    "isced_hint": Text("0613; left out: every field.", "0613; ако се изостави: све области."),
    "source_of_table": Text("Source", "Извор"),
    "grades_of_table": Text("Grades and shares, the best first", "Оцене и удели, од најбоље"),
    "grades_hint": Text(
        "One a line: 10; 12.5. A third word “no” where it does not pass. Cells of a spreadsheet "
        "can be pasted.",
        "По једна у реду: 10; 12,5. Трећа реч „не“ ако није прелазна. Могу да се налепе поља из "
        "табеле.",
    ),
    "share_of_grade": Text("Share", "Удео"),
    "passing_grade": Text("Passes", "Прелазна"),
    "correct_table": Text("Correct the table", "Исправи табелу"),
    "correct_table_hint": Text(
        "The table as it stands is withdrawn with the reason, and the corrected one takes its "
        "place. Decrees that used it stand.",
        "Постојећа табела се повлачи са разлогом, а исправљена долази на њено место. Решења која "
        "су је користила остају на снази.",
    ),
    "reason_of_correction": Text("Reason of the correction", "Разлог исправке"),
    "register_of_courses": Text("Register", "Регистар"),
    "named_courses": Text("As Decrees have named them", "Како су наведени у решењима"),
    "no_courses": Text("No course is like that.", "Нема таквог предмета."),
    "find_course": Text("Title, code or programme", "Назив, шифра или програм"),
    "new_course": Text("New course", "Нови предмет"),
    "enter_course": Text("Enter the course", "Упиши предмет"),
    "course_code": Text("Code", "Шифра"),
    "course_title": Text("Title", "Назив"),
    "course_english": Text("Title in English", "Назив на енглеском"),
    "course_programme": Text("Study programme", "Студијски програм"),
    "course_semester": Text("Semester", "Семестар"),
    "course_of_all": Text("all programmes", "сви програми"),
    "course_saved": Text("Saved.", "Сачувано."),
    "course_keeps": Text(
        "Cases and Decrees keep the course as they were written with it.",
        "Предмети мобилности и решења задржавају податке са којима су написани.",
    ),
    "no_longer_taught": Text("taught no more", "више се не предаје"),
    "end_course": Text("It is taught no more", "Више се не предаје"),
    "restore_course": Text("It is taught again", "Поново се предаје"),
    "no_home_courses": Text("No Decree has named any.", "Ниједно решење их још не наводи."),
    "hours_of_course": Text("Hours", "Часова"),
    "times_recognised": Text("Recognised", "Признато пута"),
    "mail_texts_tab": Text("Texts of mails", "Текстови порука"),
    "mail_texts_intro": Text(
        "Every mail that leaves the office, in each language. Who runs the system changes them.",
        "Све поруке које Центар шаље, на сваком језику. Мења их администратор система.",
    ),
    "what_it_tells": Text("What it tells", "О чему обавештава"),
    "what_it_carries": Text("Carries", "Прилог"),
    "show_sample": Text("Show", "Прикажи"),
    "sample_intro": Text(
        "As it would read with sample data; nothing is sent.",
        "Како би гласила са примером података; ништа се не шаље.",
    ),
}
"""By the names that templates use: `word.<name>`."""
