"""The Sheets v4 schemas, and the check of request bodies against them.

Here: which fields a schema has, and a body cleaned (nulls dropped, "5" as 5) or refused in the service's words. Not
here: what the fields mean. `sheets_v4_shapes.json` is the public discovery document (revision 20261019) cut down to
names and types; a test compares it with the one installed beside Google's own client.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from sandbox.sheets.wire.errors import ApiError, bad_request

SHAPES_FILE = Path(__file__).with_name("sheets_v4_shapes.json")
_WHOLE_NUMBER = re.compile(r"-?[0-9]+")
_PROTO_TYPES = {"string": "TYPE_STRING", "integer": "TYPE_INT32", "number": "TYPE_DOUBLE", "boolean": "TYPE_BOOL"}
_LIST_VALUE = "type.googleapis.com/google.protobuf.ListValue"


@cache
def _shapes() -> dict[str, dict[str, str]]:
    shapes: dict[str, dict[str, str]] = json.loads(SHAPES_FILE.read_text(encoding="utf-8"))
    return shapes


def property_types(schema: str) -> dict[str, str]:
    """Field -> type: `string`, `integer`, `@Schema`, `enum:A|B`, `{}`; `[]` per list level."""
    return _shapes().get(schema, {})


def snake(name: str) -> str:
    """camelCase -> snake_case, as the service names fields in its errors."""
    return re.sub(r"(?<!^)([A-Z])", lambda letter: "_" + letter[1].lower(), name)


def camel(name: str) -> str:
    """snake_case -> camelCase; the service takes both in requests."""
    head, *rest = name.split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in rest)


class _Check:
    def __init__(self) -> None:
        self.violations: list[tuple[str, str]] = []

    def clean(self, value: Any, kind: str, path: str) -> Any:
        if kind == "any[][]":
            return self._rows(value, path)
        if kind.endswith("[]"):
            items = value if isinstance(value, list) else [value]
            inner = kind.removesuffix("[]")
            return [self.clean(item, inner, f"{path}[{index}]") for index, item in enumerate(items)]
        if kind.startswith("@"):
            return self._message(value, kind[1:], path)
        return value if kind in ("any", "{}") else self._scalar(value, kind, path)

    def _message(self, value: Any, schema: str, path: str) -> Any:
        if not isinstance(value, dict):
            return self._refuse(path, f"type.googleapis.com/google.apps.sheets.v4.{schema}", value)
        types = property_types(schema)
        cleaned: dict[str, Any] = {}
        for given, part in value.items():
            name = given if given in types else camel(given)
            if name not in types:
                place = f" at '{path}'" if path else ""
                self.violations.append((path, f'Unknown name "{given}"{place}: Cannot find field.'))
            elif part is not None:
                inner = f"{path}.{snake(name)}" if path else snake(name)
                cleaned[name] = self.clean(part, types[name], inner)
        return cleaned

    def _rows(self, value: Any, path: str) -> Any:
        if not isinstance(value, list):
            return self._refuse(path, _LIST_VALUE, value)
        for index, row in enumerate(value):
            if not isinstance(row, list):
                self._refuse(f"{path}[{index}]", _LIST_VALUE, row)
        return value

    def _scalar(self, value: Any, kind: str, path: str) -> Any:
        if kind == "boolean" and isinstance(value, bool):
            return value
        if kind == "string" and isinstance(value, str):
            return value
        if kind.startswith("enum:"):
            return self._enum(value, kind, path)
        if kind in ("integer", "number") and not isinstance(value, bool):
            number = _number(value, whole=kind == "integer")
            if number is not None:
                return number
        return self._refuse(path, _PROTO_TYPES[kind], value)

    def _enum(self, value: Any, kind: str, path: str) -> Any:
        names = kind.removeprefix("enum:").split("|")
        if isinstance(value, str) and value in names:
            return value
        name = path.rpartition(".")[2].partition("[")[0]
        return self._refuse(path, f"type.googleapis.com/google.apps.sheets.v4.{camel('_' + name)}", value)

    def _refuse(self, path: str, kind: str, value: Any) -> None:
        shown = json.dumps(value, ensure_ascii=False)
        self.violations.append((path, f"Invalid value at '{path}' ({kind}), {shown}"))


def _number(value: Any, *, whole: bool) -> int | float | None:
    if isinstance(value, str):
        if whole:
            return int(value) if _WHOLE_NUMBER.fullmatch(value) else None
        try:
            return float(value)
        except ValueError:
            return None
    if not isinstance(value, int | float):
        return None
    if whole:
        return int(value) if float(value).is_integer() else None
    return value


def checked_body(value: Any, schema: str, *, at: str = "") -> dict[str, Any]:
    """The body with nulls dropped and numbers in their type.

    Args:
        at: the name the service gives the body in its paths ("data" for a single ValueRange).

    Raises:
        ApiError: 400 with one violation per wrong field.
    """
    check = _Check()
    cleaned = check.clean(value, f"@{schema}", at)
    if check.violations:
        raise refused_payload(check.violations)
    result: dict[str, Any] = cleaned
    return result


def refused_payload(violations: list[tuple[str, str]]) -> ApiError:
    """[R] the 400 of a body that does not fit its schema."""
    lines = [f"Invalid JSON payload received. {text}" if text.startswith("Unknown") else text for _, text in violations]
    listed = [(path, line) for (path, _), line in zip(violations, lines, strict=True)]
    return ApiError(400, "\n".join(lines), details=[bad_request(listed)])


def checked_enum(value: str | None, schema_enum: tuple[str, ...], parameter: str, default: str) -> str:
    """A query parameter with a fixed set of values; absent gives the default."""
    if value is None or value == "":
        return default
    if value not in schema_enum:
        kind = f"type.googleapis.com/google.apps.sheets.v4.{camel('_' + snake(parameter))}"
        text = f"Invalid value at '{snake(parameter)}' ({kind}), \"{value}\""
        raise ApiError(400, text, details=[bad_request([(snake(parameter), text)])])
    return value
