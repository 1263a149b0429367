"""The operations manager's day in the Prefect UI: start a phase from its form, see it await its decision, decide in a
form, see the next phase start, open the summary."""

import email
import email.policy
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import TimeoutError

from tests.browser.conftest import Ui, picture
from tests.budgets import FAR_OFF_SECONDS, until

pytestmark = pytest.mark.slow

WAIT = 1000.0 * FAR_OFF_SECONDS
"""Milliseconds; as long as any wait of the tests, for a busy machine."""
CODE = re.compile(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}")


def property_of(page: Any, label: str) -> Any:
    """A field of the form, by its exact label (with or without "(Optional)"); the innermost one that has it."""
    words = re.compile(rf"^{re.escape(label)}( \(Optional\))?$")
    named = page.locator(".schema-form-property__label").filter(has_text=words)
    return page.locator(".schema-form-property").filter(has=named).last


def fill(page: Any, label: str, text: str) -> None:
    property_of(page, label).locator("textarea, input").first.fill(text)


def choose(page: Any, label: str, option: str) -> None:
    """Pick an option of a field by its label, with the keyboard; a form that is not awake yet is asked again."""
    field = property_of(page, label)
    wanted = page.locator(".p-select-option").get_by_text(option, exact=True)
    for _ in range(20):
        field.locator(".p-select-button__control").first.focus()
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(500)
        if wanted.count():
            break
    wanted.click()


def open_form(ui: Ui, page: Any, deployment: str) -> None:
    """The form of a deployment, awake: everything it loads has come."""
    page.goto(ui.deployment_form(deployment))
    page.wait_for_selector(".schema-form-property", timeout=WAIT)
    page.wait_for_load_state("networkidle", timeout=WAIT)
    page.wait_for_timeout(1000)


def submit(page: Any) -> None:
    page.locator("button[type=submit]").click()


def send_form(ui: Ui, page: Any, deployment: str, fill_in: Callable[[], None], name: str) -> None:
    """Fill a form in and send it; on a busy machine the page may not take the first click, so it is tried again."""
    for _ in range(5):
        open_form(ui, page, deployment)
        fill_in()
        picture(page, name)
        submit(page)
        try:
            page.wait_for_url(lambda url: not url.split("?")[0].endswith("/run"), timeout=20_000)
        except TimeoutError:
            continue
        return
    raise AssertionError(f"the form of {deployment} was not sent")


def open_newest_run(ui: Ui, page: Any, flow: str) -> None:
    """Follow the run that was just submitted."""
    for _ in range(60):
        if run := ui.newest_run(flow):
            page.goto(f"{ui.url}/runs/flow-run/{run['id']}")
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"no run of {flow}")


def test_a_phase_is_started_decided_and_followed_in_the_browser(ui: Ui, page: Any) -> None:
    def start() -> None:
        choose(page, "Rollout", "nordlys")
        fill(page, "Started by", "Lars Bjerre")

    send_form(ui, page, "discovery", start, "day-1-start")
    open_newest_run(ui, page, "discovery")
    # Exact: a line of the log says so in small letters while the run is still ending.
    page.get_by_text("Awaiting decision", exact=True).first.wait_for(timeout=WAIT)
    picture(page, "day-2-awaiting")
    until(lambda: ui.newest_run("discovery")["state"]["name"] != "Running", "the run to end")
    assert ui.newest_run("discovery")["state"]["name"] == "Awaiting decision"

    page.get_by_text("Artifacts", exact=True).first.click()
    page.locator("a[href*='artifacts/artifact']").filter(has_text="MARKDOWN").first.click()
    page.get_by_role("heading", name="Opdagelse").wait_for(timeout=WAIT)
    page.get_by_text("Hvem skal handle: Mette Holm (projektleder)").wait_for(timeout=WAIT)
    picture(page, "day-3-summary")

    def decide() -> None:
        choose(page, "Rollout", "nordlys")
        choose(page, "Phase", "discovery")
        fill(page, "Your name", "Mette Holm")
        choose(page, "Decision", "approve")
        fill(page, "Your personal code", code_of(ui, "mette.holm@nordlys.example"))
        fill(page, "Reason", "Grundlaget er i orden.")

    send_form(ui, page, "decide", decide, "day-4-decide")
    open_newest_run(ui, page, "decide")
    page.get_by_text("Completed").first.wait_for(timeout=WAIT)
    page.goto(f"{ui.url}/runs")
    page.get_by_text("vendor selection").first.wait_for(timeout=WAIT)
    run = wait_for_end(ui, page)
    assert run["state"]["name"] == "Awaiting decision"
    assert run["name"].startswith("nordlys · vendor selection · ")
    assert {"rollout:nordlys", "phase:vendor_selection", "vendor:Baltic Ledger Services"} <= set(run["tags"])
    page.goto(f"{ui.url}/runs")
    page.get_by_text("Awaiting decision").nth(1).wait_for(timeout=WAIT)
    picture(page, "day-5-runs")


def test_a_wrong_value_is_refused_in_the_form_and_starts_nothing(ui: Ui, page: Any) -> None:
    before = ui.newest_run("decide").get("id")
    open_form(ui, page, "decide")
    choose(page, "Rollout", "nordlys")
    choose(page, "Phase", "pilot")
    fill(page, "Your name", "Mette Holm")
    choose(page, "Decision", "approve")
    fill(page, "Your personal code", "short")
    fill(page, "Reason", "ok")
    for _ in range(10):
        submit(page)
        page.wait_for_timeout(3000)
        if page.get_by_text("too short").count():
            break
    page.get_by_text("too short").first.wait_for(timeout=WAIT)
    picture(page, "form-refused", whole=True)
    assert "/run" in page.url
    assert ui.newest_run("decide").get("id") == before


def test_the_page_asks_nothing_of_any_other_host(ui: Ui, page: Any) -> None:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url.removeprefix("blob:")).netloc))
    for path in ("/dashboard", "/runs", "/deployments"):
        page.goto(f"{ui.url}{path}")
        page.wait_for_timeout(1500)
    assert hosts == {ui.url.removeprefix("http://")}


def code_of(ui: Ui, address: str) -> str:
    for path in (ui.home / "outbox").glob("*.eml"):
        letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        if letter["To"] == address:
            return str(CODE.findall(str(letter.get_content()))[0])
    raise AssertionError(f"no letter to {address}")


def wait_for_end(ui: Ui, page: Any) -> dict[str, Any]:
    for _ in range(int(FAR_OFF_SECONDS)):
        run = ui.newest_run("vendor_selection")
        if run and run["state"]["type"] in ("COMPLETED", "FAILED", "CRASHED"):
            return run
        page.wait_for_timeout(1000)
    raise AssertionError("vendor selection did not end")
