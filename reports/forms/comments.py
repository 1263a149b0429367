"""A document as a short plain text for a Jira comment or a message: verdict, lines, links.

Text from tickets and sheets is data: what Jira or chat would act on (mentions, macros, mark-up, links) is broken up.
Not here: the summary for chat and mail (`reports.forms.summaries`).
"""

import re
from collections.abc import Mapping

from reports.documents import Document
from reports.language import Speaker

JOINER = "\u2060"  # invisible word joiner: breaks a mention, macro or link without changing how it reads
_INSTEAD: dict[str | int, str | None] = {
    # Marks that act in pairs whatever stands between them: no invisible sign helps, so another sign takes their place.
    # Slack's own mentions and links are made of < and >, and libraries put escaped ones back.
    "<": "‹",
    ">": "›",
    "*": "∗",
    "`": "ˋ",
    "~": "∼",
    # Controls, among them those that turn the direction of text: what is read is what is there.
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))),
}
INSTEAD = str.maketrans(_INSTEAD)
EMPHASIS = re.compile(r"(?<![^\W_])_|_(?![^\W_])")  # _so_; not a_b
ACTIVE = re.compile(
    r"[@{}\[\]!|]"  # mentions, macros, links, pictures, tables
    r"|:(?=//)"  # https://
    r"|(?<=\w)\.(?=[^\W\d])"  # www.evil.example; not 98.2
)


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
        *said_lines(document, speaker),
        "",
        *link_lines(links),
        *((f"{ledger}: {anchor}",) if anchor else ()),
    ]
    return "\n".join(lines).strip()


def said_lines(document: Document, speaker: Speaker) -> list[str]:
    """The document's few sentences, and what is asked of the reader."""
    asked = speaker.text("Asked of you")
    asks = [f"- {neutral(speaker.say(ask))}" for ask in document.asks]
    return [
        *(f"- {neutral(speaker.say(line))}" for line in document.lines),
        *(("", f"{asked}:", *asks) if asks else ()),
    ]


def link_lines(links: Mapping[str, str]) -> tuple[str, ...]:
    """A line per link that opens anywhere."""
    return tuple(f"{neutral(name)}: {url}" for name, url in links.items() if url.startswith(("https://", "http://")))


def neutral(text: str) -> str:
    """Text in which mentions, macros, mark-up and links have lost their power."""
    flat = " ".join(text.encode("utf-8", "replace").decode().split())
    return ACTIVE.sub(rf"\g<0>{JOINER}", EMPHASIS.sub("ˍ", flat.translate(INSTEAD)))
