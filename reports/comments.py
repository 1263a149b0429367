"""A document as a short plain text for a Jira comment or a message: verdict, lines, links.

Text from tickets and sheets is data: what Jira or chat would act on (mentions, macros, mark-up) is broken up.
"""

from collections.abc import Mapping

from reports.documents import Document
from reports.language import Speaker

JOINER = "\u2060"  # invisible word joiner: breaks a mention or macro without changing how it reads
ACTIVE = ("@", "[~", "{", "}", "[", "]", "!", "|", "<", ">")


def comment_text(document: Document, language: str, links: Mapping[str, str], anchor: str = "") -> str:
    """Plain text of some lines; links last, without those that only open on the machine that wrote them.

    Args:
        anchor: hash of the ledger's newest entry, for the other party to keep; empty leaves it out.
    """
    speaker = Speaker(language, zone=document.zone, currency=document.currency)
    ledger = speaker.text("Ledger")
    lines = [
        f"{neutral(speaker.say(document.title))}: {neutral(speaker.say(document.verdict))}",
        "",
        *(f"- {neutral(speaker.say(line))}" for line in document.lines),
        "",
        *(f"{neutral(name)}: {url}" for name, url in links.items() if url.startswith(("https://", "http://"))),
        *((f"{ledger}: {anchor}",) if anchor else ()),
    ]
    return "\n".join(lines).strip()


def neutral(text: str) -> str:
    """Text in which mentions, macros and mark-up have lost their power."""
    flat = " ".join(text.split())
    for sign in ACTIVE:
        flat = flat.replace(sign, f"{sign}{JOINER}")
    return flat
