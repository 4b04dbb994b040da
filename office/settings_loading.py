"""A config.yaml read and judged: what it must hold beyond its form, each check with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ipaddress import ip_network
from pathlib import Path, PurePath
from typing import Final

from office.config_file import REGULATIONS
from office.passwords import where_it_belongs
from office.settings import LadderLevel, Settings
from states.strict_yaml import InvalidFile, Location, load_yaml_file
from states.vocabulary import ABOVE, OFFICE_ROLES, ROLES

PlacedProblem = tuple[Location, str]

TIMED: Final = ("reminder", "overdue", "escalation")
"""The mails of the catalogue that tell of a deadline; another would have nothing to say."""


OTHER_TLS: Final = {143: "at_once", 993: "starttls"}
"""The known ports of IMAP, each with the way of making a line secret that it does not have."""


def load_settings(path: Path, regulations: Path = REGULATIONS) -> Settings:
    """The settings in a file; raises InvalidFile with every problem, each with its line.

    `regulations` is the folder with the rulebook of the office's institution.
    """
    settings, marked_data = load_yaml_file(Settings, path)
    problems = [
        marked_data.problem(place, message) for place, message in problems_in(settings, regulations)
    ]
    if problems:
        raise InvalidFile(problems)
    return settings


def problems_in(settings: Settings, regulations: Path) -> Iterator[PlacedProblem]:
    """Everything that is wrong with the settings; `regulations` is the folder of the rulebooks."""
    yield from institution_has_a_rulebook(settings, regulations)
    yield from remedies_are_of_the_rulebook(settings, regulations)
    for check in CHECKS:
        yield from check(settings)


def institution_has_a_rulebook(settings: Settings, regulations: Path) -> Iterator[PlacedProblem]:
    """The office's key names a regulation that there is."""
    keys = sorted(path.stem for path in regulations.glob("*.yaml"))
    if settings.institution.key not in keys:
        key = settings.institution.key
        yield ("institution", "key"), f"`{key}` has no rulebook; there are: {', '.join(keys)}"


def database_is_known(settings: Settings) -> Iterator[PlacedProblem]:
    """The address is of a kind of database that the office can use."""
    if not settings.database.url:
        return
    # Imported here: who counts days or converts grades opens no database.
    from office.database_address import UnknownDatabase, database_address

    try:
        address = database_address(settings.database.url)
    except UnknownDatabase as error:
        yield ("database", "url"), str(error)
    else:
        if address.password:
            yield ("database", "url"), where_it_belongs("database")


def passwords_travel_in_secret(settings: Settings) -> Iterator[PlacedProblem]:
    """A login is never sent over an open line; certificates to trust can be read."""
    mail = settings.mail
    if mail.password:
        yield ("mail", "password"), where_it_belongs("mail")
    if mail.user and not mail.starttls:
        yield ("mail", "starttls"), "a login needs starttls: a password never travels openly"
    if mail.ca_file and not Path(mail.ca_file).is_file():
        yield ("mail", "ca_file"), f"there is no file {mail.ca_file}"


def proxies_are_addresses(settings: Settings) -> Iterator[PlacedProblem]:
    """A proxy is believed by its address, or the network that it stands in."""
    for number, proxy in enumerate(settings.proxies):
        try:
            ip_network(proxy)
        except ValueError:
            yield ("proxies", number), f"`{proxy}` is no address and no network: 10.0.0.7, fd00::/8"


def closures_have_days(settings: Settings) -> Iterator[PlacedProblem]:
    """The last day is not before the first."""
    for number, closure in enumerate(settings.closures):
        if closure.last_day < closure.first_day:
            yield ("closures", number), "the last day lies before the first"


def remedies_are_of_the_rulebook(settings: Settings, regulations: Path) -> Iterator[PlacedProblem]:
    """A chosen legal remedy stands in the office's rulebook (BMU-24b, annex 9), in time's order."""
    if not settings.legal_remedy:
        return
    # Imported here: who lists cases or counts days reads no regulation.
    from rules.regulation_file import load_regulation

    path = regulations / f"{settings.institution.key}.yaml"
    remedies = load_regulation(path).legal_remedies if path.is_file() else {}
    days = [choice.since for choice in settings.legal_remedy]
    for number, choice in enumerate(settings.legal_remedy):
        at, remedy = ("legal_remedy", number), choice.remedy
        if remedy not in remedies:
            names = ", ".join(remedies) or "none"
            yield (*at, "remedy"), f"`{remedy}` is no legal remedy of this rulebook: {names}"
        if number and days[number] <= days[number - 1]:
            yield (*at, "from"), f"{days[number]} must come after {days[number - 1]}"


