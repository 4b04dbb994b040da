"""The words of the report on a span: those of its page, and what each line of it is called."""

from __future__ import annotations

from typing import Final

from states.text import Text

YEAR: Final[dict[str, Text]] = {
    "year_report": Text("Report on mobility", "Извештај о мобилности"),
    "year_intro": Text(
        "For the Senate and the national agency. A mobility belongs to the span in which the stay "
        "began; every number opens the cases behind it.",
        "За Сенат и националну агенцију. Мобилност припада периоду у којем је боравак почео; сваки "
        "број отвара предмете на које се односи.",
    ),
    "year_first": Text("From", "Од"),
    "year_last": Text("To", "До"),
    "year_show": Text("Show", "Прикажи"),
    "year_wrong": Text(
        "Write two dates, the first not after the last. Shown is this year.",
        "Упишите два датума, први не после другог. Приказана је ова година.",
    ),
    "year_this": Text("In the span", "У периоду"),
    "year_before": Text("A year before", "Годину раније"),
    "year_what": Text("What", "Показатељ"),
    "year_too_long": Text(
        "A span of more than a year is compared with none.",
        "Период дужи од године не пореди се са претходним.",
    ),
    "year_paper": Text("As a paper (PDF)", "Као документ (PDF)"),
    "year_reasons_here": Text(
        "Reasons are free words: they stand on this page alone, and not in files or on paper.",
        "Разлози су слободан текст: стоје само на овој страници, не и у датотекама и на папиру.",
    ),
    "year_cases": Text("Cases behind a number of the report", "Предмети иза броја из извештаја"),
    "year_happened": Text("Day", "Датум"),
    "year_nothing": Text("Nothing.", "Нема."),
}

REPORT: Final[dict[str, Text]] = {
    "part": Text("Section", "Одељак"),
    "unit": Text("Unit", "Јединица"),
    "summary": Text("In short", "Укратко"),
    "mobilities": Text("Mobilities that began", "Започете мобилности"),
    "stays": Text("Stays that have ended", "Завршени боравци"),
    "days": Text("Days of these stays", "Дани тих боравака"),
    "granted": Text("Granted", "Додељено"),
    "paid": Text("Paid", "Исплаћено"),
    "agreed": Text(
        "ECTS agreed, of mobilities with a Decree", "Уговорени ЕСПБ, мобилности са решењем"
    ),
    "recognised": Text("ECTS of these that were recognised", "Од тога признати ЕСПБ"),
    "share": Text("Recognised, per cent of the agreed", "Признато, проценат уговорених"),
    "decrees": Text("Decrees issued", "Донета решења"),
    "median": Text(
        "Days from the documents to the Decree, median", "Дани од докумената до решења, медијана"
    ),
    "longest": Text("The longest of them, days", "Најдуже, дана"),
    "late": Text("Decrees after their last day", "Решења после рока"),
    "direction": Text("By direction", "По смеру"),
    "outgoing": Text("outgoing", "одлазна"),
    "incoming": Text("incoming", "долазна"),
    "process": Text("By kind of mobility", "По врсти мобилности"),
    "level": Text("By level of study", "По степену студија"),
    "field": Text("By field (ISCED-F)", "По области (ISCED-F)"),
    "host": Text("By host institution", "По установи домаћину"),
    "country": Text("By country of the host", "По држави домаћина"),
    "appeals": Text("Appeals and complaints received", "Примљене жалбе и приговори"),
    "withdrawals": Text(
        "Who gave up, by the milestone reached", "Одустали, према достигнутој прекретници"
    ),
    "reasons": Text("Who gave up, by reason", "Одустали, према разлогу"),
    "not_known": Text("not known", "није познато"),
    "no_level": Text("staff, or not known", "запослени, или није познато"),
    "no_host": Text("here (incoming), or not known", "код нас (долазна), или није познато"),
    "list": Text("against the list", "против листе"),
    "decree": Text("against the Decree", "против решења"),
    "upheld": Text("upheld", "усвојено"),
    "dismissed": Text("dismissed", "одбијено"),
    "undecided": Text("undecided", "неодлучено"),
}
"""By the name of what is counted, of a section or of a column."""
