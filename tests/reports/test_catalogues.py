"""No reader meets an untranslated sentence, and no translation loses or invents a gap."""

import ast
import re
from collections.abc import Iterator
from string import Formatter

import pytest

import connectors.google_sheets.errors  # noqa: F401  so that its kinds of problem are known, too
from domain.problems import Problem
from reports.language import LOCALES, catalogue
from reports.messages import PACKAGES, ROOT, texts

LANGUAGES = [language for language in LOCALES if language != "en"]


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_in_the_code_is_translated(language: str) -> None:
    known = catalogue(language)
    missing = sorted({f"{file}:{line}: {text}" for text, file, line in texts() if text not in known})
    assert not missing, "run `make messages`, then translate:\n" + "\n".join(missing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_gaps_of_its_original(language: str) -> None:
    wrong = [text for text, said in catalogue(language).items() if gaps(text) != gaps(said)]
    assert not wrong


def test_no_text_hides_in_an_f_string_where_the_extraction_cannot_see_it() -> None:
    pattern = re.compile(r"""f["'].*\{[^}]*\.text\(|Reason\(f["']""")
    hidden = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if pattern.search(line)
    ]
    assert not hidden


def kinds_of(base: type[Problem]) -> set[str]:
    return {base.__name__}.union(*(kinds_of(kind) for kind in base.__subclasses__()))


def calls(*names: str, packages: tuple[str, ...] = PACKAGES) -> Iterator[tuple[str, ast.Call]]:
    """(place, call) of every call of these names in the product."""
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in names:
                    yield f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", node


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def choices(part: ast.expr) -> list[ast.expr]:
    """What an argument may be: both sides of a condition, what is added up."""
    match part:
        case ast.IfExp():
            return choices(part.body) + choices(part.orelse)
        case ast.BinOp():
            return choices(part.left) + choices(part.right)
        case ast.BoolOp():
            return [choice for value in part.values for choice in choices(value)]
    return [part]


def test_every_refusal_is_made_of_reasons_and_not_of_texts() -> None:
    found = list(calls(*kinds_of(Problem)))
    bare = [
        f"{place}: {ast.unparse(part)}"
        for place, call in found
        for part in (*call.args[:1], *(word.value for word in call.keywords if word.arg in ("why", "next_step")))
        if any(is_text(chosen) for chosen in choices(part))
    ]
    assert not bare
    assert len(found) > 200  # the search finds what it looks for


def test_every_reason_is_where_the_extraction_sees_it() -> None:
    seen = {text for text, _, _ in texts()}
    hidden = [
        f"{place}: {ast.unparse(call)}"
        for place, call in calls("Reason")
        if call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value not in seen
    ]
    assert not hidden


def test_a_refusing_check_of_a_settings_model_raises_a_reason() -> None:
    programming = ("time zone", "must not be negative", "service calendars reach", "allowed share")
    bare = [
        f"{place}: {ast.unparse(call)}"
        for place, call in calls("ValueError", packages=("domain", "configs"))
        if call.args and is_text(call.args[0]) and not any(word in ast.unparse(call) for word in programming)
    ]
    assert not bare
