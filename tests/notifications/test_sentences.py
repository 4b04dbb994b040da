"""What the mails say to whom: outcomes, appeals, counted days, and a calm morning."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from notifications.words import spoken_day
from rules.grades import Ungraded
from states.dossier import Appeal, Document, HostAnswer
from states.mobility_kind import KindAgreement
from states.placement import Placement
from states.text import Language
from tests.notifications import mail_examples
from tests.notifications.mail_examples import printed


@pytest.mark.parametrize(
    ("outcome", "points", "sentence"),
    [
        ("selected", "84.50", "You are selected for University of Graz"),
        ("waiting", "70", "You are on the waiting list"),
        ("rejected", "49.99", "The call asks for at least 50 points."),
    ],
)
def test_the_ranking_mail_tells_each_candidate_the_own_outcome(
    outcome: str, points: str, sentence: str
):
    context = mail_examples.full("ranking_published", "en")
    host = "University of Graz" if outcome == "selected" else None
    placement = Placement(outcome, 3, Decimal(points), host, 1)  # type: ignore[arg-type]
    context = replace(context, dossier=replace(context.dossier, placement=placement))
    text = printed("ranking_published", "en", context).text
    assert sentence in text
    assert "until 27 March 2026, that day included" in text


def test_a_rejected_candidate_with_enough_points_is_not_told_of_too_few():
    context = mail_examples.full("ranking_published", "en")
    placement = Placement("rejected", 3, Decimal(50), None, 1)
    context = replace(context, dossier=replace(context.dossier, placement=placement))
    assert "asks for at least" not in printed("ranking_published", "en", context).text


@pytest.mark.parametrize(
    ("mail", "is_upheld", "subject"),
    [
        ("ranking_appeal_decided", True, "ranking list upheld"),
        ("ranking_appeal_decided", False, "ranking list dismissed"),
        ("appeal_decided", True, "Decree upheld"),
        ("appeal_decided", False, "Decree dismissed"),
    ],
)
def test_the_subject_says_already_how_the_appeal_was_decided(
    mail: str, is_upheld: bool, subject: str
):
    context = mail_examples.full(mail, "en")
    appeal = Appeal("decree", date(2027, 3, 9), "The grade", upheld=is_upheld)
    context = replace(context, dossier=replace(context.dossier, appeals=(appeal,)))
    assert subject in printed(mail, "en", context).subject


def test_the_rector_is_asked_to_decide_and_the_candidate_is_told_to_wait():
    to_rector = printed(
        "appeal_received", "en", mail_examples.full("appeal_received", "en", "rector")
    )
    to_candidate = printed("appeal_received", "en", mail_examples.full("appeal_received", "en"))
    assert "Please uphold or dismiss the appeal by 8 March 2027" in to_rector.text
    assert "You need do nothing more." in to_candidate.text


def test_a_refusing_host_is_not_announced_as_good_news():
    context = mail_examples.full("host_answer", "en")
    answer = HostAnswer(False, reason="No places in this field")
    context = replace(context, dossier=replace(context.dossier, host_answer=answer))
    mail = printed("host_answer", "en", context)
    assert "cannot accept you" in mail.subject
    assert "Good news" not in mail.text and "No places in this field" in mail.text


def test_the_decree_names_what_remains_to_be_taken_at_home():
    text = printed("decree_issued", "en", mail_examples.full("decree_issued", "en")).text
    assert "Still to be taken at home: Mašinsko učenje" in text
    assert "Courses that replace courses at home: 2" in text


def test_the_appeal_to_the_rector_is_offered_only_where_the_article_gives_it():
    context = mail_examples.full("decree_issued", "en")
    text = printed("decree_issued", "en", replace(context, contested_until=date(2027, 3, 11))).text
    assert "you may appeal to the Rector until 11 March 2027" in text
    assert "appeal to the Rector" not in printed("decree_issued", "en", context).text


@pytest.mark.parametrize(
    ("language", "no_grade", "phrase"),
    [
        ("en", "the host gave no grade, so the average stays as it is.", "converted grade"),
        ("sr", "оцену домаћин није дао, па просек остаје непромењен.", "усклађен"),
    ],
)
def test_a_pass_without_a_grade_is_told_of_no_converted_one(
    language: Language, no_grade: str, phrase: str
):
    """Article 22 item 5: what enters the average is a grade."""
    context = mail_examples.full("decree_issued", language)
    assert context.decree
    assert phrase in printed("decree_issued", language, context).text
    courses = tuple(
        replace(line, conversion=Ungraded("Passed")) for line in context.decree.replaced
    )
    decree = replace(context.decree, replaced=courses)
    text = printed("decree_issued", language, replace(context, decree=decree)).text
    assert no_grade in text and phrase not in text


def test_the_host_is_greeted_as_colleagues_and_a_person_by_name():
    to_host = printed("nomination", "en", mail_examples.full("nomination", "en", "host"))
    assert to_host.text.startswith("Dear colleagues,\n")
    to_faculty = printed(
        "call_published", "en", mail_examples.full("call_published", "en", "faculty")
    )
    assert to_faculty.text.startswith("Dear colleagues,\n")
    assert printed("nomination", "en", mail_examples.full("nomination", "en")).text.startswith(
        "Dear Ana Petrović,\n"
    )


@pytest.mark.parametrize(
    ("language", "salutation", "title", "greeting"),
    [
        ("sr", "f", None, "Поштована Ана Петровић,"),
        ("sr", "m", "проф. др", "Поштовани проф. др Ана Петровић,"),
        ("sr", None, None, "Поштовани,"),
        ("sr", None, "др", "Поштовани,"),
        ("sr-Latn", "f", "др", "Poštovana dr Ana Petrović,"),
        ("sr-Latn", None, None, "Poštovani,"),
        ("en", None, "dr", "Dear dr Ana Petrović,"),
        ("en", "f", None, "Dear Ana Petrović,"),
    ],
)
def test_a_person_is_addressed_as_recorded_else_without_a_name(
    language: Language, salutation: str | None, title: str | None, greeting: str
):
    name = "Ана Петровић" if language == "sr" else "Ana Petrović"
    context = mail_examples.full("documents_received", language)
    reader = replace(context.recipient, name=name, salutation=salutation, academic_title=title)
    text = printed("documents_received", language, replace(context, recipient=reader)).text
    assert text.startswith(f"{greeting}\n")


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (1, "преостаје 1 радни дан"),
        (2, "преостају 2 радна дана"),
        (5, "преостаје 5 радних дана"),
        (21, "преостаје 21 радни дан"),
    ],
)
def test_the_verb_goes_with_its_number(days: int, sentence: str):
    context = mail_examples.full("reminder", "sr", "academic_coordinator")
    measure = replace(context.measure, working_days_left=days)
    assert sentence in printed("reminder", "sr", replace(context, measure=measure)).text


def test_the_host_is_asked_again_in_words_of_its_own():
    text = printed("reminder", "en", mail_examples.full("reminder", "en", "host")).text
    assert "We ask again" in " ".join(text.split()) and "Head of ICO" not in text
    assert "from which day to which" in text


@pytest.mark.parametrize(
    ("role", "agreement", "sentence"),
    [
        ("host", "learning_agreement", "your grading system"),
        ("host", "training_agreement", "hours in total"),
        ("candidate", "learning_agreement", "Check in the first days"),
    ],
)
def test_the_host_reads_what_its_transcript_has_to_hold(role: str, agreement: str, sentence: str):
    context = mail_examples.full("departure", "en", role)
    assert context.kind and context.kind.agreement
    kind = replace(context.kind, agreement=replace(context.kind.agreement, document=agreement))
    text = printed("departure", "en", replace(context, kind=kind)).text
    assert sentence in " ".join(text.split())


def test_student_service_enters_nothing_before_the_decree_is_final():
    with_remedy = mail_examples.full("decree_issued", "sr", "student_service")
    assert "још ништа не уписујете" in printed("decree_issued", "sr", with_remedy).text
    without_remedy = replace(with_remedy, remedy=None)
    assert "пошто га овери заменик директора" in " ".join(
        printed("decree_issued", "sr", without_remedy).text.split()
    )
    final = mail_examples.full("decree_final", "sr", "student_service")
    assert (
        "Решење број BMU-D-2027-14 је коначно; молимо Вас да признавање спроведете у евиденцији."
        in " ".join(printed("decree_final", "sr", final).text.split())
    )


def test_a_calm_morning_reads_well():
    context = mail_examples.plan("briefing", "en")
    due_today = tuple(item for item in context.items if item.number == "BMU-2026-0002")
    briefing = printed("briefing", "en", replace(context, items=due_today, dead=()))
    assert "Nothing is overdue. Due today: BMU-2026-0002 (Marko Simić" in briefing.text
    assert briefing.subject == "[ICO] Mon 8 Mar 2027: nothing overdue, 1 due today"


@pytest.mark.parametrize(
    ("number", "language", "sentence"),
    [
        (3, "en", "Due today: BMU-2026-0002 (Marko Simić"),
        (4, "en", "4 steps are due today."),
        (3, "sr", "Данас доспева: BMU-2026-0002 (Marko Simić"),
        (4, "sr", "Данас доспевају 4 корака."),
        (5, "sr-Latn", "Danas dospeva 5 koraka."),
    ],
)
def test_what_falls_due_is_named_in_a_sentence_only_while_it_is_little(
    number: int, language: Language, sentence: str
) -> None:
    context = mail_examples.plan("briefing", language)
    (due_today,) = (item for item in context.items if item.number == "BMU-2026-0002")
    briefing = printed("briefing", language, replace(context, items=(due_today,) * number, dead=()))
    assert sentence in briefing.text


def test_the_briefing_tells_what_is_overdue_stuck_and_failed():
    text = printed("briefing", "en", mail_examples.plan("briefing", "en")).text
    order = [
        "\nOverdue\n  - BMU-2026-0001",
        "\nDue today\n  - BMU-2026-0002",
        "\nStuck\n  - BMU-2026-0005",
        "Nobody holds the role Dean",
        "550 no such mailbox",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_the_weekly_plan_goes_by_day_and_the_monthly_plan_by_week():
    weekly = printed("weekly_plan", "en", mail_examples.plan("weekly_plan", "en")).text
    monthly = printed("monthly_plan", "en", mail_examples.plan("monthly_plan", "en")).text
    assert "\nWed 10 Mar 2027\n Jovan Kos\n" in weekly and "BMU-2026-0004" not in weekly
    assert "\nWeek of Mon 22 Mar 2027\n Mila Ilić\n" in monthly


def test_a_day_is_said_in_a_sentence_as_each_language_says_it():
    day = date(2026, 8, 3)
    assert spoken_day(day, "en") == "3 August 2026"
    assert spoken_day("2026-08-03", "sr") == "3. августа 2026. године"
    assert spoken_day(day, "sr-Latn") == "3. avgusta 2026. godine"


@pytest.mark.parametrize(
    ("document", "english", "serbian"),
    [
        ("mobility_agreement", "mobility agreement is signed", "потписује се уговор о мобилности"),
        (
            "research_plan",
            "Study and Research Plan is signed",
            "потписује се уговор о учењу и истраживању",
        ),
    ],
)
def test_an_approval_names_the_agreement_that_comes_next(
    document: str, english: str, serbian: str
) -> None:
    for language, sentence in (("en", english), ("sr", serbian)):
        agreement = KindAgreement(document, "staff_mobility_agreement", ("staff_member", "host"))
        kind = replace(mail_examples.KIND, who="staff", agreement=agreement)
        context = replace(mail_examples.full("mobility_approved", language), kind=kind)
        assert sentence in " ".join(printed("mobility_approved", language, context).text.split())


@pytest.mark.parametrize("role", ["candidate", "academic_coordinator"])
def test_new_dates_of_the_host_are_told_as_such_and_nobody_is_accepted_again(role: str) -> None:
    for language, new, good_news in (
        ("en", "has set new dates for", "Good news"),
        ("sr", "одређен је нови период боравка", "Са задовољством"),
    ):
        context = mail_examples.full("host_answer", language, role)
        assert context.event
        of_new_dates = replace(context, event=replace(context.event, stays=True, details={}))
        text = " ".join(printed("host_answer", language, of_new_dates).text.split())
        assert new in text and good_news not in text
        assert good_news in " ".join(printed("host_answer", language, context).text.split())


def test_staff_are_told_that_the_approval_names_the_former_dates_and_students_have_none() -> None:
    for language, sentences in (
        ("en", ("the approval names the former period", "the approval and the letters")),
        ("sr", ("одобрење се односи на претходни период", "уговор, одобрење и дописе")),
    ):
        context = mail_examples.full("host_answer", language, "academic_coordinator")
        assert context.event
        of_student = replace(context, event=replace(context.event, stays=True, details={}))
        of_staff = replace(of_student, kind=replace(mail_examples.KIND, who="staff"))
        text = " ".join(printed("host_answer", language, of_staff).text.split())
        assert all(sentence in text for sentence in sentences)
        text = " ".join(printed("host_answer", language, of_student).text.split())
        assert not any(sentence in text for sentence in sentences)


def test_the_host_hears_that_somebody_withdraws_and_not_why() -> None:
    """Why somebody does not come may be an illness, or something of the family."""
    to_host = printed("withdrawn", "en", mail_examples.full("withdrawn", "en", "host"))
    to_office = printed(
        "withdrawn", "en", mail_examples.full("withdrawn", "en", "mobility_coordinator")
    )
    for part in (to_host.subject, to_host.text, to_host.html):
        assert "The transcript has no stamp" not in part
    assert "The nomination is withdrawn with it." in to_host.text
    assert "The transcript has no stamp" in to_office.text


def test_a_trainee_reads_of_the_traineeship_and_of_no_courses() -> None:
    """Article 11: tasks and programme are what changes, and a report is due at the end."""
    training = KindAgreement("training_agreement", "training_agreement", ())
    kind = replace(mail_examples.KIND, agreement=training)
    sentences_of_mails = {
        "departure": ("Ако се програм или задаци праксе мењају", "извештај о обављеној пракси"),
        "documents_received": ("одлучује о признавању стручне праксе",),
        "decree_issued": ("признаје стручна пракса",),
    }
    for mail, sentences in sentences_of_mails.items():
        context = replace(mail_examples.full(mail, "sr"), kind=kind)
        no_courses = replace(context.decree, replaced=(), supplement=(), remaining=())
        text = " ".join(printed(mail, "sr", replace(context, decree=no_courses)).text.split())
        assert [sentence for sentence in sentences if sentence not in text] == []
        assert "Предмет који" not in text
        assert "да ли се Ваши предмети" not in text


def test_nobody_is_told_to_compare_points_that_nobody_gave() -> None:
    """Article 29: who is chosen by the Rector stands on a list without points."""
    context = mail_examples.full("ranking_published", "en")
    placement = Placement("selected", 1, None, "University of Graz", 1)
    context = replace(context, dossier=replace(context.dossier, placement=placement))
    text = printed("ranking_published", "en", context).text
    assert "Compare the points" not in text
    assert "If you think that the list is wrong" in text


def test_an_application_came_in_on_the_day_of_its_receipt_whenever_it_is_noted() -> None:
    context = mail_examples.full("application_received", "en")
    application = replace(context.dossier.application, received_on=date(2026, 3, 13))
    context = replace(context, dossier=replace(context.dossier, application=application))
    assert "since 13 March 2026" in printed("application_received", "en", context).text


def test_an_incoming_call_announces_no_list_and_staff_no_support_of_students() -> None:
    """Article 26: the Academic Coordinator decides; article 15 speaks of students."""
    context = mail_examples.full("call_published", "en", "faculty")
    incoming = replace(context, kind=replace(mail_examples.KIND, direction="incoming"))
    text = printed("call_published", "en", incoming).text
    assert "ranking list" not in text
    assert "The Academic Coordinator decides on each application" in text
    of_staff = replace(context, kind=replace(mail_examples.KIND, who="staff"))
    assert "additional support" not in printed("call_published", "en", of_staff).text
    assert "additional support" in printed("call_published", "en", context).text


@pytest.mark.parametrize(
    ("language", "is_complaint", "sentence"),
    [
        ("en", False, "8 days of its publication. It is decided on by the Rector."),
        ("en", True, "8 days of its publication. It is decided on by the Rector."),
        ("sr", False, "8 дана од објављивања. О жалби одлучује ректор."),
        ("sr", True, "8 дана од објављивања. О приговору одлучује ректор."),
    ],
)
def test_a_call_says_to_whom_who_disagrees_with_its_list_turns(
    language: Language, is_complaint: bool, sentence: str
) -> None:
    """Article 15 paragraph 2: the call tells of the appeal; paragraph 4, who decides on it."""
    context = mail_examples.full("call_published", language, "faculty")
    decider = {"en": "the Rector", "sr": "ректор"}[language]
    terms = replace(context.terms, complaint=is_complaint, list_decider=decider)
    assert (
        sentence
        in printed("call_published", language, replace(context, promised=lambda: terms)).text
    )


def test_who_did_not_withdraw_is_not_told_that_they_did() -> None:
    own = mail_examples.full("withdrawn", "sr")
    assert own.event
    by_office = replace(own, event=replace(own.event, by_office=True))
    mail = printed("withdrawn", "sr", by_office)
    subject, text = mail.subject, mail.text
    assert "Ваш одустанак" in printed("withdrawn", "sr", own).subject
    assert "Ваш одустанак" not in subject
    assert "да одустајете" in printed("withdrawn", "sr", own).text
    assert "да одустајете" not in text
    assert "одмах нам се јавите" in text


@pytest.mark.parametrize("mail", ["reminder", "overdue", "escalation", "assigned", "mentioned"])
def test_a_project_is_no_candidate_and_nobody_studies_by_it(mail: str) -> None:
    context = replace(mail_examples.full(mail, "sr"), kind=mail_examples.PROJECT)
    text = printed(mail, "sr", context).text
    assert "андидат" not in text
    assert "Пројекат: " in text
    assert "нечије студије" not in text
    assert "Project: " in printed(mail, "en", replace(context, dossier=context.dossier)).text


def test_a_case_does_not_go_on_by_money_that_comes_back() -> None:
    of_step = mail_examples.full("overdue", "sr", "candidate")
    assert of_step.awaited
    of_money = replace(of_step, awaited=replace(of_step.awaited, moves=False))
    assert "предмет се наставља" in printed("overdue", "sr", of_step).text
    assert "предмет се наставља" not in printed("overdue", "sr", of_money).text


def test_only_who_had_a_place_leaves_one_free() -> None:
    of_selected = mail_examples.full("withdrawn", "sr", "mobility_coordinator")
    assert of_selected.dossier
    placement = Placement("waiting", 3, Decimal(70), None, 1)
    of_waiting = replace(of_selected, dossier=replace(of_selected.dossier, placement=placement))
    assert "поново је слободно" in printed("withdrawn", "sr", of_selected).text
    text = printed("withdrawn", "sr", of_waiting).text
    assert "поново је слободно" not in text
    assert "листе чекања" not in text


def test_the_office_asks_the_candidate_for_another_plan_and_not_itself() -> None:
    staff = replace(mail_examples.KIND, who="staff")
    context = replace(mail_examples.full("host_answer", "sr", "academic_coordinator"), kind=staff)
    assert context.dossier
    documents = {**context.dossier.documents, "work_plan": Document(date(2026, 3, 2))}
    context = replace(context, dossier=replace(context.dossier, documents=documents))
    text = " ".join(printed("host_answer", "sr", context).text.split())
    assert "се од кандидата, ако не одговара, затражи нов" in text
    assert "пошаљете поново" not in text


def test_an_english_letter_has_nothing_in_cyrillic_that_the_office_wrote_in_serbian() -> None:
    context = mail_examples.full("nomination", "en", "host")
    programme = "Менаџмент и организација"
    candidate = replace(context.dossier.candidate, study_programme=programme)
    context = replace(context, dossier=replace(context.dossier, candidate=candidate))
    assert "Menadžment i organizacija" in printed("nomination", "en", context).text
    in_serbian = replace(mail_examples.full("nomination", "sr", "host"), dossier=context.dossier)
    assert programme in printed("nomination", "sr", in_serbian).text


def test_a_nomination_speaks_for_the_office_whatever_the_institution_is_called() -> None:
    for language, words in (
        ("en", "We have the pleasure of nominating"),
        ("sr", "Са задовољством номинујемо кандидата за боравак на установи"),
    ):
        context = mail_examples.full("nomination", language, "host")
        assert words in " ".join(printed("nomination", language, context).text.split())


def test_who_has_no_remedy_is_not_asked_to_agree_and_nothing_owed_is_not_pointed_to() -> None:
    context = mail_examples.full("decree_issued", "sr")
    assert context.decree and context.decree.remaining
    text = printed("decree_issued", "sr", context).text
    assert "усклађене оцене и преостале обавезе" in text and "Ако сте сагласни" in text
    bare = replace(context, remedy=None, decree=replace(context.decree, remaining=()))
    text = printed("decree_issued", "sr", bare).text
    assert "пре свега усклађене оцене." in text
    assert "Ако сте сагласни" not in text and "Упутство о правном средству" not in text


def test_a_link_to_an_application_is_no_page_of_a_case() -> None:
    link = "https://mobility.bmu.example/l/only-in-the-mail"
    for language, apply, case_page in (
        ("en", "Apply:", "where the case stands"),
        ("sr", "Пријавите се:", "докле је предмет стигао"),
    ):
        context = replace(mail_examples.full("application_link", language), outside_url=link)
        text = printed("application_link", language, context).text
        assert apply in text and case_page not in text
        context = replace(mail_examples.full("outside_link", language), outside_url=link)
        assert case_page in printed("outside_link", language, context).text
