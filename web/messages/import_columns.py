"""The words of the columns that imports read, by kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from states.text import Text

ColumnWords = Mapping[str, tuple[tuple[Text, ...], Text, Text]]
"""Of each column what a header may call it, what is written in it, and an example."""

NO_EXAMPLE: Final = Text("", "")
_MAIL_TITLES: Final = (
    Text("Mail address", "Адреса е-поште"),
    Text("E-mail", "Имејл"),
    Text("E-mail address", "Имејл адреса"),
    Text("Mail", "Е-пошта"),
)

SURNAME: Final = (
    (
        Text("Surname", "Презиме"),
        Text("Last name", "Породично име"),
        Text("Family name", "Презиме особе"),
    ),
    Text("Where it stands in a column of its own.", "Ако стоји у посебној колони."),
    NO_EXAMPLE,
)
"""A surname of its own, put behind the name."""

PEOPLE_COLUMNS: Final[ColumnWords] = {
    "surname": SURNAME,
    "name": (
        (
            Text("Name and surname", "Име и презиме"),
            Text("Name", "Име"),
            Text("Full name", "Пуно име"),
            Text("Person", "Запослени"),
            Text("First name", "Лично име"),
        ),
        Text("As mails and acts are to have it.", "Како треба да стоји у порукама и актима."),
        Text("Ana Kostić", "Ана Костић"),
    ),
    "email": (
        _MAIL_TITLES,
        Text(
            "The person's own: the invitation goes there, and by it they are known again.",
            "Лична адреса: тамо иде позив и по њој се особа препознаје.",
        ),
        Text("ana.kostic@university.example", "ana.kostic@university.example"),
    ),
    "login": (
        (Text("Login", "Корисничко име"), Text("User name", "Налог")),
        Text(
            "Left out: what stands before @ in the address.",
            "Ако се изостави: оно што у адреси стоји пре знака @.",
        ),
        Text("ana.kostic", "ana.kostic"),
    ),
    "role": (
        (Text("Role", "Улога"), Text("First role", "Прва улога")),
        Text("One a row; for two roles write two rows.", "Једна по реду; за две улоге два реда."),
        Text("Academic Coordinator", "Академски координатор"),
    ),
    "from": (
        (Text("First day", "Први дан"), Text("From", "Од")),
        Text("Of the role. Left out: today.", "Први дан улоге. Ако се изостави: данас."),
        Text("2026-10-01", "1.10.2026."),
    ),
    "to": (
        (Text("Last day", "Последњи дан"), Text("To", "До"), Text("Until", "Закључно са")),
        Text("Left out: without an end.", "Ако се изостави: без краја."),
        NO_EXAMPLE,
    ),
    "by": (
        (Text("Appointed by", "Именовао"), Text("Who appointed", "Ко је именовао")),
        Text(
            "Left out where only one can appoint to the role.",
            "Изоставља се ако на улогу може да именује само један.",
        ),
        Text("Rector", "Ректор"),
    ),
    "by_name": (
        (
            Text("Appointed by (name)", "Именовао (име)"),
            Text("Name of who appointed", "Име оног ко је именовао"),
        ),
        Text("May be left out.", "Може да се изостави."),
        NO_EXAMPLE,
    ),
    "writes_in": (
        (Text("Language of mails", "Језик порука"), Text("Writes in", "Језик преписке")),
        Text("Left out: the office's first language.", "Ако се изостави: први језик канцеларије."),
        Text("English", "српски (ћирилица)"),
    ),
    "salutation": (
        (Text("Form of address", "Обраћање"), Text("Salutation", "Ословљавање")),
        Text("How letters address the person.", "Како се дописи обраћају особи."),
        Text("f", "f"),
    ),
    "academic_title": (
        (Text("Title before the name", "Звање испред имена"), Text("Title", "Звање")),
        Text("As it stands before the name.", "Како стоји испред имена."),
        Text("prof. dr", "проф. др"),
    ),
    "name_in_other_script": (
        (Text("Name in the other script", "Име другим писмом"),),
        Text(
            "In Cyrillic where the name is in Latin letters, and the other way.",
            "Латиницом ако је име ћирилицом, и обрнуто.",
        ),
        Text("Ана Костић", "Ana Kostić"),
    ),
}

PARTNER_COLUMNS: Final[ColumnWords] = {
    "name": (
        (
            Text("Institution", "Установа"),
            Text("Name", "Назив"),
            Text("Name of the institution", "Назив установе"),
            Text("Partner", "Партнер"),
            Text("University", "Универзитет"),
        ),
        Text("As calls and agreements are to name it.", "Како се наводи у конкурсима и уговорима."),
        Text("University of Graz", "University of Graz"),
    ),
    "email": (
        _MAIL_TITLES,
        Text("Where nominations go.", "Где иду номинације."),
        Text("incoming@graz.example", "incoming@graz.example"),
    ),
    "country": (
        (Text("Country", "Држава"), Text("Country code", "Ознака државе")),
        Text("Its two letters, or its name.", "Двословна ознака или назив државе."),
        Text("AT", "Аустрија"),
    ),
    "erasmus_code": (
        (Text("Erasmus code", "Еразмус код"), Text("Erasmus ID", "Еразмус ознака")),
        Text("As the Commission writes it.", "Како га пише Европска комисија."),
        Text("A GRAZ01", "A GRAZ01"),
    ),
    "address": (
        (Text("Postal address", "Поштанска адреса"), Text("Address", "Адреса")),
        Text("In one line.", "У једном реду."),
        NO_EXAMPLE,
    ),
    "contact": (
        (
            Text("Person whom agreements name", "Лице које се наводи у уговорима"),
            Text("Contact person", "Лице за контакт"),
            Text("Contact", "Контакт"),
        ),
        Text("May be left out.", "Може да се изостави."),
        NO_EXAMPLE,
    ),
    "language": (
        (Text("Language of the institution", "Језик установе"), Text("Language", "Језик")),
        Text("In which it is written to.", "На ком јој се пише."),
        Text("German", "немачки"),
    ),
    "numbers_courses": (
        (
            Text("Gives its courses codes", "Означава предмете шифрама"),
            Text("Has course codes", "Предмети имају шифре"),
        ),
        Text("yes or no; left out: yes.", "да или не; ако се изостави: да."),
        Text("yes", "да"),
    ),
}

APPLICANT_COLUMNS: Final[ColumnWords] = {
    "name": (
        (
            Text("Name and surname", "Пуно име"),
            Text("Candidate", "Кандидат"),
            Text("Student", "Студент"),
            Text("First name", "Име"),
        ),
        Text("As letters and acts are to have it.", "Како треба да стоји у дописима и актима."),
        Text("Mila Đorđević", "Мила Ђорђевић"),
    ),
    "email": (
        _MAIL_TITLES,
        Text(
            "By it the person is known again, in this call and in others.",
            "По њој се особа препознаје, на овом и на другим конкурсима.",
        ),
        Text("mila@students.example", "mila@students.example"),
    ),
    "name_in_other_script": (
        (Text("Name in Cyrillic", "Име ћирилицом"), Text("Name in Latin letters", "Име латиницом")),
        Text(
            "In Cyrillic where the name is in Latin letters, and the other way.",
            "Латиницом ако је име ћирилицом, и обрнуто.",
        ),
        Text("Мила Ђорђевић", "Mila Đorđević"),
    ),
    "student_card": (
        (Text("Student number", "Индекс"), Text("Index", "Број досијеа")),
        NO_EXAMPLE,
        Text("2023/0142", "2023/0142"),
    ),
    "ects_earned": (
        (Text("ECTS", "ЕСПБ"), Text("ECTS so far", "Остварени ЕСПБ")),
        NO_EXAMPLE,
        Text("84", "84"),
    ),
    "grade_average": (
        (Text("Average", "Просек"), Text("Average grade", "Просек оцена")),
        NO_EXAMPLE,
        Text("9.25", "9,25"),
    ),
    "birth_date": (
        (Text("Born on", "Датум рођења кандидата"),),
        NO_EXAMPLE,
        Text("2003-05-17", "17.5.2003."),
    ),
    "study_programme": (
        (Text("Programme", "Програм студија"),),
        NO_EXAMPLE,
        Text("Informatics", "Информатика"),
    ),
    "home_institution": (
        (Text("Sending institution", "Установа која упућује"),),
        NO_EXAMPLE,
        NO_EXAMPLE,
    ),
}
"""Beside the labels that the form of a new case has."""

COURSE_COLUMNS: Final[ColumnWords] = {
    "code": (
        (Text("Code", "Шифра"), Text("Course code", "Шифра предмета"), Text("Mark", "Ознака")),
        Text(
            "By it the course is known within its programme. Left out: by its title.",
            "По њој је предмет познат у свом програму. Ако се изостави: по називу.",
        ),
        Text("INF101", "ИНФ101"),
    ),
    "title": (
        (
            Text("Title", "Назив"),
            Text("Course", "Предмет"),
            Text("Course title", "Назив предмета"),
            Text("Home course", "Матични предмет"),
        ),
        Text("As the programme has it.", "Како стоји у програму."),
        Text("Baze podataka", "Базе података"),
    ),
    "english": (
        (Text("Title in English", "Назив на енглеском"),),
        Text("May be left out.", "Може да се изостави."),
        Text("Databases", "Databases"),
    ),
    "programme": (
        (Text("Study programme", "Студијски програм"), Text("Programme", "Програм")),
        Text("Left out: a course of all programmes.", "Ако се изостави: предмет свих програма."),
        Text("Informatics, undergraduate", "Информатика, основне студије"),
    ),
    "semester": (
        (Text("Semester", "Семестар"),),
        Text("In which it is taken, 1 to 16.", "У ком се слуша, од 1 до 16."),
        Text("3", "3"),
    ),
    "ects": (
        (Text("ECTS", "ЕСПБ"), Text("Credits", "Бодови"), Text("ECTS credits", "ЕСПБ бодови")),
        Text("May be left out.", "Може да се изостави."),
        Text("7.5", "7,5"),
    ),
    "hours": (
        (
            Text("Class hours", "Часови"),
            Text("Hours", "Број часова"),
            Text("Lessons", "Фонд часова"),
        ),
        Text("Of the whole course.", "Укупно за предмет."),
        Text("60", "60"),
    ),
}

TABLE_COLUMNS: Final[ColumnWords] = {
    "institution": (
        (
            Text("Institution", "Установа"),
            Text("Host institution", "Установа домаћин"),
            Text("Partner", "Партнер"),
            Text("University", "Универзитет"),
        ),
        Text(
            "As calls name it. Left out in a table's first row: our own table.",
            "Како се наводи у конкурсима. Ако се изостави у првом реду табеле: наша табела.",
        ),
        Text("University of Graz", "University of Graz"),
    ),
    "field": (
        (
            Text("Field (ISCED-F)", "Област (ISCED-F)"),
            Text("Field", "Област"),
            Text("ISCED-F", "Област студија"),
        ),
        Text(
            "Two to four digits. Left out: for every field.",
            "Две до четири цифре. Ако се изостави: за све области.",
        ),
        Text("0613", "0613"),
    ),
    "from": (
        (Text("First day", "Први дан"), Text("From", "Од")),
        Text("From which day the table holds.", "Од ког дана табела важи."),
        Text("2026-10-01", "1.10.2026."),
    ),
    "to": (
        (Text("Last day", "Последњи дан"), Text("To", "До")),
        Text("Left out: without an end.", "Ако се изостави: без краја."),
        NO_EXAMPLE,
    ),
    "grade": (
        (Text("Grade", "Оцена"), Text("Mark", "Ознака оцене")),
        Text("The best one first.", "Најпре најбоља."),
        Text("1", "10"),
    ),
    "percent": (
        (Text("Share, %", "Удео, %"), Text("Share", "Удео"), Text("Per cent", "Проценат")),
        Text(
            "Of the students who get it; together 100.",
            "Удео студената са том оценом; укупно 100.",
        ),
        Text("12.5", "12,5"),
    ),
    "passing": (
        (Text("Passing grade", "Прелазна оцена"), Text("Passes", "Прелазна")),
        Text("yes or no; left out: yes.", "да или не; ако се изостави: да."),
        Text("yes", "да"),
    ),
    "source": (
        (Text("Source", "Извор"), Text("Where from", "Одакле је")),
        Text("Where the host publishes it.", "Где је установа објављује."),
        NO_EXAMPLE,
    ),
}
