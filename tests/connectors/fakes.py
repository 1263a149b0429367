"""Services in memory, for tests of what is done with them.

Here: fakes; each inherits its protocol, so that a method that is missing or differs fails the type check, and
`tests/docs/test_fakes.py`. Not here: the local stand-ins, which speak the services' wire formats (`sandbox`).
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from connectors.ports.tracker import IssueDraft, IssueRef, TicketPull, Tracker
from connectors.ports.workbooks import PublishedTab, WorkbookStore
from domain.actions.register import RegisterIssue
from domain.workbook.cells import TabContent, WorkbookCells, content_hash


class FakeTracker(Tracker):
    """Keeps the issues and comments it is given; has no tickets."""

    service = "Jira"

    def __init__(self) -> None:
        self.issues: list[IssueDraft] = []
        self.comments: dict[str, list[str]] = {}

    def tickets_source(self, project: str) -> str:
        return f"jira:{project}"

    def check_access(self, project: str) -> str:
        return "bot"

    def pull_tickets(
        self, project: str, updated_since: datetime | None = None, told: Callable[[int, int | None], None] | None = None
    ) -> TicketPull:
        raise NotImplementedError

    def find_by_label(self, project: str, label: str) -> IssueRef | None:
        found = [n for n, one in enumerate(self.issues, 1) if one.project == project and one.label == label]
        return IssueRef(str(found[0]), f"{project}-{found[0]}", "url") if found else None

    def create_issue(self, draft: IssueDraft) -> IssueRef:
        self.issues.append(draft)
        return IssueRef(str(len(self.issues)), f"{draft.project}-{len(self.issues)}", "url")

    def register(self, project: str, label: str) -> list[RegisterIssue]:
        return [
            RegisterIssue(key=f"{project}-{n}", summary=one.summary, labels=one.labels, status="Ny", done=False)
            for n, one in enumerate(self.issues, 1)
            if one.project == project and label in one.labels
        ]

    def find_comment(self, key: str, marker: str) -> str | None:
        bodies = self.comments.get(key, [])
        return next((str(n) for n, body in enumerate(bodies) if marker in body), None)

    def add_comment(self, key: str, body: str) -> str:
        self.comments.setdefault(key, []).append(body)
        return str(len(self.comments[key]) - 1)

    def issue_url(self, key: str) -> str:
        return f"https://jira.example/browse/{key}"


class FakeWorkbooks(WorkbookStore):
    """Keeps the tabs it is given."""

    service = "Sheets"

    def __init__(self) -> None:
        self.tabs: dict[str, TabContent] = {}
        self.publications = 0

    def read_workbook(self, spreadsheet_id: str, titles: Sequence[str] | None = None) -> WorkbookCells:
        raise NotImplementedError

    def publish_tabs(self, spreadsheet_id: str, tabs: Sequence[TabContent]) -> list[PublishedTab]:
        self.publications += 1
        self.tabs.update({tab.title: tab for tab in tabs})
        return self.tab_links(spreadsheet_id, [tab.title for tab in tabs])

    def published_hashes(self, spreadsheet_id: str, titles: Sequence[str]) -> dict[str, str]:
        return {title: content_hash(self.tabs[title].rows) for title in titles if title in self.tabs}

    def tab_links(self, spreadsheet_id: str, titles: Sequence[str]) -> list[PublishedTab]:
        return [PublishedTab(title, n, f"url{n}") for n, title in enumerate(titles) if title in self.tabs]
