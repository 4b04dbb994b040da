"""The whole process of reference by clicks, part by part: from the call to the delivered Decree.

Played in a browser by everybody who has a part in it, on the clock of the tests.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator

from tests.web.clicking import Mouse
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.test_uploads import PDF

COURSES = (
    ("INF.101", "Databases", "Baze podataka"),
    ("INF.204", "Distributed Systems", "Distribuirani sistemi"),
    ("INF.310", "Machine Learning", "Mašinsko učenje"),
    ("INF.330", "Compilers", "Prevodioci"),
    ("MAT.120", "Statistics", "Statistika"),
    ("MAT.210", "Numerical Methods", "Numeričke metode"),
)
AGREEMENT = (
    "Code\tTitle\tECTS\tReplaces at home\tReplaces at home: ECTS\tReplaces at home: Class hours\n"
    + "".join(f"{code}\t{title}\t4\t{home}\t4\t45\n" for code, title, home in COURSES)
)
MARKS = "Title\tCode\tECTS\tGrade\tPassed\n" + "".join(
    f"{title}\t{code}\t4\tA\tyes\n" for code, title, _ in COURSES
)


def on(office: OfficeAtWork, mouse: Mouse, day: str, login: str, hour: int = 10) -> None:
    """It is another day, and somebody sits down."""
    office.now = at(day, hour)
    mouse.page.context.clear_cookies()
    mouse.window.log_in(login)


def files(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.write_bytes(PDF + path.name.encode())
    return paths


def saved(mouse: Mouse) -> None:
    mouse.page.get_by_text("Saved:").first.wait_for()


def stands(mouse: Mouse, state: str) -> None:
    """The page says that the case has come to a state."""
    mouse.page.locator(".stand", has_text=state).wait_for()


def at_the_case(office: OfficeAtWork, mouse: Mouse, day: str, login: str) -> None:
    """On a day somebody sits down and opens the case from the first page."""
    on(office, mouse, day, login)
    mouse.click(mouse.page.get_by_role("link", name="Ana Petrović").first)


def opened(mouse: Mouse, fact: str) -> Locator:
    """The form of a fact, unfolded."""
    mouse.click(mouse.page.locator(f"#fact-{fact} summary").first)
    return mouse.page.locator(f"#fact-{fact}")


def paste_rows(mouse: Mouse, form: Locator, rows: str) -> None:
    """What was copied in a spreadsheet is put into the table of a form."""
    mouse.paste(form.locator(".row-table input").first, rows)
    mouse.page.locator("#result", has_text="rows put into").wait_for()


def record(mouse: Mouse, form: Locator) -> None:
    """The form of a fact is sent, and the page says that it is kept."""
    mouse.click(form.get_by_role("button", name="Record", exact=True))
    saved(mouse)


def apply(office: OfficeAtWork, mouse: Mouse, folder: Path) -> None:
    """A case in the call, its documents with their files, and the application."""
    page = mouse.page
    on(office, mouse, "2026-03-10", "vera")
    mouse.click(page.get_by_role("navigation", name="Pages").get_by_role("link", name="Calls"))
    mouse.click(page.get_by_role("link", name="Autumn semester 2026/27"))
    mouse.click(page.get_by_role("link", name="Open a case"))
    page.get_by_label("Name", exact=True).fill("Ana Petrović")
    page.get_by_label("E-mail").fill("ana@students.example")
    mouse.choose(page.get_by_label("Level of study"), "undergraduate")
    page.get_by_label("Year of study").fill("2")
    page.get_by_label("Grade average").fill("9")
    page.get_by_label("ECTS earned").fill("84")
    mouse.enter(page.get_by_label("ECTS earned"))
    record_files(mouse, files(folder, "cv.pdf", "passed exams.pdf"))
    step = page.locator("#step-submit_application")
    step.get_by_label("First day").fill("2026-10-01")
    step.get_by_label("Last day").fill("2027-02-12")
    mouse.enter(step.get_by_label("Last day"))
    stands(mouse, "Application received")


def record_files(mouse: Mouse, paths: list[Path]) -> None:
    """Files of which each name tells its kind."""
    page = mouse.page
    opened(mouse, "document")
    mouse.choose_files(page.locator("#several-files"), paths)
    mouse.click(page.get_by_role("button", name="Go on"))
    mouse.click(page.get_by_role("button", name="Record the documents"))
    saved(mouse)


def give_points(mouse: Mouse) -> None:
    """The points of one member, from the first page on."""
    page = mouse.page
    mouse.click(page.get_by_role("link", name="Autumn semester 2026/27").first)
    mouse.click(page.get_by_role("link", name="Give points").first)
    page.locator("#points-grade_average").fill("50")
    page.locator("#points-language").fill("30")
    mouse.enter(page.locator("#points-language"))
    page.wait_for_url("**/calls/1#points")


def publish(office: OfficeAtWork, mouse: Mouse) -> None:
    """The list, shown first and then published."""
    page = mouse.page
    on(office, mouse, "2026-03-19", "vera")
    mouse.click(page.get_by_role("link", name="Autumn semester 2026/27").first)
    mouse.click(page.get_by_role("button", name="Publish the list"))
    mouse.click(page.get_by_role("button", name="Confirm"))
    page.wait_for_url("**/calls/1#list")


def nominate(office: OfficeAtWork, mouse: Mouse) -> None:
    """The nomination, and the host's answer."""
    page = mouse.page
    at_the_case(office, mouse, "2026-03-31", "vera")
    mouse.click(page.get_by_role("button", name="Nominate to the host"))
    stands(mouse, "Nominated to the host")
    at_the_case(office, mouse, "2026-04-20", "vera")
    mouse.click(page.get_by_role("button", name="Record the host's acceptance"))
    stands(mouse, "Accepted by the host")


