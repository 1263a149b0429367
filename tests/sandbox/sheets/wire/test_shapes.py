"""The shapes of requests are those of Google's own document."""

import re
from pathlib import Path
from typing import Any

from sandbox.sheets.wire.shapes import SHAPES_FILE, property_types
from tests.sandbox.sheets.sheets_bench import discovery


def test_the_shapes_are_those_of_googles_discovery_document() -> None:
    schemas = discovery("sheets.v4")["schemas"]
    names = re.findall(r'^"(\w+)":', Path(SHAPES_FILE).read_text(encoding="utf-8"), re.MULTILINE)
    assert len(names) > 200
    for name in names:
        types = property_types(name)
        assert set(types) == set(schemas[name].get("properties", {})), name
        for field, kind in types.items():
            assert kind == _kind(schemas[name]["properties"][field]), (name, field)


def _kind(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return "@" + str(schema["$ref"])
    if schema["type"] == "array":
        return _kind(schema["items"]) + "[]"
    if schema["type"] == "object":
        return "{}"
    return "enum:" + "|".join(schema["enum"]) if "enum" in schema else str(schema["type"])
