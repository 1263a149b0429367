"""Publish once: every outside write goes through an effect with a key made of what is written.

Here: tabs, pages, issues, comments, messages to channels. Not here: how an effect stays single (`connectors.effects`),
how a document looks (`reports`). A re-run with equal content finds every effect done and touches nothing.

Each task imports the form it draws: a run loads python-docx, XlsxWriter or Typst only where it publishes such a file.
"""

import hashlib
from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit

from prefect import task

from connectors.effects import (
    SETTLE_SECONDS,
    Effect,
    EffectResult,
    comment_effect,
    effect_label,
    file_effect,
    issue_effect,
    perform,
    tabs_effect,
)
from connectors.ports.tracker import IssueDraft, IssueTracker
from domain.actions.actions import Action
from domain.ledger.events import EventKind
from domain.workbook.cells import content_hash
from reports.documents import Document
from reports.forms.sheet_tabs import tab_contents
from reports.language import Speaker
from reports.vendor_selection.award.letters import AwardLetter
from reports.vendor_selection.tender.invitation import Invitation
from tasks.frame.context import EffectDesk, IssueDesk, Published, RunContext
from tasks.frame.retrying import OUTSIDE
from tasks.frame.telling import tell

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@task(name="publish tabs", task_run_name="publish tabs of {document.slug}", **OUTSIDE)
def publish_tabs(context: RunContext, document: Document) -> Published:
    """Write a document's tables as tabs of the workbook: one structural and one values batch."""
    tabs = tab_contents(document, context.language)
    digest = hashlib.sha256("".join(content_hash(tab.rows) for tab in tabs).encode()).hexdigest()
    key = _version_key(context, f"tabs/{document.slug}", digest[:16])
    result = perform_effect(context, tabs_effect(context.workbooks, context.spreadsheet_id, tabs, key))
    links = {entry["title"]: entry["url"] for entry in result.reference["tabs"]}
    tell(f"{_did(result)} the tabs {', '.join(links)}")
    return Published(links=links, changed=result.performed)


@task(name="publish page", task_run_name="publish page {document.slug}", **OUTSIDE)
def publish_page(context: RunContext, document: Document) -> Published:
    """Write a document as one self-contained HTML file."""
    from reports.forms.html.pages import render_page

    return _publish_file(context, document, "page", "html", render_page(document, context.language).encode())


@task(name="publish workbook", task_run_name="publish workbook {document.slug}", **OUTSIDE)
def publish_workbook(context: RunContext, document: Document) -> Published:
    """Write a document as an Excel file: a front sheet, and a sheet per section."""
    from reports.forms.excel.workbooks import render_workbook

    return _publish_file(context, document, "workbook", "xlsx", render_workbook(document, context.language))


@task(name="publish PDF", task_run_name="publish PDF {document.slug}", **OUTSIDE)
def publish_pdf(context: RunContext, document: Document) -> Published:
    """Write a document as an accessible PDF, with the page's drawings."""
    from reports.forms.charts.svg import drawn
    from reports.forms.paper.prints import render_pdf

    content = render_pdf(document, context.language, drawn(document, context.language))
    return _publish_file(context, document, "pdf", "pdf", content)


@task(name="publish proposal template", task_run_name="publish proposal template", **OUTSIDE)
def publish_template(context: RunContext, invitation: Invitation) -> Published:
    """Write the workbook bidders fill in, in the reader's language."""
    from reports.vendor_selection.tender.template import SLUG, render_template

    content = render_template(invitation, context.language)
    return _place_file(context, SLUG, "workbook", "xlsx", content)


@task(name="publish Word file", task_run_name="publish Word file {document.slug}", **OUTSIDE)
def publish_word(context: RunContext, document: Document) -> Published:
    """Write a document as a Word file, for those who work on in it."""
    from reports.forms.word.files import render_word

    return _publish_file(context, document, "word", "docx", render_word(document, context.language))


@task(name="publish letter", task_run_name="publish {letter.slug}", **OUTSIDE)
def publish_letter(context: RunContext, letter: AwardLetter) -> Published:
    """Write a letter's draft as a Word file. It is sent to nobody."""
    from reports.vendor_selection.award.letter_files import render_letter

    return _publish_file(context, letter, "word", "docx", render_letter(letter, context.language))


@task(name="create issues", task_run_name="create issues", **OUTSIDE)
def create_issues(context: RunContext, drafts: tuple[tuple[str, IssueDraft], ...]) -> Published:
    """Create each draft once; its key (first of the pair) decides what counts as the same issue.

    References map the draft's key to the tracker's key.
    """
    return open_issues(context, drafts)


