"""Where a rollout stands, derived from its entries: by cases, and for any sequence of entries."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ledger.events import EventKind
from domain.ledger.owners import OWNERS, Role
from domain.ledger.phases import Phase
from domain.ledger.state import NEXT_STATUS, PhaseState, PhaseStatus, derive_state
from tests.budgets import budget
from tests.domain.ledger.samples import Entry, chain


def started(phase: Phase) -> Entry:
    return EventKind.PHASE_STARTED, {"phase": phase.value}


def passed(phase: Phase, evidence: str = "e1") -> Entry:
    return EventKind.GATE_PASSED, {"phase": phase.value, "evidence_hash": evidence, "gate": {"of": evidence}}


def held(phase: Phase, evidence: str = "e1") -> Entry:
    return EventKind.GATE_HELD, {"phase": phase.value, "evidence_hash": evidence, "gate": {"of": evidence}}


def decided(kind: EventKind, phase: Phase, role: Role, evidence: str, person: str) -> Entry:
    return kind, {"phase": phase.value, "role": role.value, "person": person, "evidence_hash": evidence}


def approved(phase: Phase, role: Role, evidence: str = "e1", person: str = "mette") -> Entry:
    return decided(EventKind.APPROVED, phase, role, evidence, person)


def refused(phase: Phase, role: Role, evidence: str = "e1", person: str = "mette") -> Entry:
    return decided(EventKind.REFUSED, phase, role, evidence, person)


def state_of(phase: Phase, *entries: Entry) -> PhaseState:
    return derive_state("nordlys", chain(entries)).phases[phase]


SELECTION, DISCOVERY, PILOT = Phase.VENDOR_SELECTION, Phase.DISCOVERY, Phase.PILOT
PROCUREMENT, LEGAL, LEAD = Role.PROCUREMENT, Role.LEGAL, Role.PROJECT_LEAD
RUN = [started(SELECTION), passed(SELECTION)]

CASES: dict[str, tuple[list[Entry], PhaseStatus]] = {
    "nothing happened": ([], PhaseStatus.NOT_STARTED),
    "a result before any start counts for nothing": ([passed(SELECTION)], PhaseStatus.NOT_STARTED),
    "another phase's start is not this one's": ([started(DISCOVERY)], PhaseStatus.NOT_STARTED),
    "started": ([started(SELECTION)], PhaseStatus.RUNNING),
    "gate held": ([started(SELECTION), held(SELECTION)], PhaseStatus.HELD),
    "a held gate cannot be approved": (
        [started(SELECTION), held(SELECTION), approved(SELECTION, PROCUREMENT), approved(SELECTION, LEGAL)],
        PhaseStatus.HELD,
    ),
    "a held gate passes only after another run": (
        [started(SELECTION), held(SELECTION), passed(SELECTION)],
        PhaseStatus.HELD,
    ),
    "run again after held": ([started(SELECTION), held(SELECTION), started(SELECTION)], PhaseStatus.RUNNING),
    "gate passed": (RUN, PhaseStatus.AWAITING_DECISION),
    "one of two owners": ([*RUN, approved(SELECTION, PROCUREMENT)], PhaseStatus.AWAITING_DECISION),
    "the same owner twice is one owner": (
        [*RUN, approved(SELECTION, LEGAL), approved(SELECTION, LEGAL, person="aisha")],
        PhaseStatus.AWAITING_DECISION,
    ),
    "a role that does not own the gate": (
        [*RUN, approved(SELECTION, PROCUREMENT), approved(SELECTION, LEAD)],
        PhaseStatus.AWAITING_DECISION,
    ),
    "both owners": ([*RUN, approved(SELECTION, PROCUREMENT), approved(SELECTION, LEGAL)], PhaseStatus.APPROVED),
    "both owners in the other order": (
        [*RUN, approved(SELECTION, LEGAL), approved(SELECTION, PROCUREMENT)],
        PhaseStatus.APPROVED,
    ),
    "an approval of other evidence": (
        [*RUN, approved(SELECTION, PROCUREMENT, "e0"), approved(SELECTION, LEGAL)],
        PhaseStatus.AWAITING_DECISION,
    ),
    "approvals of the run before do not count": (
        [
            *RUN,
            approved(SELECTION, PROCUREMENT),
            started(SELECTION),
            passed(SELECTION, "e2"),
            approved(SELECTION, LEGAL, "e2"),
        ],
        PhaseStatus.AWAITING_DECISION,
    ),
    "approvals of the run before do not count, even of equal evidence": (
        [*RUN, approved(SELECTION, PROCUREMENT), started(SELECTION), passed(SELECTION), approved(SELECTION, LEGAL)],
        PhaseStatus.AWAITING_DECISION,
    ),
    "one refusal is enough": ([*RUN, refused(SELECTION, LEGAL)], PhaseStatus.REFUSED),
    "a refusal after the other owner's approval": (
        [*RUN, approved(SELECTION, PROCUREMENT), refused(SELECTION, LEGAL)],
        PhaseStatus.REFUSED,
    ),
    "a refusal of other evidence counts for nothing": (
        [*RUN, refused(SELECTION, LEGAL, "e0")],
        PhaseStatus.AWAITING_DECISION,
    ),
    "an approval after a refusal counts for nothing": (
        [*RUN, refused(SELECTION, LEGAL), approved(SELECTION, LEGAL), approved(SELECTION, PROCUREMENT)],
        PhaseStatus.REFUSED,
    ),
    "run again after a refusal": ([*RUN, refused(SELECTION, LEGAL), started(SELECTION)], PhaseStatus.RUNNING),
    "an approved phase may be run again": (
        [*RUN, approved(SELECTION, LEGAL), approved(SELECTION, PROCUREMENT), started(SELECTION)],
        PhaseStatus.RUNNING,
    ),
    "a refusal after the last approval counts for nothing": (
        [*RUN, approved(SELECTION, LEGAL), approved(SELECTION, PROCUREMENT), refused(SELECTION, LEGAL)],
        PhaseStatus.APPROVED,
    ),
}


@pytest.mark.parametrize(("entries", "status"), CASES.values(), ids=CASES.keys())
def test_the_status_of_a_phase(entries: list[Entry], status: PhaseStatus) -> None:
    assert state_of(SELECTION, *entries).status is status


def test_missing_roles_name_who_has_yet_to_decide() -> None:
    state = state_of(SELECTION, *RUN, approved(SELECTION, PROCUREMENT, person="soren"))
    assert state.missing_roles == (LEGAL,)
    assert state.approvals == {PROCUREMENT: "soren"}


def test_a_new_run_starts_with_empty_hands() -> None:
    state = state_of(SELECTION, *RUN, approved(SELECTION, PROCUREMENT), started(SELECTION))
    assert (state.attempt, state.evidence_hash, state.approvals, state.gate) == (2, "", {}, {})
    assert state.missing_roles == (PROCUREMENT, LEGAL)


def test_the_state_tells_since_when_and_of_which_gate() -> None:
    events = chain([*RUN, approved(SELECTION, PROCUREMENT)])
    state = derive_state("nordlys", events).phases[SELECTION]
    assert state.since == events[1].at  # waiting since the gate, not since the first of two approvals
    assert state.gate == {"of": "e1"}


def test_a_phase_may_start_when_the_one_before_is_approved_and_not_before() -> None:
    entries = [started(DISCOVERY), passed(DISCOVERY)]
    before = derive_state("nordlys", chain(entries))
    after = derive_state("nordlys", chain([*entries, approved(DISCOVERY, LEAD)]))
    assert [phase for phase in Phase if before.may_start(phase)] == [DISCOVERY]
    assert [phase for phase in Phase if after.may_start(phase)] == [DISCOVERY, SELECTION]
    assert (before.current, after.current) == (DISCOVERY, SELECTION)


def test_running_an_approved_phase_again_closes_the_way_until_it_is_approved_anew() -> None:
    entries = [started(DISCOVERY), passed(DISCOVERY), approved(DISCOVERY, LEAD), started(DISCOVERY)]
    state = derive_state("nordlys", chain(entries))
    assert not state.may_start(SELECTION)
    assert state.current is DISCOVERY


def test_all_phases_approved_leaves_the_last_one_current() -> None:
    entries: list[Entry] = []
    for phase in Phase:
        entries += [started(phase), passed(phase), *(approved(phase, role) for role in OWNERS[phase])]
    state = derive_state("nordlys", chain(entries))
    assert {phase.status for phase in state.phases.values()} == {PhaseStatus.APPROVED}
    assert state.current is Phase.OPTIMISATION


# --- Any sequence of entries ------------------------------------------------------------------------------------

FEW = [Phase.DISCOVERY, Phase.VENDOR_SELECTION]
"""Two phases, one with one owner and one with two: more would only thin out the interesting sequences."""

EVIDENCE = st.sampled_from(["e1", "e2"])
ENTRY: st.SearchStrategy[Entry] = st.one_of(
    st.builds(started, st.sampled_from(FEW)),
    st.builds(passed, st.sampled_from(FEW), EVIDENCE),
    st.builds(held, st.sampled_from(FEW), EVIDENCE),
    st.builds(approved, st.sampled_from(FEW), st.sampled_from([LEAD, PROCUREMENT, LEGAL]), EVIDENCE),
    st.builds(refused, st.sampled_from(FEW), st.sampled_from([LEAD, PROCUREMENT, LEGAL]), EVIDENCE),
    st.tuples(
        st.sampled_from([EventKind.ROLLOUT_OPENED, EventKind.EFFECT_DONE, EventKind.SNAPSHOT_TAKEN]),
        st.fixed_dictionaries({}, optional={"phase": st.sampled_from([phase.value for phase in FEW])}),
    ),
)
ENTRIES = st.lists(ENTRY, max_size=25)


def latest_run(phase: Phase, entries: list[Entry]) -> list[Entry]:
    """A phase's own entries from its last start on."""
    own = [entry for entry in entries if entry[1].get("phase") == phase.value]
    starts = [index for index, (kind, _) in enumerate(own) if kind is EventKind.PHASE_STARTED]
    return own[starts[-1] :] if starts else []


