"""JQL's grammar: tokens in, a tree of clauses and an order out.

Here: the tree and its one parser. Not here: whether a field or a value exists (`sandbox.jira.jql.fields`).
History searches (WAS, CHANGED) are outside the subset and are refused with a text that says so.
"""

from dataclasses import dataclass

from sandbox.jira.jql.tokens import OPERATORS_TEXT, RESERVED_WORDS, JqlError, Token, TokenKind, syntax_error, tokenize


@dataclass(frozen=True)
class Literal:
    """A value as written; `quoted` tells "EMPTY" the text from EMPTY the word."""

    text: str
    quoted: bool = False


@dataclass(frozen=True)
class Call:
    """A function: `currentUser()`, `startOfDay("-1d")`."""

    name: str
    arguments: tuple[str, ...] = ()


Value = Literal | Call


@dataclass(frozen=True)
class Clause:
    """`field operator values`; operator is one of = != < > <= >= ~ !~ in, not in, is, is not."""

    field: str
    operator: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class And:
    """All parts hold."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Or:
    """At least one part holds."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: "Node"


Node = Clause | And | Or | Not


@dataclass(frozen=True)
class Query:
    """A parsed query; `where` is None when nothing restricts it."""

    where: Node | None
    order_by: tuple[tuple[str, bool], ...] = ()
    """(field, descending)"""


def parse(text: str) -> Query:
    """Read a query.

    Raises:
        JqlError: in Jira's words.
    """
    return _Parser(tokenize(text)).query()


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens, self._position = tokens, 0

    @property
    def _here(self) -> Token:
        return self._tokens[self._position]

    def _at(self, *kinds: TokenKind) -> bool:
        return self._here.kind in kinds

    def _take(self) -> Token:
        token = self._here
        self._position += token.kind != "end"
        return token

    def _take_word(self, *words: str) -> bool:
        found = self._here.is_word(*words)
        self._position += found
        return found

    def query(self) -> Query:
        where = None if self._at("end") or self._here.is_word("order") else self._or()
        order = self._order() if self._here.is_word("order") else ()
        if not self._at("end"):
            raise syntax_error(f"Expecting either 'OR' or 'AND' but got '{self._here.text}'.", self._here)
        return Query(where, order)

    def _or(self) -> Node:
        parts = [self._and()]
        while self._take_word("or"):
            parts.append(self._and())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _and(self) -> Node:
        parts = [self._not()]
        while self._take_word("and"):
            parts.append(self._not())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _not(self) -> Node:
        if self._take_word("not"):
            return Not(self._not())
        if not self._at("("):
            return self._clause()
        self._take()
        inner = self._or()
        if self._at("end"):
            raise syntax_error("Expecting ')' before the end of the query.")
        if not self._at(")"):
            raise syntax_error(f"Expecting either 'OR' or 'AND' but got '{self._here.text}'.", self._here)
        self._take()
        return inner

    def _clause(self) -> Clause:
        field = self._field()
        operator = self._operator()
        if operator in ("in", "not in"):
            return Clause(field, operator, self._list_or_call())
        return Clause(field, operator, (self._value(),))

    def _field(self) -> str:
        token = self._take()
        if token.kind == "end":
            raise syntax_error("Expecting a field name at the end of the query.")
        if token.kind == "quoted":
            return token.text
        if token.kind != "word":
            raise syntax_error(f"Expecting a field name but got '{token.text}'.", token)
        if token.text.lower() in RESERVED_WORDS:
            raise _reserved(token)
        return token.text

    def _operator(self) -> str:
        token = self._take()
        if token.kind == "operator":
            return token.text
        if token.is_word("in"):
            return "in"
        if token.is_word("not") and self._take_word("in"):
            return "not in"
        if token.is_word("is"):
            return "is not" if self._take_word("not") else "is"
        if token.is_word("was", "changed"):
            raise JqlError(
                f"The sandbox does not search histories: '{token.text.upper()}' is not in its subset of JQL."
            )
        if token.kind == "end":
            raise syntax_error(
                f"Expecting operator before the end of the query. The valid operators are {OPERATORS_TEXT}."
            )
        raise syntax_error(
            f"Expecting operator but got '{token.text}'. The valid operators are {OPERATORS_TEXT}.", token
        )

    def _list_or_call(self) -> tuple[Value, ...]:
        if not self._at("("):
            value = self._value()
            if isinstance(value, Call):
                return (value,)
            raise JqlError(f"Operator 'in' does not support the non-list value '{value.text}'.")
        self._take()
        values = [self._value()]
        while self._at(","):
            self._take()
            values.append(self._value())
        if self._at("end"):
            raise syntax_error("Expecting ')' before the end of the query.")
        if not self._at(")"):
            raise syntax_error(f"Expecting either ',' or ')' but got '{self._here.text}'.", self._here)
        self._take()
        return tuple(values)

    def _value(self) -> Value:
        token = self._take()
        if token.kind == "end":
            raise syntax_error("Expecting either a value, list or function before the end of the query.")
        if token.kind == "quoted":
            return Literal(token.text, quoted=True)
        if token.is_word("empty", "null"):
            return Literal("EMPTY")
        if token.kind != "word" or token.is_word("and", "or", "not", "in", "is", "order", "by", "cf"):
            raise syntax_error(
                f"Expecting either a value, list or function but got '{token.text}'. "
                f"You must surround '{token.text}' in quotation marks to use it as a value.",
                token,
            )
        if self._at("("):
            return self._call(token.text)
        if token.text.lower() in RESERVED_WORDS:
            raise _reserved(token)
        return Literal(token.text)

    def _call(self, name: str) -> Call:
        self._take()
        arguments: list[str] = []
        while self._at("word", "quoted"):
            arguments.append(self._take().text)
            if self._at(","):
                self._take()
        if not self._at(")"):
            raise syntax_error("Expecting ')' before the end of the query.")
        self._take()
        return Call(name, tuple(arguments))

    def _order(self) -> tuple[tuple[str, bool], ...]:
        self._take()
        if not self._take_word("by"):
            raise syntax_error(f"Expecting 'by' but got '{self._here.text}'.", self._here)
        fields = [self._sort()]
        while self._at(","):
            self._take()
            fields.append(self._sort())
        return tuple(fields)

    def _sort(self) -> tuple[str, bool]:
        field = self._field()
        if self._take_word("desc"):
            return field, True
        self._take_word("asc")
        return field, False


def _reserved(token: Token) -> JqlError:
    return syntax_error(
        f"'{token.text}' is a reserved JQL word. You must surround it in quotation marks to use it in a query.", token
    )