def open_issues(desk: IssueDesk, drafts: tuple[tuple[str, IssueDraft], ...]) -> Published:
    """The same, for work that is no task of a flow: a decision at the command line."""
    links, references, changed = {}, {}, False
    for name, draft in drafts:
        result = perform_effect(desk, issue_effect(desk.tracker, draft, f"issue/{name}"), index_lags=True)
        links[str(result.reference["key"])] = str(result.reference["url"])
        references[name] = str(result.reference["key"])
        changed |= result.performed
    if drafts:
        tell(f"{desk.tracker.service} holds {', '.join(links)}" + ("" if changed else " already"))
    return Published(links=links, changed=changed, references=references)


@task(name="comment", task_run_name="comment on {issue_key}", **OUTSIDE)
def add_comment(context: RunContext, issue_key: str, body: str, name: str) -> Published:
    """Add a comment once per name; the marker in its last line makes it findable."""
    key = f"comment/{name}"
    result = perform_effect(context, comment_effect(context.tracker, issue_key, body, key))
    tell(f"{_did(result)} the comment on {issue_key}")
    return Published(links={issue_key: context.tracker.issue_url(issue_key)}, changed=result.performed)


def draft(
    desk: IssueDesk, name: str, kind: str, summary: str, description: str, due_on: date | None = None
) -> tuple[str, IssueDraft]:
    """An issue of the governance project; `kind` is "epic" or "task"."""
    issue_type = desk.projects.epic_type if kind == "epic" else desk.projects.task_type
    return name, IssueDraft(
        project=desk.projects.governance,
        issue_type=issue_type,
        summary=summary[:250],
        description=description,
        due_on=due_on.isoformat() if due_on else None,
        label=effect_label(f"{desk.rollout_id}/issue/{name}"),
        labels=(f"rollout-{desk.rollout_id}",),
    )


def action_drafts(desk: IssueDesk, actions: Sequence[Action], kind: str = "task") -> tuple[tuple[str, IssueDraft], ...]:
    """Each action as an issue of the governance project, in the reader's language."""
    speaker = Speaker(desk.language, zone=desk.zone, currency=desk.contract.currency)
    return tuple(draft(desk, a.key, kind, speaker.say(a.title), speaker.say(a.why), a.due_on) for a in actions)


def browse_address(tracker: IssueTracker) -> str:
    """Where people open tickets (`https://.../browse/`); empty for a stand-in on this machine, whose address passes."""
    address = tracker.issue_url("")
    return "" if (urlsplit(address).hostname or "") in LOOPBACK else address


def _publish_file(
    context: RunContext, document: Document | AwardLetter, form: str, ending: str, content: bytes
) -> Published:
    return _place_file(context, document.slug, form, ending, content)


def _place_file(context: RunContext, slug: str, form: str, ending: str, content: bytes) -> Published:
    place = context.documents.place(context.rollout_id, f"{slug}.{ending}")
    key = _version_key(context, f"{form}/{slug}", hashlib.sha256(content).hexdigest()[:16])
    result = perform_effect(context, file_effect(place, content, key))
    tell(f"{_did(result)} {place.address}")
    name = slug if form == "page" else place.file_name
    return Published(links={name: place.url}, changed=result.performed)


def _version_key(context: RunContext, place: str, digest: str) -> str:
    """The key of putting content `digest` at `place`.

    Content may go from A to B and back to A: the second A is a new effect. So the key counts the versions that
    were completed at the place, and stays the same while the newest of them is this content.
    """
    done = [
        event.key
        for event in context.book.events()
        if event.kind is EventKind.EFFECT_DONE and event.key.startswith(f"{place}/")
    ]
    if done and done[-1].rsplit("/", 1)[-1] == digest:
        return done[-1]
    return f"{place}/{len(done) + 1}/{digest}"


def perform_effect(context: EffectDesk, effect: Effect, *, index_lags: bool = False) -> EffectResult:
    """See to it that the effect has happened once.

    Args:
        index_lags: the target is searched through an index that may be late; a resend looks several times.
    """
    book = context.book
    settle_seconds = SETTLE_SECONDS if index_lags else (0.0,)
    return perform(effect, book.ledger, book.lease, actor=book.actor, now=book.now, settle_seconds=settle_seconds)


def _did(result: EffectResult) -> str:
    return "Published" if result.performed else "Unchanged:"