def approved_by_the_book(phase: Phase, entries: list[Entry]) -> bool:
    """What approved means, said without a state machine.

    In the latest run the first gate result is a pass, and between it and the first refusal of its evidence every
    owner approves that evidence.
    """
    run = latest_run(phase, entries)
    gates = [index for index, (kind, _) in enumerate(run) if kind in (EventKind.GATE_PASSED, EventKind.GATE_HELD)]
    if not gates or run[gates[0]][0] is EventKind.GATE_HELD:
        return False
    missing, evidence = set(OWNERS[phase]), run[gates[0]][1]["evidence_hash"]
    for kind, payload in run[gates[0] :]:
        of_it: Any = payload.get("evidence_hash") == evidence
        if kind is EventKind.REFUSED and of_it and missing:
            return False
        if kind is EventKind.APPROVED and of_it:
            missing.discard(Role(payload["role"]))
    return not missing


@budget(400)
@given(ENTRIES)
def test_every_step_of_any_history_is_a_step_of_the_state_machine(entries: list[Entry]) -> None:
    events = chain(entries)
    before = derive_state("nordlys", [])
    for length, event in enumerate(events, start=1):
        after = derive_state("nordlys", events[:length])
        for phase in Phase:
            old, new = before.phases[phase].status, after.phases[phase].status
            allowed = {old, NEXT_STATUS.get((old, event.kind), old)} if event.payload.get("phase") == phase else {old}
            assert new in allowed
        before = after


