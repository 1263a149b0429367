"""A figure's working in sentences: its value, its formula, its parts, what it was read from, whose rule it is.

Here: the words, in order, and the list of figures. Not here: the workings (`domain.figures.working`), printing
(`flows.cli`).
"""

from collections.abc import Iterable, Mapping

from domain.figures.working import Source, Working
from domain.ledger.phases import Phase
from domain.reasons import Reason
from reports.language import Speaker
from reports.review.explanations import plain
from reports.words import word


def working_lines(working: Working, known: Mapping[str, Working], speaker: Speaker) -> list[str]:
    """One figure. Its parts stand with their own ids, so that each can be asked for in turn.

    Args:
        known: figure id -> working, for naming the parts.
    """
    lines = [f"{working.figure_id} · {speaker.say(working.label)}: {_value(working, speaker)}"]
    lines += [f"  {speaker.say(step)}" for step in working.steps]
    parts = [known[part] for part in working.parts if part in known]
    if parts:
        lines += ["", speaker.say(Reason("Put together from:")), *(f"  {line}" for line in index_lines(parts, speaker))]
    if working.inputs:
        lines += ["", speaker.say(Reason("Read from:")), *(f"  {speaker.say(_source(s))}" for s in working.inputs)]
    lines += [""] if working.rule or working.snapshot_id else []
    if working.rule:
        lines.append(speaker.say(Reason("Rule: {rule}.", rule=working.rule.rstrip("."))))
    if working.snapshot_id:
        lines.append(speaker.say(Reason("Computed from snapshot {snapshot}.", snapshot=working.snapshot_id)))
    return [plain(line) for line in lines]


def index_lines(workings: Iterable[Working], speaker: Speaker) -> list[str]:
    """One line a figure: id, value, label; the first two as wide as the widest."""
    rows = [(w.figure_id, _value(w, speaker), speaker.say(w.label)) for w in workings]
    ids, values = (max((len(row[at]) for row in rows), default=0) for at in (0, 1))
    return [plain(f"{one:<{ids}}  {value:>{values}}  {label}") for one, value, label in rows]


def difference_line(differing: Iterable[str]) -> Reason | None:
    """What to know before believing the figures; None when they are those that were recorded."""
    named = ", ".join(differing)
    if not named:
        return None
    return Reason(
        "Computed again, this comes out otherwise than the gate recorded it: {parts}. The settings or the program have "
        "changed since; the gate's own record stands.",
        parts=named,
    )


def _value(working: Working, speaker: Speaker) -> str:
    return speaker.value(working.value, working.unit, working.decimals)


def _source(source: Source) -> Reason:
    if source.kind == "settings":
        return Reason("the setting {path}", path=source.place)
    if source.kind == "gate":
        return Reason("what the gate of {phase} recorded", phase=word(Phase(source.place)))
    if source.kind == "tickets":
        return Reason(
            "{count} tickets of the project {project} with their histories", count=source.rows, project=source.place
        )
    if not source.cells:
        return Reason("the tab {tab}, {count} rows", tab=source.place, count=source.rows)
    return Reason("the tab {tab}, {cells}", tab=source.place, cells=", ".join(source.cells))
