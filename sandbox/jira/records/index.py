"""What a search can see: headers by id, project and label, some seconds behind the writes.

Here: the index and its lag. Not here: the issues themselves (`sandbox.jira.records.store`), how a query is read
(`sandbox.jira.jql`).
"""

from collections import deque
from collections.abc import Collection, Iterable

from sandbox.jira.records.headers import Header


class SearchIndex:
    """Headers as of `lag_millis` ago.

    Args:
        lag_millis: how long after a write a search still sees the state before it; 0 = at once.
    """

    def __init__(self, lag_millis: int = 0) -> None:
        self.lag_millis = lag_millis
        self._headers: dict[int, Header] = {}
        self._by_project: dict[str, dict[int, None]] = {}
        self._by_label: dict[str, dict[int, None]] = {}
        self._waiting: deque[tuple[int, Header]] = deque()

    def load(self, headers: Iterable[Header]) -> None:
        """Take issues that have been there all along."""
        for header in headers:
            self._put(header)

    def note(self, header: Header, written_millis: int) -> None:
        """Take a write; searches see it when the lag has passed."""
        if self.lag_millis <= 0:
            self._put(header)
        else:
            self._waiting.append((written_millis + self.lag_millis, header))

    def catch_up(self, now_millis: int) -> None:
        """Let searches see every write that is old enough."""
        while self._waiting and self._waiting[0][0] <= now_millis:
            self._put(self._waiting.popleft()[1])

    def candidates(self, projects: Collection[str] | None, labels: Collection[str] | None) -> list[Header]:
        """Every header that may fit: of these projects and with one of these labels; None = any."""
        if labels is not None:
            ids = {each: None for label in labels for each in self._by_label.get(label.casefold(), ())}
        elif projects is not None:
            ids = {each: None for project in projects for each in self._by_project.get(project, ())}
        else:
            return list(self._headers.values())
        return [self._headers[each] for each in ids]

    def _put(self, header: Header) -> None:
        before = self._headers.get(header.issue_id)
        if before is not None:
            self._by_project[before.project_key].pop(before.issue_id, None)
            for label in before.labels:
                self._by_label[label.casefold()].pop(before.issue_id, None)
        self._headers[header.issue_id] = header
        self._by_project.setdefault(header.project_key, {})[header.issue_id] = None
        for label in header.labels:
            self._by_label.setdefault(label.casefold(), {})[header.issue_id] = None
