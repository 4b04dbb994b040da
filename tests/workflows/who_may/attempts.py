"""How somebody who may writes, and what they can miss."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tests.workflows.office_fixtures import ANA
from tests.workflows.who_may.ground import ROLE_MISSES, Acting, Miss, deactivated, no_role, no_seat

COORDINATOR, HEAD, JUDGE = "mobility_coordinator", "head_of_ico", "academic_coordinator"
MEMBER = "commission_member"
DAY = date(2027, 3, 23)
PERSON = {**ANA, "name": "Vera Ilić", "email": "vera@students.example"}


@dataclass(frozen=True)
class Attempt:
    """A write as somebody who may makes it. `missing` is what else they can miss, by its name.

    `anywhere` where any role at any institution is enough: one's own tokens, one's own calendar.
    """

    role: str
    do: Callable[[Acting], object]
    before: Callable[[Acting], object] = lambda writer: None
    login: str = ""
    missing: Mapping[str, Miss] = field(default_factory=dict)
    anywhere: bool = False
    deputised: bool = True

    @property
    def who(self) -> str:
        """The login of who acts: in this office the role, but for the commission."""
        return self.login or ("m.ilic" if self.role == MEMBER else self.role)

    @property
    def by_deputy(self) -> bool:
        """Whether a deputy may do it, within the absence: not with what is one's own."""
        return self.deputised and not self.anywhere

    @property
    def misses(self) -> Mapping[str, Miss]:
        """All that who acts can miss."""
        of_role = {"no role": no_role, "deactivated account": deactivated}
        return {**(of_role if self.anywhere else ROLE_MISSES), **self.missing}


def by_member(do: Callable[[Acting], object]) -> Attempt:
    """A write of a member of the commission: by the seat, and nobody deputises for a seat."""
    return Attempt(MEMBER, do, missing={"no seat on this call's commission": no_seat},
                   deputised=False)  # fmt: skip


def of_colleague(
    do: Callable[[Acting], object], before: Callable[[Acting], object] = lambda writer: None
) -> Attempt:
    """A write of somebody who shares the office's cases."""
    return Attempt(COORDINATOR, do, before)


def of_head(
    do: Callable[[Acting], object], before: Callable[[Acting], object] = lambda writer: None
) -> Attempt:
    """A write of the Head of the office."""
    return Attempt(HEAD, do, before)
