"""Servers, faults and the journal, driven by `requests` over real sockets."""

import json
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from domain.problems import Problem
from sandbox.faults import Fault, FaultMiddleware, FaultScript
from sandbox.journal import Journal, JournalMiddleware, admin_routes
from sandbox.serving import Sandbox, Server
from tests.sandbox.jira.jira_folder import site


@dataclass
class Notebook:
    """A small service: it keeps the lines posted to it."""

    lines: list[str] = field(default_factory=list)
    closed: bool = False
    faults: FaultScript = field(default_factory=FaultScript)
    journal: Journal = field(default_factory=lambda: Journal(lambda path: path.rstrip("0123456789") + "{id}"))

    async def handle(self, request: Request) -> JSONResponse:
        if request.method == "POST":
            self.lines.append((await request.body()).decode())
        return JSONResponse({"lines": self.lines})

    def app(self) -> Starlette:
        @asynccontextmanager
        async def lifespan(_: Starlette) -> AsyncIterator[None]:
            yield
            self.closed = True

        return Starlette(
            routes=[
                *admin_routes(self.journal, self.faults),
                Route("/notes/{number}", self.handle, methods=["GET", "POST"]),
            ],
            middleware=[
                Middleware(JournalMiddleware, journal=self.journal),
                Middleware(FaultMiddleware, script=self.faults),
            ],
            lifespan=lifespan,
        )


@pytest.fixture
def notebook() -> Notebook:
    return Notebook()


@pytest.fixture
def url(notebook: Notebook) -> Iterator[str]:
    with Server(notebook.app()) as server:
        yield server.url


def test_the_application_is_flushed_when_the_block_has_ended(notebook: Notebook) -> None:
    with Server(notebook.app()) as server:
        assert requests.get(f"{server.url}/notes/1", timeout=5).json() == {"lines": []}
        assert not notebook.closed
    assert notebook.closed
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{server.url}/notes/1", timeout=5)


def test_a_taken_port_is_named_with_a_next_step(notebook: Notebook) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Problem, match=rf"cannot use port {port}.*Next: Stop the program"):
            Server(notebook.app(), port).__enter__()


def test_a_failing_start_is_a_problem_and_not_a_hang() -> None:
    @asynccontextmanager
    async def broken(_: Starlette) -> AsyncIterator[None]:
        raise ValueError("no folder")
        yield

    with pytest.raises(Problem, match="did not start"):
        Server(Starlette(lifespan=broken)).__enter__()


def test_both_stand_ins_run_over_one_folder_and_stop_together(tmp_path: Path) -> None:
    (tmp_path / "jira").mkdir()
    (tmp_path / "jira" / "jira.yaml").write_text(json.dumps(site()), encoding="utf-8")
    (tmp_path / "jira" / "issues.ndjson").touch()
    with Sandbox(tmp_path) as sandbox:
        urls = [sandbox.sheets_url, sandbox.jira_url]
        assert [requests.get(f"{url}/__sandbox__/journal", timeout=5).json()["total"] for url in urls] == [0, 0]
        with pytest.raises(Problem, match="Jira sandbox server cannot use port"):
            Sandbox(tmp_path, jira_port=int(sandbox.jira_url.rpartition(":")[2])).__enter__()
    for url in urls:
        with pytest.raises(requests.ConnectionError):
            requests.get(url, timeout=5)


def test_a_drop_before_commit_changes_nothing(notebook: Notebook, url: str) -> None:
    notebook.faults.add(Fault("drop_before_commit", method="POST"))
    with pytest.raises(requests.ConnectionError):
        requests.post(f"{url}/notes/1", data="one", timeout=5)
    assert notebook.lines == []
    assert requests.post(f"{url}/notes/1", data="two", timeout=5).json() == {"lines": ["two"]}


