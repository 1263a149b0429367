"""Tell channels of a published document: one message each, once; a lost channel keeps nothing from being published.

Here: which channels are told, and what became of it. Not here: sending (`connectors.messages.announcing`), the text
(`reports.forms.summaries`).
"""

from collections.abc import Mapping

from prefect import task

from connectors.effects import announcement_effect
from connectors.errors import ConnectorError
from connectors.ports.messages import Announcer, Channel
from domain.ledger.events import EventKind
from domain.reasons import Reason
from reports.documents import Document
from reports.forms.summaries import summary_text
from tasks.frame.context import Announced, Published, RunContext
from tasks.frame.retrying import OUTSIDE
from tasks.frame.telling import tell
from tasks.publish import perform_effect


def announce(
    context: RunContext, document: Document, links: Mapping[str, str], name: str, *, again: bool = False
) -> Announced:
    """Tell every channel once per name. A channel that cannot be told keeps nothing from being published.

    Args:
        name: the document and its version.
        again: only channels that an earlier run could not tell; one that was set later hears nothing old.
    """
    announcer = context.announcer
    if announcer is None or not announcer.channels:
        return Announced()
    title, body = summary_text(document, context.language, links)
    told, missed = list[str](), list[Reason]()
    for channel in announcer.channels:
        key = f"announce/{name}/{channel.channel_id}"
        if again and not _was_missed(context, key):
            continue
        try:
            tell_channel(context, announcer, channel, title, body, key)
            told.append(channel.name)
        except ConnectorError as problem:  # transient ones too: Prefect has tried them as often as it does
            tell(f"Not announced: {problem.sentence()}")
            missed.append(
                Reason(
                    "Not delivered: the summary for {channel}. The log says why; start the review again to send it.",
                    channel=channel.name,
                )
            )
    return Announced(tuple(told), tuple(missed))


@task(name="announce", task_run_name="announce to {channel.name}", **OUTSIDE)
def tell_channel(
    context: RunContext, announcer: Announcer, channel: Channel, title: str, body: str, key: str
) -> Published:
    """Send a summary to one channel."""
    result = perform_effect(context, announcement_effect(announcer, channel, title, body, key))
    tell(f"Told {channel.name}" + ("" if result.performed else " already"))
    return Published(links={}, changed=result.performed)


def _was_missed(context: RunContext, key: str) -> bool:
    ledger, rollout_id = context.book.ledger, context.rollout_id
    return (
        ledger.find(rollout_id, EventKind.EFFECT_PLANNED, key) is not None
        and ledger.find(rollout_id, EventKind.EFFECT_DONE, key) is None
    )
