"""Agreements with partners, one in each state; those with the hosts of the calls are in force."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from simulation.demo.diary import Act, CallKey, Deed, Diary, at_work
from simulation.demo.material import Material
from states.frozen import frozen
from states.moments import year_earlier

AGREEMENTS: Final[CallKey] = "agreements"
OFFICE: Final = "mobility_coordinator"
BEFORE_THE_CALLS: Final = -432
"""The day on which the agreements with the hosts were written down: before the first call."""
OTHERS: Final = {
    "rijeka": ("University of Rijeka", "HR"),
    "maribor": ("University of Maribor", "SI"),
    "olomouc": ("Palacký University Olomouc", "CZ"),
    "szeged": ("University of Szeged", "HU"),
    "pecs": ("University of Pécs", "HU"),
}
"""Partners that no call of the demo names."""


@frozen
class _Agreements:
    """Agreements as they are written into the diary."""

    diary: Diary
    material: Material

    def stands(self, day: int, key: str, partner: Mapping[str, object], days: _Days) -> None:
        """One that both have signed already, written down on a day."""
        period = {"from": days.first.isoformat(), "to": days.last.isoformat()}
        details = {**partner, **period, "signed_on": days.signed.isoformat()}
        self._write("agreement", day, key, "", details, 10)

    def drafted(self, day: int, key: str, days: _Days | None = None) -> None:
        """One that is opened as a draft, perhaps with its terms and places."""
        partner = _other(key)
        self._write("partner", day, key, "", partner, 5)
        subject = {"name": partner["name"], "email": partner["email"], "writes_in": "en"}
        self._write("request", day, key, "", subject, 20)
        if days is None:
            return
        period = {"from": days.first.isoformat(), "to": days.last.isoformat()}
        self.fact(day, key, "partner_terms", {**period, "languages": "English B2"})
        for direction in ("outgoing", "incoming"):
            places = {"mobility": "studies", "yearly_places": 2, "field": "0613"}
            self.fact(day, key, "agreed_places", {"direction": direction, **places})

    def signed(self, day: int, key: str) -> None:
        """Both have signed, and it is recorded."""
        on = self.diary.day(day).isoformat()
        for party in ("rector", "partner"):
            signature = {"document": "partner_agreement", "party": party, "on": on}
            self.fact(day, key, "signature", signature)
        self.step(day, key, "conclude")

    def fact(self, day: int, key: str, name: str, details: Mapping[str, object]) -> None:
        """A fact of an agreement."""
        self._write("record", day, key, name, details, 50)

    def step(self, day: int, key: str, name: str, **details: str) -> None:
        """A step with an agreement."""
        self._write("step", day, key, name, details, 130)

    def _write(
        self, deed: Deed, day: int, key: str, name: str, details: Mapping[str, object], minute: int
    ) -> None:
        at = at_work(self.diary.day(day), minute)
        process = self.material.people.agreement
        self.diary.acts.append(
            Act(at, deed, OFFICE, AGREEMENTS, f"agreed-{key}", name, details, process=process)
        )


@frozen
class _Days:
    """When the second of both signed, and from when to when it holds."""

    signed: date
    first: date
    last: date


def agreements(diary: Diary, material: Material) -> None:
    """Writes them into the diary: in force with every host, one of them in its last year, one
    renewed; a draft, one that is sent, one that is signed, one that has ended, one given up."""
    diary_of_agreements = _Agreements(diary, material)
    today, since = diary.today, year_earlier(year_earlier(diary.today))
    long = _Days(since - timedelta(days=30), since, since + timedelta(days=5 * 365))
    ends_soon = _Days(long.signed, since, today + timedelta(days=120))
    for place, host in enumerate(material.partners):
        partner = {"name": host.name, "email": host.email, "country": host.country}
        days = ends_soon if place in (1, 2) else long
        diary_of_agreements.stands(BEFORE_THE_CALLS, f"host-{place}", partner, days)
    renewed_partner = material.partners[2]
    partner = {
        "name": renewed_partner.name,
        "email": renewed_partner.email,
        "country": renewed_partner.country,
    }
    follows = _Days(diary.day(-30), ends_soon.last, ends_soon.last + timedelta(days=5 * 365))
    diary_of_agreements.stands(-28, "renewal", partner, follows)
    diary_of_agreements.fact(-27, "host-2", "next_agreement", {"agreement": "agreed-renewal"})
    diary_of_agreements.step(-27, "host-2", "renew")
    diary_of_agreements.stands(
        -425, "szeged", _other("szeged"), _Days(since, since, diary.day(-40))
    )
    diary_of_agreements.drafted(-12, "rijeka")
    coming_days = _Days(today, today + timedelta(days=90), today + timedelta(days=90 + 5 * 365))
    diary_of_agreements.drafted(-35, "maribor", coming_days)
    diary_of_agreements.step(-34, "maribor", "send")
    diary_of_agreements.drafted(-60, "olomouc", coming_days)
    diary_of_agreements.step(-59, "olomouc", "send")
    diary_of_agreements.signed(-14, "olomouc")
    diary_of_agreements.drafted(-90, "pecs", coming_days)
    diary_of_agreements.step(-70, "pecs", "abandon", reason="No places in the coming years")


def _other(key: str) -> dict[str, object]:
    name, country = OTHERS[key]
    return {"name": name, "email": f"international@{key}.example", "country": country}
