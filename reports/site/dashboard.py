"""The performance dashboard of the full rollout: the state of every wave, process and clause on one page.

Here: which of them stand where. Not here: readiness and tripwires (`domain.full_rollout.assess`), the month's figures
(`domain.review.build`): waves come from the latest gate of the full rollout, the rest from the newest published review.
"""

from collections import Counter

from domain.full_rollout.gate import RecordedWaves
from domain.full_rollout.result import ProcessState, WaveState
from domain.portfolio.card import RolloutFacts
from domain.reasons import Reason
from domain.review.review import MonthlyReview
from domain.review.standing import standing_of
from reports.documents import Document, Fact, Section, Value
from reports.drawings import Status
from reports.phases.full_rollout import processes_table, waves_table
from reports.review.levels import levels_section, matrix_section
from reports.review.review import key_facts, key_figures_section, summary_lines
from reports.review.standing import standing_look, verdict
from reports.review.volume import volume_section


def compose(facts: RolloutFacts, recorded: RecordedWaves | None, latest: MonthlyReview | None) -> Document:
    """The dashboard.

    Args:
        recorded: as the latest gate recorded it; None before one.
        latest: the newest published review; None before one.
    """
    status, said = _verdict(recorded, latest)
    return Document(
        slug="dashboard",
        title=Reason("Performance dashboard"),
        subtitle=facts.parties,
        status=status,
        verdict=said,
        lines=(*_moved(recorded), *(summary_lines(latest) if latest else ())),
        facts=(*_facts(recorded), *(key_facts(latest) if latest else ())),
        sections=(_waves(recorded, latest), *_review_sections(latest)),
        meta=_meta(recorded, latest),
        numbered=True,
        currency=facts.currency,
        zone=facts.zone,
    )


def _verdict(recorded: RecordedWaves | None, latest: MonthlyReview | None) -> tuple[Status, Reason]:
    if recorded and len(recorded.tripwires) == 1:
        return "bad", Reason("A tripwire holds the next wave")
    if recorded and recorded.tripwires:
        return "bad", Reason("{count} tripwires hold the next wave", count=len(recorded.tripwires))
    if latest is None:
        return "neutral", Reason("No month has been reviewed yet")
    return standing_look(standing_of(latest)), verdict(standing_of(latest))


def _count(recorded: RecordedWaves) -> int:
    return sum(process.state is ProcessState.MIGRATED for process in recorded.processes)


def _moved(recorded: RecordedWaves | None) -> tuple[Reason, ...]:
    if recorded is None:
        return ()
    return (
        Reason(
            "{moved} of {count} processes have moved, in {waves} waves.",
            moved=_count(recorded),
            count=len(recorded.processes),
            waves=len(recorded.waves),
        ),
    )


def _facts(recorded: RecordedWaves | None) -> tuple[Fact, ...]:
    if recorded is None:
        return ()
    done = sum(wave.state is WaveState.DONE for wave in recorded.waves)
    return (
        Fact(Reason("Waves done"), Reason("{met} of {count}", met=done, count=len(recorded.waves))),
        Fact(
            Reason("Processes moved"), Reason("{met} of {count}", met=_count(recorded), count=len(recorded.processes))
        ),
        Fact(
            Reason("Tripwires"), len(recorded.tripwires), "count", "bad" if recorded.tripwires else "good"
        ),
        Fact(Reason("Error rate at the gate"), recorded.error_share, "percent", decimals=2),
    )  # fmt: skip


def _waves(recorded: RecordedWaves | None, latest: MonthlyReview | None) -> Section:
    heading = Reason("Waves and processes")
    if recorded is None:
        return Section(heading, (Reason("No gate of the full rollout has been reached yet."),), look="unmeasured")
    breaches = None if latest is None else Counter(breach.process for breach in latest.breaches)
    return Section(
        heading,
        (
            Reason("As the gate of the full rollout saw them on {day}.", day=recorded.as_of),
            *recorded.tripwires,
            *_breaches(recorded, breaches, latest),
        ),
        (waves_table(recorded.waves), processes_table(recorded.processes, breaches)),
    )


def _breaches(
    recorded: RecordedWaves, breaches: Counter[str] | None, latest: MonthlyReview | None
) -> tuple[Reason, ...]:
    if breaches is None or latest is None:
        return ()
    said = [Reason("Breaches are those of {a_month}.", a_month=latest.month)]
    elsewhere = sum(breaches.values()) - sum(breaches[process.process_id] for process in recorded.processes)
    if elsewhere:
        said.append(Reason("Of no process in this table: {count}.", count=elsewhere))
    return tuple(said)


def _review_sections(latest: MonthlyReview | None) -> tuple[Section, ...]:
    if latest is None:
        why = Reason("No month has been reviewed yet, or its figures are not kept here.")
        return (Section(Reason("Service levels"), (why,), look="unmeasured"),)
    return (matrix_section(latest), levels_section(latest), volume_section(latest), key_figures_section(latest))


def _meta(recorded: RecordedWaves | None, latest: MonthlyReview | None) -> tuple[tuple[Reason, Value], ...]:
    found: list[tuple[Reason, Value]] = []
    if latest is not None:
        found += [(Reason("Figures of"), Reason("{a_month}", a_month=latest.month)),
                  (Reason("Version"), Reason("provisional") if latest.provisional else Reason("final")),
                  (Reason("Review"), latest.review_hash[:12])]  # fmt: skip
    if recorded is not None:
        found.append((Reason("Waves as of"), recorded.as_of))
    return tuple(found)
