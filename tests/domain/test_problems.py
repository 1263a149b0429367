"""A problem is one sentence, in any language, wherever it was raised."""

import ast
import pickle
import re
from datetime import UTC, datetime, timedelta, timezone

import pytest

from domain.problems import Problem, RuleRefused, Start, Work
from domain.reasons import Reason, both, either, joined, listed, reason_of, verbatim, with_more
from flows.cli import cli
from reports.messages import ROOT

REFUSED = RuleRefused(
    Reason("The tab '{tab}' is missing", tab="Processer"),
    where=Reason("ledger of {rollout_id}", rollout_id="nordlys"),
    why=Reason("nobody made it."),
    next_step=Reason("make it"),
    start=Start(Work.RUN_PHASE, phase="pilot"),
)


@pytest.mark.parametrize(
    ("problem", "says"),
    [
        (Problem(Reason("No")), "No."),
        (Problem(Reason("No."), where="A!B2"), "No (A!B2)."),
        (Problem(Reason("No"), why=Reason("so")), "No: so."),
        (Problem(Reason("No"), why=verbatim("")), "No."),
        (Problem(Reason("No"), next_step=Reason("go.")), "No. Next: go."),
        (Problem(Reason("No"), start=Start(Work.SERVE)), "No."),
        (REFUSED, "The tab 'Processer' is missing (ledger of nordlys): nobody made it. Next: make it."),
    ],
)
def test_a_problem_reads_as_what_where_why_and_next(problem: Problem, says: str) -> None:
    assert str(problem) == problem.sentence() == says


def test_each_part_is_said_by_the_reader_and_the_work_asked_for_in_the_readers_way() -> None:
    told = REFUSED.sentence(lambda reason: str(reason).upper(), lambda start: Reason("go {phase}", phase=start.phase))
    assert told.endswith("(LEDGER OF NORDLYS): NOBODY MADE IT. NEXT: MAKE IT: GO PILOT.")


def test_a_problem_is_the_same_on_the_other_side_of_a_process() -> None:
    back = pickle.loads(pickle.dumps(REFUSED))
    assert type(back) is RuleRefused
    assert (str(back), back.what, back.where, back.start) == (str(REFUSED), REFUSED.what, REFUSED.where, REFUSED.start)


def test_an_instant_is_said_in_utc_to_the_minute_wherever_it_was_written() -> None:
    written = datetime(2026, 11, 2, 7, 5, 30, tzinfo=timezone(timedelta(hours=1)))
    assert str(Reason("at {at}", at=written)) == "at 2026-11-02 06:05 UTC"
    assert str(Reason("at {at}", at=written.astimezone(UTC))) == "at 2026-11-02 06:05 UTC"


def test_reasons_are_put_together_as_lists_are_read() -> None:
    a, b, c = (verbatim(letter) for letter in "abc")
    assert [str(both([a])), str(both([a, b])), str(either([a, b]))] == ["a", "a and b", "a or b"]
    assert joined([]) is None
    assert [str(listed([a, b, c], most)) for most in (3, 2)] == ["a, b, c", "a, b and 1 more"]
    assert str(listed([], 3)) == "none"
    assert [str(with_more(a, more)) for more in (0, 2)] == ["a", "a (and 2 more)"]


def test_a_models_own_check_keeps_its_reason() -> None:
    reason = Reason("ends_on: must be after starts_on")
    assert reason_of(ValueError(reason)) is reason
    assert (str(reason_of(ValueError("bare"))), str(reason_of(ValueError()))) == ("bare", "")


def test_no_rule_names_a_command() -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    command = re.compile(rf"\brollout ({'|'.join(cli.commands)})\b|\bmake ({'|'.join(targets)})\b|--rollout\b")
    named = [
        f"{path.relative_to(ROOT)}:{text.lineno}: {text.value!r}"
        for path in sorted((ROOT / "domain").rglob("*.py"))
        for text in _texts(ast.parse(path.read_text(encoding="utf-8")))
        if command.search(str(text.value))
    ]
    assert not named


def _texts(tree: ast.Module) -> list[ast.Constant]:
    """Every text that is no docstring, those inside f-strings too."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    ]