def mail_comes_in_elsewhere(settings: Settings) -> Iterator[PlacedProblem]:
    """What leaves and what comes in lie in folders of their own: else the office reads itself."""
    folder = PurePath(settings.mail_in.folder)
    if not folder.is_absolute() and folder.parts[:1] in (("mail",), ("files",), ("incoming",)):
        yield ("mail_in", "folder"), f"`{folder}` of the data folder has another use"


def mailbox_can_be_opened(settings: Settings) -> Iterator[PlacedProblem]:
    """An IMAP mailbox is named whole, and its line is made secret as its port has it."""
    mail_in = settings.mail_in
    if mail_in.password:
        yield ("mail_in", "password"), where_it_belongs("mail-in")
    if mail_in.ca_file and not Path(mail_in.ca_file).is_file():
        yield ("mail_in", "ca_file"), f"there is no file {mail_in.ca_file}"
    if mail_in.take_from != "imap":
        return
    if not mail_in.host:
        yield ("mail_in", "host"), "the name of the IMAP server is missing: imap.university.example"
    if not mail_in.user:
        yield ("mail_in", "user"), "the login of the mailbox is missing"
    if OTHER_TLS.get(mail_in.port) == mail_in.tls:
        other = "starttls" if mail_in.tls == "at_once" else "at_once"
        yield ("mail_in", "tls"), f"port {mail_in.port} speaks otherwise: write `tls: {other}`"


def faculties_are_named_once(settings: Settings) -> Iterator[PlacedProblem]:
    """No two faculties have one key."""
    keys = [faculty.key for faculty in settings.home.by_faculty]
    for number, key in enumerate(keys):
        if key in keys[:number]:
            yield ("home", "by_faculty", number, "key"), f"the faculty `{key}` stands here twice"


def languages_are_named_once(settings: Settings) -> Iterator[PlacedProblem]:
    """The list of languages is one without repetition."""
    if len(set(settings.languages)) < len(settings.languages):
        yield ("languages",), "a language stands here twice"


def ladders_lead_up(settings: Settings) -> Iterator[PlacedProblem]:
    """There is a ladder `default`; levels rise, and the last reaches the Head of ICO or above."""
    if "default" not in settings.ladders:
        yield ("ladders",), "a ladder `default` is missing"
    for name, levels in settings.ladders.items():
        at = ("ladders", name)
        names = [level.level for level in levels]
        days = [level.working_days for level in levels]
        for number, level in enumerate(levels):
            yield from (((*at, number), message) for message in _of_level(level))
            if level.level in names[:number]:
                yield (*at, number), f"the level `{level.level}` stands here twice"
        if days != sorted(days):
            yield at, "the levels must stand in the order of their days"
        if not ABOVE & set(levels[-1].to):
            yield at, "the last level must reach the Head of ICO or above"


def _of_level(level: LadderLevel) -> Iterator[str]:
    for role in level.to:
        if role == "system" or role not in (*ROLES, "owner"):
            yield f"`{role}` is not a role that can be written to"
    if level.mail not in TIMED:
        yield f"`{level.mail}` is not a mail of a deadline; they are: {', '.join(TIMED)}"


def members_are_roles(settings: Settings) -> Iterator[PlacedProblem]:
    """The members of the office are told by roles that people hold, each once, the Head first."""
    for number, role in enumerate(settings.members):
        if role not in OFFICE_ROLES:
            yield ("members", number), f"`{role}` is not a role that people of the office hold"
        elif role in settings.members[:number]:
            yield ("members", number), f"`{role}` stands there twice"
    if "head_of_ico" not in settings.members:
        yield ("members",), "`head_of_ico` is missing: the briefing goes to the Head of the office"


CHECKS: Final[tuple[Callable[[Settings], Iterator[PlacedProblem]], ...]] = (
    database_is_known,
    passwords_travel_in_secret,
    proxies_are_addresses,
    closures_have_days,
    mail_comes_in_elsewhere,
    mailbox_can_be_opened,
    faculties_are_named_once,
    languages_are_named_once,
    ladders_lead_up,
    members_are_roles,
)
