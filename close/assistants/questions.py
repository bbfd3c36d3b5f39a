"""The questions that an assistant may ask. Each method is a tool, and its docstring is what the assistant reads.

Nothing here signs, uploads or changes anything, and there must never be a tool that does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from close.assistants.answers import MOST_ROWS, REFERENCE, describe, page_answer
from close.assistants.faults import FAULTS, say_fault
from close.assistants.rows import Facts, list_rows
from close.assistants.scope import Scope
from close.errors import Refused
from close.months import LAST, month
from close.rules.queries import UnknownReport, in_force, library
from close.signing import standing
from close.signing.answers import answer, moved_documents
from close.signing.conditions import obstacles, say
from close.store.seals import MONTH
from close.store.settings_in_force import LATEST

STORY, SEARCH, BRIDGE, CHECKLIST, UNTESTED = (
    *("document_story", "document_search", "bridge", "checklist", "causes_not_tested"),
)
ROWS = 50


class UnknownDocument(Refused):
    """A reference that no uploaded export has."""

    def __init__(self, reference: str, period: str) -> None:
        super().__init__(
            f'No export up to {period} has a document "{reference}". Check the reference, or search for a part of it '
            f"with the report {SEARCH}."
        )


class NoReference(Refused):
    """A report about one document, without its reference."""

    def __init__(self, name: str) -> None:
        super().__init__(f'The report "{name}" is about one document. State its reference, such as SO-1234.')


@dataclass(frozen=True)
class Questions:
    """The tools over the organisations in a scope."""

    scope: Scope

    @property
    def tools(self) -> tuple[Callable[..., Facts], ...]:
        """Every tool."""
        return (
            *(self.list_organisations, self.list_reports, self.read_report, self.read_document_story),
            *(self.list_obstacles, self.list_moved_documents),
        )

    def list_organisations(self) -> Facts:
        """List the organisations, with the months that have exports and the number of the newest snapshot.

        If the records of an organisation cannot be read, `problem` says why.
        """
        return {"organisations": [self._describe_organisation(name) for name in self.scope.list_names()]}

    def list_reports(self, month: str = "") -> Facts:
        """List the reports that read_report returns, with what each is about.

        `month` is a month such as 2026-03, to list the versions in force then instead of the newest.
        """
        return {
            "reports": [each for name in sorted(library("reports")) for each in _describe_report(name, month or LAST)]
        }

    def read_report(
        self,
        report: str,
        month: str,
        organisation: str = "",
        reference: str = "",
        limit: int = ROWS,
        page: int = 1,
    ) -> Facts:
        """Read one page of a report for a month, such as bridge, findings, timing_differences, blank_cogs or worklist.

        The bridge leads from stock on hand to the ledger with an amount for each cause. The documents behind a cause
        are the rows of findings with its cause_id. `month` is a month such as 2026-03, and `reference` narrows the
        answer to one document. `limit` is the number of rows on a page, at most 100. Amounts are decimal text, and null
        is unknown, never zero. `source` is the file and the line of a row. Read `incomplete_for` first: it says why
        totals may be wrong.
        """
        takes = REFERENCE in in_force(report, month).takes
        if takes and not reference:
            raise NoReference(report)
        warehouse = self.scope.open(organisation)
        found = answer(warehouse, report, month, reference=reference if takes else None)
        return page_answer(warehouse, found, limit, page, reference)

    def read_document_story(self, reference: str, month: str, organisation: str = "") -> Facts:
        """Read everything that is known about one document in both systems, in the order in which it should happen.

        `reference` is its number in Omni, such as SO-1234, and `month` is the month end to read it at, such as 2026-03.
        """
        found = self.read_report(STORY, month, organisation, reference, limit=MOST_ROWS)
        if not found["total_rows"]:
            raise UnknownDocument(reference, month)
        return found

    def list_obstacles(self, month: str, organisation: str = "", subject: str = MONTH) -> Facts:
        """List what keeps a month from being signed, and what cannot be told from its exports.

        `subject` is a step of the checklist, a report, or the word month. Each thing that cannot be told says what
        would settle it. Only people sign, in Tieout itself.
        """
        warehouse = self.scope.open(organisation)
        prevents = [say(each) for each in obstacles(warehouse, month, subject)]
        based, checklist, untested = (answer(warehouse, name, month) for name in (BRIDGE, CHECKLIST, UNTESTED))
        steps = [row for row in list_rows(warehouse, checklist, checklist.rows.table()) if row["unmet"]]
        return {
            **describe(warehouse, month, based),
            "subject": subject,
            "can_be_signed": not prevents,
            "obstacles": prevents,
            "steps_that_cannot_be_told": [{key: row[key] for key in _STEP} for row in steps],
            "causes_that_cannot_be_tested": list_rows(warehouse, untested, untested.rows.table()),
        }

    def list_moved_documents(
        self, month: str, organisation: str = "", signature: int | None = None, limit: int = ROWS, page: int = 1
    ) -> Facts:
        """List the documents that changed since a month was signed, with the effect of each on the month's figures.

        `signature` is the number of a signature, by default the month's newest. `limit` is the number of rows on a
        page, at most 100. A document with `bears` N only changed after month end.
        """
        warehouse = self.scope.open(organisation)
        signed = standing.moment(warehouse, month, signature)
        about = {"signature": signed.number, "signed_by": signed.who, "signed_at": signed.recorded_at}
        return {**page_answer(warehouse, moved_documents(warehouse, signed.number), limit, page), **about}

    def _describe_organisation(self, name: str) -> Facts:
        try:
            warehouse = self.scope.open(name)
            head = warehouse.head()
            settings = warehouse.settings(LATEST)
            named = settings.name if settings and settings.name else name
            return {"organisation": name, "name": named, "months": head.periods(), "snapshot": head.number}
        except FAULTS as error:
            return {"organisation": name, "problem": say_fault(error)}


_STEP = ("step", "title", "state", "unmet", "settled_by", "due_date")


def _describe_report(name: str, period: str) -> list[dict[str, Any]]:
    """Return what a report is about, or an empty list if it is not in force yet. Raises BadPeriod."""
    month(period)
    try:
        report = in_force(name, period)
    except UnknownReport:
        return []
    takes = REFERENCE in report.takes
    about = {"report": name, "title": report.title, "description": report.description, "version": report.version}
    return [{**about, "needs_reference": takes}]
