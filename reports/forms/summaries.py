"""A document as a short message for chat and mail: verdict, lines, what is asked, links.

Here: the text, plain, for any service. Not here: making it harmless (`reports.forms.comments.neutral`), sending it
(`connectors.messages.announcing`).
"""

from collections.abc import Mapping, Sequence

from reports.documents import SYMBOLS, Document
from reports.forms.comments import link_lines, neutral, said_lines
from reports.language import Speaker

LONGEST = 2_999
"""Signs of title and body together: every service takes so many in one message."""
LONGEST_TITLE = 250
MORE = "…"


def summary_text(document: Document, language: str, links: Mapping[str, str]) -> tuple[str, str]:
    """Title and body; a long body is cut between two lines, and its links stay whole."""
    speaker = Speaker(language, zone=document.zone, currency=document.currency)
    title = neutral(f"{SYMBOLS[document.status]} {speaker.say(document.title)}: {speaker.say(document.verdict)}")
    title = title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + MORE
    lines = said_lines(document, speaker)
    # By name, as the ledger keeps them: a later run's summary reads the same.
    places = "\n".join(link_lines(dict(sorted(links.items()))))
    room = LONGEST - len(title) - len(places) - len("\n\n")
    return title, f"{_cut(lines, room)}\n\n{places}".strip()


def _cut(lines: Sequence[str], room: int) -> str:
    """Whole lines that fit; a sign says that more was there."""
    whole = "\n".join(lines)
    if len(whole) <= room:
        return whole
    kept: list[str] = []
    for line in lines:
        if len("\n".join((*kept, line, MORE))) > room:
            break
        kept.append(line)
    return "\n".join((*kept, MORE))
