"""Which certificate counts, and why none does.

Here: comparing standards and scopes as people write them, and validity on the contract's first day. Not here: the
other knock-outs (`domain.vendor_selection.bids`).
"""

import re
from collections.abc import Sequence
from datetime import date

from domain.reasons import Reason
from domain.workbook.bidders import Certificate

_PARTS = re.compile(r"[^\W\d_]+|\d+")
_UNSAID = frozenset({"iec", "ds", "en"})
"""ISO/IEC 27001, DS/EN ISO 27001 and ISO 27001 are one standard."""


def is_standard(written: str, wanted: str) -> bool:
    """Whether a certificate's standard is the wanted one: `iso27001` and `ISO/IEC 27001:2022` are ISO 27001.

    Case, spaces and signs do not matter; what is wanted must stand there whole, so `SOC 1 Type 2` is not `SOC 2`.
    """
    have, want = _parts(written), _parts(wanted)
    return bool(want) and any(have[at : at + len(want)] == want for at in range(len(have)))


def counting(
    certificates: Sequence[Certificate], standards: Sequence[str], scopes: Sequence[str]
) -> tuple[Certificate, ...]:
    """Those of a wanted standard and scope (any, where none is wanted) that do not end before they begin."""
    return tuple(
        one
        for one in certificates
        if one.valid_from <= one.valid_until
        and (not standards or any(is_standard(one.standard, wanted) for wanted in standards))
        and (not scopes or any(is_standard(one.scope, wanted) for wanted in scopes))
    )


def valid_on(certificates: Sequence[Certificate], day: date) -> Certificate | None:
    """The one valid on a day that lasts longest; None when none is."""
    valid = [one for one in certificates if one.valid_from <= day <= one.valid_until]
    return max(valid, key=lambda one: (one.valid_until, one.standard), default=None)


def why_none_counts(
    certificates: Sequence[Certificate], standards: Sequence[str], scopes: Sequence[str], starts_on: date
) -> Reason | None:
    """Why a bidder has no certificate on the contract's first day, with the certificate as evidence; None if it has."""
    wanted = counting(certificates, standards, scopes)
    if valid_on(wanted, starts_on) is not None:
        return None
    if not certificates:
        return Reason("No certificate shown.")
    if all(one.valid_until < one.valid_from for one in certificates):
        return Reason("Every certificate shown ends before it begins.")
    if not wanted:
        return Reason(
            "No certificate shown counts: {shown}. Wanted: {wanted}.",
            shown=", ".join(sorted({one.standard for one in certificates})),
            wanted=", ".join([*standards, *scopes]),
        )
    last = max(wanted, key=lambda one: (one.valid_until, one.standard))
    if last.valid_until < starts_on:
        return Reason(
            "{certificate} from {issuer} ends on {ends_on}, before the contract starts on {starts_on}.",
            certificate=last.standard,
            issuer=last.issuer,
            ends_on=last.valid_until,
            starts_on=starts_on,
        )
    return Reason(
        "{certificate} from {issuer} is valid only from {from_on}, after the contract starts on {starts_on}.",
        certificate=last.standard,
        issuer=last.issuer,
        from_on=last.valid_from,
        starts_on=starts_on,
    )


def _parts(text: str) -> list[str]:
    return [part for part in _PARTS.findall(text.casefold()) if part not in _UNSAID]
