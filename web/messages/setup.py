"""The words of the first hour: what is missing, whose office it is, how mails leave."""

from __future__ import annotations

from typing import Final

from states.text import Text

STEPS: Final[dict[str, Text]] = {
    "login": Text("First login", "Прва пријава"),
    "institution": Text("Institution and letterhead", "Установа и меморандум"),
    "people": Text("People and their roles", "Људи и њихове улоге"),
    "partners": Text("Partners", "Партнерске установе"),
    "closures": Text("Calendar and closures", "Календар и нерадни дани"),
    "mail": Text("Mail", "Пошта"),
    "call": Text("The first call", "Први конкурс"),
}

LINES: Final[dict[str, Text]] = {
    "as_shipped": Text(
        "This is still the example that the program brings along: write your own.",
        "Ово је још пример који долази уз програм: упишите своје податке.",
    ),
    "agreements_since": Text(
        "Calls name only hosts with an agreement in force; enter the agreements that there are, "
        "one by one or from a spreadsheet under Partners and data. For calls published from",
        "Конкурс садржи само установе са споразумом на снази; постојеће споразуме унесите "
        "појединачно или из табеле, у делу Партнери и подаци. Важи за конкурсе објављене од",
    ),
    "pages_at": Text("The pages open at", "Странице се отварају на адреси"),
    "own_machine": Text(
        "This address opens on this machine only; links in mails lead nowhere else.",
        "Ова адреса се отвара само на овом рачунару; везе из порука другде не воде никуда.",
    ),
    "nobody_yet": Text("Held by nobody", "Нико није именован"),
    "invited": Text("Invited, no password chosen yet", "Позвани који још нису изабрали лозинку"),
    "invitations_wait": Text(
        "Mail is not set up yet: invitations stay in a folder on this machine. Set it up first, or "
        "send them again afterwards.",
        "Пошта још није подешена: позиви остају у фасцикли на овом рачунару. Најпре је подесите, "
        "или позиве касније пошаљите поново.",
    ),
    "holidays": Text(
        "Weekends and public holidays are not worked. Next:",
        "Викенди и државни празници се не рачунају као радни дани. Следећи:",
    ),
    "saturday": Text("Saturdays are worked", "Субота је радни дан"),
    "no_closures": Text(
        "No closure of the office itself is entered (summer, New Year …).",
        "Нису уписани нерадни дани саме канцеларије (лето, Нова година …).",
    ),
    "into_folder": Text(
        "Mails go into a folder on this machine and reach nobody.",
        "Поруке се одлажу у фасциклу на овом рачунару и не стижу никоме.",
    ),
    "over": Text("Mails leave over", "Поруке се шаљу преко"),
    "from_address": Text("from", "са адресе"),
    "not_tested": Text("No test was sent yet.", "Пробна порука још није послата."),
    "test_arrived": Text("The server took a test for", "Сервер је примио пробну поруку за"),
    "test_refused": Text(
        "The last test did not leave. The server's words:",
        "Последња пробна порука није послата. Речи сервера:",
    ),
}
"""Lines below the steps."""

FIELDS: Final[dict[str, Text]] = {
    "office_en": Text("Name of the office, in English", "Назив канцеларије на енглеском"),
    "office_sr": Text("Name of the office, in Serbian", "Назив канцеларије на српском"),
    "address_en": Text("Street and town, in English", "Улица и место на енглеском"),
    "address_sr": Text("Street and town, in Serbian", "Улица и место на српском"),
    "place_en": Text("Place under documents, in English", "Место у документима на енглеском"),
    "place_sr": Text("Place under documents, in Serbian", "Место у документима на српском"),
    "email": Text("Mail address of the office", "Адреса е-поште канцеларије"),
    "phone": Text("Telephone", "Телефон"),
    "web": Text("Web site", "Веб-сајт"),
    "erasmus_code": Text("Erasmus code", "Еразмус код"),
    "faculties": Text(
        "Faculties that each call is sent to", "Факултети којима се шаље сваки конкурс"
    ),
    "head": Text("Who signs for the institution", "Ко потписује за установу"),
    "base_url": Text("Address at which the pages open", "Адреса на којој се странице отварају"),
    "transport": Text("How mails leave", "Како се поруке шаљу"),
    "sender": Text("Sender's address", "Адреса пошиљаоца"),
    "host": Text("Mail server", "Сервер е-поште"),
    "port": Text("Port", "Порт"),
    "starttls": Text("Line to the server", "Веза са сервером"),
    "user": Text("Login at the server", "Пријава на серверу"),
    "password": Text("Password at the server", "Лозинка на серверу"),
}
"""The fields of the settings, by their names in the forms."""

