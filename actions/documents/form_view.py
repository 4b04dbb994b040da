"""What a form is filled from: the case, and the version of its agreement that is printed."""

from __future__ import annotations

from actions.documents.context import DocumentContext
from states.agreements import Differences, SignedVersion, differences, plan_of
from states.frozen import frozen


@frozen
class View:
    """A context, one version of the agreement, and the one `former` that it changes.

    Without a version the form is empty where the agreement would speak; `signed_before` is what a
    change of it, that nobody has written yet, would change.
    """

    context: DocumentContext
    version: SignedVersion | None = None
    former: SignedVersion | None = None
    signed_before: SignedVersion | None = None

    @property
    def changed(self) -> Differences | None:
        """What the version changes in the former; None where it changes none."""
        if self.version is None or self.former is None:
            return None
        return differences(self.former.agreement, self.version.agreement)

    @property
    def against_plan(self) -> Differences | None:
        """What the version changes in the Study Plan (BMU-8a); None where there was none."""
        plan = plan_of(self.context.versions)
        if plan is None or self.version is None or self.version is plan:
            return None
        return differences(plan.agreement, self.version.agreement)
