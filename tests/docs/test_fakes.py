"""A fake that stands for a protocol inherits it and has every method of it: a protocol that grows is told to its fakes.

An inherited method of a protocol has no body and would answer None in silence; the type check sees only some of these.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
DRAWN_IN = [path for room in ("connectors", "tasks") for path in (ROOT / room).rglob("*.py")]


def classes(path: Path) -> Iterator[ast.ClassDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def bases(found: ast.ClassDef) -> set[str]:
    return {base.id for base in found.bases if isinstance(base, ast.Name)}


def members(found: ast.ClassDef) -> set[str]:
    """Names of methods and fields that a class has of its own."""
    methods = {one.name for one in found.body if isinstance(one, ast.FunctionDef)}
    fields: list[ast.expr] = [one.target for one in found.body if isinstance(one, ast.AnnAssign)]
    fields += [target for one in found.body if isinstance(one, ast.Assign) for target in one.targets]
    return methods | {field.id for field in fields if isinstance(field, ast.Name)}


DRAWN = {found.name: found for path in DRAWN_IN for found in classes(path) if "Protocol" in bases(found)}


def required(name: str) -> set[str]:
    """What a protocol asks for, with what the protocols it is put together from ask for."""
    found = DRAWN[name]
    return members(found).union(*(required(base) for base in bases(found) & DRAWN.keys()))


PROTOCOLS = {name: required(name) for name in DRAWN}
FAKES = [
    pytest.param(found, name, id=f"{found.name}({name})")
    for path in sorted((ROOT / "tests").rglob("*.py"))
    for found in classes(path)
    for name in sorted(bases(found) & set(PROTOCOLS))
]


def missing(fake: ast.ClassDef, protocol: str) -> set[str]:
    return PROTOCOLS[protocol] - members(fake)


@pytest.mark.parametrize(("fake", "protocol"), FAKES)
def test_a_fake_has_every_method_of_its_protocol(fake: ast.ClassDef, protocol: str) -> None:
    assert missing(fake, protocol) == set()


def test_there_are_fakes_and_one_that_lacks_a_method_is_found() -> None:
    assert len(FAKES) >= 4
    (fake, protocol) = FAKES[0].values
    assert isinstance(fake, ast.ClassDef)
    last = next(one for one in reversed(fake.body) if isinstance(one, ast.FunctionDef))
    fake.body.remove(last)
    assert missing(fake, str(protocol)) == {last.name}
    fake.body.append(last)