def conclude(office: OfficeAtWork, mouse: Mouse) -> None:
    """The agreement out of a spreadsheet, four signatures, and its conclusion."""
    page = mouse.page
    at_the_case(office, mouse, "2026-05-11", "ana.k")
    form = opened(mouse, "agreement")
    mouse.choose(form.get_by_label("Language"), "en")
    paste_rows(mouse, form, AGREEMENT)
    record(mouse, form)
    at_the_case(office, mouse, "2026-05-13", "ana.k")
    assert sign(mouse) <= 4
    mouse.click(page.get_by_role("button", name="Conclude the Learning Agreement"))
    stands(mouse, "Learning Agreement signed")


def sign(mouse: Mouse) -> int:
    """Four signatures; the clicks that they took."""
    before, page = mouse.clicks, mouse.page
    mouse.click(page.get_by_role("link", name="Signature").first)
    form = page.locator("#fact-signature")
    form.get_by_label("Signed on, The student").fill("2026-05-12")
    mouse.click(form.get_by_label("The Rector", exact=True))
    mouse.click(form.get_by_role("button", name="Record the signatures"))
    saved(mouse)
    return mouse.since(before)


def go_and_return(office: OfficeAtWork, mouse: Mouse, folder: Path) -> None:
    """The departure, the return, and what is handed in after it."""
    page = mouse.page
    at_the_case(office, mouse, "2026-10-01", "vera")
    mouse.click(page.get_by_role("button", name="Start the mobility"))
    stands(mouse, "On mobility")
    at_the_case(office, mouse, "2027-02-22", "vera")
    assert documents(mouse, folder) <= 5
    mouse.click(page.get_by_role("button", name="Take in the documents"))
    stands(mouse, "Documents delivered")
    assert transcript(mouse) <= 4


def documents(mouse: Mouse, folder: Path) -> int:
    """Four documents with their files; the clicks that they took."""
    before = mouse.clicks
    names = ("petition.pdf", "transcript of records.pdf", "report.pdf", "grading system.pdf")
    record_files(mouse, files(folder, *names))
    return mouse.since(before)


def transcript(mouse: Mouse) -> int:
    """The transcript out of a spreadsheet; the clicks that it took."""
    before = mouse.clicks
    form = opened(mouse, "transcript")
    paste_rows(mouse, form, MARKS)
    form.get_by_label("Field (ISCED-F)").fill("0613")
    record(mouse, form)
    return mouse.since(before)


def recognise(office: OfficeAtWork, mouse: Mouse) -> None:
    """The decisions on the courses, as the agreement has them, and the Decree."""
    at_the_case(office, mouse, "2027-03-01", "ana.k")
    decide(mouse)


def decide(mouse: Mouse) -> None:
    """The same at the page of the case."""
    page = mouse.page
    record(mouse, opened(mouse, "recognition"))
    decree = page.locator("#step-issue_decree")
    mouse.choose(decree.locator("[name=method]"), "course_by_course")
    mouse.click(decree.get_by_role("button", name="Issue the Decree"))
    mouse.click(page.get_by_role("button", name="Confirm"))
    stands(mouse, "Decree issued")


def deliver(office: OfficeAtWork, mouse: Mouse) -> None:
    """The day on which the Decree reached the student."""
    at_the_case(office, mouse, "2027-03-02", "vera")
    mouse.click(mouse.page.get_by_role("link", name="Delivery").first)
    record(mouse, mouse.page.locator("#fact-delivery"))