HINTS: Final[dict[str, Text]] = {
    "office_sr": Text("In Cyrillic; Latin is made from it.", "Ћирилицом; латиница се прави сама."),
    "erasmus_code": Text("Such as RS TOWN01.", "На пример RS TOWN01."),
    "faculties": Text("Mail addresses, one a line.", "Адресе е-поште, по једна у реду."),
    "base_url": Text("Links in mails begin with it.", "Њоме почињу везе у порукама."),
    "sender": Text(
        "Left empty, the address of the office.", "Ако се не упише, адреса канцеларије."
    ),
    "port": Text("Mostly 587.", "Најчешће 587."),
    "password": Text(
        "Left empty, the one that stands. It is never shown.",
        "Ако се не упише, остаје постојећа. Никада се не приказује.",
    ),
}

TRANSPORTS: Final[dict[str, Text]] = {
    "smtp": Text("over a mail server", "преко сервера е-поште"),
    "maildir": Text("into a folder on this machine", "у фасциклу на овом рачунару"),
}
LINES_TO_SERVER: Final[dict[str, Text]] = {
    "true": Text("encrypted (STARTTLS)", "шифрована (STARTTLS)"),
    "false": Text("open", "нешифрована"),
}
NOT_SECURE: Final = Text(
    "this page is open by http: with an https address nobody could log in here any more. Open it "
    "by https first, and save then",
    "ова страна је отворена преко http: са адресом која почиње са https овде нико више не би могао "
    "да се пријави. Најпре је отворите преко https, па сачувајте",
)
EITHER: Final = Text("either, Rector or Dean", "било ко од њих, ректор или декан")

SETUP: Final[dict[str, Text]] = {
    "setup": Text("The first hour", "Први сат"),
    "setup_intro": Text(
        "What the office still lacks, in order, and what stands already. No other command "
        "is needed.",
        "Шта канцеларији још недостаје, редом, и шта већ стоји. Ниједна друга наредба није "
        "потребна.",
    ),
    "setup_done": Text(
        "All steps are taken. The office is ready.",
        "Сви кораци су учињени. Канцеларија је спремна.",
    ),
    "stands_already": Text("stands", "постоји"),
    "not_there_yet": Text("is missing", "недостаје"),
    "go_there": Text("Go there", "Отвори"),
    "settings_intro": Text(
        "What is saved here holds at once: on pages, in mails and in documents made from now on.",
        "Што се овде сачува важи одмах: на страницама, у порукама и у документима који се убудуће "
        "праве.",
    ),
    "save_settings": Text("Save", "Сачувај"),
    "settings_saved": Text("Saved. It holds from now on.", "Сачувано. Важи одмах."),
    "send_a_test": Text("Send a test mail", "Пошаљи пробну поруку"),
    "test_goes_to": Text(
        "A real mail leaves at once, as those of cases do, to your own address:",
        "Порука се шаље одмах, исто као поруке о предметима, на Вашу адресу:",
    ),
    "changed_in": Text(
        "The settings are read from a file that whoever runs the program has named; they are "
        "changed there:",
        "Подешавања се читају из датотеке коју је одредио ко води програм; мењају се у њој:",
    ),
    "setup_back": Text("Back to the first hour", "Назад на први сат"),
    "begin_office": Text("Begin this office", "Отварање канцеларије"),
    "begin_office_intro": Text(
        "Nobody works here yet. You are the first, and enter as the Head of ICO: say who you are "
        "and choose a password. You invite the others then.",
        "Овде још нико не ради. Ви сте први и уписујете се као руководилац Центра: наведите ко сте "
        "и изаберите лозинку. Остале ћете потом позвати.",
    ),
    "whose_office": Text("Whose office it is", "Чија је ово канцеларија"),
    "begin_now": Text("Begin", "Отвори канцеларију"),
}
"""By the names that templates use: `word.<name>`."""
