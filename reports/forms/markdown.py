"""A document as Markdown, for Prefect artifacts: verdict, lines, facts, tables, links.

All values are data from sheets and tickets: what Markdown or HTML would act on is escaped.
"""

import re
from collections.abc import Mapping, Sequence

from domain.reasons import Reason
from reports.documents import SYMBOLS, Document, Section, Table, Value
from reports.drawings import Status
from reports.language import Speaker

LONGEST_TABLE_ROWS = 25


def render_markdown(
    document: Document, language: str, links: Mapping[str, str] | None = None, first: Sequence[Reason] = ()
) -> str:
    """The document's Markdown; long tables are cut and say so, the links lead to the whole.

    Args:
        first: sentences that stand above the document, as a quotation.
    """
    speaker = Speaker(language, zone=document.zone, currency=document.currency)
    parts = [
        f"# {escape(speaker.say(document.title))}",
        "\n>\n".join(f"> {escape(speaker.say(line))}" for line in first),
        f"**{SYMBOLS[document.status]} {escape(speaker.say(document.verdict))}**",
        *(escape(speaker.say(line)) for line in document.lines),
        _facts(document, speaker),
        _links(links or {}, speaker),
        *(_section(section, speaker) for section in document.sections),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def escape(text: str) -> str:
    """Text that Markdown and HTML leave alone: `<`, `|`, `*`, `[`, backticks and newlines lose their power."""
    flat = re.sub(r"\s+", " ", text).strip()
    flat = flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_\[\]{}|#!~$])", r"\\\1", flat)


def _facts(document: Document, speaker: Speaker) -> str:
    if not document.facts:
        return ""
    rows = [
        f"| {_marked(fact.status)}{escape(speaker.say(fact.label))} "
        f"| {escape(speaker.value(fact.value, fact.kind, fact.decimals))} |"
        for fact in document.facts
    ]
    return "\n".join(["| | |", "|---|---:|", *rows])


def _marked(status: Status) -> str:
    return "" if status == "neutral" else f"{SYMBOLS[status]} "


def _links(links: Mapping[str, str], speaker: Speaker) -> str:
    lines = [f"- [{escape(name)}]({_address(url)})" for name, url in links.items()]
    heading = speaker.text("Where to look")
    return "\n".join([f"**{heading}**", "", *lines]) if lines else ""


def _address(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29").replace(" ", "%20").replace("<", "%3C")


def _section(section: Section, speaker: Speaker) -> str:
    parts = [f"## {escape(speaker.say(section.heading))}"]
    parts += [escape(speaker.say(paragraph)) for paragraph in section.paragraphs]
    parts += [_table(table, speaker) for table in section.all_tables]
    return "\n\n".join(parts)


def _table(table: Table, speaker: Speaker) -> str:
    if not table.rows:
        return f"_{escape(speaker.say(table.empty))}_"
    heads = [escape(speaker.say(column.heading)) for column in table.columns]
    rules = ["---" if column.kind in ("text", "status") else "---:" for column in table.columns]
    lines = [f"*{escape(speaker.say(table.caption))}*", "", _line(heads), _line(rules)]
    for index, row in enumerate(table.rows[:LONGEST_TABLE_ROWS]):
        cells = [
            _cell(value, column.kind, column.decimals, speaker)
            for value, column in zip(row, table.columns, strict=True)
        ]
        if table.statuses:
            cells[0] = f"{SYMBOLS[table.statuses[index]]} {cells[0]}"
        lines.append(_line(cells))
    hidden = len(table.rows) - LONGEST_TABLE_ROWS
    if hidden > 0:
        lines += ["", f"… +{hidden}"]
    return "\n".join(lines)


def _cell(value: Value, kind: str, decimals: int, speaker: Speaker) -> str:
    return escape(speaker.value(value, kind, decimals))  # type: ignore[arg-type]


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
