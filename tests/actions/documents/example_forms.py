"""An agreement, and what is certified of a stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from actions.documents.content import (
    AgreementForm,
    Choice,
    Column,
    Contact,
    Entry,
    FormPart,
    FormTable,
    Institution,
    NotPassed,
    Result,
    Signatory,
    Signer,
    Student,
    TranscriptOfRecords,
    TranscriptOfWork,
)
from states.text import Text
from tests.actions.documents.example_decrees import SCALE
from tests.actions.documents.example_parties import ANA, COORDINATOR, RECTOR, articles, head

AGREEMENT = AgreementForm(
    head=head(
        "14-02/26-12", articles("article 8", "члана 8."), "BMU-8b", "BMU-8e", on=date(2026, 9, 10)
    ),
    form_title=Text("Learning Agreement", "Уговор о учењу"),
    below=Text("version 2", "верзија 2"),
    parts=(
        FormPart(
            title=Text("Student", "Студент"),
            intro=Text("Told in full.", "Наведено у целини."),
            entries=(
                Entry(Text("Name", "Име и презиме"), "Ana Petrović"),
                Entry(Text("Nationality", "Држављанство")),
                Entry(Text("Aims", "Циљеви"), "Learn\nand teach", lines=4, wide=True),
            ),
            note=Text("The rest is by hand.", "Остало се попуњава руком."),
        ),
        FormPart(
            title=Text("Courses", "Предмети"),
            table=FormTable(
                (
                    Column(Text("Code", "Шифра"), 3),
                    Column(Text("Title", "Назив"), 9),
                    Column(Text("Added", "Додат"), 2, ticks=True),
                    Column(Text("ECTS", "ЕСПБ"), 2, right=True),
                ),
                rows=(
                    ("INF-201", "Algorithmen", None, "6"),
                    (None, "Musik und Gesellschaft", "x", Text("14.5", "14,5")),
                ),
                total=(None, Text("Total", "Укупно"), None, Text("20.5", "20,5")),
            ),
            choices=(
                Choice(
                    Text("Part of the curriculum", "Део студијског програма"),
                    (Text("Yes", "Да"), Text("No", "Не")),
                ),
            ),
        ),
        FormPart(
            title=Text("Signatures", "Потписи"),
            points=(Text("to keep to it;", "поштовање договореног;"),),
            signers=(
                Signer(
                    Text("The student", "Студент"),
                    ("name", "email", "function", "signature", "date", "stamp"),
                    name="Ana Petrović",
                    on=Text("8 September 2026", "8. септембра 2026."),
                ),
                Signer(Text("The host", "Домаћин"), ("signature",)),
            ),
        ),
    ),
)
TRANSCRIPT = TranscriptOfRecords(
    head=head("14-06/27-1", articles("article 12", "члана 12."), "BMU-12b", on=date(2027, 2, 26)),
    student=Student(
        "Łukasz Nguyễn",
        card="M-2210",
        level="master",
        email="l@pl.example",
        birth_date=date(2003, 11, 2),
        birth_place="Łódź",
        sex="male",
        matriculated_on=date(2025, 10, 1),
        field="0613",
    ),
    home=Institution("Politechnika Łódzka", Text("Poland", "Пољска")),
    home_coordinator=Contact("Dr Zofia Wójcik", email="erasmus@pl.example"),
    academic_year="2026/2027",
    first_day=date(2026, 10, 1),
    last_day=date(2027, 2, 12),
    results=(
        Result("Machine Learning", Decimal(8), "10", "CS410", "A"),
        Result("Serbian for Beginners", Decimal(4), "8", "SR101", "C", "2S"),
    ),
    scale=tuple(replace(share, meaning=Text("a pass", "положено")) for share in SCALE),
    signatures=(COORDINATOR, RECTOR),
    programme_semesters=8,
    coordinator=Contact(
        "Prof. dr Jelena Đorđević", "+381 11 000 00 00", "+381 11 000 00 01", "ects@bmu.example"
    ),
    not_passed=NotPassed("5", "F", Text("insufficient", "недовољан")),
    remarks=Text("Teaching was in English.", "Настава је била на енглеском језику."),
)
OWN_TRANSCRIPT = replace(
    TRANSCRIPT,
    head=head(
        "BMU-2026/7", articles("article 12", "члана 12."), "BMU-12a", on=date(2026, 2, 5)
    ),
    student=replace(ANA, email="ana@students.example"),
    home=None,
    first_day=None,
    last_day=None,
    results=(
        Result(
            Text("Introduction to Programming", "Увод у програмирање"), Decimal(8), "10", "CS101",
            "A",
        ),
        Result(Text("Mathematics", "Математика"), Decimal(10), "7", "MA101", "D", "2S"),
    ),
    remarks=None,
)  # fmt: skip
WORK = TranscriptOfWork(
    head=head("14-06/27-9", articles("article 13", "члана 13."), "BMU-13", on=date(2027, 6, 28)),
    student=Student("Lea Huber", level="undergraduate"),
    first_day=date(2027, 2, 15),
    last_day=date(2027, 6, 18),
    company="Metropolitan Software Lab d.o.o.",
    signatures=(Signatory("Вођа тима", "Marko Ristić"), COORDINATOR),
    student_address="Heinrichstraße 36, 8010 Graz, Österreich",
    home=Institution("University of Graz", Text("Austria", "Аустрија")),
    company_type="Software company",
    address=Text("Bulevar 1, Belgrade", "Булевар 1, Београд"),
    country=Text("Serbia", "Србија"),
    tasks="Backend of two web services\nTests and documentation",
    skills="Python, PostgreSQL, code review",
    hours_per_day=Decimal("7.5"),
    days_per_week=5,
    hours=Decimal(660),
)