@budget(400)
@given(ENTRIES)
def test_a_phase_is_approved_exactly_when_every_owner_approved_the_latest_evidence(entries: list[Entry]) -> None:
    state = derive_state("nordlys", chain(entries))
    for phase in FEW:
        assert (state.phases[phase].status is PhaseStatus.APPROVED) == approved_by_the_book(phase, entries)


@budget(400)
@given(
    st.sampled_from(FEW),
    st.lists(
        st.sampled_from([LEAD, PROCUREMENT, LEGAL]).flatmap(
            lambda role: EVIDENCE.map(lambda evidence: (role, evidence))
        ),
        max_size=8,
    ),
)
def test_the_order_of_approvals_never_matters(phase: Phase, votes: list[tuple[Role, str]]) -> None:
    entries = [started(phase), passed(phase)]
    there = state_of(phase, *entries, *(approved(phase, role, evidence) for role, evidence in votes))
    back = state_of(phase, *entries, *(approved(phase, role, evidence) for role, evidence in reversed(votes)))
    assert there.status is back.status
    assert set(there.missing_roles) == set(back.missing_roles)


@given(ENTRIES)
def test_the_state_counts_entries_and_names_the_head_of_the_ledger(entries: list[Entry]) -> None:
    events = chain(entries)
    state = derive_state("nordlys", events)
    assert state.events == len(events)
    assert state.head_hash == (events[-1].hash if events else "")
    for phase in FEW:
        starts = sum(kind is EventKind.PHASE_STARTED and p["phase"] == phase for kind, p in entries)
        assert state.phases[phase].attempt == starts


def test_every_status_can_be_reached_and_left() -> None:
    reached = {PhaseStatus.NOT_STARTED}
    while new := {to for (status, _), to in NEXT_STATUS.items() if status in reached} - reached:
        reached |= new
    assert reached == set(PhaseStatus)
    assert {status for status, _ in NEXT_STATUS} == set(PhaseStatus)


def test_stored_words_are_never_renamed() -> None:
    # They stand in ledgers already written.
    assert {kind.value for kind in EventKind} >= {
        "rollout_opened", "phase_started", "snapshot_taken", "gate_passed", "gate_held", "approved", "refused",
        "effect_planned", "effect_done", "review_published",
    }  # fmt: skip
