r"""JQL as tokens, and what Jira says about text that is none.

Here: words, quoted strings, operators, places. Not here: grammar (`sandbox.jira.jql.grammar`), meaning
(`sandbox.jira.jql.fields`). Texts in Jira's own words were seen in public issue threads; those the sandbox invents
say so where they stand.
"""

import re
from dataclasses import dataclass
from typing import Literal

TokenKind = Literal["word", "quoted", "operator", "(", ")", ",", "end"]

_RESERVED = """
    abort access add after alias all alter and any are as asc at audit avg be before begin between boolean break but
    by byte catch cf char character check checkpoint collate collation column commit connect continue count create
    current date decimal declare decrement default defaults define delete delimiter desc difference distinct divide do
    double drop else empty encoding end equals escape exclusive exec execute exists explain false fetch file field
    first float for from function go goto grant greater group having identified if immediate in increment index initial
    inner inout input insert int integer intersect intersection into is isempty isnull it join last left less like
    limit lock long max min minus mode modify modulo more multiply next no noaudit not notin nowait null number object
    of on option or order outer output power previous prior privileges public raise raw remainder rename resource
    return returns revoke right row rowid rownum rows select session set share size sqrt start strict string subtract
    such sum synonym table that the their then there these they this to trans transaction trigger true uid union unique
    update user validate values view was when whenever where while will with
"""
RESERVED_WORDS = frozenset(_RESERVED.split())
"""Words that mean something in JQL or are kept free for it; as a value they must be quoted."""

OPERATORS_TEXT = "'=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'"

_SPACE = re.compile(r"\s+")
_OPERATOR = re.compile(r"!=|!~|<=|>=|[=<>~]|&&|&|\|\||\||!")
_WORD = re.compile(r"""(?:[^\s"'=!<>~(),&|\[\]{}*/%+$#@?;\\`^]|\[[^\]]*\])+""")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", "'": "'", '"': '"', " ": " "}


class JqlError(Exception):
    """A query Jira refuses with 400; the text is what it answers."""


class UnknownValue(JqlError):
    """A query that is well formed but names something that does not exist; anonymous callers get an empty answer."""


@dataclass(frozen=True)
class Token:
    """A piece of a query and where it begins, counted from 1."""

    kind: TokenKind
    text: str
    line: int
    character: int

    @property
    def place(self) -> str:
        """`(line 1, character 9)`."""
        return f"(line {self.line}, character {self.character})"

    def is_word(self, *words: str) -> bool:
        """Whether this is one of the words, unquoted, in any case."""
        return self.kind == "word" and self.text.lower() in words


def syntax_error(text: str, token: Token | None = None) -> JqlError:
    """An error in Jira's frame, with the place when there is one."""
    return JqlError(f"Error in the JQL Query: {text}{f' {token.place}' if token else ''}")


def tokenize(query: str) -> list[Token]:
    """The tokens of a query, closed by one of kind `end`.

    Raises:
        JqlError: an unfinished string, an illegal escape, a reserved character.
    """
    tokens: list[Token] = []
    position = 0
    while position < len(query):
        if space := _SPACE.match(query, position):
            position = space.end()
            continue
        token, position = _token_at(query, position)
        tokens.append(token)
    return [*tokens, Token("end", "", *_place(query, len(query)))]


def _place(query: str, position: int) -> tuple[int, int]:
    return query.count("\n", 0, position) + 1, position - (query.rfind("\n", 0, position) + 1) + 1


def _token_at(query: str, position: int) -> tuple[Token, int]:
    line, character = _place(query, position)
    letter = query[position]
    if letter in "\"'":
        text, end = _quoted(query, position, Token("quoted", "", line, character))
        return Token("quoted", text, line, character), end
    if letter in "(),":
        kind: TokenKind = "(" if letter == "(" else ")" if letter == ")" else ","
        return Token(kind, letter, line, character), position + 1
    if match := _OPERATOR.match(query, position):
        return _operator(match.group(), line, character), match.end()
    if match := _WORD.match(query, position):
        return Token("word", match.group(), line, character), match.end()
    raise syntax_error(
        f"The character '{letter}' is a reserved JQL character. You must enclose it in a string or use the escape "
        f"'\\u{ord(letter):04x}' instead.",
        Token("word", letter, line, character),
    )


def _operator(text: str, line: int, character: int) -> Token:
    spoken = {"&": "and", "&&": "and", "|": "or", "||": "or", "!": "not"}.get(text)
    return Token("word", spoken, line, character) if spoken else Token("operator", text, line, character)


def _quoted(query: str, start: int, where: Token) -> tuple[str, int]:
    quote, position = query[start], start + 1
    letters: list[str] = []
    while position < len(query):
        letter = query[position]
        if letter == quote:
            return "".join(letters), position + 1
        if letter == "\\":
            decoded, position = _escape(query, position)
            letters.append(decoded)
        else:
            letters.append(letter)
            position += 1
    raise syntax_error(f"The quoted string '{query[start + 1 :]}' has not been completed.", where)


def _escape(query: str, position: int) -> tuple[str, int]:
    following = query[position + 1 : position + 2]
    if following in _ESCAPES and following:
        return _ESCAPES[following], position + 2
    digits = query[position + 2 : position + 6]
    if following == "u" and re.fullmatch(r"[0-9a-fA-F]{4}", digits):
        return chr(int(digits, 16)), position + 6
    raise syntax_error(
        f"'\\{following}' is an illegal JQL escape sequence. The valid escape sequences are \\', \\\", \\t, \\n, \\r, "
        "\\\\, '\\ ' and \\uXXXX.",
        Token("word", "", *_place(query, position)),
    )
