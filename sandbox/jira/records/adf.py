"""Atlassian Document Format to text and back: REST v3 speaks documents, v2 speaks text.

Here: the conversion. `to_text(from_text(x)) == x` for every text. Not here: when which form is used
(`sandbox.jira.views`). From documents to text, what has no plain form (panels, media, mentions) keeps its words;
marks are dropped.
"""

from collections.abc import Sequence
from typing import Any

Node = dict[str, Any]


def from_text(text: str) -> Node:
    """A document: a blank line parts paragraphs, a line end is a hard break."""
    return {"type": "doc", "version": 1, "content": [_paragraph(part) for part in text.split("\n\n")] if text else []}


def _paragraph(text: str) -> Node:
    content: list[Node] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            content.append({"type": "hardBreak"})
        if line:
            content.append({"type": "text", "text": line})
    return {"type": "paragraph", "content": content}


def is_document(value: object) -> bool:
    """Whether Jira would take this as a document: doc, version 1, content of typed nodes."""
    if not isinstance(value, dict) or value.get("type") != "doc" or value.get("version") != 1:
        return False
    content = value.get("content")
    return isinstance(content, list) and all(_is_node(node) for node in content)


def _is_node(node: object) -> bool:
    if not isinstance(node, dict) or not isinstance(node.get("type"), str):
        return False
    if node["type"] == "text" and not (isinstance(node.get("text"), str) and node["text"]):
        return False
    content = node.get("content", [])
    return isinstance(content, list) and all(_is_node(child) for child in content)


def to_text(value: object) -> str:
    """The plain text of a document; text stays as it is, anything else is empty."""
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        return ""
    return _blocks(value.get("content") or [], "\n\n")


def _blocks(nodes: Sequence[Node], between: str) -> str:
    return between.join(_block(node) for node in nodes)


def _block(node: Node) -> str:
    content = node.get("content") or []
    match node.get("type"):
        case "heading":
            return f"h{node.get('attrs', {}).get('level', 1)}. {_inline(content)}"
        case "bulletList":
            return "\n".join(f"* {_blocks(item.get('content') or [], ' ')}" for item in content)
        case "orderedList":
            return "\n".join(f"# {_blocks(item.get('content') or [], ' ')}" for item in content)
        case "rule":
            return "----"
        case "tableRow":
            return "|".join(["", *(_blocks(cell.get("content") or [], " ") for cell in content), ""])
        case "table" | "blockquote" | "panel" | "expand":
            return _blocks(content, "\n")
        case _:
            return _inline(content) if content else _inline([node])


def _inline(nodes: Sequence[Node]) -> str:
    return "".join(_inline_node(node) for node in nodes)


def _inline_node(node: Node) -> str:
    attributes = node.get("attrs") or {}
    match node.get("type"):
        case "text":
            return str(node.get("text", ""))
        case "hardBreak":
            return "\n"
        case "mention" | "emoji" | "status":
            return str(attributes.get("text") or attributes.get("shortName") or "")
        case "inlineCard":
            return str(attributes.get("url", ""))
        case _:
            return _inline(node.get("content") or [])
