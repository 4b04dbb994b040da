"""The headings of lists in spreadsheets, and the words of the links to them."""

from __future__ import annotations

from typing import Final

from states.text import Text

EXPORTS: Final[dict[str, Text]] = {
    "as_spreadsheet": Text("This list as a spreadsheet", "Ова листа као табела"),
    "as_xlsx": Text("Excel (XLSX)", "Ексел (XLSX)"),
    "as_csv": Text("CSV", "CSV"),
}
"""By the names that templates use: `word.<name>`."""

HEADINGS: Final[dict[str, Text]] = {
    "cases": Text("Cases", "Предмети"),
    "stuck": Text("Stuck cases", "Предмети у застоју"),
    "given_up": Text("Given up", "Неуспеле радње"),
    "calls": Text("Calls", "Конкурси"),
    "applications": Text("Applications", "Пријаве"),
    "people": Text("People", "Особе"),
    "acts": Text("Register of acts", "Деловодник"),
    "act_number": Text("Number", "Број"),
    "entered_on": Text("Day", "Датум"),
    "act": Text("Act", "Акт"),
    "mails": Text("Mails", "Поруке"),
    "mail": Text("Mail", "Порука"),
    "subject": Text("Subject", "Наслов"),
    "written_at": Text("Written", "Написана"),
    "next_attempt_at": Text("Next attempt", "Следећи покушај"),
    "about": Text("About", "Односи се на"),
    "call": Text("Call", "Конкурс"),
    "number": Text("Case", "Предмет"),
    "candidate": Text("Candidate", "Кандидат"),
    "host": Text("Host", "Домаћин"),
    "hosts": Text("Hosts, in order of preference", "Установе домаћини, по реду жеља"),
    "process": Text("Kind of mobility", "Врста мобилности"),
    "state": Text("State", "Стање"),
    "step": Text("Waits for", "Чека се"),
    "owners": Text("Owner", "Носилац"),
    "assignee": Text("With", "Код кога је"),
    "held_until": Text("On hold until", "Одложено до"),
    "due": Text("Due", "Рок"),
    "safe_by": Text("Latest safe day", "Последњи сигуран дан"),
    "days_late": Text("Days late", "Дана кашњења"),
    "since": Text("In this state since", "У овом стању од"),
    "rests": Text("Why no limit runs", "Зашто рок не тече"),
    "reason": Text("Why it is stuck", "Зашто је у застоју"),
    "missing": Text("What is missing", "Шта недостаје"),
    "closed": Text("Closed", "Завршен"),
    "title": Text("Title", "Назив"),
    "status": Text("Status", "Статус"),
    "attempts": Text("Attempts", "Покушаја"),
    "error": Text("What went wrong", "Шта није успело"),
    "call_number": Text("Number", "Број"),
    "institution": Text("Institution", "Установа"),
    "published": Text("Published", "Објављен"),
    "closes": Text("Closes", "Последњи дан"),
    "applied": Text("Applied", "Пријављених"),
    "opened": Text("Cases", "Предмета"),
    "list_version": Text("Version of the list", "Верзија листе"),
    "list_published_on": Text("List published", "Листа објављена"),
    "appeal_until": Text("Appeal until", "Жалба до"),
    "applied_at": Text("Applied at", "Пријављен"),
    "person": Text("Person", "Особа"),
    "email": Text("E-mail", "Имејл адреса"),
    "role": Text("Role", "Улога"),
    "first_day": Text("From", "Од"),
    "last_day": Text("To", "До"),
    "appointed_as": Text("Appointed by", "Именовао"),
    "appointed_by": Text("Name of who appointed", "Име онога ко је именовао"),
    "entered_by": Text("Entered by", "Унео"),
    "result": Text("Result", "Исход"),
}
"""The headings of columns and the titles of sheets."""