def test_a_drop_after_commit_has_done_its_work_and_gives_no_answer(notebook: Notebook, url: str) -> None:
    notebook.faults.add(Fault("drop_after_commit", method="POST"))
    with requests.Session() as session:
        session.get(f"{url}/notes/1", timeout=5)  # the drop also hits a connection kept alive
        with pytest.raises(requests.ConnectionError):
            session.post(f"{url}/notes/1", data="one", timeout=5)
        assert session.get(f"{url}/notes/1", timeout=5).json() == {"lines": ["one"]}
    assert [entry.status for entry in notebook.journal.entries()] == [200, 0, 200]


def test_a_scripted_answer_hits_the_matching_requests_only(notebook: Notebook, url: str) -> None:
    fault = Fault("answer", path=r"/7$", times=2, after=1, status=429, body='{"slow": 1}', headers={"Retry-After": "3"})
    notebook.faults.add(fault)
    assert requests.get(f"{url}/notes/1", timeout=5).status_code == 200
    answers = [requests.get(f"{url}/notes/7", timeout=5) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 429, 429, 200]
    assert answers[1].headers["Retry-After"] == "3"
    assert answers[1].json() == {"slow": 1}


def test_html_and_empty_answers_are_not_json(notebook: Notebook, url: str) -> None:
    notebook.faults.add(Fault("html_502"), Fault("empty_200"))
    page = requests.get(f"{url}/notes/1", timeout=5)
    assert (page.status_code, page.headers["content-type"].partition(";")[0]) == (502, "text/html")
    empty = requests.get(f"{url}/notes/1", timeout=5)
    assert (empty.status_code, empty.content) == (200, b"")
    with pytest.raises(requests.JSONDecodeError):
        empty.json()


def test_a_delayed_request_times_out_in_the_client(notebook: Notebook, url: str) -> None:
    notebook.faults.add(Fault("delay", delay_seconds=1.5))
    with pytest.raises(requests.ReadTimeout):
        requests.get(f"{url}/notes/1", timeout=0.2)


def test_a_slow_answer_arrives_whole(notebook: Notebook, url: str) -> None:
    notebook.lines.append("x" * 1000)
    notebook.faults.add(Fault("slow", delay_seconds=0.2))
    assert requests.get(f"{url}/notes/1", timeout=5).json() == {"lines": ["x" * 1000]}


def test_a_fault_of_content_is_left_to_the_server_that_reads_it(notebook: Notebook, url: str) -> None:
    notebook.faults.add(Fault("repeat_page_token", path="/notes"))
    assert requests.get(f"{url}/notes/1", timeout=5).status_code == 200
    taken = notebook.faults.take("GET", "/notes/1", {"repeat_page_token"})
    assert taken is not None
    assert notebook.faults.take("GET", "/notes/1", {"repeat_page_token"}) is None


def test_the_journal_counts_calls_without_ids_and_is_cleared(notebook: Notebook, url: str) -> None:
    requests.get(f"{url}/notes/1", timeout=5)
    requests.get(f"{url}/notes/22", timeout=5)
    requests.post(f"{url}/notes/3", data="x", timeout=5)
    journal = requests.get(f"{url}/__sandbox__/journal", timeout=5).json()
    assert journal["counts"] == {"GET /notes/{id}": 2, "POST /notes/{id}": 1}
    assert (journal["total"], journal["writes"]) == (3, 1)
    assert journal["requests"][0]["bytes_sent"] == len(b'{"lines":[]}')
    assert requests.delete(f"{url}/__sandbox__/journal", timeout=5).status_code == 204
    assert requests.get(f"{url}/__sandbox__/journal", timeout=5).json()["total"] == 0


def test_faults_are_scripted_over_http(url: str) -> None:
    admin = f"{url}/__sandbox__/faults"
    assert requests.post(admin, json={"kind": "answer", "status": 418}, timeout=5).status_code == 200
    assert requests.get(f"{url}/notes/1", timeout=5).status_code == 418
    requests.post(admin, json=[{"kind": "html_502", "times": 5}], timeout=5)
    requests.delete(admin, timeout=5)
    assert requests.get(f"{url}/notes/1", timeout=5).status_code == 200
    assert requests.post(admin, json={"kind": "answer", "colour": 1}, timeout=5).status_code == 400
